//! Variables that the kubelet makes for the Services of a namespace.
//!
//! Source: `pkg/kubelet/envvars` (`FromServices`), `getServiceEnvVarMap`: Services with an address of their own, if
//! `enableServiceLinks` is not false, and in any case the one of the API server. A pod gets those that exist when it starts.

use super::variables::links_route;
use super::{Piece, Scene, Source, SourceKind, Value, Variable};
use crate::engine::objects::Typed;
use crate::protocol::Place;
use crate::route;

/// The variables, Service by Service.
pub(super) fn variables(scene: &Scene<'_>) -> Vec<Variable> {
    let mut out = Vec::new();
    let objects = &scene.analysis.objects;
    let namespace = scene.at.object.namespace();
    let here = scene.place(scene.pods.spec_route);
    let links = scene.walk(&links_route(scene.pods.spec_route)).bool() != Some(false);
    let services = if links { objects.of_kind("", "Service", Some(namespace)) } else { Vec::new() };
    for at in services.into_iter().filter_map(|index| objects.get(index)) {
        let Typed::Service(service) = &at.object.typed else { continue };
        let Some(spec) = &service.spec else { continue };
        let is_external = spec.type_.as_deref() == Some("ExternalName");
        let address = spec.cluster_ip.as_deref().unwrap_or("");
        if is_external || address == "None" {
            continue;
        }
        let ports = spec.ports.iter().flatten().map(|p| Port {
            number: p.port,
            name: p.name.clone().unwrap_or_default(),
            protocol: p.protocol.clone().unwrap_or_else(|| "TCP".to_owned()),
        });
        let origin = super::place_in(scene.analysis, &at, &route!["spec", "ports"]);
        let link =
            Link { name: &at.object.id.name, address, ports: ports.collect(), here: &here, origin: Some(origin) };
        out.extend(link.variables(Some(at.object.id.key())));
    }
    if !out.iter().any(|v: &Variable| v.name == "KUBERNETES_SERVICE_HOST") {
        let ports = vec![Port { number: 443, name: "https".to_owned(), protocol: "TCP".to_owned() }];
        out.extend(Link { name: "kubernetes", address: "", ports, here: &here, origin: None }.variables(None));
    }
    out
}

struct Port {
    number: i32,
    name: String,
    protocol: String,
}

struct Link<'a> {
    name: &'a str,
    address: &'a str,
    ports: Vec<Port>,
    here: &'a Place,
    origin: Option<Place>,
}

impl Link<'_> {
    fn variables(&self, object: Option<String>) -> Vec<Variable> {
        let prefix = variable_name(self.name);
        let mut out = vec![(format!("{prefix}_SERVICE_HOST"), vec![self.host()])];
        let plain = |text: String| vec![Piece::Plain(text)];
        if let Some(first) = self.ports.first() {
            out.push((format!("{prefix}_SERVICE_PORT"), plain(first.number.to_string())));
        }
        for port in self.ports.iter().filter(|p| !p.name.is_empty()) {
            let name = format!("{prefix}_SERVICE_PORT_{}", variable_name(&port.name));
            out.push((name, plain(port.number.to_string())));
        }
        for (n, port) in self.ports.iter().enumerate() {
            let (lower, number) = (port.protocol.to_lowercase(), port.number);
            let url = || vec![Piece::Plain(format!("{lower}://")), self.host(), Piece::Plain(format!(":{number}"))];
            if n == 0 {
                out.push((format!("{prefix}_PORT"), url()));
            }
            let base = format!("{prefix}_PORT_{number}_{}", port.protocol.to_uppercase());
            out.push((base.clone(), url()));
            out.push((format!("{base}_PROTO"), plain(lower.clone())));
            out.push((format!("{base}_PORT"), plain(number.to_string())));
            out.push((format!("{base}_ADDR"), vec![self.host()]));
        }
        out.into_iter().map(|(name, pieces)| self.variable(name, pieces, object.clone())).collect()
    }

    fn variable(&self, name: String, pieces: Vec<Piece>, object: Option<String>) -> Variable {
        let source = Source {
            kind: SourceKind::Link,
            text: format!("Service {}", self.name),
            object,
            place: self.here.clone(),
            origin: self.origin.clone(),
            value: Value(pieces),
        };
        Variable { name, source, losers: Vec::new(), notes: Vec::new(), address: None }
    }

    fn host(&self) -> Piece {
        match self.address {
            "" => Piece::Unsettled(format!("address of Service {}", self.name)),
            address => Piece::Plain(address.to_owned()),
        }
    }
}

/// `my-db` → `MY_DB` (`makeEnvVariableName`).
fn variable_name(name: &str) -> String {
    let upper = name.replace(['.', '-'], "_").to_uppercase();
    if upper.starts_with(|c: char| c.is_ascii_digit()) { format!("_{upper}") } else { upper }
}
