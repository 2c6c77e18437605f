//! See the rule's own documentation.

use super::yaml_syntax;
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
        let odd = field.chars().next().filter(|c| c.is_whitespace() && !c.is_ascii());
        let advice = match (nearest, belongs) {
            _ if let Some(c) = odd => format!("{}: replace it by spaces.", yaml_syntax::odd_space(c)),
            _ if field.starts_with('/') => "JSON has no comments.".to_owned(),
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

#[cfg(test)]
mod tests {
    use crate::engine::testing::{findings, object};

    const MAP: &str = "apiVersion: v1\nkind: ConfigMap\n";

    fn one(text: &str, message: &str) {
        let messages: Vec<String> = findings(text).into_iter().map(|f| f.message).collect();
        assert_eq!(messages, [message], "{text}");
    }

    #[test]
    fn what_is_no_name_is_told_once() {
        let text = "metadata:\n\u{a0} name: a\n\u{a0} labels:\n\u{a0}   b: c\ndata:\n\u{a0} d: e\n";
        one(&format!("{MAP}{text}"), "ConfigMap has no field `\u{a0} name`");
        let text = "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"a\"},\n// b\n}\n";
        object(text, &["unknown-field: // b"]);
    }

    #[test]
    fn odd_quotes_and_broken_text_make_one_finding() {
        one(&format!("{MAP}metadata:\n  “name”: a\n"), "ObjectMeta has no field `“name”`");
        let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n";
        object(&format!("{pod}  -name: a\n   image: b\n"), &["yaml-syntax: -"]);
        object(&format!("{MAP}metadata: {{name: a}}\ndata:\n  a: {{b: c\n"), &["yaml-syntax: {b: c"]);
    }
}
