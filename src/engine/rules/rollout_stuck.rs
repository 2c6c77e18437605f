//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::yaml::{Scalar, scalar::Kind};

super::rule! {
    /// A rolling update may neither add a pod nor take one away.
    ///
    /// ## Why it matters
    /// With `maxSurge` and `maxUnavailable` both zero an update could never begin. The API server refuses it.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: api
    /// spec:
    ///   strategy:
    ///     rollingUpdate:
    ///       maxSurge: 0
    ///       maxUnavailable: 0
    ///   selector:
    ///     matchLabels: {app: api}
    ///   template:
    ///     metadata:
    ///       labels: {app: api}
    ///     spec:
    ///       containers:
    ///         - name: api
    ///           image: nginx:1.27
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: api
    /// spec:
    ///   strategy:
    ///     rollingUpdate:
    ///       maxSurge: 1
    ///       maxUnavailable: 0
    ///   selector:
    ///     matchLabels: {app: api}
    ///   template:
    ///     metadata:
    ///       labels: {app: api}
    ///     spec:
    ///       containers:
    ///         - name: api
    ///           image: nginx:1.27
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/apps/validation`: `ValidateRollingUpdateDeployment`, `ValidateRollingUpdateDaemonSet`
    "rollout-stuck", Error, Part(&["DaemonSetSpec", "DeploymentSpec"], check)
}

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    // A DaemonSet's surge is 0 unless written; a Deployment's two defaults are both 25 %.
    let daemon = part.type_name() == "DaemonSetSpec";
    let strategy = part.part(if daemon { "updateStrategy" } else { "strategy" });
    let Some(update) = strategy.filter(|s| matches!(s.text("type"), "" | "RollingUpdate")).and_then(|s| s.part("rollingUpdate")) else { return };
    let surge_is_zero = update.scalar("maxSurge").map_or(daemon, is_zero);
    if surge_is_zero && update.scalar("maxUnavailable").is_some_and(is_zero) {
        let finding = update
            .finding("maxUnavailable", "`maxSurge` and `maxUnavailable` are both zero, so no pod could ever be replaced")
            .help("The API server refuses it. Let one of the two be at least 1: `maxSurge: 1` adds a pod first and keeps full capacity.")
            .related(update.value("maxSurge").map(|node| update.place(node)), "zero here, too");
        out.push(finding);
    }
}

/// Zero as a number or a percentage.
fn is_zero(value: &Scalar) -> bool {
    match value.kind {
        Kind::Int(n) => n == 0,
        _ => value.text.strip_suffix('%').and_then(|p| p.parse::<u32>().ok()) == Some(0),
    }
}
