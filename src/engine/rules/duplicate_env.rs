//! See the rule's own documentation.

use std::collections::HashMap;

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::objects::workload;
use crate::route;

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
    "duplicate-env", Warning, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let Some(pods) = workload::pods(view.object()) else { return };
    for at in pods.containers() {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for (n, variable) in at.container.env.iter().flatten().enumerate().filter(|(_, v)| !v.name.is_empty()) {
            let Some(first) = seen.insert(&variable.name, n) else { continue };
            let finding = view
                .finding(&route![at.route; "env", n, "name"], format!("`{}` is set a second time in container `{}`", variable.name, at.container.name))
                .help("This later value wins and the earlier one has no effect. Remove one of the two.")
                .related(view.written(&route![at.route; "env", first, "name"]), "set here before");
            out.push(finding);
        }
    }
}
