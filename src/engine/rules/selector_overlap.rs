//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::objects::value::selector;
use crate::engine::objects::{Object, workload};
use crate::engine::yaml::Part;
use crate::route;

super::rule! {
    /// Two workloads of a namespace select each other's pods.
    ///
    /// ## Why it matters
    /// A controller counts the pods that its selector matches. Where two match the same pods, budgets, autoscalers
    /// and `kubectl` mix them up, and orphaned pods go to either.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     matchLabels: {app: web}
    ///   template:
    ///     metadata:
    ///       labels: {app: web}
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web-new
    /// spec:
    ///   selector:
    ///     matchLabels: {app: web}
    ///   template:
    ///     metadata:
    ///       labels: {app: web}
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     matchLabels: {app: web}
    ///   template:
    ///     metadata:
    ///       labels: {app: web}
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: api
    /// spec:
    ///   selector:
    ///     matchLabels: {app: api}
    ///   template:
    ///     metadata:
    ///       labels: {app: api}
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27
    /// ```
    ///
    /// ## References
    /// - Kubernetes documentation, "Deployments", section "Selector"
    "selector-overlap", Warning, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let mine = view.object();
    let Some(wanted) = workload::selector(mine).filter(|s| !selector::is_empty(s)) else { return };
    let candidates = view.objects.candidates(mine.namespace(), wanted.match_labels.as_ref());
    let other = candidates.into_iter().filter_map(|index| view.other(index)).find(|other| {
        let object = other.object();
        // The same object twice is said already.
        object.id != mine.id && view.objects.is_before(other.index, view.index) && takes(mine, object) && takes(object, mine)
    });
    let Some(other) = other else { return };
    let at = route!["spec", "selector"];
    let finding = view
        .finding_at_key(&at, format!("{} and {} select each other's pods", mine.id, other.object().id))
        .help("Give each a label with a value of its own, in the selector and in the pod template.")
        .related(Some(other.place(&at, Part::Key)), "the other selector");
    out.push(finding);
}

/// Whether the selector of one workload matches the pods of the other.
fn takes(one: &Object, other: &Object) -> bool {
    let (Some(wanted), Some(pods)) = (workload::selector(one), workload::pods(other)) else { return false };
    // A Job's pods and bare pods are not counted by others.
    workload::selector(other).is_some() && selector::matches(wanted, pods.labels)
}
