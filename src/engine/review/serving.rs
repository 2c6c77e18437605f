//! What serves: that it can be called, updated, moved and stopped without those who call it noticing.

use super::Point;
use super::set::{Notes, Set, Workload, container};
use crate::engine::objects::{Typed, defaults};
use crate::engine::timeline::rollout::{self, Question, Rollout};
use crate::engine::workspace::ObjectIndex;
use crate::route;

pub(super) const POINTS: &[Point] = &[
    Point::advice(
        "services",
        "Every workload that opens ports has a Service in front",
        "A Service gives pods a name that stays when they come and go.",
        services,
    ),
    Point::advice(
        "rolling",
        "Updates go step by step and keep what they promise",
        "Played with a new version that is ready after 10 s, and with one that never is.",
        rolling,
    ),
    Point::advice(
        "spare",
        "What serves has more than one pod, or a budget",
        "With one pod, its node's end and every update are an outage.",
        spare,
    ),
    Point::advice(
        "storage",
        "State is kept on persistent storage",
        "What is written into the container, or into an emptyDir, is gone with the pod.",
        storage,
    ),
    Point::advice(
        "stopping",
        "What serves has time to stop",
        "Leaving the Service and the signal to stop happen side by side: requests still arrive for a moment.",
        stopping,
    ),
];

fn services(set: &Set<'_>, notes: &mut Notes<'_>) {
    for workload in set.workloads().filter(|workload| !workload.ends()) {
        let opens = workload.containers().find(|at| !at.init && at.container.ports.iter().flatten().next().is_some());
        match (set.towards(workload.index, "selects").next(), opens) {
            (Some(edge), _) => {
                let text = format!("sends requests to {}", workload.object().id);
                notes.good(edge.from, &route!["spec", "selector"], text);
            }
            (None, Some(at)) => {
                let text = format!("{} opens ports, and no Service leads there", container(&at));
                notes.missing(workload.index, &at.route.then("ports"), text);
            }
            (None, None) => {}
        }
    }
}

/// Seconds until a new pod is ready, where the question is whether it goes well.
const READY_AFTER: i64 = 10;

fn rolling(set: &Set<'_>, notes: &mut Notes<'_>) {
    for workload in set.serving() {
        let Some((field, promised)) = promise(&workload) else { continue };
        let ask = |ready_after| rollout::of(workload.object(), &Question { ready_after, ..Question::default() });
        let route = route!["spec", field];
        match (promised, ask(Some(READY_AFTER)), ask(None)) {
            (Some(promised), Some(well), Some(badly)) => {
                let texts = (kept(&well, &badly), format!("{}; promised are {promised}", kept(&well, &badly)));
                notes.either(well.min_available.min(badly.min_available) >= promised, workload.index, &route, texts);
            }
            (None, ..) => notes.missing(
                workload.index,
                &route,
                "all pods stop before new ones start, or none is replaced unasked",
            ),
            _ => {}
        }
    }
}

fn kept(well: &Rollout, badly: &Rollout) -> String {
    format!(
        "never fewer than {} of {} available, never more than {} in all; {} stay if the new version never is ready",
        well.min_available, well.replicas, well.max_total, badly.min_available
    )
}

/// The field of the strategy, and how many pods it promises; no number if it is not a rolling one.
fn promise(workload: &Workload<'_>) -> Option<(&'static str, Option<i64>)> {
    let kind = |field: &'static str| workload.at.walk().key("spec").key(field).key("type").text();
    match &workload.object().typed {
        Typed::Deployment(deployment) => {
            let replicas = i64::from(defaults::replicas(deployment));
            Some(("strategy", defaults::rolling(deployment, replicas).map(|(_, unavailable)| replicas - unavailable)))
        }
        Typed::StatefulSet(stateful) => {
            let replicas = i64::from(stateful.spec.replicas.unwrap_or(1));
            Some(("updateStrategy", (kind("updateStrategy") != "OnDelete").then_some((replicas - 1).max(0))))
        }
        _ => None,
    }
}

fn spare(set: &Set<'_>, notes: &mut Notes<'_>) {
    for workload in set.serving().filter(|workload| !workload.ends()) {
        let id = &workload.object().id;
        let mut guards = set.towards(workload.index, "guards").map(|edge| edge.from);
        let budget = guards.find(|index| set.kind(*index) == "PodDisruptionBudget");
        if let Some((scaler, pods)) =
            set.towards(workload.index, "scales").find_map(|edge| least(set, edge.from)).filter(|(_, pods)| *pods > 1)
        {
            notes.good(scaler, &route!["spec", "minReplicas"], format!("keeps at least {pods} pods of {id}"));
            continue;
        }
        match (workload.pods.replicas, budget) {
            (Some(pods), _) if pods > 1 => {
                notes.good(workload.index, &route!["spec", "replicas"], format!("{pods} pods"))
            }
            (None, _) => notes.good(workload.index, &route![], "a pod on each node"),
            (_, Some(budget)) => notes.good(budget, &route!["spec"], format!("guards {id}")),
            (Some(0), None) => notes.missing(workload.index, &route!["spec", "replicas"], "no pods"),
            (Some(_), None) => {
                notes.missing(workload.index, &route!["spec", "replicas"], "1 pod, and no budget guards it")
            }
        }
    }
}

/// The fewest pods that an autoscaler keeps.
fn least(set: &Set<'_>, scaler: ObjectIndex) -> Option<(ObjectIndex, i32)> {
    let at = set.analysis.objects.get(scaler)?;
    if let Typed::HorizontalPodAutoscaler(hpa) = &at.object.typed {
        Some((scaler, hpa.spec.min_replicas.unwrap_or(1)))
    } else {
        None
    }
}

fn storage(set: &Set<'_>, notes: &mut Notes<'_>) {
    for workload in set.workloads() {
        let claims = set.analysis.graph.from(workload.index).iter().find(|edge| edge.relation == "claims");
        let templates = workload.at.walk().path("spec.volumeClaimTemplates");
        let stateful = matches!(workload.object().typed, Typed::StatefulSet(_));
        match claims {
            Some(edge) => notes.good(workload.index, &edge.route, "keeps its data on a claim"),
            None if stateful && !templates.items().is_empty() => {
                notes.good(workload.index, &templates.route, "a claim for each pod");
            }
            None if stateful => {
                notes.missing(workload.index, &route![workload.pods.spec_route; "volumes"], "has no claim")
            }
            None => {}
        }
    }
}

fn stopping(set: &Set<'_>, notes: &mut Notes<'_>) {
    for workload in set.serving() {
        let grace = workload.pods.spec.termination_grace_period_seconds;
        let at_pod = route![workload.pods.spec_route; "terminationGracePeriodSeconds"];
        let seconds = defaults::grace(workload.pods.spec);
        for at in set.answering(&workload) {
            let stop = at.container.lifecycle.as_ref().and_then(|lifecycle| lifecycle.pre_stop.as_ref());
            let sleep = stop.and_then(|stop| stop.sleep.as_ref()).map_or(0, |sleep| sleep.seconds);
            let own = route![at.route; "lifecycle", "preStop"];
            let what = container(&at);
            match (stop, grace) {
                (_, Some(0)) => notes.missing(workload.index, &at_pod, "is killed at once, with no time to stop"),
                (Some(_), _) if sleep >= seconds => {
                    notes.missing(
                        workload.index,
                        &own,
                        format!("{what}: preStop takes all of the {seconds} s that there are"),
                    );
                }
                (Some(_), _) => notes.good(workload.index, &own, format!("{what}: preStop, within {seconds} s in all")),
                (None, Some(_)) => notes.good(workload.index, &at_pod, format!("{seconds} s from the signal to stop")),
                (None, None) => notes.missing(
                    workload.index,
                    &at.route,
                    format!("{what} has no preStop, and no grace period is written"),
                ),
            }
        }
    }
}
