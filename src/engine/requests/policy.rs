//! What NetworkPolicies let through.
//!
//! Source: API reference `networking.k8s.io/v1` NetworkPolicy: pods that no policy of a direction selects take
//! everything; of those that are selected, what any one rule allows. `policyTypes` that is not written is Ingress,
//! and Egress if there is an `egress`.

use core::net::IpAddr;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::Verdict;
use super::pods::Pods;
use crate::engine::Analysis;
use crate::engine::objects::value::selector::{self, Labels};
use crate::engine::objects::value::{ip, port};
use crate::engine::objects::{ObjectId, Typed, workload};
use crate::engine::workspace::{Located, ObjectIndex};
use crate::engine::yaml::{Route, Walk};

/// The other end of a connection.
#[derive(Clone, Debug)]
pub(super) enum Peer<'a> {
    /// Pods of the set.
    Pods(&'a Pods<'a>),
    /// Pods that are not in the set, of a namespace and with labels that are known.
    Known(&'static str, Labels),
    /// A pod that is not in the set, of which nothing is known: an ingress controller.
    Controller,
    /// Outside the cluster; its address, if it is known.
    Outside(Option<IpAddr>),
}

/// A port of the pods that are connected to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Port<'a> {
    pub(super) number: i32,
    pub(super) protocol: &'a str,
    /// The pods whose names of ports count.
    pub(super) of: Option<&'a workload::Pods<'a>>,
}

/// Which way a policy looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Ingress,
    Egress,
}

impl Direction {
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Ingress => ("Ingress", "ingress", "from"),
            Self::Egress => ("Egress", "egress", "to"),
        }
    }
}

/// What the policies of one direction say.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    /// The policy and the field that decide; none if no policy is about these pods.
    pub(super) by: Option<(ObjectIndex, Route)>,
    pub(super) why: String,
}

/// Whether pods may be connected to, or may connect.
pub(super) fn judge(analysis: &Analysis, pods: &Pods<'_>, way: Direction, peer: &Peer<'_>, port: Port<'_>) -> Judged {
    let (kind, rules, side) = way.words();
    let policies = analysis.objects.of_kind("networking.k8s.io", "NetworkPolicy", Some(pods.namespace()));
    let about = policies.into_iter().filter_map(|index| Some((index, analysis.objects.get(index)?)));
    let about: Vec<_> = about.filter(|(_, at)| is_about(at, pods, kind)).collect();
    let mut best = Judged { verdict: Verdict::Ok, by: None, why: format!("no policy limits {kind} of these pods") };
    for (n, (index, at)) in about.iter().enumerate() {
        let list = at.walk().path("spec").key(rules);
        if n == 0 {
            let why = refusal(at, kind, rules, &list);
            best = Judged { verdict: Verdict::Broken, by: Some((*index, list.route.clone())), why };
        }
        for rule in list.items() {
            let verdict = ports(&rule, port).max(peers(analysis, pods, &rule.key(side), peer));
            if verdict < best.verdict {
                let why = match verdict {
                    Verdict::Ok => format!("a rule of {} allows it", at.object.id),
                    _ => format!("whether a rule of {} allows it depends on what is not in this set", at.object.id),
                };
                best = Judged { verdict, by: Some((*index, rule.route.clone())), why };
            }
        }
    }
    best
}

fn refusal(at: &Located<'_>, kind: &str, rules: &str, list: &Walk<'_>) -> String {
    match list.items().len() {
        0 => format!("{} allows no {kind} at all to the pods it selects, and no other policy does", at.object.id),
        _ => format!(
            "{} limits {kind} of these pods, and none of its `{rules}` rules, nor another policy's, matches",
            at.object.id
        ),
    }
}

fn is_about(at: &Located<'_>, pods: &Pods<'_>, kind: &str) -> bool {
    let Typed::NetworkPolicy(policy) = &at.object.typed else { return false };
    let Some(spec) = &policy.spec else { return false };
    let selects = spec.pod_selector.as_ref().is_none_or(|s| selector::matches(s, pods.pods.labels));
    let types = at.walk().path("spec.policyTypes").items();
    let named = types.iter().any(|t| t.text() == kind);
    let default = types.is_empty() && (kind == "Ingress" || !at.walk().path("spec.egress").items().is_empty());
    selects && (named || default)
}

/// Whether a rule is about a port; one without ports is about all.
fn ports(rule: &Walk<'_>, port: Port<'_>) -> Verdict {
    let list = rule.key("ports").items();
    if list.is_empty() || list.iter().any(|entry| is_port(entry, port)) { Verdict::Ok } else { Verdict::Broken }
}

fn is_port(entry: &Walk<'_>, port: Port<'_>) -> bool {
    let protocol = match entry.key("protocol").text() {
        "" => "TCP",
        written => written,
    };
    let wanted = entry.key("port");
    let number = i64::from(port.number);
    protocol == port.protocol
        && match (wanted.int(), entry.key("endPort").int()) {
            _ if !wanted.is_there() => true,
            (Some(first), Some(last)) => (first..=last).contains(&number),
            (Some(first), None) => first == number,
            (None, _) => has_name(port, wanted.text()),
        }
}

fn has_name(wanted: Port<'_>, name: &str) -> bool {
    let containers = wanted.of.into_iter().flat_map(|pods| pods.containers());
    let mut ports = containers.flat_map(|c| c.container.ports.iter().flatten());
    ports.any(|p| {
        p.name.as_deref() == Some(name)
            && p.container_port == wanted.number
            && port::protocol(p.protocol.as_deref()) == wanted.protocol
    })
}

/// Whether one of the peers is meant; none at all means everybody.
fn peers(analysis: &Analysis, pods: &Pods<'_>, list: &Walk<'_>, peer: &Peer<'_>) -> Verdict {
    let items = list.items();
    let each = items.iter().map(|entry| is_peer(analysis, pods, entry, peer));
    if items.is_empty() { Verdict::Ok } else { each.min().unwrap_or(Verdict::Broken) }
}

fn is_peer(analysis: &Analysis, pods: &Pods<'_>, entry: &Walk<'_>, peer: &Peer<'_>) -> Verdict {
    let block = entry.key("ipBlock");
    if block.is_there() {
        return in_block(&block, peer);
    }
    let (of_pods, of_namespaces) = (entry.key("podSelector"), entry.key("namespaceSelector"));
    let labels = match peer {
        Peer::Outside(_) => return Verdict::Broken,
        Peer::Controller => {
            let anywhere = of_namespaces.is_there() && selector::is_empty(&selector::read(&of_namespaces));
            return if anywhere && !of_pods.is_there() { Verdict::Ok } else { Verdict::Unsure };
        }
        Peer::Pods(other) => (other.namespace(), other.pods.labels),
        Peer::Known(namespace, labels) => (*namespace, labels),
    };
    let (namespace, labels) = labels;
    let there = if of_namespaces.is_there() {
        is_namespace(analysis, namespace, &selector::read(&of_namespaces))
    } else if namespace == pods.namespace() {
        Verdict::Ok
    } else {
        Verdict::Broken
    };
    let selected = !of_pods.is_there() || selector::matches(&selector::read(&of_pods), labels);
    if selected { there } else { Verdict::Broken }
}

/// Labels of a namespace are known where the set has it; its name is a label everywhere.
fn is_namespace(analysis: &Analysis, name: &str, wanted: &LabelSelector) -> Verdict {
    const NAME: &str = "kubernetes.io/metadata.name";
    let found = analysis.objects.find(&ObjectId::new("", "Namespace", None, name));
    let typed = found.and_then(|index| analysis.objects.get(index)).map(|at| &at.object.typed);
    let mut labels = match typed {
        Some(Typed::Namespace(namespace)) => namespace.metadata.labels.clone().unwrap_or_default(),
        _ => Labels::new(),
    };
    labels.insert(NAME.to_owned(), name.to_owned());
    let by_pairs = wanted.match_labels.iter().flatten().map(|(key, _)| key);
    let by_expressions = wanted.match_expressions.iter().flatten().map(|e| &e.key);
    let only_name = by_pairs.chain(by_expressions).all(|key| key == NAME);
    match selector::matches(wanted, &labels) {
        _ if found.is_none() && !only_name => Verdict::Unsure,
        true => Verdict::Ok,
        false => Verdict::Broken,
    }
}

/// A block of addresses is meant for what is outside; whether pods count as in it, networks differ.
fn in_block(block: &Walk<'_>, peer: &Peer<'_>) -> Verdict {
    let all = |text: &str| matches!(text, "0.0.0.0/0" | "::/0");
    let (cidr, except) = (block.key("cidr").text(), block.key("except").items());
    match peer {
        Peer::Outside(Some(address)) => {
            let out = except.iter().any(|e| contains(e.text(), *address));
            if contains(cidr, *address) && !out { Verdict::Ok } else { Verdict::Broken }
        }
        Peer::Outside(None) if all(cidr) && except.is_empty() => Verdict::Ok,
        _ => Verdict::Unsure,
    }
}

fn contains(cidr: &str, address: IpAddr) -> bool {
    let bits = if address.is_ipv4() { 32 } else { 128 };
    ip::cidr(cidr).is_some_and(|outer| outer == (address, bits) || ip::is_strictly_within((address, bits), outer))
}
