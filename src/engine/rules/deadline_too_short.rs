//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// A Deployment would have to be finished before its first pod counts as available.
    ///
    /// ## Why it matters
    /// A pod counts as available when it has been ready for `minReadySeconds`; a rollout that has made no progress for
    /// `progressDeadlineSeconds` (600 unless written) has failed. The API server refuses a deadline that is not longer.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   minReadySeconds: 120
    ///   progressDeadlineSeconds: 60
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
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
    ///   minReadySeconds: 30
    ///   progressDeadlineSeconds: 600
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/apps/validation`: `ValidateDeploymentSpec`
    "deadline-too-short", Error, Part(&["DeploymentSpec"], check)
}

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    let ready = part.int("minReadySeconds").unwrap_or(0);
    let deadline = part.int("progressDeadlineSeconds").unwrap_or(600);
    // Numbers below zero are said to be out of range.
    if ready < 0 || deadline < 0 || deadline > ready {
        return;
    }
    let field = if part.has("progressDeadlineSeconds") { "progressDeadlineSeconds" } else { "minReadySeconds" };
    let message = format!("A deadline of {deadline} seconds is not longer than the {ready} seconds that a pod must be ready");
    let finding = part.finding(field, message).help("The API server refuses it, because every rollout would fail. Raise `progressDeadlineSeconds` or lower `minReadySeconds`.");
    let other = part.value("minReadySeconds").filter(|_| field == "progressDeadlineSeconds");
    out.push(finding.related(other.map(|node| part.place(node)), "ready for so long"));
}
