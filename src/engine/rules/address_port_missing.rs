//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::graph::{Detail, End};
use crate::engine::objects::Typed;
use crate::route;

super::rule! {
    /// An address in a value asks for a port that the Service does not offer.
    ///
    /// ## Why it matters
    /// A Service takes connections at its own ports only, whatever its containers listen on. A call to another port
    /// waits until it times out, and the program that made it says no more than that. A URL without a port means its
    /// scheme's: 80 for `http`.
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
    ///         - name: SELF_URL
    ///           value: http://web:3000
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
    ///       targetPort: 3000
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
    ///         - name: SELF_URL
    ///           value: http://web:80
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
    ///       targetPort: 3000
    /// ```
    ///
    /// ## References
    /// - `pkg/proxy`: a rule for each port of a Service, and for no other
    "address-port-missing", Warning, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    for edge in view.graph.from(view.index).iter().filter(|e| e.relation == "calls") {
        let (End::Present(index), Detail::Port(port, false)) = (&edge.to, &edge.detail) else { continue };
        let Some(service) = view.other(*index) else { continue };
        let finding = view
            .finding(&edge.route, format!("{} has no port `{port}`", service.object().id))
            .help(format!("Calls to this address time out. {}", offered(&service)))
            .related(service.written(&route!["spec", "ports"]), "the ports of the Service");
        out.push(finding);
    }
}

fn offered(service: &ObjectView<'_>) -> String {
    let Typed::Service(typed) = &service.object().typed else { return String::new() };
    let ports = typed.spec.iter().flat_map(|s| s.ports.iter().flatten());
    let ports: Vec<String> = ports.map(|p| format!("`{}`", p.port)).collect();
    if ports.is_empty() { "It has no ports.".to_owned() } else { format!("It has {}: use that, or add the port.", ports.join(", ")) }
}
