//! What the caret is on, as something that has a definition and users.

use super::position::Here;
use super::references::{self, Names};
use super::sketch::{Form, Spot};
use crate::engine::objects::ObjectId;
use crate::engine::text::Span;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entity {
    /// An object.
    Object(ObjectId),
    /// A key of a ConfigMap or Secret.
    Key(ObjectId, String),
    /// A port of a Service, by name or number.
    ServicePort(ObjectId, String),
    /// A volume of the pod around a node.
    Volume(usize, String),
    /// A container of the pod around a node.
    Container(usize, String),
    /// A port of the container around a node, by name or number.
    OwnPort(usize, String),
    /// A port of the pods that the Service around a node selects, by name or number.
    TargetPort(usize, String),
    /// A label of pods, in the namespace of the node.
    Label(usize, String, String),
}

/// The entity at the caret, and the text that names it.
#[must_use]
pub fn at(here: &Here<'_>) -> Option<(Entity, Span)> {
    let (node, span) = match here.sketch.spot {
        Spot::Key(node) => (node, here.sketch.nodes.get(node)?.key),
        Spot::Value(node, span) if span.start < span.end => (node, span),
        Spot::Open { up: Some(up), word, .. } if word.start < word.end => (up, word),
        _ => return None,
    };
    let entity = match here.sketch.spot {
        Spot::Key(_) => key(here, node).or_else(|| label(here, node)),
        _ => label(here, node).or_else(|| named(here, node)).or_else(|| defined(here, node)),
    };
    entity.map(|entity| (entity, span))
}

/// The object that the caret stands in.
#[must_use]
pub fn around(here: &Here<'_>) -> Option<ObjectId> {
    let node = match here.sketch.spot {
        Spot::Key(node) | Spot::Value(node, _) | Spot::Open { up: Some(node), .. } => node,
        Spot::Open { up: None, .. } | Spot::Nothing => 0,
    };
    own_id(here, node)
}

/// The id of the object around a node.
#[must_use]
pub fn own_id(here: &Here<'_>, node: usize) -> Option<ObjectId> {
    let info = here.kind(Some(node))?;
    let metadata = here.sketch.pair(here.root(Some(node)), "metadata");
    let name = here.sketch.value(metadata, "name");
    let named = metadata.is_some() && !name.is_empty();
    let namespace = info.namespaced.then(|| here.namespace(Some(node)));
    named.then(|| ObjectId::new(info.group, info.kind, namespace, name))
}

/// A key of a ConfigMap's or Secret's data.
fn key(here: &Here<'_>, node: usize) -> Option<Entity> {
    let around = here.up(node)?;
    let is_data = matches!(here.sketch.key(around), "data" | "binaryData" | "stringData");
    let is_kind = matches!(here.type_name(here.up(around)), "ConfigMap" | "Secret");
    (is_data && is_kind).then_some(())?;
    Some(Entity::Key(own_id(here, node)?, here.sketch.key(node).to_owned()))
}

/// A pair of a selector, or a label of pods.
fn label(here: &Here<'_>, node: usize) -> Option<Entity> {
    let around = here.sketch.nodes.get(node).filter(|n| n.form == Form::Pair)?.up?;
    let owner = here.up(around);
    let is_selector = references::is_selector(here.type_name(owner), here.sketch.key(around));
    let is_template = || {
        let of_pods = matches!(here.type_name(owner.and_then(|n| here.up(n))), "PodTemplateSpec" | "Pod");
        here.type_name(owner) == "ObjectMeta" && here.sketch.key(around) == "labels" && of_pods
    };
    (is_selector || is_template())
        .then(|| Entity::Label(node, here.sketch.key(node).to_owned(), here.sketch.scalar(node).to_owned()))
}

/// What the value of a field names.
fn named(here: &Here<'_>, node: usize) -> Option<Entity> {
    let (ty, field) = here.field(node)?;
    let value = here.sketch.scalar(node).to_owned();
    let around = here.up(node);
    let beside = |key: &str| here.sketch.value(around, key);
    let names = references::names(ty, field.name)?;
    if let Some(kind) = references::kind(names, beside) {
        let elsewhere = beside("namespace");
        let namespace = if elsewhere.is_empty() || here.type_name(around) != "Subject" {
            here.namespace(Some(node))
        } else {
            elsewhere
        };
        return Some(Entity::Object(references::id(kind, namespace, &value)));
    }
    let object = |kind: &str, name: &str| references::id(("", kind), here.namespace(Some(node)), name);
    match names {
        Names::Key(kind) => Some(Entity::Key(object(kind, beside("name")), value)),
        Names::KeyAround => {
            let (kind, name) = here.source_around(node)?;
            Some(Entity::Key(object(kind, name), value))
        }
        Names::ServicePort => {
            let backend = here.around(node, "IngressServiceBackend")?;
            Some(Entity::ServicePort(object("Service", here.sketch.value(Some(backend), "name")), value))
        }
        Names::Volume => Some(Entity::Volume(node, value)),
        Names::Container => Some(Entity::Container(node, value)),
        Names::OwnPort => Some(Entity::OwnPort(node, value)),
        Names::TargetPort => Some(Entity::TargetPort(node, value)),
        Names::Object(..) | Names::Typed => None,
    }
}

/// What the value of a field gives a name to.
fn defined(here: &Here<'_>, node: usize) -> Option<Entity> {
    let value = here.sketch.scalar(node).to_owned();
    match (here.type_name(here.up(node)), here.sketch.key(node)) {
        ("ObjectMeta", "name") if here.up(here.up(node)?) == here.root(Some(node)) => {
            Some(Entity::Object(own_id(here, node)?))
        }
        ("Volume", "name") => Some(Entity::Volume(node, value)),
        ("Container", "name") => Some(Entity::Container(node, value)),
        ("ContainerPort", "name" | "containerPort") => Some(Entity::OwnPort(node, value)),
        ("ServicePort", "name" | "port") => Some(Entity::ServicePort(own_id(here, node)?, value)),
        _ => None,
    }
}

impl<'a> Here<'a> {
    /// The ConfigMap or Secret whose items a node is among: its kind and name.
    #[must_use]
    pub fn source_around(&self, node: usize) -> Option<(&'static str, &'a str)> {
        let sources = [
            ("ConfigMapVolumeSource", "ConfigMap", "name"),
            ("ConfigMapProjection", "ConfigMap", "name"),
            ("SecretVolumeSource", "Secret", "secretName"),
            ("SecretProjection", "Secret", "name"),
        ];
        let found = |(ty, kind, field): &(&str, &'static str, &str)| {
            self.around(node, ty).map(|n| (*kind, self.sketch.value(Some(n), field)))
        };
        sources.iter().find_map(found)
    }
}
