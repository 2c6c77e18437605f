//! What stands at a place: the field, what it holds, what the server does without it.

use super::custom::Schema;
use super::defaults;
use super::entity::{self, Entity};
use super::places;
use super::position::Here;
use super::sketch::Spot;
use crate::engine::Analysis;
use crate::engine::rules::{deprecated_field, not_one_of};
use crate::engine::schema::lifecycle::{Stage, TARGET};
use crate::engine::schema::{self, Field, KindInfo, Shape, TypeId};
use crate::protocol::assist::Hover;

/// What there is to say of a key or value.
#[must_use]
pub fn hover(analysis: &Analysis, file: &str, at: u32) -> Option<Hover> {
    let here = Here::of(analysis, file, at)?;
    let (node, span) = match here.sketch.spot {
        Spot::Key(node) => (node, here.sketch.nodes.get(node)?.key),
        Spot::Value(node, span) if span.start < span.end => (node, span),
        Spot::Open { up: Some(up), word, .. } if word.start < word.end => (up, word),
        _ => return None,
    };
    let place = here.place(span);
    let is_head = here.sketch.nodes.get(node).is_some_and(|n| n.up == here.root(Some(node)));
    if is_head && matches!(here.sketch.key(node), "kind" | "apiVersion") {
        let known = here.kind(Some(node)).map(|info| of_kind(&info)).or_else(|| of_custom_kind(&here, node));
        return known.map(|hover| Hover { place, ..hover });
    }
    let entity = entity::at(&here).map(|(entity, _)| entity);
    let mut targets = entity.iter().flat_map(|entity| places::defined(&here, entity)).collect::<Vec<_>>();
    let missing = entity.filter(|_| targets.is_empty()).and_then(|entity| absent(&entity));
    if targets.is_empty() {
        targets = places::wired(&here);
    }
    targets.retain(|target| target.place != place);
    let known = here.value_field(node).map(|(ty, field)| of_field(ty, &field)).or_else(|| of_custom_field(&here, node));
    let known = known.or_else(|| (!targets.is_empty() || missing.is_some()).then(Hover::default))?;
    let notes = known.notes.iter().cloned().chain(missing).collect();
    Some(Hover { place, targets, notes, ..known })
}

fn of_custom_field(here: &Here<'_>, node: usize) -> Option<Hover> {
    let pair = here.sketch.upwards(Some(node)).find(|n| !here.sketch.key(*n).is_empty())?;
    let (around, name) = (Schema::at(here, here.up(pair))?, here.sketch.key(pair));
    Some(around.field(name)?.hover(name, around.requires(name)))
}

fn of_custom_kind(here: &Here<'_>, node: usize) -> Option<Hover> {
    let root = here.root(Some(node));
    let hover = Schema::at(here, root)?.hover(here.sketch.value(root, "kind"), false);
    let holds = here.sketch.value(root, "apiVersion").to_owned();
    Some(Hover { holds, targets: places::of_definition(here), ..hover })
}

/// What is to say of something that is named and not there.
fn absent(entity: &Entity) -> Option<String> {
    match entity {
        Entity::Object(id) => Some(format!("{id} is not in this set.")),
        Entity::Key(id, key) => Some(format!("{id} with a key `{key}` is not in this set.")),
        Entity::ServicePort(id, port) => Some(format!("{id} with a port `{port}` is not in this set.")),
        Entity::Label(..) => Some("No pods of this set carry it.".to_owned()),
        Entity::Volume(..) => Some("This pod has no such volume.".to_owned()),
        Entity::Container(..) | Entity::OwnPort(..) | Entity::TargetPort(..) => None,
    }
}

fn of_field(ty: TypeId, field: &Field) -> Hover {
    let type_name = schema::type_name(ty);
    Hover {
        title: field.name.to_owned(),
        holds: words(field.shape),
        required: field.required,
        default: defaults::default(type_name, field.name).map(str::to_owned),
        values: not_one_of::allowed(type_name, field.name).iter().map(|word| (*word).to_owned()).collect(),
        deprecated: deprecated_field::successor(type_name, field.name).map(|new| format!("Use {new} instead.")),
        description: schema::description(ty, Some(field.name)),
        ..Hover::default()
    }
}

fn of_kind(info: &KindInfo) -> Hover {
    let served = |k: &&schema::KindInfo| k.kind == info.kind && stage(k) != Stage::Removed;
    let versions: Vec<&str> = schema::kinds().filter(served).map(|k| k.api_version).collect();
    let scope = if info.namespaced { "It lives in a namespace." } else { "It belongs to the whole cluster." };
    let going = schema::lifecycle(info.api_version, info.kind).filter(|l| l.stage(TARGET) != Stage::Served);
    Hover {
        title: info.kind.to_owned(),
        holds: info.api_version.to_owned(),
        deprecated: going.map(|l| match l.replacement {
            "" => "No kind replaces it.".to_owned(),
            new => format!("Use `{new}`."),
        }),
        notes: vec![scope.to_owned(), format!("Served as {}.", versions.join(", "))],
        description: schema::description(info.type_id, None),
        ..Hover::default()
    }
}

fn stage(info: &KindInfo) -> Stage {
    schema::lifecycle(info.api_version, info.kind).map_or(Stage::Served, |l| l.stage(TARGET))
}

/// What a field holds, in Kubernetes' words.
#[must_use]
pub fn words(shape: Shape) -> String {
    match shape {
        Shape::Object(ty) => schema::type_name(ty).to_owned(),
        Shape::Map(inner) => format!("map of string to {}", words(inner.get())),
        Shape::List(inner) => format!("list of {}", words(inner.get())),
        Shape::String => "string".to_owned(),
        Shape::Byte => "base64".to_owned(),
        Shape::Bool => "boolean".to_owned(),
        Shape::Int32 | Shape::Int64 => "integer".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::Quantity => "quantity".to_owned(),
        Shape::IntOrString => "integer or string".to_owned(),
        Shape::Time | Shape::MicroTime => "time".to_owned(),
        Shape::Any => "anything".to_owned(),
    }
}
