//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::objects::value::{quantity, resource};
use crate::engine::part::Part;

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
    "request-above-limit", Error, Part(&["ResourceRequirements"], check)
}

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    let document = part.document();
    // Nothing is none of it.
    let scalar = |node| document.scalar(node).map_or("", |s| if s.is_null() { "0" } else { &*s.text });
    for request in part.pairs("requests") {
        let name = document.key(request);
        let Some(limit) = part.pairs("limits").iter().find(|limit| document.key(limit) == name) else { continue };
        let (wanted, most) = (scalar(request.value), scalar(limit.value));
        let (Some(a), Some(b)) = (quantity::milli(wanted), quantity::milli(most)) else { continue };
        // What cannot be shared is asked for as it is limited.
        let message = match a.cmp(&b) {
            std::cmp::Ordering::Greater => format!("The {name} request {wanted} is above the limit {most}"),
            std::cmp::Ordering::Less if !resource::may_overcommit(name) => {
                format!("The {name} request {wanted} is not the limit {most}")
            }
            _ => continue,
        };
        let finding = part
            .finding_at(request.value, message)
            .help("The API server refuses it: a container cannot be promised more than it may use, and devices and huge pages are given whole. Lower the request or raise the limit.")
            .related(Some(part.place(limit.value)), "the limit");
        out.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::testing::container;

    #[test]
    fn amounts() {
        container("resources: {requests: {cpu: 1}, limits: {cpu: 1000m}}", &[]);
        container("resources: {requests: {cpu: 1.5}, limits: {cpu: 1}}", &["request-above-limit: 1.5"]);
        container("resources: {requests: {a.io/gpu: 1}, limits: {a.io/gpu: 2}}", &["request-above-limit: 1"]);
    }
}
