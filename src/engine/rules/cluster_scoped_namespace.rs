//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::route;

super::rule! {
    /// An object of the whole cluster has a namespace.
    ///
    /// ## Why it matters
    /// Kinds such as ClusterRole or PersistentVolume are outside of all namespaces. The namespace is dropped
    /// without a word, and the object is one for everybody.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Namespace
    /// metadata:
    ///   name: shop
    ///   namespace: shop
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Namespace
    /// metadata:
    ///   name: shop
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apiserver/pkg/registry/rest`: `EnsureObjectNamespaceMatchesRequestNamespace`
    "cluster-scoped-namespace", Warning, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let (document, object) = (&view.at.facts.document, view.object());
    let written = document.get(object.node, "metadata").and_then(|metadata| document.get(metadata, "namespace"));
    let namespace = written.and_then(|node| document.str(node)).unwrap_or("");
    if object.namespaced == Some(false) && !namespace.is_empty() {
        let finding = view.finding_at_key(&route!["metadata", "namespace"], format!("A {} belongs to no namespace", object.id.kind));
        out.push(finding.help("The API server drops it. Remove `namespace`, so that nobody takes the object for one of that namespace alone."));
    }
}
