//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::graph::End;
use crate::route;

super::rule! {
    /// A workload that an autoscaler scales fixes its number of pods.
    ///
    /// ## Why it matters
    /// Both write the same field. Each `kubectl apply` of the workload sets the number back to what is written, and
    /// pods are killed until the autoscaler adds them again.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: autoscaling/v2
    /// kind: HorizontalPodAutoscaler
    /// metadata:
    ///   name: web
    /// spec:
    ///   scaleTargetRef:
    ///     apiVersion: apps/v1
    ///     kind: Deployment
    ///     name: web
    ///   maxReplicas: 5
    ///   metrics:
    ///     - type: Resource
    ///       resource:
    ///         name: cpu
    ///         target:
    ///           type: Utilization
    ///           averageUtilization: 70
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   replicas: 2
    ///   selector:
    ///     matchLabels: {app: web}
    ///   template:
    ///     metadata:
    ///       labels: {app: web}
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27
    ///           resources:
    ///             requests: {cpu: 100m}
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: autoscaling/v2
    /// kind: HorizontalPodAutoscaler
    /// metadata:
    ///   name: web
    /// spec:
    ///   scaleTargetRef:
    ///     apiVersion: apps/v1
    ///     kind: Deployment
    ///     name: web
    ///   maxReplicas: 5
    ///   metrics:
    ///     - type: Resource
    ///       resource:
    ///         name: cpu
    ///         target:
    ///           type: Utilization
    ///           averageUtilization: 70
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
    ///           resources:
    ///             requests: {cpu: 100m}
    /// ```
    ///
    /// ## References
    /// - Kubernetes documentation, "Migrating Deployments and StatefulSets to horizontal autoscaling"
    "autoscaler-fixed-replicas", Warning, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    for edge in view.edges(view.index).iter().filter(|edge| edge.relation == "scales") {
        let End::Present(index) = edge.to else { continue };
        let Some(target) = view.other(index) else { continue };
        let Some(place) = target.written(&route!["spec", "replicas"]) else { continue };
        let finding = view
            .finding(&edge.route, format!("{} has a fixed number of `replicas`, too", target.object().id))
            .help("Every apply of the workload undoes the scaling. Remove `replicas` from it; `minReplicas` here says how many there are at least.")
            .related(Some(place), "the number that is fixed");
        out.push(finding);
    }
}
