//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::schema::{self, Problem, ProblemKind};
use crate::engine::workspace::Facts;
use crate::engine::yaml::NodeId;

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
        if let ProblemKind::MissingField { field, type_name } = problem.kind
            && (field, type_name) != ("metadata", "LimitRange")
        {
            out.push(absent(view, problem, field, type_name));
        }
    }
}

fn absent(view: &ObjectView<'_>, problem: &Problem, field: &str, type_name: &str) -> Finding {
    let facts = view.at.facts;
    let first = facts.document.entries(problem.node).first().map(|e| e.key);
    let at = problem.key.or(first).unwrap_or(problem.node);
    let help = format!("The API server has no default for it and refuses the object. Add `{field}:`.");
    let mut finding = view.finding_at(at, format!("`{field}` is missing in this {type_name}")).help(help);
    // Of the metadata the server asks for the name.
    let asked: &[&str] = if field == "metadata" { &["metadata", "name"] } else { &[field] };
    finding = finding.aim(Some(at) != problem.key && at != problem.node, asked);
    let usual = USUAL.iter().find(|(ty, f, _)| (*ty, *f) == (type_name, field));
    if let Some((_, _, line)) = usual
        && let Some((span, text)) = schema::added(&facts.document, &facts.text, problem.node, line, false)
    {
        finding = finding.safe_fix(format!("Add `{line}`"), view.span_place(span), text);
    }
    if let Some((span, text)) = selector(facts, problem.node).filter(|_| field == "selector") {
        finding = finding.fix("Select the labels of the pods", view.span_place(span), text);
    }
    finding
}

/// A selector for the labels of the workload's own pods, as `extensions/v1beta1` made it where there was none.
fn selector(facts: &Facts, spec: NodeId) -> Option<schema::Edit> {
    let document = &facts.document;
    let labels = ["template", "metadata", "labels"].iter().try_fold(spec, |node, key| document.get(node, key))?;
    let mut lines = String::from("selector:\n  matchLabels:");
    for pair in document.entries(labels) {
        lines = lines + "\n    " + &schema::line(document, &facts.text, pair)?;
    }
    schema::added(document, &facts.text, spec, &lines, true)
}

/// Type, field, and the value that is right nearly always.
const USUAL: [(&str, &str, &str); 7] = [
    ("HTTPIngressPath", "pathType", "pathType: Prefix"),
    ("MutatingWebhook", "admissionReviewVersions", "admissionReviewVersions: [v1]"),
    ("MutatingWebhook", "sideEffects", "sideEffects: None"),
    ("TopologySpreadConstraint", "maxSkew", "maxSkew: 1"),
    ("TopologySpreadConstraint", "whenUnsatisfiable", "whenUnsatisfiable: DoNotSchedule"),
    ("ValidatingWebhook", "admissionReviewVersions", "admissionReviewVersions: [v1]"),
    ("ValidatingWebhook", "sideEffects", "sideEffects: None"),
];
