//! See the rule's own documentation.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::objects::Typed;
use crate::route;

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
    "rollout-stuck", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let (surge, unavailable, strategy, default) = match &view.object().typed {
        Typed::Deployment(d) => match d.spec.strategy.as_ref().and_then(|s| s.rolling_update.as_ref()) {
            Some(update) => (&update.max_surge, &update.max_unavailable, "strategy", "25%"),
            None => return,
        },
        Typed::DaemonSet(d) => match d.spec.update_strategy.as_ref().and_then(|s| s.rolling_update.as_ref()) {
            Some(update) => (&update.max_surge, &update.max_unavailable, "updateStrategy", "1"),
            None => return,
        },
        _ => return,
    };
    // A DaemonSet's surge is 0 unless written; a Deployment's two defaults are both 25 %.
    let surge_is_zero = surge.as_ref().map_or(default == "1", is_zero);
    if surge_is_zero && unavailable.as_ref().is_some_and(is_zero) {
        let finding = view
            .finding(&route!["spec", strategy, "rollingUpdate", "maxUnavailable"], "`maxSurge` and `maxUnavailable` are both zero, so no pod could ever be replaced")
            .help("The API server refuses it. Let one of the two be at least 1: `maxSurge: 1` adds a pod first and keeps full capacity.")
            .related(view.written(&route!["spec", strategy, "rollingUpdate", "maxSurge"]), "zero here, too");
        out.push(finding);
    }
}

/// Zero as a number or a percentage.
fn is_zero(value: &IntOrString) -> bool {
    match value {
        IntOrString::Int(n) => *n == 0,
        IntOrString::String(text) => text.strip_suffix('%').and_then(|p| p.parse::<u32>().ok()) == Some(0),
    }
}
