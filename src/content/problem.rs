//! What can be wrong with the content, structured and worded.

use std::fmt;

/// Something wrong in a file of `content/`, or in a rule's documentation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, or `rule <id>`.
    pub file: String,
    /// 1-based line.
    pub line: usize,
    /// What it is.
    pub kind: ProblemKind,
}

/// The kinds of problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// Front matter is absent or not readable; why.
    FrontMatter(String),
    /// A set without a `README.md` that names it.
    NoReadme,
    /// Two pages claim the same place in the reading order.
    SameOrder(String),
    /// A `#` heading: the title stands in the front matter.
    TitleInBody,
    /// Raw HTML, which would be shown as text.
    RawHtml,
    /// An image; drawings are made from the manifests.
    Image,
    /// A link to something that is not there.
    Link(String),
    /// A link to a heading that is not there.
    Anchor(String),
    /// A fence whose body cannot be read; why.
    Fence(String),
    /// A fence inside a list or a quotation.
    NestedFence,
    /// A fence names a set or a file that is not there.
    NoFile(String),
    /// A fence names an object or a path that the file does not have.
    NoPath(String),
    /// A value that is asked for in running text is not there, and why.
    Value(String, String),
    /// A fence shows a view that there is not.
    NoView(String),
    /// A text relies on something that is not so: what, and how it is.
    NotSo(String, String),
    /// A fence that only lessons have.
    OnlyInLessons(String),
    /// A lesson's folder is not as it has to be; why.
    Lesson(String),
    /// A teacher's plan is not as it has to be; why.
    Plan(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.kind)
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FrontMatter(why) => write!(f, "front matter (title, order, summary between two lines of ---): {why}"),
            Self::NoReadme => write!(f, "the set has no README.md with title, order and summary"),
            Self::SameOrder(other) => write!(f, "has the same order as {other}"),
            Self::TitleInBody => write!(f, "a # heading: the title stands in the front matter, sections begin with ##"),
            Self::RawHtml => write!(f, "raw HTML is not passed through; write it as markdown or in a code span"),
            Self::Image => write!(f, "an image: pictures are drawn from the manifests, use a wiring fence"),
            Self::Link(target) => write!(f, "the link {target} leads nowhere"),
            Self::Anchor(target) => write!(f, "the link {target} leads to no heading"),
            Self::Fence(why) => write!(f, "the fence cannot be read: {why}"),
            Self::NestedFence => {
                write!(
                    f,
                    "a manifest, wiring, view, change, holds, check, hint or notes fence cannot stand inside a list or a quotation"
                )
            }
            Self::NoFile(what) => write!(f, "there is no {what}"),
            Self::NoPath(what) => write!(f, "{what}"),
            Self::Value(form, why) => write!(f, "{{{{ {form} }}}}: {why}"),
            Self::NotSo(what, found) => write!(f, "the text relies on this: {what}. But: {found}"),
            Self::OnlyInLessons(fence) => write!(f, "a {fence} fence stands in lessons only"),
            Self::Lesson(why) => write!(f, "{why}"),
            Self::Plan(why) => write!(f, "the plan: {why}"),
            Self::NoView(view) => write!(f, "there is no view {view}"),
        }
    }
}
