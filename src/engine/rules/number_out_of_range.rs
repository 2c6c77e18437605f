//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::schema::ProblemKind;

super::rule! {
    /// A number is too large for its field.
    ///
    /// ## Why it matters
    /// Whole numbers of the API have 32 or 64 bits; what does not fit cannot be decoded and is refused.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   priority: 99999999999
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   priority: 1000
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27
    /// ```
    ///
    /// ## References
    /// - `sigs.k8s.io/json`, decoding into `int32` and `int64`
    "number-out-of-range", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    for problem in view.schema() {
        if let ProblemKind::OutOfRange { field, bits } = &problem.kind {
            let finding = view
                .finding_at(problem.node, format!("This number does not fit into `{field}`, which has {bits} bits"))
                .help("The API server cannot decode it. Check for a digit too many.");
            out.push(finding);
        }
    }
}
