//! See the rule's own documentation.

use k8s_openapi::api::core::v1::Container;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::objects::{Typed, workload};
use crate::engine::timeline::probe;
use crate::engine::yaml::Route;
use crate::route;

super::rule! {
    /// A port is not between 1 and 65535.
    ///
    /// ## Why it matters
    /// TCP and UDP know no other ports; the API server refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   ports:
    ///     - port: 80800
    ///       targetPort: 80
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   ports:
    ///     - port: 8080
    ///       targetPort: 80
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apimachinery/pkg/util/validation`: `IsValidPortNum`
    "port-out-of-range", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    for at in workload::pods(view.object()).iter().flat_map(|p| p.containers()) {
        container(view, at.container, &at.route, out);
    }
    match &view.object().typed {
        Typed::Service(service) => {
            for (n, port) in service.spec.iter().flat_map(|s| s.ports.iter().flatten()).enumerate() {
                let at = route!["spec", "ports", n];
                number(view, Some(port.port), &at.then("port"), out);
                number(view, port.node_port.filter(|p| *p != 0), &at.then("nodePort"), out);
                if let Some(IntOrString::Int(target)) = port.target_port {
                    number(view, Some(target), &at.then("targetPort"), out);
                }
            }
        }
        Typed::Ingress(ingress) => {
            let rules = ingress.spec.iter().flat_map(|s| s.rules.iter().flatten()).enumerate();
            for (r, p, path) in rules.flat_map(|(r, rule)| rule.http.iter().flat_map(|h| &h.paths).enumerate().map(move |(p, path)| (r, p, path))) {
                let port = path.backend.service.as_ref().and_then(|s| s.port.as_ref()?.number);
                number(view, port, &route!["spec", "rules", r, "http", "paths", p, "backend", "service", "port", "number"], out);
            }
        }
        _ => {}
    }
}

fn container(view: &ObjectView<'_>, container: &Container, at: &Route, out: &mut Vec<Finding>) {
    for (n, port) in container.ports.iter().flatten().enumerate() {
        number(view, Some(port.container_port), &route![at; "ports", n, "containerPort"], out);
        number(view, port.host_port.filter(|p| *p != 0), &route![at; "ports", n, "hostPort"], out);
    }
    for (kind, probe) in probe::of(container) {
        let http = probe.http_get.as_ref().map(|a| ("httpGet", &a.port));
        let tcp = probe.tcp_socket.as_ref().map(|a| ("tcpSocket", &a.port));
        for (action, port) in http.into_iter().chain(tcp) {
            if let IntOrString::Int(port) = port {
                number(view, Some(*port), &route![at; kind.field(), action, "port"], out);
            }
        }
    }
}

fn number(view: &ObjectView<'_>, port: Option<i32>, at: &Route, out: &mut Vec<Finding>) {
    // A missing or ill-typed field decodes as zero: it has a finding of its own.
    let Some(port) = port.filter(|p| !(1..=65535).contains(p)).filter(|_| view.written(at).is_some()) else { return };
    let finding = view
        .finding(at, format!("{port} is not a port"))
        .help("Ports go from 1 to 65535; the API server refuses anything else.");
    out.push(finding);
}
