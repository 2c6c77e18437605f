//! Which route of the Gateway API takes a request.
//!
//! Source: `gateway.networking.k8s.io` reference, `HTTPRoute`: a wildcard host stands for one label or more; of the
//! matches, an exact path comes first, then the longest prefix by elements. These are custom kinds, read from the text.

use super::ingress::literal;
use super::policy::Peer;
use super::service::{self, Caller, Wanted};
use super::{Verdict, Way};
use crate::engine::objects::ObjectId;
use crate::engine::workspace::ObjectIndex;
use crate::engine::yaml::Walk;

const GROUP: &str = "gateway.networking.k8s.io";

/// A rule of a route that takes the request.
struct Taken<'a> {
    route: ObjectIndex,
    rule: Walk<'a>,
    path: Walk<'a>,
    /// Exact first, then the longest.
    weight: (bool, usize),
    /// It also asks for headers, a method or parameters.
    asks_more: bool,
    /// The path is a pattern.
    pattern: bool,
}

/// Send a request through a route, if one takes its host.
pub(super) fn route(way: &mut Way<'_>, host: &str, path: &str) -> bool {
    let asked = path.split(['?', '#']).next().filter(|p| !p.is_empty()).unwrap_or("/");
    let routes = way.analysis.objects.in_order().into_iter();
    let of_host: Vec<(ObjectIndex, Walk<'_>)> = routes
        .filter(|(_, at)| at.object.id.group == GROUP && at.object.id.kind == "HTTPRoute")
        .map(|(index, at)| (index, at.walk().key("spec")))
        .filter(|(_, spec)| takes_host(spec, host))
        .collect();
    let Some((first, _)) = of_host.first() else { return false };
    let first = *first;
    let taken = of_host.iter().flat_map(|(index, spec)| rules(*index, spec, asked));
    match taken.reduce(|best, next| if next.weight > best.weight { next } else { best }) {
        Some(taken) => by_rule(way, &taken, asked),
        None => {
            let text = format!("No rule of a route for {host} takes {asked}");
            way.push(way.step("route", first, &crate::route!["spec", "rules"], text).fails("The gateway answers 404."));
        }
    }
    true
}

fn takes_host(spec: &Walk<'_>, host: &str) -> bool {
    let hosts = spec.key("hostnames").items();
    let is = |wanted: &Walk<'_>| match wanted.text().strip_prefix('*') {
        Some(end) => host.len() > end.len() && host.ends_with(end),
        None => wanted.text() == host,
    };
    hosts.is_empty() || hosts.iter().any(is)
}

fn rules<'a>(route: ObjectIndex, spec: &Walk<'a>, asked: &str) -> Vec<Taken<'a>> {
    let mut out = Vec::new();
    for rule in spec.key("rules").items() {
        let all = rule.key("matches").items();
        if all.is_empty() {
            out.push(Taken {
                route,
                path: rule.key("backendRefs"),
                weight: (false, 0),
                asks_more: false,
                pattern: false,
                rule: rule.clone(),
            });
        }
        for found in all {
            let (kind, path) = (found.path("path.type"), found.path("path.value"));
            let value = if path.is_there() { path.text() } else { "/" };
            let takes = match kind.text() {
                "Exact" => value == asked,
                // Which dialect, and where among the others, is up to the gateway: what stands before the first
                // special character has to be there.
                "RegularExpression" => asked.starts_with(literal(value)),
                _ => super::ingress::is_path("Prefix", value, asked),
            };
            if takes {
                let asks_more = ["headers", "method", "queryParams"].iter().any(|key| found.key(*key).is_there());
                let pattern = kind.text() == "RegularExpression";
                let weight = (kind.text() == "Exact", if pattern { literal(value).len() } else { value.len() });
                out.push(Taken { route, rule: rule.clone(), path, weight, asks_more, pattern });
            }
        }
    }
    out
}

fn by_rule(way: &mut Way<'_>, taken: &Taken<'_>, asked: &str) {
    let Some(at) = way.at(taken.route) else { return };
    let written = if taken.path.text().is_empty() { "every path" } else { taken.path.text() };
    let step = way.step("route", taken.route, &taken.path.route, format!("{}: {written} takes {asked}", at.object.id));
    way.push(match (taken.asks_more, taken.pattern) {
        (true, _) => step.unsure("It also asks for headers, a method or parameters."),
        (_, true) => step.unsure("It is a pattern, which is matched as the gateway likes."),
        _ => step,
    });
    for parent in at.walk().path("spec.parentRefs").items() {
        let (name, namespace) = (parent.key("name"), parent.key("namespace").text());
        let namespace = if namespace.is_empty() { at.object.namespace() } else { namespace };
        let id = ObjectId::new(GROUP, "Gateway", Some(namespace), name.text());
        let step = way.step("gateway", taken.route, &name.route, format!("It is attached to Gateway {}", name.text()));
        way.push(match way.analysis.objects.find(&id) {
            Some(_) => step,
            None => step.because("Assumed to be in the cluster: it is not a part of the set."),
        });
    }
    backends(way, taken, at.object.namespace());
}

/// Requests are shared out by weight, so one backend that breaks breaks a share of them.
fn backends(way: &mut Way<'_>, taken: &Taken<'_>, beside: &str) {
    let shares = |at: &Walk<'_>| at.key("weight").int() != Some(0);
    let backends: Vec<Walk<'_>> = taken.rule.key("backendRefs").items().into_iter().filter(shares).collect();
    if backends.is_empty() {
        let step = way.step("service", taken.route, &taken.rule.route, "The rule names no backend".to_owned());
        return way.push(step.fails("The gateway answers 500."));
    }
    let mut verdicts = Vec::new();
    for backend in backends {
        let mut branch = way.again();
        one(&mut branch, taken.route, &backend, beside);
        verdicts.push(branch.trace.verdict);
        way.trace.steps.extend(branch.trace.steps);
        way.trace.reached.extend(branch.trace.reached);
    }
    let (best, worst) =
        (verdicts.iter().min().copied().unwrap_or_default(), verdicts.iter().max().copied().unwrap_or_default());
    let verdict = if best < Verdict::Broken && worst == Verdict::Broken { Verdict::Unsure } else { worst };
    way.trace.verdict = way.trace.verdict.max(verdict);
}

fn one(way: &mut Way<'_>, route: ObjectIndex, backend: &Walk<'_>, beside: &str) {
    let (name, namespace) = (backend.key("name"), backend.key("namespace").text());
    let namespace = if namespace.is_empty() { beside } else { namespace };
    let id = ObjectId::new("", "Service", Some(namespace), name.text());
    let Some(index) = way.analysis.objects.find(&id) else {
        let text = format!("Service {} is not in namespace {namespace} of this set", name.text());
        return way.push(
            way.step("service", route, &name.route, text)
                .fails("The gateway answers 500 for a backend that is not there."),
        );
    };
    let number = backend.key("port").int().and_then(|n| i32::try_from(n).ok()).unwrap_or(0);
    let peer = Peer::Controller;
    service::through(way, index, &Wanted::Number(number), Caller { peer: &peer, pods: None, by_endpoints: true });
}
