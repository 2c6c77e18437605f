//! What the conflicts ask.

use crate::engine::objects::value::ip;
use crate::engine::objects::value::name::{is_dns1123_label, is_dns1123_subdomain};
use crate::engine::part::{Part, int};
use crate::engine::yaml::{Entry, NodeId};

/// A Service's type, with its default.
pub(super) fn service_type<'a>(spec: &Part<'a>) -> &'a str {
    match spec.text("type") {
        "" => "ClusterIP",
        written => written,
    }
}

/// The Service has one of these types.
pub(super) fn is(spec: &Part<'_>, types: &[&str]) -> bool {
    types.contains(&service_type(spec))
}

/// It has another type than this one, and one that exists.
pub(super) fn is_other_than(spec: &Part<'_>, wanted: &str) -> bool {
    let written = service_type(spec);
    written != wanted && ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"].contains(&written)
}

/// Traffic from outside can reach it (`ExternallyAccessible`).
pub(super) fn is_reached_from_outside(spec: &Part<'_>) -> bool {
    match service_type(spec) {
        "ClusterIP" => !spec.is_empty("externalIPs"),
        "ExternalName" => false,
        _ => true,
    }
}

/// Several addresses or families, and a policy for one.
pub(super) fn has_two_families(spec: &Part<'_>) -> bool {
    spec.items("ipFamilies").len() > 1 || spec.items("clusterIPs").len() > 1
}

/// The first of `clusterIPs` is another address than `clusterIP`.
pub(super) fn has_other_first_ip(spec: &Part<'_>) -> bool {
    let first = spec.items("clusterIPs").first().and_then(|node| spec.document().str(*node));
    first.is_some_and(|first| first != spec.text("clusterIP"))
}

/// Two addresses or networks of one family.
pub(super) fn has_family_twice(part: &Part<'_>, field: &str) -> bool {
    let address = |node: &NodeId| part.document().str(*node).and_then(|text| ip::parse(text).or_else(|| Some(ip::cidr(text)?.0)));
    let families: Vec<bool> = part.items(field).iter().filter_map(address).map(|ip| ip.is_ipv4()).collect();
    matches!(families.as_slice(), [a, b] if a == b)
}

/// The first of a node's networks is not the one that it has by itself: then the list is unread.
pub(super) fn has_other_first(node: &Part<'_>) -> bool {
    let first = node.items("podCIDRs").first().and_then(|item| node.document().str(*item));
    !node.is_empty("podCIDR") && first != node.str("podCIDR")
}

/// An address of another family than the one at its place.
pub(super) fn has_ip_of_other_family(spec: &Part<'_>) -> bool {
    let texts = |field: &str| spec.items(field).iter().filter_map(|node| spec.document().str(*node)).collect::<Vec<_>>();
    let (mut addresses, families) = (texts("clusterIPs"), texts("ipFamilies"));
    if addresses.is_empty() {
        addresses.push(spec.text("clusterIP"));
    }
    let differs = |(address, family): (&&str, &&str)| {
        let is_v4 = ip::parse(address).map(|ip| ip.is_ipv4());
        matches!((is_v4, *family), (Some(true), "IPv6") | (Some(false), "IPv4"))
    };
    addresses.iter().zip(&families).any(differs)
}

/// The source that a metric of a type reads.
pub(super) fn metric_source(metric: &Part<'_>) -> &'static str {
    match metric.text("type") {
        "ContainerResource" => "containerResource",
        "External" => "external",
        "Object" => "object",
        "Pods" => "pods",
        "Resource" => "resource",
        _ => "",
    }
}

/// The type of the mapping around.
pub(super) fn around(part: &Part<'_>, types: &[&str]) -> bool {
    part.up().is_some_and(|up| types.contains(&up.type_name()))
}

/// A list of words has this one.
pub(super) fn lists(part: &Part<'_>, field: &str, word: &str) -> bool {
    part.items(field).iter().any(|node| part.document().str(*node) == Some(word))
}

/// A word is written, and it is not this one.
pub(super) fn names_other(part: &Part<'_>, field: &str, word: &str) -> bool {
    !matches!(part.text(field), written if written.is_empty() || written == word)
}

/// A pod is for one operating system.
pub(super) fn is_for(part: &Part<'_>, os: &str) -> bool {
    let pod = if part.type_name() == "PodSpec" { Some(*part) } else { part.within("PodSpec") };
    pod.and_then(|pod| pod.part("os")).is_some_and(|named| named.text("name") == os)
}

/// A pod is for Windows.
pub(super) fn is_windows(part: &Part<'_>) -> bool {
    is_for(part, "windows")
}

/// An init container that is no sidecar.
pub(super) fn is_plain_init(container: &Part<'_>) -> bool {
    container.key() == "initContainers" && container.text("restartPolicy") != "Always"
}

/// The pods of a template may end: they are not those of a workload that runs for ever.
pub(super) fn is_finite_template(pod: &Part<'_>) -> bool {
    let endless =
        ["DaemonSetSpec", "DeploymentSpec", "ReplicaSetSpec", "ReplicationControllerSpec", "StatefulSetSpec"];
    pod.up().and_then(|template| template.up()).is_none_or(|workload| !endless.contains(&workload.type_name()))
}

/// It forbids what it has.
pub(super) fn escalates(context: &Part<'_>) -> bool {
    let capabilities = context.part("capabilities");
    let admin = capabilities.is_some_and(|c| {
        c.items("add").iter().any(|cap| context.document().str(*cap) == Some("CAP_SYS_ADMIN"))
    });
    context.bool("allowPrivilegeEscalation") == Some(false) && (context.bool("privileged") == Some(true) || admin)
}

/// The container of a mount may not change the node.
pub(super) fn is_unprivileged(mount: &Part<'_>) -> bool {
    let context = mount.up().and_then(|container| container.part("securityContext"));
    context.is_none_or(|c| c.bool("privileged") != Some(true))
}

/// A kernel parameter of a namespace that the pod shares with the node.
pub(super) fn is_the_nodes(sysctl: &Part<'_>) -> bool {
    let Some(pod) = sysctl.within("PodSpec") else { return false };
    let name = sysctl.text("name").replace('/', ".");
    let of_ipc = ["kernel.shm", "kernel.msg", "fs.mqueue."].iter().any(|p| name.starts_with(p)) || name == "kernel.sem";
    (pod.bool("hostNetwork") == Some(true) && name.starts_with("net.")) || (pod.bool("hostIPC") == Some(true) && of_ipc)
}

/// A DaemonSet would both add and take away pods first.
pub(super) fn surges_twice(update: &Part<'_>) -> bool {
    let is_some = |field: &str, default: bool| {
        update.scalar(field).map_or(default, |s| !matches!(&*s.text, "0" | "0%" | "00%" | ""))
    };
    is_some("maxSurge", false) && is_some("maxUnavailable", true)
}

/// A Job's selector that its server would not have made.
pub(super) fn is_made_selector(job: &Part<'_>) -> bool {
    if job.within("JobTemplateSpec").is_some() {
        return true;
    }
    let Some(selector) = job.part("selector").filter(|_| job.bool("manualSelector") != Some(true)) else { return false };
    let known = ["batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name", "controller-uid", "job-name"];
    let is_other = |e: Part<'_>| matches!(e.text("operator"), "In" | "Exists") && !known.contains(&e.text("key"));
    let name = job.root().part("metadata").map_or("", |metadata| metadata.text("name"));
    let is_own = |pair: &Entry| job.document().key(pair).ends_with("job-name") && job.document().str(pair.value) == Some(name);
    selector.pairs("matchLabels").iter().any(|pair| !is_own(pair) || !known.contains(&job.document().key(pair)))
        || selector.parts("matchExpressions").any(is_other)
}

/// A rule about exit codes of a container that the pods do not have.
pub(super) fn is_no_container(rule: &Part<'_>) -> bool {
    let pod = rule.within("JobSpec").and_then(|job| job.part("template")).and_then(|template| template.part("spec"));
    pod.is_some_and(|pod| {
        let mut all = pod.parts("containers").chain(pod.parts("initContainers"));
        all.all(|container| container.text("name") != rule.text("containerName"))
    })
}

/// Exit codes that do not rise, or 0 where failures are meant.
pub(super) fn is_out_of_order(rule: &Part<'_>) -> bool {
    let scalar = |node: &NodeId| rule.document().scalar(*node).and_then(int);
    let codes: Vec<i64> = rule.items("values").iter().filter_map(scalar).collect();
    let rising = codes.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
    !rising || (rule.text("operator") == "In" && codes.contains(&0))
}

/// A container's claim that its pod does not make.
pub(super) fn is_unknown_claim(claim: &Part<'_>) -> bool {
    let pod = claim.up().filter(|up| up.type_name() == "ResourceRequirements").and_then(|up| up.within("PodSpec"));
    let name = claim.text("name");
    !name.is_empty() && pod.is_some_and(|pod| pod.parts("resourceClaims").all(|made| made.text("name") != name))
}

/// The name of an indexed Job with whose indexes no pod could be called.
pub(super) fn is_no_indexed_name(metadata: &Part<'_>) -> bool {
    let job = metadata.up().filter(|up| up.type_name() == "Job").and_then(|job| job.part("spec"));
    let last = job.filter(|job| job.text("completionMode") == "Indexed").and_then(|job| job.int("completions"));
    let name = metadata.text("name");
    // What is no name at all is said elsewhere.
    is_dns1123_subdomain(name) && last.is_some_and(|n| n > 0 && !is_dns1123_label(&format!("{name}-{}", n - 1)))
}

/// A parameter of a class has an empty name.
pub(super) fn has_blank_key(class: &Part<'_>) -> bool {
    class.pairs("parameters").iter().any(|pair| class.document().key(pair).is_empty())
}

/// A term before this one in its list has the same keys with the same values, in any order.
pub(super) fn is_said_before(term: &Part<'_>) -> bool {
    let own = demands(term, term.node());
    let holds = |all: &[Demand<'_>], one: &Demand<'_>| all.iter().any(|other| other.is_same(one));
    let same = |other: &[Demand<'_>]| other.len() == own.len() && other.iter().all(|demand| holds(&own, demand));
    let all = term.up().map(|class| class.items("allowedTopologies")).unwrap_or_default();
    !own.is_empty() && all.iter().take_while(|node| **node != term.node()).any(|node| same(&demands(term, *node)))
}

/// A key and its values.
struct Demand<'a>(&'a str, Vec<&'a str>);

impl Demand<'_> {
    fn is_same(&self, other: &Self) -> bool {
        let within = |some: &[&str], all: &[&str]| some.iter().all(|value| all.contains(value));
        self.0 == other.0 && within(&self.1, &other.1) && within(&other.1, &self.1)
    }
}

/// What a term of a list demands.
fn demands<'a>(list: &Part<'a>, term: NodeId) -> Vec<Demand<'a>> {
    let document = list.document();
    let items = |node: NodeId, field| document.get(node, field).map(|list| document.items(list)).unwrap_or_default();
    let text = |node: NodeId| document.str(node).unwrap_or("");
    let demand = |item: &NodeId| {
        let values = items(*item, "values").iter().map(|value| text(*value)).collect();
        Demand(document.get(*item, "key").map_or("", text), values)
    };
    items(term, "matchLabelExpressions").iter().map(demand).collect()
}
