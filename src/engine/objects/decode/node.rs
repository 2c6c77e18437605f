//! A YAML node as a typed value: objects are read from the tree itself, without a value in between.
//!
//! As the API server's decoder does it: null is absent, a bare number stands for a quantity's text, and of
//! duplicates the last counts.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use k8s_openapi::ByteString;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::engine::part::int;
use crate::engine::yaml::scalar::Kind;
use crate::engine::yaml::{Content, Document, Entry, NodeId, Scalar};

/// A node to be read.
#[derive(Clone, Copy)]
pub(in crate::engine::objects) struct Node<'a> {
    pub(in crate::engine::objects) document: &'a Document,
    pub(in crate::engine::objects) id: NodeId,
    /// Nodes that are left out, sorted: their values have the wrong type.
    pub(in crate::engine::objects) bad: &'a [NodeId],
}

/// A type that can be read from a node. Its default stands for what is absent or does not fit: why it does not
/// is said by the strict check.
pub(in crate::engine::objects) trait Read: Default {
    /// The value at a node that is there, if it fits.
    fn read(node: Node<'_>) -> Option<Self>;
}

impl<'a> Node<'a> {
    /// The value of a key; the type's default where it is absent, left out or does not fit.
    pub(in crate::engine::objects) fn field<T: Read>(self, key: &str) -> T {
        self.document.get(self.id, key).map(|id| self.at(id).or_default()).unwrap_or_default()
    }

    /// Anything else has no fields.
    pub(in crate::engine::objects) fn is_mapping(self) -> bool {
        matches!(self.document.content(self.id), Content::Mapping(_))
    }

    fn or_default<T: Read>(self) -> T {
        self.there().and_then(T::read).unwrap_or_default()
    }

    /// The node, unless it is null or left out.
    fn there(self) -> Option<Self> {
        let is_null = self.document.scalar(self.id).is_some_and(Scalar::is_null);
        (!is_null && self.bad.binary_search(&self.id).is_err()).then_some(self)
    }

    fn at(self, id: NodeId) -> Self {
        Node { id, ..self }
    }

    fn scalar(self) -> Option<&'a Scalar> {
        self.document.scalar(self.id)
    }
}

impl Read for String {
    fn read(node: Node<'_>) -> Option<Self> {
        node.scalar().map(|s| s.text.to_string())
    }
}

impl Read for bool {
    fn read(node: Node<'_>) -> Option<Self> {
        if let Kind::Bool(b) = node.scalar()?.kind { Some(b) } else { None }
    }
}

impl Read for i64 {
    fn read(node: Node<'_>) -> Option<Self> {
        int(node.scalar()?)
    }
}

impl Read for i32 {
    fn read(node: Node<'_>) -> Option<Self> {
        i32::try_from(i64::read(node)?).ok()
    }
}

impl Read for Quantity {
    fn read(node: Node<'_>) -> Option<Self> {
        String::read(node).map(Quantity)
    }
}

impl Read for IntOrString {
    fn read(node: Node<'_>) -> Option<Self> {
        match node.scalar()?.is_string() {
            true => String::read(node).map(IntOrString::String),
            false => i32::read(node).map(IntOrString::Int),
        }
    }
}

impl Read for ByteString {
    /// Go's decoder passes over line breaks and does not look at the bits behind the last byte.
    fn read(node: Node<'_>) -> Option<Self> {
        const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true);
        let text = node.scalar()?.text.replace(['\r', '\n'], "");
        GeneralPurpose::new(&base64::alphabet::STANDARD, LENIENT).decode(text).ok().map(ByteString)
    }
}

impl<T: Read> Read for Option<T> {
    fn read(node: Node<'_>) -> Option<Self> {
        T::read(node).map(Some)
    }
}

impl<T: Read> Read for Vec<T> {
    /// What is left out keeps its place, so that an index means the same in the text.
    fn read(node: Node<'_>) -> Option<Self> {
        match node.document.content(node.id) {
            Content::Sequence(items) => Some(items.iter().map(|id| node.at(*id).or_default()).collect()),
            _ => None,
        }
    }
}

impl<T: Read> Read for BTreeMap<String, T> {
    fn read(node: Node<'_>) -> Option<Self> {
        let value = |e: &Entry| node.at(e.value).there().and_then(T::read);
        let pair = |e: &Entry| Some((node.document.key(e).to_owned(), value(e)?));
        // Extended, not collected: collecting sorts first, with a sort of its own for each type of value.
        let mut out = BTreeMap::new();
        out.extend(node.document.entries(node.id).iter().filter_map(pair));
        node.is_mapping().then_some(out)
    }
}
