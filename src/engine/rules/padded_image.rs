//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// An image has spaces around it.
    ///
    /// ## Why it matters
    /// No registry has an image of this name; the API server refuses the pod.
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
    ///       image: "nginx:1.27 "
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
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `validateContainerOnlyForPod`
    "padded-image", Error, Part(&["Container"], check)
}

fn check(container: &Part<'_>, out: &mut Vec<Finding>) {
    let (image, node) = (container.text("image"), container.value("image"));
    // In templates the server lets it pass.
    let is_padded = image != image.trim() && container.root().type_name() == "Pod";
    if let Some(node) = node.filter(|_| is_padded) {
        let finding = container.finding_at(node, format!("The image `{image}` has space around it"));
        let fix = format!("Write `{}`", image.trim());
        out.push(finding.help("The API server refuses it. Remove the space.").safe_fix(fix, container.place(node), image.trim()));
    }
}
