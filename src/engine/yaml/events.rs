//! Tokens → events: the grammar of YAML 1.1 as `goyaml.v2` follows it (`parserc.go`).
//!
//! Only the first document of the text is read, as `yaml.Unmarshal` does; a file was split before.

mod flow;

use std::borrow::Cow;

use super::fault::{Fault, FaultKind};
use super::scan::{Scanner, Token, TokenKind};

/// What the tree is built from.
#[derive(Debug)]
pub(super) enum Event<'a> {
    /// A leaf; `plain` says that it has no quotes and is no block.
    Scalar { at: Place, text: Cow<'a, str>, plain: bool, anchor: Option<&'a str>, tag: Option<Cow<'a, str>> },
    /// `*name`.
    Alias { at: Place, name: &'a str },
    /// A list begins.
    SequenceStart { at: Place, anchor: Option<&'a str> },
    /// A mapping begins.
    MappingStart { at: Place, anchor: Option<&'a str> },
    /// The innermost list or mapping ends at this byte, if a bracket shows it.
    End { at: Option<usize> },
    /// The document ends before this byte; what stands behind it is not read.
    DocumentEnd { at: usize },
}

/// First byte, and one past the last.
pub(super) type Place = (usize, usize);

/// Where the grammar stands.
#[derive(Clone, Copy, Debug)]
enum State {
    Document,
    DocumentEnd,
    BlockEntry,
    IndentlessEntry,
    BlockKey,
    BlockValue,
    FlowEntry { first: bool },
    FlowPairKey,
    FlowPairValue,
    FlowPairEnd,
    FlowKey { first: bool },
    FlowValue { empty: bool },
    Done,
}

/// The parser of one document.
pub(super) struct Parser<'a> {
    scanner: Scanner<'a>,
    state: State,
    /// What comes behind the nodes that are open.
    states: Vec<State>,
    /// Where the open collections begin.
    starts: Vec<usize>,
    tags: Vec<(&'a str, Cow<'a, str>)>,
}

/// Anchor and tag before a node.
#[derive(Default)]
struct Properties<'a> {
    anchor: Option<&'a str>,
    tag: Option<Cow<'a, str>>,
    at: Option<Place>,
}

type Step<'a> = Result<Event<'a>, Fault>;

impl<'a> Parser<'a> {
    /// A parser of the text from a byte on.
    pub(super) fn new(text: &'a str, from: usize) -> Self {
        let (states, starts) = (Vec::with_capacity(32), Vec::with_capacity(32));
        Self { scanner: Scanner::new(text, from), state: State::Document, states, starts, tags: Vec::new() }
    }

    /// The next event; none behind the document.
    pub(super) fn next(&mut self) -> Option<Step<'a>> {
        Some(match self.state {
            State::Document => self.document(),
            State::DocumentEnd => self.document_end(),
            State::BlockEntry => self.block_entry(),
            State::IndentlessEntry => self.indentless_entry(),
            State::BlockKey => self.block_key(),
            State::BlockValue => self.block_value(),
            State::FlowEntry { first } => self.flow_entry(first),
            State::FlowPairKey => self.flow_pair_key(),
            State::FlowPairValue => self.flow_pair_value(),
            State::FlowPairEnd => self.flow_pair_end(),
            State::FlowKey { first } => self.flow_key(first),
            State::FlowValue { empty } => self.flow_value(empty),
            State::Done => return None,
        })
    }

    /// The last scalar that ends before a byte, for whoever explains a fault there.
    pub(super) fn scalar_before(&self, at: usize) -> Place {
        self.scanner.scalar_before(at)
    }

    fn peek(&mut self) -> Result<&Token<'a>, Fault> {
        self.scanner.peek()
    }

    /// Take the token that was peeked at.
    fn skip(&mut self) {
        self.scanner.next();
    }

    fn pop(&mut self) {
        self.state = self.states.pop().unwrap_or(State::Done);
    }

    fn document(&mut self) -> Step<'a> {
        let mut directives = false;
        let mut version = false;
        loop {
            let token = self.peek()?;
            let at = token.start;
            match &token.kind {
                TokenKind::Version { supported } => {
                    if !supported || std::mem::replace(&mut version, true) {
                        return Err(Fault { kind: FaultKind::Version, at, context: at });
                    }
                    self.skip();
                }
                TokenKind::TagDirective { .. } => self.declare(at)?,
                TokenKind::DocumentStart => {
                    self.skip();
                    return self.content();
                }
                TokenKind::StreamEnd if !directives => {
                    self.state = State::Done;
                    return Ok(Event::DocumentEnd { at });
                }
                _ if directives => return Err(Fault { kind: FaultKind::ExpectedDocument, at, context: at }),
                _ => {
                    self.states.push(State::DocumentEnd);
                    return self.node(true, false);
                }
            }
            directives = true;
        }
    }

    fn declare(&mut self, at: usize) -> Result<(), Fault> {
        if let Some(Token { kind: TokenKind::TagDirective { handle, prefix }, .. }) = self.scanner.next() {
            if self.tags.iter().any(|(h, _)| *h == handle) {
                return Err(Fault { kind: FaultKind::Directive, at, context: at });
            }
            self.tags.push((handle, prefix));
        }
        Ok(())
    }

    /// What stands behind `---`.
    fn content(&mut self) -> Step<'a> {
        self.states.push(State::DocumentEnd);
        let token = self.peek()?;
        let at = token.start;
        let empty = matches!(
            token.kind,
            TokenKind::Version { .. }
                | TokenKind::TagDirective { .. }
                | TokenKind::DocumentStart
                | TokenKind::DocumentEnd
                | TokenKind::StreamEnd
        );
        if empty {
            self.pop();
            return Ok(empty_scalar(at));
        }
        self.node(true, false)
    }

    fn document_end(&mut self) -> Step<'a> {
        let token = self.peek()?;
        let at = if matches!(token.kind, TokenKind::DocumentEnd) { token.end } else { token.start };
        self.state = State::Done;
        Ok(Event::DocumentEnd { at })
    }

    fn properties(&mut self) -> Result<Properties<'a>, Fault> {
        let mut found = Properties::default();
        loop {
            let token = self.peek()?;
            let wanted = match token.kind {
                TokenKind::Anchor(_) => found.anchor.is_none(),
                TokenKind::Tag { .. } => found.tag.is_none(),
                _ => false,
            };
            if !wanted {
                return Ok(found);
            }
            let Some(token) = self.scanner.next() else { return Ok(found) };
            found.at = Some((found.at.map_or(token.start, |at| at.0), token.end));
            match token.kind {
                TokenKind::Anchor(name) => found.anchor = Some(name),
                TokenKind::Tag { handle, suffix } => found.tag = Some(self.tag(handle, suffix, token.start)?),
                _ => {}
            }
        }
    }

    fn tag(&self, handle: &str, suffix: Cow<'a, str>, at: usize) -> Result<Cow<'a, str>, Fault> {
        let declared = self.tags.iter().find(|(h, _)| *h == handle).map(|(_, prefix)| prefix.as_ref());
        let prefix = match (declared, handle) {
            (_, "") => return Ok(suffix),
            (Some(prefix), _) => prefix,
            (None, "!") => "!",
            (None, "!!") => "tag:yaml.org,2002:",
            _ => return Err(Fault { kind: FaultKind::TagHandle, at, context: at }),
        };
        Ok(Cow::Owned(format!("{prefix}{suffix}")))
    }

    fn node(&mut self, block: bool, indentless: bool) -> Step<'a> {
        let token = self.peek()?;
        if let TokenKind::Alias(name) = token.kind {
            let at = (token.start, token.end);
            self.skip();
            self.pop();
            return Ok(Event::Alias { at, name });
        }
        let Properties { anchor, tag, at: written } =
            if matches!(token.kind, TokenKind::Anchor(_) | TokenKind::Tag { .. }) {
                self.properties()?
            } else {
                Properties::default()
            };
        let token = self.peek()?;
        let at = (token.start, token.end);
        let state = match token.kind {
            TokenKind::BlockEntry if indentless => State::IndentlessEntry,
            TokenKind::Scalar { .. } => return self.scalar(anchor, tag),
            TokenKind::FlowSequenceStart => State::FlowEntry { first: true },
            TokenKind::FlowMappingStart => State::FlowKey { first: true },
            TokenKind::BlockSequenceStart if block => State::BlockEntry,
            TokenKind::BlockMappingStart if block => State::BlockKey,
            _ => {
                let Some(at) = written else {
                    return self.unfinished(FaultKind::ExpectedNode, at.0);
                };
                self.pop();
                let plain = tag.is_none();
                return Ok(Event::Scalar { at: (at.1, at.1), text: Cow::Borrowed(""), plain, anchor, tag });
            }
        };
        if !matches!(state, State::IndentlessEntry) {
            self.starts.push(at.0);
            self.skip();
        }
        self.state = state;
        Ok(match state {
            State::BlockKey | State::FlowKey { .. } => Event::MappingStart { at, anchor },
            _ => Event::SequenceStart { at, anchor },
        })
    }

    fn scalar(&mut self, anchor: Option<&'a str>, tag: Option<Cow<'a, str>>) -> Step<'a> {
        self.pop();
        match self.scanner.next() {
            Some(Token { start, end, kind: TokenKind::Scalar { text, plain } }) => {
                Ok(Event::Scalar { at: (start, end), text, plain, anchor, tag })
            }
            _ => Ok(empty_scalar(0)),
        }
    }

    /// A collection is over.
    fn close(&mut self, at: Option<usize>) -> Step<'a> {
        self.starts.pop();
        self.pop();
        Ok(Event::End { at })
    }

    fn unfinished(&self, kind: FaultKind, at: usize) -> Step<'a> {
        Err(Fault { kind, at, context: self.starts.last().copied().unwrap_or(at) })
    }

    fn block_entry(&mut self) -> Step<'a> {
        let token = self.peek()?;
        let (start, end) = (token.start, token.end);
        match token.kind {
            TokenKind::BlockEntry => {
                self.skip();
                self.state = State::BlockEntry;
                if matches!(self.peek()?.kind, TokenKind::BlockEntry | TokenKind::BlockEnd) {
                    return Ok(empty_scalar(end));
                }
                self.states.push(State::BlockEntry);
                self.node(true, false)
            }
            TokenKind::BlockEnd => {
                self.skip();
                self.close(None)
            }
            _ => self.unfinished(FaultKind::ExpectedEntry, start),
        }
    }

    /// A list in the same column as the key above it.
    fn indentless_entry(&mut self) -> Step<'a> {
        let token = self.peek()?;
        let end = token.end;
        if !matches!(token.kind, TokenKind::BlockEntry) {
            self.pop();
            return Ok(Event::End { at: None });
        }
        self.skip();
        let next = &self.peek()?.kind;
        if matches!(next, TokenKind::BlockEntry | TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd) {
            self.state = State::IndentlessEntry;
            return Ok(empty_scalar(end));
        }
        self.states.push(State::IndentlessEntry);
        self.node(true, false)
    }

    fn block_key(&mut self) -> Step<'a> {
        let token = self.peek()?;
        let (start, end) = (token.start, token.end);
        match token.kind {
            TokenKind::Key => {
                self.skip();
                self.pair_part(State::BlockValue, end)
            }
            TokenKind::BlockEnd => {
                self.skip();
                self.close(None)
            }
            _ => self.unfinished(FaultKind::ExpectedKey, start),
        }
    }

    fn block_value(&mut self) -> Step<'a> {
        let token = self.peek()?;
        let (start, end) = (token.start, token.end);
        if matches!(token.kind, TokenKind::Value) {
            self.skip();
            return self.pair_part(State::BlockKey, end);
        }
        self.state = State::BlockKey;
        Ok(empty_scalar(start))
    }

    /// A key or a value of a block mapping, or nothing where it should be.
    fn pair_part(&mut self, next: State, end: usize) -> Step<'a> {
        if matches!(self.peek()?.kind, TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd) {
            self.state = next;
            return Ok(empty_scalar(end));
        }
        self.states.push(next);
        self.node(true, true)
    }
}

/// Nothing, where a node should be: null.
fn empty_scalar<'a>(at: usize) -> Event<'a> {
    Event::Scalar { at: (at, at), text: Cow::Borrowed(""), plain: true, anchor: None, tag: None }
}
