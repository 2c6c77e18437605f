//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::objects::value::quantity;
use crate::engine::objects::workload;
use crate::route;

super::rule! {
    /// A container requests more of a resource than its limit allows.
    ///
    /// ## Why it matters
    /// A request is what the scheduler sets aside, a limit is what the container may use at most. The API server
    /// refuses a request above the limit.
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
    ///       resources:
    ///         requests:
    ///           memory: 1Gi
    ///         limits:
    ///           memory: 512Mi
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
    ///       resources:
    ///         requests:
    ///           memory: 512Mi
    ///         limits:
    ///           memory: 1Gi
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `ValidateResourceRequirements`
    "request-above-limit", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let Some(pods) = workload::pods(view.object()) else { return };
    for at in pods.containers() {
        let Some(resources) = &at.container.resources else { continue };
        for (name, request) in resources.requests.iter().flatten() {
            let Some(limit) = resources.limits.as_ref().and_then(|l| l.get(name)) else { continue };
            let (Some(wanted), Some(most)) = (quantity::nano(request), quantity::nano(limit)) else { continue };
            if wanted <= most {
                continue;
            }
            let at = at.route.then("resources");
            let finding = view
                .finding(&route![at; "requests", name.clone()], format!("The {name} request {} is above the limit {}", request.0, limit.0))
                .help("The API server refuses it: a container cannot be promised more than it may use. Lower the request or raise the limit.")
                .related(view.written(&route![at; "limits", name.clone()]), "the limit");
            out.push(finding);
        }
    }
}
