//! Fields of pods and workloads that hold names, and their form.

use super::{ADDRESS, CONFIG_KEY, DOMAIN_PATH, DRIVER, ENV, Form, HEADER, LABEL, PORT, QUALIFIED, SEARCH, SUBDOMAIN, SYSCTL};
use crate::engine::table::TypeRows;

// Source: `pkg/apis/core/validation`, `pkg/apis/batch/validation`.
pub(super) const ROWS: &[TypeRows<Form>] = &[
    ("CSIVolumeSource", &[("driver", DRIVER)]),
    ("ConfigMapEnvSource", &[("name", SUBDOMAIN)]),
    ("ConfigMapKeySelector", &[("key", CONFIG_KEY), ("name", SUBDOMAIN)]),
    ("Container", &[("name", LABEL)]),
    ("ContainerPort", &[("name", PORT)]),
    ("EnvFromSource", &[("prefix", ENV)]),
    ("EnvVar", &[("name", ENV)]),
    ("EphemeralContainer", &[("name", LABEL)]),
    ("HTTPGetAction", &[("port", PORT)]),
    ("HTTPHeader", &[("name", HEADER)]),
    ("HostAlias", &[("hostnames", SUBDOMAIN), ("ip", ADDRESS)]),
    ("JobSpec", &[("managedBy", DOMAIN_PATH)]),
    ("PodAffinityTerm", &[("matchLabelKeys", QUALIFIED), ("mismatchLabelKeys", QUALIFIED), ("namespaces", LABEL), ("topologyKey", QUALIFIED)]),
    ("PodDNSConfig", &[("nameservers", ADDRESS), ("searches", SEARCH)]),
    ("PodFailurePolicyOnPodConditionsPattern", &[("type", QUALIFIED)]),
    ("PodReadinessGate", &[("conditionType", QUALIFIED)]),
    ("PodResourceClaim", &[("name", LABEL), ("resourceClaimName", SUBDOMAIN), ("resourceClaimTemplateName", SUBDOMAIN)]),
    ("PodSchedulingGate", &[("name", QUALIFIED)]),
    (
        "PodSpec",
        &[
            ("hostname", LABEL),
            ("nodeName", SUBDOMAIN),
            ("priorityClassName", SUBDOMAIN),
            ("runtimeClassName", SUBDOMAIN),
            ("serviceAccountName", SUBDOMAIN),
            ("subdomain", LABEL),
        ],
    ),
    ("SecretEnvSource", &[("name", SUBDOMAIN)]),
    ("SecretKeySelector", &[("key", CONFIG_KEY), ("name", SUBDOMAIN)]),
    ("StorageOSVolumeSource", &[("volumeName", LABEL), ("volumeNamespace", LABEL)]),
    ("Sysctl", &[("name", SYSCTL)]),
    ("TCPSocketAction", &[("port", PORT)]),
    ("Toleration", &[("key", QUALIFIED)]),
    ("TopologySpreadConstraint", &[("matchLabelKeys", QUALIFIED)]),
    ("Volume", &[("name", LABEL)]),
    ("WindowsSecurityContextOptions", &[("gmsaCredentialSpecName", SUBDOMAIN)]),
];
