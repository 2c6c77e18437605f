//! What must hold: edges and findings say so already, and a request walks its way.

use super::set::{Notes, Set};
use super::{Check, Point};
use crate::engine::graph::{End, relations};
use crate::engine::objects::Typed;
use crate::engine::report::page;
use crate::engine::requests::{self, Trace, Verdict};
use crate::engine::workspace::ObjectIndex;
use crate::engine::yaml::{Route, Walk};
use crate::protocol::Severity;
use crate::route;
use std::collections::BTreeSet;

/// A point that edges speak for and rules speak against.
#[derive(Debug)]
pub(super) struct Wired {
    /// The relations; empty for all.
    pub relations: &'static [&'static str],
    /// The kind at the edge's beginning; empty for any.
    from: &'static str,
    /// The rules whose findings leave the point open.
    pub rules: &'static [&'static str],
}

impl Wired {
    pub fn check(&self, set: &Set<'_>, notes: &mut Notes<'_>) {
        let mut seen = BTreeSet::new();
        for (index, _) in set.all.iter().filter(|(_, at)| self.from.is_empty() || at.object.id.kind == self.from) {
            let wanted = |relation: &&str| self.relations.is_empty() || self.relations.contains(relation);
            for edge in set.analysis.graph.from(*index).iter().filter(|edge| wanted(&edge.relation)) {
                let (key, name) = page::ends(set.analysis, edge);
                let what = format!("{} {name}", relations::phrase(edge.relation));
                match edge.to {
                    End::Present(_) if !edge.broken() && seen.insert((*index, edge.relation, key)) => {
                        notes.good(*index, &edge.route, what);
                    }
                    End::Missing(_) if edge.broken() && !self.relations.is_empty() => {
                        notes.missing(*index, &edge.route, format!("{what}, which is not in this set"));
                    }
                    _ => {}
                }
            }
        }
        let of_kind = |index: ObjectIndex| set.kind(index) == self.from;
        let against = set.findings.iter().filter(|f| self.rules.contains(&f.rule));
        let against = against.filter(|f| self.from.is_empty() || f.object.is_some_and(of_kind));
        against.for_each(|finding| notes.finding(finding));
    }
}

pub(super) const POINTS: &[Point] = &[
    Point::fact(
        "manifests",
        "There are manifests, and the API server takes them",
        "An error is what the API server refuses or what cannot work.",
        Check::Own(manifests),
    ),
    Point::fact(
        "references",
        "Every reference leads to something in the set",
        "A name that leads nowhere keeps pods from starting, unless the cluster has the object already.",
        Check::Wired(Wired {
            relations: &[],
            from: "",
            rules: &["missing-key", "missing-object", "mount-without-volume", "namespace-missing"],
        }),
    ),
    Point::fact(
        "selectors",
        "Every Service finds pods, at ports that they have",
        "A Service without endpoints refuses every connection.",
        Check::Wired(Wired {
            relations: &["selects"],
            from: "Service",
            rules: &["service-selects-nothing", "target-port-unresolved"],
        }),
    ),
    Point::fact(
        "own-pods",
        "Every workload selects its own pods, and only these",
        "Two controllers with one selector take each other's pods for their own.",
        Check::Own(own_pods),
    ),
    Point::fact(
        "addresses",
        "Every address in the settings is a Service's, at a port that it offers",
        "Names are how parts of an application find each other; addresses of pods change.",
        Check::Wired(Wired { relations: &["calls"], from: "", rules: &["address-port-missing", "browser-address"] }),
    ),
    Point::fact(
        "ingress",
        "Every route from outside reaches a container",
        "A route that breaks is answered with 404 or 503.",
        Check::Own(outside),
    ),
    Point::fact(
        "autoscaling",
        "Autoscalers have a target that they alone scale",
        "A number of replicas beside an autoscaler is written back at each apply.",
        Check::Wired(Wired {
            relations: &["scales"],
            from: "",
            rules: &["autoscaler-fixed-replicas", "autoscaler-without-requests"],
        }),
    ),
    Point::fact(
        "budgets",
        "Disruption budgets guard pods and let them move",
        "A budget that allows nothing lets no node be drained.",
        Check::Wired(Wired {
            relations: &["guards"],
            from: "PodDisruptionBudget",
            rules: &["budget-allows-nothing", "guards-nothing"],
        }),
    ),
];

fn manifests(set: &Set<'_>, notes: &mut Notes<'_>) {
    for file in 0..set.analysis.workspace.files.len() {
        let documents = set.analysis.workspace.documents_of(file);
        let objects: Vec<ObjectIndex> =
            documents.flat_map(|(index, _)| set.analysis.objects.of_document(index).to_vec()).collect();
        if let Some(first) = objects.first() {
            let rest = objects.len() - 1;
            let text = if rest == 0 { String::new() } else { format!("and {rest} more in this file") };
            notes.good(*first, &route![], text);
        }
    }
    set.findings.iter().filter(|f| f.severity == Severity::Error).for_each(|finding| notes.finding(finding));
}

fn own_pods(set: &Set<'_>, notes: &mut Notes<'_>) {
    const RULES: [&str; 2] = ["selector-overlap", "selector-template-mismatch"];
    let bad: Vec<_> = set.findings.iter().filter(|f| RULES.contains(&f.rule)).collect();
    for (index, at) in &set.all {
        if crate::engine::objects::workload::selector(at.object).is_some()
            && !bad.iter().any(|f| f.object == Some(*index))
        {
            notes.good(*index, &route!["spec", "selector"], "selects what its own template makes");
        }
    }
    bad.into_iter().for_each(|finding| notes.finding(finding));
}

/// More routes than these are not walked one by one.
const MOST_ROUTES: usize = 200;

fn outside(set: &Set<'_>, notes: &mut Notes<'_>) {
    ingress(set, notes);
    gateways(set, notes);
    services(set, notes);
}

fn ingress(set: &Set<'_>, notes: &mut Notes<'_>) {
    let mut left = MOST_ROUTES;
    for (index, at) in &set.all {
        let Typed::Ingress(ingress) = &at.object.typed else { continue };
        let Some(spec) = &ingress.spec else { continue };
        let scheme = if spec.tls.is_some() { "https" } else { "http" };
        for (r, rule) in spec.rules.iter().flatten().enumerate() {
            let host = rule.host.as_deref().unwrap_or("localhost").replacen('*', "any", 1);
            for (p, path) in rule.http.iter().flat_map(|http| &http.paths).enumerate() {
                let Some(rest) = left.checked_sub(1) else {
                    return notes.beside("and more routes, which are not walked one by one");
                };
                left = rest;
                let address = format!("{scheme}://{host}{}", path.path.as_deref().unwrap_or("/"));
                walk(set, notes, *index, &address, &route!["spec", "rules", r, "http", "paths", p, "path"]);
            }
        }
    }
}

/// Routes of the Gateway API, which are read from the text.
fn gateways(set: &Set<'_>, notes: &mut Notes<'_>) {
    let routes = set.all.iter().filter(|(_, at)| at.object.id.kind == "HTTPRoute");
    for (index, at) in routes.take(MOST_ROUTES) {
        let spec = at.walk().key("spec");
        let host = spec.key("hostnames").items().first().map_or("localhost", Walk::text).replacen('*', "any", 1);
        let all = spec.key("rules").items();
        for path in all.iter().flat_map(|rule| rule.key("matches").items()).map(|m| m.key("path")) {
            if path.key("type").text() != "RegularExpression" {
                let value = path.key("value");
                let address = format!("http://{host}{}", if value.text().is_empty() { "/" } else { value.text() });
                walk(set, notes, *index, &address, &value.route);
            }
        }
    }
}

/// Ports of Services that can be reached from outside.
fn services(set: &Set<'_>, notes: &mut Notes<'_>) {
    for (index, at) in &set.all {
        let Typed::Service(service) = &at.object.typed else { continue };
        let Some(spec) = &service.spec else { continue };
        let how = match spec.type_.as_deref() {
            Some("LoadBalancer") => "a load balancer",
            Some("NodePort") => "a port of the nodes",
            _ => continue,
        };
        for (n, port) in spec.ports.iter().flatten().enumerate().take(MOST_ROUTES) {
            let trace = requests::through(set.analysis, *index, n);
            told(notes, *index, &trace, &format!("port {} by {how}", port.port), &route!["spec", "ports", n, "port"]);
        }
    }
}

fn walk(set: &Set<'_>, notes: &mut Notes<'_>, index: ObjectIndex, address: &str, at: &Route) {
    told(notes, index, &requests::outside(set.analysis, address), address, at);
}

fn told(notes: &mut Notes<'_>, index: ObjectIndex, trace: &Trace, address: &str, at: &Route) {
    let broken = trace.steps.iter().find(|step| step.verdict == Verdict::Broken);
    match (broken, trace.reached.first()) {
        (Some(step), _) => {
            notes.missing(index, at, format!("{address} stops at the step `{}`: {}", step.what, step.text));
        }
        (None, Some(reached)) => {
            let text = format!("{address} reaches {}, port {}", reached.workload_name, reached.port);
            notes.good(index, at, text);
        }
        (None, None) => {
            notes.good(index, at, format!("{address} breaks nowhere in this set; where it ends is not settled by it"))
        }
    }
}
