//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::schema::ProblemKind;

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
    for problem in view.schema() {
        if let ProblemKind::BadBase64 { field } = &problem.kind {
            let finding = view
                .finding_at(problem.node, format!("The value of `{field}` is not base64"))
                .help("The API server cannot decode it. Encode it, or write it as it is under `stringData`.");
            out.push(finding);
        }
    }
}
