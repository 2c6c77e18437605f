//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::objects::value::quantity;
use crate::engine::table::{self, TypeRows};
use crate::engine::yaml::NodeId;

super::rule! {
    /// An amount is negative, or zero where something is needed.
    ///
    /// ## Why it matters
    /// Nobody can be given less than nothing, and a volume of no bytes holds nothing. The API server refuses the
    /// object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata:
    ///   name: data
    /// spec:
    ///   accessModes: [ReadWriteOnce]
    ///   resources:
    ///     requests:
    ///       storage: "0"
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata:
    ///   name: data
    /// spec:
    ///   accessModes: [ReadWriteOnce]
    ///   resources:
    ///     requests:
    ///       storage: 1Gi
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `ValidatePositiveQuantityValue`, `ValidateNonnegativeQuantity`
    /// - `pkg/apis/autoscaling/validation`: `validateMetricTarget`
    "quantity-out-of-range", Error, Part(&TYPES, check)
}

/// Whether zero is refused, too.
type Positive = bool;

const TOPIC: &[TypeRows<Positive>] = &[
    // core: validateVolumeSource
    ("EmptyDirVolumeSource", &[("sizeLimit", false)]),
    // core: ValidatePersistentVolumeClaimSpec, ValidatePersistentVolumeSpec, ValidateResourceQuotaSpec
    ("VolumeResourceRequirements", &[("requests", true)]),
    ("PersistentVolumeSpec", &[("capacity", true)]),
    ("ResourceQuotaSpec", &[("hard", false)]),
    // autoscaling: validateMetricTarget, validateScalingRules
    ("MetricTarget", &[("averageValue", true), ("value", true)]),
    ("HPAScalingRules", &[("tolerance", false)]),
    // storage: ValidateCSIStorageCapacity; core: ValidateNodeResources
    ("CSIStorageCapacity", &[("capacity", false)]),
    ("NodeStatus", &[("allocatable", false), ("capacity", false)]),
];
static TOPICS: &[&[TypeRows<Positive>]] = &[TOPIC];
const TYPES: [&str; table::count(&[TOPIC])] = table::types(&[TOPIC]);

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    if part.is_unjudged() {
        return;
    }
    for (field, positive) in table::rows(TOPICS, part.type_name()) {
        let Some(value) = part.value(field) else { continue };
        out.extend(amount(part, field, value, *positive));
        for pair in part.pairs(field) {
            out.extend(amount(part, part.document().key(pair), pair.value, *positive));
        }
    }
}

fn amount(part: &Part<'_>, name: &str, node: NodeId, positive: bool) -> Option<Finding> {
    let text = &part.document().scalar(node)?.text;
    let value = quantity::parse(text)?;
    if value > 0 || (value == 0 && !positive) {
        return None;
    }
    let needed = if positive { "more than zero" } else { "zero or more" };
    let finding = part.finding_at(node, format!("`{name}` cannot be {text}: it must be {needed}"));
    Some(finding.help("The API server refuses the object."))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_names_what_exists() {
        crate::engine::table::tests::check(super::TOPICS);
    }
}
