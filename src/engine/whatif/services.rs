//! Services and Ingresses: names that no longer resolve, and paths that visitors can no longer take.

use super::{Set, Severity};
use crate::engine::environment::{self, Container, SourceKind};
use crate::engine::graph::{Detail, Edge, End};
use crate::engine::objects::{Object, workload};
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
            "named_by" => {
                let sentence =
                    format!("Its pods lose their DNS names below {}; the pods themselves run on.", object.id.name);
                set.add_at(Severity::Down, edge, sentence);
            }
            _ => {}
        }
    }
    for (caller, place, by) in callers(set, object) {
        let sentence = format!(
            "It calls {what} by name ({by}): the name is not found any more, so every new connection fails. Whatever of its probes asks for this dependency fails, too."
        );
        set.add(Severity::Down, caller, Some(place), sentence);
        entries(set, caller, "leads to something that calls it, and fails as far as it needs it");
    }
    for pods in set.led_to(index, "selects") {
        set.add(Severity::Note, pods, None, "Its pods run on; nothing sends them requests through this Service.");
    }
    set.add(Severity::Note, index, None, "Nobody makes it again. Applied anew it has another cluster IP.");
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
        for (caller, place, by) in callers(set, object) {
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

/// Workloads that have a Service's name among their variables, arguments or commands: with the place, and by what.
pub(super) fn callers(set: &Set<'_>, service: &Object) -> Vec<(ObjectIndex, Place, String)> {
    let mut out: Vec<(ObjectIndex, Place, String)> = Vec::new();
    for (index, at) in set.all() {
        if workload::pods(at.object).is_none() || selected(set, index, service) {
            continue;
        }
        let near = at.object.namespace() == service.namespace();
        for container in environment::of(set.analysis, index) {
            out.extend(call(&container, service, near).map(|(place, by)| (index, place, by)));
        }
    }
    out.dedup_by_key(|(index, ..)| *index);
    out
}

/// A workload behind the Service does not call itself.
fn selected(set: &Set<'_>, index: ObjectIndex, service: &Object) -> bool {
    let leads = |edge: &Edge| edge.relation == "selects" && edge.to == End::Present(index);
    set.all().iter().any(|(from, at)| at.object.id == service.id && set.analysis.graph.from(*from).iter().any(leads))
}

fn call(container: &Container, service: &Object, near: bool) -> Option<(Place, String)> {
    let variables = container.variables.iter().filter(|v| v.source.kind != SourceKind::Link);
    let mut named = variables.filter(|v| {
        let value = v.source.value.shown(true);
        names(&value, service, near) && (value.contains(['.', ':', '/']) || says_where(&v.name))
    });
    if let Some(variable) = named.next() {
        let place = variable.source.origin.clone().unwrap_or_else(|| variable.source.place.clone());
        return Some((place, variable.name.clone()));
    }
    let words = container.command.iter().chain(&container.args);
    let mut named =
        words.filter(|word| names(&word.value.shown(true), service, near) && word.written.contains([':', '.']));
    named.next().map(|word| (word.place.clone(), word.written.clone()))
}

/// A bare word may be anything: it names a Service only in a variable that says so.
fn says_where(variable: &str) -> bool {
    let upper = variable.to_ascii_uppercase();
    ["HOST", "URL", "ADDR", "SERVER", "ENDPOINT", "SERVICE", "UPSTREAM", "DSN", "PEER"]
        .iter()
        .any(|w| upper.contains(w))
}

/// Whether a value is, or holds in a list, `[scheme://][user@]name[.namespace[.svc[.cluster.local]]][:port][/path]`.
fn names(value: &str, service: &Object, near: bool) -> bool {
    let (name, namespace) = (service.id.name.as_str(), service.namespace());
    value.split([',', ' ']).any(|part| {
        let rest = part.split_once("://").map_or(part, |(_, rest)| rest);
        let rest = rest.split(['/', '?']).next().unwrap_or("");
        let host = rest.rsplit('@').next().unwrap_or("").split(':').next().unwrap_or("");
        let mut labels = host.strip_suffix(".cluster.local").unwrap_or(host).split('.');
        let first = labels.next() == Some(name);
        match (labels.next(), labels.next(), labels.next()) {
            (None, ..) => first && near,
            (Some(second), None | Some("svc"), None) => first && second == namespace,
            _ => false,
        }
    })
}
