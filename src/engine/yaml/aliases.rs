//! How much the aliases of a document stand for, counted as `goyaml.v2` counts (`decode.go`).

use super::{Content, Document, NodeId};
use crate::engine::text::Span;

/// Up to so many nodes, 99 of 100 may come by aliases.
const FEW: u32 = 400_000;

/// From so many nodes on, 10 of 100 may.
const MANY: u32 = 4_000_000;

/// The alias at which a document stands for too much.
pub(super) fn excessive(document: &Document) -> Option<Span> {
    let (mut read, mut by_alias) = (0_u32, 0_u32);
    let mut todo: Vec<(NodeId, Option<Span>)> = document.root().map(|root| (root, None)).into_iter().collect();
    while let Some((id, alias)) = todo.pop() {
        read += 1;
        by_alias += u32::from(alias.is_some());
        if by_alias > 100 && read > 1000 && f64::from(by_alias) / f64::from(read) > allowed(read) {
            return alias.or(Some(document.span(id)));
        }
        match &document.node(id).content {
            Content::Scalar(_) => {}
            Content::Alias(target) => todo.push((*target, alias.or(Some(document.span(id))))),
            Content::Sequence(items) => todo.extend(items.iter().rev().map(|item| (*item, alias))),
            Content::Mapping(entries) => {
                for entry in entries.iter().rev() {
                    let alias = if entry.merged { alias.or(Some(document.span(id))) } else { alias };
                    todo.extend([(entry.value, alias), (entry.key, alias)]);
                }
            }
        }
    }
    None
}

/// The part of all nodes that may come by aliases.
fn allowed(read: u32) -> f64 {
    let beyond = f64::from(read.clamp(FEW, MANY) - FEW) / f64::from(MANY - FEW);
    0.99 - 0.89 * beyond
}
