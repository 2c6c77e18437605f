//! What a pod's life leaves behind.

use super::Ms;
use crate::engine::timeline::probe::Kind;

/// What a container is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It is not its turn yet.
    #[default]
    Waiting,
    /// Its image is pulled.
    Pulling,
    /// It runs; whether it has started is not settled.
    Starting,
    /// It runs and gets no traffic.
    Unready,
    /// It runs and is ready.
    Ready,
    /// It is being stopped.
    Stopping,
    /// It has ended, and its next start is near.
    Exited,
    /// It waits for its next start: CrashLoopBackOff.
    BackOff,
    /// It has ended well, for good.
    Completed,
    /// It has ended badly, for good.
    Failed,
    /// Its node is lost: nobody knows.
    Unknown,
    /// The pod is gone.
    Gone,
}

impl State {
    /// Whether a process runs.
    #[must_use]
    pub fn runs(self) -> bool {
        matches!(self, Self::Starting | Self::Unready | Self::Ready | Self::Stopping)
    }

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Pulling => "pulling",
            Self::Starting => "starting",
            Self::Unready => "un-ready",
            Self::Ready => "ready",
            Self::Stopping => "stopping",
            Self::Exited => "ended",
            Self::BackOff => "back-off",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Gone => "gone",
        }
    }
}

/// A container's states, each from its instant on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lane {
    /// Instant and state, in order of time; two never share an instant.
    pub states: Vec<(Ms, State)>,
}

/// Something that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Happening {
    /// The pod exists.
    Created,
    /// An image is pulled.
    Pulls,
    /// A process starts.
    Starts,
    /// The startup probe has succeeded: the others begin.
    PassesStartup,
    /// One of several containers gets ready.
    Ready,
    /// One of several containers gets un-ready.
    Unready,
    /// The kubelet decides to stop the container: so many checks of this kind failed.
    Condemned(Kind),
    /// SIGTERM, after the preStop hook.
    Signal,
    /// The process ends: with this code; killed.
    Ends(i32, bool),
    /// The next start waits so long.
    BackOff(Ms),
    /// The pod is ready: it gets traffic.
    PodReady,
    /// The pod is not ready any more.
    PodUnready,
    /// The pod is told to go.
    Deleted,
    /// The pod on a lost node is told to go, which it cannot hear.
    Evicted,
    /// The node is lost.
    NodeLost,
    /// The control plane has noticed that the node is lost.
    NodeNotReady,
    /// The pod has ended for good: well, or not.
    Finished(bool),
    /// The pod is gone.
    Gone,
}

/// Something that happens to a container, or to the pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Ms,
    /// To which container.
    pub container: Option<usize>,
    /// What.
    pub what: Happening,
}

/// Answers of one kind in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// The container.
    pub container: usize,
    /// The probe.
    pub kind: Kind,
    /// When the first one was settled.
    pub from: Ms,
    /// When the last one was.
    pub to: Ms,
    /// How many.
    pub count: i64,
    /// Whether they were good.
    pub good: bool,
}

/// A pod's life.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// When the pod was created.
    pub created: Ms,
    /// By container.
    pub lanes: Vec<Lane>,
    /// In order of time.
    pub events: Vec<Event>,
    /// Answers to probes.
    pub checks: Vec<Check>,
    /// From when on it counts as ready (as others see it), and from when on not.
    pub ready: Vec<(Ms, bool)>,
    /// When it was told to go: from here on it is no endpoint.
    pub deleted: Option<Ms>,
    /// When it was gone.
    pub gone: Option<Ms>,
    /// More happened than is kept.
    pub cut_off: bool,
}

/// What holds at an instant, of something that is told by its changes; none before the first of them.
#[must_use]
pub fn value_at<T: Copy>(steps: &[(Ms, T)], now: Ms) -> Option<T> {
    let after = steps.partition_point(|(from, _)| *from <= now);
    steps.get(after.checked_sub(1)?).map(|(_, value)| *value)
}

impl Lane {
    /// The state at an instant.
    #[must_use]
    pub fn at(&self, now: Ms) -> State {
        value_at(&self.states, now).unwrap_or_default()
    }

    pub(super) fn push(&mut self, now: Ms, state: State) {
        match self.states.last_mut() {
            Some((_, last)) if *last == state => {}
            Some((at, last)) if *at == now => *last = state,
            _ => self.states.push((now, state)),
        }
        // What lasted no time at all leaves no trace.
        if let [.., (_, before), (_, last)] = self.states.as_slice()
            && before == last
        {
            self.states.pop();
        }
    }
}

impl Run {
    /// Whether the pod is ready and stays: an endpoint of its Services.
    #[must_use]
    pub fn serves(&self, now: Ms) -> bool {
        value_at(&self.ready, now).unwrap_or(false) && self.deleted.is_none_or(|deleted| now < deleted)
    }

    /// How often a container was started again.
    #[must_use]
    pub fn restarts(&self, container: usize) -> usize {
        let starts = self.events.iter().filter(|e| e.what == Happening::Starts && e.container == Some(container));
        starts.count().saturating_sub(1)
    }
}
