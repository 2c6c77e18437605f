//! Anchors, aliases, tags and directives.

use std::borrow::Cow;

use super::{Scanner, Token, TokenKind, is_name};
use crate::engine::yaml::fault::{Fault, FaultKind};

impl<'a> Scanner<'a> {
    pub(super) fn anchor(&mut self) -> Result<(), Fault> {
        self.save_key()?;
        self.key_allowed = false;
        let start = self.at;
        let alias = self.byte(0) == Some(b'*');
        self.at += 1;
        let name = self.name();
        let ends = self.is_blank_or_end(0)
            || matches!(self.byte(0), Some(b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`'));
        if name.is_empty() || !ends {
            return self.fault_from(FaultKind::AnchorName, start);
        }
        let kind = if alias { TokenKind::Alias(name) } else { TokenKind::Anchor(name) };
        self.queue.push_back(Token { start, end: self.at, kind });
        Ok(())
    }

    pub(super) fn tag(&mut self) -> Result<(), Fault> {
        self.save_key()?;
        self.key_allowed = false;
        let start = self.at;
        let (handle, suffix) = if self.byte(1) == Some(b'<') {
            self.at += 2;
            let uri = self.uri().filter(|uri| !uri.is_empty() && self.byte(0) == Some(b'>'));
            let Some(uri) = uri else { return self.fault_from(FaultKind::Tag, start) };
            self.at += 1;
            ("", uri)
        } else {
            self.short_tag(start)?
        };
        if !self.is_blank_or_end(0) {
            return self.fault_from(FaultKind::Tag, start);
        }
        self.queue.push_back(Token { start, end: self.at, kind: TokenKind::Tag { handle, suffix } });
        Ok(())
    }

    /// `!name`, `!!name`, `!handle!name`, `!`.
    fn short_tag(&mut self, start: usize) -> Result<(&'a str, Cow<'a, str>), Fault> {
        self.at += 1;
        self.name();
        if self.byte(0) == Some(b'!') {
            self.at += 1;
            let handle = self.slice(start, self.at);
            return match self.uri() {
                Some(suffix) if !suffix.is_empty() => Ok((handle, suffix)),
                _ => self.fault_from(FaultKind::Tag, start),
            };
        }
        self.at = start + 1;
        match self.uri() {
            Some(suffix) if suffix.is_empty() => Ok(("", Cow::Borrowed("!"))),
            Some(suffix) => Ok(("!", suffix)),
            None => self.fault_from(FaultKind::Tag, start),
        }
    }

    pub(super) fn directive(&mut self) -> Result<(), Fault> {
        self.unroll(-1);
        self.remove_key()?;
        self.key_allowed = false;
        let start = self.at;
        self.at += 1;
        let kind = match self.name() {
            _ if !self.is_blank_or_end(0) => None,
            "YAML" => self.version(),
            "TAG" => self.tag_directive(),
            _ => None,
        };
        let Some(kind) = kind else { return self.fault_from(FaultKind::Directive, start) };
        let end = self.at;
        self.skip_blanks();
        if self.byte(0) == Some(b'#') {
            self.skip_comment();
        }
        if !self.is_blank_or_end(0) {
            return self.fault_from(FaultKind::Directive, start);
        }
        self.queue.push_back(Token { start, end, kind });
        Ok(())
    }

    fn version(&mut self) -> Option<TokenKind<'a>> {
        self.skip_blanks();
        let start = self.at;
        while matches!(self.byte(0), Some(b'0'..=b'9' | b'.')) {
            self.at += 1;
        }
        let (major, minor) = self.slice(start, self.at).split_once('.')?;
        let good = |n: &str| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit());
        let is_one = |n: &str| n.trim_start_matches('0') == "1";
        (good(major) && good(minor)).then(|| TokenKind::Version { supported: is_one(major) && is_one(minor) })
    }

    fn tag_directive(&mut self) -> Option<TokenKind<'a>> {
        self.skip_blanks();
        let start = self.at;
        if self.byte(0) != Some(b'!') {
            return None;
        }
        self.at += 1;
        self.name();
        if self.byte(0) == Some(b'!') {
            self.at += 1;
        } else if self.at != start + 1 {
            return None;
        }
        let handle = self.slice(start, self.at);
        if !self.is_blank() {
            return None;
        }
        self.skip_blanks();
        let prefix = self.uri()?;
        (!prefix.is_empty() && self.is_blank_or_end(0)).then_some(TokenKind::TagDirective { handle, prefix })
    }

    fn skip_blanks(&mut self) {
        while self.is_blank() {
            self.at += 1;
        }
    }

    fn name(&mut self) -> &'a str {
        let start = self.at;
        while self.byte(0).is_some_and(is_name) {
            self.at += 1;
        }
        self.slice(start, self.at)
    }

    /// A URI with its `%` escapes resolved; none if they cannot be.
    fn uri(&mut self) -> Option<Cow<'a, str>> {
        let start = self.at;
        while self.byte(0).is_some_and(|b| is_name(b) || b";/?:@&=+$,.!~*'()[]%".contains(&b)) {
            self.at += 1;
        }
        let text = self.slice(start, self.at);
        if text.contains('%') { unescaped(text).map(Cow::Owned) } else { Some(Cow::Borrowed(text)) }
    }
}

fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        bytes.push(u8::from_str_radix(after.get(..2)?, 16).ok()?);
        rest = after.get(2..)?;
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).ok()
}
