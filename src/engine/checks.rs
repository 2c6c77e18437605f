//! Conditions on a set of manifests, as the steps of lessons set them: whether they hold, and if not, what is missing.
//!
//! A check is written as YAML: its kind, and what it says. `- endpoints: {service: postgres, at-least: 1}`.
//! Each kind is one file; an answer always says what is found, with the value and its place.

pub mod absent;
pub mod autoscaler;
pub mod drain;
pub mod endpoints;
pub mod exists;
pub mod field;
pub mod finding;
pub mod no_errors;
pub mod no_finding;
mod numbers;
mod objects;
pub mod placed;
pub mod probe;
pub mod qos;
mod read;
pub mod request;
pub mod review;
pub mod rollout;
pub mod selects;
pub mod starts;
pub mod time;
pub mod variable;
pub mod what_if;
pub mod wired;

pub use read::{Problem, read};

use super::Analysis;
use crate::protocol::Place;

/// A kind of check.
#[derive(Debug)]
pub struct Kind {
    /// Its name; the file's, with hyphens.
    pub name: &'static str,
    /// What can be said of it. A text instead of a mapping is the first one.
    pub keys: &'static [Key],
    /// What should be so, in a sentence.
    pub title: fn(&Check) -> String,
    /// How it is.
    pub answer: fn(&Check, &Analysis) -> Answer,
}

/// Something that a check can say.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub form: Form,
    /// Whether it has to be there.
    pub needed: bool,
}

/// What a value has to be.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// `Kind/name`.
    Object,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
    /// Any text.
    Text,
    /// One of these.
    OneOf(&'static [&'static str]),
}

impl Key {
    const fn needed(name: &'static str, form: Form) -> Self {
        Self { name, form, needed: true }
    }

    const fn free(name: &'static str, form: Form) -> Self {
        Self { name, form, needed: false }
    }
}

/// All kinds, sorted.
pub const ALL: &[&Kind] = &[
    &absent::KIND,
    &autoscaler::KIND,
    &drain::KIND,
    &endpoints::KIND,
    &exists::KIND,
    &field::KIND,
    &finding::KIND,
    &no_errors::KIND,
    &no_finding::KIND,
    &placed::KIND,
    &probe::KIND,
    &qos::KIND,
    &request::KIND,
    &review::KIND,
    &rollout::KIND,
    &selects::KIND,
    &starts::KIND,
    &time::KIND,
    &variable::KIND,
    &what_if::KIND,
    &wired::KIND,
];

/// A condition.
#[derive(Clone, Debug)]
pub struct Check {
    /// Of this kind.
    pub kind: &'static Kind,
    /// What it says.
    said: Vec<(&'static str, String)>,
    /// Its title, if the kind's own does not fit.
    title: Option<String>,
}

/// How it is with a condition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Whether it holds.
    pub holds: bool,
    /// What is so, in a sentence; code stands between backticks.
    pub found: String,
    /// Where.
    pub place: Option<Place>,
}

impl Answer {
    fn new(holds: bool, found: impl Into<String>, place: Option<Place>) -> Self {
        Self { holds, found: found.into(), place }
    }

    fn missing(found: impl Into<String>) -> Self {
        Self::new(false, found, None)
    }
}

impl Check {
    /// What should be so.
    #[must_use]
    pub fn title(&self) -> String {
        self.title.clone().unwrap_or_else(|| (self.kind.title)(self))
    }

    /// How it is in a set. It needs all findings: [`super::analyze`].
    #[must_use]
    pub fn answer(&self, set: &Analysis) -> Answer {
        (self.kind.answer)(self, set)
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.said.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }

    /// What is said, or nothing.
    fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.get(name)?.parse().ok()
    }

    /// What is said, or what counts otherwise.
    fn flag(&self, name: &str, usual: bool) -> bool {
        self.get(name).map_or(usual, |value| value == "true")
    }
}

/// How a check comes out over a text, for the tests of the kinds.
#[cfg(test)]
fn asked(check: &str, manifests: &str) -> Answer {
    let checks = read(&format!("- {check}")).unwrap();
    let set = super::analyze(super::workspace::Workspace::of([("a.yaml", manifests)]));
    assert!(!checks[0].title().is_empty());
    checks[0].answer(&set)
}

/// Holds answers against what they should say: the check, whether it holds, and a part of the sentence.
#[cfg(test)]
fn table(manifests: &str, cases: &[(&str, bool, &str)]) {
    for (check, holds, part) in cases {
        let answer = asked(check, manifests);
        assert_eq!(answer.holds, *holds, "{check}: {answer:?}");
        assert!(answer.found.contains(part), "{check}: {}", answer.found);
    }
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn kinds_are_sorted_and_described() {
        let docs = include_str!("../../docs/lessons.md");
        assert!(ALL.is_sorted_by(|a, b| a.name < b.name));
        for kind in ALL {
            let row = docs.lines().find(|line| line.starts_with(&format!("| `{}` |", kind.name)));
            let row = row.unwrap_or_else(|| panic!("docs/lessons.md lacks {}", kind.name));
            for key in kind.keys {
                assert!(row.contains(&format!("`{}`", key.name)), "docs/lessons.md: {} lacks {}", kind.name, key.name);
            }
        }
    }
}
