//! See the rule's own documentation.

use crate::engine::finding::{DocumentView, Finding};
use crate::engine::yaml::{MAX_DEPTH, ProblemKind};

super::rule! {
    /// The document is nested too deep, or its aliases stand for too much.
    ///
    /// ## Why it matters
    /// What lies deeper is not analysed here. kubectl refuses documents whose aliases would unfold into far
    /// more than was written, because a few lines could fill its memory.
    ///
    /// ## Example
    /// ```yaml
    /// a: &a [x, x, x, x, x, x, x, x, x, x]
    /// b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
    /// c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
    /// d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
    /// e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
    /// f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: small
    /// data:
    ///   a: x
    /// ```
    ///
    /// ## References
    /// - `sigs.k8s.io/yaml/goyaml.v2`, `decode.go` (excessive aliasing, maximum depth)
    "nesting-limit", Error, Document(check)
}

fn check(view: &DocumentView<'_>, out: &mut Vec<Finding>) {
    for problem in &view.facts.document.problems {
        let (message, help) = match problem.kind {
            ProblemKind::TooDeep => (
                format!("Nested deeper than {MAX_DEPTH} levels"),
                "What is deeper was not read. No Kubernetes object needs such depth: look for brackets or dashes that repeat by mistake.",
            ),
            ProblemKind::TooManyAliases => (
                "The aliases of this document stand for far more than is written".to_owned(),
                "kubectl refuses such a document. Write the values out, or use fewer aliases inside aliases.",
            ),
            _ => continue,
        };
        out.push(view.finding(problem.span, message).help(help));
    }
}
