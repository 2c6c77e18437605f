//! Makes the schema tables from k8s-openapi's own JSON schemas.
//!
//! The table is a text, one type a line: `name|field:type:required|…`, with the types of all kinds below
//! one another. A text compresses well and is read once at start.

mod kinds {
    include!("build/kinds.rs");
}

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build/kinds.rs");
    let mut generator = schemars::generate::SchemaSettings::draft07().into_generator();
    let kinds = kinds::all(&mut generator);
    let definitions: BTreeMap<String, Value> = generator.take_definitions(true).into_iter().collect();
    let names: BTreeMap<&str, usize> = definitions.keys().enumerate().map(|(n, name)| (name.as_str(), n)).collect();
    let mut table = String::new();
    let mut descriptions = String::new();
    for (name, schema) in &definitions {
        types(name, schema, &names, &mut table, &mut descriptions);
    }
    table.push('\n');
    for kind in kinds {
        let Some(index) = names.get(kind.type_name.as_str()) else { continue };
        writeln!(table, "{}|{}|{}|{index}", kind.api_version, kind.kind, u8::from(kind.namespaced))
            .expect("a String takes it");
    }
    let out = std::env::var("OUT_DIR").expect("cargo sets it");
    std::fs::write(Path::new(&out).join("schema.txt"), table).expect("OUT_DIR is writable");
    std::fs::write(Path::new(&out).join("descriptions.txt"), descriptions).expect("OUT_DIR is writable");
}

/// One line for a type: `Container|args:[s|command:[s|name:s!`.
fn types(name: &str, schema: &Value, names: &BTreeMap<&str, usize>, table: &mut String, descriptions: &mut String) {
    let short = name.rsplit('.').next().unwrap_or(name);
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    write!(table, "{short}").expect("a String takes it");
    match schema["properties"].as_object() {
        Some(properties) => {
            let sorted: BTreeMap<&String, &Value> = properties.iter().collect();
            for (field, value) in sorted {
                let mark = if required.contains(&field.as_str()) { "!" } else { "" };
                write!(table, "|{field}:{}{mark}", code(value, names)).expect("a String takes it");
                if let Some(text) = value["description"].as_str() {
                    writeln!(descriptions, "{short}.{field}\t{}", text.replace(['\n', '\t'], " "))
                        .expect("a String takes it");
                }
            }
        }
        // Not an object with fields: the type is a name for something simpler.
        None if short == "Quantity" => table.push_str("=q"),
        None => write!(table, "={}", code(schema, names)).expect("a String takes it"),
    }
    table.push('\n');
}

/// A type as a short code: `s`tring, `b`ool, `i`nt32, `l`ong, `n`umber, int-or-string `x`, `q`uantity, `t`ime, b`y`tes, `a`ny,
/// `[` list of, `{` map of, a number for another type.
fn code(schema: &Value, names: &BTreeMap<&str, usize>) -> String {
    let target = schema["$ref"].as_str().or_else(|| schema["allOf"][0]["$ref"].as_str());
    if let Some(index) = target.and_then(|t| names.get(t.trim_start_matches("#/definitions/"))) {
        return index.to_string();
    }
    if schema["x-kubernetes-int-or-string"] == true {
        return "x".into();
    }
    let kind = schema["type"]
        .as_str()
        .or_else(|| schema["type"].as_array()?.iter().filter_map(Value::as_str).find(|t| *t != "null"));
    match (kind, schema["format"].as_str().unwrap_or("")) {
        (Some("string"), "byte") => "y".into(),
        (Some("string"), "date-time") => "t".into(),
        (Some("string"), _) => "s".into(),
        (Some("boolean"), _) => "b".into(),
        (Some("integer"), "int64") => "l".into(),
        (Some("integer"), _) => "i".into(),
        (Some("number"), _) => "n".into(),
        (Some("array"), _) => format!("[{}", code(&schema["items"], names)),
        (Some("object"), _) if schema["additionalProperties"].is_object() => {
            format!("{{{}", code(&schema["additionalProperties"], names))
        }
        _ => "a".into(),
    }
}
