//! Graph → drawing: columns by the way a request flows, order in them by what they are wired to.

mod curve;
mod labels;
mod places;

use std::collections::BTreeMap;

use curve::Curve;
use labels::Taken;
use places::Near;

use super::{Detail, Edge, End, Graph};
use crate::engine::objects::{Object, ObjectId, Typed, workload};
use crate::engine::workspace::{ObjectIndex, Objects};
use crate::protocol::{Drawing, DrawnNode, DrawnWire, Place};

const WIDTH: f32 = 188.0;
const HEIGHT: f32 = 64.0;
const GAP_X: f32 = 120.0;
const GAP_Y: f32 = 24.0;
const MARGIN: f32 = 16.0;

/// Lays the graph out. `place` turns an object's field, or the object as a whole, into a place.
#[must_use]
pub fn draw(objects: &Objects, graph: &Graph, place: &dyn Fn(ObjectIndex, Option<&Edge>) -> Place) -> Drawing {
    Plan::of(objects, graph).drawing(objects, place)
}

/// A box before it has a position.
struct Box {
    id: ObjectId,
    object: Option<ObjectIndex>,
    family: &'static str,
}

struct Plan<'g> {
    boxes: Vec<Box>,
    wires: Vec<(usize, usize, &'g Edge)>,
    columns: Vec<Vec<usize>>,
}

impl<'g> Plan<'g> {
    fn of(objects: &Objects, graph: &'g Graph) -> Self {
        let mut plan = Self { boxes: Vec::new(), wires: Vec::new(), columns: vec![Vec::new(); 5] };
        let mut by_object = BTreeMap::new();
        let all = objects.in_order();
        for (index, at) in &all {
            let index = *index;
            if at.object.id.kind == "Namespace" || at.object.id.name.is_empty() {
                continue;
            }
            by_object.insert(index, plan.add(at.object.id.clone(), Some(index)));
        }
        let mut missing = BTreeMap::new();
        for edge in all.iter().flat_map(|(index, _)| graph.from(*index)) {
            let Some(from) = by_object.get(&edge.from).copied() else { continue };
            let to = match &edge.to {
                End::Present(index) => by_object.get(index).copied(),
                End::Missing(id) => Some(*missing.entry(id.clone()).or_insert_with(|| plan.add(id.clone(), None))),
                End::Nothing => {
                    let id = ObjectId::new("", "Pod", None, "no such pods");
                    let key = ObjectId { namespace: Some(edge.from.to_string()), ..id.clone() };
                    Some(*missing.entry(key).or_insert_with(|| plan.add(id, None)))
                }
                End::Derived(..) => None,
            };
            if let Some(to) = to.filter(|to| *to != from) {
                plan.wires.push((from, to, edge));
            }
        }
        plan
    }

    fn add(&mut self, id: ObjectId, object: Option<ObjectIndex>) -> usize {
        let (family, column) = family(&id.kind);
        let index = self.boxes.len();
        if let Some(list) = self.columns.get_mut(column) {
            list.push(index);
        }
        self.boxes.push(Box { id, object, family });
        index
    }

    fn near(&self) -> Near {
        Near::new(self.boxes.len(), self.wires.iter().map(|(from, to, _)| (*from, *to)))
    }

    fn drawing(mut self, objects: &Objects, place: &dyn Fn(ObjectIndex, Option<&Edge>) -> Place) -> Drawing {
        self.columns.retain(|column| !column.is_empty());
        let near = self.near();
        places::order(&mut self.columns, &near, self.boxes.len());
        let tops = places::heights(&self.columns, &near, self.boxes.len(), HEIGHT + GAP_Y);
        let mut at: Vec<(f32, f32)> = tops.iter().map(|top| (MARGIN, MARGIN + top)).collect();
        for (n, column) in self.columns.iter().enumerate() {
            for b in column {
                if let Some(slot) = at.get_mut(*b) {
                    slot.0 = MARGIN + n as f32 * (WIDTH + GAP_X);
                }
            }
        }
        let width = self.columns.len() as f32 * (WIDTH + GAP_X) - GAP_X + 2.0 * MARGIN;
        let height = tops.iter().copied().fold(-2.0 * MARGIN - HEIGHT, f32::max) + HEIGHT + 2.0 * MARGIN;
        Drawing {
            width: width.max(0.0),
            height: height.max(0.0),
            nodes: self.nodes(objects, &at, place),
            wires: self.wires(&at, place),
        }
    }

    fn nodes(
        &self,
        objects: &Objects,
        at: &[(f32, f32)],
        place: &dyn Fn(ObjectIndex, Option<&Edge>) -> Place,
    ) -> Vec<DrawnNode> {
        let node = |(b, (x, y)): (&Box, &(f32, f32))| {
            let object = b.object.and_then(|n| objects.get(n)).map(|l| l.object);
            DrawnNode {
                key: b.id.key(),
                kind: b.id.kind.clone(),
                name: b.id.name.clone(),
                detail: object.map_or_else(|| "not in this set".to_owned(), detail),
                family: b.family.to_owned(),
                missing: b.object.is_none(),
                x: *x,
                y: *y,
                width: WIDTH,
                height: HEIGHT,
                place: b.object.map(|n| place(n, None)),
            }
        };
        self.boxes.iter().zip(at).map(node).collect()
    }

    /// One wire for all edges of a relation between two boxes; a broken edge makes it a broken wire.
    fn wires(&self, at: &[(f32, f32)], place: &dyn Fn(ObjectIndex, Option<&Edge>) -> Place) -> Vec<DrawnWire> {
        let mut groups: BTreeMap<(usize, usize, &str), Vec<&Edge>> = BTreeMap::new();
        for (from, to, edge) in &self.wires {
            groups.entry((*from, *to, edge.relation)).or_default().push(edge);
        }
        let ends: Vec<(usize, usize)> = groups.keys().map(|(from, to, _)| (*from, *to)).collect();
        let curves = curve::between(&ends, at, (WIDTH, HEIGHT, GAP_X));
        let mut wires: Vec<(DrawnWire, Curve)> = Vec::with_capacity(ends.len());
        for (((from, to, relation), edges), curve) in groups.into_iter().zip(curves) {
            let broken = edges.iter().find(|e| e.broken());
            let Some(edge) = broken.or(edges.first()) else { continue };
            let (Ok(from), Ok(to)) = (u32::try_from(from), u32::try_from(to)) else { continue };
            let wire = DrawnWire {
                from,
                to,
                relation: relation.to_owned(),
                label: label(&edges),
                broken: broken.is_some(),
                path: curve.path(),
                label_at: None,
                place: place(edge.from, Some(edge)),
            };
            wires.push((wire, curve));
        }
        put_words(&mut wires, at);
        wires.into_iter().map(|(wire, _)| wire).collect()
    }
}

/// Finds places for the words on the wires; those on broken ones choose first.
fn put_words(wires: &mut [(DrawnWire, Curve)], boxes: &[(f32, f32)]) {
    let mut taken = Taken::default();
    boxes.iter().for_each(|(x, y)| taken.take((*x, *y, x + WIDTH, y + HEIGHT)));
    wires.iter().enumerate().for_each(|(index, (_, curve))| taken.run(index, &|t| curve.point(t)));
    for chosen in [true, false] {
        for (index, (wire, curve)) in wires.iter_mut().enumerate().filter(|(_, (wire, _))| wire.broken == chosen) {
            let letters = wire.label.chars().count() + if wire.broken { 2 } else { 0 };
            if letters > 0 {
                wire.label_at = taken.word(letters, index, &|t| curve.point(t));
            }
        }
    }
}

/// What is written on a wire: the distinct ports, paths or keys, a few of them.
fn label(edges: &[&Edge]) -> String {
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

/// Colour and column of a kind.
fn family(kind: &str) -> (&'static str, usize) {
    match kind {
        "Ingress" | "IngressClass" | "Gateway" | "HTTPRoute" => ("entry", 0),
        "Service" | "EndpointSlice" => ("service", 1),
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
        "PersistentVolumeClaim" | "PersistentVolume" | "StorageClass" => ("storage", 3),
        "ServiceAccount" | "Role" | "RoleBinding" | "ClusterRole" | "ClusterRoleBinding" => ("access", 4),
        _ => ("other", 4),
    }
}

fn detail(object: &Object) -> String {
    match &object.typed {
        Typed::Service(service) => {
            let spec = service.spec.as_ref();
            let ports: Vec<String> =
                spec.iter().flat_map(|s| s.ports.iter().flatten()).map(|p| p.port.to_string()).collect();
            let headless = spec.and_then(|s| s.cluster_ip.as_deref()) == Some("None");
            let kind = if headless { "headless" } else { spec.and_then(|s| s.type_.as_deref()).unwrap_or("ClusterIP") };
            format!("{kind} · {}", ports.join(", "))
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
