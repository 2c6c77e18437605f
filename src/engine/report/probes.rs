//! Probes with effective values and what they mean in time.

use k8s_openapi::api::core::v1::{Container, Probe};

use super::summary::written;
use crate::engine::objects::defaults::ProbeNumbers;
use crate::engine::objects::workload::{self, ContainerAt};
use crate::engine::timeline::probe::{self, Kind};
use crate::engine::workspace::{Located, Workspace};
use crate::engine::yaml::Route;
use crate::protocol::{ContainerProbes, Fact, ProbeView};

/// The containers of a workload with their probes.
#[must_use]
pub fn views(workspace: &Workspace, at: &Located<'_>) -> Vec<ContainerProbes> {
    let Some(pods) = workload::pods(at.object) else { return Vec::new() };
    pods.containers().filter(|c| !c.init).map(|container| view(workspace, at, &container)).collect()
}

fn view(workspace: &Workspace, at: &Located<'_>, container: &ContainerAt<'_>) -> ContainerProbes {
    let probes = probe::of(container.container)
        .map(|(kind, probe)| probe_view(workspace, at, kind, probe, &container.route.then(kind.field())))
        .collect();
    ContainerProbes {
        object: at.object.id.key(),
        workload: at.object.id.to_string(),
        container: container.container.name.clone(),
        place: written(workspace, at, &container.route.then("name"))
            .or_else(|| written(workspace, at, &container.route))
            .unwrap_or_default(),
        probes,
        meaning: together(container.container),
    }
}

fn probe_view(workspace: &Workspace, at: &Located<'_>, kind: Kind, probe: &Probe, route: &Route) -> ProbeView {
    let numbers = ProbeNumbers::of(probe);
    let fact = |name: &str, field: &'static str, value: i64, unit: &str| {
        let place = written(workspace, at, &route.then(field));
        Fact { name: name.into(), value: format!("{value}{unit}"), defaulted: place.is_none(), place }
    };
    ProbeView {
        kind: kind.word().to_owned(),
        action: probe::action(probe),
        place: written(workspace, at, route).unwrap_or_default(),
        parameters: vec![
            fact("initial delay", "initialDelaySeconds", numbers.initial_delay, " s"),
            fact("period", "periodSeconds", numbers.period, " s"),
            fact("timeout", "timeoutSeconds", numbers.timeout, " s"),
            fact("success threshold", "successThreshold", numbers.success_threshold, ""),
            fact("failure threshold", "failureThreshold", numbers.failure_threshold, ""),
        ],
        meaning: vec![sentence(kind, numbers)],
    }
}

fn sentence(kind: Kind, numbers: ProbeNumbers) -> String {
    let refused = probe::decision(numbers, false);
    let hanging = probe::decision(numbers, true);
    match kind {
        Kind::Startup => {
            let most = numbers.initial_delay.saturating_add(numbers.failure_threshold.saturating_mul(numbers.period));
            format!(
                "The container has about {most} s to start; then it is restarted. Until the first success the other probes wait."
            )
        }
        Kind::Readiness => format!(
            "A fault takes the pod out of service after {}–{} s if the check is refused at once, after {}–{} s if it hangs.",
            refused.earliest, refused.latest, hanging.earliest, hanging.latest
        ),
        Kind::Liveness => format!(
            "A fault restarts the container after {}–{} s if the check is refused at once, after {}–{} s if it hangs (and then the time it takes to stop).",
            refused.earliest, refused.latest, hanging.earliest, hanging.latest
        ),
    }
}

/// What the probes of a container mean together.
fn together(container: &Container) -> Vec<String> {
    let ready = probe::ready(container);
    let mut out = vec![match (&container.readiness_probe, &container.startup_probe) {
        (None, None) => {
            "Without a readiness probe the pod gets traffic as soon as the process has started, ready or not."
                .to_owned()
        }
        _ => format!(
            "Ready {}–{} s after the container has started, if it answers at once.",
            ready.earliest, ready.latest
        ),
    }];
    if container.liveness_probe.is_none() {
        out.push("Without a liveness probe a process that hangs is never restarted; one that exits is.".to_owned());
    }
    let decide = |p: &Probe| probe::decision(ProbeNumbers::of(p), false);
    if let (Some(liveness), Some(readiness)) = (&container.liveness_probe, &container.readiness_probe)
        && decide(liveness).latest < decide(readiness).earliest
    {
        out.push(
            "The liveness probe restarts the container before the readiness probe has taken it out of service."
                .to_owned(),
        );
    }
    out
}
