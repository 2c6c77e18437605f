//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// A probe has no action, or several.
    ///
    /// ## Why it matters
    /// A probe does exactly one thing: `httpGet`, `tcpSocket`, `exec` or `grpc`. The API server refuses none and
    /// more than one.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: api
    /// spec:
    ///   containers:
    ///     - name: api
    ///       image: nginx:1.27
    ///       livenessProbe:
    ///         periodSeconds: 5
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: api
    /// spec:
    ///   containers:
    ///     - name: api
    ///       image: nginx:1.27
    ///       livenessProbe:
    ///         periodSeconds: 5
    ///         httpGet:
    ///           path: /
    ///           port: 80
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `validateHandler`
    "probe-handler", Error, Part(&["Probe"], check)
}

fn check(probe: &Part<'_>, out: &mut Vec<Finding>) {
    let actions: Vec<&str> = ACTIONS.into_iter().filter(|action| probe.has(action)).collect();
    let message = match actions.len() {
        1 => return,
        // `httpGet:` with nothing behind it is an action that was never written.
        0 => format!("The {} has no action", probe.key()),
        _ => format!("The {} has several actions: {}", probe.key(), actions.join(", ")),
    };
    out.push(probe.finding_here(message).help("A probe does exactly one of `httpGet`, `tcpSocket`, `exec` and `grpc`. The API server refuses anything else."));
}

const ACTIONS: [&str; 4] = ["exec", "grpc", "httpGet", "tcpSocket"];
