//! What the conflicts of pods ask.

use crate::engine::objects::value::name::{is_dns1123_label, is_dns1123_subdomain};
use crate::engine::part::Part;

/// The texts of a list.
fn texts<'a>(part: &Part<'a>, field: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    let document = part.document();
    part.items(field).iter().filter_map(|node| document.item_str(*node))
}

/// All containers of a pod.
fn containers<'a>(pod: &Part<'a>) -> impl Iterator<Item = Part<'a>> + use<'a> {
    pod.parts("initContainers").chain(pod.parts("containers"))
}

fn host_process(around: &Part<'_>) -> Option<bool> {
    around.part("securityContext")?.part("windowsOptions")?.bool("hostProcess")
}

/// How many of the pod's containers are HostProcess containers, and how many there are.
fn of_the_host(pod: &Part<'_>) -> (usize, usize) {
    let inherited = host_process(pod);
    let is = |container: &Part<'_>| host_process(container).or(inherited) == Some(true);
    (containers(pod).filter(is).count(), containers(pod).count())
}

/// Some containers are HostProcess containers, and others are not.
pub(super) fn is_half_of_the_host(pod: &Part<'_>) -> bool {
    let (some, all) = of_the_host(pod);
    some > 0 && some < all
}

/// It has HostProcess containers, and not the host's network.
pub(in crate::engine::rules) fn lacks_host_network(pod: &Part<'_>) -> bool {
    pod.bool("hostNetwork") != Some(true) && of_the_host(pod).0 > 0
}

/// A container says otherwise than its pod.
pub(super) fn is_other_process(options: &Part<'_>) -> bool {
    let own = options.bool("hostProcess").filter(|_| options.within("SecurityContext").is_some());
    let pod = options.within("PodSpec").and_then(|pod| host_process(&pod));
    own.zip(pod).is_some_and(|(own, pod)| own != pod)
}

/// A container that needs users of its own, in a pod that has none.
pub(super) fn is_unmasked(context: &Part<'_>) -> bool {
    let own = context.within("PodSpec").is_some_and(|pod| pod.bool("hostUsers") == Some(false));
    context.text("procMount") == "Unmasked" && !own
}

/// A container that is never restarted is restarted for a change of its resources.
pub(super) fn restarts_never(policy: &Part<'_>) -> bool {
    let kept = policy.up().is_some_and(|container| container.has("restartPolicy"));
    let never = policy.within("PodSpec").is_some_and(|pod| pod.text("restartPolicy") == "Never");
    policy.text("restartPolicy") == "RestartContainer" && never && !kept
}

/// A list of labels' keys shares one with the other list, or with the selector once the server has written
/// the pod's own labels into it.
pub(super) fn is_selected_already(term: &Part<'_>) -> bool {
    let own = term.root().part("metadata").filter(|_| term.root().type_name() == "Pod");
    let document = term.document();
    let selector = term.part("labelSelector");
    let is_own = |key: &str| own.is_some_and(|m| m.pairs("labels").iter().any(|pair| document.key(pair) == key));
    let selects = |key: &str| {
        selector.is_some_and(|s| {
            let mut labels = s.pairs("matchLabels").iter().map(|pair| document.key(pair));
            labels.any(|label| label == key) || s.parts("matchExpressions").any(|e| e.text("key") == key)
        })
    };
    texts(term, "matchLabelKeys")
        .any(|key| texts(term, "mismatchLabelKeys").any(|other| other == key) || (is_own(key) && selects(key)))
}

/// A disk's address that does not suit its kind.
pub(super) fn is_other_disk(disk: &Part<'_>) -> bool {
    let start = match disk.text("kind") {
        "Managed" => "/subscriptions/",
        _ => "https://",
    };
    !disk.is_empty("diskURI") && !disk.text("diskURI").starts_with(start)
}

/// A volume whose name makes too long a name of something else.
pub(super) fn is_long_with_portal(volume: &Part<'_>) -> bool {
    let portal = volume.part("iscsi").filter(|iscsi| iscsi.has("initiatorName")).map(|iscsi| iscsi.text("targetPortal"));
    portal.is_some_and(|portal| volume.text("name").len() + 1 + portal.len() > 64)
}

/// A volume with whose name and the pod's no claim could be called.
pub(super) fn is_no_claims_name(volume: &Part<'_>) -> bool {
    let pod = volume.root().part("metadata").filter(|_| volume.root().type_name() == "Pod" && volume.has("ephemeral"));
    let (pod, name) = (pod.map_or("", |m| m.text("name")), volume.text("name"));
    // What is no name at all is said elsewhere.
    is_dns1123_subdomain(pod) && is_dns1123_label(name) && !is_dns1123_subdomain(&format!("{pod}-{name}"))
}

/// Block devices in a pod with users of its own.
pub(super) fn has_devices_of_no_user(container: &Part<'_>) -> bool {
    let apart = container.within("PodSpec").is_some_and(|pod| pod.bool("hostUsers") == Some(false));
    apart && !container.items("volumeDevices").is_empty()
}

/// A pod with a name of its own that takes the node's, or the long one of DNS.
pub(super) fn has_other_hostname(pod: &Part<'_>) -> bool {
    let says = |field: &str| pod.bool(field) == Some(true);
    !pod.is_empty("hostnameOverride") && (says("hostNetwork") || says("setHostnameAsFQDN"))
}

/// A claim that is made for another volume of the pod.
pub(super) fn is_claim_of_a_volume(source: &Part<'_>) -> bool {
    let root = source.root();
    let name = root.part("metadata").filter(|_| root.type_name() == "Pod").map_or("", |m| m.text("name"));
    let own = source.text("claimName").strip_prefix(name).and_then(|rest| rest.strip_prefix('-'));
    let pod = source.within("PodSpec").zip(own.filter(|_| !name.is_empty()));
    pod.is_some_and(|(pod, own)| pod.parts("volumes").any(|v| v.has("ephemeral") && v.text("name") == own))
}

/// A whole claim beside a part of it.
pub(super) fn is_claimed_in_part(claim: &Part<'_>) -> bool {
    let around = claim.up().filter(|_| claim.is_empty("request"));
    let same = |other: Part<'_>| other.text("name") == claim.text("name") && !other.is_empty("request");
    around.is_some_and(|up| up.parts("claims").any(same))
}

/// Nodes that are chosen by their names, one of which is none.
pub(super) fn is_no_nodes_name(requirement: &Part<'_>) -> bool {
    let by_name = requirement.key() == "matchFields" && requirement.text("key") == "metadata.name";
    by_name && texts(requirement, "values").any(|name| !is_dns1123_subdomain(name))
}

/// A profile that an annotation of the pod names otherwise (`validateSeccompAnnotationsAndFields`,
/// `validateAppArmorAnnotationsAndFieldsMatchOnCreate`).
pub(super) fn is_annotated_otherwise(profile: &Part<'_>) -> bool {
    let root = profile.root();
    let Some(context) = profile.up().filter(|_| root.type_name() == "Pod") else { return false };
    let armor = profile.type_name() == "AppArmorProfile";
    let of_pod = context.type_name() == "PodSecurityContext";
    let container = context.up().map_or("", |container| container.text("name"));
    let key = match (armor, of_pod) {
        (true, false) => format!("container.apparmor.security.beta.kubernetes.io/{container}"),
        (false, false) => format!("container.seccomp.security.alpha.kubernetes.io/{container}"),
        (false, true) => "seccomp.security.alpha.kubernetes.io/pod".to_owned(),
        (true, true) => return false,
    };
    let annotations = root.part("metadata").map_or(&[][..], |m| m.pairs("annotations"));
    let Some(pair) = annotations.iter().find(|pair| profile.document().key(pair) == key) else { return false };
    let said = profile.document().str(pair.value).unwrap_or("");
    match profile.text("type") {
        "Unconfined" => said != "unconfined",
        "RuntimeDefault" => said != "runtime/default" && (armor || said != "docker/default"),
        "Localhost" => said.strip_prefix("localhost/") != Some(profile.text("localhostProfile")),
        _ => false,
    }
}

/// The indexes of a list, first and last of each range.
fn ranges(text: &str) -> impl Iterator<Item = (i64, i64)> + '_ {
    text.split(',').filter_map(|item| {
        let (from, to) = item.split_once('-').unwrap_or((item, item));
        Some((from.parse().ok()?, to.parse().ok()?))
    })
}

/// Indexes that the Job does not have.
pub(super) fn is_beyond_completions(rule: &Part<'_>) -> bool {
    let completions = rule.within("JobSpec").and_then(|job| job.int("completions"));
    completions.is_some_and(|n| ranges(rule.text("succeededIndexes")).any(|(_, to)| to >= n))
}

/// More successes than indexes that are named.
pub(super) fn is_beyond_indexes(rule: &Part<'_>) -> bool {
    let named: i64 = ranges(rule.text("succeededIndexes")).map(|(from, to)| to.saturating_sub(from).saturating_add(1)).sum();
    named > 0 && rule.int("succeededCount") > Some(named)
}

/// A Job with many indexes whose failures are counted one by one.
pub(in crate::engine::rules) fn is_huge(job: &Part<'_>) -> bool {
    job.text("completionMode") == "Indexed" && job.int("completions") > Some(100_000) && job.has("backoffLimitPerIndex")
}

/// A number is above one bound, or above a lower one in a huge Job.
pub(super) fn is_above(job: &Part<'_>, field: &str) -> bool {
    let most = if is_huge(job) { 10_000 } else { 100_000 };
    job.text("completionMode") == "Indexed" && job.int(field) > Some(most)
}

/// A disk with an impossible number, where the number is looked at.
pub(super) fn is_no_lun(disk: &Part<'_>) -> bool {
    !disk.is_empty("targetWWNs") && disk.int("lun").is_some_and(|lun| !(0..=255).contains(&lun))
}
