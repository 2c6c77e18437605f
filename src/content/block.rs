//! The parts of a page, in order.

use std::ops::Range;

use super::highlight::{self, Line};
use crate::protocol::FileText;

/// A page's text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The parts.
    pub blocks: Vec<Block>,
    /// The headings again, for the table of contents.
    pub headings: Vec<Heading>,
}

impl Page {
    /// The code that a section shows first.
    #[must_use]
    pub fn code(&self, section: &str) -> Option<String> {
        let mut blocks = self.blocks.iter();
        blocks.find(|block| matches!(block, Block::Heading(h) if h.text == section))?;
        blocks.take_while(|block| !matches!(block, Block::Heading(_))).find_map(|block| match block {
            Block::Code { lines, .. } => Some(highlight::plain(lines) + "\n"),
            _ => None,
        })
    }
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A section's heading.
    Heading(Heading),
    /// Paragraphs, lists and quotations: finished, escaped HTML.
    Prose(String),
    /// A table: finished, escaped HTML.
    Table(String),
    /// Code that is written in the page itself.
    Code {
        /// First word of the fence.
        language: String,
        /// The code, highlighted.
        lines: Vec<Line>,
    },
    /// A manifest, or a part of one, taken from an example set.
    Manifest(Box<Excerpt>),
    /// A drawing of a set's wiring.
    Wiring(Wiring),
    /// A view of a set, worked out beforehand.
    View(View),
    /// A set with something in it changed.
    Change(Box<Change>),
    /// What has to be true for a lesson's step to be done.
    Check(Checks),
    /// Something that helps with a lesson's step.
    Hint(Box<Page>),
    /// For whoever presents the page.
    Notes(Box<Notes>),
}

/// What helps whoever presents a section.
#[derive(Clone, Debug, PartialEq)]
pub struct Notes {
    /// The text.
    pub page: Page,
    /// How long the section should take, in minutes.
    pub minutes: Option<u32>,
}

/// A section's heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Unique in the page.
    pub id: String,
    /// As plain text.
    pub text: String,
    /// As HTML (code spans, emphasis).
    pub html: String,
}

/// A manifest, or a part of one, as a guide shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Excerpt {
    /// The set's folder.
    pub set: String,
    /// The file's name.
    pub file: String,
    /// The path of the part; empty for the whole file.
    pub path: String,
    /// Where it begins in the file: a line, counted from one.
    pub line: usize,
    /// A sentence below it.
    pub caption: Option<String>,
    /// The lines, highlighted and with their common indentation taken off.
    pub lines: Vec<Line>,
    /// What stands beside some of the lines.
    pub remarks: Vec<Remark>,
}

/// What stands beside some lines of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Which lines of the excerpt, counted from zero.
    pub lines: Range<usize>,
    /// The last key of the path to them.
    pub name: String,
    /// The sentence; may be empty.
    pub says: String,
}

/// A set with something in it changed, to be opened and looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The address of the changed set: `<set>/<guide>/<name>`.
    pub slug: String,
    /// The set that is changed.
    pub set: String,
    /// What has been changed, in a few words.
    pub title: String,
    /// All files as they are afterwards.
    pub files: Vec<FileText>,
    /// What is written otherwise.
    pub edits: Vec<Edit>,
    /// The panel that shows what comes of it.
    pub panel: Option<String>,
    /// What is chosen in the panel: names and values.
    pub inputs: Vec<(String, String)>,
    /// A sentence below it.
    pub caption: Option<String>,
}

/// What is written otherwise in one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The file's name.
    pub file: String,
    /// The path of the part.
    pub path: String,
    /// Where it begins in the changed file: a line, counted from one.
    pub line: usize,
    /// The lines as they were and as they are, with a word for each: kept, gone or new.
    pub lines: Vec<(Fate, Line)>,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is as before.
    Kept,
    /// It is not there any more.
    Gone,
    /// It was not there.
    New,
}

/// What has to be true for a lesson's step to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checks {
    /// As it is written; it can be read.
    pub text: String,
    /// What should be so, a sentence for each.
    pub titles: Vec<String>,
    /// It may be true before the step, too.
    pub already: bool,
}

/// A drawing of a set's wiring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wiring {
    /// The set's folder.
    pub set: String,
    /// A sentence below it.
    pub caption: Option<String>,
}

/// The view that is a drawing.
const WIRING: &str = "wiring";

/// A view of a set as it is in the playground, with what is chosen in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The set's folder.
    pub set: String,
    /// The view's name.
    pub view: String,
    /// What is chosen: names and values.
    pub inputs: Vec<(String, String)>,
    /// Which of its parts, by their headings; all if none is named.
    pub parts: Vec<String>,
    /// A sentence below it.
    pub caption: Option<String>,
}

impl View {
    /// The drawing of the whole wiring of a set.
    #[must_use]
    pub fn wiring(set: &str, caption: Option<&str>) -> Self {
        Self {
            set: set.to_owned(),
            view: WIRING.to_owned(),
            inputs: Vec::new(),
            parts: Vec::new(),
            caption: caption.map(ToOwned::to_owned),
        }
    }

    /// Whether it is a drawing of the wiring.
    #[must_use]
    pub fn is_wiring(&self) -> bool {
        self.view == WIRING
    }
}
