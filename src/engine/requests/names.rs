//! What a name means to a pod.
//!
//! Source: `pkg/kubelet/network/dns` (`GetPodDNS`: search path and `ndots:5` of `ClusterFirst`), the DNS specification
//! for Kubernetes; a pod of the node's network gets the node's resolver unless it says `ClusterFirstWithHostNet`.

use super::pods::Pods;
use super::policy::{self, Direction, Peer, Port};
use super::service::{self, Caller, Wanted};
use super::{Step, Verdict, Way};
use crate::engine::objects::value::address::{Address, default_port};
use crate::engine::objects::value::ip;
use crate::engine::objects::{ObjectId, Typed};
use crate::engine::workspace::ObjectIndex;
use crate::route;

/// The domain that clusters have unless told otherwise.
pub(super) const DOMAIN: &str = "cluster.local";

/// A pod connects to an address.
pub(super) fn call(way: &mut Way<'_>, from: &Pods<'_>, address: Address<'_>) {
    if let Some(fault) = way.fault(from.index) {
        let step = way.step("pods", from.index, &route![], format!("{} has no pod that runs", from.name()));
        let place = super::shown(&way.analysis.workspace, fault.place);
        return way.push(Step { place: Some(place), ..step.fails(fault.message.clone()) });
    }
    let Some(port) = address.port.or_else(|| default_port(address.scheme)).map(i32::from) else {
        return way.broken("name", "No port is given", "This scheme has no port of its own; write `host:port`.");
    };
    let host = address.host.trim_end_matches('.').to_lowercase();
    if host == "localhost" || ip::parse(&host).is_some_and(|ip| ip.is_loopback()) {
        return own(way, from, port);
    }
    let found = if ip::is_ip(&host) { by_address(way, &host) } else { by_name(way, from, &host, address.host) };
    match found {
        Found::Service(index) => {
            let peer = Peer::Pods(from);
            let caller = Caller { peer: &peer, pods: Some(from), by_endpoints: false };
            service::through(way, index, &Wanted::Number(port), caller);
        }
        Found::Outside => outside(way, from, &host, port),
        Found::Nothing => {}
    }
}

enum Found {
    Service(ObjectIndex),
    Outside,
    /// It was said already why.
    Nothing,
}

/// The pod itself.
fn own(way: &mut Way<'_>, from: &Pods<'_>, port: i32) {
    let text = format!("localhost is the pod itself: port {port} of one of its own containers");
    let declared = from.pods.containers().any(|c| c.container.ports.iter().flatten().any(|p| p.container_port == port));
    let step = way.step("name", from.index, &from.pods.spec_route.then("containers"), text);
    way.push(if declared { step } else { step.unsure(format!("No container of it declares port {port}.")) });
}

fn by_address(way: &mut Way<'_>, host: &str) -> Found {
    let all = way.analysis.objects.in_order().into_iter();
    let mut fixed = all.filter(|(_, at)| {
        let Typed::Service(service) = &at.object.typed else { return false };
        service.spec.as_ref().is_some_and(|s| s.cluster_ip.as_deref() == Some(host))
    });
    match fixed.next() {
        Some((index, at)) => {
            let text = format!("{host} is the address of {}", at.object.id);
            way.push(way.step("name", index, &route!["spec", "clusterIP"], text));
            Found::Service(index)
        }
        None => Found::Outside,
    }
}

/// Names that are tried, in order (`ndots:5`: with fewer dots, the search path comes first).
pub(super) fn tried(host: &str, written: &str, namespace: &str) -> Vec<String> {
    if written.ends_with('.') {
        return vec![host.to_owned()];
    }
    let domains = [format!("{namespace}.svc.{DOMAIN}"), format!("svc.{DOMAIN}"), DOMAIN.to_owned()];
    let mut out: Vec<String> = domains.iter().map(|domain| format!("{host}.{domain}")).collect();
    let at = if host.matches('.').count() < 5 { out.len() } else { 0 };
    out.insert(at, host.to_owned());
    out
}

fn by_name(way: &mut Way<'_>, from: &Pods<'_>, host: &str, written: &str) -> Found {
    if let Some(reason) = node_resolver(from) {
        let route = from.pods.spec_route.then("dnsPolicy");
        let step = way.step("name", from.index, &route, format!("`{host}` is looked up by the node's resolver"));
        if !is_of_cluster(way, host, from.namespace()) {
            way.push(step.because(reason));
            return Found::Outside;
        }
        way.push(step.fails(format!("{reason}, and the node does not know names of the cluster.")));
        return Found::Nothing;
    }
    asks(way, from);
    if way.trace.verdict == Verdict::Broken {
        return Found::Nothing;
    }
    let names = tried(host, written, from.namespace());
    for (n, name) in names.iter().enumerate() {
        let Some((index, pod)) = service_of(way, name) else { continue };
        let Some(at) = way.at(index) else { continue };
        let what = match &pod {
            Some(pod) => format!("pod {pod} behind {}", at.object.id),
            None => at.object.id.to_string(),
        };
        let before = match n {
            0 => String::new(),
            _ => format!(" After {}.", names.get(..n).unwrap_or_default().join(", ")),
        };
        let step = way.step("name", index, &route!["metadata", "name"], format!("`{host}` is {what}: {name}"));
        way.push(step.because(format!(
            "A name with fewer than 5 dots goes through the search path of the pod's namespace first.{before}"
        )));
        return Found::Service(index);
    }
    if is_of_cluster(way, host, from.namespace()) {
        let meant = names.first().map_or(host, String::as_str);
        let text = format!("No Service of this set has the name `{host}`");
        way.broken("name", &text, &format!("If the cluster has none either, {meant} does not resolve."));
        return Found::Nothing;
    }
    let text = format!("`{host}` is no name of the cluster: it is looked up outside");
    let waste =
        if written.ends_with('.') { "" } else { "With fewer than 5 dots, the search path is tried in vain first." };
    way.note("name", &text, Verdict::Ok, if host.matches('.').count() < 5 { waste } else { "" });
    Found::Outside
}

/// Why a pod does not ask the cluster's DNS.
fn node_resolver(from: &Pods<'_>) -> Option<String> {
    let spec = from.pods.spec;
    match spec.dns_policy.as_deref().unwrap_or("ClusterFirst") {
        "Default" => Some("`dnsPolicy: Default` is the node's own".to_owned()),
        "None" => Some("`dnsPolicy: None` asks only the servers in `dnsConfig`".to_owned()),
        "ClusterFirst" if spec.host_network == Some(true) => Some(
            "A pod in the node's network asks the cluster's DNS only with `dnsPolicy: ClusterFirstWithHostNet`"
                .to_owned(),
        ),
        _ => None,
    }
}

/// Looking a name up is a connection, too.
fn asks(way: &mut Way<'_>, from: &Pods<'_>) {
    let labels = [("k8s-app".to_owned(), "kube-dns".to_owned())].into();
    let dns = Peer::Known("kube-system", labels);
    let port = |protocol| Port { number: 53, protocol, of: None };
    let over = |protocol| policy::judge(way.analysis, from, Direction::Egress, &dns, port(protocol));
    let udp = over("UDP");
    let Some((policy, route)) = udp.by else { return };
    let text = match udp.verdict {
        Verdict::Broken => format!("{} may not ask the cluster's DNS, so no name resolves", from.name()),
        _ => format!("{} may ask the cluster's DNS", from.name()),
    };
    let step = way.step("policy", policy, &route, text);
    way.push(Step {
        verdict: udp.verdict,
        why: format!("{} (UDP port 53 of kube-dns in kube-system)", udp.why),
        ..step
    });
}

/// The Service that a full name means, and the pod, if it means one.
pub(super) fn service_of(way: &Way<'_>, name: &str) -> Option<(ObjectIndex, Option<String>)> {
    let mut labels: Vec<&str> = name.strip_suffix(DOMAIN)?.strip_suffix(".svc.")?.split('.').collect();
    let (namespace, service) = (labels.pop()?, labels.pop()?);
    let index = way.analysis.objects.find(&ObjectId::new("", "Service", Some(namespace), service))?;
    match labels.as_slice() {
        [] => Some((index, None)),
        [pod] if has_pod(way, namespace, service, pod) => Some((index, Some((*pod).to_owned()))),
        _ => None,
    }
}

/// Whether a pod has a name of its own below a Service: by its StatefulSet, or by hostname and subdomain.
fn has_pod(way: &Way<'_>, namespace: &str, service: &str, pod: &str) -> bool {
    let candidates = way.analysis.objects.candidates(namespace, None);
    candidates.into_iter().filter_map(|n| Pods::of(way.analysis, n)).any(|pods| match &pods.at.object.typed {
        Typed::StatefulSet(set) if set.spec.service_name.as_deref() == Some(service) => {
            let first = set.spec.ordinals.as_ref().and_then(|o| o.start).unwrap_or(0);
            let name = pod.rsplit_once('-').filter(|(name, _)| *name == pods.at.object.id.name);
            let ordinal = name.and_then(|(_, n)| n.parse::<i32>().ok());
            ordinal.is_some_and(|n| n >= first && n - first < set.spec.replicas.unwrap_or(1))
        }
        _ => {
            let spec = pods.pods.spec;
            spec.hostname.as_deref() == Some(pod) && spec.subdomain.as_deref() == Some(service)
        }
    })
}

/// Whether a name can only be one of the cluster.
pub(super) fn is_of_cluster(way: &Way<'_>, host: &str, namespace: &str) -> bool {
    if host.ends_with(&format!(".svc.{DOMAIN}")) || host.ends_with(".svc") || !host.contains('.') {
        return true;
    }
    let mut labels = host.rsplit('.');
    let last = labels.next().unwrap_or("");
    let known = way.analysis.objects.find(&ObjectId::new("", "Namespace", None, last)).is_some();
    known || last == namespace
}

/// Beyond the cluster.
fn outside(way: &mut Way<'_>, from: &Pods<'_>, host: &str, port: i32) {
    let peer = Peer::Outside(ip::parse(host));
    let judged =
        policy::judge(way.analysis, from, Direction::Egress, &peer, Port { number: port, protocol: "TCP", of: None });
    if let Some((policy, route)) = judged.by {
        let text = format!("{} may connect to {host} at port {port}", from.name());
        let text = if judged.verdict == Verdict::Broken { format!("Not so: {text}") } else { text };
        let step = way.step("policy", policy, &route, text);
        way.push(Step { verdict: judged.verdict, why: judged.why, ..step });
    }
    if way.trace.verdict < Verdict::Broken {
        way.note(
            "outside",
            &format!("{host} at port {port}"),
            Verdict::Unsure,
            "What answers there is not in this set.",
        );
    }
}
