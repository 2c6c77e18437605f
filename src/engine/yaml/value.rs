//! Nodes → `serde_yaml::Value`, so that typed objects and text never disagree.

use serde_yaml::{Mapping, Number, Value};

use super::scalar::Kind;
use super::{Content, Document, NodeId, Scalar};

impl Document {
    /// The value of a node, without the nodes that `skip` names and without nulls (kubectl's
    /// decoder treats a null as absent).
    #[must_use]
    pub fn value(&self, id: NodeId, skip: &dyn Fn(NodeId) -> bool) -> Value {
        match self.content(id) {
            Content::Scalar(scalar) => scalar_value(scalar),
            Content::Sequence(items) => {
                Value::Sequence(items.iter().filter(|i| !skip(**i)).map(|i| self.value(*i, skip)).collect())
            }
            Content::Mapping(entries) => {
                let mut map = Mapping::with_capacity(entries.len());
                for entry in entries {
                    if skip(entry.value) || self.scalar(entry.value).is_some_and(Scalar::is_null) {
                        continue;
                    }
                    let key = Value::String(self.key(entry).to_owned());
                    if !(entry.merged && map.contains_key(&key)) {
                        map.insert(key, self.value(entry.value, skip));
                    }
                }
                Value::Mapping(map)
            }
            Content::Alias(_) => Value::Null,
        }
    }
}

fn scalar_value(scalar: &Scalar) -> Value {
    match scalar.kind {
        Kind::Null => Value::Null,
        Kind::Bool(b) => Value::Bool(b),
        Kind::Int(n) => Value::Number(n.into()),
        Kind::Uint(n) => Value::Number(n.into()),
        Kind::Float(x) => Value::Number(Number::from(x)),
        Kind::String => Value::String(scalar.text.to_string()),
    }
}
