//! Probes: whether they are there, and whether they ask the right thing.

use super::Point;
use super::set::{Notes, Set, container};
use crate::engine::objects::defaults::ProbeNumbers;
use crate::engine::objects::value::port;
use crate::engine::timeline::probe;
use k8s_openapi::api::core::v1::Probe;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

pub(super) const POINTS: &[Point] = &[
    Point::advice(
        "probes",
        "Every container that answers requests has a readiness and a liveness probe",
        "Readiness keeps requests away from what cannot answer yet; liveness restarts what hangs.",
        probes,
    ),
    Point::advice(
        "probe-ports",
        "Probes ask ports that their containers open",
        "A probe at a port where nothing listens fails for ever.",
        ports,
    ),
    Point::advice(
        "patience",
        "Liveness asks something else than readiness, or waits longer",
        "Otherwise a pod that only needs a pause is restarted instead.",
        patience,
    ),
];

fn probes(set: &Set<'_>, notes: &mut Notes<'_>) {
    for workload in set.serving() {
        for at in set.answering(&workload) {
            for kind in [probe::Kind::Readiness, probe::Kind::Liveness] {
                let found = probe::of(at.container).find(|(other, _)| *other == kind);
                let (word, field) = (kind.word(), kind.field());
                match found {
                    Some((_, probe)) => {
                        let text = format!("{}, {word}: {}", container(&at), probe::action(probe));
                        notes.good(workload.index, &at.route.then(field), text);
                    }
                    None => notes.missing(workload.index, &at.route, format!("{} has no {field}", container(&at))),
                }
            }
        }
    }
}

/// The port that a probe asks, and the field that says so.
fn asked(probe: &Probe) -> Option<(IntOrString, &'static str)> {
    let http = probe.http_get.as_ref().map(|http| (http.port.clone(), "httpGet"));
    let tcp = probe.tcp_socket.as_ref().map(|tcp| (tcp.port.clone(), "tcpSocket"));
    http.or(tcp).or_else(|| probe.grpc.as_ref().map(|grpc| (IntOrString::Int(grpc.port), "grpc")))
}

fn ports(set: &Set<'_>, notes: &mut Notes<'_>) {
    for workload in set.workloads() {
        for at in workload.containers() {
            for (kind, probe) in probe::of(at.container) {
                let Some((wanted, field)) = asked(probe) else { continue };
                let number = port::in_container(at.container, &wanted);
                let open = at.container.ports.iter().flatten().any(|p| Some(p.container_port) == number);
                let what = format!("{}, {}: port {}", container(&at), kind.word(), port::text(&wanted));
                let route = at.route.then(kind.field()).then(field).then("port");
                let texts = (what.clone(), format!("{what} is not among the container's ports"));
                notes.either(open, workload.index, &route, texts);
            }
        }
    }
}

fn patience(set: &Set<'_>, notes: &mut Notes<'_>) {
    for workload in set.workloads() {
        for at in workload.containers() {
            let (Some(ready), Some(live)) = (&at.container.readiness_probe, &at.container.liveness_probe) else {
                continue;
            };
            let (asks, same) = (probe::action(live), probe::action(live) == probe::action(ready));
            let [ready, live] = [ready, live].map(|probe| {
                let numbers = ProbeNumbers::of(probe);
                numbers.period.saturating_mul(numbers.failure_threshold)
            });
            let what = container(&at);
            let texts = match same {
                true => (
                    format!("{what}: the same ({asks}), but {live} s of failures instead of {ready} s"),
                    format!(
                        "{what}: both {asks}, and liveness gives up after {live} s of failures, readiness after {ready} s"
                    ),
                ),
                false => (format!("{what}: liveness asks {asks}"), String::new()),
            };
            notes.either(!same || live > ready, workload.index, &at.route.then("livenessProbe"), texts);
        }
    }
}
