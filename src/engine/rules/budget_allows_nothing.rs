//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::graph::End;
use crate::engine::objects::{Typed, defaults, workload};
use crate::engine::workspace::ObjectIndex;
use crate::engine::objects::value::port;
use crate::route;

super::rule! {
    /// A disruption budget never lets a pod go.
    ///
    /// ## Why it matters
    /// Draining a node waits until the budget allows each eviction. With a budget of none the drain, and with it
    /// every upgrade of the cluster, hangs until somebody removes the budget.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata:
    ///   name: web
    /// spec:
    ///   minAvailable: 1
    ///   selector:
    ///     matchLabels: {app: web}
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
    ///   selector:
    ///     matchLabels: {app: web}
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
    /// ```
    ///
    /// ## References
    /// - `pkg/controller/disruption`: `getExpectedPodCount`
    "budget-allows-nothing", Warning, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let Typed::PodDisruptionBudget(budget) = &view.object().typed else { return };
    let Some(spec) = &budget.spec else { return };
    let pods = guarded(view);
    let (field, value, none) = match (&spec.max_unavailable, &spec.min_available) {
        (Some(most), None) => ("maxUnavailable", most, defaults::scaled(most, pods.unwrap_or(100), true) == Some(0)),
        (None, Some(least)) => {
            let demanded = defaults::scaled(least, pods.unwrap_or(100), true);
            let whole = port::text(least) == "100%";
            ("minAvailable", least, whole || pods.is_some_and(|pods| pods > 0 && demanded.is_some_and(|d| d >= pods)))
        }
        _ => return,
    };
    if none {
        let count = pods.filter(|_| field == "minAvailable").map_or(String::new(), |n| format!(" of {n} pods"));
        let finding = view.finding(&route!["spec", field], format!("`{field}: {}`{count} allows no eviction", port::text(value)));
        out.push(finding.help("Draining a node would wait for ever. Allow one pod to be away, and run at least one more than must be available."));
    }
}

/// How many pods the budget guards, where the set says it for sure.
fn guarded(view: &ObjectView<'_>) -> Option<i64> {
    let mut seen: Vec<ObjectIndex> = Vec::new();
    for edge in view.edges(view.index).iter().filter(|edge| edge.relation == "guards") {
        match edge.to {
            End::Present(index) => seen.push(index),
            _ => return None,
        }
    }
    // An autoscaler may run more.
    if seen.is_empty() || !view.objects.of_kind("autoscaling", "HorizontalPodAutoscaler", Some(view.object().namespace())).is_empty() {
        return None;
    }
    let count = |index: &ObjectIndex| workload::pods(view.objects.get(*index)?.object)?.replicas.map(i64::from);
    seen.iter().map(count).sum()
}
