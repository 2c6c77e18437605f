//! What guides say of a set: the publisher writes it, the page hands it on unopened, the explorer compares it with
//! what is in the editor.

use super::explore::Input;

/// What all guides say of a set, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The guides that say something.
    pub guides: Vec<SaidByGuide>,
}

/// What a guide says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaidByGuide {
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its sections.
    pub sections: Vec<SaidInSection>,
}

/// What a section of a guide says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaidInSection {
    /// The heading's address in the page; empty before the first.
    pub id: String,
    /// The heading; empty before the first.
    pub title: String,
    /// Sentences with values that are asked for.
    pub sentences: Vec<Sentence>,
    /// Parts of manifests that are shown.
    pub excerpts: Vec<SaidExcerpt>,
    /// Views that are shown.
    pub views: Vec<SaidView>,
    /// What it relies on: checks, as `engine::checks` reads them.
    pub relies: Vec<String>,
}

/// A sentence with values that are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// The sentence; [`ASKED`] stands for each value, code stands between backticks.
    pub text: String,
    /// The questions, in order.
    pub questions: Vec<String>,
    /// Their answers.
    pub answers: Vec<String>,
}

/// Stands for a value.
pub const ASKED: char = '\u{1}';

/// A part of a manifest that is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaidExcerpt {
    /// The file's name.
    pub file: String,
    /// `Kind/name`; empty for the first that has the path.
    pub object: String,
    /// The path; empty for the whole file.
    pub path: String,
    /// The text.
    pub text: String,
}

/// A view that is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaidView {
    /// The view's name.
    pub view: String,
    /// What is chosen in it.
    pub inputs: Vec<Input>,
    /// Which of its parts are shown; all if none is named.
    pub parts: Vec<String>,
    /// The sentence below it.
    pub caption: String,
    /// What it shows, as a number: another one if it shows something else.
    pub digest: u64,
}
