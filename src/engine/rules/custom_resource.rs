//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::schema::custom::{Trouble, TroubleKind, judge};
use crate::engine::workspace::{Located, Objects};
use crate::engine::yaml::NodeId;
use crate::engine::yaml::scalar::Kind;
use crate::route;

super::rule! {
    /// A custom resource disagrees with its definition.
    ///
    /// ## Why it matters
    /// A CustomResourceDefinition carries a schema: fields, types, required fields, bounds. The API server refuses
    /// objects that break it. CEL rules (`x-kubernetes-validations`) and rare patterns are not judged here.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: apiextensions.k8s.io/v1
    /// kind: CustomResourceDefinition
    /// metadata:
    ///   name: menus.shop.example
    /// spec:
    ///   group: shop.example
    ///   scope: Namespaced
    ///   names: { kind: Menu, plural: menus }
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
    ///                 dishes: { type: integer, minimum: 1 }
    /// ---
    /// apiVersion: shop.example/v1
    /// kind: Menu
    /// metadata:
    ///   name: lunch
    /// spec:
    ///   dishes: 0
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: apiextensions.k8s.io/v1
    /// kind: CustomResourceDefinition
    /// metadata:
    ///   name: menus.shop.example
    /// spec:
    ///   group: shop.example
    ///   scope: Namespaced
    ///   names: { kind: Menu, plural: menus }
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
    ///                 dishes: { type: integer, minimum: 1 }
    /// ---
    /// apiVersion: shop.example/v1
    /// kind: Menu
    /// metadata:
    ///   name: lunch
    /// spec:
    ///   dishes: 5
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apiextensions-apiserver/pkg/apiserver/validation`; `.../schema/pruning`, `.../schema/defaulting`
    "custom-resource", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let object = view.object();
    if object.namespaced.is_some() {
        return;
    }
    let Some(definition) = definition(view.objects, &object.api_version, &object.id.kind) else { return };
    let version = object.api_version.split_once('/').map_or("", |(_, version)| version);
    match served(&definition, version) {
        Some(Served::Not) => out.push(not_served(view, &definition, version)),
        Some(Served::With(schema)) => {
            let document = &view.at.facts.document;
            let troubles = judge(&definition.facts.document, schema, document, object.node);
            let missing_too = |t: &Trouble| is_cascade(t, &troubles);
            out.extend(troubles.iter().filter(|t| !missing_too(t)).map(|t| worded(view, t)));
        }
        None => {}
    }
}

/// The CustomResourceDefinition in the set that defines a kind.
#[must_use]
pub fn definition<'a>(objects: &'a Objects, api_version: &str, kind: &str) -> Option<Located<'a>> {
    let (group, _) = api_version.split_once('/').filter(|(group, _)| group.contains('.'))?;
    definitions(objects).into_iter().find(|at| defines(at, group, kind))
}

/// All definitions in the set.
#[must_use]
pub fn definitions(objects: &Objects) -> Vec<Located<'_>> {
    let all = objects.of_kind("apiextensions.k8s.io", "CustomResourceDefinition", None);
    all.into_iter().filter_map(|index| objects.get(index)).collect()
}

/// The schema of a version in its definition, if it is served with one.
#[must_use]
pub fn schema(definition: &Located<'_>, api_version: &str) -> Option<NodeId> {
    match served(definition, api_version.split_once('/')?.1)? {
        Served::With(schema) => Some(schema),
        Served::Not => None,
    }
}

/// A field that is misspelt is not missing as well.
fn is_cascade(trouble: &Trouble, all: &[Trouble]) -> bool {
    let TroubleKind::Missing(name) = &trouble.kind else { return false };
    all.iter().any(|t| matches!(&t.kind, TroubleKind::Unknown(Some(near)) if near == name))
}

fn defines(at: &Located<'_>, group: &str, kind: &str) -> bool {
    let (document, root) = (&at.facts.document, at.object.node);
    let text = |way: &[&str]| {
        let node = way.iter().try_fold(root, |node, key| document.get(node, key));
        node.and_then(|n| document.str(n)).unwrap_or("")
    };
    at.object.api_version == "apiextensions.k8s.io/v1"
        && text(&["spec", "group"]) == group
        && text(&["spec", "names", "kind"]) == kind
}

enum Served {
    With(NodeId),
    Not,
}

/// How the definition serves a version; nothing if it does not say clearly.
fn served(at: &Located<'_>, version: &str) -> Option<Served> {
    let (document, root) = (&at.facts.document, at.object.node);
    let versions = document.items(document.get(document.get(root, "spec")?, "versions")?);
    let name = |node: &&NodeId| document.get(**node, "name").and_then(|n| document.str(n)) == Some(version);
    let Some(found) = versions.iter().find(name) else { return (!versions.is_empty()).then_some(Served::Not) };
    let flag = document.get(*found, "served").and_then(|n| document.scalar(n)).map(|s| s.kind);
    if flag == Some(Kind::Bool(false)) {
        return Some(Served::Not);
    }
    document.get(document.get(*found, "schema")?, "openAPIV3Schema").map(Served::With)
}

fn not_served(view: &ObjectView<'_>, definition: &Located<'_>, version: &str) -> Finding {
    let kind = &view.object().id.kind;
    let message = format!("The definition of `{kind}` does not serve version `{version}`");
    let help = format!("The API server refuses the object. See `{}`, `spec.versions`.", definition.object.id.name);
    view.finding(&route!["apiVersion"], message).help(help)
}

fn worded(view: &ObjectView<'_>, trouble: &Trouble) -> Finding {
    let document = &view.at.facts.document;
    let kind = &view.object().id.kind;
    let field = &trouble.field;
    let at_value = document.scalar(trouble.node).is_some() && !matches!(trouble.kind, TroubleKind::Unknown(_));
    let first = document.entries(trouble.node).first().map(|e| e.key);
    let at = if at_value { trouble.node } else { trouble.key.or(first).unwrap_or(trouble.node) };
    let (message, advice) = words(kind, field, &trouble.kind);
    let mut finding = view.finding_at(at, message);
    let lacking = match &trouble.kind {
        TroubleKind::Missing(name) => vec![name.as_str()],
        _ => Vec::new(),
    };
    if !lacking.is_empty() || at != trouble.node && trouble.key.is_none() {
        finding = finding.aim(trouble.key.is_none() && at != trouble.node, &lacking);
    }
    if let TroubleKind::Unknown(Some(near)) = &trouble.kind {
        finding = finding.safe_fix(format!("Rename to `{near}`"), view.node_place(at), near.clone());
    }
    finding.help(format!("The definition of {kind} in this set says so, and the API server refuses the object. {advice}"))
}

fn words(kind: &str, field: &str, trouble: &TroubleKind) -> (String, String) {
    let plain = "See its schema in the definition.".to_owned();
    match trouble {
        TroubleKind::Unknown(near) => {
            let advice = match near {
                Some(near) => format!("Did you mean `{near}`?"),
                None => "Remove it, or check the spelling and the indentation.".to_owned(),
            };
            (format!("{kind} has no field `{field}` here"), advice)
        }
        TroubleKind::Type(wanted, found) => {
            (format!("`{field}` must be of type {wanted}, not {found}"), "Write a value of that type.".to_owned())
        }
        TroubleKind::Missing(name) => (format!("`{name}` is missing"), format!("Add `{name}:`.")),
        TroubleKind::NotOneOf(allowed) => {
            (format!("The value of `{field}` is not allowed"), format!("Write one of: {}.", allowed.join(", ")))
        }
        TroubleKind::Bound(bound, limit) => (format!("`{field}` breaks `{bound}: {limit}`"), plain),
        TroubleKind::Format(format) => (format!("The value of `{field}` is not of format `{format}`"), plain),
        TroubleKind::Pattern(pattern) => (format!("The value of `{field}` does not match `{pattern}`"), plain),
        TroubleKind::Twice => (format!("An item of `{field}` stands there twice"), "Remove one.".to_owned()),
        TroubleKind::Alternative(name) => (format!("`{field}` does not satisfy `{name}` of its schema"), plain),
    }
}
