//! A custom resource against the schema of its definition.
//!
//! Semantics: `k8s.io/apiextensions-apiserver` with strict field validation: structural schemas, nulls pruned
//! where they are not allowed, defaults before validation. CEL rules and rare patterns are not judged.

use super::suggest;
use crate::engine::yaml::scalar::Kind;
use crate::engine::yaml::{Content, Document, Entry, MAX_DEPTH, NodeId, Scalar};

use super::custom_values as values;

/// One disagreement with the schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    /// The offending value, or the object that lacks a field.
    pub node: NodeId,
    /// The key before it, if it has one.
    pub key: Option<NodeId>,
    /// Its name; for an item, the name of its list.
    pub field: String,
    /// What is wrong.
    pub kind: TroubleKind,
}

/// The kinds of disagreement.
#[derive(Clone, Debug, PartialEq)]
pub enum TroubleKind {
    /// The schema has no such field; one that it has is spelt alike.
    Unknown(Option<String>),
    /// The schema says this type, there is that.
    Type(String, &'static str),
    /// The field is required, and absent.
    Missing(String),
    /// Only these values are allowed.
    NotOneOf(Vec<String>),
    /// A bound (`minimum`, `maxLength`, …) and its figure.
    Bound(&'static str, String),
    /// Not of this format.
    Format(String),
    /// Does not match this pattern.
    Pattern(String),
    /// An item that stands in the list already.
    Twice,
    /// None of the alternatives (`anyOf`, `oneOf`, `not`) holds, by name.
    Alternative(&'static str),
}

/// Hold the object at `root` against the schema at `schema` of a definition.
#[must_use]
pub fn judge(definition: &Document, schema: NodeId, document: &Document, root: NodeId) -> Vec<Trouble> {
    let mut judge = Judge { definition, document, found: Vec::new(), unsure: false, depth: 0, steps: 0 };
    judge.value(schema, &At { node: root, key: None, field: "", structural: true, root: true });
    judge.found
}

/// Hold a value inside of a definition, such as a default, against its schema there.
#[must_use]
pub fn judge_part(definition: &Document, schema: NodeId, value: NodeId) -> Vec<Trouble> {
    let mut judge = Judge { definition, document: definition, found: Vec::new(), unsure: false, depth: 0, steps: 0 };
    judge.value(schema, &At { node: value, key: None, field: "default", structural: true, root: false });
    judge.found
}

struct Judge<'a> {
    definition: &'a Document,
    document: &'a Document,
    found: Vec<Trouble>,
    /// Something was met that cannot be judged.
    unsure: bool,
    depth: usize,
    steps: usize,
}

/// Values that are held against a schema: aliases can stand for more than there is time for.
const MOST: usize = 200_000;

#[derive(Clone, Copy)]
struct At<'a> {
    node: NodeId,
    key: Option<NodeId>,
    field: &'a str,
    /// The schema lists all fields; below `anyOf` and the like it does not.
    structural: bool,
    root: bool,
}

const IMPLICIT: [&str; 3] = ["apiVersion", "kind", "metadata"];

impl<'a> Judge<'a> {
    fn value(&mut self, schema: NodeId, at: &At<'_>) {
        self.steps += 1;
        if self.depth > MAX_DEPTH || self.steps > MOST {
            self.unsure = true;
            return;
        }
        self.depth += 1;
        if self.is_of_type(schema, at) {
            match self.document.content(at.node) {
                Content::Mapping(entries) => self.object(schema, at, entries),
                Content::Sequence(items) => self.list(schema, at, items),
                Content::Scalar(scalar) => self.scalar(schema, at, scalar),
                Content::Alias(_) => {}
            }
            self.alternatives(schema, at);
        }
        self.depth -= 1;
    }

    fn is_of_type(&mut self, schema: NodeId, at: &At<'_>) -> bool {
        let document = self.document;
        let found = values::type_of(document.content(at.node));
        if found == "null" && self.flag(schema, "nullable") {
            return false;
        }
        let good = match (self.text(schema, "type"), found) {
            _ if self.flag(schema, "x-kubernetes-int-or-string") => matches!(found, "integer" | "string"),
            ("", _) => true,
            ("number", "integer") => true,
            ("array" | "boolean" | "integer" | "number" | "object", "array") => self.text(schema, "type") == "array",
            // A list passes as a text of any format.
            (_, "array") => !self.text(schema, "format").is_empty(),
            (wanted, found) => wanted == found,
        };
        if !good {
            let wanted = match self.text(schema, "type") {
                "" => "integer or string",
                wanted => wanted,
            };
            self.report(at, TroubleKind::Type(wanted.to_owned(), found));
        }
        good
    }

    fn object(&mut self, schema: NodeId, at: &At<'_>, entries: &[Entry]) {
        let (document, definition) = (self.document, self.definition);
        let properties = definition.get(schema, "properties");
        let embedded = at.root || self.flag(schema, "x-kubernetes-embedded-resource");
        for entry in entries {
            let name = document.key(entry);
            let known = properties.and_then(|p| definition.get(p, name));
            let below = At { node: entry.value, key: Some(entry.key), field: name, root: false, ..*at };
            match known.or_else(|| self.additional(schema)) {
                // Metadata has rules of its own, and the server writes the status.
                _ if embedded && IMPLICIT.contains(&name) || at.root && name == "status" => {}
                Some(inner) if !self.is_pruned(inner, entry.value) => self.value(inner, &below),
                Some(_) => {}
                None => self.unknown(schema, &below, properties),
            }
        }
        if embedded && !at.root && at.structural {
            self.resource(at);
        }
        self.required(schema, at, embedded);
        self.size(schema, at, entries.len(), ["minProperties", "maxProperties"]);
    }

    /// A resource inside of another says what it is (`schema/objectmeta`).
    fn resource(&mut self, at: &At<'_>) {
        for (field, wanted) in [("apiVersion", "string"), ("kind", "string"), ("metadata", "object")] {
            let Some(entry) = self.document.entry(at.node, field) else {
                if wanted == "string" {
                    self.report(at, TroubleKind::Missing(field.to_owned()));
                }
                continue;
            };
            let found = values::type_of(self.document.content(entry.value));
            if found != wanted && (found, field) != ("null", "metadata") {
                let below = At { node: entry.value, key: Some(entry.key), field, ..*at };
                self.report(&below, TroubleKind::Type(wanted.to_owned(), found));
            }
        }
    }

    fn additional(&self, schema: NodeId) -> Option<NodeId> {
        let additional = self.definition.get(schema, "additionalProperties")?;
        matches!(self.definition.content(additional), Content::Mapping(_)).then_some(additional)
    }

    fn unknown(&mut self, schema: NodeId, at: &At<'_>, properties: Option<NodeId>) {
        let open =
            self.flag(schema, "x-kubernetes-preserve-unknown-fields") || self.flag(schema, "additionalProperties");
        if open || !at.structural {
            return;
        }
        let known = properties.map(|p| self.definition.entries(p)).unwrap_or_default();
        let names = known.iter().map(|entry| self.definition.key(entry));
        let near = names.filter_map(|name| suggest::distance(name, at.field).map(|far| (far, name))).min();
        self.report(at, TroubleKind::Unknown(near.map(|(_, name)| name.to_owned())));
    }

    /// A null where none is allowed is as if it were absent.
    fn is_pruned(&self, schema: NodeId, value: NodeId) -> bool {
        self.document.scalar(value).is_some_and(Scalar::is_null) && !self.flag(schema, "nullable")
    }

    fn required(&mut self, schema: NodeId, at: &At<'_>, embedded: bool) {
        let (document, definition) = (self.document, self.definition);
        let properties = definition.get(schema, "properties");
        let names = definition.get(schema, "required").map(|r| definition.items(r)).unwrap_or_default();
        for name in names.iter().filter_map(|n| definition.str(*n)) {
            let property = properties.and_then(|p| definition.get(p, name));
            let defaulted = property.is_some_and(|p| definition.get(p, "default").is_some());
            let nullable = property.is_some_and(|p| self.flag(p, "nullable"));
            let value = document.get(at.node, name);
            let absent = value.is_none_or(|v| !nullable && document.scalar(v).is_some_and(Scalar::is_null));
            if absent && !defaulted && !(embedded && IMPLICIT.contains(&name)) {
                self.report(at, TroubleKind::Missing(name.to_owned()));
            }
        }
    }

    fn list(&mut self, schema: NodeId, at: &At<'_>, items: &[NodeId]) {
        let inner = self.definition.get(schema, "items");
        for item in items {
            if let Some(inner) = inner {
                self.value(inner, &At { node: *item, key: None, root: false, ..*at });
            }
        }
        self.size(schema, at, items.len(), ["minItems", "maxItems"]);
        let document = self.document;
        let plain =
            |node: NodeId| document.scalar(node).map(|scalar| format!("{} {}\0", scalar.type_name(), scalar.text));
        match self.text(schema, "x-kubernetes-list-type") {
            "set" => self.twice(at, items, plain),
            "map" => {
                let keys = self.definition.get(schema, "x-kubernetes-list-map-keys");
                let keys = keys.map(|node| self.definition.items(node)).unwrap_or_default();
                let names: Vec<&str> = keys.iter().filter_map(|node| self.definition.str(*node)).collect();
                if !names.is_empty() {
                    self.twice(at, items, |item| names.iter().map(|name| plain(document.get(item, name)?)).collect());
                }
            }
            _ => {}
        }
    }

    fn twice(&mut self, at: &At<'_>, items: &[NodeId], key: impl Fn(NodeId) -> Option<String>) {
        let keys: Vec<Option<String>> = items.iter().map(|item| key(*item)).collect();
        let mut seen = std::collections::HashSet::new();
        for (item, key) in items.iter().zip(&keys) {
            if key.as_deref().is_some_and(|key| !seen.insert(key)) {
                self.report(&At { node: *item, key: None, ..*at }, TroubleKind::Twice);
            }
        }
    }

    fn scalar(&mut self, schema: NodeId, at: &At<'_>, scalar: &Scalar) {
        let definition = self.definition;
        if let Some(allowed) = definition.get(schema, "enum").map(|n| definition.items(n)).filter(|all| !all.is_empty())
        {
            let scalars = || allowed.iter().filter_map(|n| definition.scalar(*n));
            if scalars().count() == allowed.len() && !scalars().any(|s| values::same(s, scalar)) {
                self.report(at, TroubleKind::NotOneOf(scalars().map(|s| s.text.to_string()).collect()));
            }
        }
        match scalar.kind {
            Kind::String => self.string(schema, at, scalar),
            Kind::Int(_) | Kind::Uint(_) | Kind::Float(_) => self.number(schema, at, scalar),
            Kind::Null | Kind::Bool(_) => {}
        }
    }

    fn string(&mut self, schema: NodeId, at: &At<'_>, scalar: &Scalar) {
        if let Some(pattern) = self.definition.get(schema, "pattern").and_then(|n| self.definition.str(n)) {
            match super::pattern::matches(pattern, &scalar.text) {
                Some(false) => self.report(at, TroubleKind::Pattern(pattern.to_owned())),
                Some(true) => {}
                None => self.unsure = true,
            }
        }
        self.size(schema, at, scalar.text.chars().count(), ["minLength", "maxLength"]);
        let format = self.text(schema, "format");
        match values::has_format(format, &scalar.text) {
            Some(false) => self.report(at, TroubleKind::Format(format.to_owned())),
            Some(true) => {}
            None => self.unsure |= !format.is_empty(),
        }
    }

    fn number(&mut self, schema: NodeId, at: &At<'_>, scalar: &Scalar) {
        let Some(value) = values::number(scalar) else { return };
        for (bound, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
            let Some(limit) = self.figure(schema, bound) else { continue };
            let beyond = if bound == "minimum" { value < limit } else { value > limit };
            if beyond {
                self.report(at, TroubleKind::Bound(bound, limit.to_string()));
            } else if value == limit && self.flag(schema, exclusive) {
                self.report(at, TroubleKind::Bound(exclusive, limit.to_string()));
            }
        }
        match self.figure(schema, "multipleOf") {
            // Beyond 2^53 a float is no exact number.
            Some(step)
                if step >= 1.0 && step.fract() == 0.0 && value.fract() == 0.0 && step.max(value.abs()) < 9e15 =>
            {
                if (value as i64) % (step as i64) != 0 {
                    self.report(at, TroubleKind::Bound("multipleOf", step.to_string()));
                }
            }
            step => self.unsure |= step.is_some(),
        }
    }

    fn size(&mut self, schema: NodeId, at: &At<'_>, size: usize, [least, most]: [&'static str; 2]) {
        let size = size as f64;
        if let Some(limit) = self.figure(schema, least).filter(|limit| size < *limit) {
            self.report(at, TroubleKind::Bound(least, limit.to_string()));
        }
        if let Some(limit) = self.figure(schema, most).filter(|limit| size > *limit) {
            self.report(at, TroubleKind::Bound(most, limit.to_string()));
        }
    }

    fn alternatives(&mut self, schema: NodeId, at: &At<'_>) {
        let at = &At { structural: false, ..*at };
        self.branches(schema, "allOf").iter().for_each(|branch| self.value(*branch, at));
        for name in ["anyOf", "oneOf"] {
            let results: Vec<Option<bool>> = self.branches(schema, name).iter().map(|b| self.holds(*b, at)).collect();
            let certain = results.iter().filter(|r| **r == Some(true)).count();
            let none = !results.is_empty() && results.iter().all(|r| *r == Some(false));
            if none || (name == "oneOf" && certain > 1) {
                self.report(at, TroubleKind::Alternative(name));
            }
            self.unsure |= results.contains(&None);
        }
        if let Some(not) = self.definition.get(schema, "not")
            && self.holds(not, at) == Some(true)
        {
            self.report(at, TroubleKind::Alternative("not"));
        }
        self.unsure |= self.definition.get(schema, "x-kubernetes-validations").is_some();
    }

    fn branches(&self, schema: NodeId, name: &str) -> &'a [NodeId] {
        self.definition.get(schema, name).map(|n| self.definition.items(n)).unwrap_or_default()
    }

    /// Whether a schema holds; nothing if it cannot be told.
    fn holds(&mut self, schema: NodeId, at: &At<'_>) -> Option<bool> {
        let mut judge = Judge { found: Vec::new(), unsure: false, ..*self };
        judge.value(schema, at);
        self.steps = judge.steps;
        match (judge.found.is_empty(), judge.unsure) {
            (false, _) => Some(false),
            (true, false) => Some(true),
            (true, true) => None,
        }
    }

    fn flag(&self, schema: NodeId, name: &str) -> bool {
        let value = self.definition.get(schema, name).and_then(|n| self.definition.scalar(n));
        value.is_some_and(|s| s.kind == Kind::Bool(true))
    }

    fn text(&self, schema: NodeId, name: &str) -> &'a str {
        self.definition.get(schema, name).and_then(|n| self.definition.str(n)).unwrap_or("")
    }

    fn figure(&self, schema: NodeId, name: &str) -> Option<f64> {
        values::number(self.definition.scalar(self.definition.get(schema, name)?)?)
    }

    fn report(&mut self, at: &At<'_>, kind: TroubleKind) {
        self.found.push(Trouble { node: at.node, key: at.key, field: at.field.to_owned(), kind });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn troubles(schema: &str, value: &str) -> Vec<String> {
        let (definition, document) = (Document::parse(schema), Document::parse(value));
        let (schema, root) = (definition.root().expect("a schema"), document.root().expect("a value"));
        let word = |t: &Trouble| match &t.kind {
            TroubleKind::Unknown(near) => format!("{}: unknown {}", t.field, near.as_deref().unwrap_or("")),
            TroubleKind::Type(wanted, found) => format!("{}: {found}, not {wanted}", t.field),
            TroubleKind::Missing(name) => format!("lacks {name}"),
            TroubleKind::NotOneOf(all) => format!("{}: not of {}", t.field, all.join("|")),
            TroubleKind::Bound(bound, limit) => format!("{}: {bound} {limit}", t.field),
            TroubleKind::Format(format) => format!("{}: no {format}", t.field),
            TroubleKind::Pattern(_) => format!("{}: pattern", t.field),
            TroubleKind::Twice => format!("{}: twice", t.field),
            TroubleKind::Alternative(name) => format!("{}: {name}", t.field),
        };
        judge(&definition, schema, &document, root).iter().map(word).collect()
    }

    const SCHEMA: &str = "
type: object
required: [spec]
properties:
  apiVersion: {type: string}
  spec:
    type: object
    required: [size, mode, gone]
    properties:
      size: {type: integer, minimum: 1, maximum: 10, exclusiveMaximum: true}
      mode: {type: string, enum: [fast, 'on'], default: fast}
      gone: {type: string, nullable: true}
      ratio: {type: number}
      port: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}], pattern: http}
      tags: {type: array, maxItems: 2, x-kubernetes-list-type: set, items: {type: string, minLength: 2}}
      labels: {type: object, additionalProperties: {type: string}}
      any: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {a: {type: integer}}}
      one: {type: object, properties: {p: {type: string}, q: {type: string}}, oneOf: [{required: [p]}, {required: [q]}]}
      ip: {type: string, format: ipv4}
      code: {type: string, pattern: '^[a-z]{2}$'}
      template: {type: object, x-kubernetes-embedded-resource: true}
  status: {type: object}
";

    #[test]
    fn as_the_api_server_judges() {
        let cases: &[(&str, &[&str])] = &[
            ("size: 3, gone: null", &[]),
            ("size: 3.0, gone: x, mode: null, ratio: 1, port: http", &[]),
            ("size: 0, gone: x", &["size: minimum 1"]),
            ("size: 10, gone: x", &["size: exclusiveMaximum 10"]),
            ("size: '3', gone: x, port: true", &["size: string, not integer", "port: boolean, not integer or string"]),
            ("gone: x, mode: slow, ratio: null", &["mode: not of fast|on", "lacks size"]),
            ("size: 3, gone: x, mode: on", &["mode: boolean, not string"]),
            ("Size: 3, gone: x", &["Size: unknown size", "lacks size"]),
            ("size: 3, gone: x, tags: [ab, ab, c]", &["tags: minLength 2", "tags: maxItems 2", "tags: twice"]),
            ("size: 3, gone: x, tags: [null]", &["tags: null, not string"]),
            ("size: 3, gone: x, labels: {a: b, c: 5, d: null}", &["c: integer, not string"]),
            ("size: 3, gone: x, any: {a: b, z: {}}", &["a: string, not integer"]),
            ("size: 3, gone: x, one: {p: a}", &[]),
            ("size: 3, gone: x, one: {}", &["one: oneOf"]),
            ("size: 3, gone: x, one: {p: a, q: b}", &["one: oneOf"]),
            ("size: 3, gone: x, code: abc", &["code: pattern"]),
            ("size: 3, gone: x, ip: 10.0.0.256", &["ip: no ipv4"]),
            ("size: 3, gone: x, template: {apiVersion: v1, kind: A, spec: {}}", &["spec: unknown "]),
            ("size: 3, gone: x, template: {kind: 1}", &["lacks apiVersion", "kind: integer, not string"]),
        ];
        for (spec, want) in cases {
            let text = format!("apiVersion: a.b/v1\nkind: A\nmetadata: {{}}\nspec: {{{spec}}}\nstatus: {{x: 1}}\n");
            assert_eq!(&troubles(SCHEMA, &text), want, "{spec}");
        }
        assert_eq!(troubles(SCHEMA, "kind: A\nspecs: {}\n"), ["specs: unknown spec", "lacks spec"]);
    }
}
