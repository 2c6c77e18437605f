//! What can be written at the caret, the most relevant first.

mod custom;
mod keys;
mod names;
mod skeletons;
mod values;

use super::custom::Schema;
use super::position::Here;
use super::sketch::{Form, Spot};
use crate::engine::Analysis;
use crate::engine::schema::Shape;
use crate::engine::text::Span;
use crate::protocol::assist::{Completion, CompletionItem};

/// In the order of their keys. By insertion: the lists are short, and a sort of the standard library is long.
pub(super) fn ordered<T, K: Ord>(items: impl Iterator<Item = T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut out: Vec<T> = Vec::new();
    for item in items {
        let own = key(&item);
        out.insert(out.partition_point(|other| key(other) <= own), item);
    }
    out
}

/// Where something would be written.
#[derive(Clone, Copy, Debug)]
struct Slot {
    /// The node that it would stand in.
    up: Option<usize>,
    /// Its column.
    column: usize,
    /// It would stand in brackets.
    flow: bool,
    /// A colon stands there already.
    only_key: bool,
}

/// What can be written at a caret.
#[must_use]
pub fn complete(analysis: &Analysis, file: &str, at: u32) -> Option<Completion> {
    let here = Here::of(analysis, file, at)?;
    let (span, mut items) = choice(&here)?;
    let place = here.place(span);
    // Between a key and its colon there is nothing to write.
    if !(place.start..=place.end).contains(&at) {
        return None;
    }
    if here.text.get(..span.start as usize).is_some_and(|before| before.ends_with([':', '-'])) {
        items.iter_mut().for_each(|item| item.insert.insert(0, ' '));
    }
    (!items.is_empty()).then_some(Completion { file: place.file, start: place.start, end: place.end, items })
}

fn choice(here: &Here<'_>) -> Option<(Span, Vec<CompletionItem>)> {
    match here.sketch.spot {
        Spot::Nothing => None,
        Spot::Key(node) => {
            let at = here.sketch.nodes.get(node)?;
            let slot = Slot { up: at.up, column: at.column, flow: at.flow, only_key: true };
            Some((at.key, keys::keys(here, slot, Some(node))))
        }
        Spot::Value(node, span) => Some((span, values(here, node))),
        Spot::Open { up, word, column, flow } => Some((word, open(here, Slot { up, column, flow, only_key: false }))),
    }
}

fn values(here: &Here<'_>, node: usize) -> Vec<CompletionItem> {
    // An item of a list of objects begins with a key.
    let is_item = here.sketch.nodes.get(node).is_some_and(|n| n.form == Form::Item);
    let is_object = match here.shape(Some(node)) {
        None => Schema::at(here, Some(node)).is_some_and(|schema| schema.is_object()),
        shape => matches!(shape, Some(Shape::Object(_) | Shape::Map(_))),
    };
    match is_object {
        true if is_item && here.sketch.nodes.get(node).is_some_and(|n| !n.flow) => {
            let column = here.sketch.nodes.get(node).map_or(0, |n| n.column + 2);
            open(here, Slot { up: Some(node), column, flow: false, only_key: false })
        }
        _ => values::values(here, node),
    }
}

fn open(here: &Here<'_>, slot: Slot) -> Vec<CompletionItem> {
    let filled = slot.up.and_then(|n| here.sketch.nodes.get(n)).is_some_and(|n| n.value.start < n.value.end);
    match here.shape(slot.up) {
        _ if filled => Vec::new(),
        None if let Some(items) = custom::open(here, slot) => items,
        Some(Shape::List(inner)) => keys::items(here, slot, inner.get()),
        Some(Shape::Object(_) | Shape::Map(_)) | None => keys::keys(here, slot, None),
        Some(_) => slot.up.map(|node| values::values(here, node)).unwrap_or_default(),
    }
}
