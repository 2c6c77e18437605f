//! Words of schemas that stand where the server's types end: below `items` and `additionalProperties`.

use super::walk::Walk;
use super::{NodeId, Problem};
use crate::engine::yaml::scalar::Kind;

const TEXTS: [&str; 7] =
    ["description", "format", "pattern", "title", "type", "x-kubernetes-list-type", "x-kubernetes-map-type"];
const FLAGS: [&str; 6] = [
    "exclusiveMaximum",
    "exclusiveMinimum",
    "nullable",
    "x-kubernetes-embedded-resource",
    "x-kubernetes-int-or-string",
    "x-kubernetes-preserve-unknown-fields",
];
const NUMBERS: [&str; 9] = [
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
];
const LISTS: [&str; 7] =
    ["allOf", "anyOf", "enum", "oneOf", "required", "x-kubernetes-list-map-keys", "x-kubernetes-validations"];
const REASONS: [&str; 4] =
    ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"];

impl Walk<'_, '_, '_> {
    /// Words with values of another type than theirs.
    pub(super) fn words(&mut self, schema: NodeId) {
        let document = self.part.document();
        for entry in document.entries(schema) {
            let scalar = document.scalar(entry.value);
            if scalar.is_some_and(|scalar| scalar.is_null()) {
                continue;
            }
            let kind = scalar.map(|scalar| scalar.kind);
            let word = document.key(entry);
            let (is_good, wanted) = match word {
                _ if TEXTS.contains(&word) => (matches!(kind, Some(Kind::String)), "text"),
                _ if FLAGS.contains(&word) => (matches!(kind, Some(Kind::Bool(_))), "`true` or `false`"),
                _ if NUMBERS.contains(&word) => {
                    (matches!(kind, Some(Kind::Int(_) | Kind::Uint(_) | Kind::Float(_))), "a number")
                }
                _ if LISTS.contains(&word) => (kind.is_none() && document.entries(entry.value).is_empty(), "a list"),
                _ => continue,
            };
            if !is_good {
                self.at(entry.value, Problem::NoValue(word, wanted));
            }
        }
    }

    /// CEL rules there.
    pub(super) fn rules(&mut self, schema: NodeId) {
        let document = self.part.document();
        let rules = self.get(schema, "x-kubernetes-validations").map(|node| document.items(node)).unwrap_or_default();
        for rule in rules {
            if self.text(*rule, "rule").trim().is_empty() {
                self.at(*rule, Problem::Said("The rule is empty", "Write a CEL expression under `rule`."));
            }
            if self.text(*rule, "message").contains(['\n', '\r']) {
                self.word(*rule, "message", Problem::Said("The message has several lines", "Write it in one."));
            }
            if self.text(*rule, "message").is_empty() && self.text(*rule, "rule").trim().contains(['\n', '\r']) {
                self.at(*rule, Problem::Said("A rule of several lines has no message", "Add `message:`, one line for users."));
            }
            let reason = self.text(*rule, "reason");
            if !reason.is_empty() && !REASONS.contains(&reason) {
                self.word(*rule, "reason", Problem::UnknownWord(reason, "The API knows four reasons, such as `FieldValueInvalid`."));
            }
        }
    }
}
