//! Probes in time: when a container is ready at the earliest, and how long a fault goes unnoticed.
//!
//! Source: `pkg/kubelet/prober` (`worker.go`, `prober_manager.go`): a probe's phase is fixed when its worker
//! is created, a started container's readiness is probed at once, and from a fault to the decision lie
//! between (F − 1)·P and F·P seconds, plus the timeout where the probe hangs.

use k8s_openapi::api::core::v1::{Container, Probe};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::engine::objects::defaults::ProbeNumbers;
use crate::engine::objects::value::name::is_port_name;
use crate::engine::objects::value::port;

/// The three probes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Holds the other two back until it succeeds once.
    Startup,
    /// Decides whether the pod gets traffic.
    Readiness,
    /// Decides whether the container is restarted.
    Liveness,
}

impl Kind {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Startup => "startup",
            Self::Readiness => "readiness",
            Self::Liveness => "liveness",
        }
    }

    /// The field of a container.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Startup => "startupProbe",
            Self::Readiness => "readinessProbe",
            Self::Liveness => "livenessProbe",
        }
    }
}

/// A span of time in seconds: not before, not after (as far as the manifests decide).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// At the earliest.
    pub earliest: i64,
    /// At the latest.
    pub latest: i64,
}

/// The probes that a container has, startup first.
pub fn of(container: &Container) -> impl Iterator<Item = (Kind, &Probe)> {
    let startup = container.startup_probe.as_ref().map(|p| (Kind::Startup, p));
    let readiness = container.readiness_probe.as_ref().map(|p| (Kind::Readiness, p));
    let liveness = container.liveness_probe.as_ref().map(|p| (Kind::Liveness, p));
    startup.into_iter().chain(readiness).chain(liveness)
}

/// Probes that ask at a named port which their container does not have: which, by what action, and the name.
///
/// The kubelet can then not ask, and throws the attempt away (`pkg/kubelet/prober`: `doProbe`): it counts neither as
/// success nor as failure.
pub fn unresolved(container: &Container) -> impl Iterator<Item = (Kind, &'static str, &str)> {
    let asked = |(kind, probe)| named_port(probe).map(|(action, port, name)| (kind, action, port, name));
    let absent = move |port| port::in_container(container, port).is_none();
    of(container)
        .filter_map(asked)
        .filter(move |(_, _, port, _)| absent(port))
        .map(|(kind, action, _, name)| (kind, action, name))
}

/// The named port that a probe asks at.
fn named_port(probe: &Probe) -> Option<(&'static str, &IntOrString, &str)> {
    let http = probe.http_get.as_ref().map(|get| ("httpGet", &get.port));
    let (action, port) = http.or(probe.tcp_socket.as_ref().map(|tcp| ("tcpSocket", &tcp.port)))?;
    match port {
        // What is no name at all is said elsewhere.
        IntOrString::String(name) if is_port_name(name) => Some((action, port, name)),
        _ => None,
    }
}

/// What a probe does, in words: `GET /api/health on port 5000`.
#[must_use]
pub fn action(probe: &Probe) -> String {
    if let Some(http) = &probe.http_get {
        let path = http.path.as_deref().filter(|p| !p.is_empty()).unwrap_or("/");
        let scheme = http.scheme.as_deref().filter(|s| *s == "HTTPS").map_or("", |_| " over HTTPS");
        return format!("GET {path} on port {}{scheme}", port::text(&http.port));
    }
    if let Some(tcp) = &probe.tcp_socket {
        return format!("connect to port {}", port::text(&tcp.port));
    }
    if let Some(grpc) = &probe.grpc {
        return format!("gRPC health check on port {}", grpc.port);
    }
    match &probe.exec {
        Some(exec) => format!("run {}", exec.command.iter().flatten().cloned().collect::<Vec<_>>().join(" ")),
        None => "nothing".to_owned(),
    }
}

/// From a fault to the failure threshold: at once refused, or hanging until the timeout.
#[must_use]
pub fn decision(numbers: ProbeNumbers, hangs: bool) -> Bounds {
    let ProbeNumbers { period, timeout, failure_threshold: failures, .. } = numbers;
    let times = |count: i64, each: i64| count.saturating_mul(each);
    match (hangs, timeout > period) {
        (false, _) => Bounds { earliest: times(failures.saturating_sub(1), period), latest: times(failures, period) },
        (true, false) => Bounds {
            earliest: times(failures.saturating_sub(1), period).saturating_add(timeout),
            latest: times(failures, period).saturating_add(timeout),
        },
        // Probes that hang longer than the period follow each other back to back.
        (true, true) => {
            Bounds { earliest: times(failures, timeout), latest: period.saturating_add(times(failures, timeout)) }
        }
    }
}

/// A decision about a fault, by how the fault shows: refused at once, or hanging until the timeout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The check is answered at once, and badly.
    pub refuses: Bounds,
    /// The check gets no answer.
    pub hangs: Bounds,
}

impl Decision {
    /// What a probe decides by itself.
    #[must_use]
    pub fn of(probe: &Probe) -> Self {
        let numbers = ProbeNumbers::of(probe);
        Self { refuses: decision(numbers, false), hangs: decision(numbers, true) }
    }

    /// What comes first.
    fn or(self, other: Self) -> Self {
        let first =
            |a: Bounds, b: Bounds| Bounds { earliest: a.earliest.min(b.earliest), latest: a.latest.min(b.latest) };
        Self { refuses: first(self.refuses, other.refuses), hangs: first(self.hangs, other.hangs) }
    }

    /// The same, up to so many seconds later.
    fn noticed_within(self, seconds: i64) -> Self {
        let later = |b: Bounds| Bounds { latest: b.latest.saturating_add(seconds), ..b };
        Self { refuses: later(self.refuses), hangs: later(self.hangs) }
    }
}

/// From a fault to the container's restart (the time that stopping takes comes on top); none without a liveness probe.
#[must_use]
pub fn restart(container: &Container) -> Option<Decision> {
    container.liveness_probe.as_ref().map(Decision::of)
}

/// From a fault to the pod being out of service: by the readiness probe, or because a new container has to pass its
/// probes, which is seen within a second. Without both probes that is not sure to be seen at all.
#[must_use]
pub fn unready(container: &Container) -> Option<Decision> {
    let after_restart = || restart(container).map(|d| d.noticed_within(1));
    match (&container.readiness_probe, &container.startup_probe) {
        (Some(readiness), _) => {
            let own = Decision::of(readiness);
            Some(after_restart().map_or(own, |restarted| own.or(restarted)))
        }
        (None, Some(_)) => after_restart(),
        (None, None) => None,
    }
}

/// From the container's start to ready, if every probe is answered well at once: the earliest, and the latest that
/// the phase of the probes allows.
#[must_use]
pub fn ready(container: &Container) -> Bounds {
    let startup = container.startup_probe.as_ref().map(ProbeNumbers::of);
    let started = startup.map(first_tick);
    let Some(probe) = container.readiness_probe.as_ref() else {
        // The start is noticed within a second.
        return started.unwrap_or(Bounds { earliest: 0, latest: 1 });
    };
    let numbers = ProbeNumbers::of(probe);
    // The sync that notices the start, or the startup probe's success, has it probed at once
    // (`prober_manager.go`: `UpdatePodStatus`).
    let at_once = started.unwrap_or(Bounds { earliest: 1, latest: 2 });
    // Where the startup probe's delay is over, a shorter one is, too: both count from the same start.
    let over = startup.is_some_and(|startup| numbers.initial_delay <= startup.initial_delay);
    let first = if over { at_once } else { after_delay(at_once, numbers) };
    let more = |times: i64| times.saturating_sub(1).max(0).saturating_mul(numbers.period);
    // The second success may come right after a first that was no tick.
    let out_of_turn = numbers.initial_delay <= at_once.latest;
    let fewest = numbers.success_threshold - i64::from(out_of_turn && numbers.success_threshold > 1);
    Bounds {
        earliest: first.earliest.saturating_add(more(fewest)),
        latest: first.latest.saturating_add(more(numbers.success_threshold)),
    }
}

/// The first check, if the delay, counted from the container's start, is not over when it would be made at once.
fn after_delay(at_once: Bounds, numbers: ProbeNumbers) -> Bounds {
    // At a full second, whatever was cut from the start, the delay is over.
    if numbers.initial_delay <= at_once.earliest {
        return at_once;
    }
    let tick = first_tick(numbers);
    Bounds { earliest: at_once.earliest.max(tick.earliest), latest: at_once.latest.max(tick.latest) }
}

/// The first tick of a probe's worker after the delay. The container's start is cut to the second, so the delay
/// may be up to a second short; the phase was fixed before the start, which is noticed within a second.
fn first_tick(numbers: ProbeNumbers) -> Bounds {
    let delay = numbers.initial_delay;
    Bounds { earliest: delay.saturating_sub(1).max(0), latest: delay.max(1).saturating_add(numbers.period) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(period: i64, timeout: i64, failures: i64) -> ProbeNumbers {
        ProbeNumbers { initial_delay: 0, period, timeout, success_threshold: 1, failure_threshold: failures }
    }

    #[test]
    fn from_fault_to_decision() {
        // Derived by hand from the worker's loop: the fault falls right after a probe (latest) or right before one.
        let cases = [
            (numbers(10, 1, 3), false, (20, 30)),
            (numbers(10, 1, 3), true, (21, 31)),
            (numbers(5, 8, 2), true, (16, 21)),
            (numbers(10, 1, 1), false, (0, 10)),
        ];
        for (numbers, hangs, (earliest, latest)) in cases {
            assert_eq!(decision(numbers, hangs), Bounds { earliest, latest }, "{numbers:?} {hangs}");
        }
    }

    fn probe(delay: i32, period: i32, successes: i32) -> Option<Probe> {
        Some(Probe {
            initial_delay_seconds: Some(delay),
            period_seconds: Some(period),
            success_threshold: Some(successes),
            ..Default::default()
        })
    }

    #[test]
    fn from_start_to_ready() {
        // Startup, readiness, from, to: derived in the comments.
        let cases = [
            // Nothing to wait for but the sync that notices the start.
            (None, None, (0, 1)),
            // No delay: probed by the sync that notices the start, seen by the next.
            (None, probe(0, 10, 1), (1, 2)),
            // The start is cut to the second: 9 at the earliest; the next tick comes within a period of 10.
            (None, probe(10, 5, 1), (9, 15)),
            // Three successes, two periods more.
            // Three successes: one at once, a tick right after it or a period later, and one more period.
            (None, probe(0, 10, 3), (11, 22)),
            // A second of delay is over when it is probed at once.
            (None, probe(1, 10, 1), (1, 2)),
            // The startup probe's first tick is anywhere in its period, after the start was noticed.
            (probe(0, 5, 1), None, (0, 6)),
            (probe(0, 5, 1), probe(0, 10, 1), (0, 6)),
            // Startup succeeds from 19 to 25; the delay of 10 is over by then, and readiness is probed at once.
            (probe(20, 5, 1), probe(10, 10, 1), (19, 25)),
            // Both delays count from the same start: when startup succeeds, readiness's is over.
            (probe(5, 1, 1), probe(5, 10, 1), (4, 6)),
            // Startup may succeed at 0, but the delay of 30 is not over: a tick between 29 and 40.
            (probe(0, 5, 1), probe(30, 10, 1), (29, 40)),
        ];
        for (startup_probe, readiness_probe, (earliest, latest)) in cases {
            let container = Container { startup_probe, readiness_probe, ..Default::default() };
            assert_eq!(ready(&container), Bounds { earliest, latest }, "{container:?}");
        }
    }

    #[test]
    fn from_fault_to_restart_and_out_of_service() {
        let bounds = |earliest, latest| Bounds { earliest, latest };
        let alive = || probe(0, 10, 1);
        let both = Container { liveness_probe: alive(), readiness_probe: probe(0, 5, 1), ..Default::default() };
        let hung = Decision { refuses: bounds(20, 30), hangs: bounds(21, 31) };
        assert_eq!(restart(&both), Some(hung));
        assert_eq!(unready(&both), Some(Decision { refuses: bounds(10, 15), hangs: bounds(11, 16) }));
        // A liveness probe that is faster: the new container is un-ready, which is seen within a second.
        let faster = Container { readiness_probe: probe(0, 20, 1), ..both };
        assert_eq!(unready(&faster), Some(Decision { refuses: bounds(20, 31), hangs: bounds(21, 32) }));
        let only = Container { liveness_probe: alive(), ..Default::default() };
        assert_eq!((restart(&only), unready(&only)), (Some(hung), None));
        let started = Container { startup_probe: probe(0, 1, 1), ..only };
        assert_eq!(unready(&started), Some(Decision { refuses: bounds(20, 31), hangs: bounds(21, 32) }));
        assert_eq!((restart(&Container::default()), unready(&Container::default())), (None, None));
    }
}
