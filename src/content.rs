//! Guides and example sets: from the files of `content/` to blocks and HTML.
//!
//! Pure and total: it takes texts and gives pages and problems. A link that leads nowhere or a
//! fence that names what is not there is a [`Problem`], and the publisher stops at the first run
//! that has one.

pub mod block;
pub mod change;
pub mod excerpt;
pub mod fence;
pub mod figures;
pub mod front_matter;
pub mod highlight;
pub mod html;
pub mod lesson;
pub mod library;
pub mod links;
pub mod markdown;
pub mod problem;
pub mod sections;
pub mod slug;
pub mod teach;
pub mod terms;
pub mod values;

pub use block::{Block, Change, Checks, Excerpt, Heading, Page, View, Wiring};
pub use front_matter::FrontMatter;
pub use lesson::Lesson;
pub use library::{Guide, Library, RulePage, RuleSource, Set};
pub use problem::{Problem, ProblemKind};
