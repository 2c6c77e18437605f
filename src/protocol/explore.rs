//! What crosses between the page and the explorer: the worker behind all that is wanted only when something is
//! opened or asked for: the views that need more than a report, the drawing, the editor's questions.
//!
//! A view's answer is finished HTML with the places that it leads to. What a visitor chose in it (a
//! request, a second, a workload) are its inputs: names and texts that stand in the address.

use super::assist::{Question, Sealed};
use super::lesson::{At, Standing};
use super::{FileText, Place};

/// From the page to the explorer.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Replace everything that is open.
    Open {
        /// The files, in the order of their tabs.
        files: Vec<FileText>,
    },
    /// One file's text is now this (a new name adds a file).
    Edit {
        /// The file and its whole text.
        file: FileText,
    },
    /// Show a view.
    Show {
        /// The view's name, which is its panel's.
        view: String,
        /// What was chosen in it.
        inputs: Vec<Input>,
    },
    /// A question of the editor.
    Answer {
        /// Echoed by the answer.
        number: u32,
        /// Of the text that it is about; echoed, too.
        revision: u64,
        /// What it asks.
        question: Question,
    },
    /// This lesson is open.
    Learn {
        /// The lesson, as the publisher wrote it.
        lesson: Sealed,
    },
    /// This is what the guides say of what is open.
    Recall {
        /// It, as the publisher wrote it.
        said: Sealed,
    },
    /// Show a step of the lesson.
    Step {
        /// Where the reader is.
        at: At,
    },
    /// Tell the solution of a step.
    Solve {
        /// The step, counted from one.
        step: u32,
    },
}

/// From the explorer to the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// The explorer is up.
    Ready,
    /// What a view shows.
    View {
        /// The view's name.
        view: String,
        /// What was chosen in it, as asked.
        inputs: Vec<Input>,
        /// Its pieces, one element each.
        pieces: Vec<Piece>,
    },
    /// What the editor asked for.
    Answer {
        /// The number of the question.
        number: u32,
        /// The revision of the text that it is about.
        revision: u64,
        /// What there is to say.
        answer: Sealed,
    },
    /// A step of the lesson.
    Step {
        /// The step, counted from one.
        step: u32,
        /// How many there are.
        steps: u32,
        /// Its pieces, one element each.
        pieces: Vec<Piece>,
        /// How it is with it.
        standing: Standing,
    },
    /// The solution of a step.
    Solution {
        /// The files that are not as they were at the lesson's beginning.
        files: Vec<FileText>,
    },
}

/// Something chosen in a view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// Its name: that of the control.
    pub name: String,
    /// What was chosen.
    pub value: String,
}

/// A piece of a view: one element, and the places that its `data-go` stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The element.
    pub html: String,
    /// Where it leads.
    pub places: Vec<Place>,
}
