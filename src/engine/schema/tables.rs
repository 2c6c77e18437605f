//! Reading the generated tables.

use super::kinds::KindInfo;

include!(concat!(env!("OUT_DIR"), "/schema_tables.rs"));

/// A type with fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub(super) u16);

/// A shape in the table of shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ShapeId(pub(super) u16);

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A mapping with the fields of a type.
    Object(TypeId),
    /// A mapping from any key to values of a shape.
    Map(ShapeId),
    /// A list of values of a shape.
    List(ShapeId),
    /// Text.
    String,
    /// Bytes, written in base64.
    Byte,
    /// `true` or `false`.
    Bool,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// A number.
    Number,
    /// An amount such as `500m` or `1Gi`; a bare number will do.
    Quantity,
    /// A whole number of 32 bits, or text.
    IntOrString,
    /// A time as RFC 3339 writes it.
    Time,
    /// A time with exactly six digits after the seconds.
    MicroTime,
    /// Anything.
    Any,
}

/// A field of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its key.
    pub name: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// The API server rejects an object in which it is absent.
    pub required: bool,
}

impl TypeId {
    /// Its place among [`type_names`].
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The names of all types, in the order of [`TypeId`].
pub fn type_names() -> impl Iterator<Item = &'static str> {
    (0..TYPE_FIELDS.len().saturating_sub(1)).map(|n| type_name(TypeId(u16::try_from(n).unwrap_or(u16::MAX))))
}

impl ShapeId {
    /// The shape itself.
    #[must_use]
    pub fn get(self) -> Shape {
        SHAPES.get(usize::from(self.0)).copied().unwrap_or(Shape::Any)
    }
}

/// The highest bit of a field's shape says that the field is required.
const REQUIRED: u16 = 0x8000;

/// The name of a type, without its package: `Container`.
#[must_use]
pub fn type_name(id: TypeId) -> &'static str {
    name(TYPES, &TYPE_AT, id.0)
}

/// The fields of a type, sorted by name.
pub fn fields(id: TypeId) -> impl Iterator<Item = Field> {
    let (first, last) = range(id);
    (first..last).filter_map(row)
}

/// The field of a type with this name.
#[must_use]
pub fn field(id: TypeId, name: &str) -> Option<Field> {
    let (mut first, mut last) = range(id);
    while first < last {
        let middle = first.midpoint(last);
        let found = row(middle)?;
        match found.name.cmp(name) {
            std::cmp::Ordering::Equal => return Some(found),
            std::cmp::Ordering::Less => first = middle + 1,
            std::cmp::Ordering::Greater => last = middle,
        }
    }
    None
}

/// The number of a field's description, or of its type's: fields are counted through all types, then types.
/// The publisher writes the texts in this order.
#[must_use]
pub fn description(id: TypeId, name: Option<&str>) -> Option<u32> {
    let (first, last) = range(id);
    match name {
        Some(name) => (first..last).find(|n| row(*n).is_some_and(|f| f.name == name)).map(u32::from),
        None => u32::try_from(FIELD_NAME.len() + id.index()).ok(),
    }
}

fn range(id: TypeId) -> (u16, u16) {
    let at = |n: usize| TYPE_FIELDS.get(n).copied().unwrap_or(0);
    (at(usize::from(id.0)), at(usize::from(id.0) + 1))
}

fn row(index: u16) -> Option<Field> {
    let index = usize::from(index);
    let (key, shape) = (FIELD_NAME.get(index)?, FIELD_SHAPE.get(index)?);
    Some(Field {
        name: name(NAMES, &NAME_AT, *key),
        shape: ShapeId(shape & !REQUIRED).get(),
        required: shape & REQUIRED != 0,
    })
}

fn name(names: &'static str, at: &[u16], index: u16) -> &'static str {
    let bound = |n: usize| at.get(n).map_or(0, |b| usize::from(*b));
    names.get(bound(usize::from(index))..bound(usize::from(index) + 1)).unwrap_or("")
}
