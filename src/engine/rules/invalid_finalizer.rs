//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::objects::value::name;
use crate::engine::part::Part;

super::rule! {
    /// A finalizer has a name that the API server does not take.
    ///
    /// ## Why it matters
    /// A finalizer names who must clean up before the object goes. Only `orphan`, `foregroundDeletion` and `kubernetes` are
    /// without a DNS name before them. The API server refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: api
    ///   finalizers:
    ///     - cleanup
    /// spec:
    ///   containers:
    ///     - name: api
    ///       image: nginx:1.27
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: api
    ///   finalizers:
    ///     - example.com/cleanup
    /// spec:
    ///   containers:
    ///     - name: api
    ///       image: nginx:1.27
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apimachinery/pkg/api/validation`: `ValidateFinalizers`
    /// - `pkg/apis/core/validation`: `validateKubeFinalizerName`
    "invalid-finalizer", Error, Part(&["NamespaceSpec", "ObjectMeta"], check)
}

/// Their objects are validated without the rule about standard names.
const LENIENT: [&str; 9] = [
    "admissionregistration.k8s.io",
    "apiextensions.k8s.io",
    "apiregistration.k8s.io",
    "coordination.k8s.io",
    "events.k8s.io",
    "internal.apiserver.k8s.io",
    "node.k8s.io",
    "policy",
    "storagemigration.k8s.io",
];
const STANDARD: [&str; 3] = ["foregroundDeletion", "kubernetes", "orphan"];

fn check(metadata: &Part<'_>, out: &mut Vec<Finding>) {
    // Metadata of templates is not looked at.
    let is_template = metadata.type_name() == "ObjectMeta" && metadata.up().is_none_or(|object| object.up().is_some());
    if is_template {
        return;
    }
    let lenient = metadata.object().is_some_and(|o| LENIENT.contains(&&*o.id.group) || (o.id.group.is_empty() && o.id.kind == "Event"));
    let named = metadata.items("finalizers").iter().filter_map(|node| Some((*node, metadata.document().item_str(*node)?)));
    for (node, text) in named.clone() {
        if !name::is_qualified_name(text) || !(lenient || text.contains('/') || STANDARD.contains(&text)) {
            let finding = metadata.finding_at(node, format!("`{text}` cannot be a finalizer"));
            out.push(finding.help("The API server takes a DNS name, `/` and a name, such as `example.com/cleanup`."));
        }
    }
    let both = metadata.type_name() == "ObjectMeta" && ["foregroundDeletion", "orphan"].iter().all(|word| named.clone().any(|(_, text)| text == *word));
    if both {
        let finding = metadata.finding_at_key("finalizers", "`orphan` and `foregroundDeletion` cannot both hold");
        out.push(finding.help("One keeps what the object owns, the other deletes it first. The API server refuses both."));
    }
}
