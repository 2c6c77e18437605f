//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::schema::ProblemKind;

super::rule! {
    /// A field that the API server needs is missing.
    ///
    /// ## Why it matters
    /// There is no default for it, so the object is refused.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   ports:
    ///     - name: http
    ///       targetPort: 8080
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   ports:
    ///     - name: http
    ///       port: 80
    ///       targetPort: 8080
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/*/validation`: "Required value"
    "missing-field", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let document = &view.at.facts.document;
    // A text that broke off may have lost the field.
    let broken = document.problems.iter().any(|p| matches!(p.kind, crate::engine::yaml::ProblemKind::Syntax(_)));
    for problem in view.schema().iter().filter(|_| !broken) {
        let ProblemKind::MissingField { field, type_name } = &problem.kind else { continue };
        let message = format!("`{field}` is missing in this {type_name}");
        let help = format!("The API server has no default for it and refuses the object. Add `{field}:`.");
        let first = document.entries(problem.node).first().map(|e| e.key);
        let at = problem.key.or(first).unwrap_or(problem.node);
        out.push(view.finding_at(at, message).help(help));
    }
}
