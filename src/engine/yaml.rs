//! STAGE 1, text → documents: a YAML tree that knows where everything stands.
//!
//! One parse serves all: spans, typed scalars and values come from the same nodes. The tree is an
//! arena, so that deep input costs no stack. Scalars are typed as kubectl types them (YAML 1.1 as
//! read by `sigs.k8s.io/yaml`), and merge keys are applied.

mod aliases;
mod build;
mod characters;
mod decimal;
mod events;
mod fault;
mod merge;
pub mod route;
pub mod scalar;
mod scan;
mod separator;
pub mod split;
mod syntax;
pub mod value;
mod walk;

pub use route::{Part, Route, Step};
pub use scalar::Scalar;
pub use walk::Walk;

use super::text::Span;

/// Deepest nesting that is analysed; deeper parts are cut off and reported.
pub const MAX_DEPTH: usize = 200;

/// Index of a node in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

/// One YAML document, positions counted from its own first byte.
#[derive(Clone, Debug, Default)]
pub struct Document {
    nodes: Vec<Node>,
    root: Option<NodeId>,
    /// What is wrong with the text itself, in order of place.
    pub problems: Vec<Problem>,
}

/// A node and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// From its first to one past its last byte.
    pub span: Span,
    /// What it is.
    pub content: Content,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Content {
    /// A leaf.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<NodeId>),
    /// Key and value pairs, in order; merged-in pairs last.
    Mapping(Vec<Entry>),
    /// `*name`, and what it stands for.
    Alias(NodeId),
}

/// A pair of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key's node.
    pub key: NodeId,
    /// The value's node.
    pub value: NodeId,
    /// It came by a merge key (`<<`).
    pub merged: bool,
    /// Tells most keys apart without a look at them.
    mark: u16,
}

/// A key's length and last byte.
fn mark(key: &str) -> u16 {
    (key.len() as u16) << 8 | u16::from(key.as_bytes().last().copied().unwrap_or_default())
}

/// Tells of most keys that a mapping has none such, from one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys(u64);

impl Keys {
    /// Of these pairs.
    #[must_use]
    pub fn of(entries: &[Entry]) -> Self {
        Self(entries.iter().fold(0, |all, entry| all | bit(entry.mark)))
    }

    /// Whether the key may be among them; if not, it is not.
    #[must_use]
    pub fn may_have(self, key: &str) -> bool {
        self.0 & bit(mark(key)) != 0
    }
}

/// One of 64 for a mark.
fn bit(mark: u16) -> u64 {
    1 << ((mark ^ (mark >> 5)) & 63)
}

/// Something wrong with the text, structured; it is worded by the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: ProblemKind,
}

/// The kinds of problem a text can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The parser stopped here; what it said.
    Syntax(SyntaxError),
    /// The key stands in the same mapping already, at the given place.
    DuplicateKey {
        /// The key.
        key: String,
        /// Where it stands first.
        first: Span,
    },
    /// Nested deeper than [`MAX_DEPTH`]; what is deeper was not read.
    TooDeep,
    /// Aliases stand for more nodes than kubectl would expand.
    TooManyAliases,
    /// An alias to an anchor that is not there or not finished.
    UnknownAlias,
    /// `<<` with something other than a mapping or a list of mappings.
    BadMerge,
    /// A mapping key that is a list or a mapping.
    KeyNotScalar,
    /// A mapping key that JSON cannot have: null, or a number beyond int64.
    KeyNotText,
    /// A mapping key that is a boolean or a number, and another text in JSON than what is written.
    KeyBecomes {
        /// The key in JSON.
        text: String,
    },
    /// A scalar that is not what its tag says.
    BadTag {
        /// The tag, in short form.
        tag: String,
    },
    /// An infinite number, or none (`.inf`, `.nan`), which JSON cannot hold; it is read as null here.
    NotJson,
    /// Text behind the end of the document, which nobody reads.
    Ignored,
}

/// A syntax error, classified as far as the text allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxError {
    /// A tab where indentation is expected.
    Tab,
    /// A quote that is never closed, or closed by the next one that opens.
    UnclosedQuote,
    /// A bracket that is never closed.
    UnclosedBracket(char),
    /// A bracket that closes nothing, or the wrong one.
    ExtraBracket(char),
    /// Text behind a closing quote.
    AfterQuote,
    /// Something on the line behind a value that is complete.
    AfterValue,
    /// No comma between the items in brackets.
    MissingComma,
    /// A `: ` inside an unquoted text.
    ColonInPlain,
    /// No space behind the colon or the dash.
    MissingSpace(char),
    /// A line that should be a pair and has no colon.
    NoColon,
    /// A colon without a key before it.
    NoKey,
    /// A key below another key that has a value already.
    KeyBelowValue,
    /// A list item where the line above is a key of the same mapping.
    ItemAmongKeys,
    /// Something else where a list goes on.
    KeyAmongItems,
    /// A list item behind a key on the same line, or inside brackets.
    ItemNotAllowed,
    /// A template brace `{{` where YAML expects a value.
    Template,
    /// A control character or NUL.
    ControlCharacter(char),
    /// The file is UTF-16.
    Utf16,
    /// An unquoted text that begins with a character YAML keeps for itself.
    ReservedStart(char),
    /// `*name` or `&name` with a name that cannot be.
    AnchorName(char),
    /// An escape that double quotes do not know.
    Escape,
    /// A tag that cannot be read.
    Tag,
    /// Text behind `|` or `>`.
    BlockHeader(char),
    /// A line that begins with `%`.
    Directive,
    /// Text on the line of `---`.
    Separator,
    /// Indentation that fits no level above.
    Indentation,
    /// A line of a block text that stands too far left.
    BlockIndent,
    /// A space that is no indentation.
    OddSpace(char),
    /// A quote that YAML does not know.
    OddQuote(char),
    /// A comment of another language.
    Comment,
    /// A line that version control wrote.
    Conflict,
    /// Something else is needed here.
    Unexpected,
}

/// Goes through the events of a file's documents and does nothing with them: how many there are before the first
/// fault of each. The yardstick of what everything else costs.
#[must_use]
pub fn events(text: &str) -> usize {
    split::split(text).into_iter().filter_map(|range| text.get(range)).map(events_of).sum()
}

fn events_of(document: &str) -> usize {
    let mut parser = events::Parser::new(document, separator::check(document).1);
    std::iter::from_fn(|| parser.next()).take_while(Result::is_ok).count()
}

impl Document {
    /// Parse the text of one document (see [`split::split`]).
    #[must_use]
    pub fn parse(text: &str) -> Self {
        build::build(text)
    }

    /// The outermost node, if there is anything but comments.
    #[must_use]
    pub fn root(&self) -> Option<NodeId> {
        self.root
    }

    /// Whether something of the text could not be read: then what seems absent may be there.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        use ProblemKind::{BadTag, DuplicateKey, Ignored, KeyBecomes, NotJson};
        let whole = |kind: &ProblemKind| {
            matches!(kind, BadTag { .. } | DuplicateKey { .. } | Ignored | KeyBecomes { .. } | NotJson)
        };
        self.problems.iter().any(|p| !whole(&p.kind))
    }

    fn pair(&self, key: NodeId, value: NodeId) -> Entry {
        let mark = mark(self.scalar(key).map_or("", |s| s.text.as_ref()));
        Entry { key, value, merged: false, mark }
    }

    /// The node itself, alias or not.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        static NOTHING: Node = Node { span: Span { start: 0, end: 0 }, content: Content::Sequence(Vec::new()) };
        self.nodes.get(id.0 as usize).unwrap_or(&NOTHING)
    }

    /// What the node is, aliases followed.
    #[must_use]
    pub fn content(&self, id: NodeId) -> &Content {
        match &self.node(id).content {
            Content::Alias(target) => &self.node(*target).content,
            content => content,
        }
    }

    /// Where the node stands (the alias, if it is one).
    #[must_use]
    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).span
    }

    /// The pairs of a mapping; none for anything else.
    #[must_use]
    pub fn entries(&self, id: NodeId) -> &[Entry] {
        match self.content(id) {
            Content::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    #[must_use]
    pub fn items(&self, id: NodeId) -> &[NodeId] {
        match self.content(id) {
            Content::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The scalar, if it is one.
    #[must_use]
    pub fn scalar(&self, id: NodeId) -> Option<&Scalar> {
        match self.content(id) {
            Content::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The text of a string scalar.
    #[must_use]
    pub fn str(&self, id: NodeId) -> Option<&str> {
        self.scalar(id).filter(|s| s.is_string()).map(|s| s.text.as_ref())
    }

    /// The text of an item in a list of texts: of null the decoder makes an empty one.
    #[must_use]
    pub fn item_str(&self, id: NodeId) -> Option<&str> {
        self.scalar(id).filter(|s| s.is_string() || s.is_null()).map(|s| if s.is_null() { "" } else { s.text.as_ref() })
    }

    /// A key as JSON has it: the text of the scalar.
    #[must_use]
    pub fn key(&self, entry: &Entry) -> &str {
        self.scalar(entry.key).map_or("", |s| s.text.as_ref())
    }

    /// The pair with this key.
    #[must_use]
    pub fn entry(&self, id: NodeId, key: &str) -> Option<Entry> {
        // The last of duplicates wins, as it does for kubectl's decoder; merged pairs only fill gaps.
        let (mark, mut merged) = (mark(key), None);
        for entry in self.entries(id).iter().rev().filter(|e| e.mark == mark && self.key(e) == key) {
            if !entry.merged {
                return Some(*entry);
            }
            merged = Some(*entry);
        }
        merged
    }

    /// The value with this key.
    #[must_use]
    pub fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        self.entry(id, key).map(|e| e.value)
    }
}

#[cfg(test)]
mod tests;
