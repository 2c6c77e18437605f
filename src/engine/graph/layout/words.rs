//! What is written on boxes and wires, and which family and column a kind belongs to.

use super::super::{Detail, Edge};
use crate::engine::objects::{Object, Typed, workload};

/// What is written on a wire: the distinct ports, paths or keys, a few of them.
pub(super) fn label(edges: &[&Edge]) -> String {
    let mut words: Vec<String> = Vec::new();
    for edge in edges {
        let word = match &edge.detail {
            Detail::Whole => continue,
            Detail::Key(key, _) => key.clone(),
            Detail::Port(port, _) => format!(":{port}"),
            // The box says the host.
            Detail::Path(path, _, _) => path.find('/').and_then(|at| path.get(at..)).unwrap_or(path).to_owned(),
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    let words: Vec<String> = words.into_iter().map(short).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] if one.len() + two.len() < 14 => format!("{one}, {two}"),
        [one, rest @ ..] => format!("{one} +{}", rest.len()),
    }
}

/// A word with its end cut off, if it is long.
fn short(word: String) -> String {
    const LONG: usize = 16;
    if word.chars().count() <= LONG {
        return word;
    }
    word.chars().take(LONG - 1).chain(['…']).collect()
}

/// Family and column of a kind: entry → service → workload → what it uses → what that uses.
pub(super) fn family(kind: &str) -> (&'static str, usize) {
    match kind {
        "Ingress" | "IngressClass" | "Gateway" | "GatewayClass" | "HTTPRoute" | "GRPCRoute" | "TLSRoute" => {
            ("entry", 0)
        }
        "ValidatingWebhookConfiguration" | "MutatingWebhookConfiguration" | "APIService" => ("entry", 0),
        "Service" | "EndpointSlice" | "Endpoints" => ("service", 1),
        "HorizontalPodAutoscaler" | "PodDisruptionBudget" | "NetworkPolicy" => ("policy", 1),
        "Deployment"
        | "StatefulSet"
        | "DaemonSet"
        | "ReplicaSet"
        | "ReplicationController"
        | "Job"
        | "CronJob"
        | "Pod" => ("workload", 2),
        "ConfigMap" | "Secret" => ("config", 3),
        "PersistentVolumeClaim" => ("storage", 3),
        "PersistentVolume" | "StorageClass" => ("storage", 4),
        "ServiceAccount" | "RoleBinding" | "ClusterRoleBinding" => ("access", 3),
        "Role" | "ClusterRole" => ("access", 4),
        _ => ("other", 4),
    }
}

/// The second line of a box with what is folded into it.
pub(super) fn with(detail: String, folded: &[String]) -> String {
    let more = match folded {
        [] => return detail,
        [one] => format!("+ {}", one.split(['/', '.']).next().unwrap_or_default()),
        several => format!("+ {} parts", several.len()),
    };
    if detail.is_empty() { more } else { format!("{detail} {more}") }
}

/// The second line of a box.
pub(super) fn detail(object: &Object) -> String {
    match &object.typed {
        Typed::Service(service) => {
            let spec = service.spec.as_ref();
            let ports: Vec<String> =
                spec.iter().flat_map(|s| s.ports.iter().flatten()).map(|p| p.port.to_string()).collect();
            let headless = spec.and_then(|s| s.cluster_ip.as_deref()) == Some("None");
            let kind = if headless { "headless" } else { spec.and_then(|s| s.type_.as_deref()).unwrap_or("ClusterIP") };
            if ports.is_empty() { kind.to_owned() } else { format!("{kind} · {}", ports.join(", ")) }
        }
        Typed::Ingress(ingress) => {
            let mut hosts: Vec<&str> =
                ingress.spec.iter().flat_map(|s| s.rules.iter().flatten()).filter_map(|r| r.host.as_deref()).collect();
            hosts.dedup();
            if hosts.is_empty() { "any host".to_owned() } else { hosts.join(", ") }
        }
        _ => match workload::pods(object).map(|p| p.replicas) {
            Some(Some(1)) => "1 pod".to_owned(),
            Some(Some(n)) => format!("{n} pods"),
            Some(None) if object.id.kind == "DaemonSet" => "a pod on each node".to_owned(),
            Some(None) => "on a schedule".to_owned(),
            None => String::new(),
        },
    }
}
