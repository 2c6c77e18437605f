//! Services and Ingresses: names that no longer resolve, and paths that visitors can no longer take.

use super::{Set, Severity};
use crate::engine::environment::{self, Container, SourceKind, Variable};
use crate::engine::graph::addresses::{self, Named};
use crate::engine::graph::{Detail, Edge, End};
use crate::engine::objects::{Object, Typed, workload};
use crate::engine::report::page;
use crate::engine::workspace::ObjectIndex;
use crate::protocol::Place;

/// A Service is gone: its name, its address and its ways in.
pub(super) fn delete(set: &mut Set<'_>, index: ObjectIndex) {
    let Some(object) = set.object(index) else { return };
    let what = object.id.to_string();
    for edge in set.edges_to(index) {
        match edge.relation {
            "routes_to" => {
                let sentence = format!("{} is answered with 503: there is no {what} to send it to.", path(edge));
                set.add_at(Severity::Down, edge, sentence);
            }
            "forwards_to" => {
                let sentence = format!("Requests that it passes to {what} are answered with 500.");
                set.add_at(Severity::Down, edge, sentence);
            }
            "named_by" => {
                let sentence =
                    format!("Its pods lose their DNS names below {}; the pods themselves run on.", object.id.name);
                set.add_at(Severity::Down, edge, sentence);
            }
            _ => {}
        }
    }
    for (caller, place, by) in callers(set, index) {
        let sentence = format!(
            "It calls {what} by name ({by}): the name is not found any more, so every new connection fails. Whatever of its probes asks for this dependency fails, too."
        );
        set.add(Severity::Down, caller, Some(place), sentence);
        entries(set, caller, "leads to something that calls it, and fails as far as it needs it");
    }
    for pods in set.led_to(index, "selects") {
        set.add(Severity::Note, pods, None, "Its pods run on; nothing sends them requests through this Service.");
    }
    ways_in(set, index, object);
    set.add(Severity::Note, index, None, anew(object));
}

/// The ways from outside that are the Service's own.
fn ways_in(set: &mut Set<'_>, index: ObjectIndex, object: &Object) {
    let Typed::Service(service) = &object.typed else { return };
    let spec = service.spec.clone().unwrap_or_default();
    let kind = spec.type_.as_deref().unwrap_or_default();
    if kind == "LoadBalancer" {
        let sentence = "Its load balancer and the address outside are given back: visitors who came that way get no answer. Applied anew it may get another address.";
        set.add(Severity::Down, index, None, sentence);
    }
    let ports: Vec<String> = spec.ports.iter().flatten().filter_map(|p| Some(p.node_port?.to_string())).collect();
    if matches!(kind, "LoadBalancer" | "NodePort") && !ports.is_empty() {
        let sentence = format!("Port {} of the nodes leads nowhere.", ports.join(", "));
        set.add(Severity::Down, index, None, sentence);
    }
}

/// What there is once it is applied again.
fn anew(object: &Object) -> &'static str {
    let Typed::Service(service) = &object.typed else { return "Nobody makes it again." };
    let spec = service.spec.as_ref();
    let address = spec.and_then(|s| s.cluster_ip.as_deref()).unwrap_or_default();
    match (spec.and_then(|s| s.type_.as_deref()), address) {
        (Some("ExternalName"), _) => "Nobody makes it again. What it is another name for goes on.",
        (_, "None") => {
            "Nobody makes it again. It has no address of its own: applied anew, its name leads to the same pods."
        }
        (_, "") => "Nobody makes it again. Applied anew it has another cluster IP.",
        _ => "Nobody makes it again. Applied anew it asks for the same cluster IP.",
    }
}

/// An Ingress is gone.
pub(super) fn delete_ingress(set: &mut Set<'_>, index: ObjectIndex) {
    for edge in set.analysis.graph.from(index).iter().filter(|edge| edge.relation == "routes_to") {
        let sentence = format!("{} leads nowhere: the controller answers with 404.", path(edge));
        set.add_at(Severity::Down, edge, sentence);
    }
    set.add(Severity::Note, index, None, "Services and pods run on and can be reached inside the cluster.");
}

/// No pod of a workload answers: its Services have no endpoints, unless other pods are behind them.
pub(super) fn without_pods(set: &mut Set<'_>, workload: ObjectIndex, while_what: &str) {
    let services: Vec<ObjectIndex> =
        set.edges_to(workload).into_iter().filter(|e| e.relation == "selects").map(|e| e.from).collect();
    let mut seen = Vec::new();
    for service in services {
        if seen.contains(&service) || set.led_to(service, "selects").iter().any(|other| *other != workload) {
            continue;
        }
        seen.push(service);
        let Some(object) = set.object(service) else { continue };
        set.add(Severity::Down, service, None, format!("It has no endpoints {while_what}: nobody answers."));
        for edge in set.edges_to(service).into_iter().filter(|e| e.relation == "routes_to") {
            let sentence = format!("{} is answered with 503 {while_what}: {} has no endpoints.", path(edge), object.id);
            set.add_at(Severity::Down, edge, sentence);
        }
        for (caller, place, by) in callers(set, service) {
            let sentence = format!("It calls {} ({by}): connections fail {while_what}.", object.id);
            set.add(Severity::Down, caller, Some(place), sentence);
            entries(set, caller, "leads to something that calls it, and fails as far as it needs it");
        }
    }
}

/// Users' paths that lead to a workload.
fn entries(set: &mut Set<'_>, workload: ObjectIndex, how: &str) {
    let services: Vec<ObjectIndex> =
        set.edges_to(workload).into_iter().filter(|e| e.relation == "selects").map(|e| e.from).collect();
    for service in services {
        for edge in set.edges_to(service).into_iter().filter(|e| e.relation == "routes_to") {
            let sentence = format!("{} {how}.", path(edge));
            set.add_at(Severity::Down, edge, sentence);
        }
    }
}

fn path(edge: &Edge) -> &str {
    if let Detail::Path(path, _, _) = &edge.detail { path } else { "A path" }
}

/// Workloads that have a Service's address: with the place, and by what.
fn callers(set: &Set<'_>, service: ObjectIndex) -> Vec<(ObjectIndex, Place, String)> {
    let mut out: Vec<(ObjectIndex, Place, String)> = Vec::new();
    for (index, at) in set.all() {
        // A workload behind the Service does not call itself.
        if workload::pods(at.object).is_none() || set.led_to(service, "selects").contains(&index) {
            continue;
        }
        let containers = environment::of(set.analysis, index);
        let calls = containers.iter().find_map(|container| call(set, container, service));
        out.extend(calls.or_else(|| by_file(set, index, service)).map(|(place, by)| (index, place, by)));
    }
    out
}

/// By a variable, or by a word of the command.
fn call(set: &Set<'_>, container: &Container, service: ObjectIndex) -> Option<(Place, String)> {
    let objects = &set.analysis.objects;
    let is = |named: &Named| named.service == Some(service);
    let holds = |v: &&Variable| {
        let text = v.source.value.shown(true);
        let named = |part| addresses::named(objects, &container.namespace, &v.name, part, |_| None);
        text.split([',', ' ']).filter_map(named).any(|named| is(&named))
    };
    let mut variables = container.variables.iter().filter(|v| v.source.kind != SourceKind::Link);
    if let Some(v) = variables.find(|v| !addresses::is_of_browsers(&v.name) && holds(v)) {
        let place = v.source.origin.clone().unwrap_or_else(|| v.source.place.clone());
        return Some((place, v.name.clone()));
    }
    let names = |text: &str| {
        let whole = addresses::named(objects, &container.namespace, "", text, |_| None);
        addresses::within(objects, &container.namespace, text).iter().chain(&whole).any(is)
    };
    let word = container.command.iter().chain(&container.args).find(|word| names(&word.value.shown(true)))?;
    Some((word.place.clone(), word.written.clone()))
}

/// By a file out of a ConfigMap that has the address.
fn by_file(set: &Set<'_>, workload: ObjectIndex, service: ObjectIndex) -> Option<(Place, String)> {
    let edge = set.led_to(workload, "mounts").into_iter().find_map(|map| {
        let edges = set.analysis.graph.from(map).iter();
        edges.into_iter().find(|edge| edge.relation == "calls" && edge.to == End::Present(service))
    })?;
    let from = set.object(edge.from)?;
    Some((page::drawn_place(set.analysis, edge.from, Some(edge)), format!("a file of {}", from.id)))
}
