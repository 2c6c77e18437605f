//! See the rule's own documentation.

use std::collections::HashMap;

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// A container sets the same variable twice.
    ///
    /// ## Why it matters
    /// The last one wins, silently; with `kubectl apply` a later change may even remove the wrong one, because the
    /// list is merged by name.
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
    ///       env:
    ///         - name: LOG_LEVEL
    ///           value: info
    ///         - name: LOG_LEVEL
    ///           value: debug
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
    ///       env:
    ///         - name: LOG_LEVEL
    ///           value: debug
    /// ```
    ///
    /// ## References
    /// - `pkg/api/pod`: `GetWarningsForPod` (duplicate environment variable)
    "duplicate-env", Warning, Part(&["Container", "EphemeralContainer"], check)
}

fn check(container: &Part<'_>, out: &mut Vec<Finding>) {
    let mut seen = HashMap::new();
    for variable in container.parts("env").filter(|variable| !variable.is_empty("name")) {
        let name = variable.text("name");
        let place = variable.value("name").map(|node| variable.place(node));
        let Some(first) = seen.insert(name, place) else { continue };
        let message = format!("`{name}` is set a second time in container `{}`", container.text("name"));
        let finding = variable
            .finding("name", message)
            .help("This later value wins and the earlier one has no effect. Remove one of the two.")
            .related(first, "set here before");
        out.push(finding);
    }
}
