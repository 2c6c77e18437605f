//! See the rule's own documentation.

use crate::engine::finding::{DocumentView, Finding};
use crate::engine::workspace::Role;
use crate::engine::yaml::ProblemKind;

super::rule! {
    /// A key stands twice in the same mapping.
    ///
    /// ## Why it matters
    /// Only one of the two values can count. The API server's strict decoding refuses such YAML (`key already set
    /// in map`); kubectl, which turns YAML into JSON by itself, keeps the last of them without a word.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    /// data:
    ///   LOG_LEVEL: info
    ///   LOG_LEVEL: debug
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    /// data:
    ///   LOG_LEVEL: debug
    /// ```
    ///
    /// ## References
    /// - `sigs.k8s.io/yaml`, strict unmarshalling
    "duplicate-key", Error, Document(check)
}

fn check(view: &DocumentView<'_>, out: &mut Vec<Finding>) {
    if matches!(view.facts.role, Role::Template | Role::Tool(_)) {
        return;
    }
    for problem in &view.facts.document.problems {
        if let ProblemKind::DuplicateKey { key, first } = &problem.kind {
            let finding = view
                .finding(problem.span, format!("The key `{key}` is here a second time"))
                .help("Only one value can count: strict decoding refuses the document, and kubectl drops the first one silently. Remove one of the two.")
                .related(Some(view.place(*first)), "first here");
            out.push(finding);
        }
    }
}
