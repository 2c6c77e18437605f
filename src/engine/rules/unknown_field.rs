//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::schema::ProblemKind;

super::rule! {
    /// A field that the API does not have.
    ///
    /// ## Why it matters
    /// A misspelt or misplaced field has no effect, so kubectl refuses it: a probe that is never run is worse than
    /// an error.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: reviews
    /// spec:
    ///   containers:
    ///     - name: reviews
    ///       image: nginx:1.27
    ///       imagePullpolicy: Always
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: reviews
    /// spec:
    ///   containers:
    ///     - name: reviews
    ///       image: nginx:1.27
    ///       imagePullPolicy: Always
    /// ```
    ///
    /// ## References
    /// - `kubectl apply --validate=strict`; `sigs.k8s.io/json`
    "unknown-field", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    for problem in view.schema() {
        let ProblemKind::UnknownField { field, type_name, nearest, belongs } = &problem.kind else { continue };
        let key = problem.key.unwrap_or(problem.node);
        let advice = match (nearest, belongs) {
            (Some(nearest), _) => format!("Did you mean `{nearest}`?"),
            (None, Some(place)) => format!("It would be known as `{place}`: check the indentation."),
            (None, None) => "Remove it, or check the spelling and the indentation.".to_owned(),
        };
        let mut finding = view
            .finding_at(key, format!("{type_name} has no field `{field}`"))
            .help(format!("The API server refuses unknown fields, because they would silently do nothing. {advice}"));
        if let Some(nearest) = nearest {
            finding = finding.fix(format!("Rename to `{nearest}`"), view.node_place(key), *nearest);
        }
        out.push(finding);
    }
}
