//! What follows if something is deleted, changed or broken, as an ordered list of consequences.
//!
//! The first ones are what stops working now; then what a later start will meet, what stays as it was, and what
//! is put right by itself. What a value of a variable names counts as a call to that Service; what only the code
//! knows cannot be seen here.
//!
//! Sources: `pkg/kubelet` (`makeEnvironmentVariables`, volume manager), `pkg/controller/garbagecollector`,
//! `pkg/controller/volume/pvcprotection`, `pkg/controller/nodelifecycle`, `pkg/controller/endpointslice`.

mod config;
mod others;
mod services;
mod workloads;

use super::Analysis;
use super::graph::{Edge, End};
use super::objects::{Object, ObjectId};
use super::report::page;
use super::timeline::probe;
use super::workspace::{Located, ObjectIndex};
use crate::protocol::Place;

/// How much a consequence hurts, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It stops working now.
    Down,
    /// It goes on for now, and fails at the next start.
    NextStart,
    /// It goes on with what it had before.
    Stale,
    /// It is put right by itself.
    Healed,
    /// It is worth knowing.
    Note,
}

impl Severity {
    /// A word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Down => "down",
            Self::NextStart => "next start",
            Self::Stale => "stale",
            Self::Healed => "healed",
            Self::Note => "note",
        }
    }
}

/// One thing that follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Consequence {
    /// How much it hurts.
    pub severity: Severity,
    /// Key of the object that it happens to, as `ObjectId::key` gives it.
    pub object: String,
    /// The same for people: `Deployment web`.
    pub name: String,
    /// The field that makes it so.
    pub place: Place,
    /// What happens, in a sentence.
    pub sentence: String,
}

/// Which object is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// Its kind; case does not matter.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its namespace, where several have one of this name.
    pub namespace: Option<String>,
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The object is deleted.
    Delete(Target),
    /// A key of a ConfigMap or Secret is deleted.
    DeleteKey(Target, String),
    /// A key of a ConfigMap or Secret has another value.
    ChangeKey(Target, String),
    /// What a probe of a workload's containers asks fails from now on.
    BreakProbe(Target, probe::Kind),
    /// One pod of a workload (or the Pod itself) is deleted.
    DeletePod(Target),
}

impl Edit {
    /// The object that it is about.
    #[must_use]
    pub fn target(&self) -> &Target {
        match self {
            Self::Delete(target) | Self::DeletePod(target) => target,
            Self::DeleteKey(target, _) | Self::ChangeKey(target, _) | Self::BreakProbe(target, _) => target,
        }
    }
}

/// What follows, the worst first; none if the object is not in the set (or has no such key or probe).
#[must_use]
pub fn of(analysis: &Analysis, edit: &Edit) -> Option<Vec<Consequence>> {
    let target = edit.target();
    let mut set = Set { analysis, out: Vec::new() };
    match (set.find(target), edit) {
        (None, Edit::Delete(_)) if target.kind.eq_ignore_ascii_case("Node") => others::node(&mut set, &target.name)?,
        (None, _) => return None,
        (Some(index), Edit::Delete(_)) => delete(&mut set, index),
        (Some(index), Edit::DeleteKey(_, key)) => config::delete_key(&mut set, index, key)?,
        (Some(index), Edit::ChangeKey(_, key)) => config::change_key(&mut set, index, key)?,
        (Some(index), Edit::BreakProbe(_, kind)) => workloads::break_probe(&mut set, index, *kind)?,
        (Some(index), Edit::DeletePod(_)) => workloads::delete_pod(&mut set, index)?,
    }
    // Stable: what was found first stays first among equals.
    set.out.sort_by_key(|c| c.severity);
    let mut out: Vec<Consequence> = Vec::new();
    for consequence in set.out {
        if !out.iter().any(|c| c.object == consequence.object && c.sentence == consequence.sentence) {
            out.push(consequence);
        }
    }
    Some(out)
}

fn delete(set: &mut Set<'_>, index: ObjectIndex) {
    let Some(at) = set.get(index) else { return };
    match at.object.id.kind.as_str() {
        "ConfigMap" | "Secret" => config::delete(set, index),
        "Service" => services::delete(set, index),
        "Ingress" => services::delete_ingress(set, index),
        "Pod" => {
            workloads::delete_pod(set, index);
        }
        "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" | "ReplicationController" | "Job" | "CronJob" => {
            workloads::delete(set, index);
        }
        _ => others::delete(set, index),
    }
}

/// The set of objects, and what follows so far.
struct Set<'a> {
    analysis: &'a Analysis,
    out: Vec<Consequence>,
}

impl<'a> Set<'a> {
    fn find(&self, target: &Target) -> Option<ObjectIndex> {
        let is = |id: &ObjectId| {
            let kind = id.kind.eq_ignore_ascii_case(&target.kind) && id.name == target.name;
            kind && target.namespace.as_ref().is_none_or(|n| id.namespace.as_ref() == Some(n))
        };
        self.all().into_iter().find(|(_, at)| is(&at.object.id)).map(|(index, _)| index)
    }

    fn all(&self) -> Vec<(ObjectIndex, Located<'a>)> {
        self.analysis.objects.in_order()
    }

    fn get(&self, index: ObjectIndex) -> Option<Located<'a>> {
        self.analysis.objects.get(index)
    }

    fn object(&self, index: ObjectIndex) -> Option<&'a Object> {
        self.get(index).map(|at| at.object)
    }

    /// The edges that lead to an object.
    fn edges_to(&self, index: ObjectIndex) -> Vec<&'a Edge> {
        let graph = &self.analysis.graph;
        let leads = |edge: &&Edge| edge.to == End::Present(index);
        self.all().into_iter().flat_map(|(from, _)| graph.from(from)).filter(leads).collect()
    }

    /// Objects that an object leads to by a relation, each once.
    fn led_to(&self, index: ObjectIndex, relation: &str) -> Vec<ObjectIndex> {
        let edges = self.analysis.graph.from(index).iter().filter(|edge| edge.relation == relation);
        let mut out: Vec<ObjectIndex> =
            edges.filter_map(|edge| if let End::Present(to) = edge.to { Some(to) } else { None }).collect();
        out.dedup();
        out
    }

    fn add(&mut self, severity: Severity, index: ObjectIndex, place: Option<Place>, sentence: impl Into<String>) {
        let Some(at) = self.get(index) else { return };
        let place = place.unwrap_or_else(|| page::object_place(&self.analysis.workspace, &at));
        let (object, name) = (at.object.id.key(), at.object.id.to_string());
        self.out.push(Consequence { severity, object, name, place, sentence: sentence.into() });
    }

    /// The same at the field that makes an edge.
    fn add_at(&mut self, severity: Severity, edge: &Edge, sentence: impl Into<String>) {
        let place = page::drawn_place(self.analysis, edge.from, Some(edge));
        self.add(severity, edge.from, Some(place), sentence);
    }
}

#[cfg(test)]
mod tests;
