//! A new version step by step: how many old and new pods there are, and how many are available.
//!
//! Sources: `pkg/controller/deployment` (`rolling.go`, `recreate.go`, `sync.go`, `progress.go`),
//! `pkg/controller/deployment/util` (`ResolveFenceposts`, `NewRSNewReplicas`, `GetReplicaSetProportion`),
//! `pkg/controller/statefulset` (`stateful_set_control.go`: `updateStatefulSet`),
//! `pkg/controller/daemon` (`update.go`: `rollingUpdate`).
//!
//! What text cannot settle is in the [`Question`]: how long a new pod takes to be ready, and an old one to be
//! gone. The old pods are available to begin with. The numbers are the controllers': a pod that is told to stop
//! no longer counts, although it may take its time.

mod daemon;
mod deployment;
mod pods;
pub mod shift;
mod stateful;

use crate::engine::objects::{Object, Typed};

/// More steps than this are cut off: nobody reads them, and the numbers before them say the rest.
pub const MOST_STEPS: usize = 10_000;

/// A rollout as it is asked about. Times are in seconds from the moment the new version is applied, or in the
/// parts of a second that are asked for; so are those of the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Seconds from a new pod's creation until it is ready; none if it never is.
    pub ready_after: Option<i64>,
    /// Pods wanted, instead of the number in the manifest; for a DaemonSet, the nodes it runs on.
    pub replicas: Option<i64>,
    /// Seconds from the start of a container of the new version until it exits, each time; none if it stays.
    pub crash_after: Option<i64>,
    /// Seconds from a pod's deletion until it is gone.
    pub stop_after: i64,
    /// The same as `ready_after` for pods of the old version; unless given it is the new one's, or
    /// [`OLD_READY_AFTER`] if new pods never are ready.
    pub old_ready_after: Option<i64>,
    /// What somebody does in the meantime. Only Deployments are asked about this.
    pub changes: Vec<Change>,
    /// Whether `maxUnavailable` of a StatefulSet counts: it does from 1.35 on (`MaxUnavailableStatefulSet`).
    pub several_unavailable: bool,
    /// How many of its units of time are a second: one unless said, and no more than a thousand.
    pub per_second: i64,
}

/// No number of a question goes beyond this one.
const FAR: i64 = 1_000_000_000_000;

impl Question {
    /// The same in whole seconds; none if it has parts of them.
    #[must_use]
    pub fn in_seconds(&self) -> Option<Self> {
        let second = self.per_second.max(1);
        let whole = |n: i64| (n % second == 0).then_some(n / second);
        let maybe = |n: Option<i64>| n.map_or(Some(None), |n| whole(n).map(Some));
        let change = |change: &Change| Some(Change { at: whole(change.at)?, ..*change });
        Some(Self {
            ready_after: maybe(self.ready_after)?,
            crash_after: maybe(self.crash_after)?,
            old_ready_after: maybe(self.old_ready_after)?,
            stop_after: whole(self.stop_after)?,
            changes: self.changes.iter().map(change).collect::<Option<_>>()?,
            per_second: 1,
            ..*self
        })
    }

    /// Seconds in units of the question.
    fn seconds(&self, seconds: i64) -> i64 {
        seconds.saturating_mul(self.per_second)
    }

    /// The same with numbers that can be reckoned with.
    fn bounded(&self) -> Self {
        let number = |n: i64| n.clamp(0, FAR);
        let change = |change: &Change| Change {
            at: number(change.at),
            what: if let What::Scale(n) = change.what { What::Scale(number(n)) } else { change.what },
        };
        Self {
            ready_after: self.ready_after.map(number),
            replicas: self.replicas.map(number),
            crash_after: self.crash_after.map(number),
            stop_after: number(self.stop_after),
            old_ready_after: self.old_ready_after.map(number),
            changes: self.changes.iter().map(change).collect(),
            several_unavailable: self.several_unavailable,
            per_second: self.per_second.clamp(1, 1000),
        }
    }
}

/// Seconds until an old pod is ready again, where nothing else is known.
pub const OLD_READY_AFTER: i64 = 10;

/// Nodes of a DaemonSet, where nothing else is known.
pub const NODES: i64 = 3;

/// Something that somebody does while the rollout runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: i64,
    /// What.
    pub what: What,
}

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Another number of pods is wanted.
    Scale(i64),
    /// The template is the other version's again (`kubectl rollout undo`): back, and forth at the next time.
    Undo,
    /// `paused: true`: it only scales.
    Pause,
    /// `paused: false`.
    Resume,
}

/// The state at the end of an instant at which something changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Seconds from the beginning.
    pub at: i64,
    /// Pods of the old version.
    pub old: i64,
    /// Pods of the new version.
    pub new: i64,
    /// Pods that have been ready for `minReadySeconds`.
    pub available: i64,
    /// All pods, without those that are stopping.
    pub total: i64,
    /// Pods that were told to stop and are not gone yet: they still take room on their nodes.
    pub stopping: i64,
}

/// A whole rollout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rollout {
    /// Pods wanted at the beginning.
    pub replicas: i64,
    /// The steps, in order of time.
    pub steps: Vec<Step>,
    /// The fewest available pods at any time.
    pub min_available: i64,
    /// The most pods at any time, without those that are stopping.
    pub max_total: i64,
    /// The most pods at any time, those that are stopping among them: what the nodes must have room for.
    pub max_running: i64,
    /// When all pods are of the wanted version and available; none if that never comes.
    pub done_at: Option<i64>,
    /// When the condition Progressing first turns False; none if it does not.
    pub progressing_false_at: Option<i64>,
    /// The steps were cut off: at [`MOST_STEPS`], or because they would never end.
    pub cut_off: bool,
}

/// The rollout of a workload; none for what has none of its own.
#[must_use]
pub fn of(object: &Object, question: &Question) -> Option<Rollout> {
    let question = question.bounded();
    match &object.typed {
        Typed::Deployment(workload) => deployment::simulate(workload, &question),
        Typed::StatefulSet(workload) => stateful::simulate(workload, &question),
        Typed::DaemonSet(workload) => daemon::simulate(workload, &question),
        _ => None,
    }
}

/// What happens in the course of a rollout.
#[derive(Debug)]
struct Log {
    rollout: Rollout,
    last_progress: i64,
    /// When the condition turns, from the last progress on: one second after the deadline (`progress.go`:
    /// `requeueStuckDeployment` adds the second).
    late: Option<i64>,
    /// The deadline counts: not once the rollout is complete, and not while it is paused.
    watched: bool,
}

impl Log {
    fn new(replicas: i64, late: Option<i64>) -> Self {
        let rollout = Rollout {
            replicas,
            steps: Vec::new(),
            min_available: replicas,
            max_total: replicas,
            max_running: replicas,
            done_at: None,
            progressing_false_at: None,
            cut_off: false,
        };
        Self { rollout, last_progress: 0, late, watched: true }
    }

    /// Something went forward: the deadline counts from here.
    fn progress(&mut self, at: i64) {
        self.check_deadline(at);
        self.last_progress = at;
    }

    /// Whether the deadline counts from here on.
    fn watch(&mut self, at: i64, watched: bool) {
        self.progress(at);
        self.watched = watched;
    }

    fn check_deadline(&mut self, until: i64) {
        let late = self.late.map(|late| self.last_progress.saturating_add(late));
        if let Some(late) = late.filter(|late| self.watched && *late < until) {
            self.rollout.progressing_false_at.get_or_insert(late);
        }
    }

    /// A state on the way through an instant.
    fn pass(&mut self, step: Step) {
        let rollout = &mut self.rollout;
        rollout.min_available = rollout.min_available.min(step.available);
        rollout.max_total = rollout.max_total.max(step.total);
        rollout.max_running = rollout.max_running.max(step.total + step.stopping);
    }

    /// The state at the end of an instant. Says whether there is room for more.
    fn step(&mut self, step: Step) -> bool {
        self.pass(step);
        self.rollout.steps.pop_if(|last| last.at == step.at);
        // Pods that only turn ready change none of these numbers.
        if self.rollout.steps.last().is_none_or(|last| Step { at: last.at, ..step } != *last) {
            self.rollout.steps.push(step);
        }
        self.rollout.cut_off = self.rollout.steps.len() >= MOST_STEPS;
        !self.rollout.cut_off
    }

    /// Nothing happens any more, unless it was cut off.
    fn finish(mut self) -> Rollout {
        if !self.rollout.cut_off {
            self.check_deadline(i64::MAX);
        }
        self.rollout
    }
}

#[cfg(test)]
mod tests;
