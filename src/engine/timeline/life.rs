//! The life of one pod: what its kubelet does to its containers, instant by instant.
//!
//! Sources: `pkg/kubelet/prober` (`worker.go`: `run`, `doProbe`; `prober_manager.go`: `UpdatePodStatus`),
//! `pkg/kubelet/kuberuntime` (`kuberuntime_manager.go`: `computePodActions`, `doBackOff`; `kuberuntime_container.go`:
//! `killContainer`, `setTerminationGracePeriod`), `client-go/util/flowcontrol` (`Backoff`), `pkg/kubelet/pod_workers.go`
//! (`completeWork`).
//!
//! Times are whole milliseconds. There is no chance in it: what varies in a cluster is one value in [`Timing`],
//! and whoever wants bounds plays the same life with several.

mod answer;
mod backoff;
mod plan;
mod pod;
mod record;
mod stop;
mod worker;

pub use plan::{Action, Breaks, ContainerPlan, Plan, ProbePlan, Restart, Role, TroublePlan};
pub use pod::play;
pub use record::{Check, Event, Happening, Lane, Run, State, value_at};

/// Milliseconds.
pub type Ms = i64;

/// What varies from run to run in a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// What the ticks of the probes are held against.
    pub anchor: Anchor,
    /// How far behind it they come, in thousandths of their period; none: a millisecond before it.
    pub phase: Option<i64>,
    /// How much farther behind the readiness probe's are, and twice that the liveness probe's.
    pub spread: i64,
    /// Until the kubelet sees that a container has started or ended: up to a second (`pleg`: relist every second).
    pub lag: Ms,
    /// How much a container's start is cut to the second: below a second.
    pub cut: Ms,
    /// How late a retry after back-off comes, in thousandths of the most (`completeWork`: half the rest, or of 60 s).
    pub late: i64,
}

/// An instant that ticks are held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The first start of the container, and the probe's delay.
    Start,
    /// The first process listens.
    Listen,
    /// The first process is ready.
    Ready,
    /// An instant of the scenario.
    At(Ms),
}

impl Timing {
    /// Everything as soon as it can be, if it is held against this instant.
    #[must_use]
    pub fn soonest(anchor: Anchor) -> Self {
        Self { anchor, phase: Some(0), spread: 0, lag: 0, cut: 999, late: 0 }
    }

    /// Everything as late as it can be.
    #[must_use]
    pub fn latest(anchor: Anchor) -> Self {
        Self { anchor, phase: None, spread: 0, lag: 1000, cut: 0, late: 1000 }
    }

    /// Something in between.
    #[must_use]
    pub fn middle(anchor: Anchor, phase: i64) -> Self {
        Self { anchor, phase: Some(phase.rem_euclid(1000)), spread: 0, lag: 500, cut: 500, late: 500 }
    }
}

#[cfg(test)]
mod tests;
