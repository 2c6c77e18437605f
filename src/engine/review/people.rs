//! What manifests cannot show: whether endpoints answer as promised, what they ask behind, and what is written down.

use super::Point;
use super::set::{Notes, Set, container};
use crate::engine::timeline::probe;

pub(super) const POINTS: &[Point] = &[
    Point::look(
        "endpoints",
        "The programs answer what the probes ask",
        "An answer from 200 to 399 is good, everything else is bad.",
        endpoints,
    ),
    Point::look(
        "dependencies",
        "Liveness does not depend on another service",
        "If it does, an outage there restarts every pod here, which cannot help.",
        dependencies,
    ),
    Point::look(
        "documents",
        "Documents say how it is built, deployed and started",
        "Somebody who was not there has to find out.",
        documents,
    ),
];

fn endpoints(set: &Set<'_>, notes: &mut Notes<'_>) {
    for workload in set.workloads() {
        for at in workload.containers() {
            for (kind, probe) in probe::of(at.container).filter(|(_, probe)| probe.http_get.is_some()) {
                let text = format!("{}, {}: {}", container(&at), kind.word(), probe::action(probe));
                notes.good(workload.index, &at.route.then(kind.field()), text);
            }
        }
    }
}

fn dependencies(set: &Set<'_>, notes: &mut Notes<'_>) {
    for workload in set.workloads() {
        let called: Vec<String> = set.called(workload.index).into_iter().map(|index| set.name(index)).collect();
        for at in workload.containers().filter(|_| !called.is_empty()) {
            let Some(probe) = &at.container.liveness_probe else { continue };
            let text =
                format!("{} calls {}: does {} ask there?", container(&at), called.join(", "), probe::action(probe));
            notes.good(workload.index, &at.route.then("livenessProbe"), text);
        }
    }
}

fn documents(set: &Set<'_>, notes: &mut Notes<'_>) {
    if !set.all.is_empty() {
        notes.beside("the architecture: which parts there are, and who calls whom");
        notes.beside("the deployment: how an update goes, and how it is taken back");
        notes.beside("the start: which commands bring it up on a new cluster");
    }
}
