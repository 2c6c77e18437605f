//! The parts of a page, in order.

use super::highlight::{self, Line};

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
