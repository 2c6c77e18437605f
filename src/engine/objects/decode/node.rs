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
use crate::engine::yaml::{Content, Document, NodeId, Scalar};

/// A node to be read.
#[derive(Clone, Copy)]
pub(in crate::engine::objects) struct Node<'a> {
    pub(in crate::engine::objects) document: &'a Document,
    pub(in crate::engine::objects) id: NodeId,
    /// Nodes that are left out, sorted: their values have the wrong type.
    pub(in crate::engine::objects) bad: &'a [NodeId],
}

/// The value does not fit the type. Why is said by the strict check, not here.
#[derive(Debug)]
pub(in crate::engine::objects) struct Misfit;

/// A type that can be read from a node. Its default stands for what is absent.
pub(in crate::engine::objects) trait Read: Default {
    /// The value at a node that is there.
    fn read(node: Node<'_>) -> Result<Self, Misfit>;
}

impl<'a> Node<'a> {
    /// The value of a key; the type's default where it is absent or left out.
    pub(in crate::engine::objects) fn field<T: Read>(self, key: &str) -> Result<T, Misfit> {
        self.document.get(self.id, key).map_or_else(|| Ok(T::default()), |id| self.at(id).or_default())
    }

    /// Anything else has no fields.
    pub(in crate::engine::objects) fn is_mapping(self) -> Result<(), Misfit> {
        matches!(self.document.content(self.id), Content::Mapping(_)).then_some(()).ok_or(Misfit)
    }

    fn or_default<T: Read>(self) -> Result<T, Misfit> {
        let left_out =
            self.document.scalar(self.id).is_some_and(Scalar::is_null) || self.bad.binary_search(&self.id).is_ok();
        if left_out { Ok(T::default()) } else { T::read(self) }
    }

    fn at(self, id: NodeId) -> Self {
        Node { id, ..self }
    }

    fn scalar(self) -> Result<&'a Scalar, Misfit> {
        self.document.scalar(self.id).ok_or(Misfit)
    }
}

impl Read for String {
    fn read(node: Node<'_>) -> Result<Self, Misfit> {
        node.scalar().map(|s| s.text.to_string())
    }
}

impl Read for bool {
    fn read(node: Node<'_>) -> Result<Self, Misfit> {
        if let Kind::Bool(b) = node.scalar()?.kind { Ok(b) } else { Err(Misfit) }
    }
}

impl Read for i64 {
    fn read(node: Node<'_>) -> Result<Self, Misfit> {
        int(node.scalar()?).ok_or(Misfit)
    }
}

impl Read for i32 {
    fn read(node: Node<'_>) -> Result<Self, Misfit> {
        i32::try_from(i64::read(node)?).map_err(|_| Misfit)
    }
}

impl Read for Quantity {
    fn read(node: Node<'_>) -> Result<Self, Misfit> {
        String::read(node).map(Quantity)
    }
}

impl Read for IntOrString {
    fn read(node: Node<'_>) -> Result<Self, Misfit> {
        match node.scalar()?.is_string() {
            true => String::read(node).map(IntOrString::String),
            false => i32::read(node).map(IntOrString::Int),
        }
    }
}

impl Read for ByteString {
    /// Go's decoder passes over line breaks and does not look at the bits behind the last byte.
    fn read(node: Node<'_>) -> Result<Self, Misfit> {
        const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true);
        let text = node.scalar()?.text.replace(['\r', '\n'], "");
        let bytes = GeneralPurpose::new(&base64::alphabet::STANDARD, LENIENT).decode(text);
        bytes.map(ByteString).map_err(|_| Misfit)
    }
}

impl<T: Read> Read for Option<T> {
    fn read(node: Node<'_>) -> Result<Self, Misfit> {
        T::read(node).map(Some)
    }
}

impl<T: Read> Read for Vec<T> {
    /// What is left out keeps its place, so that an index means the same in the text.
    fn read(node: Node<'_>) -> Result<Self, Misfit> {
        match node.document.content(node.id) {
            Content::Sequence(items) => items.iter().map(|id| node.at(*id).or_default()).collect(),
            _ => Err(Misfit),
        }
    }
}

impl<T: Read> Read for BTreeMap<String, T> {
    fn read(node: Node<'_>) -> Result<Self, Misfit> {
        node.is_mapping()?;
        let mut out = BTreeMap::new();
        for entry in node.document.entries(node.id) {
            if let Some(value) = node.at(entry.value).or_default::<Option<T>>()? {
                out.insert(node.document.key(entry).to_owned(), value);
            }
        }
        Ok(out)
    }
}
