//! See the rule's own documentation.

mod pattern;
mod structure;
mod walk;
mod words;

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::yaml::NodeId;
use walk::{Place, Walk};

super::rule! {
    /// The schema of a definition is not structural.
    ///
    /// ## Why it matters
    /// Unknown fields are dropped and defaults filled in by the schema, so it must say the type of every field
    /// outside of `allOf`, `anyOf`, `oneOf` and `not`, and a few words of OpenAPI are not for it. The API server
    /// refuses other schemas.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: apiextensions.k8s.io/v1
    /// kind: CustomResourceDefinition
    /// metadata:
    ///   name: shops.example.com
    /// spec:
    ///   group: example.com
    ///   scope: Namespaced
    ///   names: {plural: shops, kind: Shop}
    ///   versions:
    ///     - name: v1
    ///       served: true
    ///       storage: true
    ///       schema:
    ///         openAPIV3Schema:
    ///           type: object
    ///           properties:
    ///             spec:
    ///               type: object
    ///               properties:
    ///                 size:
    ///                   minimum: 1
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: apiextensions.k8s.io/v1
    /// kind: CustomResourceDefinition
    /// metadata:
    ///   name: shops.example.com
    /// spec:
    ///   group: example.com
    ///   scope: Namespaced
    ///   names: {plural: shops, kind: Shop}
    ///   versions:
    ///     - name: v1
    ///       served: true
    ///       storage: true
    ///       schema:
    ///         openAPIV3Schema:
    ///           type: object
    ///           properties:
    ///             spec:
    ///               type: object
    ///               properties:
    ///                 size:
    ///                   type: integer
    ///                   minimum: 1
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apiextensions-apiserver/pkg/apiserver/schema`: `ValidateStructural`
    /// - `k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation`: `ValidateCustomResourceDefinitionOpenAPISchema`
    "definition-schema", Error, Part(&["CustomResourceValidation"], check)
}

fn check(validation: &Part<'_>, out: &mut Vec<Finding>) {
    if let Some(root) = validation.value("openAPIV3Schema").filter(|_| !validation.is_doubtful()) {
        let mut walk = Walk { part: validation, out, is_loose: false };
        walk.schema(root, Place::Root, 0, None);
        walk.root(root);
    }
}

/// What is wrong with a schema.
enum Problem<'a> {
    NoType,
    RootIsNo(&'a str),
    UnknownType(&'a str),
    NoItems,
    NotHere(&'a str),
    NotInside(&'a str),
    Both,
    ItemsAreAList,
    NoKeys,
    NoMap,
    LooseKey(&'a str),
    OnlyFor(&'static str),
    Closed,
    OpenRoot,
    NoValue(&'a str, &'static str),
    UnknownWord(&'a str, &'static str),
    Said(&'static str, &'static str),
}

fn finding(part: &Part<'_>, node: NodeId, problem: &Problem<'_>) -> Finding {
    let (message, help) = match problem {
        Problem::NoType => ("The schema has no `type`".into(), "Each field and item needs one: `object`, `array`, `string`, `integer`, `number` or `boolean`; or else `x-kubernetes-preserve-unknown-fields` or `x-kubernetes-int-or-string`."),
        Problem::RootIsNo(ty) => (format!("The whole object cannot be of type `{ty}`"), "A custom resource is an `object`."),
        Problem::UnknownType(ty) => (format!("`{ty}` is not a type of values"), "There are `object`, `array`, `string`, `integer`, `number` and `boolean`; for what may be null, set `nullable: true`."),
        Problem::NoItems => ("The list's `items` are not said".into(), "A schema of type `array` says what its items are."),
        Problem::NotHere(word) => (format!("`{word}` cannot be used in a definition"), "The API server does not support it. Write the schema out."),
        Problem::NotInside(word) => (format!("`{word}` cannot stand inside of `allOf`, `anyOf`, `oneOf` or `not`"), "These hold conditions only; what a field is stands in the schema around them."),
        Problem::Both => ("`additionalProperties` and `properties` exclude each other".into(), "An object has fields with names, or any keys with values of one schema."),
        Problem::ItemsAreAList => ("`items` is a list of schemas".into(), "All items have one schema: write a mapping."),
        Problem::NoKeys => ("A list of type `map` needs `x-kubernetes-list-map-keys`".into(), "They say which fields make an item."),
        Problem::NoMap => ("Keys of items are for lists of type `map`".into(), "Set `x-kubernetes-list-type: map` beside them."),
        Problem::Closed => ("`additionalProperties` cannot be `false`".into(), "Fields that no schema names are dropped anyway. Remove it."),
        Problem::OpenRoot => ("The whole object cannot have `additionalProperties`".into(), "At the root there are `spec`, `status` and other fields with names."),
        Problem::NoValue(word, wanted) => (format!("`{word}` must be {wanted}"), "Correct the value."),
        Problem::UnknownWord(word, known) => (format!("`{word}` is nothing that this field takes"), *known),
        Problem::Said(message, help) => ((*message).into(), *help),
        Problem::LooseKey(key) => (format!("Not every item has `{key}`"), "What tells items apart is one of their `properties`, and `required` or with a default."),
        Problem::OnlyFor(ty) => (format!("This is for schemas of type `{ty}` only"), "Remove it, or correct the type."),
    };
    part.finding_at(node, message).help(format!("{help} The API server refuses the definition."))
}
