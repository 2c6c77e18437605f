//! See the rule's own documentation.

use std::collections::BTreeSet;

use k8s_openapi::api::core::v1::{PodSpec, ServicePort};

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::graph::{Detail, End};
use crate::engine::objects::value::port;
use crate::engine::objects::{Typed, workload};
use crate::engine::yaml::Step;

super::rule! {
    /// A Service sends requests to a port that the containers do not offer.
    ///
    /// ## Why it matters
    /// A port named in `targetPort` that no container has makes no endpoint at all. A number that no container
    /// declares may work, because declaring ports is optional, but where the container declares others it is
    /// almost always a slip.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: search
    /// spec:
    ///   selector:
    ///     app: search
    ///   ports:
    ///     - port: 80
    ///       targetPort: web
    /// ---
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: search
    ///   labels:
    ///     app: search
    /// spec:
    ///   containers:
    ///     - name: search
    ///       image: nginx:1.27
    ///       ports:
    ///         - name: http
    ///           containerPort: 8080
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: search
    /// spec:
    ///   selector:
    ///     app: search
    ///   ports:
    ///     - port: 80
    ///       targetPort: http
    /// ---
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: search
    ///   labels:
    ///     app: search
    /// spec:
    ///   containers:
    ///     - name: search
    ///       image: nginx:1.27
    ///       ports:
    ///         - name: http
    ///           containerPort: 8080
    /// ```
    ///
    /// ## References
    /// - `pkg/api/v1/pod`: `FindPort`
    "target-port-unresolved", Warning, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let Typed::Service(service) = &view.object().typed else { return };
    let ports = service.spec.as_ref().and_then(|s| s.ports.as_deref()).unwrap_or_default();
    let mut seen = BTreeSet::new();
    for edge in view.graph.from(view.index).iter().filter(|e| e.relation == "selects") {
        let (End::Present(index), Detail::Port(..)) = (&edge.to, &edge.detail) else { continue };
        let Some(Step::Index(n)) = edge.route.0.get(2) else { continue };
        let (Some(service_port), Some(other)) = (ports.get(*n), view.other(*index)) else { continue };
        let Some(pods) = workload::pods(other.object()) else { continue };
        let (message, written, by_name) = match port::resolve(pods.spec, service_port) {
            port::Reached::Unknown(name) => {
                (format!("No container of {} has a port named `{name}` for {}", other.object().id, protocol(service_port)), name, true)
            }
            port::Reached::Undeclared(number) if declares(&other) => {
                (format!("No container of {} declares port {number} for {}", other.object().id, protocol(service_port)), number.to_string(), false)
            }
            _ => continue,
        };
        if seen.insert(edge.route.clone()) {
            let containers = pods.spec_route.then("containers");
            let mut finding = view
                .finding(&edge.route, message)
                .instead(view.written(&edge.route), &written, &offered(pods.spec, service_port, by_name))
                .help(format!("Requests to this Service port reach nothing that listens. {}", offer(&other)))
                .related(other.written(&containers), "the containers");
            // A number that is not declared may work all the same.
            finding.fixes.iter_mut().for_each(|mend| mend.safe = by_name);
            out.push(finding);
        }
    }
}

fn protocol(port: &ServicePort) -> &str {
    port::protocol(port.protocol.as_deref())
}

fn declares(other: &ObjectView<'_>) -> bool {
    workload::pods(other.object()).is_some_and(|p| p.spec.containers.iter().any(|c| c.ports.as_ref().is_some_and(|p| !p.is_empty())))
}

/// The ports that a target can name in the same way: by name where they have one, or by number.
fn offered(spec: &PodSpec, wanted: &ServicePort, by_name: bool) -> Vec<String> {
    let ports = spec.containers.iter().flat_map(|c| c.ports.iter().flatten());
    let ports = ports.filter(|p| port::protocol(p.protocol.as_deref()) == protocol(wanted));
    ports.map(|p| p.name.clone().filter(|_| by_name).unwrap_or_else(|| p.container_port.to_string())).collect()
}

fn offer(other: &ObjectView<'_>) -> String {
    let Some(pods) = workload::pods(other.object()) else { return String::new() };
    let offered: Vec<String> = pods
        .spec
        .containers
        .iter()
        .flat_map(|c| c.ports.iter().flatten())
        .map(|p| match &p.name {
            Some(name) => format!("`{name}` ({})", p.container_port),
            None => format!("`{}`", p.container_port),
        })
        .collect();
    if offered.is_empty() {
        return "The containers declare no ports: add one with this name, or use its number.".to_owned();
    }
    format!("The containers offer {}: use one of these, or declare the port.", offered.join(", "))
}
