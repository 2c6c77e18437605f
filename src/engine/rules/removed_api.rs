//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::schema::removed;
use crate::engine::yaml::Part;
use crate::route;

super::rule! {
    /// An API version that Kubernetes no longer serves.
    ///
    /// ## Why it matters
    /// A current API server answers `no matches for kind`, and nothing of the object is applied.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: policy/v1beta1
    /// kind: PodDisruptionBudget
    /// metadata:
    ///   name: web
    /// spec:
    ///   minAvailable: 1
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata:
    ///   name: web
    /// spec:
    ///   minAvailable: 1
    /// ```
    ///
    /// ## References
    /// - Kubernetes documentation, "Deprecated API Migration Guide"
    "removed-api", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let object = view.object();
    let Some(gone) = removed::removed(&object.api_version, &object.id.kind) else { return };
    let route = route!["apiVersion"];
    let (major, minor) = gone.since;
    let message = format!("{} of `{}` was removed in Kubernetes {major}.{minor}", object.id.kind, object.api_version);
    let note = if gone.note.is_empty() { String::new() } else { format!(" What changes: {}.", gone.note) };
    let finding = if gone.replacement.is_empty() {
        view.finding(&route, message).help(format!("A current API server does not know it, and no kind replaces it.{note}"))
    } else {
        let help = format!("A current API server does not know it. Use `{}`.{note}", gone.replacement);
        view.finding(&route, message).help(help).fix(format!("Use `{}`", gone.replacement), view.place(&route, Part::Value), gone.replacement)
    };
    out.push(finding);
}
