//! What the explorer is told of a lesson: the publisher writes it, the page hands it on unopened.

use super::FileText;

/// A lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lesson {
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What stands before the first step: HTML.
    pub intro: String,
    /// The steps.
    pub steps: Vec<LessonStep>,
}

/// A step of a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LessonStep {
    /// Its heading, as plain text.
    pub title: String,
    /// Its text: HTML.
    pub html: String,
    /// What has to be true for it to be done, as `engine::checks` reads it; empty if nothing is checked.
    pub checks: String,
    /// What helps, the vaguest first: HTML.
    pub hints: Vec<String>,
    /// The files that are not as they were at the lesson's beginning when the step is done.
    pub solution: Vec<FileText>,
}

/// Where a reader is in a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct At {
    /// The step, counted from one.
    pub step: u32,
    /// How many of its hints are shown.
    pub hints: u32,
    /// Whether its solution is shown.
    pub solution: bool,
    /// The steps that were done before.
    pub done: Vec<u32>,
}

/// How it is with a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Something is missing.
    #[default]
    Open,
    /// Everything holds.
    Done,
    /// Nothing is checked: it is done when the reader goes on.
    Free,
}
