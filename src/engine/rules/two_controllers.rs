//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// An object has two owners that both control it.
    ///
    /// ## Why it matters
    /// Two controllers would undo each other. The API server refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: state
    ///   ownerReferences:
    ///     - apiVersion: apps/v1
    ///       kind: Deployment
    ///       name: web
    ///       uid: 6b1a
    ///       controller: true
    ///     - apiVersion: apps/v1
    ///       kind: Deployment
    ///       name: api
    ///       uid: 6b1b
    ///       controller: true
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: state
    ///   ownerReferences:
    ///     - apiVersion: apps/v1
    ///       kind: Deployment
    ///       name: web
    ///       uid: 6b1a
    ///       controller: true
    ///     - apiVersion: apps/v1
    ///       kind: Deployment
    ///       name: api
    ///       uid: 6b1b
    ///       controller: false
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apimachinery/pkg/api/validation`: `ValidateOwnerReferences`
    "two-controllers", Error, Part(&["ObjectMeta"], check)
}

fn check(metadata: &Part<'_>, out: &mut Vec<Finding>) {
    // What a template says of owners is not used.
    if metadata.up().is_some_and(|object| object.up().is_some()) {
        return;
    }
    let mut controllers = metadata.parts("ownerReferences").filter(|owner| owner.bool("controller") == Some(true));
    let Some(first) = controllers.next() else { return };
    for second in controllers {
        let message = format!("{} `{}` is a second controller", second.text("kind"), second.text("name"));
        let finding = second.finding("controller", message).help("Only one owner can have `controller: true`; the API server refuses two.");
        out.push(finding.related(first.value("controller").map(|node| first.place(node)), "the first one"));
    }
}
