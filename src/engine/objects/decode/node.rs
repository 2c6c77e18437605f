//! A YAML node as serde sees it: typed objects are read from the tree itself, without a value in between.
//!
//! As kubectl's decoder does it: nulls are absent, and a bare number stands for a quantity's text.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::engine::yaml::scalar::Kind;
use crate::engine::yaml::{Content, Document, Entry, NodeId, Scalar};

/// A node to be decoded.
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

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value does not fit the type")
    }
}

impl std::error::Error for Misfit {}

impl Error for Misfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    // Serde's own versions format what they were given: code for texts that nobody reads.
    fn invalid_type(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn invalid_value(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }
}

impl<'a> Node<'a> {
    /// The value of a key as a type; the type's default where it is absent or left out.
    pub(in crate::engine::objects) fn field<T: Deserialize<'a> + Default>(self, key: &str) -> Result<T, Misfit> {
        let value = self.document.get(self.id, key).map(|id| self.at(id)).filter(|value| !value.is_left_out());
        value.map_or_else(|| Ok(T::default()), T::deserialize)
    }

    fn at(self, id: NodeId) -> Self {
        Node { id, ..self }
    }

    fn scalar(self) -> Option<&'a Scalar> {
        self.document.scalar(self.id)
    }

    fn is_left_out(self) -> bool {
        self.scalar().is_some_and(Scalar::is_null) || self.bad.binary_search(&self.id).is_ok()
    }
}

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.document.content(self.id) {
            Content::Scalar(scalar) => match scalar.kind {
                Kind::Null => visitor.visit_unit(),
                Kind::Bool(b) => visitor.visit_bool(b),
                Kind::Int(n) => visitor.visit_i64(n),
                Kind::Uint(n) => visitor.visit_u64(n),
                Kind::Float(x) => visitor.visit_f64(x),
                Kind::String => visitor.visit_str(&scalar.text),
            },
            Content::Sequence(items) => visitor.visit_seq(Items { node: self, rest: items.iter() }),
            Content::Mapping(entries) => visitor.visit_map(Pairs { node: self, rest: entries.iter(), value: None }),
            Content::Alias(_) => Err(Misfit),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if self.scalar().is_some_and(Scalar::is_null) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(Text(self))
    }

    /// Only bytes in base64 ask for a borrowed text; Go's decoder passes over line breaks in them.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_str(&self.scalar().ok_or(Misfit)?.text.replace(['\r', '\n'], ""))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_str(&self.scalar().ok_or(Misfit)?.text)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_i64(self.scalar().and_then(crate::engine::part::int).ok_or(Misfit)?)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.document.content(self.id) {
            Content::Sequence(items) => visitor.visit_seq(Items { node: self, rest: items.iter() }),
            _ => Err(Misfit),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.document.content(self.id) {
            Content::Mapping(entries) => visitor.visit_map(Pairs { node: self, rest: entries.iter(), value: None }),
            _ => Err(Misfit),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_map(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 u8 u16 u32 u64 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct enum identifier
    }
}

/// The inside of a newtype: a quantity, that is text. The others (times, any JSON) are left out before, and
/// what would read them is a tenth of the worker's bytes: it is not linked.
struct Text<'a>(Node<'a>);

impl<'de> Deserializer<'de> for Text<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.0.deserialize_string(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Misfit> {
        Err(Misfit)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char string bytes byte_buf option unit unit_struct newtype_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Items<'a> {
    node: Node<'a>,
    rest: std::slice::Iter<'a, NodeId>,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Misfit> {
        match self.next() {
            Some(item) => seed.deserialize(item).map(Some),
            None => Ok(None),
        }
    }
}

impl<'a> Items<'a> {
    fn next(&mut self) -> Option<Node<'a>> {
        let node = self.node;
        self.rest.by_ref().map(|id| node.at(*id)).find(|item| node.bad.binary_search(&item.id).is_err())
    }
}

struct Pairs<'a> {
    node: Node<'a>,
    rest: std::slice::Iter<'a, Entry>,
    value: Option<NodeId>,
}

impl<'a> Pairs<'a> {
    /// The next key whose value is there. Of duplicates the last counts: it is read last.
    fn next(&mut self) -> Option<&'a str> {
        let node = self.node;
        let entry = self.rest.by_ref().find(|entry| !node.at(entry.value).is_left_out())?;
        self.value = Some(entry.value);
        Some(node.document.key(entry))
    }
}

impl<'de> MapAccess<'de> for Pairs<'de> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Misfit> {
        match self.next() {
            Some(key) => seed.deserialize(StrDeserializer::new(key)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        seed.deserialize(self.node.at(self.value.take().ok_or(Misfit)?))
    }
}
