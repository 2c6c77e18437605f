//! What the parts of a schema ask of each other (`ValidateStructural`, `ValidateCustomResourceDefinitionOpenAPISchema`).

use super::pattern;
use super::walk::{Place, Walk};
use super::{NodeId, Problem};
use crate::engine::schema::custom;

/// Words of Kubernetes' own that say what a field is.
const EXTENSIONS: [&str; 7] = [
    "x-kubernetes-embedded-resource",
    "x-kubernetes-int-or-string",
    "x-kubernetes-list-map-keys",
    "x-kubernetes-list-type",
    "x-kubernetes-map-type",
    "x-kubernetes-preserve-unknown-fields",
    "x-kubernetes-validations",
];
const IMPLICIT: [(&str, &str); 3] = [("apiVersion", "string"), ("kind", "string"), ("metadata", "object")];
const OWNED: &str = "The API server knows these fields already.";

impl<'a> Walk<'_, 'a, '_> {
    /// A schema that says what a field is.
    pub(super) fn extensions(&mut self, schema: NodeId, place: Place) {
        let ty = self.text(schema, "type");
        let open = "x-kubernetes-preserve-unknown-fields";
        if self.is(schema, open, false) {
            self.key(schema, open, Problem::Said("`x-kubernetes-preserve-unknown-fields` can only be `true`", "Remove it: fields that no schema names are dropped."));
        }
        if !self.text(schema, "x-kubernetes-map-type").is_empty() && ty != "object" {
            self.word(schema, "x-kubernetes-map-type", Problem::OnlyFor("object"));
        }
        if self.is_true(schema, "x-kubernetes-int-or-string") && self.is_true(schema, open) {
            self.word(schema, open, Problem::Said("A number or text has no fields to keep", "It cannot be set beside `x-kubernetes-int-or-string`."));
        }
        if self.is_true(schema, "x-kubernetes-embedded-resource") {
            self.embedded(schema, ty);
        }
        if place == Place::Root || self.is_true(schema, "x-kubernetes-embedded-resource") {
            self.implicit(schema, place);
        }
        self.items(schema);
        self.default(schema);
    }

    fn embedded(&mut self, schema: NodeId, ty: &str) {
        let word = "x-kubernetes-embedded-resource";
        if ty != "object" {
            self.word(schema, word, Problem::OnlyFor("object"));
        } else if !self.has_schema(schema, "properties") && !self.is_true(schema, "x-kubernetes-preserve-unknown-fields") {
            self.word(schema, word, Problem::Said("The resource inside has no `properties`", "Name them, or set `x-kubernetes-preserve-unknown-fields: true`."));
        }
    }

    /// `apiVersion`, `kind` and `metadata` are what they are.
    fn implicit(&mut self, schema: NodeId, place: Place) {
        let Some(properties) = self.get(schema, "properties") else { return };
        for (name, ty) in IMPLICIT {
            let Some(inner) = self.get(properties, name) else { continue };
            let found = self.text(inner, "type");
            if found != ty && !found.is_empty() {
                self.word(inner, "type", Problem::Said("This field has another type in every object", OWNED));
            }
            if place == Place::Root {
                self.no_default(inner);
            }
        }
        if place == Place::Root && let Some(metadata) = self.get(properties, "metadata") {
            self.metadata(metadata);
        }
    }

    fn no_default(&mut self, schema: NodeId) {
        if self.get(schema, "default").is_some() {
            self.key(schema, "default", Problem::Said("There can be no default here", OWNED));
        }
    }

    /// Only names can be narrowed.
    fn metadata(&mut self, metadata: NodeId) {
        let document = self.part.document();
        let problem = || Problem::Said("Nothing but `name` and `generateName` can be said of metadata", OWNED);
        for entry in document.entries(metadata) {
            let word = document.key(entry);
            if !["default", "properties", "type"].contains(&word) {
                self.word(metadata, word, problem());
            }
        }
        let Some(properties) = self.get(metadata, "properties") else { return };
        for entry in document.entries(properties) {
            if ["generateName", "name"].contains(&document.key(entry)) {
                self.no_default(entry.value);
            } else {
                self.at(entry.key, problem());
            }
        }
    }

    /// What a list's type asks of its items.
    fn items(&mut self, schema: NodeId) {
        let list = self.text(schema, "x-kubernetes-list-type");
        let Some(items) = self.get(schema, "items").filter(|_| ["map", "set"].contains(&list)) else { return };
        if self.is_true(items, "nullable") {
            self.word(items, "nullable", Problem::Said("Items of such a list cannot be null", "They are told apart by what they are."));
        }
        let ty = self.text(items, "type");
        let loose = match ty {
            "array" => !matches!(self.text(items, "x-kubernetes-list-type"), "" | "atomic"),
            "object" => self.text(items, "x-kubernetes-map-type") != "atomic",
            _ => false,
        };
        if list == "set" && loose {
            self.word(items, "type", Problem::Said("Items of a set must be whole", "Set `x-kubernetes-map-type: atomic` or `x-kubernetes-list-type: atomic` in `items`, or another list type."));
        }
        if list == "map" && ty != "object" {
            self.word(items, "type", Problem::Said("Items of a list of type `map` must be objects", "Their keys are fields."));
        }
    }

    fn default(&mut self, schema: NodeId) {
        let document = self.part.document();
        let Some(default) = self.get(schema, "default") else { return };
        for trouble in custom::judge_part(document, schema, default).iter().take(1) {
            let node = trouble.key.unwrap_or(trouble.node);
            self.at(node, Problem::Said("The default is not what the schema takes", "A value that is left out must be as good as one that is written."));
        }
    }

    /// A schema that holds conditions: it says nothing of its own, and nothing of fields that the schema around lacks.
    pub(super) fn condition(&mut self, schema: NodeId, around: Option<NodeId>) {
        for word in EXTENSIONS {
            self.word(schema, word, Problem::NotInside(word));
        }
        let document = self.part.document();
        let Some(properties) = self.get(schema, "properties") else { return };
        let known = around.and_then(|node| self.get(node, "properties"));
        for entry in document.entries(properties) {
            let name = document.key(entry);
            if name == "metadata" {
                self.at(entry.key, Problem::Said("Conditions cannot be about `metadata`", OWNED));
            } else if around.is_some() && self.text(entry.value, "type").is_empty() && known.and_then(|node| self.get(node, name)).is_none() {
                self.at(entry.key, Problem::Said("No schema says what this field is", "A condition is about fields that stand in the `properties` around it."));
            }
        }
    }

    /// `anyOf: [{type: integer}, {type: string}]`, which is allowed.
    pub(super) fn is_either(&self, schema: NodeId) -> bool {
        let document = self.part.document();
        let items = self.get(schema, "anyOf").map(|n| document.items(n)).unwrap_or_default();
        let says = |node: &NodeId| document.entries(*node).iter().filter(|entry| document.scalar(entry.value).is_none() || !self.is_nothing(entry.value)).count();
        let is = |node: &NodeId, ty: &str| says(node) == 1 && self.text(*node, "type") == ty;
        matches!(items, [a, b] if is(a, "integer") && is(b, "string"))
    }

    /// A pattern that is none.
    pub(super) fn pattern(&mut self, schema: NodeId) {
        if let Some(problem) = pattern::problem(self.text(schema, "pattern")) {
            self.word(schema, "pattern", Problem::Said(problem, "Patterns are those of Go's `regexp`."));
        }
    }
}
