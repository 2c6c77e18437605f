//! What crosses between the page and the explorer: the worker behind the views that need more than a report.
//!
//! A view's answer is finished HTML with the places that it leads to. What a visitor chose in it (a
//! request, a second, a workload) are its inputs: names and texts that stand in the address.

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
