//! Forms of fields of pods and workloads.

use super::forms::{
    ACCOUNT, ADDRESS, CONFIG_KEY, CREDENTIAL, DISK, DRIVER, ENV, HEADER, HOST_NAME, INDEXES, LABEL, LABEL_KEY, LABEL_VALUE, MANAGER, NAMESPACE, PERCENT, PERCENT_TO_100, PORT_NAME, PROFILE, QUALIFIED,
    REGISTRY, SEARCH, SUBDOMAIN, SUBDOMAIN_OR_PREFIX, SYSCTL, TENANT, WHOLE,
};
use super::{Form, TypeRows};

pub(super) const ROWS: &[TypeRows<Form>] = &[
    // core: ValidatePodSpec and what it calls
    ("AzureFilePersistentVolumeSource", &[("secretNamespace", NAMESPACE.or_absent())]),
    ("AppArmorProfile", &[("localhostProfile", PROFILE)]),
    ("CSIVolumeSource", &[("driver", DRIVER)]),
    ("ConfigMapEnvSource", &[("name", SUBDOMAIN_OR_PREFIX)]),
    ("ConfigMapKeySelector", &[("key", CONFIG_KEY), ("name", SUBDOMAIN)]),
    ("Container", &[("name", LABEL)]),
    ("ContainerPort", &[("name", PORT_NAME)]),
    ("EnvFromSource", &[("prefix", ENV)]),
    ("EnvVar", &[("name", ENV)]),
    ("EphemeralContainer", &[("name", LABEL)]),
    ("FlockerVolumeSource", &[("datasetName", WHOLE)]),
    ("HTTPGetAction", &[("port", PORT_NAME.or_absent())]),
    ("GlusterfsPersistentVolumeSource", &[("endpointsNamespace", LABEL.or_absent())]),
    ("HTTPHeader", &[("name", HEADER)]),
    ("HostAlias", &[("hostnames", SUBDOMAIN.or_absent()), ("ip", ADDRESS)]),
    ("ISCSIPersistentVolumeSource", &[("initiatorName", DISK), ("iqn", DISK)]),
    ("ISCSIVolumeSource", &[("initiatorName", DISK), ("iqn", DISK)]),
    ("LocalObjectReference", &[("name", SUBDOMAIN)]),
    (
        "PodAffinityTerm",
        &[
            ("matchLabelKeys", LABEL_KEY.or_absent()),
            ("mismatchLabelKeys", LABEL_KEY.or_absent()),
            ("namespaces", LABEL.or_absent()),
            ("topologyKey", LABEL_KEY),
        ],
    ),
    ("PodDNSConfig", &[("nameservers", ADDRESS.or_absent()), ("searches", SEARCH.or_absent())]),
    ("PodReadinessGate", &[("conditionType", QUALIFIED)]),
    (
        "PodResourceClaim",
        &[
            ("name", LABEL),
            ("resourceClaimName", SUBDOMAIN.or_absent()),
            ("resourceClaimTemplateName", SUBDOMAIN.or_absent()),
        ],
    ),
    ("PodSchedulingGate", &[("name", QUALIFIED)]),
    (
        "PodSpec",
        &[
            ("hostname", LABEL),
            ("hostnameOverride", HOST_NAME),
            ("nodeName", SUBDOMAIN),
            ("priorityClassName", SUBDOMAIN),
            ("runtimeClassName", SUBDOMAIN.or_absent()),
            ("serviceAccount", SUBDOMAIN),
            ("serviceAccountName", SUBDOMAIN),
            ("subdomain", LABEL),
        ],
    ),
    ("QuobyteVolumeSource", &[("registry", REGISTRY), ("tenant", TENANT)]),
    ("ResourceClaim", &[("request", LABEL)]),
    ("SecretEnvSource", &[("name", SUBDOMAIN_OR_PREFIX)]),
    ("SecretKeySelector", &[("key", CONFIG_KEY), ("name", SUBDOMAIN)]),
    ("StorageOSVolumeSource", &[("volumeName", LABEL), ("volumeNamespace", LABEL)]),
    ("Sysctl", &[("name", SYSCTL)]),
    ("TCPSocketAction", &[("port", PORT_NAME.or_absent())]),
    ("Toleration", &[("key", LABEL_KEY), ("value", LABEL_VALUE)]),
    ("TopologySpreadConstraint", &[("matchLabelKeys", LABEL_KEY.or_absent())]),
    ("Volume", &[("name", LABEL)]),
    (
        "WindowsSecurityContextOptions",
        &[
            ("gmsaCredentialSpec", CREDENTIAL.or_absent()),
            ("gmsaCredentialSpecName", SUBDOMAIN.or_absent()),
            ("runAsUserName", ACCOUNT.or_absent()),
        ],
    ),
    // apps: validateRollingUpdateDaemonSet, ValidateRollingUpdateDeployment
    ("RollingUpdateDaemonSet", &[("maxSurge", PERCENT_TO_100.or_absent()), ("maxUnavailable", PERCENT_TO_100.or_absent())]),
    ("RollingUpdateDeployment", &[("maxSurge", PERCENT.or_absent()), ("maxUnavailable", PERCENT_TO_100.or_absent())]),
    // apps: ValidateStatefulSetSpec
    ("StatefulSetSpec", &[("serviceName", LABEL)]),
    // batch: validateIndexesFormat, validateJobSpec, validatePodFailurePolicyRuleOnPodConditions
    ("JobSpec", &[("managedBy", MANAGER.or_absent())]),
    ("PodFailurePolicyOnPodConditionsPattern", &[("type", QUALIFIED)]),
    ("SuccessPolicyRule", &[("succeededIndexes", INDEXES)]),
];
