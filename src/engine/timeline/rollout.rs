//! A new version step by step: how many old and new pods there are, and how many are available.
//!
//! Sources: `pkg/controller/deployment` (`rolling.go`, `recreate.go`, `progress.go`),
//! `pkg/controller/deployment/util` (`ResolveFenceposts`, `NewRSNewReplicas`, `MaxSurge`),
//! `pkg/controller/statefulset` (`stateful_set_control.go`: `updateStatefulSet`).
//!
//! What text cannot settle is said: how long a new pod takes to be ready. The old pods are available to begin
//! with, and a pod that is told to stop is gone at once: the controllers count what is wanted, not what is left.

mod deployment;
mod stateful;

use crate::engine::objects::{Object, Typed};

/// More steps than this are cut off: nobody reads them, and the numbers before them say the rest.
pub const MOST_STEPS: usize = 10_000;

/// A rollout as it is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Seconds from a new pod's creation until it is ready; none if it never is.
    pub ready_after: Option<i64>,
    /// Pods wanted, instead of the number in the manifest.
    pub replicas: Option<i64>,
}

/// The state at the end of an instant at which something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Seconds from the beginning.
    pub at: i64,
    /// Pods of the old version.
    pub old: i64,
    /// Pods of the new version.
    pub new: i64,
    /// Pods that have been ready for `minReadySeconds`.
    pub available: i64,
    /// All pods.
    pub total: i64,
}

/// A whole rollout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rollout {
    /// Pods wanted.
    pub replicas: i64,
    /// The steps, in order of time.
    pub steps: Vec<Step>,
    /// The fewest available pods at any time.
    pub min_available: i64,
    /// The most pods at any time.
    pub max_total: i64,
    /// When all pods are new and available; none if that never comes.
    pub done_at: Option<i64>,
    /// When the condition Progressing turns False; none if it does not.
    pub progressing_false_at: Option<i64>,
    /// The steps were cut off at [`MOST_STEPS`].
    pub cut_off: bool,
}

/// The rollout of a workload; none for what has none of its own.
#[must_use]
pub fn of(object: &Object, question: Question) -> Option<Rollout> {
    match &object.typed {
        Typed::Deployment(workload) => deployment::simulate(workload, question),
        Typed::StatefulSet(workload) => stateful::simulate(workload, question),
        _ => None,
    }
}

/// What happens in the course of a rollout.
#[derive(Debug)]
struct Log {
    rollout: Rollout,
    last_progress: i64,
    deadline: Option<i64>,
}

impl Log {
    fn new(replicas: i64, deadline: Option<i64>) -> Self {
        let rollout = Rollout {
            replicas,
            steps: Vec::new(),
            min_available: replicas,
            max_total: replicas,
            done_at: None,
            progressing_false_at: None,
            cut_off: false,
        };
        Self { rollout, last_progress: 0, deadline }
    }

    /// Something went forward: the deadline counts from here.
    fn progress(&mut self, at: i64) {
        self.check_deadline(at);
        self.last_progress = at;
    }

    /// One second after the deadline the condition turns (`progress.go`: `DeploymentTimedOut` is looked at a second later).
    fn check_deadline(&mut self, until: i64) {
        let late = self.deadline.map(|d| self.last_progress.saturating_add(d).saturating_add(1));
        if let Some(late) = late.filter(|late| *late < until) {
            self.rollout.progressing_false_at.get_or_insert(late);
        }
    }

    /// A state on the way through an instant.
    fn pass(&mut self, available: i64, total: i64) {
        self.rollout.min_available = self.rollout.min_available.min(available);
        self.rollout.max_total = self.rollout.max_total.max(total);
    }

    /// The state at the end of an instant. Says whether there is room for more.
    fn step(&mut self, step: Step) -> bool {
        self.pass(step.available, step.total);
        // Pods that only turn ready change none of these numbers.
        if self.rollout.steps.last().is_none_or(|last| Step { at: last.at, ..step } != *last) {
            self.rollout.steps.push(step);
        }
        self.rollout.cut_off = self.rollout.steps.len() >= MOST_STEPS;
        !self.rollout.cut_off
    }

    fn finish(mut self) -> Rollout {
        if self.rollout.done_at.is_none() && !self.rollout.cut_off {
            self.check_deadline(i64::MAX);
        }
        self.rollout
    }
}

#[cfg(test)]
mod tests;
