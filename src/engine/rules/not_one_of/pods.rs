//! Words of fields of pods and workloads.

use super::{TypeRows, Words};

const PULL: Words = &["Always", "IfNotPresent", "Never"];
const PROFILE: Words = &["Localhost", "RuntimeDefault", "Unconfined"];
const INCLUSION: Words = &["Honor", "Ignore"];
const CONTAINER: &[(&str, Words)] =
    &[("imagePullPolicy", PULL), ("terminationMessagePolicy", MESSAGE)];
const MESSAGE: Words = &["FallbackToLogsOnError", "File"];
const SPEED: Words = &["OnDelete", "RollingUpdate"];
const CLAIM: Words = &["Delete", "Retain"];

pub(super) const ROWS: &[TypeRows<Words>] = &[
    // core: ValidatePodSpec and what it calls
    ("AppArmorProfile", &[("type", PROFILE)]),
    (
        "AzureDiskVolumeSource",
        &[("cachingMode", &["None", "ReadOnly", "ReadWrite"]), ("kind", &["Dedicated", "Managed", "Shared"])],
    ),
    (
        "Container",
        &[
            ("imagePullPolicy", PULL),
            // Others than `Always` are behind a feature gate, as is the field outside of init containers.
            ("restartPolicy", &["Always", "Never", "OnFailure"]),
            ("terminationMessagePolicy", MESSAGE),
        ],
    ),
    ("ContainerPort", &[("protocol", &["SCTP", "TCP", "UDP"])]),
    ("ContainerRestartRule", &[("action", &["Restart", "RestartAllContainers"])]),
    ("ContainerRestartRuleOnExitCodes", &[("operator", &["In", "NotIn"])]),
    (
        "ContainerResizePolicy",
        &[("resourceName", &["cpu", "memory"]), ("restartPolicy", &["NotRequired", "RestartContainer"])],
    ),
    ("EphemeralContainer", CONTAINER),
    ("HTTPGetAction", &[("scheme", &["HTTP", "HTTPS"])]),
    (
        "HostPathVolumeSource",
        &[(
            "type",
            &["BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"],
        )],
    ),
    ("ImageVolumeSource", &[("pullPolicy", PULL)]),
    // meta: ValidateManagedFields
    ("ManagedFieldsEntry", &[("operation", &["Apply", "Update"])]),
    ("PodOS", &[("name", &["linux", "windows"])]),
    (
        "PodSecurityContext",
        &[
            ("fsGroupChangePolicy", &["Always", "OnRootMismatch"]),
            ("seLinuxChangePolicy", &["MountOption", "Recursive"]),
            ("supplementalGroupsPolicy", &["Merge", "Strict"]),
        ],
    ),
    (
        "PodSpec",
        &[
            ("dnsPolicy", &["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"]),
            ("preemptionPolicy", &["Never", "PreemptLowerPriority"]),
            ("restartPolicy", &["Always", "Never", "OnFailure"]),
        ],
    ),
    ("SeccompProfile", &[("type", PROFILE)]),
    ("SecurityContext", &[("procMount", &["Default", "Unmasked"])]),
    (
        "Toleration",
        // The comparisons are behind a feature gate.
        &[("effect", &["NoExecute", "NoSchedule", "PreferNoSchedule"]), ("operator", &["Equal", "Exists", "Gt", "Lt"])],
    ),
    (
        "TopologySpreadConstraint",
        &[
            ("nodeAffinityPolicy", INCLUSION),
            ("nodeTaintsPolicy", INCLUSION),
            ("whenUnsatisfiable", &["DoNotSchedule", "ScheduleAnyway"]),
        ],
    ),
    (
        "VolumeMount",
        &[
            ("mountPropagation", &["Bidirectional", "HostToContainer", "None"]),
            ("recursiveReadOnly", &["Disabled", "Enabled", "IfPossible"]),
        ],
    ),
    // apps: ValidateDeploymentStrategy, ValidateDaemonSetUpdateStrategy, ValidateStatefulSetSpec
    ("DaemonSetUpdateStrategy", &[("type", SPEED)]),
    ("DeploymentStrategy", &[("type", &["Recreate", "RollingUpdate"])]),
    ("StatefulSetPersistentVolumeClaimRetentionPolicy", &[("whenDeleted", CLAIM), ("whenScaled", CLAIM)]),
    ("StatefulSetSpec", &[("podManagementPolicy", &["OrderedReady", "Parallel"])]),
    ("StatefulSetUpdateStrategy", &[("type", SPEED)]),
    // batch: validateJobSpec, validatePodFailurePolicyRule, validateConcurrencyPolicy
    ("CronJobSpec", &[("concurrencyPolicy", &["Allow", "Forbid", "Replace"])]),
    (
        "JobSpec",
        &[("completionMode", &["Indexed", "NonIndexed"]), ("podReplacementPolicy", &["Failed", "TerminatingOrFailed"])],
    ),
    ("PodFailurePolicyOnExitCodesRequirement", &[("operator", &["In", "NotIn"])]),
    ("PodFailurePolicyOnPodConditionsPattern", &[("status", &["False", "True", "Unknown"])]),
    ("PodFailurePolicyRule", &[("action", &["Count", "FailIndex", "FailJob", "Ignore"])]),
];
