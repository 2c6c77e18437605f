//! What the scanner and the parser object to, and where: facts, not words.

/// An objection. Only the first of a document is kept, as nothing behind it can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// What.
    pub kind: FaultKind,
    /// The byte where it was noticed.
    pub at: usize,
    /// The byte where that begins which could not be finished: a quote, a bracket, a mapping.
    pub context: usize,
}

/// The kinds of objection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// A quoted scalar runs into the end of the document.
    UnclosedQuote,
    /// `\` and something that is no escape.
    Escape,
    /// A tab where a line is indented.
    Tab,
    /// A line that should be `key: value` has no colon.
    NoColon,
    /// `- ` where no list can begin.
    EntryNotAllowed,
    /// `? ` where no key can stand.
    KeyNotAllowed,
    /// `: ` where no value can stand.
    ValueNotAllowed,
    /// A character that begins nothing.
    CannotStart,
    /// `&` or `*` without a name, or with characters that a name cannot have.
    AnchorName,
    /// A tag that cannot be read.
    Tag,
    /// A tag `!x!name` whose handle no directive declares.
    TagHandle,
    /// A line with `%` that cannot be read.
    Directive,
    /// `%YAML` with another version than 1.1.
    Version,
    /// Something behind `|` or `>` on its line.
    BlockHeader,
    /// More levels than the parser takes.
    Depth,
    /// A list is followed by something that is no item, at its own column.
    ExpectedEntry,
    /// A mapping is followed by something that is no key, at its own column.
    ExpectedKey,
    /// `[` whose items are not followed by `,` or `]`.
    FlowSequence,
    /// `{` whose pairs are not followed by `,` or `}`.
    FlowMapping,
    /// A bracket, comma or colon where a value is needed.
    ExpectedNode,
    /// Directives without a `---` behind them.
    ExpectedDocument,
}
