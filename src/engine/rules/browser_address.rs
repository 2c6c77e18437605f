//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::graph::End;

super::rule! {
    /// A variable that is built into a page for browsers holds an address that only pods know.
    ///
    /// ## Why it matters
    /// Variables such as `NEXT_PUBLIC_…`, `VITE_…` and `REACT_APP_…` end up in what the visitor's browser loads. It
    /// runs outside the cluster: it cannot resolve the name of a Service, and its requests fail. Such values are also
    /// fixed when the image is built, so setting them here comes too late.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    ///   labels:
    ///     app: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27
    ///       env:
    ///         - name: NEXT_PUBLIC_API_URL
    ///           value: http://web/api
    /// ---
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     app: web
    ///   ports:
    ///     - port: 80
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    ///   labels:
    ///     app: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27
    ///       env:
    ///         - name: NEXT_PUBLIC_API_URL
    ///           value: /api
    /// ---
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     app: web
    ///   ports:
    ///     - port: 80
    /// ```
    ///
    /// ## References
    /// - DNS for Services and Pods: names are answered inside the cluster only
    "browser-address", Warning, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    for edge in view.graph.from(view.index).iter().filter(|e| e.relation == "tells_browsers") {
        let End::Present(index) = &edge.to else { continue };
        let Some(service) = view.other(*index) else { continue };
        let finding = view
            .finding(&edge.route, format!("A browser cannot reach {}", service.object().id))
            .help("This variable is for what the visitor's browser loads, and only pods know the names of Services. Use a path such as `/api`, or a host that an Ingress takes, and set it when the image is built.");
        out.push(finding);
    }
}
