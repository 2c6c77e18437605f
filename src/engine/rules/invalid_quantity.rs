//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::schema::ProblemKind;

super::rule! {
    /// A quantity that Kubernetes cannot read.
    ///
    /// ## Why it matters
    /// Quantities have a small grammar: a number and a suffix such as `m`, `k`, `M`, `G`, `Ki`, `Mi`, `Gi`. The API
    /// server refuses others.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27
    ///       resources:
    ///         limits:
    ///           memory: 512MB
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27
    ///       resources:
    ///         limits:
    ///           memory: 512Mi
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apimachinery/pkg/api/resource`: `ParseQuantity`
    "invalid-quantity", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    for problem in view.schema() {
        if let ProblemKind::BadQuantity { field } = &problem.kind {
            let text = view.at.facts.document.str(problem.node).unwrap_or("");
            let finding = view
                .finding_at(problem.node, format!("`{text}` is not a quantity for `{field}`"))
                .help("A quantity is a number with an optional suffix: `m` (thousandths), `k`, `M`, `G` (powers of 1000), `Ki`, `Mi`, `Gi` (powers of 1024).");
            out.push(finding);
        }
    }
}
