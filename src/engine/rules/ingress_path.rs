//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// The path of an Ingress rule is no plain absolute path.
    ///
    /// ## Why it matters
    /// Paths are compared step by step with that of a request, which begins with `/` and has no empty, `.` or `..`
    /// steps. The API server refuses what could never match.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: shop
    /// spec:
    ///   rules:
    ///     - http:
    ///         paths:
    ///           - path: api
    ///             pathType: Prefix
    ///             backend:
    ///               resource:
    ///                 apiGroup: example.com
    ///                 kind: Bucket
    ///                 name: files
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: shop
    /// spec:
    ///   rules:
    ///     - http:
    ///         paths:
    ///           - path: /api
    ///             pathType: Prefix
    ///             backend:
    ///               resource:
    ///                 apiGroup: example.com
    ///                 kind: Bucket
    ///                 name: files
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/networking/validation`: `validateHTTPIngressPath`
    "ingress-path", Error, Part(&["HTTPIngressPath"], check)
}

fn check(item: &Part<'_>, out: &mut Vec<Finding>) {
    let path = item.text("path");
    let strict = match item.text("pathType") {
        "Exact" | "Prefix" => true,
        "ImplementationSpecific" if !path.is_empty() => false,
        _ => return,
    };
    if !path.starts_with('/') {
        let message = if path.is_empty() { "`path` is missing".into() } else { format!("`{path}` does not begin with `/`") };
        let finding = item.finding("path", message).help("The API server takes absolute paths only: `/` stands for every request.");
        out.push(match item.value("path") {
            Some(node) if !path.is_empty() => finding.safe_fix(format!("Write `/{path}`"), item.place(node), format!("/{path}")),
            _ => finding,
        });
    }
    let within = SEQUENCES.into_iter().find(|s| path.contains(s));
    if let Some(bad) = within.or(SUFFIXES.into_iter().find(|s| path.ends_with(s))).filter(|_| strict) {
        let finding = item.finding("path", format!("`{path}` has `{bad}` in it"));
        out.push(finding.help("Requests never have it, as clients resolve it. The API server refuses the path; write the plain one."));
    }
}

const SEQUENCES: [&str; 5] = ["//", "/./", "/../", "%2f", "%2F"];
const SUFFIXES: [&str; 2] = ["/..", "/."];
