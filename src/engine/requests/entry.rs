//! Where a request from outside gets into the cluster: ports of nodes, load balancers, an ingress controller.

use k8s_openapi::api::core::v1::ContainerPort;

use super::pods::Pods;
use super::policy::Peer;
use super::service::{self, Caller, Wanted};
use super::{Step, Verdict, Way, gateway, ingress, names};
use crate::engine::objects::Typed;
use crate::engine::objects::value::address::{Address, default_port};
use crate::engine::objects::value::port;
use crate::engine::report::page::shown;
use crate::engine::text::Span;
use crate::engine::workspace::{DocumentPlace, ObjectIndex, Role};
use crate::engine::yaml::{Route, Walk};
use crate::route;

/// A request arrives at an address.
pub(super) fn enter(way: &mut Way<'_>, address: Address<'_>) {
    let host = address.host.trim_end_matches('.').to_lowercase();
    let Some(port) = address.port.or_else(|| default_port(address.scheme)).map(i32::from) else {
        return way.broken("name", "No port is given", "This scheme has no port of its own; write `host:port`.");
    };
    if is_inner(way, &host) {
        let text = format!("`{host}` is a name inside the cluster only");
        return way.broken("name", &text, "Outside the cluster, in a visitor's browser say, nothing resolves it.");
    }
    let scheme = if address.scheme.is_empty() && port == 443 { "https" } else { address.scheme };
    let mapped = node_of_kind(way, &host, port);
    if way.trace.verdict == Verdict::Broken {
        return;
    }
    let inner = mapped.unwrap_or(port);
    if let Some((index, n)) = node_port(way, inner) {
        return by_node_port(way, index, n, inner);
    }
    if let Some(found) = host_port(way, inner) {
        return by_host_port(way, &found);
    }
    if !ingress::names(way, &host) && gateway::route(way, &host, address.path) {
        return;
    }
    let balancer = load_balancer(way, port);
    match (balancer, ingress::is_any(way)) {
        (Some((index, n)), any) if !(any && ingress::names(way, &host)) => by_balancer(way, index, n, &host),
        (_, true) => by_ingress(way, scheme, &host, inner, address.path),
        _ => {
            let text = format!("Nothing in this set takes requests from outside at port {port}");
            way.broken("entry", &text, "That takes an Ingress, or a Service of type NodePort or LoadBalancer.");
        }
    }
}

/// Whether nobody outside can resolve a name: it is a Service's.
fn is_inner(way: &Way<'_>, host: &str) -> bool {
    if ingress::names(way, host) {
        return false;
    }
    let full = host.ends_with(".svc") || host.ends_with(&format!(".svc.{}", names::DOMAIN));
    let bare = || {
        let mut all = way.analysis.objects.in_order().into_iter();
        all.any(|(_, at)| {
            let id = &at.object.id;
            id.kind == "Service" && (id.name == host || host == format!("{}.{}", id.name, at.object.namespace()))
        })
    };
    full || bare()
}

/// Names that lead to this machine.
fn is_local(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "::1")
        || [".localhost", ".local", ".test"].iter().any(|end| host.ends_with(end))
}

/// The port of a kind node that a port of this machine leads to, if the set says so.
fn node_of_kind(way: &mut Way<'_>, host: &str, port: i32) -> Option<i32> {
    let files = 0..way.analysis.workspace.files.len();
    let documents = files.flat_map(|file| way.analysis.workspace.documents_of(file));
    let mut kind = documents.filter(|(_, d)| d.facts.role == Role::Tool("a kind cluster configuration"));
    let (document, placed) = kind.next()?;
    let tree = &placed.facts.document;
    let nodes = Walk::new(tree, tree.root()?).key("nodes").items();
    let mappings = || nodes.iter().flat_map(|node| node.key("extraPortMappings").items());
    let found = mappings().find(|m| m.key("hostPort").int() == Some(i64::from(port)));
    let place = |span: Span| Some(shown(&way.analysis.workspace, DocumentPlace { document, span }));
    let Some(mapping) = found else {
        let taken = node_port(way, port).is_some() || host_port(way, port).is_some();
        if is_local(host) && mappings().next().is_some() && !taken {
            let root = tree.root()?;
            let span = tree.get(root, "nodes").map_or_else(|| tree.span(root), |n| tree.span(n));
            let text = format!("kind maps no port {port} of this machine into the cluster");
            let why = "Only the ports in `extraPortMappings` lead to a node.".to_owned();
            way.push(Step {
                what: "host port",
                text,
                place: place(span),
                verdict: Verdict::Broken,
                why,
                ..Step::default()
            });
        }
        return None;
    };
    let inner = mapping.key("containerPort").int().and_then(|n| i32::try_from(n).ok())?;
    let (span, _) = mapping.key("hostPort").route.resolve(tree, tree.root()?);
    let text = format!("Port {port} of this machine is port {inner} of a kind node");
    way.push(Step { what: "host port", text, place: place(span), ..Step::default() });
    Some(inner)
}

/// A Service port that wants this port on every node.
fn node_port(way: &Way<'_>, port: i32) -> Option<(ObjectIndex, usize)> {
    service_port(way, |p| p.node_port == Some(port), &["NodePort", "LoadBalancer"])
}

fn load_balancer(way: &Way<'_>, port: i32) -> Option<(ObjectIndex, usize)> {
    service_port(way, |p| p.port == port, &["LoadBalancer"])
}

fn service_port(
    way: &Way<'_>,
    wanted: impl Fn(&k8s_openapi::api::core::v1::ServicePort) -> bool,
    types: &[&str],
) -> Option<(ObjectIndex, usize)> {
    way.analysis.objects.in_order().into_iter().find_map(|(index, at)| {
        let Typed::Service(service) = &at.object.typed else { return None };
        let spec = service.spec.as_ref().filter(|s| types.contains(&s.type_.as_deref().unwrap_or("")))?;
        spec.ports.iter().flatten().position(&wanted).map(|n| (index, n))
    })
}

/// A port of its node that a pod takes for itself.
struct HostPort<'a> {
    pods: Pods<'a>,
    route: Route,
    /// The port in the pod, and on the node.
    inner: i32,
    outer: i32,
}

/// Only for TCP, which is what a request means.
fn host_port<'a>(way: &Way<'a>, port: i32) -> Option<HostPort<'a>> {
    way.analysis.objects.in_order().into_iter().find_map(|(index, _)| {
        let pods = Pods::of(way.analysis, index)?;
        let of_node = pods.pods.spec.host_network == Some(true);
        let takes = |p: &ContainerPort| p.host_port == Some(port) || (of_node && p.container_port == port);
        let wanted = |p: &ContainerPort| takes(p) && port::protocol(p.protocol.as_deref()) == "TCP";
        let (route, inner) = pods.pods.containers().filter(|c| !c.init).find_map(|c| {
            let ports = c.container.ports.as_deref().unwrap_or_default();
            let n = ports.iter().position(wanted)?;
            Some((c.route.then("ports").then(n), ports.get(n)?.container_port))
        })?;
        Some(HostPort { pods, route, inner, outer: port })
    })
}

fn by_host_port(way: &mut Way<'_>, found: &HostPort<'_>) {
    let (outer, name) = (found.outer, found.pods.name());
    let text = format!("Port {outer} of every node that runs a pod of {name} belongs to it");
    let of_node = found.pods.pods.spec.host_network == Some(true);
    let field = if of_node { found.route.then("containerPort") } else { found.route.then("hostPort") };
    way.push(way.step("host port", found.pods.index, &field, text));
    service::straight(way, &found.pods, found.inner, "TCP");
}

/// From outside through a port of a Service: by its load balancer, or by a port of the nodes.
pub(super) fn through(way: &mut Way<'_>, index: ObjectIndex, n: usize) {
    let Some(Typed::Service(service)) = way.at(index).map(|at| &at.object.typed) else { return };
    let spec = service.spec.as_ref();
    let port = spec.and_then(|s| s.ports.as_ref()?.get(n)?.node_port);
    match (spec.and_then(|s| s.type_.as_deref()), port) {
        (Some("LoadBalancer"), _) => by_balancer(way, index, n, "The name"),
        (_, Some(port)) => by_node_port(way, index, n, port),
        (_, None) => to_service(way, index, n),
    }
}

fn by_node_port(way: &mut Way<'_>, index: ObjectIndex, n: usize, port: i32) {
    let Some(at) = way.at(index) else { return };
    let text = format!("Port {port} of every node belongs to {}", at.object.id);
    way.push(way.step("node port", index, &route!["spec", "ports", n, "nodePort"], text));
    to_service(way, index, n);
}

fn by_balancer(way: &mut Way<'_>, index: ObjectIndex, n: usize, host: &str) {
    let Some(at) = way.at(index) else { return };
    let text = format!("A load balancer outside takes requests for {}", at.object.id);
    let step = way.step("load balancer", index, &route!["spec", "type"], text);
    way.push(step.because(format!("Assumed: {host} leads to the address that the cloud gives it.")));
    to_service(way, index, n);
}

fn to_service(way: &mut Way<'_>, index: ObjectIndex, n: usize) {
    let Some(at) = way.at(index) else { return };
    let Typed::Service(service) = &at.object.typed else { return };
    let ports = service.spec.as_ref().and_then(|s| s.ports.as_deref()).unwrap_or_default();
    let Some(number) = ports.get(n).map(|p| p.port) else { return };
    let peer = Peer::Outside(None);
    service::through(way, index, &Wanted::Number(number), Caller { peer: &peer, pods: None, by_endpoints: false });
}

fn by_ingress(way: &mut Way<'_>, scheme: &str, host: &str, port: i32, path: &str) {
    let text = format!("{host} leads to the ingress controller");
    let why = "Assumed: DNS, or the hosts file of the machine, says so. Manifests do not.";
    match port {
        80 | 443 => way.note("name", &text, Verdict::Ok, why),
        _ => way.note(
            "name",
            &text,
            Verdict::Unsure,
            "Ingress controllers listen at 80 and 443 unless they are set up otherwise.",
        ),
    }
    ingress::route(way, scheme, host, path);
}
