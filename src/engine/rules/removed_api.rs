//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::schema::lifecycle::{Lifecycle, Stage, TARGET};
use crate::engine::schema;
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
    let Some(gone) = schema::lifecycle(&object.api_version, &object.id.kind) else { return };
    if gone.stage(TARGET) != Stage::Removed {
        return;
    }
    let (message, help) = words(&object.api_version, &object.id.kind, &gone);
    out.push(with_fix(view, view.finding(&route!["apiVersion"], message).help(help), &gone));
}

/// What is wrong, and what to do.
#[must_use]
pub fn words(api_version: &str, kind: &str, gone: &Lifecycle) -> (String, String) {
    let message = format!("{kind} of `{api_version}` was removed in Kubernetes 1.{}", gone.removed);
    (message, format!("A current API server does not know it. {}", advice(gone)))
}

/// What to write instead, and what changes with it.
pub(super) fn advice(gone: &Lifecycle) -> String {
    let note = if gone.note.is_empty() { String::new() } else { format!(" What changes: {}.", gone.note) };
    match gone.replacement {
        "" => format!("No kind replaces it.{note}"),
        version => format!("Use `{version}`.{note}"),
    }
}

/// Where the object would be whole in the new version, the version can be replaced.
pub(super) fn with_fix(view: &ObjectView<'_>, finding: Finding, gone: &Lifecycle) -> Finding {
    let (document, object) = (&view.at.facts.document, view.object());
    let Some(new) = schema::kind(gone.replacement, &object.id.kind) else { return finding };
    let fits = schema::check(document, object.node, &new).problems.is_empty();
    // An empty selector selected nothing there, and selects everything here.
    let (_, selects) = route!["spec", "selector", "matchLabels"].resolve(document, object.node);
    if !fits || (object.id.kind == "PodDisruptionBudget" && !selects) {
        return finding;
    }
    finding.safe_fix(format!("Use `{}`", gone.replacement), view.place(&route!["apiVersion"], Part::Value), gone.replacement)
}
