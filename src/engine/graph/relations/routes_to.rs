//! Ingress → Service, one edge for each path, with the Service port it names.
//!
//! Source: API reference `networking.k8s.io/v1` Ingress (`IngressServiceBackend`).

use k8s_openapi::api::core::v1::ServiceSpec;
use k8s_openapi::api::networking::v1::{IngressBackend, ServiceBackendPort};

use super::{Edges, Relation};
use crate::engine::graph::Detail;
use crate::engine::objects::{Object, Typed};
use crate::engine::yaml::Route;
use crate::route;

/// See the module.
pub const RELATION: Relation = Relation { id: "routes_to", phrase: "routes requests to", find };

fn find(out: &mut Edges<'_, '_>) {
    let Some(Typed::Ingress(ingress)) = out.object().map(|o| &o.typed) else { return };
    let Some(spec) = &ingress.spec else { return };
    if let Some(backend) = &spec.default_backend {
        edge(out, backend, route!["spec", "defaultBackend"], "everything else".to_owned());
    }
    for (r, rule) in spec.rules.iter().flatten().enumerate() {
        for (p, path) in rule.http.iter().flat_map(|h| &h.paths).enumerate() {
            let host = rule.host.as_deref().unwrap_or("");
            let text = format!("{host}{}", path.path.as_deref().unwrap_or("/"));
            edge(out, &path.backend, route!["spec", "rules", r, "http", "paths", p, "backend"], text);
        }
    }
}

fn edge(out: &mut Edges<'_, '_>, backend: &IngressBackend, at: Route, path: String) {
    let Some(service) = &backend.service else { return };
    let id = out.beside("", "Service", &service.name);
    let missing = out.objects.find(&id).is_none();
    let offered =
        out.objects.find(&id).and_then(|n| out.objects.get(n)).is_none_or(|l| offers(l.object, service.port.as_ref()));
    let route = match (&service.port, missing || offered) {
        (Some(port), false) => route![at; "service", "port", if port.name.is_some() { "name" } else { "number" }],
        _ => route![at; "service", "name"],
    };
    let port = service.port.as_ref().map(port_text).unwrap_or_default();
    out.named("routes_to", id, route, |_| Detail::Path(path, port, offered), false);
}

fn offers(object: &Object, wanted: Option<&ServiceBackendPort>) -> bool {
    let Typed::Service(service) = &object.typed else { return true };
    let (Some(spec), Some(wanted)) = (&service.spec, wanted) else { return true };
    // An ExternalName Service need not list its ports.
    if spec.type_.as_deref() == Some("ExternalName") {
        return true;
    }
    ports(spec, wanted)
}

fn ports(spec: &ServiceSpec, wanted: &ServiceBackendPort) -> bool {
    spec.ports.iter().flatten().any(|p| match (&wanted.name, wanted.number) {
        (Some(name), _) => p.name.as_deref() == Some(name),
        (None, Some(number)) => p.port == number,
        _ => true,
    })
}

fn port_text(port: &ServiceBackendPort) -> String {
    port.name.clone().or_else(|| port.number.map(|n| n.to_string())).unwrap_or_default()
}
