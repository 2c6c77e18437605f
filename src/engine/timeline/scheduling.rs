//! Where the pods of a set fit: the filters of the scheduler, on nodes from a kind cluster or a given list.
//!
//! Sources: `pkg/scheduler/framework/plugins` (`tainttoleration`, `nodeaffinity`, `nodeports`, `noderesources`,
//! `podtopologyspread`, `interpodaffinity`, `volumebinding`), `k8s.io/component-helpers/resource` (`PodRequests`).
//!
//! What is assumed, and said: nodes hold nothing but this set, each has [`CPU`] and [`MEMORY`] unless given, and
//! pods come in the order of the files. Which of several nodes that fit is taken depends on scores; here it is the
//! one with the fewest pods of the same workload, then with the least cpu asked for.

mod affinity;
mod filters;
mod nodes;
mod request;

pub use nodes::{CPU, MEMORY, Node, PODS, Taint, kind_nodes, node};
pub use request::{Amounts, of_pod};

use std::collections::BTreeMap;

use crate::engine::Analysis;
use crate::engine::objects::value::selector::Labels;
use crate::engine::objects::{ObjectId, Typed, workload};
use crate::engine::workspace::ObjectIndex;
use crate::engine::yaml::Walk;

/// More pods of one workload are not placed: they would tell nothing new.
const MOST: i32 = 500;

/// One pod and where it goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// Its workload.
    pub workload: ObjectIndex,
    /// Which of the workload's pods it is, from 0.
    pub number: i32,
    /// Names of all nodes that it fits on.
    pub fits: Vec<String>,
    /// The node that it is put on; none if it stays Pending.
    pub node: Option<String>,
    /// Why it stays Pending, in the scheduler's own style; empty if it does not.
    pub reason: String,
    /// What is worth knowing: a claim that is bound only now, say.
    pub notes: Vec<String>,
}

/// A pod that is asked about.
struct Pod<'a> {
    spec: Walk<'a>,
    labels: &'a Labels,
    namespace: &'a str,
    workload: ObjectIndex,
    /// It is a DaemonSet's: for one node only.
    only_on: Option<&'a str>,
    request: Amounts,
    ports: Vec<filters::HostPort>,
}

/// A pod that has its node.
struct Placed<'a> {
    node: usize,
    pod: Pod<'a>,
}

/// Places all pods of a set, in the order of the files; none of Jobs that only a CronJob makes.
#[must_use]
pub fn place(analysis: &Analysis, nodes: &[Node]) -> Vec<Placement> {
    let mut placed: Vec<Placed<'_>> = Vec::new();
    let mut out = Vec::new();
    for (index, at) in analysis.objects.in_order() {
        let Some(pods) = workload::pods(at.object) else { continue };
        let daemon = matches!(at.object.typed, Typed::DaemonSet(_));
        let count = if daemon { i32::try_from(nodes.len()).unwrap_or(MOST) } else { pods.replicas.unwrap_or(0) };
        let spec = at.walk().follow(pods.spec_route);
        for number in 0..count.clamp(0, MOST) {
            let only_on = nodes.get(usize::try_from(number).unwrap_or(0)).filter(|_| daemon).map(|n| n.name.as_str());
            let pod = Pod {
                spec: spec.clone(),
                labels: pods.labels,
                namespace: at.object.namespace(),
                workload: index,
                only_on,
                request: request::of_pod(&spec),
                ports: filters::host_ports(&spec),
            };
            // A DaemonSet wants no pod where the node does not suit it (`NodeShouldRunDaemonPod`).
            let unwanted = only_on
                .and_then(|name| nodes.iter().find(|n| n.name == name))
                .is_some_and(|n| !filters::suits(&pod, n));
            if unwanted {
                continue;
            }
            out.push(put(analysis, nodes, &mut placed, pod, number));
        }
    }
    out
}

fn put<'a>(analysis: &Analysis, nodes: &[Node], placed: &mut Vec<Placed<'a>>, pod: Pod<'a>, number: i32) -> Placement {
    let mut out = Placement {
        workload: pod.workload,
        number,
        fits: Vec::new(),
        node: None,
        reason: String::new(),
        notes: Vec::new(),
    };
    if let Some(why) = blocked(analysis, &pod, &mut out.notes) {
        out.reason = why;
        return out;
    }
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    let mut fits = Vec::new();
    for (n, node) in nodes.iter().enumerate() {
        let why = filters::reasons(&pod, n, nodes, placed);
        if why.is_empty() {
            fits.push(n);
            out.fits.push(node.name.clone());
        }
        why.into_iter().for_each(|reason| *reasons.entry(reason).or_default() += 1);
    }
    let score = |n: &usize| {
        let own = placed.iter().filter(|p| p.node == *n && p.pod.workload == pod.workload).count();
        (own, filters::used(*n, placed, "cpu"), *n)
    };
    match fits.into_iter().min_by_key(score) {
        Some(n) => {
            out.node = nodes.get(n).map(|node| node.name.clone());
            placed.push(Placed { node: n, pod });
        }
        None => out.reason = summary(nodes.len(), &reasons),
    }
    out
}

/// `FitError`: `0/3 nodes are available: 1 node(s) had untolerated taint {…}, 2 Insufficient cpu.`
fn summary(nodes: usize, reasons: &BTreeMap<String, usize>) -> String {
    if nodes == 0 {
        return "no nodes available to schedule pods".to_owned();
    }
    let mut told: Vec<String> = reasons.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
    told.sort_unstable();
    format!("0/{nodes} nodes are available: {}.", told.join(", "))
}

/// What keeps a pod from every node.
fn blocked(analysis: &Analysis, pod: &Pod<'_>, notes: &mut Vec<String>) -> Option<String> {
    if !pod.spec.key("schedulingGates").items().is_empty() {
        return Some("Scheduling is blocked due to non-empty scheduling gates".to_owned());
    }
    for volume in pod.spec.key("volumes").items() {
        let name = volume.path("persistentVolumeClaim.claimName").text();
        if name.is_empty() {
            continue;
        }
        let id = ObjectId::new("", "PersistentVolumeClaim", Some(pod.namespace), name);
        let Some(claim) = analysis.objects.find(&id).and_then(|index| analysis.objects.get(index)) else {
            return Some(format!("persistentvolumeclaim \"{name}\" not found"));
        };
        notes.push(binding(analysis, &claim.walk().key("spec"), name));
    }
    None
}

fn binding(analysis: &Analysis, claim: &Walk<'_>, name: &str) -> String {
    let class = claim.key("storageClassName").text();
    let found = analysis.objects.find(&ObjectId::new("storage.k8s.io", "StorageClass", None, class));
    let mode = found.and_then(|index| analysis.objects.get(index)).map(|at| at.walk().key("volumeBindingMode").text());
    match mode {
        Some("WaitForFirstConsumer") => {
            format!("Claim {name} is bound when this pod has a node, and to a volume that the node can reach.")
        }
        Some(_) => format!("Claim {name} has to be bound before this pod gets a node."),
        None => format!("Whether claim {name} gets a volume depends on a class that is not in these files."),
    }
}

#[cfg(test)]
mod tests;
