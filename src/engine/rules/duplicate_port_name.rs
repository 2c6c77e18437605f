//! See the rule's own documentation.

use std::collections::HashMap;

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::objects::{Typed, workload};
use crate::engine::yaml::Route;
use crate::route;

super::rule! {
    /// Two ports of a container or Service have the same name.
    ///
    /// ## Why it matters
    /// A name must lead to one port. The API server refuses the second; a Service with several ports must name each.
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
    ///       ports:
    ///         - name: http
    ///           containerPort: 80
    ///         - name: http
    ///           containerPort: 8080
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
    ///       ports:
    ///         - name: http
    ///           containerPort: 80
    ///         - name: admin
    ///           containerPort: 8080
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `validateContainerPorts`, `validateServicePort`
    "duplicate-port-name", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    for at in workload::pods(view.object()).iter().flat_map(|p| p.containers()) {
        let names = at.container.ports.iter().flatten().map(|p| p.name.as_deref());
        repeated(view, names, &at.route.then("ports"), out);
    }
    if let Typed::Service(service) = &view.object().typed {
        let ports = service.spec.as_ref().and_then(|s| s.ports.as_deref()).unwrap_or_default();
        repeated(view, ports.iter().map(|p| p.name.as_deref()), &route!["spec", "ports"], out);
    }
}

fn repeated<'a>(view: &ObjectView<'_>, names: impl Iterator<Item = Option<&'a str>>, at: &Route, out: &mut Vec<Finding>) {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (n, name) in names.enumerate() {
        let Some(name) = name.filter(|n| !n.is_empty()) else { continue };
        if let Some(first) = seen.insert(name, n) {
            let finding = view
                .finding(&route![at; n, "name"], format!("A second port is named `{name}`"))
                .help("A name must lead to one port, so the API server refuses it. Give each port a name of its own.")
                .related(view.written(&route![at; first, "name"]), "the first one");
            out.push(finding);
        }
    }
}
