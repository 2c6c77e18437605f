//! All other kinds: claims and their protection, accounts, namespaces, nodes, and what only watches.

use super::{Set, Severity, workloads};
use crate::engine::objects::workload;
use crate::engine::objects::{Object, Typed};
use crate::engine::timeline::scheduling::{self, Placement};
use crate::engine::timeline::tolerations;
use crate::engine::workspace::ObjectIndex;

/// An object is gone.
pub(super) fn delete(set: &mut Set<'_>, index: ObjectIndex) {
    let Some(object) = set.object(index) else { return };
    match object.id.kind.as_str() {
        "PersistentVolumeClaim" => claim(set, index),
        "Namespace" => namespace(set, index, &object.id.name),
        "ServiceAccount" => account(set, index),
        "StorageClass" => class(set, index, object),
        kind => {
            let (severity, sentence) = plain(kind);
            set.add(severity, index, None, sentence);
            for edge in set.analysis.graph.from(index).iter().filter(|e| matches!(e.relation, "guards" | "scales")) {
                if let crate::engine::graph::End::Present(to) = edge.to {
                    set.add(Severity::Note, to, None, effect(kind));
                }
            }
        }
    }
}

fn plain(kind: &str) -> (Severity, &'static str) {
    match kind {
        "HorizontalPodAutoscaler" => (Severity::Stale, "Nothing scales by itself any more."),
        "PodDisruptionBudget" => {
            (Severity::Note, "Drains no longer wait for its pods: all of them may be evicted at once.")
        }
        "NetworkPolicy" => (
            Severity::Note,
            "What it kept out may come in: pods that no other policy selects are open to everybody. Connections that stand are not looked at again.",
        ),
        "PriorityClass" => {
            (Severity::NextStart, "Running pods keep their priority. New pods that name it are refused.")
        }
        "IngressClass" => {
            (Severity::Down, "Ingresses that name it belong to no controller any more and get no traffic.")
        }
        "Role" | "ClusterRole" | "RoleBinding" | "ClusterRoleBinding" => {
            (Severity::Down, "What it allowed is forbidden at once: requests of its subjects are answered with 403.")
        }
        "PersistentVolume" => {
            (Severity::Note, "While a claim is bound to it, it stays and is Terminating (protected by a finalizer).")
        }
        _ => (Severity::Note, "It is gone, and nobody makes it again."),
    }
}

fn effect(kind: &str) -> &'static str {
    match kind {
        "HorizontalPodAutoscaler" => "It keeps the number of pods that it has now, whatever the load.",
        "PodDisruptionBudget" => "A drain may take all its pods at once.",
        _ => "Its pods may be open to traffic that was kept out.",
    }
}

/// `pvcprotection`: a claim in use goes only when the last pod that uses it is gone.
fn claim(set: &mut Set<'_>, index: ObjectIndex) {
    let users: Vec<_> = set.edges_to(index).into_iter().filter(|e| e.relation == "claims").collect();
    for edge in &users {
        let sentence =
            "Running pods keep the volume and run on. A new pod stays Pending: its claim is being deleted, or gone.";
        set.add_at(Severity::NextStart, edge, sentence);
    }
    let sentence = match users.is_empty() {
        true => {
            "Nothing in these files uses it, so it goes at once, and the data with it if the volume's reclaim policy is Delete, as it is for most classes."
        }
        false => {
            "It is only Terminating while a pod uses it (finalizer kubernetes.io/pvc-protection). When the last such pod is gone, it goes too, and the data with it if the volume's reclaim policy is Delete, as it is for most classes."
        }
    };
    set.add(Severity::NextStart, index, None, sentence);
}

fn namespace(set: &mut Set<'_>, index: ObjectIndex, name: &str) {
    for (other, at) in set.all() {
        if at.object.id.namespace.as_deref() == Some(name) {
            let pods = workload::pods(at.object).is_some();
            let sentence =
                if pods { "It goes with its namespace, and its pods stop." } else { "It goes with its namespace." };
            set.add(Severity::Down, other, None, sentence);
        }
    }
    let sentence = "Everything in it is deleted, what stands in no file among it; it is Terminating until all of that is gone, and takes nothing new.";
    set.add(Severity::Down, index, None, sentence);
}

fn account(set: &mut Set<'_>, index: ObjectIndex) {
    for edge in set.edges_to(index).into_iter().filter(|e| e.relation == "runs_as") {
        let sentence = "Running pods go on, but their tokens are no longer accepted by the API. New pods are not made: their account is not found.";
        set.add_at(Severity::NextStart, edge, sentence);
    }
    let sentence = "Nobody makes it again; only the account `default` comes back by itself.";
    set.add(Severity::Note, index, None, sentence);
}

fn class(set: &mut Set<'_>, index: ObjectIndex, object: &Object) {
    for (other, at) in set.all() {
        let Typed::PersistentVolumeClaim(claim) = &at.object.typed else { continue };
        let named = claim.spec.as_ref().and_then(|s| s.storage_class_name.as_ref());
        if named == Some(&object.id.name) {
            let sentence = "Bound, it stays as it is. Not yet bound, it stays Pending: nobody makes a volume for it.";
            set.add(Severity::NextStart, other, None, sentence);
        }
    }
    set.add(Severity::Note, index, None, "Volumes that it made stay; no new ones are made.");
}

/// A node is gone. Where pods run, no manifest says: with a kind cluster among the files, they are taken to be where
/// [`scheduling::place`] puts them; else every workload may have one there. None if the cluster has no such node.
pub(super) fn node(set: &mut Set<'_>, name: &str) -> Option<()> {
    let nodes = scheduling::kind_nodes(&set.analysis.workspace);
    let known = nodes.as_ref().is_some_and(|nodes| nodes.iter().any(|node| node.name == name));
    if nodes.is_some() && !known {
        return None;
    }
    let before = nodes.as_ref().map(|nodes| scheduling::place(set.analysis, nodes));
    for (index, at) in set.all() {
        let Some(pods) = workload::pods(at.object) else { continue };
        let own = |p: &&Placement| p.workload == index && p.node.as_deref() == Some(name);
        let here = before.as_ref().map(|all| all.iter().filter(own).count());
        if here == Some(0) {
            continue;
        }
        let stays = tolerations::stays(&at.walk().follow(pods.spec_route), false);
        let (severity, sentence) = lost(at.object, name, pods.spec.node_name.as_deref() == Some(name), stays);
        set.add(severity, index, None, sentence);
        let all = here.and_then(|n| i32::try_from(n).ok()).is_some_and(|here| Some(here) == pods.replicas);
        if severity != Severity::Down && (all || pods.replicas == Some(1)) {
            workloads::only_pod(set, index, name);
        }
    }
    let left: Option<Vec<_>> = nodes.map(|nodes| nodes.into_iter().filter(|node| node.name != name).collect());
    for pending in left.iter().flat_map(|left| scheduling::place(set.analysis, left)).filter(|p| p.node.is_none()) {
        let sentence = format!("A pod of it stays Pending on the nodes that are left: {}", pending.reason);
        set.add(Severity::Down, pending.workload, None, sentence);
    }
    Some(())
}

fn lost(object: &Object, name: &str, bound: bool, stays: Option<i64>) -> (Severity, String) {
    let sentence = match object.id.kind.as_str() {
        "DaemonSet" => format!("Its pod on {name} is gone; other nodes have theirs."),
        "Pod" => format!("If it runs on {name}, it is gone for good: nobody makes it again."),
        _ if bound => format!("Its pods are bound to {name} (nodeName): new ones stay Pending."),
        "StatefulSet" => format!(
            "A pod on {name} is made again elsewhere when the Node object is gone. If the machine is only unreachable, its pod stays Terminating, and none is made in its place. A volume that lives on that node keeps it Pending."
        ),
        _ => {
            let when = match stays {
                Some(seconds) => format!("after about 50 s and another {seconds} s (its toleration)"),
                None => "never (it tolerates that for good)".to_owned(),
            };
            format!(
                "Pods on {name} are made again elsewhere if there is room: at once when the Node object is deleted, {when} when the machine is only lost."
            )
        }
    };
    (if object.id.kind == "Pod" || bound { Severity::Down } else { Severity::Healed }, sentence)
}
