//! Node affinity, spread, and affinity between pods: only what is required.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement};

use super::nodes::Node;
use super::{Placed, Pod};
use crate::engine::objects::value::selector;
use crate::engine::yaml::Walk;

/// Whether the pod's selector and affinity allow the node (`GetRequiredNodeAffinity`).
pub(super) fn selects(pod: &Pod<'_>, node: &Node) -> bool {
    let wanted = pod.spec.key("nodeSelector");
    let pairs = wanted
        .keys()
        .into_iter()
        .all(|key| node.labels.get(key).map(String::as_str) == Some(wanted.key(key.to_owned()).text()));
    let required = pod.spec.path("affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution");
    // Any term will do; one without requirements matches nothing.
    let term = |term: &Walk<'_>| {
        let (labels, fields) = (term.key("matchExpressions").items(), term.key("matchFields").items());
        let named = |e: &Walk<'_>| Some(node.name.as_str()).filter(|_| e.key("key").text() == "metadata.name");
        let label = |e: &Walk<'_>| node.labels.get(e.key("key").text()).map(String::as_str);
        let all = labels.iter().all(|e| holds(e, label(e))) && fields.iter().all(|e| holds(e, named(e)));
        all && !(labels.is_empty() && fields.is_empty())
    };
    let affine = !required.is_there() || required.key("nodeSelectorTerms").items().iter().any(term);
    pairs && affine && pod.only_on.is_none_or(|name| name == node.name)
}

fn holds(expression: &Walk<'_>, value: Option<&str>) -> bool {
    let values: Vec<&str> = expression.key("values").items().iter().map(Walk::text).collect();
    let listed = value.is_some_and(|v| values.contains(&v));
    let number = |text: Option<&str>| text.and_then(|t| t.parse::<i64>().ok());
    let both = || Some((number(value)?, number(values.first().copied())?));
    match expression.key("operator").text() {
        "In" => listed,
        "NotIn" => !listed,
        "Exists" => value.is_some(),
        "DoesNotExist" => value.is_none(),
        "Gt" => both().is_some_and(|(is, than)| is > than),
        "Lt" => both().is_some_and(|(is, than)| is < than),
        _ => false,
    }
}

/// A selector as it is written; nothing that is written selects nothing.
fn selector(at: &Walk<'_>) -> Option<LabelSelector> {
    let pairs = at.key("matchLabels");
    let pair = |key: &str| (key.to_owned(), pairs.key(key.to_owned()).text().to_owned());
    let requirement = |e: &Walk<'_>| LabelSelectorRequirement {
        key: e.key("key").text().to_owned(),
        operator: e.key("operator").text().to_owned(),
        values: Some(e.key("values").items().iter().map(|v| v.text().to_owned()).collect()),
    };
    at.is_there().then(|| LabelSelector {
        match_labels: Some(pairs.keys().into_iter().map(pair).collect()),
        match_expressions: Some(at.key("matchExpressions").items().iter().map(requirement).collect()),
    })
}

/// `PodTopologySpread`: no domain may have more than `maxSkew` matching pods above the emptiest.
pub(super) fn spread(pod: &Pod<'_>, node: &Node, nodes: &[Node], placed: &[Placed<'_>]) -> Option<String> {
    const WHY: &str = "node(s) didn't match pod topology spread constraints";
    let strict = |c: &Walk<'_>| !matches!(c.key("whenUnsatisfiable").text(), "ScheduleAnyway");
    let constraints: Vec<Walk<'_>> =
        pod.spec.key("topologySpreadConstraints").items().into_iter().filter(strict).collect();
    let has_all = |n: &Node| constraints.iter().all(|c| n.labels.contains_key(c.key("topologyKey").text()));
    for constraint in &constraints {
        let key = constraint.key("topologyKey").text();
        let Some(here) = node.labels.get(key) else { return Some(format!("{WHY} (missing required label)")) };
        let wanted = selector(&constraint.key("labelSelector"));
        let matches = |labels| wanted.as_ref().is_some_and(|s| selector::matches(s, labels));
        let ignores = constraint.key("nodeAffinityPolicy").text() == "Ignore";
        let eligible = |n: &Node| has_all(n) && (ignores || selects(pod, n));
        let mut domains: BTreeMap<&str, i64> = BTreeMap::new();
        for (n, other) in nodes.iter().enumerate().filter(|(_, n)| eligible(n)) {
            let found =
                placed.iter().filter(|p| p.node == n && p.pod.namespace == pod.namespace && matches(p.pod.labels));
            let count = i64::try_from(found.count()).unwrap_or(i64::MAX);
            *domains.entry(other.labels.get(key).map_or("", String::as_str)).or_default() += count;
        }
        let few =
            constraint.key("minDomains").int().is_some_and(|least| i64::try_from(domains.len()).unwrap_or(0) < least);
        let least = if few { 0 } else { domains.values().min().copied().unwrap_or(0) };
        let own = i64::from(matches(pod.labels));
        let count = domains.get(here.as_str()).copied().unwrap_or(0);
        if count + own - least > constraint.key("maxSkew").int().unwrap_or(1) {
            return Some(WHY.to_owned());
        }
    }
    None
}

/// `InterPodAffinity`: pods that must be near, pods that must not, and pods that are there and want nobody near.
pub(super) fn between(pod: &Pod<'_>, node: &Node, nodes: &[Node], placed: &[Placed<'_>]) -> Option<String> {
    let domain = |n: usize, key: &str| nodes.get(n).and_then(|other| other.labels.get(key));
    let near = |term: &Walk<'_>, p: &Placed<'_>| {
        let key = term.key("topologyKey").text();
        node.labels.get(key).is_some_and(|here| domain(p.node, key) == Some(here))
    };
    for term in terms(pod, "podAffinity") {
        let found = placed.iter().any(|p| meant(&term, pod, &p.pod) && near(&term, p));
        // The first of a group that wants to be together may go anywhere.
        let anywhere = placed.iter().any(|p| meant(&term, pod, &p.pod));
        let first = !anywhere && meant(&term, pod, pod) && node.labels.contains_key(term.key("topologyKey").text());
        if !found && !first {
            return Some("node(s) didn't match pod affinity rules".to_owned());
        }
    }
    if terms(pod, "podAntiAffinity").iter().any(|t| placed.iter().any(|p| meant(t, pod, &p.pod) && near(t, p))) {
        return Some("node(s) didn't match pod anti-affinity rules".to_owned());
    }
    let unwanted =
        |p: &Placed<'_>| terms(&p.pod, "podAntiAffinity").iter().any(|t| meant(t, &p.pod, pod) && near(t, p));
    placed.iter().any(unwanted).then(|| "node(s) didn't satisfy existing pods anti-affinity rules".to_owned())
}

fn terms<'a>(pod: &Pod<'a>, kind: &'static str) -> Vec<Walk<'a>> {
    pod.spec.key("affinity").key(kind).key("requiredDuringSchedulingIgnoredDuringExecution").items()
}

/// Whether a term of a pod is about another one.
fn meant(term: &Walk<'_>, of: &Pod<'_>, other: &Pod<'_>) -> bool {
    let listed: Vec<&str> = term.key("namespaces").items().iter().map(Walk::text).collect();
    let every = term.key("namespaceSelector");
    // The labels of namespaces are not known: a selector for them is taken to select all.
    let there = match (listed.is_empty(), every.is_there()) {
        (true, false) => of.namespace == other.namespace,
        (_, everywhere) => everywhere || listed.contains(&other.namespace),
    };
    there && selector(&term.key("labelSelector")).is_some_and(|s| selector::matches(&s, other.labels))
}
