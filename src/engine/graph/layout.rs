//! Graph → drawing: columns by the way a request flows, order in them by what they are wired to.

use std::collections::BTreeMap;

use super::{Detail, Edge, End, Graph};
use crate::engine::objects::{Object, ObjectId, Typed, workload};
use crate::engine::workspace::{ObjectIndex, Objects};
use crate::protocol::{Drawing, DrawnNode, DrawnWire, Place};

const WIDTH: f32 = 208.0;
const HEIGHT: f32 = 60.0;
const GAP_X: f32 = 104.0;
const GAP_Y: f32 = 26.0;
const MARGIN: f32 = 16.0;

/// Lays the graph out. `place` turns an object's field, or the object as a whole, into a place.
#[must_use]
pub fn draw(objects: &Objects, graph: &Graph, place: &dyn Fn(ObjectIndex, Option<&Edge>) -> Place) -> Drawing {
    let mut plan = Plan::of(objects, graph);
    plan.order();
    plan.drawing(objects, place)
}

/// A box before it has a position.
struct Box {
    id: ObjectId,
    object: Option<ObjectIndex>,
    column: usize,
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
        self.boxes.push(Box { id, object, column, family });
        index
    }

    /// A few sweeps that put each box near the middle of what it is wired to.
    fn order(&mut self) {
        self.columns.retain(|c| !c.is_empty());
        for _ in 0..6 {
            let ranks = self.ranks();
            let wires = &self.wires;
            for column in &mut self.columns {
                let weight = |b: &usize| {
                    let near: Vec<f32> = wires
                        .iter()
                        .filter_map(|(from, to, _)| {
                            if from == b {
                                Some(*to)
                            } else if to == b {
                                Some(*from)
                            } else {
                                None
                            }
                        })
                        .filter_map(|other| ranks.get(other).copied())
                        .collect();
                    let own = ranks.get(*b).copied().unwrap_or(0.0);
                    if near.is_empty() { own } else { near.iter().sum::<f32>() / near.len() as f32 }
                };
                let mut keyed: Vec<(f32, usize)> = column.iter().map(|b| (weight(b), *b)).collect();
                keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
                *column = keyed.into_iter().map(|(_, b)| b).collect();
            }
        }
    }

    /// Each box's place in its column, between 0 and 1.
    fn ranks(&self) -> Vec<f32> {
        let mut ranks = vec![0.0; self.boxes.len()];
        for column in &self.columns {
            for (n, b) in column.iter().enumerate() {
                if let Some(rank) = ranks.get_mut(*b) {
                    *rank = (n as f32 + 0.5) / column.len() as f32;
                }
            }
        }
        ranks
    }

    fn drawing(&self, objects: &Objects, place: &dyn Fn(ObjectIndex, Option<&Edge>) -> Place) -> Drawing {
        let rows = self.columns.iter().map(Vec::len).max().unwrap_or(0) as f32;
        let height = rows * (HEIGHT + GAP_Y) - GAP_Y;
        let mut at = vec![(0.0, 0.0); self.boxes.len()];
        for (c, column) in self.columns.iter().enumerate() {
            let used = column.len() as f32 * (HEIGHT + GAP_Y) - GAP_Y;
            for (n, b) in column.iter().enumerate() {
                if let Some(slot) = at.get_mut(*b) {
                    let y = (height - used) / 2.0 + n as f32 * (HEIGHT + GAP_Y);
                    *slot = (MARGIN + c as f32 * (WIDTH + GAP_X), MARGIN + y);
                }
            }
        }
        let width = self.columns.len() as f32 * (WIDTH + GAP_X) - GAP_X + 2.0 * MARGIN;
        Drawing {
            width: width.max(0.0),
            height: (height + 2.0 * MARGIN).max(0.0),
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

    /// One wire for all edges between two boxes; a broken edge makes it a broken wire.
    fn wires(&self, at: &[(f32, f32)], place: &dyn Fn(ObjectIndex, Option<&Edge>) -> Place) -> Vec<DrawnWire> {
        let mut groups: BTreeMap<(usize, usize, &str), Vec<&Edge>> = BTreeMap::new();
        for (from, to, edge) in &self.wires {
            groups.entry((*from, *to, edge.relation)).or_default().push(edge);
        }
        let wire = |((from, to, relation), edges): ((usize, usize, &str), Vec<&Edge>)| {
            let (start, end) = (at.get(from).copied()?, at.get(to).copied()?);
            let broken = edges.iter().find(|e| e.broken());
            let edge = broken.or(edges.first())?;
            let same = self.boxes.get(from)?.column == self.boxes.get(to)?.column;
            let (path, label_at) = curve(start, end, same);
            let (from, to) = (u32::try_from(from).ok()?, u32::try_from(to).ok()?);
            let label = label(&edges);
            let place = place(edge.from, Some(edge));
            Some(DrawnWire {
                from,
                to,
                relation: relation.to_owned(),
                label,
                broken: broken.is_some(),
                path,
                label_at,
                place,
            })
        };
        groups.into_iter().filter_map(wire).collect()
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
            Detail::Path(path, _, _) => path.clone(),
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    match words.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] if one.len() + two.len() < 16 => format!("{one}, {two}"),
        [one, rest @ ..] => format!("{one} +{}", rest.len()),
    }
}

/// An S from the right side of one box to the left side of the other, or a loop beside a column.
fn curve(from: (f32, f32), to: (f32, f32), same: bool) -> (String, (f32, f32)) {
    let middle = HEIGHT / 2.0;
    let (y1, y2) = (from.1 + middle, to.1 + middle);
    if same {
        let x = from.0 + WIDTH;
        let out = x + GAP_X * 0.6;
        return (format!("M{x} {y1} C{out} {y1} {out} {y2} {x} {y2}"), (x + GAP_X * 0.42, (y1 + y2) / 2.0));
    }
    let (x1, x2) = if from.0 < to.0 { (from.0 + WIDTH, to.0) } else { (from.0, to.0 + WIDTH) };
    let half = (x1 + x2) / 2.0;
    (format!("M{x1} {y1} C{half} {y1} {half} {y2} {x2} {y2}"), (half, (y1 + y2) / 2.0))
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
