//! See the rule's own documentation.

mod pods;
mod services;

use crate::engine::finding::Finding;
use crate::engine::part::{self, Part};
use crate::engine::table::{self, TypeRows};
use crate::engine::yaml::NodeId;

super::rule! {
    /// A number is smaller or larger than its field allows.
    ///
    /// ## Why it matters
    /// Counts cannot be negative, periods not zero, and some numbers have a highest value. The API server refuses
    /// the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   sessionAffinity: ClientIP
    ///   sessionAffinityConfig:
    ///     clientIP:
    ///       timeoutSeconds: 100000
    ///   ports:
    ///     - port: 80
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   sessionAffinity: ClientIP
    ///   sessionAffinityConfig:
    ///     clientIP:
    ///       timeoutSeconds: 3600
    ///   ports:
    ///     - port: 80
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/*/validation`, by field in this rule's tables
    "value-out-of-range", Error, Part(&TYPES, check)
}

/// What a field takes, and whether a zero counts as absent, so that a default takes its place.
#[derive(Debug)]
struct Bounds {
    least: i64,
    most: i64,
    zero_is_absent: bool,
}

static TOPICS: &[&[TypeRows<Bounds>]] = &[pods::ROWS, services::ROWS];
const TYPES: [&str; table::count(&[pods::ROWS, services::ROWS])] = table::types(&[pods::ROWS, services::ROWS]);

const fn between(least: i64, most: i64) -> Bounds {
    Bounds { least, most, zero_is_absent: false }
}

const fn at_least(least: i64) -> Bounds {
    between(least, i64::MAX)
}

/// As [`between`], but a zero is replaced by a default.
const fn between_or_zero(least: i64, most: i64) -> Bounds {
    Bounds { least, most, zero_is_absent: true }
}

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    for (field, bounds) in table::rows(TOPICS, part.type_name()) {
        let Some(value) = part.value(field).filter(|_| *field != "generation" || is_kept(part)) else { continue };
        for node in std::iter::once(&value).chain(part.items(field)) {
            out.extend(number(part, field, *node, bounds));
        }
    }
}

/// The generation of most kinds is set by the server itself.
fn is_kept(part: &Part<'_>) -> bool {
    const KEPT: [&str; 18] = [
        "ClusterRole", "ClusterRoleBinding", "ConfigMap", "Endpoints", "Event", "Lease", "LimitRange", "Namespace", "Node",
        "PersistentVolume", "PersistentVolumeClaim", "ResourceQuota", "Role", "RoleBinding", "Secret", "Service",
        "ServiceAccount", "StorageClass",
    ];
    part.type_name() != "ObjectMeta" || part.up().is_some_and(|up| up.up().is_none() && KEPT.contains(&up.type_name()))
}

fn number(part: &Part<'_>, field: &str, node: NodeId, bounds: &Bounds) -> Option<Finding> {
    let number = part.document().scalar(node).and_then(part::int)?;
    let fits = (bounds.least..=bounds.most).contains(&number) || (number == 0 && bounds.zero_is_absent);
    // What does not fit into the field's type at all is said already.
    if fits || part.is_spoilt(field) {
        return None;
    }
    let range = match (bounds.least, bounds.most) {
        (least, i64::MAX) => format!("at least {least}"),
        (least, most) => format!("between {least} and {most}"),
    };
    let message = format!("`{field}` cannot be {number}: it must be {range}");
    Some(part.finding_at(node, message).help("The API server refuses numbers outside of this range."))
}

#[cfg(test)]
mod tests {
    #[test]
    fn tables_name_what_exists() {
        crate::engine::table::tests::check(super::TOPICS);
    }
}
