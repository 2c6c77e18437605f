//! Which rule of which Ingress takes a request.
//!
//! Source: the networking API reference and the documentation of Ingress: exact hosts before wildcards, a wildcard
//! stands for one label; `Exact` is equal, `Prefix` goes by elements of the path; the longest match wins, and
//! `Exact` over `Prefix`.

use k8s_openapi::api::networking::v1::{IngressBackend, IngressSpec};

use super::policy::Peer;
use super::service::{self, Caller, Wanted};
use super::{Verdict, Way};
use crate::engine::objects::{ObjectId, Typed};
use crate::engine::workspace::ObjectIndex;
use crate::engine::yaml::Route;
use crate::route;

/// A path of a rule.
#[derive(Clone, Debug)]
struct Rule<'a> {
    ingress: ObjectIndex,
    host: &'a str,
    path: &'a str,
    kind: &'a str,
    route: Route,
    backend: &'a IngressBackend,
}

/// Whether any Ingress is there to take requests.
pub(super) fn is_any(way: &Way<'_>) -> bool {
    all(way).next().is_some()
}

fn all<'a>(way: &Way<'a>) -> impl Iterator<Item = (ObjectIndex, &'a IngressSpec)> {
    let objects = way.analysis.objects.in_order().into_iter();
    objects.filter_map(|(index, at)| match &at.object.typed {
        Typed::Ingress(ingress) => ingress.spec.as_ref().map(|spec| (index, spec)),
        _ => None,
    })
}

fn rules<'a>(way: &Way<'a>) -> Vec<Rule<'a>> {
    let mut out = Vec::new();
    for (ingress, spec) in all(way) {
        for (r, rule) in spec.rules.iter().flatten().enumerate() {
            for (p, path) in rule.http.iter().flat_map(|h| &h.paths).enumerate() {
                out.push(Rule {
                    ingress,
                    host: rule.host.as_deref().unwrap_or(""),
                    path: path.path.as_deref().unwrap_or("/"),
                    kind: &path.path_type,
                    route: route!["spec", "rules", r, "http", "paths", p],
                    backend: &path.backend,
                });
            }
        }
    }
    out
}

/// Whether a rule names this host itself.
pub(super) fn names(way: &Way<'_>, host: &str) -> bool {
    rules(way).iter().any(|rule| !rule.host.is_empty() && is_host(rule.host, host))
}

/// Whether a rule's host takes a host; an empty one takes all.
fn is_host(rule: &str, host: &str) -> bool {
    let rule = rule.to_lowercase();
    match rule.strip_prefix("*.") {
        // The wildcard stands for exactly one label.
        Some(rest) => host.split_once('.').is_some_and(|(label, tail)| !label.is_empty() && tail == rest),
        None => rule.is_empty() || rule == host,
    }
}

/// Whether a path of a kind takes a request's path.
pub(super) fn is_path(kind: &str, path: &str, asked: &str) -> bool {
    match kind {
        "Exact" => path == asked,
        "Prefix" => {
            elements(path).len() <= elements(asked).len()
                && elements(path).iter().zip(elements(asked)).all(|(a, b)| *a == b)
        }
        // Most controllers take it for a prefix; a pattern is taken up to its first special character.
        _ => asked.starts_with(literal(path)),
    }
}

/// A pattern up to its first special character, and what that character makes optional left out.
pub(super) fn literal(pattern: &str) -> &str {
    let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
    let plain = pattern.split(['(', '[', '*', '.', '?', '+', '{', '$', '|', '\\']).next().unwrap_or("");
    match pattern.get(plain.len()..).and_then(|rest| rest.chars().next()) {
        Some('*' | '?' | '{') => plain.char_indices().next_back().and_then(|(at, _)| plain.get(..at)).unwrap_or(""),
        Some('|') => "",
        _ => plain,
    }
}

fn elements(path: &str) -> Vec<&str> {
    path.trim_matches('/').split('/').filter(|e| !e.is_empty()).collect()
}

/// Send a request to the Service that an Ingress names for it.
pub(super) fn route(way: &mut Way<'_>, scheme: &str, host: &str, path: &str) {
    let all_rules = rules(way);
    let level = |rule: &Rule<'_>| if rule.host.is_empty() { 2 } else { u8::from(rule.host.starts_with("*.")) };
    let of_host: Vec<&Rule<'_>> = all_rules.iter().filter(|rule| is_host(rule.host, host)).collect();
    let best = of_host.iter().map(|rule| level(rule)).min();
    let of_host: Vec<&Rule<'_>> = of_host.into_iter().filter(|rule| Some(level(rule)) == best).collect();
    let asked = path.split(['?', '#']).next().filter(|p| !p.is_empty()).unwrap_or("/");
    let weight = |rule: &&&Rule<'_>| (rule.path.trim_end_matches('/').len(), rule.kind == "Exact");
    let taken = of_host.iter().filter(|rule| is_path(rule.kind, rule.path, asked));
    // The first of equals stays: rev, because max_by_key takes the last.
    match taken.rev().max_by_key(weight) {
        Some(rule) => by_rule(way, rule, scheme, host, asked),
        None => by_default(way, &of_host, host, asked, scheme),
    }
}

fn by_rule(way: &mut Way<'_>, rule: &Rule<'_>, scheme: &str, host: &str, asked: &str) {
    let name = way.at(rule.ingress).map(|at| at.object.id.to_string()).unwrap_or_default();
    let of_host = if rule.host.is_empty() { "any host".to_owned() } else { format!("host {}", rule.host) };
    let text = format!("{name}: {of_host}, path {} ({}) is the longest that takes {asked}", rule.path, rule.kind);
    let step = way.step("ingress", rule.ingress, &rule.route.then("path"), text);
    way.push(match rule.kind {
        "Exact" | "Prefix" => step,
        _ => step.unsure("`ImplementationSpecific` is matched as the controller likes, mostly as a prefix."),
    });
    around(way, rule.ingress, scheme, host);
    backend(way, rule.ingress, rule.backend, &rule.route.then("backend"));
}

fn by_default(way: &mut Way<'_>, of_host: &[&Rule<'_>], host: &str, asked: &str, scheme: &str) {
    let own = |ingress: ObjectIndex| of_host.is_empty() || of_host.iter().any(|rule| rule.ingress == ingress);
    let found = all(way).find(|(index, spec)| own(*index) && spec.default_backend.is_some());
    if let Some((index, default)) = found.and_then(|(index, spec)| Some((index, spec.default_backend.as_ref()?))) {
        let text = format!("No rule takes {host}{asked}: the default backend does");
        way.push(way.step("ingress", index, &route!["spec", "defaultBackend"], text));
        around(way, index, scheme, host);
        return backend(way, index, default, &route!["spec", "defaultBackend"]);
    }
    let known: Vec<String> = match of_host {
        [] => rules(way).iter().map(|rule| rule.host.to_owned()).filter(|h| !h.is_empty()).collect(),
        _ => of_host.iter().map(|rule| rule.path.to_owned()).collect(),
    };
    let mut known = known;
    known.dedup();
    let what = if of_host.is_empty() { "hosts" } else { "paths" };
    let text = if of_host.is_empty() {
        format!("No Ingress has a rule for host {host}")
    } else {
        format!("No path of host {host} takes {asked}")
    };
    let why = format!("The controller answers 404. The {what} that are taken: {}.", known.join(", "));
    match of_host.first() {
        Some(rule) => way.push(way.step("ingress", rule.ingress, &route!["spec", "rules"], text).fails(why)),
        None => way.broken("ingress", &text, &why),
    }
}

/// Who runs the Ingress, and with what certificate.
fn around(way: &mut Way<'_>, ingress: ObjectIndex, scheme: &str, host: &str) {
    let Some(at) = way.at(ingress) else { return };
    if let Some(fault) = way.fault(ingress) {
        let step = way.step("ingress", ingress, &route![], format!("{} is refused", at.object.id));
        let place = super::shown(&way.analysis.workspace, fault.place);
        return way.push(super::Step { place: Some(place), ..step.fails(fault.message.clone()) });
    }
    let Typed::Ingress(typed) = &at.object.typed else { return };
    let spec = typed.spec.clone().unwrap_or_default();
    let annotations = at.walk().path("metadata.annotations");
    let class =
        spec.ingress_class_name.as_deref().unwrap_or_else(|| annotations.key("kubernetes.io/ingress.class").text());
    let (text, why) = match class {
        "" => ("No class is named".to_owned(), "The cluster's default class takes it, if there is one."),
        class => (
            format!("The controller of class {class} takes it"),
            "Assumed to run in the cluster: it is not a part of the set.",
        ),
    };
    way.push(way.step("controller", ingress, &route!["spec", "ingressClassName"], text).because(why));
    let rewrite = annotations.key("nginx.ingress.kubernetes.io/rewrite-target");
    if rewrite.is_there() {
        let text = format!("The path is rewritten to {}", rewrite.text());
        way.push(way.step("rewrite", ingress, &rewrite.route, text));
    }
    certificate(way, ingress, &spec, scheme, host);
}

fn certificate(way: &mut Way<'_>, ingress: ObjectIndex, spec: &IngressSpec, scheme: &str, host: &str) {
    let Some(at) = way.at(ingress) else { return };
    let of = |hosts: &Option<Vec<String>>| {
        hosts.iter().flatten().any(|h| is_host(h, host)) || hosts.as_ref().is_none_or(Vec::is_empty)
    };
    let found = spec.tls.iter().flatten().enumerate().find(|(_, tls)| of(&tls.hosts));
    let secure = matches!(scheme, "https" | "wss");
    let Some((n, tls)) = found else {
        if secure {
            let step =
                way.step("certificate", ingress, &route!["spec"], format!("No `tls` of {} names {host}", at.object.id));
            way.push(step.unsure(
                "The controller answers with its own certificate, which browsers do not trust, or not at all.",
            ));
        }
        return;
    };
    let name = tls.secret_name.as_deref().unwrap_or("");
    let route = route!["spec", "tls", n, "secretName"];
    if !secure {
        let step = way.step("certificate", ingress, &route, format!("{host} has a certificate"));
        return way.push(step.because("Most controllers send plain HTTP on to HTTPS first (308)."));
    }
    let secret = way.analysis.objects.find(&ObjectId::new("", "Secret", Some(at.object.namespace()), name));
    let typed = secret.and_then(|index| way.at(index)).map(|at| &at.object.typed);
    let step = way.step("certificate", ingress, &route, format!("The certificate for {host} is in Secret {name}"));
    way.push(match typed {
        Some(Typed::Secret(secret)) if secret.type_.as_deref() == Some("kubernetes.io/tls") => step,
        Some(_) => {
            step.unsure("Its type is not kubernetes.io/tls, so the controller may answer with its own certificate.")
        }
        None => {
            step.unsure("The Secret is not in this set. Without it the controller answers with its own certificate.")
        }
    });
}

fn backend(way: &mut Way<'_>, ingress: ObjectIndex, backend: &IngressBackend, at: &Route) {
    if way.trace.verdict == Verdict::Broken {
        return;
    }
    let namespace = way.at(ingress).map_or("default", |at| at.object.namespace());
    let Some(service) = &backend.service else {
        let step = way.step("backend", ingress, &at.then("resource"), "The backend is no Service".to_owned());
        return way.push(step.unsure("What a resource backend means is up to the controller."));
    };
    let id = ObjectId::new("", "Service", Some(namespace), &service.name);
    let Some(index) = way.analysis.objects.find(&id) else {
        let route = route![at; "service", "name"];
        let step = way.step(
            "service",
            ingress,
            &route,
            format!("Service {} is not in namespace {namespace} of this set", service.name),
        );
        return way.push(step.fails(
            "The controller answers 503 for a Service that is not there. An Ingress reaches only its own namespace.",
        ));
    };
    let port = service.port.clone().unwrap_or_default();
    let wanted = match (port.name, port.number) {
        (Some(name), _) => Wanted::Name(name),
        (None, number) => Wanted::Number(number.unwrap_or(0)),
    };
    let peer = Peer::Controller;
    service::through(way, index, &wanted, Caller { peer: &peer, pods: None, by_endpoints: true });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        let cases = [
            ("Prefix", "/", "/any/path", true),
            ("Exact", "/foo", "/foo", true),
            ("Exact", "/foo", "/bar", false),
            ("Exact", "/foo", "/foo/", false),
            ("Exact", "/foo/", "/foo", false),
            ("Prefix", "/foo", "/foo", true),
            ("Prefix", "/foo", "/foo/", true),
            ("Prefix", "/foo/", "/foo", true),
            ("Prefix", "/foo/", "/foo/", true),
            ("Prefix", "/aaa/bb", "/aaa/bbb", false),
            ("Prefix", "/aaa/bbb", "/aaa/bbb", true),
            ("Prefix", "/aaa/bbb/", "/aaa/bbb", true),
            ("Prefix", "/aaa/bbb", "/aaa/bbb/", true),
            ("Prefix", "/aaa/bbb", "/aaa/bbb/ccc", true),
            ("Prefix", "/aaa/bbb", "/aaa/bbbxyz", false),
            ("Prefix", "/aaa", "/ccc", false),
            ("Prefix", "/api", "/apis", false),
            ("ImplementationSpecific", "/api(/|$)(.*)", "/api/x", true),
            ("ImplementationSpecific", "/api", "/x", false),
            ("ImplementationSpecific", "/apis?/", "/api/", true),
            ("ImplementationSpecific", "/api+/", "/api", true),
            ("ImplementationSpecific", "^/v[0-9]+", "/v2", true),
        ];
        for (kind, path, asked, want) in cases {
            assert_eq!(is_path(kind, path, asked), want, "{kind} {path} {asked}");
        }
    }

    #[test]
    fn hosts() {
        let cases = [
            ("", "any.example", true),
            ("bar.foo.com", "bar.foo.com", true),
            ("*.foo.com", "bar.foo.com", true),
            ("*.foo.com", "baz.bar.foo.com", false),
            ("*.foo.com", "foo.com", false),
            ("foo.com", "bar.foo.com", false),
        ];
        for (rule, host, want) in cases {
            assert_eq!(is_host(rule, host), want, "{rule} {host}");
        }
    }
}
