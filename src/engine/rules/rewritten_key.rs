//! See the rule's own documentation.

use crate::engine::finding::{DocumentView, Finding};
use crate::engine::workspace::Role;
use crate::engine::yaml::ProblemKind;

super::rule! {
    /// A key without quotes is a boolean or a number, and becomes another text.
    ///
    /// ## Why it matters
    /// kubectl reads YAML 1.1, where `on`, `no` and `y` are booleans and `0644` is octal, and turns it into
    /// JSON, whose keys are texts. The key that the server gets is `true`, `false` or `420`.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: countries
    /// data:
    ///   no: Norway
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: countries
    /// data:
    ///   "no": Norway
    /// ```
    ///
    /// ## References
    /// - `sigs.k8s.io/yaml`, `convertToJSONableObject`; `sigs.k8s.io/yaml/goyaml.v2`, `resolve`
    "rewritten-key", Warning, Document(check)
}

fn check(view: &DocumentView<'_>, out: &mut Vec<Finding>) {
    if matches!(view.facts.role, Role::Template | Role::Tool(_)) {
        return;
    }
    for problem in &view.facts.document.problems {
        if let ProblemKind::KeyBecomes { text } = &problem.kind {
            let written = problem.span.of(&view.facts.text);
            let finding = view
                .finding(problem.span, format!("The key `{written}` is read as `{text}`"))
                .help("Without quotes it is no text in YAML 1.1, which kubectl reads. Put it in quotes.")
                .fix("Put the key in quotes", view.place(problem.span), format!("\"{written}\""));
            out.push(finding);
        }
    }
}
