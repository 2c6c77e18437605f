//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::objects::workload;
use crate::engine::timeline::probe;

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
    "probe-handler", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let Some(pods) = workload::pods(view.object()) else { return };
    for at in pods.containers() {
        for (kind, probe) in probe::of(at.container) {
            let route = at.route.then(kind.field());
            let actions = probe::actions(probe);
            // A field of the wrong type was left out before decoding: that is the finding then.
            let written = !view.schema().is_empty();
            let message = match actions.len() {
                1 => continue,
                0 if written => continue,
                0 => format!("The {} probe has no action", kind.word()),
                _ => format!("The {} probe has several actions: {}", kind.word(), actions.join(", ")),
            };
            out.push(view.finding_at_key(&route, message).help("A probe does exactly one of `httpGet`, `tcpSocket`, `exec` and `grpc`. The API server refuses anything else."));
        }
    }
}
