//! Text → tokens, by the rules of YAML 1.1 as `goyaml.v2` reads it.
//!
//! Source of the rules: `sigs.k8s.io/yaml/goyaml.v2`, `scannerc.go`. Whether a scalar is a key shows
//! only at the colon behind it, so tokens wait in a queue while their line may still turn into a pair.

mod block;
mod key;
mod plain;
mod quoted;
mod tag;
mod token;

pub(super) use token::{Token, TokenKind};

use std::borrow::Cow;
use std::collections::VecDeque;

use key::KeyStart;

use super::fault::{Fault, FaultKind};

/// Deepest nesting that the scanner takes, in brackets and in indentation.
const DEEPEST: usize = 10_000;

/// The scanner of one document.
pub(super) struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    line: usize,
    line_start: usize,
    /// Columns of the open block collections, and of the innermost one (-1 outside all).
    indents: Vec<isize>,
    indent: isize,
    flow_level: usize,
    key_allowed: bool,
    keys: Vec<KeyStart>,
    queue: VecDeque<Token<'a>>,
    /// Tokens handed out so far.
    taken: usize,
    ended: bool,
    /// JSON's escapes are taken, too.
    json: bool,
    /// Where the last two scalars stand, the latest first.
    recent: [(usize, usize); 2],
}

impl<'a> Scanner<'a> {
    /// A scanner of the text from a byte on.
    pub(super) fn new(text: &'a str, from: usize) -> Self {
        let at = from + if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self {
            text,
            bytes: text.as_bytes(),
            at,
            line: 0,
            line_start: at,
            indents: Vec::new(),
            indent: -1,
            flow_level: 0,
            key_allowed: true,
            keys: vec![KeyStart::default()],
            queue: VecDeque::with_capacity(16),
            taken: 0,
            ended: false,
            json: text.trim_start_matches('\u{feff}').trim_start().starts_with('{'),
            recent: Default::default(),
        }
    }

    /// The next token, left in the queue.
    pub(super) fn peek(&mut self) -> Result<&Token<'a>, Fault> {
        while self.needs_more()? {
            self.fetch()?;
        }
        self.queue.front().ok_or(Fault { kind: FaultKind::ExpectedNode, at: self.at, context: self.at })
    }

    /// Take the token that was peeked at.
    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        self.taken += 1;
        self.queue.pop_front()
    }

    /// The last scalar that ends before a byte.
    pub(super) fn scalar_before(&self, at: usize) -> (usize, usize) {
        self.recent.into_iter().find(|(_, end)| *end <= at).unwrap_or_default()
    }

    /// Whether the first token of the queue may still turn out to be a key.
    fn needs_more(&mut self) -> Result<bool, Fault> {
        if self.queue.is_empty() {
            return Ok(!self.ended);
        }
        let taken = self.taken;
        let index = self.keys.partition_point(|k| k.token < taken);
        match self.keys.get(index) {
            Some(key) if key.token == taken && key.possible && key.waits => Ok(self.is_valid(index)? && !self.ended),
            _ => Ok(false),
        }
    }

    fn fetch(&mut self) -> Result<(), Fault> {
        self.skip_space();
        let column = self.column();
        self.unroll(column as isize);
        let byte = self.byte(0);
        let blank_next = self.is_blank_or_end(1);
        let flow = self.flow_level > 0;
        match byte {
            None => self.stream_end(),
            Some(b'%') if column == 0 => self.directive(),
            Some(b'-' | b'.') if self.at_document_mark() => self.document_mark(),
            Some(b'[') => self.flow_start(TokenKind::FlowSequenceStart),
            Some(b'{') => self.flow_start(TokenKind::FlowMappingStart),
            Some(b']') => self.flow_end(TokenKind::FlowSequenceEnd),
            Some(b'}') => self.flow_end(TokenKind::FlowMappingEnd),
            Some(b',') => {
                self.remove_key()?;
                self.key_allowed = true;
                self.push(1, TokenKind::FlowEntry);
                Ok(())
            }
            Some(b'-') if blank_next => self.block_entry(),
            Some(b'?') if flow || blank_next => self.key(),
            Some(b':') if flow || blank_next => self.value(),
            Some(b'*' | b'&') => self.anchor(),
            Some(b'!') => self.tag(),
            Some(b'|' | b'>') if !flow => self.block_scalar(),
            Some(b'\'' | b'"') => self.quoted_scalar(),
            Some(b'#' | b'|' | b'>' | b'%' | b'@' | b'`') => self.fault(FaultKind::CannotStart),
            Some(b'\t') => self.fault(FaultKind::Tab),
            Some(_) => self.plain_scalar(),
        }
    }

    /// Spaces, comments and line ends between tokens.
    fn skip_space(&mut self) {
        loop {
            let tabs = self.flow_level > 0 || !self.key_allowed;
            while self.byte(0) == Some(b' ') || tabs && self.byte(0) == Some(b'\t') {
                self.at += 1;
            }
            if self.byte(0) == Some(b'#') {
                self.skip_comment();
            }
            let length = self.break_length();
            if length == 0 {
                return;
            }
            self.skip_break(length);
            if self.flow_level == 0 {
                self.key_allowed = true;
            }
        }
    }

    fn skip_comment(&mut self) {
        while self.at < self.bytes.len() && self.break_length() == 0 {
            self.at += 1;
        }
    }

    fn stream_end(&mut self) -> Result<(), Fault> {
        if self.column() > 0 {
            self.skip_break(0);
        }
        self.unroll(-1);
        self.remove_key()?;
        self.key_allowed = false;
        self.push(0, TokenKind::StreamEnd);
        self.ended = true;
        Ok(())
    }

    /// `---` or `...` at the start of a line, alone or with a blank behind it.
    fn at_document_mark(&self) -> bool {
        let three = self.bytes.get(self.at..self.at + 3);
        self.column() == 0 && matches!(three, Some(b"---" | b"...")) && self.is_blank_or_end(3)
    }

    fn document_mark(&mut self) -> Result<(), Fault> {
        self.unroll(-1);
        self.remove_key()?;
        self.key_allowed = false;
        let start = self.byte(0) == Some(b'-');
        self.push(3, if start { TokenKind::DocumentStart } else { TokenKind::DocumentEnd });
        Ok(())
    }

    fn flow_start(&mut self, kind: TokenKind<'a>) -> Result<(), Fault> {
        self.save_key()?;
        let token = self.taken + self.queue.len();
        self.keys.push(KeyStart { token, at: self.at, ..KeyStart::default() });
        self.flow_level += 1;
        if self.flow_level > DEEPEST {
            return self.fault(FaultKind::Depth);
        }
        self.key_allowed = true;
        self.push(1, kind);
        Ok(())
    }

    fn flow_end(&mut self, kind: TokenKind<'a>) -> Result<(), Fault> {
        self.remove_key()?;
        if self.flow_level > 0 {
            self.flow_level -= 1;
            let inner = self.keys.pop().unwrap_or_default();
            // Nothing within could be a key: then the bracket itself is not waited for, as upstream.
            if let Some(key) = self.keys.last_mut().filter(|key| key.token == inner.token) {
                key.waits = false;
            }
        }
        self.key_allowed = false;
        self.push(1, kind);
        Ok(())
    }

    fn block_entry(&mut self) -> Result<(), Fault> {
        if self.flow_level == 0 {
            if !self.key_allowed {
                return self.fault(FaultKind::EntryNotAllowed);
            }
            self.roll(self.column(), None, TokenKind::BlockSequenceStart, self.at)?;
        }
        self.remove_key()?;
        self.key_allowed = true;
        self.push(1, TokenKind::BlockEntry);
        Ok(())
    }

    fn key(&mut self) -> Result<(), Fault> {
        if self.flow_level == 0 {
            if !self.key_allowed {
                return self.fault(FaultKind::KeyNotAllowed);
            }
            self.roll(self.column(), None, TokenKind::BlockMappingStart, self.at)?;
        }
        self.remove_key()?;
        self.key_allowed = self.flow_level == 0;
        self.push(1, TokenKind::Key);
        Ok(())
    }

    fn value(&mut self) -> Result<(), Fault> {
        let last = self.keys.len().saturating_sub(1);
        if self.is_valid(last)? {
            let key = self.keys.get(last).copied().unwrap_or_default();
            let index = key.token.checked_sub(self.taken).filter(|n| *n <= self.queue.len());
            let token = Token { start: key.at, end: key.at, kind: TokenKind::Key };
            self.queue.insert(index.unwrap_or(self.queue.len()), token);
            self.roll(key.column, index, TokenKind::BlockMappingStart, key.at)?;
            if let Some(key) = self.keys.last_mut() {
                key.possible = false;
            }
            self.key_allowed = false;
        } else {
            if self.flow_level == 0 {
                if !self.key_allowed {
                    return self.fault(FaultKind::ValueNotAllowed);
                }
                self.roll(self.column(), None, TokenKind::BlockMappingStart, self.at)?;
            }
            self.key_allowed = self.flow_level == 0;
        }
        self.push(1, TokenKind::Value);
        Ok(())
    }

    /// Open a block collection if this column is deeper than the one that is open.
    fn roll(&mut self, column: usize, index: Option<usize>, kind: TokenKind<'a>, at: usize) -> Result<(), Fault> {
        if self.flow_level > 0 || self.indent >= column as isize {
            return Ok(());
        }
        self.indents.push(self.indent);
        self.indent = column as isize;
        if self.indents.len() > DEEPEST {
            return self.fault(FaultKind::Depth);
        }
        let index = index.unwrap_or(self.queue.len());
        self.queue.insert(index, Token { start: at, end: at, kind });
        Ok(())
    }

    /// Close the block collections that are deeper than this column.
    fn unroll(&mut self, column: isize) {
        while self.flow_level == 0 && self.indent > column {
            self.queue.push_back(Token { start: self.at, end: self.at, kind: TokenKind::BlockEnd });
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }

    fn push_scalar(&mut self, start: usize, end: usize, text: Cow<'a, str>, plain: bool) {
        self.recent = [(start, end), self.recent[0]];
        self.queue.push_back(Token { start, end, kind: TokenKind::Scalar { text, plain } });
    }

    /// Queue a token of the next `length` bytes.
    fn push(&mut self, length: usize, kind: TokenKind<'a>) {
        let start = self.at;
        self.at += length;
        self.queue.push_back(Token { start, end: self.at, kind });
    }

    fn fault<T>(&self, kind: FaultKind) -> Result<T, Fault> {
        Err(Fault { kind, at: self.at, context: self.at })
    }

    fn fault_from<T>(&self, kind: FaultKind, context: usize) -> Result<T, Fault> {
        Err(Fault { kind, at: self.at, context })
    }

    fn byte(&self, offset: usize) -> Option<u8> {
        self.bytes.get(self.at + offset).copied()
    }

    fn column(&self) -> usize {
        self.at - self.line_start
    }

    fn is_blank(&self) -> bool {
        matches!(self.byte(0), Some(b' ' | b'\t'))
    }

    fn is_blank_or_end(&self, offset: usize) -> bool {
        match self.byte(offset) {
            None | Some(b' ' | b'\t' | b'\n' | b'\r') => true,
            Some(b) => b >= 0xc2 && break_length(self.bytes, self.at + offset) > 0,
        }
    }

    fn break_length(&self) -> usize {
        break_length(self.bytes, self.at)
    }

    fn skip_break(&mut self, length: usize) {
        self.at += length;
        self.line += 1;
        self.line_start = self.at;
    }

    /// Pass a line break and add it to a text: all kinds become `\n`, but LS and PS stay.
    fn read_break(&mut self, into: &mut String) {
        let length = self.break_length();
        if length == 3 {
            into.push_str(self.text.get(self.at..self.at + 3).unwrap_or("\n"));
        } else if length > 0 {
            into.push('\n');
        }
        if length > 0 {
            self.skip_break(length);
        }
    }

    /// The text between two bytes.
    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or("")
    }
}

/// Bytes of the line break at `at`; none if there is none. YAML 1.1 knows NEL, LS and PS, too.
fn break_length(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(b'\n') => 1,
        Some(b'\r') => 1 + usize::from(bytes.get(at + 1) == Some(&b'\n')),
        Some(0xc2) if bytes.get(at + 1) == Some(&0x85) => 2,
        Some(0xe2) if bytes.get(at + 1) == Some(&0x80) && matches!(bytes.get(at + 2), Some(0xa8 | 0xa9)) => 3,
        _ => 0,
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// Line breaks between the words of a scalar that is folded: one becomes a space, more lose the first.
fn fold(text: &mut String, leading: &mut String, trailing: &mut String) {
    if leading.starts_with('\n') {
        if trailing.is_empty() {
            text.push(' ');
        }
    } else {
        text.push_str(leading);
    }
    text.push_str(trailing);
    leading.clear();
    trailing.clear();
}
