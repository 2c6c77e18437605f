//! What the conflicts of Services ask.

use crate::engine::part::Part;

/// A Service's type, with its default.
pub(super) fn service_type<'a>(spec: &Part<'a>) -> &'a str {
    match spec.text("type") {
        "" => "ClusterIP",
        written => written,
    }
}

/// The Service has one of these types.
pub(super) fn is(spec: &Part<'_>, types: &[&str]) -> bool {
    types.contains(&service_type(spec))
}

/// It has another type than this one, and one that exists.
pub(super) fn is_other_than(spec: &Part<'_>, wanted: &str) -> bool {
    let written = service_type(spec);
    written != wanted && ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"].contains(&written)
}

/// Traffic from outside can reach it (`ExternallyAccessible`).
pub(super) fn is_reached_from_outside(spec: &Part<'_>) -> bool {
    match service_type(spec) {
        "ClusterIP" => !spec.is_empty("externalIPs"),
        "ExternalName" => false,
        _ => true,
    }
}

/// Several addresses or families, and a policy for one.
pub(super) fn has_two_families(spec: &Part<'_>) -> bool {
    spec.items("ipFamilies").len() > 1 || spec.items("clusterIPs").len() > 1
}

/// The first of `clusterIPs` is another address than `clusterIP`.
pub(super) fn has_other_first_ip(spec: &Part<'_>) -> bool {
    let first = spec.items("clusterIPs").first().and_then(|node| spec.document().str(*node));
    first.is_some_and(|first| first != spec.text("clusterIP"))
}

/// The source that a metric of a type reads.
pub(super) fn metric_source(metric: &Part<'_>) -> &'static str {
    match metric.text("type") {
        "ContainerResource" => "containerResource",
        "External" => "external",
        "Object" => "object",
        "Pods" => "pods",
        "Resource" => "resource",
        _ => "",
    }
}

/// The type of the mapping around.
pub(super) fn around(part: &Part<'_>, types: &[&str]) -> bool {
    part.up().is_some_and(|up| types.contains(&up.type_name()))
}

/// A list of words has this one.
pub(super) fn lists(part: &Part<'_>, field: &str, word: &str) -> bool {
    part.items(field).iter().any(|node| part.document().str(*node) == Some(word))
}
