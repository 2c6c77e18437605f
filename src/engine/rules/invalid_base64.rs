//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::schema::{self, ProblemKind};

super::rule! {
    /// A value under `data` of a Secret is not base64.
    ///
    /// ## Why it matters
    /// `data` holds bytes in base64; the API server refuses what it cannot decode. Plain text belongs under
    /// `stringData`.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Secret
    /// metadata:
    ///   name: keys
    /// data:
    ///   PASSWORD: not-base64!
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Secret
    /// metadata:
    ///   name: keys
    /// stringData:
    ///   PASSWORD: not-base64!
    /// ```
    ///
    /// ## References
    /// - API reference, Secret; Go's `encoding/base64`, standard encoding
    "invalid-base64", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let document = &view.at.facts.document;
    for problem in view.schema() {
        let ProblemKind::BadBase64 { field } = &problem.kind else { continue };
        let is_secret = view.object().id.kind == "Secret" && problem.path.0.first() == Some(&"data".into());
        let mut finding = view.finding_at(problem.node, format!("The value of `{field}` is not base64")).help(
            if is_secret {
                "The API server cannot decode it. Encode it, or write it as it is under `stringData`."
            } else {
                "The API server cannot decode it: write the bytes in base64."
            },
        );
        let one_line = !document.span(problem.node).of(&view.at.facts.text).contains('\n');
        if let Some(text) = document.str(problem.node).filter(|_| is_secret && one_line) {
            let (title, place, new) = ("Encode it as base64", view.node_place(problem.node), schema::base64(text.as_bytes()));
            // What has only signs of base64 may be meant as such, and be cut off.
            let is_clear = text.chars().any(|c| !(c.is_ascii_alphanumeric() || "+/=\r\n".contains(c)));
            finding = if is_clear { finding.safe_fix(title, place, new) } else { finding.fix(title, place, new) };
        }
        out.push(finding);
    }
}
