//! What the editor asks about the text under the caret, and what it is told.
//!
//! Offsets are UTF-16 code units from the start of the file, as in [`Place`]. A question is about the text
//! of the last edit that was sent; the answer names its revision.

use super::{Place, TextEdit};

/// A question of the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// What stands here?
    Hover {
        /// The file.
        file: String,
        /// Where in it.
        at: u32,
    },
    /// What can be written here?
    Complete {
        /// The file.
        file: String,
        /// The caret.
        at: u32,
    },
    /// Which documents does the file have, and what is the way to the caret?
    Outline {
        /// The file.
        file: String,
        /// The caret.
        at: u32,
    },
    /// Where is what is named here?
    Definition {
        /// The file.
        file: String,
        /// Where in it.
        at: u32,
    },
    /// Who uses what stands here?
    Users {
        /// The file.
        file: String,
        /// Where in it.
        at: u32,
    },
    /// All fixes that can be made without asking.
    SafeFixes {
        /// Of this file; of all files if none is named.
        file: Option<String>,
    },
}

/// An [`Answer`] as bytes: the page hands it on to the part of the editor that reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed(pub Vec<u8>);

/// What the editor is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing is known here.
    Nothing,
    /// See [`Question::Hover`].
    Hover {
        /// What stands here.
        hover: Hover,
    },
    /// See [`Question::Complete`].
    Completion {
        /// What can be written.
        completion: Completion,
    },
    /// See [`Question::Outline`].
    Outline {
        /// The documents and the way.
        outline: Outline,
    },
    /// See [`Question::Definition`] and [`Question::Users`].
    Targets {
        /// The places, the nearest first.
        targets: Vec<Target>,
    },
    /// See [`Question::SafeFixes`].
    Fixes {
        /// How many findings they mend.
        count: u32,
        /// Edits that do not overlap, by file and place, the last first.
        edits: Vec<TextEdit>,
    },
}

/// What is known of a key or a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hover {
    /// The key or value it is about.
    pub place: Place,
    /// The field's or the kind's name: `replicas`.
    pub title: String,
    /// What it holds, in Kubernetes' words: `integer`, `list of Container`; a kind's API version.
    pub holds: String,
    /// The API server refuses an object without it.
    pub required: bool,
    /// What the API server writes where it is absent.
    pub default: Option<String>,
    /// The words that it takes, if it takes only some.
    pub values: Vec<String>,
    /// It is deprecated, and what to use.
    pub deprecated: Option<String>,
    /// More to know, in sentences: the versions that are served, that a name is not in this set.
    pub notes: Vec<String>,
    /// Number of its description, for `data/descriptions.bin`.
    pub description: Option<u32>,
    /// What the value names.
    pub targets: Vec<Target>,
}

/// A place with a word on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// `ConfigMap settings`, `Deployment web: spec.template.spec.volumes[0]`.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// What can be written at the caret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The file.
    pub file: String,
    /// Where the word under the caret begins: what is chosen replaces it.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// The choice, the most relevant first; not filtered by what is typed.
    pub items: Vec<CompletionItem>,
}

/// One thing that can be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompletionItem {
    /// What the list shows, and what typing is held against.
    pub label: String,
    /// What is written: exactly this, its lines indented already.
    pub insert: String,
    /// Parts of `insert` to be selected together afterwards; the caret goes to its end if there are none.
    pub selected: Vec<Stretch>,
    /// What it is, beside the label: `integer`, `ConfigMap in shop.yaml`.
    pub detail: String,
    /// `key`, `value`, `name` or `snippet`: gives the icon.
    pub kind: String,
    /// The API server refuses the object without it.
    pub required: bool,
    /// Number of its description, for `data/descriptions.bin`.
    pub description: Option<u32>,
}

/// A part of a text, in UTF-16 code units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// First unit.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// The documents of a file, and the way to the caret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The documents, in order.
    pub documents: Vec<OutlineRow>,
    /// From the document to what stands at the caret: `Deployment web`, `spec`, `containers`, `api`.
    pub way: Vec<Target>,
}

/// A document, or an object of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutlineRow {
    /// `Deployment`; empty if it has none.
    pub kind: String,
    /// `web`; for a document without a kind, what it is.
    pub name: String,
    /// Key of the object, as in the reports, if it is one.
    pub object: Option<String>,
    /// The whole document.
    pub place: Place,
}

/// Kubernetes' own descriptions of types and fields; `data/descriptions.bin`, written by the publisher.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Descriptions {
    /// By number: which text it is.
    pub of: Vec<u32>,
    /// The texts, each once; the first is empty.
    pub texts: Vec<String>,
}

impl Descriptions {
    /// The text with this number; none if there is nothing to say.
    #[must_use]
    pub fn text(&self, number: u32) -> Option<&str> {
        let text = self.texts.get(*self.of.get(number as usize)? as usize)?;
        (!text.is_empty()).then_some(text.as_str())
    }
}
