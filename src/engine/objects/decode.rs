//! Documents → objects. The two archived or lenient libraries stay behind this file:
//! `serde_yaml::Value` is built from our nodes, `k8s-openapi` skips what it does not know.

use super::{Object, ObjectId, Typed, kinds};
use crate::engine::yaml::{Document, NodeId};

/// The nodes of a document that are objects: its root, or the items of a `List`.
#[must_use]
pub fn roots(document: &Document) -> Vec<NodeId> {
    let Some(root) = document.root() else { return Vec::new() };
    // A JSON array of objects is read as a list, as kubectl's builder does for `List`.
    let kind = document.get(root, "kind").and_then(|n| document.str(n)).unwrap_or("");
    match document.get(root, "items") {
        Some(items) if kind == "List" || (kind.ends_with("List") && !document.items(items).is_empty()) => {
            document.items(items).to_vec()
        }
        _ => vec![root],
    }
}

/// The object at a node. `bad` says which nodes have the wrong type: they are left out, so that one
/// wrong field does not hide the rest of the object.
#[must_use]
pub fn object(document: &Document, node: NodeId, namespaced: Option<bool>, bad: &dyn Fn(NodeId) -> bool) -> Object {
    let text = |at: Option<NodeId>| at.and_then(|n| document.scalar(n)).map_or("", |s| &*s.text);
    let api_version = text(document.get(node, "apiVersion"));
    let kind = text(document.get(node, "kind"));
    let metadata = document.get(node, "metadata");
    let meta = |key| text(metadata.and_then(|m| document.get(m, key)));
    let group = api_version.rsplit_once('/').map_or("", |(group, _)| group);
    let namespace = match (namespaced, meta("namespace")) {
        (Some(false), _) => None,
        (_, "") => Some("default"),
        (_, namespace) => Some(namespace),
    };
    let typed = if kinds::is_typed(api_version, kind) {
        kinds::decode(api_version, kind, document.value(node, bad))
    } else {
        Typed::Other
    };
    let id = ObjectId::new(group, kind, namespace, meta("name"));
    Object { id, api_version: api_version.to_owned(), node, namespaced, typed }
}
