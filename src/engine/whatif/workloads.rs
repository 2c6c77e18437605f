//! Workloads and their pods: who makes them again, and who is missed in the meantime.

use super::{Set, Severity, services};
use crate::engine::objects::workload;
use crate::engine::objects::{Object, Typed, defaults};
use crate::engine::timeline::probe::{self, Kind};
use crate::engine::workspace::ObjectIndex;
use crate::engine::yaml::Route;
use crate::protocol::Place;
use crate::route;

/// A workload is gone, and with it what it owns.
pub(super) fn delete(set: &mut Set<'_>, index: ObjectIndex) {
    let Some(object) = set.object(index) else { return };
    let owned = match object.id.kind.as_str() {
        "Deployment" => "its ReplicaSets and their pods go with it, unless it is deleted with --cascade=orphan",
        "StatefulSet" => "its pods go with it, all at once and in no order; claims from its templates stay",
        "CronJob" => "its Jobs and their pods go with it, those that run among them",
        _ => "its pods go with it, unless it is deleted with --cascade=orphan",
    };
    set.add(Severity::Down, index, None, format!("It is gone, and {owned}. Nobody makes it again."));
    services::without_pods(set, index, "from now on");
    for edge in set.edges_to(index) {
        match edge.relation {
            "scales" => {
                set.add_at(Severity::Note, edge, "It has nothing to scale any more and says so in its conditions.")
            }
            "guards" => set.add_at(Severity::Note, edge, "It stays and is about no pods any more."),
            _ => {}
        }
    }
    for claim in set.led_to(index, "claims") {
        set.add(Severity::Note, claim, None, "The claim and its data stay: a later workload can use them again.");
    }
}

/// One pod is deleted; none where there are no pods.
pub(super) fn delete_pod(set: &mut Set<'_>, index: ObjectIndex) -> Option<()> {
    let object = set.object(index)?;
    let pods = workload::pods(object)?;
    if object.id.kind == "Pod" {
        let sentence = "It is gone for good: no controller made it, so none makes it again.";
        set.add(Severity::Down, index, None, sentence);
        services::without_pods(set, index, "from now on");
        return Some(());
    }
    let grace = defaults::grace(pods.spec);
    set.add(Severity::Healed, index, None, again(object, grace));
    let fewer = match pods.replicas {
        Some(1) => {
            services::without_pods(set, index, "until the new pod is ready");
            "It is the only one: until the new pod is ready nobody answers.".to_owned()
        }
        Some(n) if n > 1 => {
            format!("{} of {n} pods go on answering; the pod that goes leaves the endpoints at once.", n - 1)
        }
        _ => return Some(()),
    };
    set.add(if pods.replicas == Some(1) { Severity::Down } else { Severity::Note }, index, None, fewer);
    Some(())
}

fn again(object: &Object, grace: i64) -> String {
    match object.id.kind.as_str() {
        "Deployment" | "ReplicaSet" | "ReplicationController" => {
            format!(
                "A new pod is made at once, with another name, maybe on another node; the old one has {grace} s to stop."
            )
        }
        "StatefulSet" => {
            format!(
                "A new pod with the same name and the same claims is made, but only when the old one is gone, which may take {grace} s."
            )
        }
        "DaemonSet" => {
            format!("A new pod is made on the same node when the old one is gone, which may take {grace} s.")
        }
        _ => format!(
            "The Job makes another pod and counts this one as failed if it did not finish; it has {grace} s to stop."
        ),
    }
}

/// The only pod of a workload may be on a node that is gone.
pub(super) fn only_pod(set: &mut Set<'_>, index: ObjectIndex, node: &str) {
    services::without_pods(set, index, &format!("until the pod runs elsewhere, if it was on {node}"));
}

/// What a probe asks fails from now on in all pods; none if no container has that probe.
pub(super) fn break_probe(set: &mut Set<'_>, index: ObjectIndex, kind: Kind) -> Option<()> {
    let object = set.object(index)?;
    let pods = workload::pods(object)?;
    let with = |at: &workload::ContainerAt<'_>| probe::of(at.container).any(|(k, _)| k == kind);
    let broken: Vec<_> = pods.containers().filter(with).collect();
    if broken.is_empty() {
        return None;
    }
    for at in broken {
        let place = field(set, index, &at.route.then(kind.field()));
        let (name, container) = (&at.container.name, at.container);
        let bounds = |decision: Option<probe::Decision>| {
            decision.map_or_else(String::new, |d| {
                format!("{} to {} s after the fault", d.refuses.earliest, d.refuses.latest)
            })
        };
        match kind {
            Kind::Readiness => {
                let when = bounds(probe::unready(container));
                let sentence = format!(
                    "Container {name} turns un-ready {when}, and its pod leaves the endpoints. Nothing is restarted; when the check succeeds again, so does the pod."
                );
                set.add(Severity::Down, index, place, sentence);
                services::without_pods(set, index, "once all pods are un-ready");
            }
            Kind::Liveness => {
                let when = bounds(probe::restart(container));
                let sentence = format!(
                    "Container {name} is killed and started again {when}, and again, with pauses that grow from 10 s to 5 min: CrashLoopBackOff. If the fault is not in the process, that does not help."
                );
                set.add(Severity::Down, index, place, sentence);
                services::without_pods(set, index, "while no pod is ready between restarts");
            }
            Kind::Startup => {
                let sentence = format!(
                    "Running containers are not asked any more: container {name} has passed this check. At its next start it never passes, so it is killed and started again for ever."
                );
                set.add(Severity::NextStart, index, place, sentence);
            }
        }
    }
    if kind != Kind::Liveness && matches!(object.typed, Typed::Deployment(_)) {
        let sentence = "A rollout that begins now does not get on: its new pods are never available, the old ones stay as far as the strategy says.";
        set.add(Severity::Note, index, field(set, index, &route!["spec", "strategy"]), sentence);
    }
    Some(())
}

/// Where a field stands.
fn field(set: &Set<'_>, index: ObjectIndex, route: &Route) -> Option<Place> {
    let at = set.get(index)?;
    let (span, there) = route.resolve(&at.facts.document, at.object.node);
    let place = crate::engine::workspace::DocumentPlace { document: at.document, span };
    there.then(|| crate::engine::report::page::shown(&set.analysis.workspace, place))
}
