//! See the rule's own documentation.

use super::removed_api;
use crate::engine::finding::{Finding, ObjectView};
use crate::engine::schema;
use crate::engine::schema::lifecycle::{Lifecycle, Stage, TARGET};
use crate::route;

super::rule! {
    /// An API version that Kubernetes is going to remove.
    ///
    /// ## Why it matters
    /// The API server still takes it, with a warning; after the release that removes it nothing of the object is
    /// applied.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: networking.k8s.io/v1beta1
    /// kind: ServiceCIDR
    /// metadata:
    ///   name: second-range
    /// spec:
    ///   cidrs:
    ///     - 10.200.0.0/16
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: networking.k8s.io/v1
    /// kind: ServiceCIDR
    /// metadata:
    ///   name: second-range
    /// spec:
    ///   cidrs:
    ///     - 10.200.0.0/16
    /// ```
    ///
    /// ## References
    /// - Kubernetes documentation, "Deprecated API Migration Guide"; `APILifecycleDeprecated` in `k8s.io/api`
    "deprecated-api", Warning, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let object = view.object();
    let Some(going) = schema::lifecycle(&object.api_version, &object.id.kind) else { return };
    if going.stage(TARGET) != Stage::Deprecated {
        return;
    }
    let (message, help) = words(&object.api_version, &object.id.kind, &going);
    out.push(removed_api::with_fix(view, view.finding(&route!["apiVersion"], message).help(help), &going));
}

/// What is wrong, and what to do.
#[must_use]
pub fn words(api_version: &str, kind: &str, going: &Lifecycle) -> (String, String) {
    let message = format!("{kind} of `{api_version}` is deprecated since Kubernetes 1.{}", going.deprecated);
    let help = format!("Kubernetes 1.{} serves it no more. {}", going.removed, removed_api::advice(going));
    (message, help)
}
