//! What a pod is made of, as far as time is concerned.

use super::Ms;
use crate::engine::objects::defaults::ProbeNumbers;
use crate::engine::timeline::probe::Kind;

/// A pod.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Its containers: first those of `initContainers`, in order.
    pub containers: Vec<ContainerPlan>,
    /// `terminationGracePeriodSeconds`.
    pub grace: Ms,
    /// `restartPolicy`.
    pub restart: Restart,
    /// When it is deleted.
    pub deleted: Option<Ms>,
    /// When its node is lost.
    pub lost: Option<Ms>,
    /// How long it stays bound to a node that does not answer; for good without it.
    pub stays: Option<Ms>,
}

/// A pod's `restartPolicy`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Restart {
    /// Whatever the exit code.
    #[default]
    Always,
    /// When the exit code is not 0.
    OnFailure,
    /// Not at all.
    Never,
}

/// What a container is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Runs to its end before the next one starts.
    Init,
    /// An init container with `restartPolicy: Always`: the next one starts when it has started.
    Sidecar,
    /// What the pod is for.
    #[default]
    Main,
}

/// A container.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContainerPlan {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// Its probes, startup first.
    pub probes: Vec<ProbePlan>,
    /// How long its preStop hook runs.
    pub hook: Option<Ms>,
    /// To pull its image for the first time.
    pub pull: Ms,
    /// From the start of the process until it listens.
    pub listen: Ms,
    /// From the start of the process until it is ready.
    pub ready: Ms,
    /// From SIGTERM to its end.
    pub stop: Ms,
    /// It ends by itself, with code 0, after so long.
    pub work: Option<Ms>,
    /// What breaks.
    pub troubles: Vec<TroublePlan>,
}

/// A probe.
#[derive(Clone, Debug, PartialEq)]
pub struct ProbePlan {
    /// Which one.
    pub kind: Kind,
    /// Its numbers in seconds, within bounds.
    pub numbers: ProbeNumbers,
    /// Its own grace period.
    pub grace: Option<Ms>,
    /// What it asks.
    pub action: Action,
    /// Its answer needs what may be down.
    pub needs: bool,
    /// It asks what the readiness probe asks: not answered well before the process is ready.
    pub tells_ready: bool,
}

/// What a probe asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// A path over HTTP.
    Http(String),
    /// Whether a port accepts a connection: the kernel answers, even for a process that hangs.
    Tcp,
    /// A command, or gRPC.
    Other,
}

/// Something that breaks in a container, in milliseconds from the beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TroublePlan {
    /// From when on.
    pub from: Ms,
    /// Until when.
    pub to: Option<Ms>,
    /// How.
    pub what: Breaks,
}

/// How a container breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Breaks {
    /// The process ends.
    Exit(i32),
    /// Every process ends so long after its start.
    ExitAfter(Ms, i32),
    /// The process hangs.
    Hang,
    /// Requests to this path, or to every path, are answered badly.
    Refuse(Option<String>),
    /// Answers take so long.
    Slow(Ms),
    /// What its checks need is down; they hang or fail at once.
    Down(bool),
}

/// No number of a probe is larger: 30 years.
const MOST: i64 = 1_000_000_000;

impl ProbePlan {
    /// Numbers that a simulation can bear: what is too small counts as the smallest that the API server takes.
    #[must_use]
    pub fn within_bounds(numbers: ProbeNumbers) -> ProbeNumbers {
        ProbeNumbers {
            initial_delay: numbers.initial_delay.clamp(0, MOST),
            period: numbers.period.clamp(1, MOST),
            timeout: numbers.timeout.clamp(1, MOST),
            success_threshold: numbers.success_threshold.clamp(1, MOST),
            failure_threshold: numbers.failure_threshold.clamp(1, MOST),
        }
    }

    /// `periodSeconds` in milliseconds.
    #[must_use]
    pub fn period(&self) -> Ms {
        self.numbers.period * 1000
    }

    /// `timeoutSeconds` in milliseconds.
    #[must_use]
    pub fn timeout(&self) -> Ms {
        self.numbers.timeout * 1000
    }
}

impl TroublePlan {
    /// Whether it is so at this instant.
    #[must_use]
    pub fn holds(&self, now: Ms) -> bool {
        self.from <= now && self.to.is_none_or(|to| now < to)
    }
}

impl ContainerPlan {
    /// Its probe of this kind.
    #[must_use]
    pub fn probe(&self, kind: Kind) -> Option<&ProbePlan> {
        self.probes.iter().find(|probe| probe.kind == kind)
    }
}
