//! Service → the workloads whose pods it sends requests to, one edge for each port.
//!
//! Source: `pkg/controller/endpointslice`: pods of the same namespace that carry all pairs of the
//! selector; an empty selector selects nothing, ExternalName has no endpoints.

use k8s_openapi::api::core::v1::{Service, ServicePort};

use super::{Edges, Relation};
use crate::engine::graph::{Detail, End};
use crate::engine::objects::value::{port, selector};
use crate::engine::objects::{Typed, workload};
use crate::engine::workspace::ObjectIndex;
use crate::route;

/// See the module.
pub const RELATION: Relation = Relation { id: "selects", phrase: "sends requests to", find };

fn find(out: &mut Edges<'_, '_>) {
    let Some(object) = out.object() else { return };
    let Typed::Service(service) = &object.typed else { return };
    let Some(spec) = &service.spec else { return };
    let Some(pairs) = spec.selector.as_ref().filter(|s| !s.is_empty()) else { return };
    if spec.type_.as_deref() == Some("ExternalName") {
        return;
    }
    let found: Vec<ObjectIndex> = out
        .objects
        .candidates(object.namespace(), Some(pairs))
        .into_iter()
        .filter(|index| {
            let pods = out.objects.get(*index).and_then(|l| workload::pods(l.object));
            pods.is_some_and(|p| selector::pairs_match(pairs, p.labels))
        })
        .collect();
    if found.is_empty() {
        out.push("selects", End::Nothing, route!["spec", "selector"], Detail::Whole, false);
    }
    for index in found {
        ports(out, service, index);
    }
}

fn ports(out: &mut Edges<'_, '_>, service: &Service, index: ObjectIndex) {
    let ports = service.spec.as_ref().and_then(|s| s.ports.as_deref()).unwrap_or_default();
    if ports.is_empty() {
        out.push("selects", End::Present(index), route!["spec", "selector"], Detail::Whole, false);
    }
    for (n, port) in ports.iter().enumerate() {
        let Some(pods) = out.objects.get(index).and_then(|l| workload::pods(l.object)) else { continue };
        let (text, there) = match port::resolve(pods.spec, port) {
            port::Reached::Declared { port: number, .. } => (number.to_string(), true),
            port::Reached::Undeclared(number) => (number.to_string(), true),
            port::Reached::Unknown(name) => (name, false),
        };
        let field = target_field(port);
        out.push("selects", End::Present(index), route!["spec", "ports", n, field], Detail::Port(text, there), false);
    }
}

/// The field that decides where a port leads.
fn target_field(port: &ServicePort) -> &'static str {
    if port.target_port.is_some() { "targetPort" } else { "port" }
}
