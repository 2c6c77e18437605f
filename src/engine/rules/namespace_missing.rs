//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::objects::ObjectId;
use crate::engine::yaml::Part;
use crate::route;

super::rule! {
    /// An object is in a namespace that this set creates later or not at all.
    ///
    /// ## Why it matters
    /// The API server refuses an object whose namespace does not exist. `kubectl apply` takes objects in the order
    /// of the text, so the namespace comes first; and where a set has namespaces of its own, one that it lacks is
    /// often a slip of the pen.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Namespace
    /// metadata:
    ///   name: shop
    /// ---
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    ///   namespace: shpo
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Namespace
    /// metadata:
    ///   name: shop
    /// ---
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    ///   namespace: shop
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apiserver/pkg/admission/plugin/namespace/lifecycle`
    "namespace-missing", Warning, Object(check)
}

/// In every cluster.
const GIVEN: [&str; 4] = ["default", "kube-node-lease", "kube-public", "kube-system"];

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let object = view.object();
    let Some(name) = object.id.namespace.as_deref().filter(|name| !GIVEN.contains(name)) else { return };
    // A kind that is not known may have no namespace at all.
    if object.namespaced != Some(true) {
        return;
    }
    let at = route!["metadata", "namespace"];
    let Some(namespace) = view.objects.find(&ObjectId::new("", "Namespace", None, name)) else {
        // A set without namespaces is made for ones that exist.
        if !view.objects.of_kind("", "Namespace", None).is_empty() {
            let finding = view.finding(&at, format!("Namespace `{name}` is not in this set, which has others"));
            out.push(finding.help("If it is not in the cluster either, the API server refuses the object. Check the name, or add the Namespace."));
        }
        return;
    };
    if view.objects.is_before(view.index, namespace) {
        let place = view.other(namespace).map(|other| other.place(&route!["metadata", "name"], Part::Value));
        let finding = view.finding(&at, format!("Namespace `{name}` comes later in this set"));
        out.push(finding.help("`kubectl apply` takes objects in order, and the first time the namespace does not exist yet. Put the Namespace first.").related(place, "the Namespace"));
    }
}
