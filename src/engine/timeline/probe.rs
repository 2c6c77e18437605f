//! Probes in time: when a container is ready at the earliest, and how long a fault goes unnoticed.
//!
//! Source: `pkg/kubelet/prober` (`worker.go`, `prober_manager.go`): a probe's phase is fixed when its worker
//! is created, a started container's readiness is probed at once, and from a fault to the decision lie
//! between (F − 1)·P and F·P seconds, plus the timeout where the probe hangs.

use k8s_openapi::api::core::v1::{Container, Probe};

use crate::engine::objects::defaults::ProbeNumbers;
use crate::engine::objects::value::port;

/// The three probes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// The fields of the actions that a probe has; exactly one is right.
#[must_use]
pub fn actions(probe: &Probe) -> Vec<&'static str> {
    let all = [
        ("exec", probe.exec.is_some()),
        ("grpc", probe.grpc.is_some()),
        ("httpGet", probe.http_get.is_some()),
        ("tcpSocket", probe.tcp_socket.is_some()),
    ];
    all.into_iter().filter_map(|(name, there)| there.then_some(name)).collect()
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

/// From the container's start to ready, if every probe answers at once: the earliest, and the latest that the
/// phase of the probes allows.
#[must_use]
pub fn ready(container: &Container) -> Bounds {
    let started = container.startup_probe.as_ref().map(|p| first_success(ProbeNumbers::of(p), 0, true));
    let base = started.unwrap_or(Bounds { earliest: 0, latest: 0 });
    let Some(readiness) = container.readiness_probe.as_ref() else { return base };
    let numbers = ProbeNumbers::of(readiness);
    let first = |from: i64| from.max(numbers.initial_delay);
    let more = numbers.success_threshold.saturating_sub(1).saturating_mul(numbers.period);
    // Without a delay the sync after the start probes at once; with one, the worker's next tick does.
    let wait = if numbers.initial_delay > base.latest { numbers.period } else { 1 };
    Bounds {
        earliest: first(base.earliest).saturating_sub(i64::from(numbers.initial_delay > 0)).max(0).saturating_add(more),
        latest: first(base.latest).saturating_add(wait).saturating_add(more),
    }
}

/// The first success of a probe that answers at once.
fn first_success(numbers: ProbeNumbers, from: i64, phase: bool) -> Bounds {
    let start = numbers.initial_delay.max(from);
    // The container's start is cut to the second, so a delay may be up to a second short.
    let earliest = start.saturating_sub(i64::from(numbers.initial_delay > 0));
    Bounds { earliest, latest: start.saturating_add(if phase { numbers.period } else { 0 }) }
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

    #[test]
    fn ready_without_probes_is_at_once() {
        assert_eq!(ready(&Container::default()), Bounds { earliest: 0, latest: 0 });
        let readiness = Probe { period_seconds: Some(5), initial_delay_seconds: Some(10), ..Default::default() };
        let container = Container { readiness_probe: Some(readiness), ..Default::default() };
        assert_eq!(ready(&container), Bounds { earliest: 9, latest: 15 });
    }
}
