//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::schema::{self, removed};
use crate::engine::yaml::Part;
use crate::route;

super::rule! {
    /// A kind that a built-in API group does not have.
    ///
    /// ## Why it matters
    /// The API server answers `no matches for kind`. Kinds of other groups may be defined in the cluster: they are
    /// not judged.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: apps/v1
    /// kind: Deploymnt
    /// metadata:
    ///   name: web
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Namespace
    /// metadata:
    ///   name: web
    /// ```
    ///
    /// ## References
    /// - API reference, group and version lists
    "unknown-kind", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let object = view.object();
    let (version, kind) = (object.api_version.as_str(), object.id.kind.as_str());
    let known = object.namespaced.is_some() || removed::removed(version, kind).is_some();
    // Lists, and kinds that are only sent to subresources, are real but have no table.
    let other = kind.ends_with("List") || matches!(kind, "Binding" | "DeleteOptions" | "Eviction" | "Scale" | "Status" | "");
    if known || other || !schema::has_version(version) {
        return;
    }
    let nearest = schema::nearest_kind(version, kind);
    let advice = match nearest {
        Some(near) if near.kind == kind => format!("{kind} is in `{}`.", near.api_version),
        Some(near) => format!("Did you mean `{}`?", near.kind),
        None => "Check the spelling of kind and version.".to_owned(),
    };
    let (route, text) = match nearest {
        Some(near) if near.kind == kind => (route!["apiVersion"], near.api_version),
        Some(near) => (route!["kind"], near.kind),
        None => (route!["kind"], ""),
    };
    let mut finding = view
        .finding(&route, format!("`{version}` has no kind `{kind}`"))
        .help(format!("The API server does not know it and refuses the object. {advice}"));
    if !text.is_empty() {
        finding = finding.fix(format!("Use `{text}`"), view.place(&route, Part::Value), text);
    }
    out.push(finding);
}
