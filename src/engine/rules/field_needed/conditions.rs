//! What the needs of services, storage and metrics ask.

use crate::engine::part::Part;
use crate::engine::yaml::Scalar;

/// A list that is written and empty: that it is absent is said by the schema's own check.
pub(super) fn is_bare(part: &Part<'_>, field: &str) -> bool {
    part.has(field) && part.is_empty(field)
}

/// The Service has no address of its own.
pub(super) fn is_headless(spec: &Part<'_>) -> bool {
    let first = spec.items("clusterIPs").first().and_then(|node| spec.document().str(*node));
    spec.text("clusterIP") == "None" || first == Some("None")
}

/// A map of amounts lacks this one.
pub(super) fn lacks_amount(part: &Part<'_>, field: &str, name: &str) -> bool {
    let amounts = part.pairs(field);
    !amounts.iter().any(|pair| part.document().key(pair) == name && !is_null(part, pair.value))
}

fn is_null(part: &Part<'_>, node: crate::engine::yaml::NodeId) -> bool {
    part.document().scalar(node).is_some_and(Scalar::is_null)
}

/// A metric of this type that lacks its source.
pub(super) fn lacks_source(metric: &Part<'_>, ty: &str, field: &str) -> bool {
    metric.text("type") == ty && !metric.has(field)
}

/// A target inside one of these sources that has none of the fields.
pub(super) fn lacks_target(target: &Part<'_>, sources: &[&str], fields: &[&str]) -> bool {
    target.up().is_some_and(|up| sources.contains(&up.type_name())) && !fields.iter().any(|field| target.has(field))
}

/// An item of a list of several.
pub(super) fn has_siblings(part: &Part<'_>, list: &str) -> bool {
    part.up().is_some_and(|up| up.items(list).len() > 1)
}

/// A rule about resources, not about URLs.
pub(super) fn is_about_resources(rule: &Part<'_>) -> bool {
    rule.is_empty("nonResourceURLs")
}

/// The type of the mapping around.
pub(super) fn around(part: &Part<'_>, types: &[&str]) -> bool {
    part.up().is_some_and(|up| types.contains(&up.type_name()))
}
