//! What a document can have against the API, structured; it is worded by the rules.

use super::tables::Shape;
use crate::engine::yaml::{NodeId, Route};

/// One disagreement with the API.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The offending value; for a field that is absent, the object that lacks it.
    pub node: NodeId,
    /// The key before it, if it has one.
    pub key: Option<NodeId>,
    /// The way from the object's root to it; for a field that is absent, to the object that lacks it.
    pub path: Route,
    /// What is wrong.
    pub kind: ProblemKind,
}

impl Problem {
    /// Whether typed decoding would stumble over the value.
    #[must_use]
    pub fn spoils_value(&self) -> bool {
        !matches!(self.kind, ProblemKind::UnknownField { .. } | ProblemKind::MissingField { .. })
    }
}

/// The kinds of disagreement.
#[derive(Clone, Debug, PartialEq)]
pub enum ProblemKind {
    /// The type has no such field; strict decoding rejects it.
    UnknownField {
        /// As it is written.
        field: String,
        /// The type of the object it stands in, such as `Container`.
        type_name: &'static str,
        /// A field of that type that is spelt alike.
        nearest: Option<&'static str>,
        /// Where a field of that name and form would be known: the indentation slipped.
        belongs: Option<Route>,
    },
    /// The value has another type than the field; the decoder rejects it.
    WrongType {
        /// The field (or the key of a map) that holds it, also for an item of its list.
        field: String,
        /// What the field holds.
        expected: Expected,
        /// What stands there: `a number`, `a list`, …
        found: &'static str,
    },
    /// The API server's validation rejects the object without it.
    MissingField {
        /// The field that is absent.
        field: &'static str,
        /// The type that needs it.
        type_name: &'static str,
    },
    /// A whole number that the field's integer type cannot hold.
    OutOfRange {
        /// The field.
        field: String,
        /// 32 or 64.
        bits: u8,
    },
    /// Not a quantity such as `500m` or `1Gi`.
    BadQuantity {
        /// The field.
        field: String,
    },
    /// Not base64, where bytes are expected.
    BadBase64 {
        /// The field.
        field: String,
    },
    /// Not a time as RFC 3339 writes it.
    BadTime {
        /// The field.
        field: String,
        /// The field is of those that want exactly six digits of a second's fraction.
        micro: bool,
    },
}

/// What a field holds, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Text.
    String,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A whole number or text.
    IntOrString,
    /// A quantity.
    Quantity,
    /// A list.
    List,
    /// A mapping.
    Mapping,
}

impl From<Shape> for Expected {
    fn from(shape: Shape) -> Self {
        match shape {
            Shape::Object(_) | Shape::Map(_) | Shape::Any => Self::Mapping,
            Shape::List(_) => Self::List,
            Shape::String | Shape::Byte | Shape::Time | Shape::MicroTime => Self::String,
            Shape::Bool => Self::Boolean,
            Shape::Int32 | Shape::Int64 => Self::Integer,
            Shape::Number => Self::Number,
            Shape::Quantity => Self::Quantity,
            Shape::IntOrString => Self::IntOrString,
        }
    }
}
