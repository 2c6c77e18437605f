//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// The upper end of a range is below its lower end.
    ///
    /// ## Why it matters
    /// Nothing lies in such a range. The API server refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: autoscaling/v2
    /// kind: HorizontalPodAutoscaler
    /// metadata:
    ///   name: web
    /// spec:
    ///   scaleTargetRef:
    ///     apiVersion: example.com/v1
    ///     kind: Shop
    ///     name: web
    ///   minReplicas: 5
    ///   maxReplicas: 3
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
    ///   minReplicas: 3
    ///   maxReplicas: 5
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
    /// - `pkg/apis/autoscaling/validation`: `validateHorizontalPodAutoscalerSpec`
    /// - `pkg/apis/networking/validation`: `ValidateNetworkPolicyPort`
    "bounds-reversed", Error, Part(&["HorizontalPodAutoscalerSpec", "NetworkPolicyPort"], check)
}

/// Type, lower end, upper end.
const RANGES: [(&str, &str, &str); 2] =
    [("HorizontalPodAutoscalerSpec", "minReplicas", "maxReplicas"), ("NetworkPolicyPort", "port", "endPort")];

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    for (_, low, high) in RANGES.into_iter().filter(|(ty, ..)| *ty == part.type_name()) {
        let (Some(least), Some(most)) = (part.int(low), part.int(high)) else { continue };
        // Below one it is no number of pods, no port: that has a finding of its own.
        if most < least && most > 0 {
            let place = part.value(low).map(|node| part.place(node));
            let finding = part.finding(high, format!("`{high}` is {most}, less than `{low}`, which is {least}"));
            let finding = finding.help("The API server refuses it. Exchange the two, or raise the upper one.");
            out.push(finding.related(place, "the lower end"));
        }
    }
}
