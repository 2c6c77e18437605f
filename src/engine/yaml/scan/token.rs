//! What the scanner makes of a text.

use std::borrow::Cow;

/// A token and its bytes.
#[derive(Debug)]
pub(crate) struct Token<'a> {
    pub start: usize,
    pub end: usize,
    pub kind: TokenKind<'a>,
}

/// What a token is.
#[derive(Debug)]
pub(crate) enum TokenKind<'a> {
    StreamEnd,
    DocumentStart,
    DocumentEnd,
    Version { supported: bool },
    TagDirective { handle: &'a str, prefix: Cow<'a, str> },
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias(&'a str),
    Anchor(&'a str),
    Tag { handle: &'a str, suffix: Cow<'a, str> },
    Scalar { text: Cow<'a, str>, plain: bool },
}
