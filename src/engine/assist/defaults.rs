//! What the API server writes into a field that is absent.
//!
//! Source: `pkg/apis/*/v1/defaults.go` of kubernetes/kubernetes, by group; where the code of the server or the
//! kubelet stands in for an absent value without writing it, that value.

use crate::engine::table::{self, TypeRows};

static TOPICS: &[&[TypeRows<&str>]] = &[CORE, OTHERS];

/// The default of a field, in words where it depends on others.
#[must_use]
pub fn default(type_name: &str, field: &str) -> Option<&'static str> {
    table::rows(TOPICS, type_name).iter().find(|(name, _)| *name == field).map(|(_, value)| *value)
}

const MODE: &[(&str, &str)] = &[("defaultMode", "0644")];
const CONTAINER: &[(&str, &str)] = &[
    ("imagePullPolicy", "Always for the tag latest or none, else IfNotPresent"),
    ("stdin", "false"),
    ("terminationMessagePath", "/dev/termination-log"),
    ("terminationMessagePolicy", "File"),
    ("tty", "false"),
];

const CORE: &[TypeRows<&str>] = &[
    ("AzureDiskVolumeSource", &[("cachingMode", "ReadWrite"), ("fsType", "ext4"), ("kind", "Shared")]),
    ("ClientIPConfig", &[("timeoutSeconds", "10800")]),
    ("ConfigMapVolumeSource", MODE),
    ("Container", CONTAINER),
    ("ContainerPort", &[("protocol", "TCP")]),
    ("DownwardAPIVolumeSource", MODE),
    ("EphemeralContainer", CONTAINER),
    ("HTTPGetAction", &[("host", "the pod's address"), ("path", "/"), ("scheme", "HTTP")]),
    ("ObjectFieldSelector", &[("apiVersion", "v1")]),
    ("ObjectMeta", &[("namespace", "default, or what kubectl is told")]),
    ("PersistentVolumeClaimSpec", &[("storageClassName", "the cluster's default class"), ("volumeMode", "Filesystem")]),
    ("PersistentVolumeSpec", &[("persistentVolumeReclaimPolicy", "Retain"), ("volumeMode", "Filesystem")]),
    (
        "PodSpec",
        &[
            ("automountServiceAccountToken", "true"),
            ("dnsPolicy", "ClusterFirst"),
            ("enableServiceLinks", "true"),
            ("hostNetwork", "false"),
            ("preemptionPolicy", "PreemptLowerPriority"),
            ("restartPolicy", "Always"),
            ("schedulerName", "default-scheduler"),
            ("serviceAccountName", "default"),
            ("terminationGracePeriodSeconds", "30"),
        ],
    ),
    (
        "Probe",
        &[
            ("failureThreshold", "3"),
            ("initialDelaySeconds", "0"),
            ("periodSeconds", "10"),
            ("successThreshold", "1"),
            ("timeoutSeconds", "1"),
        ],
    ),
    ("ProjectedVolumeSource", MODE),
    ("ReplicationControllerSpec", &[("replicas", "1")]),
    ("ResourceFieldSelector", &[("divisor", "1")]),
    ("ResourceRequirements", &[("requests", "the limits, where there are some")]),
    ("Secret", &[("type", "Opaque")]),
    ("SecretVolumeSource", MODE),
    ("ServiceAccountTokenProjection", &[("expirationSeconds", "3600")]),
    ("ServicePort", &[("protocol", "TCP"), ("targetPort", "the port")]),
    (
        "ServiceSpec",
        &[
            ("allocateLoadBalancerNodePorts", "true"),
            ("externalTrafficPolicy", "Cluster"),
            ("internalTrafficPolicy", "Cluster"),
            ("ipFamilyPolicy", "SingleStack"),
            ("publishNotReadyAddresses", "false"),
            ("sessionAffinity", "None"),
            ("type", "ClusterIP"),
        ],
    ),
    ("Toleration", &[("operator", "Equal")]),
    (
        "TopologySpreadConstraint",
        &[("minDomains", "1"), ("nodeAffinityPolicy", "Honor"), ("nodeTaintsPolicy", "Ignore")],
    ),
    ("VolumeMount", &[("mountPropagation", "None"), ("readOnly", "false"), ("recursiveReadOnly", "Disabled")]),
];

const WEBHOOK: &[(&str, &str)] = &[("failurePolicy", "Fail"), ("matchPolicy", "Equivalent"), ("timeoutSeconds", "10")];

const OTHERS: &[TypeRows<&str>] = &[
    // apps
    ("DaemonSetSpec", &[("minReadySeconds", "0"), ("revisionHistoryLimit", "10")]),
    ("DaemonSetUpdateStrategy", &[("type", "RollingUpdate")]),
    (
        "DeploymentSpec",
        &[
            ("minReadySeconds", "0"),
            ("paused", "false"),
            ("progressDeadlineSeconds", "600"),
            ("replicas", "1"),
            ("revisionHistoryLimit", "10"),
        ],
    ),
    ("DeploymentStrategy", &[("type", "RollingUpdate")]),
    ("ReplicaSetSpec", &[("minReadySeconds", "0"), ("replicas", "1")]),
    ("RollingUpdateDaemonSet", &[("maxSurge", "0"), ("maxUnavailable", "1")]),
    ("RollingUpdateDeployment", &[("maxSurge", "25%"), ("maxUnavailable", "25%")]),
    ("RollingUpdateStatefulSetStrategy", &[("partition", "0")]),
    ("StatefulSetPersistentVolumeClaimRetentionPolicy", &[("whenDeleted", "Retain"), ("whenScaled", "Retain")]),
    (
        "StatefulSetSpec",
        &[
            ("minReadySeconds", "0"),
            ("podManagementPolicy", "OrderedReady"),
            ("replicas", "1"),
            ("revisionHistoryLimit", "10"),
        ],
    ),
    ("StatefulSetUpdateStrategy", &[("type", "RollingUpdate")]),
    // batch
    (
        "CronJobSpec",
        &[
            ("concurrencyPolicy", "Allow"),
            ("failedJobsHistoryLimit", "1"),
            ("successfulJobsHistoryLimit", "3"),
            ("suspend", "false"),
            ("timeZone", "the time zone of the controller manager"),
        ],
    ),
    (
        "JobSpec",
        &[
            ("backoffLimit", "6"),
            ("completionMode", "NonIndexed"),
            ("completions", "1, if parallelism is absent, too"),
            ("manualSelector", "false"),
            ("parallelism", "1"),
            ("podReplacementPolicy", "TerminatingOrFailed; Failed with a podFailurePolicy"),
            ("suspend", "false"),
        ],
    ),
    ("PodFailurePolicyOnPodConditionsPattern", &[("status", "True")]),
    // autoscaling, policy, networking
    ("HPAScalingRules", &[("selectPolicy", "Max"), ("stabilizationWindowSeconds", "300 for scaleDown, 0 for scaleUp")]),
    ("HorizontalPodAutoscalerSpec", &[("minReplicas", "1")]),
    ("NetworkPolicyPort", &[("protocol", "TCP")]),
    ("NetworkPolicySpec", &[("policyTypes", "Ingress, and Egress if there are egress rules")]),
    ("PodDisruptionBudgetSpec", &[("unhealthyPodEvictionPolicy", "IfHealthyBudget")]),
    // rbac, storage, scheduling
    (
        "CSIDriverSpec",
        &[("attachRequired", "true"), ("fsGroupPolicy", "ReadWriteOnceWithFSType"), ("podInfoOnMount", "false")],
    ),
    ("PriorityClass", &[("globalDefault", "false"), ("preemptionPolicy", "PreemptLowerPriority")]),
    ("RoleRef", &[("apiGroup", "rbac.authorization.k8s.io")]),
    ("StorageClass", &[("reclaimPolicy", "Delete"), ("volumeBindingMode", "Immediate")]),
    ("Subject", &[("apiGroup", "the group of its kind")]),
    // admissionregistration, apiextensions
    ("CustomResourceConversion", &[("strategy", "None")]),
    (
        "MutatingWebhook",
        &[
            ("failurePolicy", "Fail"),
            ("matchPolicy", "Equivalent"),
            ("reinvocationPolicy", "Never"),
            ("timeoutSeconds", "10"),
        ],
    ),
    ("RuleWithOperations", &[("scope", "*")]),
    ("ServiceReference", &[("port", "443")]),
    ("ValidatingWebhook", WEBHOOK),
];

#[cfg(test)]
mod tests {
    #[test]
    fn tables_name_what_exists() {
        crate::engine::table::tests::check(super::TOPICS);
    }
}
