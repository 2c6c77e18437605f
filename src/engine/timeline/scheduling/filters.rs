//! Why a pod does not fit on a node, in the scheduler's words and order.

use super::nodes::{Node, PODS, Taint};
use super::{Placed, Pod, affinity};
use crate::engine::objects::value::quantity::milli;
use crate::engine::timeline::tolerations::tolerates;
use crate::engine::yaml::Walk;

/// A port of the node: number, protocol, address.
pub(super) type HostPort = (i64, String, String);

/// The reasons; none if it fits. As in the scheduler, the first filter that objects is the only one.
pub(super) fn reasons(pod: &Pod<'_>, index: usize, nodes: &[Node], placed: &[Placed<'_>]) -> Vec<String> {
    let Some(node) = nodes.get(index) else { return Vec::new() };
    let name = pod.spec.key("nodeName").text();
    if !name.is_empty() && name != node.name {
        return vec!["node(s) didn't match the requested node name".to_owned()];
    }
    // A pod that names its node does not pass the scheduler.
    if name.is_empty() {
        if let Some(taint) = untolerated(pod, node) {
            return vec![taint];
        }
        if !affinity::selects(pod, node) {
            return vec!["node(s) didn't match Pod's node affinity/selector".to_owned()];
        }
    }
    let here = || placed.iter().filter(|p| p.node == index).map(|p| &p.pod);
    if pod.ports.iter().any(|port| here().flat_map(|p| &p.ports).any(|other| clash(port, other))) {
        return vec!["node(s) didn't have free ports for the requested pod ports".to_owned()];
    }
    let short = insufficient(pod, node, index, placed);
    if !short.is_empty() {
        return short;
    }
    if !name.is_empty() {
        return Vec::new();
    }
    affinity::spread(pod, node, nodes, placed)
        .or_else(|| affinity::between(pod, node, nodes, placed))
        .into_iter()
        .collect()
}

/// Whether a DaemonSet wants a pod on the node.
pub(super) fn suits(pod: &Pod<'_>, node: &Node) -> bool {
    untolerated(pod, node).is_none() && affinity::selects(pod, node)
}

fn untolerated(pod: &Pod<'_>, node: &Node) -> Option<String> {
    let tolerations = pod.spec.key("tolerations").items();
    let repels = |effect: &str| matches!(effect, "NoSchedule" | "NoExecute");
    let tolerated = |t: &Taint| tolerations.iter().any(|one| tolerates(one, &t.key, &t.value, &t.effect));
    let taint = node.taints.iter().find(|t| repels(&t.effect) && !tolerated(t))?;
    Some(format!("node(s) had untolerated taint {{{}: {}}}", taint.key, taint.value))
}

/// The ports of the node that a pod takes.
pub(super) fn host_ports(spec: &Walk<'_>) -> Vec<HostPort> {
    let of_node = spec.key("hostNetwork").bool() == Some(true);
    let sidecar = |c: &Walk<'_>| c.key("restartPolicy").text() == "Always";
    let beside = spec.key("initContainers").items().into_iter().filter(sidecar);
    let ports = spec.key("containers").items().into_iter().chain(beside).flat_map(|c| c.key("ports").items());
    let port = |p: Walk<'_>| {
        let number = p.key("hostPort").int().or_else(|| p.key("containerPort").int().filter(|_| of_node))?;
        let or = |text: &str, default: &str| if text.is_empty() { default.to_owned() } else { text.to_owned() };
        Some((number, or(p.key("protocol").text(), "TCP"), or(p.key("hostIP").text(), "0.0.0.0")))
    };
    ports.filter_map(port).filter(|(number, ..)| *number > 0).collect()
}

fn clash(a: &HostPort, b: &HostPort) -> bool {
    let every = |address: &str| address == "0.0.0.0";
    a.0 == b.0 && a.1 == b.1 && (a.2 == b.2 || every(&a.2) || every(&b.2))
}

/// Thousandths of a resource that the pods on a node ask for.
pub(super) fn used(node: usize, placed: &[Placed<'_>], resource: &str) -> i64 {
    let asked = |p: &Placed<'_>| p.pod.request.get(resource).copied().unwrap_or(0);
    placed.iter().filter(|p| p.node == node).map(asked).fold(0, i64::saturating_add)
}

fn insufficient(pod: &Pod<'_>, node: &Node, index: usize, placed: &[Placed<'_>]) -> Vec<String> {
    let mut out = Vec::new();
    let count = placed.iter().filter(|p| p.node == index).count();
    if i64::try_from(count).unwrap_or(PODS) >= PODS {
        out.push("Too many pods".to_owned());
    }
    for (resource, amount) in pod.request.iter().filter(|(_, amount)| **amount > 0) {
        let has = match resource.as_str() {
            "cpu" => node.cpu,
            "memory" => node.memory.saturating_mul(1000),
            // A disk's size is not asked for here; devices are there only where a label says how many.
            "ephemeral-storage" => continue,
            other => node.labels.get(other).and_then(|n| i64::try_from(milli(n)?).ok()).unwrap_or(0),
        };
        if has.saturating_sub(used(index, placed, resource)) < *amount {
            out.push(format!("Insufficient {resource}"));
        }
    }
    out
}
