//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::graph::End;

super::rule! {
    /// An Ingress routes to a Service that is not in this set.
    ///
    /// ## Why it matters
    /// Unless the Service exists in the cluster already, requests to that path are answered with 503.
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
    ///           - path: /
    ///             pathType: Prefix
    ///             backend:
    ///               service:
    ///                 name: shopp
    ///                 port:
    ///                   number: 80
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
    ///           - path: /
    ///             pathType: Prefix
    ///             backend:
    ///               service:
    ///                 name: shop
    ///                 port:
    ///                   number: 80
    /// ---
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: shop
    /// spec:
    ///   type: ExternalName
    ///   externalName: shop.example.com
    /// ```
    ///
    /// ## References
    /// - API reference, `networking.k8s.io/v1` Ingress
    "ingress-backend-missing", Warning, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    for edge in view.graph.from(view.index).iter().filter(|e| e.relation == "routes_to") {
        if let End::Missing(id) = &edge.to {
            let namespace = view.object().namespace();
            let finding = view
                .finding(&edge.route, format!("Service `{}` is not in this set (namespace `{namespace}`)", id.name))
                .help("Unless it exists in the cluster, requests to this path are answered with 503. An Ingress reaches Services of its own namespace only: check name and namespace, or add the Service.");
            out.push(finding);
        }
    }
}
