//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::schema::ProblemKind;

super::rule! {
    /// A time that Kubernetes cannot read.
    ///
    /// ## Why it matters
    /// Times of the API are written as RFC 3339 has them, with a zone. The API server cannot decode others and
    /// refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: coordination.k8s.io/v1
    /// kind: Lease
    /// metadata:
    ///   name: leader
    /// spec:
    ///   renewTime: "2026-03-01 12:00"
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: coordination.k8s.io/v1
    /// kind: Lease
    /// metadata:
    ///   name: leader
    /// spec:
    ///   renewTime: "2026-03-01T12:00:00.000000Z"
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apimachinery/pkg/apis/meta/v1`: `Time`, `MicroTime`
    "invalid-time", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    for problem in view.schema() {
        if let ProblemKind::BadTime { field, micro } = &problem.kind {
            let example = if *micro {
                "with six digits after the seconds, such as `2026-03-01T12:00:00.000000Z`"
            } else {
                "such as `2026-03-01T12:00:00Z`"
            };
            let finding = view
                .finding_at(problem.node, format!("The value of `{field}` is not a time"))
                .help(format!("The API server reads times {example} only: date, `T`, time of day, zone."));
            out.push(finding);
        }
    }
}
