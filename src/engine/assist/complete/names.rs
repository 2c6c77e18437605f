//! Names that exist: objects of the set and what they offer, volumes, containers and ports of the same pod, labels.

use super::Slot;
use crate::engine::assist::places::{self, At};
use crate::engine::assist::position::Here;
use crate::engine::assist::references::{self, Names};
use crate::engine::objects::{ObjectId, workload};
use crate::engine::part::Part;
use crate::engine::schema::TypeId;
use crate::protocol::assist::CompletionItem;

/// The names that a field takes; none if it names nothing.
pub(super) fn names(here: &Here<'_>, node: usize, ty: TypeId, field: &str) -> Vec<CompletionItem> {
    let around = here.up(node);
    let beside = |key: &str| here.sketch.value(around, key);
    let Some(names) = references::names(ty, field) else { return Vec::new() };
    if let Some(kind) = references::kind(names, beside) {
        return objects(
            here,
            node,
            kind,
            Some(beside("namespace")).filter(|n| !n.is_empty() && here.type_name(around) == "Subject"),
        );
    }
    let id = |kind: &str, name: &str| references::id(("", kind), here.namespace(Some(node)), name);
    match names {
        Names::Key(kind) => keys(here, &id(kind, beside("name"))),
        Names::KeyAround => {
            here.source_around(node).map(|(kind, name)| keys(here, &id(kind, name))).unwrap_or_default()
        }
        Names::ServicePort => {
            let backend = here.around(node, "IngressServiceBackend");
            ports(
                &all(here, &id("Service", here.sketch.value(backend, "name"))),
                "ServicePort",
                &[if field == "name" { "name" } else { "port" }],
            )
        }
        Names::TargetPort => ports(&places::selected(here, node), "ContainerPort", &["name", "containerPort"]),
        Names::Volume => local(here, node, &[("Volume", "name"), ("ObjectMeta", "name")], "volume"),
        Names::Container => local(here, node, &[("Container", "name")], "container"),
        Names::OwnPort => local(here, node, &[("ContainerPort", "name"), ("ContainerPort", "containerPort")], "port"),
        Names::Object(..) | Names::Typed => Vec::new(),
    }
}

/// A name as it is written where text is wanted.
fn item(label: &str, detail: String) -> CompletionItem {
    let plain = crate::engine::yaml::scalar::resolve(label) == crate::engine::yaml::scalar::Kind::String;
    CompletionItem {
        label: label.to_owned(),
        insert: if plain { label.to_owned() } else { format!("\"{label}\"") },
        detail,
        kind: "name".to_owned(),
        ..CompletionItem::default()
    }
}

fn put(out: &mut Vec<CompletionItem>, item: CompletionItem) {
    if !item.label.is_empty() && out.iter().all(|other| other.label != item.label) {
        out.push(item);
    }
}

fn all<'a>(here: &Here<'a>, id: &ObjectId) -> Vec<At<'a>> {
    here.analysis.objects.same(id).into_iter().filter_map(|n| At::of(here.analysis, n)).collect()
}

fn objects(here: &Here<'_>, node: usize, (group, kind): (&str, &str), namespace: Option<&str>) -> Vec<CompletionItem> {
    let id = references::id((group, kind), namespace.unwrap_or_else(|| here.namespace(Some(node))), "");
    let found = here.analysis.objects.of_kind(group, kind, id.namespace.as_deref());
    let mut out = Vec::new();
    for at in found.into_iter().filter_map(|n| At::of(here.analysis, n)) {
        put(&mut out, item(&at.located.object.id.name, format!("{kind} in {}", at.file())));
    }
    // Namespaces are there as soon as something is in them.
    if kind == "Namespace" {
        let within = here.analysis.objects.in_order();
        within
            .iter()
            .filter_map(|(_, at)| at.object.id.namespace.as_deref())
            .for_each(|n| put(&mut out, item(n, "namespace".to_owned())));
    }
    out
}

/// The keys of a ConfigMap or Secret.
fn keys(here: &Here<'_>, id: &ObjectId) -> Vec<CompletionItem> {
    let mut out = Vec::new();
    for at in all(here, id) {
        let document = &at.located.facts.document;
        for map in ["data", "binaryData", "stringData"] {
            let entries = document.get(at.located.object.node, map).map(|n| document.entries(n)).unwrap_or_default();
            entries.iter().for_each(|entry| put(&mut out, item(document.key(entry), id.to_string())));
        }
    }
    out
}

/// The ports of objects, by some of their fields.
fn ports(of: &[At<'_>], type_name: &str, fields: &[&str]) -> Vec<CompletionItem> {
    let mut out = Vec::new();
    for at in of {
        for part in at.parts().filter(|part| part.type_name() == type_name) {
            for field in fields {
                let text = part.scalar(field).map_or("", |s| &*s.text);
                put(&mut out, CompletionItem { insert: text.to_owned(), ..item(text, port_detail(at, &part)) });
            }
        }
    }
    out
}

fn port_detail(at: &At<'_>, part: &Part<'_>) -> String {
    let number = part.int("port").or(part.int("containerPort")).unwrap_or(0);
    let protocol = part.str("protocol").unwrap_or("TCP");
    format!("{} {number}/{protocol}", at.located.object.id)
}

/// What is defined beside, in the same pod or container.
fn local(here: &Here<'_>, node: usize, fields: &[(&str, &str)], what: &str) -> Vec<CompletionItem> {
    let within = if what == "port" { here.around(node, "Container") } else { places::pod(here, node) };
    let mut out = Vec::new();
    for n in places::nodes(here, within, fields) {
        let text = here.sketch.scalar(n);
        put(&mut out, CompletionItem { insert: text.to_owned(), ..item(text, what.to_owned()) });
    }
    out
}

/// Labels for a map of labels: a selector takes those that pods carry, pods take those that are selected by.
pub(super) fn labels(here: &Here<'_>, slot: Slot) -> Vec<CompletionItem> {
    let Some(map) = slot.up else { return Vec::new() };
    let mut out = Vec::new();
    for (key, value, of) in pairs(here, map) {
        let value = item(&value, String::new()).insert;
        let label = if slot.only_key { key.clone() } else { format!("{key}: {value}") };
        if slot.only_key || here.sketch.pair(slot.up, &key).is_none() {
            put(&mut out, CompletionItem { insert: label.clone(), ..item(&label, of) });
        }
    }
    out
}

/// The values of a label whose key is written.
pub(super) fn label_values(here: &Here<'_>, node: usize) -> Vec<CompletionItem> {
    let mut out = Vec::new();
    for (key, value, of) in here.up(node).map(|map| pairs(here, map)).unwrap_or_default() {
        if key == here.sketch.key(node) {
            put(&mut out, item(&value, of));
        }
    }
    out
}

/// Key, value and where they are from, for a map of labels.
fn pairs(here: &Here<'_>, map: usize) -> Vec<(String, String, String)> {
    let owner = here.up(map);
    let is_selector = references::is_selector(here.type_name(owner), here.sketch.key(map));
    let is_labels = here.type_name(owner) == "ObjectMeta" && here.sketch.key(map) == "labels";
    if !is_selector && !is_labels {
        return Vec::new();
    }
    let mut pairs: Vec<(String, String, String)> = Vec::new();
    own_labels(here, map, &mut pairs);
    if is_selector && here.type_name(here.root(Some(map))) != "Deployment" {
        let namespace = here.namespace(Some(map));
        for index in here.analysis.objects.candidates(namespace, None) {
            let Some(at) = At::of(here.analysis, index) else { continue };
            let labels = workload::pods(at.located.object).map(|pods| pods.labels.clone()).unwrap_or_default();
            pairs.extend(labels.into_iter().map(|(key, value)| (key, value, at.located.object.id.to_string())));
        }
    }
    pairs
}

/// The labels of the other maps of this object.
fn own_labels(here: &Here<'_>, but: usize, out: &mut Vec<(String, String, String)>) {
    let root = here.root(Some(but));
    for (n, _) in here.sketch.nodes.iter().enumerate().filter(|(n, _)| *n != but && here.root(Some(*n)) == root) {
        let owner = here.type_name(here.up(n));
        let is_labels = owner == "ObjectMeta" && here.sketch.key(n) == "labels";
        if is_labels || references::is_selector(owner, here.sketch.key(n)) {
            let pair = |(pair, _): (usize, _)| {
                (here.sketch.key(pair).to_owned(), here.sketch.scalar(pair).to_owned(), "this object".to_owned())
            };
            out.extend(
                here.sketch.below(Some(n)).map(pair).filter(|(key, value, _)| !key.is_empty() && !value.is_empty()),
            );
        }
    }
}

/// Kinds that a field beside a name can say.
pub(super) fn kinds(type_name: &str, field: &str) -> &'static [&'static str] {
    match (type_name, field) {
        ("RoleRef", "kind") => &["ClusterRole", "Role"],
        ("Subject", "kind") => &["Group", "ServiceAccount", "User"],
        ("CrossVersionObjectReference", "kind") => &["Deployment", "StatefulSet", "ReplicaSet"],
        ("RoleRef", "apiGroup") => &["rbac.authorization.k8s.io"],
        ("CrossVersionObjectReference", "apiVersion") => &["apps/v1"],
        _ => &[],
    }
}
