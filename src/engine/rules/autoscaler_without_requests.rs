//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::graph::End;
use crate::engine::objects::workload::{self, Pods};
use crate::engine::objects::Typed;
use crate::engine::yaml::Route;
use crate::route;
use k8s_openapi::api::autoscaling::v2::MetricSpec;
use k8s_openapi::api::core::v1::ResourceRequirements;

super::rule! {
    /// An autoscaler aims at a share of requests that its pods do not make.
    ///
    /// ## Why it matters
    /// Utilization is usage divided by the request. Without a request in every container there is nothing to divide
    /// by: the autoscaler reports `FailedGetResourceMetric` and never scales.
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
    /// - `pkg/controller/podautoscaler`: `calculatePodRequests`
    "autoscaler-without-requests", Warning, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let Typed::HorizontalPodAutoscaler(autoscaler) = &view.object().typed else { return };
    let target = view.edges(view.index).iter().find_map(|edge| match edge.to {
        End::Present(index) if edge.relation == "scales" => Some(index),
        _ => None,
    });
    let Some(target) = target.and_then(|index| view.other(index)) else { return };
    let Some(pods) = workload::pods(target.object()) else { return };
    // A LimitRange may fill requests in.
    if !view.objects.of_kind("", "LimitRange", Some(view.object().namespace())).is_empty() {
        return;
    }
    if autoscaler.spec.metrics.iter().flatten().next().is_none() && !has_old_metrics(view) {
        let at = ["targetCPUUtilizationPercentage", "scaleTargetRef"].map(|field| route!["spec", field]);
        let at = if view.written(&at[0]).is_some() { &at[0] } else { &at[1] };
        out.extend(lacking(&pods, "cpu", None).map(|without| finding(view, at, without, "cpu", &target, &pods)));
    }
    for (n, metric) in autoscaler.spec.metrics.iter().flatten().enumerate() {
        let Some((resource, only, field)) = wanted(metric) else { continue };
        let Some(without) = lacking(&pods, resource, only) else { continue };
        let at = route!["spec", "metrics", n, field, "target", "averageUtilization"];
        out.push(finding(view, &at, without, resource, &target, &pods));
    }
}

/// The resource whose utilization is aimed at, the one container that is meant, and the metric's field.
fn finding(view: &ObjectView<'_>, at: &Route, without: &str, resource: &str, target: &ObjectView<'_>, pods: &Pods<'_>) -> Finding {
    view.finding(at, format!("Container `{without}` of {} requests no {resource}", target.object().id))
        .help(format!("Utilization is a share of what is requested, so there is nothing to scale by. Give the container `resources.requests.{resource}`, or aim at an `averageValue`."))
        .related(target.written(&pods.spec_route.then("containers")), "its containers")
}

/// The first version of the API has other metrics in an annotation.
fn has_old_metrics(view: &ObjectView<'_>) -> bool {
    view.written(&route!["metadata", "annotations", "autoscaling.alpha.kubernetes.io/metrics"]).is_some()
}

fn wanted(metric: &MetricSpec) -> Option<(&str, Option<&str>, &'static str)> {
    if let Some(source) = &metric.resource {
        source.target.average_utilization?;
        return Some((&source.name, None, "resource"));
    }
    let source = metric.container_resource.as_ref()?;
    source.target.average_utilization?;
    Some((&source.name, Some(&source.container), "containerResource"))
}

/// The first container without such a request. A limit stands in for it.
fn lacking<'a>(pods: &Pods<'a>, resource: &str, only: Option<&str>) -> Option<&'a str> {
    let asks = |resources: &ResourceRequirements| {
        [&resources.requests, &resources.limits].into_iter().flatten().any(|amounts| amounts.contains_key(resource))
    };
    if pods.spec.resources.as_ref().is_some_and(asks) {
        return None;
    }
    let meant = pods.spec.containers.iter().filter(|c| only.is_none_or(|name| c.name == name));
    meant.filter(|c| !c.resources.as_ref().is_some_and(asks)).map(|c| c.name.as_str()).next()
}
