//! What every pod should have: requests and limits, a settled image, no more rights than it needs.

use super::Point;
use super::set::{Notes, Set, Workload, container};
use crate::engine::objects::defaults::pull_policy;
use crate::engine::objects::workload::ContainerAt;
use crate::route;

pub(super) const POINTS: &[Point] = &[
    Point::advice(
        "resources",
        "Every container has requests, and a limit of memory",
        "Requests are what the scheduler sets aside; without a limit one container can take a node's memory.",
        resources,
    ),
    Point::advice(
        "images",
        "Every image says its version",
        "Without a version nobody can tell which one runs, and there is nothing to roll back to.",
        images,
    ),
    Point::advice(
        "rights",
        "No container runs as root or can gain rights",
        "What breaks into a container should not find the rights of root there.",
        rights,
    ),
];

fn resources(set: &Set<'_>, notes: &mut Notes<'_>) {
    for workload in set.workloads() {
        for at in workload.containers() {
            let written = at.container.resources.as_ref();
            let limit = |name| written.and_then(|r| r.limits.as_ref()?.get(name)).map(|quantity| quantity.0.as_str());
            let request =
                |name| written.and_then(|r| r.requests.as_ref()?.get(name)).map(|quantity| quantity.0.as_str());
            // A limit without a request is the request, too.
            let fields = [
                ("requests.cpu", request("cpu").or(limit("cpu"))),
                ("requests.memory", request("memory").or(limit("memory"))),
                ("limits.memory", limit("memory")),
            ];
            let lacking: Vec<&str> =
                fields.iter().filter(|(_, value)| value.is_none()).map(|(name, _)| *name).collect();
            let has: Vec<String> =
                fields.iter().filter_map(|(name, value)| Some(format!("{name} {}", (*value)?))).collect();
            let texts = (
                format!("{}: {}", container(&at), has.join(", ")),
                format!("{} has no {}", container(&at), lacking.join(", no ")),
            );
            let route = if written.is_some() { at.route.then("resources") } else { at.route.clone() };
            notes.either(lacking.is_empty(), workload.index, &route, texts);
        }
    }
}

fn images(set: &Set<'_>, notes: &mut Notes<'_>) {
    for workload in set.workloads() {
        for at in workload.containers() {
            let Some(image) = at.container.image.as_deref().filter(|image| !image.is_empty()) else { continue };
            let name = image.rsplit('/').next().unwrap_or("");
            let tag = name.split_once(':').map_or("", |(_, tag)| tag);
            let settled = name.contains('@') || !(tag.is_empty() || tag == "latest");
            // The one case in which `latest` cannot change under a running cluster.
            let own = if pull_policy(at.container) == "Never" {
                "; with imagePullPolicy Never it is the node's own copy, so it changes only when somebody loads another"
            } else {
                ""
            };
            let texts =
                (format!("{}: {image}", container(&at)), format!("{}: {image} says no version{own}", container(&at)));
            notes.either(settled, workload.index, &at.route.then("image"), texts);
        }
    }
}

fn rights(set: &Set<'_>, notes: &mut Notes<'_>) {
    for workload in set.workloads() {
        for at in workload.containers() {
            let lacking = lacking_rights(&workload, &at);
            let route = route![at.route; "securityContext"];
            let route = if workload.walk(&route).is_there() { route } else { at.route.clone() };
            let texts = (
                format!("{} runs as another user than root and gains no rights", container(&at)),
                format!("{}: {}", container(&at), lacking.join(", ")),
            );
            notes.either(lacking.is_empty(), workload.index, &route, texts);
        }
    }
}

fn lacking_rights(workload: &Workload<'_>, at: &ContainerAt<'_>) -> Vec<&'static str> {
    let pod = workload.walk(workload.pods.spec_route).key("securityContext");
    let own = workload.walk(&at.route).key("securityContext");
    let user = own.key("runAsUser").int().or_else(|| pod.key("runAsUser").int());
    let other = own.key("runAsNonRoot").bool().or_else(|| pod.key("runAsNonRoot").bool());
    let mut out = Vec::new();
    match (user, other) {
        (Some(0), _) => out.push("runs as root"),
        (None, None | Some(false)) => out.push("may run as root (no runAsNonRoot, no runAsUser)"),
        _ => {}
    }
    if own.key("privileged").bool() == Some(true) {
        out.push("is privileged");
    }
    if own.key("allowPrivilegeEscalation").bool() != Some(false) {
        out.push("may gain rights (no allowPrivilegeEscalation: false)");
    }
    out
}
