//! See the rule's own documentation.

mod size;

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// A ConfigMap or Secret has a key that cannot be a file name, or too much in it.
    ///
    /// ## Why it matters
    /// Keys become file names and variables in pods: letters, digits, `-`, `_` and `.`, at most 253. A ConfigMap's
    /// key stands in `data` or in `binaryData`, not in both. And as every object is held in memory, all values
    /// together are at most 1,048,576 bytes. The API server refuses anything else.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    /// data:
    ///   config/app.yaml: "debug: false"
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    /// data:
    ///   app.yaml: "debug: false"
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apimachinery/pkg/util/validation`: `IsConfigMapKey`
    /// - `pkg/apis/core/validation`: `ValidateConfigMap`, `ValidateSecret`, `MaxSecretSize`
    "config-data", Error, Part(&["ConfigMap", "Secret"], check)
}

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    size::check(part, out);
    let document = part.document();
    for pair in ["data", "binaryData", "stringData"].into_iter().flat_map(|field| part.pairs(field)) {
        let key = document.key(pair);
        if !is_key(key) {
            out.push(part.finding_at(pair.key, format!("`{key}` cannot be a key")).help(
                "The API server takes at most 253 letters, digits, `-`, `_` and `.`, and no key that is `.` or begins with `..`. In a pod, `items` of a volume can put a key at any path.",
            ));
        }
    }
    for pair in part.pairs("binaryData") {
        let key = document.key(pair);
        if let Some(text) = part.pairs("data").iter().find(|text| document.key(text) == key) {
            let finding = part.finding_at(pair.key, format!("`{key}` is in `data`, too"));
            let finding = finding.help("A key has one value, so the API server refuses it. Rename or remove one.");
            out.push(finding.related(Some(part.place(text.key)), "the first one"));
        }
    }
}

fn is_key(key: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    !key.is_empty() && key.len() <= 253 && key.bytes().all(allowed) && key != "." && !key.starts_with("..")
}
