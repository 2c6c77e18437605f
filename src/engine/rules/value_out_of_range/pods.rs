//! Bounds of fields of pods and workloads.

use super::{Bounds, TypeRows, at_least, between};

/// 0777, the highest mode of a file.
const MODE: Bounds = between(0, 0o777);
const ID: Bounds = between(0, 2_147_483_647);
const COUNT: Bounds = at_least(0);
const WEIGHT: &[(&str, Bounds)] = &[("weight", between(1, 100))];
const DEFAULT_MODE: &[(&str, Bounds)] = &[("defaultMode", MODE)];
const PARTITION: &[(&str, Bounds)] = &[("partition", between(0, 255))];
const SCALED: &[(&str, Bounds)] = &[("minReadySeconds", COUNT), ("replicas", COUNT)];
const UPDATE: &[(&str, Bounds)] = &[("maxSurge", COUNT), ("maxUnavailable", COUNT)];

pub(super) const ROWS: &[TypeRows<Bounds>] = &[
    // core: ValidatePodSpec and what it calls
    ("AWSElasticBlockStoreVolumeSource", PARTITION),
    ("ConfigMapVolumeSource", DEFAULT_MODE),
    ("DownwardAPIVolumeFile", &[("mode", MODE)]),
    ("DownwardAPIVolumeSource", DEFAULT_MODE),
    ("GCEPersistentDiskVolumeSource", PARTITION),
    ("ISCSIVolumeSource", &[("lun", between(0, 255))]),
    ("KeyToPath", &[("mode", MODE)]),
    ("PodSecurityContext", &[("fsGroup", ID), ("runAsGroup", ID), ("runAsUser", ID), ("supplementalGroups", ID)]),
    ("PodSpec", &[("activeDeadlineSeconds", between(1, 2_147_483_647))]),
    ("PreferredSchedulingTerm", WEIGHT),
    (
        "Probe",
        &[
            ("failureThreshold", COUNT),
            ("initialDelaySeconds", COUNT),
            ("periodSeconds", COUNT),
            ("successThreshold", COUNT),
            ("terminationGracePeriodSeconds", at_least(1)),
            ("timeoutSeconds", COUNT),
        ],
    ),
    ("ProjectedVolumeSource", DEFAULT_MODE),
    ("SecretVolumeSource", DEFAULT_MODE),
    ("SecurityContext", &[("runAsGroup", ID), ("runAsUser", ID)]),
    ("ServiceAccountTokenProjection", &[("expirationSeconds", between(600, 1 << 32))]),
    ("SleepAction", &[("seconds", COUNT)]),
    ("TopologySpreadConstraint", &[("maxSkew", at_least(1)), ("minDomains", at_least(1))]),
    ("WeightedPodAffinityTerm", WEIGHT),
    // apps: ValidateDeploymentSpec, ValidateStatefulSetSpec, ValidateDaemonSetSpec; core: ValidateReplicationControllerSpec
    ("DaemonSetSpec", &[("minReadySeconds", COUNT), ("revisionHistoryLimit", COUNT)]),
    (
        "DeploymentSpec",
        &[("minReadySeconds", COUNT), ("progressDeadlineSeconds", COUNT), ("replicas", COUNT), ("revisionHistoryLimit", COUNT)],
    ),
    ("ReplicaSetSpec", SCALED),
    ("ReplicationControllerSpec", SCALED),
    ("RollingUpdateDaemonSet", UPDATE),
    ("RollingUpdateDeployment", UPDATE),
    ("RollingUpdateStatefulSetStrategy", &[("partition", COUNT)]),
    ("StatefulSetOrdinals", &[("start", COUNT)]),
    ("StatefulSetSpec", SCALED),
    // batch: validateJobSpec, validateSuccessPolicyRule, validateCronJobSpec
    (
        "CronJobSpec",
        &[("failedJobsHistoryLimit", COUNT), ("startingDeadlineSeconds", COUNT), ("successfulJobsHistoryLimit", COUNT)],
    ),
    (
        "JobSpec",
        &[
            ("activeDeadlineSeconds", COUNT),
            ("backoffLimit", COUNT),
            ("backoffLimitPerIndex", COUNT),
            ("completions", COUNT),
            ("maxFailedIndexes", COUNT),
            ("parallelism", COUNT),
            ("ttlSecondsAfterFinished", COUNT),
        ],
    ),
    ("SuccessPolicyRule", &[("succeededCount", COUNT)]),
];
