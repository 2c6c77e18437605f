//! Conflicts in pods and workloads.

use super::conditions::{
    is_finite_template, is_no_indexed_name, is_plain_init, is_unknown_claim, is_windows, names_other,
};
use super::pod_conditions as pod;
use super::{Conflict, TypeRows, if_};
use crate::engine::part::Part;

const INIT: &str = "an init container ends before the others start, unless it is a sidecar (`restartPolicy: Always`)";
const ENDS: &str = "pods of this workload have no end";
const WINDOWS: &str = "the pod is for Windows (`os`), which knows nothing of it";
const LINUX: &str = "the pod is for Linux (`os`)";
const USERS: &str = "with `hostUsers: false` the pod has users of its own and shares none of the node's namespaces";
const SECONDS: &str = "`tolerationSeconds` is about the effect `NoExecute`, which takes pods away after a time";
const LOCALHOST: &str = "only a profile of type `Localhost` has it";
const INDEXED: &str = "only an `Indexed` Job counts by index";
const INDEXES: &str = "an `Indexed` Job has at most 100000 here, and 10000 if it has more than 100000 `completions` and a `backoffLimitPerIndex`";
const DEBUG: &str = "containers for debugging are added to a running pod by `kubectl debug`, never written";

const fn on_windows(field: &'static str) -> (&'static str, Conflict) {
    (field, if_(is_windows, WINDOWS))
}

const fn in_init(field: &'static str) -> (&'static str, Conflict) {
    (field, if_(is_plain_init, INIT))
}

const fn not_localhost() -> (&'static str, Conflict) {
    ("localhostProfile", if_(|p| names_other(p, "type", "Localhost"), LOCALHOST))
}

const SAID: &str = "an annotation of the pod names another profile for it";

const fn not_said() -> (&'static str, Conflict) {
    ("type", if_(pod::is_annotated_otherwise, SAID))
}

/// Whether a Job counts its pods without an index.
fn is_unindexed(job: &Part<'_>) -> bool {
    matches!(job.text("completionMode"), "" | "NonIndexed")
}

const CLAIM: &str = "a volume's own claim is named after the pod and the volume; only labels and annotations are taken";

const fn of_claim(field: &'static str) -> (&'static str, Conflict) {
    // Each field asks for itself.
    let when: fn(&Part<'_>) -> bool = match field.as_bytes() {
        b"creationTimestamp" => |m| is_claims_own(m, "creationTimestamp"),
        b"deletionGracePeriodSeconds" => |m| is_claims_own(m, "deletionGracePeriodSeconds"),
        b"deletionTimestamp" => |m| is_claims_own(m, "deletionTimestamp"),
        b"generation" => |m| is_claims_own(m, "generation") && m.int("generation") != Some(0),
        b"finalizers" => |m| is_claims_own(m, "finalizers"),
        b"generateName" => |m| is_claims_own(m, "generateName"),
        b"managedFields" => |m| is_claims_own(m, "managedFields"),
        b"name" => |m| is_claims_own(m, "name"),
        b"namespace" => |m| is_claims_own(m, "namespace"),
        b"resourceVersion" => |m| is_claims_own(m, "resourceVersion"),
        b"selfLink" => |m| is_claims_own(m, "selfLink"),
        b"uid" => |m| is_claims_own(m, "uid"),
        _ => |m| is_claims_own(m, "ownerReferences"),
    };
    (field, if_(when, CLAIM))
}

fn is_claims_own(metadata: &Part<'_>, field: &str) -> bool {
    !metadata.is_empty(field) && metadata.up().is_some_and(|up| up.type_name() == "PersistentVolumeClaimTemplate")
}

pub(super) const ROWS: &[TypeRows<Conflict>] = &[
    // core: validatePersistentVolumeClaimTemplateObjectMeta; batch: ValidateJob
    (
        "ObjectMeta",
        &[
            of_claim("creationTimestamp"),
            of_claim("deletionGracePeriodSeconds"),
            of_claim("deletionTimestamp"),
            of_claim("finalizers"),
            of_claim("generation"),
            of_claim("generateName"),
            of_claim("managedFields"),
            of_claim("name"),
            of_claim("namespace"),
            of_claim("ownerReferences"),
            of_claim("resourceVersion"),
            of_claim("selfLink"),
            of_claim("uid"),
            (
                "name",
                if_(
                    is_no_indexed_name,
                    "the pods of an `Indexed` Job are called by it, `-` and an index, which must be a DNS label of at most 63",
                ),
            ),
        ],
    ),
    // core: validateInitContainers
    (
        "Container",
        &[
            in_init("lifecycle"),
            in_init("livenessProbe"),
            in_init("readinessProbe"),
            in_init("startupProbe"),
            // core: validateHostUsers
            ("volumeDevices", if_(pod::has_devices_of_no_user, "with `hostUsers: false` the pod has users of its own, whom no device of the node belongs to")),
        ],
    ),
    // core: validateReadinessProbe, validateLivenessProbe, validateStartupProbe
    (
        "Probe",
        &[
            (
                "terminationGracePeriodSeconds",
                if_(|p| p.key() == "readinessProbe", "a readiness probe never stops the container"),
            ),
            (
                "successThreshold",
                if_(
                    |p| p.key() != "readinessProbe" && p.int("successThreshold").is_some_and(|n| n > 1),
                    "for liveness and startup one success is enough, so it can only be 1",
                ),
            ),
        ],
    ),
    // core: validateSleepAction
    (
        "SleepAction",
        &[(
            "seconds",
            if_(
                |s| s.within("PodSpec").is_some_and(|pod| s.int("seconds") > pod.int("terminationGracePeriodSeconds").or(Some(30))),
                "it is longer than `terminationGracePeriodSeconds` of the pod (30 unless written)",
            ),
        )],
    ),
    // core: validateEnvVarValueFrom
    ("EnvVar", &[("valueFrom", if_(|e| !e.is_empty("value"), "the variable has a `value` already"))]),
    // core: ValidatePodCreate, ValidatePodTemplateSpec, ValidatePodSpec, validateHostUsers, validateWindows
    (
        "PodSpec",
        &[
            ("ephemeralContainers", if_(|p| !p.items("ephemeralContainers").is_empty(), DEBUG)),
            ("activeDeadlineSeconds", if_(|p| !is_finite_template(p), ENDS)),
            (
                "nodeName",
                if_(
                    |p| !p.is_empty("nodeName") && !p.items("schedulingGates").is_empty() && p.root().type_name() == "Pod",
                    "the pod has `schedulingGates` and cannot be on a node before they are open",
                ),
            ),
            (
                "shareProcessNamespace",
                if_(
                    |p| p.bool("shareProcessNamespace") == Some(true) && p.bool("hostPID") == Some(true),
                    "with `hostPID` the pod sees the processes of the node already",
                ),
            ),
            ("containers", if_(pod::is_half_of_the_host, "some are HostProcess containers of Windows and others are not; it is all of them or none")),
            ("hostNetwork", if_(|p| p.bool("hostNetwork") == Some(true) && p.bool("hostUsers") == Some(false), USERS)),
            ("hostPID", if_(|p| p.bool("hostPID") == Some(true) && p.bool("hostUsers") == Some(false), USERS)),
            ("hostIPC", if_(|p| p.bool("hostIPC") == Some(true) && p.bool("hostUsers") == Some(false), USERS)),
            ("hostPID", if_(|p| p.bool("hostPID") == Some(true) && is_windows(p), WINDOWS)),
            ("hostIPC", if_(|p| p.bool("hostIPC") == Some(true) && is_windows(p), WINDOWS)),
            on_windows("hostUsers"),
            // core: validatePodResources, validateHostnameOverride
            on_windows("resources"),
            ("hostnameOverride", if_(pod::has_other_hostname, "`hostNetwork` and `setHostnameAsFQDN` give the pod another name")),
            on_windows("shareProcessNamespace"),
        ],
    ),
    (
        "PodSecurityContext",
        &[
            on_windows("appArmorProfile"),
            on_windows("fsGroup"),
            on_windows("fsGroupChangePolicy"),
            on_windows("runAsGroup"),
            on_windows("runAsUser"),
            on_windows("seLinuxChangePolicy"),
            on_windows("seLinuxOptions"),
            on_windows("seccompProfile"),
            on_windows("supplementalGroups"),
            on_windows("supplementalGroupsPolicy"),
            ("sysctls", if_(|s| is_windows(s) && !s.items("sysctls").is_empty(), WINDOWS)),
            ("windowsOptions", if_(|s| super::conditions::is_for(s, "linux"), LINUX)),
        ],
    ),
    // core: ValidateSecurityContext, validateWindows
    (
        "SecurityContext",
        &[
            (
                "allowPrivilegeEscalation",
                if_(super::conditions::escalates, "`privileged` and the capability `CAP_SYS_ADMIN` are escalations"),
            ),
            on_windows("allowPrivilegeEscalation"),
            on_windows("appArmorProfile"),
            on_windows("capabilities"),
            on_windows("privileged"),
            ("procMount", if_(pod::is_unmasked, "`Unmasked` is only for a pod with users of its own (`hostUsers: false`)")),
            on_windows("procMount"),
            on_windows("readOnlyRootFilesystem"),
            on_windows("runAsGroup"),
            on_windows("runAsUser"),
            on_windows("seLinuxOptions"),
            on_windows("seccompProfile"),
            ("windowsOptions", if_(|s| super::conditions::is_for(s, "linux"), LINUX)),
        ],
    ),
    ("AppArmorProfile", &[not_localhost(), not_said()]),
    ("SeccompProfile", &[not_localhost(), not_said()]),
    (
        "WindowsSecurityContextOptions",
        &[("hostProcess", if_(pod::is_other_process, "the pod says otherwise for all its containers"))],
    ),
    // core: validateResizePolicy
    (
        "ContainerResizePolicy",
        &[("restartPolicy", if_(pod::restarts_never, "the pod's `restartPolicy` is `Never`"))],
    ),
    // core: validatePodResources
    (
        "ResourceRequirements",
        &[("claims", if_(|r| r.up().is_some_and(|up| up.type_name() == "PodSpec"), "a pod as a whole has none, its containers have"))],
    ),
    // core: ValidateNodeFieldSelectorRequirement
    ("NodeSelectorRequirement", &[("values", if_(pod::is_no_nodes_name, "`metadata.name` is the name of a node, which is a DNS name"))]),
    // core: ValidateVolumes
    (
        "PersistentVolumeClaimVolumeSource",
        &[("claimName", if_(pod::is_claim_of_a_volume, "it is the claim that another volume of the pod (`ephemeral`) brings along"))],
    ),
    // core: validateVolumeSource, validateAzureDisk
    (
        "Volume",
        &[
            ("name", if_(pod::is_long_with_portal, "the name, `:` and `targetPortal` have more than 64 characters, and `initiatorName` is given")),
            ("name", if_(pod::is_no_claims_name, "the volume's claim is called by the pod, `-` and this name, which is no DNS name of at most 253 characters")),
        ],
    ),
    (
        "AzureDiskVolumeSource",
        &[("diskURI", if_(pod::is_other_disk, "a `Managed` disk has an address that begins with `/subscriptions/`, any other with `https://` (`Shared` unless `kind` is written)"))],
    ),
    // core: validateSysctls
    ("Sysctl", &[("name", if_(super::conditions::is_the_nodes, "the pod shares the node's network or IPC, and with it this parameter"))]),
    // core: ValidateTolerations
    (
        "Toleration",
        &[
            (
                "value",
                if_(|t| t.text("operator") == "Exists" && !t.is_empty("value"), "`Exists` is about the key alone"),
            ),
            ("effect", if_(|t| t.has("tolerationSeconds") && names_other(t, "effect", "NoExecute"), SECONDS)),
            ("tolerationSeconds", if_(|t| t.is_empty("effect"), SECONDS)),
            (
                "operator",
                if_(
                    |t| t.is_empty("key") && matches!(t.text("operator"), "Equal" | "Gt" | "Lt"),
                    "without a `key` it can only be `Exists`, which tolerates everything",
                ),
            ),
        ],
    ),
    // core: validateMinDomains, validateMatchLabelKeysInTopologySpread
    (
        "TopologySpreadConstraint",
        &[
            (
                "minDomains",
                if_(|c| names_other(c, "whenUnsatisfiable", "DoNotSchedule"), "it counts for `DoNotSchedule` only"),
            ),
            (
                "matchLabelKeys",
                if_(|c| !c.items("matchLabelKeys").is_empty() && !c.has("labelSelector"), "it adds to a `labelSelector`, and there is none"),
            ),
            ("matchLabelKeys", if_(pod::is_selected_already, "a key of it stands in the `labelSelector`, too")),
        ],
    ),
    (
        "PodAffinityTerm",
        &[
            (
                "matchLabelKeys",
                if_(|c| !c.items("matchLabelKeys").is_empty() && !c.has("labelSelector"), "it adds to a `labelSelector`, and there is none"),
            ),
            (
                "matchLabelKeys",
                if_(pod::is_selected_already, "a key of it stands in `mismatchLabelKeys` or in the `labelSelector`, too"),
            ),
            (
                "mismatchLabelKeys",
                if_(|c| !c.items("mismatchLabelKeys").is_empty() && !c.has("labelSelector"), "it adds to a `labelSelector`, and there is none"),
            ),
        ],
    ),
    // core: ValidateVolumeMounts, validateMountPropagation, validateMountRecursiveReadOnly
    (
        "VolumeMount",
        &[
            ("subPathExpr", if_(|m| !m.is_empty("subPath") && !m.is_empty("subPathExpr"), "`subPath` says the same")),
            (
                "mountPropagation",
                if_(
                    |m| m.text("mountPropagation") == "Bidirectional" && super::conditions::is_unprivileged(m),
                    "`Bidirectional` changes the node's mounts, which only a privileged container may do",
                ),
            ),
            (
                "recursiveReadOnly",
                if_(
                    |m| matches!(m.text("recursiveReadOnly"), "Enabled" | "IfPossible") && m.bool("readOnly") != Some(true),
                    "the mount itself is not `readOnly`",
                ),
            ),
            (
                "recursiveReadOnly",
                if_(
                    |m| matches!(m.text("recursiveReadOnly"), "Enabled" | "IfPossible") && names_other(m, "mountPropagation", "None"),
                    "mounts propagate",
                ),
            ),
        ],
    ),
    ("FCVolumeSource", &[("lun", if_(pod::is_no_lun, "the number of a disk is from 0 to 255")), ("wwids", if_(|f| !f.is_empty("wwids") && !f.is_empty("targetWWNs"), "`targetWWNs` names the disk already"))]),
    // core: validateResourceClaimNames
    (
        "ResourceClaim",
        &[
            ("name", if_(is_unknown_claim, "the pod has no such claim in `resourceClaims`")),
            ("name", if_(pod::is_claimed_in_part, "a `request` of the same claim is named beside it, which the whole claim has in it")),
        ],
    ),
    // apps: ValidateDeploymentStrategy, ValidateStatefulSetSpec, validateRollingUpdateDaemonSet, ValidateDeploymentSpec
    (
        "DeploymentStrategy",
        &[("rollingUpdate", if_(|s| s.text("type") == "Recreate", "`Recreate` replaces all pods at once"))],
    ),
    (
        "StatefulSetUpdateStrategy",
        &[("rollingUpdate", if_(|s| s.text("type") == "OnDelete", "`OnDelete` replaces no pods by itself"))],
    ),
    (
        "RollingUpdateDaemonSet",
        &[(
            "maxSurge",
            if_(super::conditions::surges_twice, "a node gets either a new pod first, or loses the old one first (`maxUnavailable`, 1 unless written)"),
        )],
    ),
    // batch: validateJobSpec, ValidateJobTemplateSpec, validatePodReplacementPolicy, validatePodFailurePolicyRule
    (
        "JobSpec",
        &[
            ("backoffLimitPerIndex", if_(is_unindexed, INDEXED)),
            ("maxFailedIndexes", if_(is_unindexed, INDEXED)),
            ("successPolicy", if_(is_unindexed, INDEXED)),
            (
                "podReplacementPolicy",
                if_(
                    |j| j.has("podFailurePolicy") && j.text("podReplacementPolicy") == "TerminatingOrFailed",
                    "with a `podFailurePolicy` only pods that have failed are replaced (`Failed`)",
                ),
            ),
            (
                "selector",
                if_(super::conditions::is_made_selector, "the server makes the selector of a Job, unless `manualSelector` is true"),
            ),
            (
                "manualSelector",
                if_(
                    |j| j.within("JobTemplateSpec").is_some() && j.bool("manualSelector") == Some(true),
                    "the Jobs of a CronJob have selectors of their own",
                ),
            ),
            ("parallelism", if_(|j| pod::is_above(j, "parallelism"), INDEXES)),
            ("maxFailedIndexes", if_(|j| pod::is_above(j, "maxFailedIndexes"), INDEXES)),
            (
                "maxFailedIndexes",
                if_(|j| j.has("completions") && j.int("maxFailedIndexes") > j.int("completions"), "it is more than `completions`"),
            ),
        ],
    ),
    (
        "PodFailurePolicyRule",
        &[(
            "action",
            if_(
                |r| r.text("action") == "FailIndex" && r.within("JobSpec").is_some_and(|j| !j.has("backoffLimitPerIndex")),
                "`FailIndex` needs `backoffLimitPerIndex`",
            ),
        )],
    ),
    (
        "PodFailurePolicyOnExitCodesRequirement",
        &[
            ("containerName", if_(super::conditions::is_no_container, "no container of the pods has this name")),
            ("values", if_(super::conditions::is_out_of_order, "the exit codes must rise, each once, and `In` cannot have 0")),
        ],
    ),
    (
        "SuccessPolicyRule",
        &[
            (
                "succeededCount",
                if_(
                    |r| r.within("JobSpec").is_some_and(|j| j.has("completions") && r.int("succeededCount") > j.int("completions")),
                    "it is more than `completions`",
                ),
            ),
            ("succeededCount", if_(pod::is_beyond_indexes, "it is more than the indexes that `succeededIndexes` names")),
            ("succeededIndexes", if_(pod::is_beyond_completions, "the Job's indexes are from 0 to one less than `completions`")),
        ],
    ),
];
