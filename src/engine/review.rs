//! The review checklist: what a reviewer asks of a set of manifests, ticked with the place that bears it out, or
//! left open with the place where it is missing.
//!
//! What must hold is told apart from what is advised, and from what manifests cannot show at all.

mod facts;
mod health;
pub mod markdown;
mod people;
mod pods;
mod serving;
mod set;
mod settings;

use super::Analysis;
use crate::protocol::Place;
use set::{Notes, Set};

/// What an open point means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Something is refused, or does not work.
    Fact,
    /// A risk that may be taken knowingly.
    Advice,
    /// Manifests cannot show it.
    People,
}

impl Group {
    /// All groups, in order.
    pub const ALL: [Self; 3] = [Self::Fact, Self::Advice, Self::People];

    /// Its title.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Fact => "What must hold",
            Self::Advice => "What is advised",
            Self::People => "What only people can see",
        }
    }

    /// What an open point means, in a sentence.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Fact => "If one of these is open, something is refused or does not work as it is written.",
            Self::Advice => "If one of these is open, there is a risk. It may be the right one to take.",
            Self::People => "Manifests cannot show these: somebody has to look.",
        }
    }
}

/// A point of the list.
#[derive(Debug)]
pub struct Point {
    /// Its name for programs.
    pub id: &'static str,
    /// What an open point means.
    pub group: Group,
    /// What is true when it is ticked.
    pub title: &'static str,
    /// Why it is asked.
    pub why: &'static str,
    check: Check,
}

impl Point {
    const fn fact(id: &'static str, title: &'static str, why: &'static str, check: Check) -> Self {
        Self { id, group: Group::Fact, title, why, check }
    }

    const fn advice(id: &'static str, title: &'static str, why: &'static str, check: Own) -> Self {
        Self { id, group: Group::Advice, title, why, check: Check::Own(check) }
    }

    const fn look(id: &'static str, title: &'static str, why: &'static str, check: Own) -> Self {
        Self { id, group: Group::People, title, why, check: Check::Own(check) }
    }
}

type Own = fn(&Set<'_>, &mut Notes<'_>);

#[derive(Debug)]
enum Check {
    /// Edges speak for it, rules against it.
    Wired(facts::Wired),
    Own(Own),
}

/// How a point comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is so.
    Ticked,
    /// It is not so somewhere.
    Open,
    /// There is nothing in the set that it is about.
    DoesNotApply,
    /// Somebody has to look.
    ToLookAt,
}

impl Verdict {
    /// In a few words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ticked => "ticked",
            Self::Open => "open",
            Self::DoesNotApply => "does not apply",
            Self::ToLookAt => "to look at",
        }
    }
}

/// What speaks for a point or against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Whether it speaks against it.
    pub missing: bool,
    /// Key of the object, as `ObjectId::key` gives it; empty if it is about none.
    pub object: String,
    /// The same for people: `Deployment web`.
    pub name: String,
    /// What is so, or what is missing.
    pub text: String,
    /// The field.
    pub place: Option<Place>,
}

/// A point with its verdict.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The point.
    pub point: &'static Point,
    /// How it comes out.
    pub verdict: Verdict,
    /// Why; what is missing comes first.
    pub evidence: Vec<Evidence>,
}

/// All points, in order.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// With their verdicts.
    pub answers: Vec<Answer>,
}

impl Review {
    /// How many points are ticked, of how many that can be.
    #[must_use]
    pub fn count(&self) -> (usize, usize) {
        let count = |verdict| self.answers.iter().filter(|answer| answer.verdict == verdict).count();
        let ticked = count(Verdict::Ticked);
        (ticked, ticked + count(Verdict::Open))
    }

    /// The points of a group.
    pub fn of(&self, group: Group) -> impl Iterator<Item = &Answer> {
        self.answers.iter().filter(move |answer| answer.point.group == group)
    }
}

/// The whole list about a set.
#[must_use]
pub fn of(analysis: &Analysis) -> Review {
    let set = Set::new(analysis);
    Review { answers: points().map(|point| answer(&set, point)).collect() }
}

/// All points, in order.
pub fn points() -> impl Iterator<Item = &'static Point> {
    let groups = [facts::POINTS, settings::POINTS, pods::POINTS, health::POINTS, serving::POINTS, people::POINTS];
    groups.into_iter().flatten()
}

fn answer(set: &Set<'_>, point: &'static Point) -> Answer {
    let mut notes = Notes::new(set);
    match &point.check {
        Check::Wired(wired) => wired.check(set, &mut notes),
        Check::Own(check) => check(set, &mut notes),
    }
    let mut evidence = notes.evidence;
    evidence.sort_by_key(|one| !one.missing);
    let verdict = match (evidence.first(), point.group) {
        (None, _) => Verdict::DoesNotApply,
        (Some(_), Group::People) => Verdict::ToLookAt,
        (Some(first), _) if first.missing => Verdict::Open,
        (Some(_), _) => Verdict::Ticked,
    };
    Answer { point, verdict, evidence }
}

#[cfg(test)]
mod tests;
