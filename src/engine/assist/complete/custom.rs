//! Keys and values of custom resources, by their definition in the set.

use super::{Slot, keys};
use crate::engine::assist::custom::Schema;
use crate::engine::assist::position::Here;
use crate::protocol::assist::CompletionItem;

/// What can begin in a slot: keys, a new item, or values. None if no definition says anything of it.
pub(super) fn open(here: &Here<'_>, slot: Slot) -> Option<Vec<CompletionItem>> {
    let schema = Schema::at(here, slot.up)?;
    if let Some(inner) = schema.item() {
        return Some(item(here, slot, inner));
    }
    Some(if schema.is_object() { fields(here, slot, None).unwrap_or_default() } else { values(schema) })
}

/// The keys for a slot; `but` is the pair whose key is being changed. None if no definition says anything of it.
pub(super) fn fields(here: &Here<'_>, slot: Slot, but: Option<usize>) -> Option<Vec<CompletionItem>> {
    let schema = Schema::at(here, slot.up)?;
    let is_root = slot.up == here.root(slot.up);
    let heads = if is_root { keys::heads(here, slot) } else { Vec::new() };
    let of_server = |name: &str| is_root && matches!(name, "apiVersion" | "kind" | "metadata" | "status");
    let there = |name: &str| here.sketch.pair(slot.up, name).is_some_and(|n| Some(n) != but);
    let free = schema.fields().into_iter().filter(|(name, _)| !of_server(name) && !there(name));
    Some(heads.into_iter().chain(free.map(|(name, field)| key(here, slot, schema, name, field))).collect())
}

/// The values that a field takes.
pub(super) fn values(schema: Schema<'_>) -> Vec<CompletionItem> {
    let value = |text: String| CompletionItem {
        label: text.clone(),
        insert: text,
        kind: "value".to_owned(),
        ..CompletionItem::default()
    };
    schema.values().into_iter().map(value).collect()
}

fn key(here: &Here<'_>, slot: Slot, around: Schema<'_>, name: &str, field: Schema<'_>) -> CompletionItem {
    let tail = match () {
        () if slot.only_key => String::new(),
        () => keys::tail_of(here, slot, field.is_object(), field.item().is_some()),
    };
    CompletionItem {
        label: name.to_owned(),
        insert: format!("{name}{tail}"),
        detail: field.words(),
        kind: "key".to_owned(),
        required: around.requires(name),
        ..CompletionItem::default()
    }
}

fn item(here: &Here<'_>, slot: Slot, inner: Schema<'_>) -> Vec<CompletionItem> {
    let Some((name, field)) = inner.fields().first().copied() else { return Vec::new() };
    let first = key(here, Slot { column: slot.column + 2, ..slot }, inner, name, field);
    vec![keys::as_item(slot, first, inner.words())]
}
