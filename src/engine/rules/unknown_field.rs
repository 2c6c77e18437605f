//! See the rule's own documentation.

use crate::engine::finding::{Finding, Mend, ObjectView};
use crate::engine::schema::{self, Problem, ProblemKind};
use crate::engine::yaml::Route;

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
        let mut finding = view.finding_at(key, format!("{type_name} has no field `{field}`"));
        let advice = match (nearest, belongs) {
            (Some(nearest), _) => {
                finding = finding.safe_fix(format!("Rename to `{nearest}`"), view.node_place(key), *nearest);
                format!("Did you mean `{nearest}`?")
            }
            (None, Some(place)) => {
                finding.fixes.extend(moved(view, problem, place));
                format!("`{field}` belongs under {}: check the indentation.", parent(place))
            }
            (None, None) => "Remove it, or check the spelling and the indentation.".to_owned(),
        };
        let why = "The API server refuses unknown fields, because they would silently do nothing.";
        out.push(finding.help(format!("{why} {advice}")));
    }
}

fn parent(place: &Route) -> String {
    let mut place = place.clone();
    place.0.pop();
    if place.0.is_empty() { "the object itself".to_owned() } else { format!("`{place}`") }
}

fn moved(view: &ObjectView<'_>, problem: &Problem, place: &Route) -> Option<Mend> {
    let (document, root) = (&view.at.facts.document, view.object().node);
    let from = problem.path.parent(document, root)?;
    let entry = document.entries(from).iter().find(|e| Some(e.key) == problem.key)?;
    let edits = schema::moved(document, &view.at.facts.text, (root, from), entry, place)?;
    let edits = edits.into_iter().map(|(span, text)| (view.span_place(span), text));
    Some(Mend { title: format!("Move it under {}", parent(place)), safe: true, edits: edits.collect() })
}
