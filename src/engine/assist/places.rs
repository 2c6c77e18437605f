//! Where entities are defined, and who uses them.

use std::collections::BTreeMap;

use super::custom;
use super::entity::{self, Entity};
use super::position::Here;
use super::references::{self, Names};
use super::sketch::Spot;
use crate::engine::Analysis;
use crate::engine::graph::{Detail, Edge, End};
use crate::engine::objects::value::selector;
use crate::engine::objects::{Object, ObjectId, workload};
use crate::engine::part::{Origin, Part};
use crate::engine::report::page;
use crate::engine::workspace::{DocumentPlace, Located, ObjectIndex};
use crate::engine::yaml::{NodeId, Part as Half, Route};
use crate::protocol::assist::Target;

/// The places where what is named at a caret is defined.
#[must_use]
pub fn definition(analysis: &Analysis, file: &str, at: u32) -> Vec<Target> {
    let Some(here) = Here::of(analysis, file, at) else { return Vec::new() };
    let named = entity::at(&here).map(|(entity, _)| defined(&here, &entity)).unwrap_or_default();
    let led = || Some(wired(&here)).filter(|targets| !targets.is_empty());
    if named.is_empty() { led().unwrap_or_else(|| of_kind(&here)) } else { named }
}

/// Where the kind that the caret is on is defined.
fn of_kind(here: &Here<'_>) -> Vec<Target> {
    let (Spot::Value(node, _) | Spot::Key(node)) = here.sketch.spot else { return Vec::new() };
    let is_kind = here.sketch.key(node) == "kind" && here.up(node) == here.root(Some(node));
    if is_kind { of_definition(here) } else { Vec::new() }
}

/// The definition of the kind of the object at the caret.
#[must_use]
pub fn of_definition(here: &Here<'_>) -> Vec<Target> {
    let (Spot::Value(node, _) | Spot::Key(node)) = here.sketch.spot else { return Vec::new() };
    let located = custom::definition(here, Some(node));
    let index = located.and_then(|at| here.analysis.objects.of_document(at.document).get(at.ordinal).copied());
    index.and_then(|index| At::of(here.analysis, index)).map(|at| at.name()).into_iter().collect()
}

/// The objects that the field at the caret leads to by the graph: through a selector, or an address in a value.
#[must_use]
pub fn wired(here: &Here<'_>) -> Vec<Target> {
    let edges = here.analysis.objects.of_document(here.document).iter().flat_map(|n| here.analysis.graph.from(*n));
    let is_here = |edge: &&Edge| {
        let place = here.analysis.view(edge.from).map(|view| view.place(&edge.route, edge.part).span.range());
        place.is_some_and(|range| range.contains(&here.caret))
    };
    let mut out = Vec::new();
    for edge in edges.filter(is_here) {
        let End::Present(to) = edge.to else { continue };
        put(&mut out, At::of(here.analysis, to).map(|at| at.name()));
    }
    out
}

fn put(out: &mut Vec<Target>, target: Option<Target>) {
    out.extend(target.filter(|target| out.iter().all(|other| other.place != target.place)));
}

/// The fields that lead to an object without naming it: selectors, addresses in values.
fn leading(here: &Here<'_>, id: &ObjectId, out: &mut Vec<Target>) {
    let objects = &here.analysis.objects;
    for index in objects.same(id) {
        for (from, _) in objects.in_order() {
            let edges = here.analysis.graph.from(from).iter();
            let leads = |edge: &&Edge| edge.to == End::Present(index) && !matches!(edge.detail, Detail::Key(..));
            for edge in edges.filter(leads) {
                put(out, At::of(here.analysis, from).and_then(|at| at.at_route(&edge.route)));
            }
        }
    }
}

/// The places that use what stands at a caret; where nothing is named, those that use the object around it.
#[must_use]
pub fn users(analysis: &Analysis, file: &str, at: u32) -> Vec<Target> {
    let Some(here) = Here::of(analysis, file, at) else { return Vec::new() };
    let named = entity::at(&here).map(|(entity, _)| entity);
    let entity = named.or_else(|| entity::around(&here).map(Entity::Object));
    entity.map(|entity| used(&here, &entity)).unwrap_or_default()
}

/// Where an entity is defined.
#[must_use]
pub fn defined(here: &Here<'_>, entity: &Entity) -> Vec<Target> {
    let objects = &here.analysis.objects;
    let all = |id: &ObjectId| objects.same(id).into_iter().filter_map(|n| At::of(here.analysis, n)).collect::<Vec<_>>();
    match entity {
        Entity::Object(id) => all(id).iter().map(At::name).collect(),
        Entity::Key(id, key) => all(id).iter().flat_map(|at| at.keys(key)).collect(),
        Entity::ServicePort(id, port) => all(id).iter().flat_map(|at| at.ports("ServicePort", port)).collect(),
        Entity::Volume(node, name) => local(here, *node, &[("Volume", "name"), ("ObjectMeta", "name")], name),
        Entity::Container(node, name) => local(here, *node, &[("Container", "name")], name),
        Entity::OwnPort(node, port) => own_ports(here, *node, port),
        Entity::TargetPort(node, port) => {
            selected(here, *node).iter().flat_map(|at| at.ports("ContainerPort", port)).collect()
        }
        Entity::Label(node, key, value) => {
            let pairs = BTreeMap::from([(key.clone(), value.clone())]);
            let pods = with_labels(here, here.namespace(Some(*node)), &pairs);
            pods.iter().filter_map(|at| at.label(key)).collect()
        }
    }
}

/// Who uses an entity.
fn used(here: &Here<'_>, entity: &Entity) -> Vec<Target> {
    match entity {
        Entity::Volume(node, name) => local(here, *node, &[("VolumeMount", "name"), ("VolumeDevice", "name")], name),
        Entity::Container(node, name) => local(here, *node, &[("ResourceFieldSelector", "containerName")], name),
        Entity::OwnPort(node, port) => {
            let actions = [("HTTPGetAction", "port"), ("TCPSocketAction", "port"), ("GRPCAction", "port")];
            let mut out = local_in(here, here.around(*node, "Container"), &actions, port);
            out.extend(services_at(here, *node, port));
            out
        }
        Entity::TargetPort(..) => Vec::new(),
        Entity::Label(node, key, value) => {
            everywhere(here, |at, part| at.selecting(part, here.namespace(Some(*node)), key, value))
        }
        Entity::Object(id) => {
            let mut out = everywhere(here, |at, part| at.naming(part, entity));
            leading(here, id, &mut out);
            out
        }
        Entity::Key(..) | Entity::ServicePort(..) => everywhere(here, |at, part| at.naming(part, entity)),
    }
}

/// The nodes of the pod around a node in which a field of a type has a value.
fn local(here: &Here<'_>, node: usize, fields: &[(&str, &str)], value: &str) -> Vec<Target> {
    local_in(here, pod(here, node), fields, value)
}

/// The node that a pod's volumes and containers are looked for in; none for the whole document.
#[must_use]
pub fn pod(here: &Here<'_>, node: usize) -> Option<usize> {
    // Claims that a StatefulSet makes are volumes, too.
    let root = here.root(Some(node));
    if here.type_name(root) == "StatefulSet" { root } else { here.around(node, "PodSpec") }
}

/// The nodes within one that are a field of a type.
pub fn nodes(here: &Here<'_>, within: Option<usize>, fields: &[(&str, &str)]) -> impl Iterator<Item = usize> {
    let sketch = &here.sketch;
    let fits = |n: &usize| {
        let (type_name, key) = (here.type_name(here.up(*n)), sketch.key(*n));
        let is_claim = || sketch.upwards(Some(*n)).any(|up| sketch.key(up) == "volumeClaimTemplates");
        fields.contains(&(type_name, key)) && (type_name != "ObjectMeta" || is_claim())
    };
    let inside = move |n: &usize| within.is_none_or(|w| sketch.upwards(Some(*n)).any(|up| up == w));
    (0..sketch.nodes.len()).filter(move |n| inside(n) && fits(n))
}

fn local_in(here: &Here<'_>, within: Option<usize>, fields: &[(&str, &str)], value: &str) -> Vec<Target> {
    let shown = |n: usize| {
        let span = here.sketch.nodes.get(n).map(|node| node.value).unwrap_or_default();
        Target { text: super::outline::path(here, n), place: here.place(span) }
    };
    nodes(here, within, fields).filter(|n| here.sketch.scalar(*n) == value).map(shown).collect()
}

fn own_ports(here: &Here<'_>, node: usize, port: &str) -> Vec<Target> {
    let container = here.around(node, "Container").or(here.around(node, "EphemeralContainer"));
    local_in(here, container, &[("ContainerPort", "name"), ("ContainerPort", "containerPort")], port)
}

/// The workloads that the Service around a node selects.
#[must_use]
pub fn selected<'a>(here: &Here<'a>, node: usize) -> Vec<At<'a>> {
    let spec = here.around(node, "ServiceSpec");
    let Some(selector) = spec.and_then(|spec| here.sketch.pair(Some(spec), "selector")) else { return Vec::new() };
    let pair = |(n, _): (usize, _)| (here.sketch.key(n).to_owned(), here.sketch.scalar(n).to_owned());
    let pairs: BTreeMap<String, String> = here.sketch.below(Some(selector)).map(pair).collect();
    if pairs.is_empty() { Vec::new() } else { with_labels(here, here.namespace(Some(node)), &pairs) }
}

fn with_labels<'a>(here: &Here<'a>, namespace: &str, pairs: &BTreeMap<String, String>) -> Vec<At<'a>> {
    let objects = &here.analysis.objects;
    let all = objects.candidates(namespace, Some(pairs)).into_iter().filter_map(|n| At::of(here.analysis, n));
    all.filter(|at| workload::pods(at.located.object).is_some_and(|pods| selector::pairs_match(pairs, pods.labels)))
        .collect()
}

/// The ports of Services that lead to a port of the pods around a node, by its name or its number.
fn services_at(here: &Here<'_>, node: usize, port: &str) -> Vec<Target> {
    let own = entity::own_id(here, node).and_then(|id| here.analysis.objects.find(&id));
    let Some(own) = own else { return Vec::new() };
    let declared = here.up(node);
    let names = ["name", "containerPort"].map(|key| here.sketch.value(declared, key));
    let services = here.analysis.objects.of_kind("", "Service", Some(here.namespace(Some(node))));
    let leads = |n: &ObjectIndex| here.analysis.graph.from(*n).iter().any(|e| e.to == End::Present(own));
    let of = |at: At<'_>| {
        let parts = at.parts().filter(|part| part.type_name() == "ServicePort");
        let fields = parts.filter_map(|part| {
            let field = if part.has("targetPort") { "targetPort" } else { "port" };
            let text = &*part.scalar(field)?.text;
            let leads = names.contains(&text) || text == port;
            at.target(part.value(field).filter(|_| leads)?)
        });
        fields.collect::<Vec<_>>()
    };
    services.into_iter().filter(leads).filter_map(|n| At::of(here.analysis, n)).flat_map(of).collect()
}

/// What all parts of all objects have to say.
fn everywhere(here: &Here<'_>, find: impl Fn(&At<'_>, &Part<'_>) -> Option<Target>) -> Vec<Target> {
    let mut out = Vec::new();
    for (index, _) in here.analysis.objects.in_order() {
        let Some(at) = At::of(here.analysis, index) else { continue };
        out.extend(at.parts().filter_map(|part| find(&at, &part)));
    }
    out
}

/// An object of the set and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    analysis: &'a Analysis,
    index: ObjectIndex,
    /// The object.
    pub located: Located<'a>,
}

impl<'a> At<'a> {
    /// The object at an index.
    #[must_use]
    pub fn of(analysis: &'a Analysis, index: ObjectIndex) -> Option<Self> {
        Some(Self { analysis, index, located: analysis.objects.get(index)? })
    }

    fn object(&self) -> &'a Object {
        self.located.object
    }

    /// Its parts.
    pub fn parts(&self) -> impl Iterator<Item = Part<'a>> + use<'a> {
        let origin = Origin { ordinal: self.located.ordinal, document: self.located.document, object: self.index };
        Part::all(self.located.facts, origin)
    }

    /// The name of its file.
    #[must_use]
    pub fn file(&self) -> &'a str {
        let placed = self.analysis.workspace.document(self.located.document);
        placed.and_then(|p| self.analysis.workspace.files.get(p.file)).map_or("", |f| f.name.as_str())
    }

    /// A node of it.
    fn target(&self, node: NodeId) -> Option<Target> {
        let span = self.located.facts.document.span(node);
        let place = page::shown(&self.analysis.workspace, DocumentPlace { document: self.located.document, span });
        Some(Target { text: self.object().id.to_string(), place })
    }

    /// Its name.
    fn name(&self) -> Target {
        let document = &self.located.facts.document;
        let name = document.get(self.object().node, "metadata").and_then(|n| document.get(n, "name"));
        self.target(name.unwrap_or(self.object().node)).unwrap_or_default()
    }

    /// The keys of its data with this name.
    fn keys(&self, key: &str) -> Vec<Target> {
        let document = &self.located.facts.document;
        let maps = ["data", "binaryData", "stringData"].iter().filter_map(|map| document.get(self.object().node, map));
        let entries = maps.filter_map(|map| document.entry(map, key));
        entries.filter_map(|entry| self.target(entry.key)).collect()
    }

    /// Its ports with a name or number.
    fn ports(&self, type_name: &str, port: &str) -> Vec<Target> {
        let number = if type_name == "ServicePort" { "port" } else { "containerPort" };
        let is = |part: &Part<'a>, field: &str| part.scalar(field).is_some_and(|s| &*s.text == port);
        let found = |part: Part<'a>| {
            let field = ["name", number].into_iter().find(|field| is(&part, field))?;
            self.target(part.value(field)?)
        };
        self.parts().filter(|part| part.type_name() == type_name).filter_map(found).collect()
    }

    /// The label of its pods with this key.
    fn label(&self, key: &str) -> Option<Target> {
        let pods = workload::pods(self.object())?;
        let route = pods.metadata_route.then("labels").then(key.to_owned());
        self.at_route(&route)
    }

    fn at_route(&self, route: &Route) -> Option<Target> {
        let view = self.analysis.view(self.index)?;
        let place = page::shown(&self.analysis.workspace, view.place(route, Half::Value));
        Some(Target { text: self.object().id.to_string(), place })
    }

    /// The field of a part that names an entity.
    fn naming(&self, part: &Part<'a>, entity: &Entity) -> Option<Target> {
        let rows = references::of_type(part.type_id());
        let found = rows.iter().find(|(field, names)| {
            let text = part.scalar(field).map_or("", |s| &*s.text);
            !text.is_empty() && self.means(part, *names, text, entity)
        });
        self.target(part.value(found?.0)?)
    }

    fn means(&self, part: &Part<'a>, names: Names, text: &str, entity: &Entity) -> bool {
        let namespace = Some(part.text("namespace")).filter(|n| !n.is_empty() && part.type_name() == "Subject");
        let namespace = namespace.unwrap_or_else(|| self.object().namespace());
        let object = |kind: &str, name: &str| references::id(("", kind), namespace, name);
        match (entity, names) {
            (Entity::Object(id), Names::Object(..) | Names::Typed) if id.name == text => {
                references::kind(names, |key| part.text(key))
                    .is_some_and(|kind| references::id(kind, namespace, text) == *id)
            }
            (Entity::Key(id, key), Names::Key(kind)) if key == text => object(kind, part.text("name")) == *id,
            (Entity::Key(id, key), Names::KeyAround) if key == text => part.up().is_some_and(|source| {
                let names = references::of_type(source.type_id()).iter();
                let mut kinds =
                    names.filter_map(|(field, names)| references::kind(*names, |_| "").map(|(_, kind)| (field, kind)));
                kinds.any(|(field, kind)| object(kind, source.text(field)) == *id)
            }),
            (Entity::ServicePort(id, port), Names::ServicePort) if port == text => {
                part.up().is_some_and(|backend| object("Service", backend.text("name")) == *id)
            }
            _ => false,
        }
    }

    /// The pair of a selector that is this label.
    fn selecting(&self, part: &Part<'a>, namespace: &str, key: &str, value: &str) -> Option<Target> {
        let field = references::selector(part.type_id())?;
        let document = part.document();
        let is = |entry: &&crate::engine::yaml::Entry| {
            document.key(entry) == key && document.scalar(entry.value).is_some_and(|s| &*s.text == value)
        };
        let entry = part.pairs(field).iter().find(is).filter(|_| self.object().namespace() == namespace)?;
        self.target(entry.value)
    }
}

#[cfg(test)]
mod tests;
