//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// A PriorityClass takes a name or number that is kept for the system.
    ///
    /// ## Why it matters
    /// Values above 1,000,000,000 and names that begin with `system-` belong to what the cluster itself runs. The
    /// API server refuses others to take them.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: scheduling.k8s.io/v1
    /// kind: PriorityClass
    /// metadata:
    ///   name: urgent
    /// value: 2000000000
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: scheduling.k8s.io/v1
    /// kind: PriorityClass
    /// metadata:
    ///   name: urgent
    /// value: 1000000000
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/scheduling/validation`: `ValidatePriorityClass`
    "priority-class-reserved", Error, Part(&["PriorityClass"], check)
}

const MOST: i64 = 1_000_000_000;
const SYSTEM: [&str; 2] = ["system-cluster-critical", "system-node-critical"];

fn check(class: &Part<'_>, out: &mut Vec<Finding>) {
    let Some(meta) = class.part("metadata") else { return };
    let name = meta.text("name");
    if SYSTEM.contains(&name) {
        return;
    }
    if name.starts_with("system-") {
        out.push(meta.finding("name", format!("`{name}` begins with `system-`")).help("The API server keeps such names for the system. Choose another."));
    } else if let Some(value) = class.int("value").filter(|n| *n > MOST) {
        out.push(class.finding("value", format!("`value` cannot be {value}: it must be at most {MOST}")).help("The API server keeps higher ones for the system."));
    }
}
