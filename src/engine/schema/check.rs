//! The strict check: every field known, every value of its type, nothing missing that the server needs.
//!
//! Source: `sigs.k8s.io/json` (strict decoding), as `kubectl apply` asks for by default.

use super::table::{Code, Type};
use super::{KindInfo, required, type_of};
use crate::engine::objects::value::quantity;
use crate::engine::yaml::scalar::Kind;
use crate::engine::yaml::{Content, Document, Entry, NodeId, Scalar};

/// A disagreement of an object with its schema, not worded.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The offending value.
    pub node: NodeId,
    /// The key before it, if it stands in a mapping.
    pub key: Option<NodeId>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// The kinds of disagreement.
#[derive(Clone, Debug, PartialEq)]
pub enum ProblemKind {
    /// The type has no such field.
    UnknownField {
        /// As written.
        field: String,
        /// The type that does not have it.
        type_name: &'static str,
        /// A field of the type with a similar name.
        nearest: Option<&'static str>,
        /// Where the field would be known: the name of an object around or directly below this one.
        belongs: Option<String>,
    },
    /// The value has another type.
    WrongType {
        /// The field, or the last one on the way.
        field: String,
        /// What it should be.
        expected: Expected,
        /// What it is: `a number`, `a list`, …
        found: &'static str,
    },
    /// A field that the server needs is absent.
    MissingField {
        /// The field.
        field: &'static str,
        /// The type that needs it.
        type_name: &'static str,
    },
    /// A whole number beyond its type's range.
    OutOfRange {
        /// The field.
        field: String,
        /// 32 or 64.
        bits: u8,
    },
    /// Not a resource quantity.
    BadQuantity {
        /// The field.
        field: String,
    },
    /// Not base64.
    BadBase64 {
        /// The field.
        field: String,
    },
}

/// What a field should be.
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

impl Problem {
    /// Whether typed decoding would stumble over the value.
    #[must_use]
    pub fn spoils_value(&self) -> bool {
        !matches!(self.kind, ProblemKind::UnknownField { .. } | ProblemKind::MissingField { .. })
    }
}

/// Check the object at `root`.
#[must_use]
pub fn check(document: &Document, root: NodeId, info: &KindInfo) -> Vec<Problem> {
    let mut checker = Checker { document, problems: Vec::new(), around: Vec::new(), relaxed: 0 };
    if let Some(schema) = type_of(info.type_id) {
        checker.object(root, None, schema, "");
    }
    checker.problems
}

struct Checker<'a> {
    document: &'a Document,
    problems: Vec<Problem>,
    /// The objects around, with the field each stands under.
    around: Vec<(&'static Type, &'a str)>,
    /// Inside `status` or `managedFields`, where nothing is required.
    relaxed: usize,
}

impl<'a> Checker<'a> {
    fn value(&mut self, node: NodeId, key: Option<NodeId>, code: &'static str, field: &'a str) {
        if self.document.scalar(node).is_some_and(Scalar::is_null) {
            return;
        }
        match code.as_bytes().first() {
            Some(b'[') => self.list(node, key, code.get(1..).unwrap_or("a"), field),
            Some(b'{') => self.map(node, key, code.get(1..).unwrap_or("a"), field),
            Some(b'0'..=b'9') => {
                if let Some(schema) = code.parse().ok().and_then(type_of) {
                    match schema.alias {
                        Some(Code(code)) => self.value(node, key, code, field),
                        None => self.object(node, key, schema, field),
                    }
                }
            }
            _ => self.leaf(node, key, code, field),
        }
    }

    fn list(&mut self, node: NodeId, key: Option<NodeId>, code: &'static str, field: &'a str) {
        let document = self.document;
        if !matches!(document.content(node), Content::Sequence(_)) {
            return self.wrong(node, key, field, Expected::List);
        }
        for item in document.items(node) {
            self.value(*item, None, code, field);
        }
    }

    fn map(&mut self, node: NodeId, key: Option<NodeId>, code: &'static str, field: &'a str) {
        let document = self.document;
        if !matches!(document.content(node), Content::Mapping(_)) {
            return self.wrong(node, key, field, Expected::Mapping);
        }
        for entry in document.entries(node) {
            self.value(entry.value, Some(entry.key), code, document.key(entry));
        }
    }

    fn object(&mut self, node: NodeId, key: Option<NodeId>, schema: &'static Type, field: &'a str) {
        let document = self.document;
        let Content::Mapping(entries) = document.content(node) else {
            return self.wrong(node, key, field, Expected::Mapping);
        };
        self.around.push((schema, field));
        for entry in entries {
            self.field(schema, entry);
        }
        self.around.pop();
        if self.relaxed == 0 {
            self.missing(node, key, schema);
        }
    }

    fn field(&mut self, schema: &'static Type, entry: &Entry) {
        let name = self.document.key(entry);
        let Some(field) = schema.field(name) else {
            return self.unknown(schema, entry, name);
        };
        let relax = matches!(name, "status" | "managedFields");
        self.relaxed += usize::from(relax);
        self.value(entry.value, Some(entry.key), field.code.0, name);
        self.relaxed -= usize::from(relax);
    }

    fn missing(&mut self, node: NodeId, key: Option<NodeId>, schema: &'static Type) {
        for field in required::of(schema.name) {
            let value = self.document.get(node, field);
            let absent = value.is_none_or(|v| self.document.scalar(v).is_some_and(Scalar::is_null));
            if absent && schema.field(field).is_some() {
                let kind = ProblemKind::MissingField { field, type_name: schema.name };
                self.problems.push(Problem { node: value.unwrap_or(node), key, kind });
            }
        }
    }

    fn unknown(&mut self, schema: &'static Type, entry: &Entry, name: &str) {
        let near = |field: &&'static str| strsim::damerau_levenshtein(&field.to_lowercase(), &name.to_lowercase());
        let limit = if name.len() <= 4 { 1 } else { 2 + name.len() / 8 };
        let nearest = schema.fields.iter().map(|f| f.name).min_by_key(near).filter(|f| near(f) <= limit);
        let above = self.around.iter().rev().skip(1).find(|(t, _)| t.field(name).is_some());
        let below =
            || schema.fields.iter().find(|f| child(f.code.0).is_some_and(|t| t.field(name).is_some())).map(|f| f.name);
        let belongs =
            above.map(|(t, field)| if field.is_empty() { t.name } else { *field }).or_else(below).map(str::to_owned);
        // Metadata's own fields (`name`, `labels`) are known almost everywhere: that is no hint.
        let belongs = belongs.filter(|_| nearest.is_none());
        let kind = ProblemKind::UnknownField { field: name.to_owned(), type_name: schema.name, nearest, belongs };
        self.problems.push(Problem { node: entry.value, key: Some(entry.key), kind });
    }

    fn leaf(&mut self, node: NodeId, key: Option<NodeId>, code: &str, field: &'a str) {
        let expected = match code {
            "s" | "t" | "y" => Expected::String,
            "b" => Expected::Boolean,
            "i" | "l" => Expected::Integer,
            "n" => Expected::Number,
            "x" => Expected::IntOrString,
            "q" => Expected::Quantity,
            _ => return,
        };
        let Some(scalar) = self.document.scalar(node) else {
            return self.wrong(node, key, field, expected);
        };
        let whole = |x: f64| x.fract() == 0.0 && x.abs() < 9e15;
        let problem = match (expected, scalar.kind) {
            (Expected::String, Kind::String) if code == "y" && !is_base64(&scalar.text) => {
                ProblemKind::BadBase64 { field: field.to_owned() }
            }
            (Expected::Quantity, Kind::String) if quantity::parse(scalar.text.trim()).is_none() => {
                ProblemKind::BadQuantity { field: field.to_owned() }
            }
            (Expected::Integer | Expected::IntOrString, Kind::Int(n)) if code != "l" && i32::try_from(n).is_err() => {
                ProblemKind::OutOfRange { field: field.to_owned(), bits: 32 }
            }
            (Expected::Integer | Expected::IntOrString, Kind::Uint(_)) => {
                ProblemKind::OutOfRange { field: field.to_owned(), bits: 64 }
            }
            (Expected::String | Expected::IntOrString | Expected::Quantity, Kind::String)
            | (Expected::Boolean, Kind::Bool(_))
            | (Expected::Integer | Expected::IntOrString, Kind::Int(_))
            | (Expected::Number | Expected::Quantity, Kind::Int(_) | Kind::Uint(_) | Kind::Float(_)) => return,
            // 5.0 becomes 5 on the way to JSON.
            (Expected::Integer | Expected::IntOrString, Kind::Float(x)) if whole(x) => return,
            _ => return self.wrong(node, key, field, expected),
        };
        self.problems.push(Problem { node, key, kind: problem });
    }

    fn wrong(&mut self, node: NodeId, key: Option<NodeId>, field: &str, expected: Expected) {
        let found = match self.document.content(node) {
            Content::Scalar(scalar) => scalar.type_name(),
            Content::Sequence(_) => "a list",
            _ => "a mapping",
        };
        self.problems.push(Problem {
            node,
            key,
            kind: ProblemKind::WrongType { field: field.to_owned(), expected, found },
        });
    }
}

/// The type directly below a field, in a list or not.
fn child(code: &'static str) -> Option<&'static Type> {
    type_of(code.trim_start_matches('[').parse().ok()?)
}

/// Standard base64 with padding, as Go decodes it: line breaks are passed over.
fn is_base64(text: &str) -> bool {
    let data: Vec<u8> = text.bytes().filter(|b| !matches!(b, b'\n' | b'\r')).collect();
    let padding = data.iter().rev().take_while(|b| **b == b'=').count();
    let body = data.get(..data.len() - padding).unwrap_or(&[]);
    data.len().is_multiple_of(4)
        && padding <= 2
        && body.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::schema::kind;

    fn problems(text: &str) -> Vec<String> {
        let document = Document::parse(text);
        let root = document.root().expect("a root");
        let get = |k| document.get(root, k).and_then(|n| document.str(n)).unwrap_or("");
        let info = kind(get("apiVersion"), get("kind")).expect("a kind");
        check(&document, root, &info)
            .into_iter()
            .map(|p| {
                format!(
                    "{} {}",
                    document.span(p.key.unwrap_or(p.node)).of(text),
                    match p.kind {
                        ProblemKind::UnknownField { nearest, belongs, .. } =>
                            format!("unknown {nearest:?} {belongs:?}"),
                        ProblemKind::WrongType { expected, found, .. } => format!("{expected:?} not {found}"),
                        ProblemKind::MissingField { field, .. } => format!("missing {field}"),
                        ProblemKind::OutOfRange { bits, .. } => format!("beyond {bits}"),
                        ProblemKind::BadQuantity { .. } => "quantity".into(),
                        ProblemKind::BadBase64 { .. } => "base64".into(),
                    }
                )
            })
            .collect()
    }

    #[test]
    fn table() {
        let pod = |container: &str| {
            format!(
                "apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec:\n  containers:\n  - {{name: a, {container}}}\n"
            )
        };
        let cases: &[(String, &[&str])] = &[
            (pod("image: x"), &[]),
            (pod("image: 5"), &["image String not a number"]),
            (pod("env: [{name: A, value: true}]"), &["value String not a boolean"]),
            (pod("env: [{name: A, value: null}]"), &[]),
            (pod("tty: 'true'"), &["tty Boolean not a string"]),
            (pod("tty: yes"), &[]),
            (pod("ports: [{containerPort: '80'}]"), &["containerPort Integer not a string"]),
            (pod("ports: [{containerPort: 80.0}]"), &[]),
            (pod("ports: [{containerPort: 3000000000}]"), &["containerPort beyond 32"]),
            (pod("ports: [{name: x}]"), &["{name: x} missing containerPort"]),
            (pod("ports: {containerPort: 80}"), &["ports List not a mapping"]),
            (pod("livenesProbe: {}"), &["livenesProbe unknown Some(\"livenessProbe\") None"]),
            (pod("nodeSelector: {}"), &["nodeSelector unknown None Some(\"spec\")"]),
            (pod("resources: {limits: {cpu: 1, memory: 1GB}}"), &["memory quantity"]),
            (pod("resources: {cpu: 1}"), &["cpu unknown None None"]),
            (
                "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {a: '???', b: YQ==, c: null}\n".into(),
                &["a base64"],
            ),
            (
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {v: 1}}\ndata: {a: 1.5}\n".into(),
                &["v String not a number", "a String not a number"],
            ),
            (
                "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nstatus: {conditions: [{}]}\n".into(),
                &[
                    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nstatus: {conditions: [{}]} missing spec",
                ],
            ),
        ];
        for (text, want) in cases {
            assert_eq!(&problems(text), want, "{text}");
        }
    }
}
