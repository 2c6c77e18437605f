//! See the rule's own documentation.

use crate::engine::finding::{DocumentView, Finding};
use crate::engine::objects::decode;
use crate::engine::workspace::Role;
use crate::engine::yaml::{Content, NodeId};

super::rule! {
    /// A document does not say what it is: `apiVersion` or `kind` is missing.
    ///
    /// ## Why it matters
    /// The API server finds the type of an object by these two fields. Without them kubectl refuses the file.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// metadata:
    ///   name: greeting
    /// data:
    ///   text: hello
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: greeting
    /// data:
    ///   text: hello
    /// ```
    ///
    /// ## References
    /// - API conventions, section "Types (Kinds)"
    "missing-type", Error, Document(check)
}

fn check(view: &DocumentView<'_>, out: &mut Vec<Finding>) {
    let document = &view.facts.document;
    // A broken text may have lost the fields: its syntax error is the finding.
    if view.facts.role != Role::Objects || document.is_broken() {
        return;
    }
    // The items of a `ConfigMapList` need not repeat what the list says.
    let kind = document.root().and_then(|root| document.get(root, "kind")).and_then(|kind| document.str(kind));
    let typed = kind.is_some_and(|kind| kind.ends_with("List") && kind != "List");
    for node in decode::roots(document) {
        if matches!(document.content(node), Content::Mapping(_)) {
            if !typed || document.root() == Some(node) {
                fields(view, node, out);
            }
        } else {
            let finding = view.finding(document.span(node), "This document is not a Kubernetes object").help(
                "An object is a mapping with at least `apiVersion`, `kind` and `metadata`. If this text belongs to the document above, indent it.",
            );
            out.push(finding);
        }
    }
}

fn fields(view: &DocumentView<'_>, node: NodeId, out: &mut Vec<Finding>) {
    let document = &view.facts.document;
    for (field, example) in [("apiVersion", "apps/v1"), ("kind", "Deployment")] {
        let value = document.get(node, field);
        if value.and_then(|v| document.str(v)).is_some_and(|text| !text.is_empty()) {
            continue;
        }
        let first = document.entries(node).first().map(|e| e.key);
        let at = document.span(value.or(first).unwrap_or(node));
        let finding = view.finding(at, format!("`{field}` is missing")).aim(value.or(first).is_some(), &[field]);
        out.push(finding.help(format!("The API server needs it to know the type of the object. Add `{field}:` with a value such as `{example}`.")));
    }
}
