//! See the rule's own documentation.

use crate::engine::finding::{Finding, Mend, ObjectView};
use crate::engine::graph::{Detail, End};
use crate::engine::objects::value::port;
use crate::engine::objects::{Object, Typed};
use crate::engine::yaml::{Part, Route};
use crate::route;

super::rule! {
    /// An Ingress names a port that its Service does not have.
    ///
    /// ## Why it matters
    /// The Ingress controller finds no port to send to, so requests to that path are answered with 503. The number
    /// is the Service's `port`, not the container's.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: shop
    /// spec:
    ///   defaultBackend:
    ///     service:
    ///       name: shop
    ///       port:
    ///         number: 3000
    /// ---
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: shop
    /// spec:
    ///   ports:
    ///     - port: 80
    ///       targetPort: 3000
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: shop
    /// spec:
    ///   defaultBackend:
    ///     service:
    ///       name: shop
    ///       port:
    ///         number: 80
    /// ---
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: shop
    /// spec:
    ///   ports:
    ///     - port: 80
    ///       targetPort: 3000
    /// ```
    ///
    /// ## References
    /// - API reference, `ServiceBackendPort`
    "ingress-port-missing", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    for edge in view.graph.from(view.index).iter().filter(|e| e.relation == "routes_to") {
        let (End::Present(index), Detail::Path(_, port, false)) = (&edge.to, &edge.detail) else { continue };
        let Some(service) = view.other(*index) else { continue };
        let mut finding = view
            .finding(&edge.route, format!("Service `{}` has no port `{port}`", service.object().id.name))
            .help(format!("Requests to this path are answered with 503. The Ingress needs the Service's own port, not the container's. {}", offered(service.object())))
            .related(service.written(&route!["spec", "ports"]), "the ports of the Service");
        finding.fixes.extend(mend(view, &edge.route, port, service.object()));
        out.push(finding);
    }
}

/// Names the Service's only port, or the only one that leads to the containers' port that is written.
fn mend(view: &ObjectView<'_>, route: &Route, written: &str, service: &Object) -> Option<Mend> {
    let Typed::Service(service) = &service.typed else { return None };
    let ports = service.spec.as_ref()?.ports.as_deref()?;
    let mut leads = ports.iter().filter(|p| ports.len() == 1 || port::text(&port::target(p)) == written);
    let (Some(port), None) = (leads.next(), leads.next()) else { return None };
    let by_name = route.0.last() == Some(&"name".into());
    let name = port.name.as_ref().filter(|_| by_name);
    let new = name.cloned().unwrap_or_else(|| port.port.to_string());
    let title = format!("Use `{new}`");
    let mut edits = vec![(view.written(route)?, new)];
    if by_name && name.is_none() {
        edits.push((view.place(route, Part::Key), "number".to_owned()));
    }
    Some(Mend { title, safe: true, edits })
}

fn offered(object: &Object) -> String {
    let Typed::Service(service) = &object.typed else { return String::new() };
    let ports: Vec<String> = service
        .spec
        .iter()
        .flat_map(|s| s.ports.iter().flatten())
        .map(|p| p.name.as_ref().map_or_else(|| format!("`{}`", p.port), |name| format!("`{}` (named `{name}`)", p.port)))
        .collect();
    if ports.is_empty() { "It has no ports.".into() } else { format!("It has {}.", ports.join(", ")) }
}
