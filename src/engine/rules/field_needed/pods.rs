//! Needs of pods and workloads.

use crate::engine::part::Part;

use super::{Need, TypeRows, if_};
use crate::engine::rules::field_conflict::pod_conditions::{is_huge, lacks_host_network};

const PROFILE: (&str, Need) =
    ("localhostProfile", if_(|p| p.text("type") == "Localhost" && p.is_empty("localhostProfile"), "a profile of type `Localhost` is a file of the node"));

/// A disk of a workload with several pods that would write to it.
fn is_shared_disk(disk: &Part<'_>) -> bool {
    let template = disk.within("PodTemplateSpec").and_then(|template| template.up());
    let shared = template.is_some_and(|workload| match workload.type_name() {
        "DaemonSetSpec" => true,
        "DeploymentSpec" | "ReplicaSetSpec" | "ReplicationControllerSpec" => workload.int("replicas") > Some(1),
        _ => false,
    });
    shared && disk.bool("readOnly") != Some(true)
}

const CHAP: &[(&str, Need)] = &[(
    "secretRef",
    if_(
        |i| (i.bool("chapAuthDiscovery") == Some(true) || i.bool("chapAuthSession") == Some(true)) && !i.has("secretRef"),
        "CHAP needs a password",
    ),
)];

pub(super) const ROWS: &[TypeRows<Need>] = &[
    // core: ValidateAppArmorProfileField, validateSeccompProfileField
    ("AppArmorProfile", &[PROFILE]),
    ("SeccompProfile", &[("localhostProfile", if_(|p| p.text("type") == "Localhost" && !p.has("localhostProfile"), "a profile of type `Localhost` is a file of the node"))]),
    // core: validatePodDNSConfig
    (
        "PodSpec",
        &[
            ("hostNetwork", if_(lacks_host_network, "HostProcess containers of Windows live in the node's network, so it must be `true`")),
            ("dnsConfig", if_(|p| p.text("dnsPolicy") == "None" && !p.has("dnsConfig"), "with `dnsPolicy: None` it says whom to ask")),
        ],
    ),
    (
        "PodDNSConfig",
        &[(
            "nameservers",
            if_(
                |d| d.items("nameservers").is_empty() && d.up().is_some_and(|pod| pod.text("dnsPolicy") == "None"),
                "with `dnsPolicy: None` there is nobody else to ask",
            ),
        )],
    ),
    // core: validateCSIVolumeSource, validateCinderVolumeSource, validateStorageOSVolumeSource
    (
        "LocalObjectReference",
        &[(
            "name",
            if_(
                |r| {
                    let volumes = ["CSIVolumeSource", "CinderVolumeSource", "StorageOSVolumeSource"];
                    r.is_empty("name") && r.up().is_some_and(|up| volumes.contains(&up.type_name()))
                },
                "it says which Secret",
            ),
        )],
    ),
    // core: ValidateTolerations
    (
        "Toleration",
        &[("operator", if_(|t| t.is_empty("key") && t.is_empty("operator"), "without a `key` it must be `Exists`, which tolerates everything"))],
    ),
    // core: ValidateReadOnlyPersistentDisks
    (
        "GCEPersistentDiskVolumeSource",
        &[("readOnly", if_(is_shared_disk, "a disk that several pods mount must be `readOnly: true`"))],
    ),
    // core: validateImageVolumeSource, for pods themselves
    (
        "ImageVolumeSource",
        &[("reference", if_(|i| i.is_empty("reference") && i.root().type_name() == "Pod", "it says which image"))],
    ),
    // core: validateContainerRestartPolicy
    (
        "Container",
        &[(
            "restartPolicy",
            if_(|c| !c.items("restartPolicyRules").is_empty() && !c.has("restartPolicy"), "`restartPolicyRules` are exceptions from it"),
        )],
    ),
    ("ContainerRestartRule", &[("exitCodes", if_(|r| !r.has("exitCodes"), "it says when the rule holds"))]),
    // core: validateFCVolumeSource, validateISCSIVolumeSource, validateISCSIPersistentVolumeSource
    (
        "FCVolumeSource",
        &[
            ("targetWWNs", if_(|f| f.is_empty("targetWWNs") && f.is_empty("wwids"), "this or `wwids` names the disk")),
            ("lun", if_(|f| !f.is_empty("targetWWNs") && !f.has("lun"), "with `targetWWNs` it says which disk")),
        ],
    ),
    ("ISCSIPersistentVolumeSource", CHAP),
    ("ISCSIVolumeSource", CHAP),
    // batch: validateJobSpec, validateSuccessPolicyRule
    (
        "JobSpec",
        &[
            ("completions", if_(|j| j.text("completionMode") == "Indexed" && !j.has("completions"), "an `Indexed` Job has a number of indexes")),
            ("maxFailedIndexes", if_(|j| is_huge(j) && !j.has("maxFailedIndexes"), "with more than 100000 `completions` it bounds the failures that are kept")),
            (
                "backoffLimitPerIndex",
                if_(|j| j.has("maxFailedIndexes") && !j.has("backoffLimitPerIndex"), "`maxFailedIndexes` counts indexes that failed for good"),
            ),
            (
                "selector",
                if_(|j| j.bool("manualSelector") == Some(true) && !j.has("selector") && j.within("JobTemplateSpec").is_none(), "`manualSelector` says that it is written"),
            ),
        ],
    ),
    (
        "SuccessPolicyRule",
        &[(
            "succeededCount",
            if_(|r| !r.has("succeededCount") && !r.has("succeededIndexes"), "this or `succeededIndexes` says when the Job has succeeded"),
        )],
    ),
    // core: ValidateReplicationControllerSpec, after SetDefaults_ReplicationController
    (
        "ReplicationControllerSpec",
        &[(
            "selector",
            if_(
                |c| {
                    let labels = c.part("template").and_then(|t| t.part("metadata"));
                    c.is_empty("selector") && c.has("template") && labels.is_none_or(|m| m.is_empty("labels"))
                },
                "its pods have no labels to be known by",
            ),
        )],
    ),
];
