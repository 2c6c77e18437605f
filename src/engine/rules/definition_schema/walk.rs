//! The walk through a schema and those inside of it.

use super::{Finding, NodeId, Part, Problem, finding};
use crate::engine::yaml::scalar::Kind;

/// Deeper ones are nobody's.
const DEEPEST: usize = 100;
const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];
const JUNCTORS: [&str; 3] = ["allOf", "anyOf", "oneOf"];
/// Words of OpenAPI that definitions do not support.
const FORBIDDEN: [&str; 6] = ["$ref", "additionalItems", "definitions", "dependencies", "id", "patternProperties"];
/// What says what a field is, not a condition on it.
const GENERIC: [&str; 6] = ["additionalProperties", "default", "description", "nullable", "title", "type"];

const WORDS: [(&str, &[&str], &str); 2] = [
    ("x-kubernetes-list-type", &["atomic", "map", "set"], "A list is `atomic`, a `set` or a `map`."),
    ("x-kubernetes-map-type", &["atomic", "granular"], "A map is `atomic` or `granular`."),
];

/// Where a schema stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Root,
    Inside,
    /// Inside of a junctor.
    Condition,
}

pub(super) struct Walk<'p, 'a, 'o> {
    pub(super) part: &'p Part<'a>,
    pub(super) out: &'o mut Vec<Finding>,
    /// Below `items` or `additionalProperties`, which have no types to the server.
    pub(super) is_loose: bool,
}

impl<'a> Walk<'_, 'a, '_> {
    /// What holds for the whole schema of a version.
    pub(super) fn root(&mut self, schema: NodeId) {
        if self.is_true(schema, "nullable") {
            self.word(schema, "nullable", Problem::Said("The whole object cannot be null", "Remove `nullable`."));
        }
        let version = self.part.up().and_then(|version| version.part("subresources"));
        if version.is_some_and(|subresources| subresources.has("status")) {
            for word in ["allOf", "anyOf", "default", "enum", "not", "oneOf"] {
                self.word(schema, word, Problem::Said("The whole object cannot have conditions beside a status of its own", "With the subresource `status`, the root has `properties` and `required`; write the condition into `spec`."));
            }
        }
    }

    pub(super) fn schema(&mut self, schema: NodeId, place: Place, depth: usize, around: Option<NodeId>) {
        if depth > DEEPEST || self.part.document().entries(schema).is_empty() && place == Place::Condition {
            return;
        }
        for word in FORBIDDEN {
            self.word(schema, word, Problem::NotHere(word));
        }
        if self.is_true(schema, "uniqueItems") {
            self.word(schema, "uniqueItems", Problem::NotHere("uniqueItems: true"));
        }
        if self.is_loose {
            self.words(schema);
        }
        if self.is_loose && place != Place::Condition {
            self.rules(schema);
        }
        self.pattern(schema);
        let additional = self.get(schema, "additionalProperties").and_then(|node| self.part.document().scalar(node));
        if additional.is_some_and(|scalar| !matches!(scalar.kind, Kind::Bool(_))) {
            self.word(schema, "additionalProperties", Problem::Said("`additionalProperties` is neither a schema nor `true`", "Write the schema that values of any key have."));
        }
        if self.is(schema, "additionalProperties", false) && self.has_schema(schema, "properties") {
            self.out.extend(self.part.document().entry(schema, "additionalProperties").map(|e| finding(self.part, e.key, &Problem::Closed)));
        }
        match place {
            Place::Condition => {
                for word in GENERIC {
                    self.word(schema, word, Problem::NotInside(word));
                }
                self.condition(schema, around);
            }
            _ => self.structure(schema, place),
        }
        self.inner(schema, place, depth + 1, around);
    }

    fn structure(&mut self, schema: NodeId, place: Place) {
        let ty = self.text(schema, "type");
        let free = self.is_true(schema, "x-kubernetes-preserve-unknown-fields")
            || self.is_true(schema, "x-kubernetes-int-or-string");
        match ty {
            "" if !free && self.get(schema, "$ref").is_none() => self.report(schema, "type", Problem::NoType),
            "" => {}
            "object" => {}
            _ if place == Place::Root => self.word(schema, "type", Problem::RootIsNo(ty)),
            _ if !TYPES.contains(&ty) => self.word(schema, "type", Problem::UnknownType(ty)),
            _ => {}
        }
        self.extensions(schema, place);
        if ty == "array" && self.get(schema, "items").is_none_or(|node| self.part.document().scalar(node).is_some()) {
            self.report(schema, "items", Problem::NoItems);
        }
        if place == Place::Root {
            self.word(schema, "additionalProperties", Problem::OpenRoot);
        }
        for (word, known, help) in WORDS {
            let text = self.text(schema, word);
            if !text.is_empty() && !known.contains(&text) {
                self.word(schema, word, Problem::UnknownWord(text, help));
            }
        }
        let list = self.text(schema, "x-kubernetes-list-type");
        if list == "map" {
            self.keys(schema);
        } else if self.get(schema, "x-kubernetes-list-map-keys").is_some_and(|n| !self.part.document().items(n).is_empty()) {
            self.word(schema, "x-kubernetes-list-map-keys", Problem::NoMap);
        }
        if !list.is_empty() && ty != "array" {
            self.word(schema, "x-kubernetes-list-type", Problem::OnlyFor("array"));
        }
        if place == Place::Inside && self.has_schema(schema, "additionalProperties") && self.has_schema(schema, "properties") {
            self.word(schema, "additionalProperties", Problem::Both);
        }
    }

    /// The keys of a list that is a map: each is a field that every item has.
    fn keys(&mut self, schema: NodeId) {
        let document = self.part.document();
        let keys = self.get(schema, "x-kubernetes-list-map-keys").map(|n| document.items(n)).unwrap_or_default();
        if keys.is_empty() {
            self.word(schema, "x-kubernetes-list-type", Problem::NoKeys);
        }
        let Some(items) = self.get(schema, "items").filter(|n| self.text(*n, "type") == "object") else { return };
        let required = self.get(items, "required").map(|n| document.items(n)).unwrap_or_default();
        let mut seen: Vec<&str> = Vec::new();
        for key in keys {
            let Some(text) = document.str(*key) else { continue };
            if seen.contains(&text) {
                self.at(*key, Problem::Said("A key stands there twice", "Each tells items apart once."));
                continue;
            }
            seen.push(text);
            let field = self.get(items, "properties").and_then(|n| document.get(n, text));
            let always = required.iter().any(|n| document.str(*n) == Some(text));
            if !field.is_some_and(|field| always || self.get(field, "default").is_some()) {
                self.at(*key, Problem::LooseKey(text));
            } else if field.is_some_and(|field| self.is_true(field, "nullable") || ["array", "object"].contains(&self.text(field, "type"))) {
                self.at(*key, Problem::Said("The field that tells items apart is no plain value", "It is a text, a number or a boolean, and never null."));
            }
        }
    }

    fn inner(&mut self, schema: NodeId, place: Place, depth: usize, around: Option<NodeId>) {
        let below = if place == Place::Condition { Place::Condition } else { Place::Inside };
        let document = self.part.document();
        let was_loose = self.is_loose;
        let whole = around.and_then(|node| self.get(node, "properties"));
        for pair in self.get(schema, "properties").map(|n| document.entries(n)).unwrap_or_default() {
            let field = whole.and_then(|node| self.get(node, document.key(pair)));
            self.schema(pair.value, below, depth, field);
        }
        match self.get(schema, "items") {
            // What is no schema at all is passed over, as the server does.
            Some(items) if document.scalar(items).is_some() => {}
            Some(items) if document.items(items).is_empty() => {
                self.is_loose = true;
                self.schema(items, below, depth, around.and_then(|node| self.get(node, "items")));
            }
            Some(_) => self.word(schema, "items", Problem::ItemsAreAList),
            None => {}
        }
        let values = self.get(schema, "additionalProperties").filter(|node| document.scalar(*node).is_none());
        if let Some(values) = values.filter(|_| place != Place::Condition) {
            self.is_loose = true;
            self.schema(values, below, depth, None);
        }
        self.is_loose = was_loose;
        // Only of the conditions at the root does the server ask that their fields are known.
        let around = if place == Place::Root { Some(schema) } else { around };
        self.junctors(schema, around, depth);
    }

    fn junctors(&mut self, schema: NodeId, around: Option<NodeId>, depth: usize) {
        let document = self.part.document();
        for word in JUNCTORS {
            // The choice between a number and a text is written with types in conditions.
            let is_either = word == "anyOf" && self.is_either(schema);
            for item in self.get(schema, word).filter(|_| !is_either).map(|n| document.items(n)).unwrap_or_default() {
                self.schema(*item, Place::Condition, depth, around);
            }
        }
        if let Some(not) = self.get(schema, "not") {
            self.schema(not, Place::Condition, depth, around);
        }
    }

    pub(super) fn get(&self, schema: NodeId, word: &str) -> Option<NodeId> {
        let document = self.part.document();
        document.get(schema, word).filter(|node| !document.scalar(*node).is_some_and(|s| s.is_null()))
    }

    pub(super) fn text(&self, schema: NodeId, word: &str) -> &'a str {
        self.get(schema, word).and_then(|node| self.part.document().str(node)).unwrap_or("")
    }

    pub(super) fn is_true(&self, schema: NodeId, word: &str) -> bool {
        self.is(schema, word, true)
    }

    pub(super) fn is(&self, schema: NodeId, word: &str, value: bool) -> bool {
        let scalar = self.get(schema, word).and_then(|node| self.part.document().scalar(node));
        scalar.is_some_and(|s| s.kind == Kind::Bool(value))
    }

    /// A word that holds a mapping with something in it.
    pub(super) fn has_schema(&self, schema: NodeId, word: &str) -> bool {
        self.get(schema, word).is_some_and(|node| !self.part.document().entries(node).is_empty())
    }

    /// A finding at a word, if it is written and says something.
    pub(super) fn word(&mut self, schema: NodeId, word: &str, problem: Problem<'_>) {
        let document = self.part.document();
        let Some(entry) = document.entry(schema, word) else { return };
        if !self.is_nothing(entry.value) {
            self.out.push(finding(self.part, entry.key, &problem));
        }
    }

    /// What a schema cannot tell from what is absent.
    pub(super) fn is_nothing(&self, node: NodeId) -> bool {
        let document = self.part.document();
        match document.scalar(node) {
            Some(scalar) => scalar.is_null() || scalar.text.is_empty() || scalar.kind == Kind::Bool(false),
            None => document.entries(node).is_empty() && document.items(node).is_empty(),
        }
    }

    /// A finding at a key, whatever stands behind it.
    pub(super) fn key(&mut self, schema: NodeId, word: &str, problem: Problem<'_>) {
        if let Some(entry) = self.part.document().entry(schema, word) {
            self.at(entry.key, problem);
        }
    }

    pub(super) fn at(&mut self, node: NodeId, problem: Problem<'_>) {
        self.out.push(finding(self.part, node, &problem));
    }

    /// A finding at the head of a schema, which lacks a field.
    fn report(&mut self, schema: NodeId, field: &str, problem: Problem<'_>) {
        let first = self.part.document().entries(schema).first().map(|entry| entry.key);
        self.out.push(finding(self.part, first.unwrap_or(schema), &problem).aim(first.is_some(), &[field]));
    }
}
