//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::graph::{Edge, End};

super::rule! {
    /// A disruption budget or network policy selects no pods of this set.
    ///
    /// ## Why it matters
    /// It protects nothing, and nothing says so: the object is valid and waits for pods that never come.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata:
    ///   name: api
    /// spec:
    ///   maxUnavailable: 1
    ///   selector:
    ///     matchLabels:
    ///       app: apii
    /// ---
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: api
    ///   labels:
    ///     app: api
    /// spec:
    ///   containers:
    ///     - name: api
    ///       image: nginx:1.27
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata:
    ///   name: api
    /// spec:
    ///   maxUnavailable: 1
    ///   selector:
    ///     matchLabels:
    ///       app: api
    /// ---
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: api
    ///   labels:
    ///     app: api
    /// spec:
    ///   containers:
    ///     - name: api
    ///       image: nginx:1.27
    /// ```
    ///
    /// ## References
    /// - API reference, `PodDisruptionBudgetSpec`, `NetworkPolicySpec`
    "guards-nothing", Warning, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let nothing = |edge: &&Edge| edge.relation == "guards" && edge.to == End::Nothing;
    let edges: Vec<&Edge> = view.graph.from(view.index).iter().filter(nothing).collect();
    // Without any pods in the set there is nothing to compare with.
    if edges.is_empty() || view.objects.candidates(view.object().namespace(), None).is_empty() {
        return;
    }
    for edge in edges {
        let id = &view.object().id;
        let finding = view
            .finding(&edge.route, format!("{id} selects no pods of this set"))
            .help("It protects nothing. Make its selector agree with the labels in the pod template of the workload that is meant.");
        out.push(finding);
    }
}
