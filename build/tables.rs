//! Definitions → compact numbered tables, and those → Rust source.
//!
//! Names are one text with 16-bit offsets; a field is a name and a type reference, sorted by name
//! within its type. `src/engine/schema/tables.rs` reads what is written here.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::required::is_demanded;
use crate::schemas::Kind;

/// Types whose values are not looked into: any JSON, or read by a decoder of their own that is not strict
/// (`UnmarshalJSON` in `k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1/marshal.go`).
const ANY: [&str; 6] = [
    "RawExtension",
    "FieldsV1",
    "JSON",
    "JSONSchemaPropsOrArray",
    "JSONSchemaPropsOrBool",
    "JSONSchemaPropsOrStringArray",
];

/// What a field holds. The order is that of `Shape` in `src/engine/schema/tables.rs`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    Object(String),
    Map(Box<Shape>),
    List(Box<Shape>),
    Leaf(&'static str),
}

struct Type {
    definition: String,
    fields: BTreeMap<String, (Shape, bool)>,
}

/// The Rust source of the tables.
pub(crate) fn source(kinds: &[Kind], definitions: &Map<String, Value>) -> String {
    let (types, same) = merged(types(definitions));
    let shapes = shapes(&types);
    let names = names(&types);
    let mut out = String::new();
    write_names(&mut out, "NAME", names.keys().map(String::as_str));
    write_names(&mut out, "TYPE", types.iter().map(|t| short(&t.definition)));
    write_shapes(&mut out, &types, &shapes);
    write_fields(&mut out, &types, &shapes, &names);
    write_kinds(&mut out, kinds, &types, &same);
    out
}

/// One line of JSON a type: `["Container","…",{"image":"…"}]`.
pub(crate) fn descriptions(definitions: &Map<String, Value>) -> String {
    let text = |v: &Value| v.get("description").cloned().unwrap_or_default();
    let mut out = String::new();
    for ty in merged(types(definitions)).0 {
        let schema = &definitions[&ty.definition];
        let fields: Map<_, _> = ty.fields.keys().map(|f| (f.clone(), text(&schema["properties"][f]))).collect();
        let line = serde_json::json!([short(&ty.definition), text(schema), fields]);
        writeln!(out, "{line}").expect("text takes text");
    }
    out
}

fn types(definitions: &Map<String, Value>) -> Vec<Type> {
    let objects = definitions.iter().filter(|(name, schema)| matches!(shape_of(name, schema), Shape::Object(_)));
    objects.map(|(name, schema)| Type { definition: name.clone(), fields: fields(definitions, name, schema) }).collect()
}

/// Types that have the same name and fields in several versions become one; and which definition stands for which.
fn merged(mut types: Vec<Type>) -> (Vec<Type>, BTreeMap<String, String>) {
    let mut same = BTreeMap::new();
    loop {
        let mut first = BTreeMap::new();
        let before = same.len();
        types.retain(|ty| {
            let key = (short(&ty.definition).to_owned(), ty.fields.clone());
            let kept: &String = first.entry(key).or_insert_with(|| ty.definition.clone());
            if *kept != ty.definition {
                same.insert(ty.definition.clone(), kept.clone());
            }
            *kept == ty.definition
        });
        if same.len() == before {
            return (types, same);
        }
        types.iter_mut().flat_map(|ty| ty.fields.values_mut()).for_each(|(shape, _)| point_anew(shape, &same));
    }
}

fn point_anew(shape: &mut Shape, same: &BTreeMap<String, String>) {
    match shape {
        Shape::Object(name) => {
            if let Some(kept) = same.get(name) {
                name.clone_from(kept);
            }
        }
        Shape::Map(inner) | Shape::List(inner) => point_anew(inner, same),
        Shape::Leaf(_) => {}
    }
}

fn fields(definitions: &Map<String, Value>, of: &str, schema: &Value) -> BTreeMap<String, (Shape, bool)> {
    let listed = |name: &String| schema["required"].as_array().is_some_and(|r| r.iter().any(|v| v == name));
    let required = |name: &String| listed(name) && is_demanded(of, name);
    let properties = schema["properties"].as_object().into_iter().flatten();
    properties.map(|(name, schema)| (name.clone(), (shape(definitions, schema), required(name)))).collect()
}

fn shape(definitions: &Map<String, Value>, schema: &Value) -> Shape {
    match schema["$ref"].as_str().and_then(|r| r.strip_prefix("#/$defs/")) {
        Some(name) => shape_of(name, &definitions[name]),
        None => inline(definitions, schema),
    }
}

fn inline(definitions: &Map<String, Value>, schema: &Value) -> Shape {
    match schema["type"].as_str() {
        Some("array") => Shape::List(Box::new(shape(definitions, &schema["items"]))),
        Some("object") => Shape::Map(Box::new(shape(definitions, &schema["additionalProperties"]))),
        _ => Shape::Leaf(leaf(schema)),
    }
}

fn shape_of(name: &str, schema: &Value) -> Shape {
    match (short(name), schema["type"].as_str()) {
        ("Quantity", _) => Shape::Leaf("Quantity"),
        ("MicroTime", _) => Shape::Leaf("MicroTime"),
        (name, _) if ANY.contains(&name) => Shape::Leaf("Any"),
        (_, Some("object")) => Shape::Object(name.to_owned()),
        _ => Shape::Leaf(leaf(schema)),
    }
}

fn leaf(schema: &Value) -> &'static str {
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("string"), Some("byte")) => "Byte",
        (Some("string"), Some("date-time")) => "Time",
        (Some("string"), None) => "String",
        (Some("boolean"), _) => "Bool",
        (Some("integer"), Some("int32")) => "Int32",
        (Some("integer"), Some("int64")) => "Int64",
        (Some("number"), _) => "Number",
        _ if schema["x-kubernetes-int-or-string"] == true => "IntOrString",
        _ => panic!("a shape that the tables do not know: {schema}"),
    }
}

/// `io.k8s.api.core.v1.Container` → `Container`.
fn short(definition: &str) -> &str {
    definition.rsplit('.').next().unwrap_or(definition)
}

/// Every shape that occurs, the shapes inside before the shapes around them.
fn shapes(types: &[Type]) -> Vec<Shape> {
    fn add(shape: &Shape, out: &mut Vec<Shape>) {
        if let Shape::Map(inner) | Shape::List(inner) = shape {
            add(inner, out);
        }
        if !out.contains(shape) {
            out.push(shape.clone());
        }
    }
    let mut out = Vec::new();
    types.iter().flat_map(|t| t.fields.values()).for_each(|(shape, _)| add(shape, &mut out));
    out
}

fn names(types: &[Type]) -> BTreeMap<String, usize> {
    let mut names: BTreeMap<String, usize> =
        types.iter().flat_map(|t| t.fields.keys().cloned()).map(|n| (n, 0)).collect();
    names.values_mut().enumerate().for_each(|(n, slot)| *slot = n);
    names
}

fn write_names<'a>(out: &mut String, table: &str, names: impl Iterator<Item = &'a str>) {
    let (mut text, mut at) = (String::new(), vec![0_usize]);
    for name in names {
        text.push_str(name);
        at.push(text.len());
    }
    writeln!(out, "pub(super) static {table}S: &str = {text:?};").expect("text takes text");
    write_numbers(out, &format!("{table}_AT"), &at);
}

fn write_shapes(out: &mut String, types: &[Type], shapes: &[Shape]) {
    let index = |shape: &Shape| shapes.iter().position(|s| s == shape).expect("a collected shape");
    let rows: Vec<String> = shapes
        .iter()
        .map(|shape| match shape {
            Shape::Object(name) => {
                format!("Shape::Object(TypeId({}))", types.iter().position(|t| t.definition == *name).expect("a type"))
            }
            Shape::Map(inner) => format!("Shape::Map(ShapeId({}))", index(inner)),
            Shape::List(inner) => format!("Shape::List(ShapeId({}))", index(inner)),
            Shape::Leaf(name) => format!("Shape::{name}"),
        })
        .collect();
    writeln!(out, "pub(super) static SHAPES: [Shape; {}] = [{}];", rows.len(), rows.join(", "))
        .expect("text takes text");
}

/// Fields of all types one after another: `FIELD_NAME`, `FIELD_SHAPE` (highest bit: required), `TYPE_FIELDS` (where each type's begin).
fn write_fields(out: &mut String, types: &[Type], shapes: &[Shape], names: &BTreeMap<String, usize>) {
    let (mut name, mut shape, mut begin) = (Vec::new(), Vec::new(), vec![0]);
    for ty in types {
        for (field, (kind, required)) in &ty.fields {
            name.push(names[field]);
            let index = shapes.iter().position(|s| s == kind).expect("a collected shape");
            shape.push(index | if *required { 0x8000 } else { 0 });
        }
        begin.push(name.len());
    }
    write_numbers(out, "FIELD_NAME", &name);
    write_numbers(out, "FIELD_SHAPE", &shape);
    write_numbers(out, "TYPE_FIELDS", &begin);
}

fn write_numbers(out: &mut String, table: &str, numbers: &[usize]) {
    let rows: Vec<String> = numbers.iter().map(|n| u16::try_from(*n).expect("fits 16 bits").to_string()).collect();
    writeln!(out, "pub(super) static {table}: [u16; {}] = [{}];", rows.len(), rows.join(",")).expect("text takes text");
}

fn write_kinds(out: &mut String, kinds: &[Kind], types: &[Type], same: &BTreeMap<String, String>) {
    writeln!(out, "pub(super) static KINDS: [KindInfo; {}] = [", kinds.len()).expect("text takes text");
    for row in kinds {
        let mut definition = &row.definition;
        while let Some(kept) = same.get(definition) {
            definition = kept;
        }
        let id = types.iter().position(|t| t.definition == *definition).expect("a kind's type");
        let Kind { api_version, group, version, kind, namespaced, .. } = row;
        writeln!(
            out,
            "KindInfo {{ type_id: TypeId({id}), namespaced: {namespaced}, api_version: {api_version:?}, group: {group:?}, version: {version:?}, kind: {kind:?} }},"
        )
        .expect("text takes text");
    }
    out.push_str("];\n");
}
