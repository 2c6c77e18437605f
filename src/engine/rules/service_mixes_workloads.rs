//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::graph::End;
use crate::engine::workspace::ObjectIndex;
use crate::engine::yaml::Part;
use crate::route;

super::rule! {
    /// A Service sends requests to the pods of two workloads.
    ///
    /// ## Why it matters
    /// Requests go to all pods that carry the labels, in turn. That is meant where both run the same application,
    /// as in a canary release, and a mistake where the labels are just too general.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector: {app: web}
    ///   ports:
    ///     - port: 80
    /// ---
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
    ///   name: worker
    /// spec:
    ///   selector:
    ///     matchLabels: {app: web, part: worker}
    ///   template:
    ///     metadata:
    ///       labels: {app: web, part: worker}
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector: {app: web, part: front}
    ///   ports:
    ///     - port: 80
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     matchLabels: {app: web, part: front}
    ///   template:
    ///     metadata:
    ///       labels: {app: web, part: front}
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: worker
    /// spec:
    ///   selector:
    ///     matchLabels: {app: web, part: worker}
    ///   template:
    ///     metadata:
    ///       labels: {app: web, part: worker}
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27
    /// ```
    ///
    /// ## References
    /// - Kubernetes documentation, "Service", section "Services without selectors"; `pkg/controller/endpointslice`
    "service-mixes-workloads", Hint, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let mut reached: Vec<ObjectIndex> = Vec::new();
    for edge in view.edges(view.index).iter().filter(|edge| edge.relation == "selects") {
        match edge.to {
            End::Present(index) if !reached.contains(&index) => reached.push(index),
            _ => {}
        }
    }
    // Pods of one kind that are written one by one are one group, as are the same object twice.
    let named = |index: &ObjectIndex| view.other(*index).filter(|o| !matches!(o.object().id.kind.as_str(), "Pod" | "Job" | "CronJob"));
    let mut others: Vec<_> = reached.iter().filter_map(named).collect();
    others.dedup_by(|a, b| a.object().id == b.object().id);
    let [first, second, ..] = others.as_slice() else { return };
    let finding = view
        .finding_at_key(&route!["spec", "selector"], format!("Requests go to {} and to {}", first.object().id, second.object().id))
        .help("If they are not the same application, add a label to the selector that only the pods of one carry.")
        .related(Some(second.place(&route!["metadata", "name"], Part::Value)), "the second one");
    out.push(finding);
}
