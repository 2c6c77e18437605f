//! A YAML node as a typed value: objects are read from the tree itself, without a value in between.
//!
//! As the API server's decoder does it: null is absent, a bare number stands for a quantity's text, and of
//! duplicates the last counts.

use std::collections::BTreeMap;

use k8s_openapi::ByteString;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::engine::part::int;
use crate::engine::schema;
use crate::engine::yaml::scalar::Kind;
use crate::engine::yaml::{Content, Document, NodeId, Scalar};

/// A node to be read.
#[derive(Clone, Copy)]
pub(in crate::engine::objects) struct Node<'a> {
    pub(in crate::engine::objects) document: &'a Document,
    pub(in crate::engine::objects) id: NodeId,
    /// Nodes that are left out, sorted: their values have the wrong type.
    pub(in crate::engine::objects) bad: &'a [NodeId],
}

/// A type that can be read from a node. Where a node does not fit, the value stays as it was, at its default: why
/// it does not is said by the strict check.
///
/// Values are read in place and by reference to this trait: with a function that returns them there would be one
/// for each type of field, which weighs a tenth of the worker.
pub(in crate::engine::objects) trait Read {
    /// Takes the value of a node that is there; whether it fits.
    fn read(&mut self, node: Node<'_>) -> bool;
}

impl<'a> Node<'a> {
    /// Reads the value of a key, unless it is absent or left out.
    pub(in crate::engine::objects) fn field(self, key: &str, value: &mut dyn Read) {
        if let Some(node) = self.document.get(self.id, key).and_then(|id| self.at(id)) {
            value.read(node);
        }
    }

    /// Anything else has no fields.
    pub(in crate::engine::objects) fn is_mapping(self) -> bool {
        matches!(self.document.content(self.id), Content::Mapping(_))
    }

    /// Another node, unless it is null or left out.
    fn at(self, id: NodeId) -> Option<Self> {
        let is_null = self.document.scalar(id).is_some_and(Scalar::is_null);
        (!is_null && self.bad.binary_search(&id).is_err()).then_some(Node { id, ..self })
    }

    fn scalar(self) -> Option<&'a Scalar> {
        self.document.scalar(self.id)
    }

    fn int(self) -> Option<i64> {
        int(self.scalar()?)
    }
}

/// Puts a value where it belongs, if there is one.
fn put<T>(place: &mut T, value: Option<T>) -> bool {
    value.map(|value| *place = value).is_some()
}

impl Read for String {
    fn read(&mut self, node: Node<'_>) -> bool {
        put(self, node.scalar().map(|s| s.text.to_string()))
    }
}

impl Read for bool {
    fn read(&mut self, node: Node<'_>) -> bool {
        put(self, node.scalar().and_then(|s| if let Kind::Bool(b) = s.kind { Some(b) } else { None }))
    }
}

impl Read for i64 {
    fn read(&mut self, node: Node<'_>) -> bool {
        put(self, node.int())
    }
}

impl Read for i32 {
    fn read(&mut self, node: Node<'_>) -> bool {
        put(self, node.int().and_then(|n| i32::try_from(n).ok()))
    }
}

impl Read for Quantity {
    fn read(&mut self, node: Node<'_>) -> bool {
        self.0.read(node)
    }
}

impl Read for IntOrString {
    fn read(&mut self, node: Node<'_>) -> bool {
        let int = || node.int().and_then(|n| i32::try_from(n).ok()).map(IntOrString::Int);
        let value = node.scalar().and_then(|s| match s.is_string() {
            true => Some(IntOrString::String(s.text.to_string())),
            false => int(),
        });
        put(self, value)
    }
}

impl Read for ByteString {
    fn read(&mut self, node: Node<'_>) -> bool {
        put(&mut self.0, node.scalar().and_then(|s| schema::bytes(&s.text)))
    }
}

impl<T: Read + Default> Read for Option<T> {
    fn read(&mut self, node: Node<'_>) -> bool {
        // In its place: a container weighs a kilobyte.
        let fits = self.insert(T::default()).read(node);
        if !fits {
            *self = None;
        }
        fits
    }
}

impl<T: Read + Default> Read for Vec<T> {
    /// What is left out keeps its place, so that an index means the same in the text.
    fn read(&mut self, node: Node<'_>) -> bool {
        let Content::Sequence(items) = node.document.content(node.id) else { return false };
        self.reserve_exact(items.len());
        for id in items {
            self.push(T::default());
            if let (Some(node), Some(item)) = (node.at(*id), self.last_mut()) {
                item.read(node);
            }
        }
        true
    }
}

impl<T: Read + Default> Read for BTreeMap<String, T> {
    fn read(&mut self, node: Node<'_>) -> bool {
        for entry in node.document.entries(node.id) {
            let mut value = None;
            if let Some(node) = node.at(entry.value) {
                value.read(node);
            }
            self.extend(value.map(|value: T| (node.document.key(entry).to_owned(), value)));
        }
        node.is_mapping()
    }
}
