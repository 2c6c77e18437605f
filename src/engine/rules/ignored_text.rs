//! See the rule's own documentation.

use crate::engine::finding::{DocumentView, Finding};
use crate::engine::workspace::Role;
use crate::engine::yaml::ProblemKind;

super::rule! {
    /// Text stands behind the end of its document, where kubectl does not read it.
    ///
    /// ## Why it matters
    /// kubectl cuts a file at its `---` lines and reads one document of each part. What stands behind a
    /// `...`, or behind the closing bracket of the document, is passed over without a word.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: first
    /// ...
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: second
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: first
    /// ---
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: second
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apimachinery/pkg/util/yaml`, `YAMLReader`; `sigs.k8s.io/yaml/goyaml.v2`, `Unmarshal`
    "ignored-text", Warning, Document(check)
}

fn check(view: &DocumentView<'_>, out: &mut Vec<Finding>) {
    if matches!(view.facts.role, Role::Template | Role::Tool(_)) {
        return;
    }
    for problem in view.facts.document.problems.iter().filter(|p| p.kind == ProblemKind::Ignored) {
        let finding = view
            .finding(problem.span, "From here on nothing is read")
            .help("The document ended before this line. Put `---` on a line of its own before the next document.");
        out.push(finding);
    }
}
