//! Built-in API versions that Kubernetes deprecated, and serves no more.
//!
//! Source: the deprecated API migration guide (kubernetes.io/docs/reference/using-api/deprecation-guide) and
//! the `APILifecycleDeprecated` and `APILifecycleRemoved` methods of `k8s.io/api`.

/// The minor release of Kubernetes 1 that manifests are held against, where nobody says another.
pub const TARGET: u8 = 34;

/// The minor releases of Kubernetes 1 whose deprecations and removals are known.
pub const KNOWN: std::ops::RangeInclusive<u8> = 16..=37;

/// An API version that is going, or gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifecycle {
    /// The minor release of Kubernetes 1 from which it is deprecated.
    pub deprecated: u8,
    /// The first minor release without it.
    pub removed: u8,
    /// The API version to write instead; empty if there is none.
    pub replacement: &'static str,
    /// What changes with it beside the version; empty if nothing does.
    pub note: &'static str,
}

/// What an API version is in a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Served without a word.
    Served,
    /// Served with a warning.
    Deprecated,
    /// Not served.
    Removed,
}

impl Lifecycle {
    /// What it is in a minor release of Kubernetes 1.
    #[must_use]
    pub fn stage(&self, minor: u8) -> Stage {
        match minor {
            _ if minor >= self.removed => Stage::Removed,
            _ if minor >= self.deprecated => Stage::Deprecated,
            _ => Stage::Served,
        }
    }
}

struct Row {
    api_version: &'static str,
    kinds: &'static [&'static str],
    lifecycle: Lifecycle,
}

const fn row(
    api_version: &'static str,
    kinds: &'static [&'static str],
    deprecated: u8,
    removed: u8,
    replacement: &'static str,
    note: &'static str,
) -> Row {
    Row { api_version, kinds, lifecycle: Lifecycle { deprecated, removed, replacement, note } }
}

const SELECTOR: &str = "spec.selector is required and cannot be changed later";
const INGRESS: &str = "backends are written as service.name and service.port, every path needs a pathType, and spec.backend is spec.defaultBackend";
const PSP: &str =
    "Pod Security Admission takes over, by labels such as pod-security.kubernetes.io/enforce on the namespace";
const HPA: &str = "targets are written under target, with a type";
const WEBHOOK: &str =
    "sideEffects and admissionReviewVersions are required, failurePolicy is Fail and timeoutSeconds 10 by default";
const EVENTS: &str = "reportingController, reportingInstance, action, reason and type are required";
const FLOW: &str = "spec.limited.assuredConcurrencyShares is spec.limited.nominalConcurrencyShares";
const CSR: &str = "spec.signerName and spec.usages are required";
const CRD: &str = "every version has a structural schema of its own under versions[].schema.openAPIV3Schema";

const PRESET: &str = "a mutating admission policy or webhook can change pods as they are made";
const DEVICES: &str = "a request says exactly or firstAvailable what it needs, and devices are written without basic";
const SINK: &str = "the API server's audit policy is a file that its flags name";

static ROWS: [Row; 60] = [
    row(
        "admissionregistration.k8s.io/v1alpha1",
        &["MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"],
        35,
        38,
        "admissionregistration.k8s.io/v1",
        "",
    ),
    row(
        "admissionregistration.k8s.io/v1beta1",
        &["MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"],
        37,
        40,
        "admissionregistration.k8s.io/v1",
        "",
    ),
    row(
        "admissionregistration.k8s.io/v1alpha1",
        &["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"],
        29,
        32,
        "admissionregistration.k8s.io/v1",
        "",
    ),
    row(
        "admissionregistration.k8s.io/v1beta1",
        &["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
        16,
        22,
        "admissionregistration.k8s.io/v1",
        WEBHOOK,
    ),
    row(
        "admissionregistration.k8s.io/v1beta1",
        &["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"],
        31,
        34,
        "admissionregistration.k8s.io/v1",
        "",
    ),
    row("apiextensions.k8s.io/v1beta1", &["CustomResourceDefinition"], 16, 22, "apiextensions.k8s.io/v1", CRD),
    row("apiregistration.k8s.io/v1beta1", &["APIService"], 19, 22, "apiregistration.k8s.io/v1", ""),
    row("apps/v1beta1", &["ControllerRevision", "Deployment", "StatefulSet"], 8, 16, "apps/v1", SELECTOR),
    row(
        "apps/v1beta2",
        &["ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"],
        9,
        16,
        "apps/v1",
        SELECTOR,
    ),
    row("auditregistration.k8s.io/v1alpha1", &["AuditSink"], 19, 19, "", SINK),
    row("authentication.k8s.io/v1alpha1", &["SelfSubjectReview"], 29, 32, "authentication.k8s.io/v1", ""),
    row("authentication.k8s.io/v1beta1", &["TokenReview"], 19, 22, "authentication.k8s.io/v1", ""),
    row("authentication.k8s.io/v1beta1", &["SelfSubjectReview"], 30, 33, "authentication.k8s.io/v1", ""),
    row(
        "authorization.k8s.io/v1beta1",
        &["LocalSubjectAccessReview", "SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview"],
        19,
        22,
        "authorization.k8s.io/v1",
        "spec.group is spec.groups",
    ),
    row("autoscaling/v2beta1", &["HorizontalPodAutoscaler"], 22, 25, "autoscaling/v2", HPA),
    row("autoscaling/v2beta2", &["HorizontalPodAutoscaler"], 23, 26, "autoscaling/v2", ""),
    row("batch/v1beta1", &["CronJob"], 21, 25, "batch/v1", ""),
    row("batch/v2alpha1", &["CronJob"], 21, 21, "batch/v1", ""),
    row("certificates.k8s.io/v1alpha1", &["ClusterTrustBundle"], 34, 37, "certificates.k8s.io/v1beta1", ""),
    row("certificates.k8s.io/v1alpha1", &["PodCertificateRequest"], 35, 35, "certificates.k8s.io/v1beta1", ""),
    row("certificates.k8s.io/v1beta1", &["CertificateSigningRequest"], 19, 22, "certificates.k8s.io/v1", CSR),
    row("certificates.k8s.io/v1beta1", &["ClusterTrustBundle"], 37, 40, "certificates.k8s.io/v1", ""),
    row("coordination.k8s.io/v1alpha2", &["LeaseCandidate"], 35, 38, "coordination.k8s.io/v1beta1", ""),
    row("coordination.k8s.io/v1beta1", &["Lease"], 19, 22, "coordination.k8s.io/v1", ""),
    row(
        "discovery.k8s.io/v1beta1",
        &["EndpointSlice"],
        21,
        25,
        "discovery.k8s.io/v1",
        "endpoints have nodeName and zone in place of topology",
    ),
    row("events.k8s.io/v1beta1", &["Event"], 22, 25, "events.k8s.io/v1", EVENTS),
    row("extensions/v1beta1", &["DaemonSet", "Deployment", "ReplicaSet"], 8, 16, "apps/v1", SELECTOR),
    row("extensions/v1beta1", &["NetworkPolicy"], 9, 16, "networking.k8s.io/v1", ""),
    row("extensions/v1beta1", &["PodSecurityPolicy"], 11, 16, "", PSP),
    row("extensions/v1beta1", &["Ingress"], 14, 22, "networking.k8s.io/v1", INGRESS),
    row(
        "flowcontrol.apiserver.k8s.io/v1alpha1",
        &["FlowSchema", "PriorityLevelConfiguration"],
        20,
        21,
        "flowcontrol.apiserver.k8s.io/v1",
        FLOW,
    ),
    row(
        "flowcontrol.apiserver.k8s.io/v1beta1",
        &["FlowSchema", "PriorityLevelConfiguration"],
        23,
        26,
        "flowcontrol.apiserver.k8s.io/v1",
        FLOW,
    ),
    row(
        "flowcontrol.apiserver.k8s.io/v1beta2",
        &["FlowSchema", "PriorityLevelConfiguration"],
        26,
        29,
        "flowcontrol.apiserver.k8s.io/v1",
        FLOW,
    ),
    row(
        "flowcontrol.apiserver.k8s.io/v1beta3",
        &["FlowSchema", "PriorityLevelConfiguration"],
        29,
        32,
        "flowcontrol.apiserver.k8s.io/v1",
        "",
    ),
    row("networking.k8s.io/v1alpha1", &["IPAddress", "ServiceCIDR"], 31, 31, "networking.k8s.io/v1", ""),
    row("networking.k8s.io/v1beta1", &["Ingress"], 19, 22, "networking.k8s.io/v1", INGRESS),
    row("networking.k8s.io/v1beta1", &["IngressClass"], 19, 22, "networking.k8s.io/v1", ""),
    row("networking.k8s.io/v1beta1", &["IPAddress", "ServiceCIDR"], 34, 37, "networking.k8s.io/v1", ""),
    row("node.k8s.io/v1alpha1", &["RuntimeClass"], 20, 24, "node.k8s.io/v1", "spec.runtimeHandler is handler"),
    row("node.k8s.io/v1beta1", &["RuntimeClass"], 22, 25, "node.k8s.io/v1", ""),
    row(
        "policy/v1beta1",
        &["PodDisruptionBudget"],
        21,
        25,
        "policy/v1",
        "an empty selector selects every pod, not none",
    ),
    row("policy/v1beta1", &["PodSecurityPolicy"], 21, 25, "", PSP),
    row(
        "rbac.authorization.k8s.io/v1alpha1",
        &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
        17,
        23,
        "rbac.authorization.k8s.io/v1",
        "",
    ),
    row(
        "rbac.authorization.k8s.io/v1beta1",
        &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
        17,
        22,
        "rbac.authorization.k8s.io/v1",
        "",
    ),
    row("resource.k8s.io/v1alpha3", &["DeviceTaintRule"], 36, 39, "resource.k8s.io/v1", ""),
    row(
        "resource.k8s.io/v1beta1",
        &["DeviceClass", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice"],
        35,
        38,
        "resource.k8s.io/v1",
        DEVICES,
    ),
    row(
        "resource.k8s.io/v1beta2",
        &["DeviceClass", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice"],
        36,
        39,
        "resource.k8s.io/v1",
        "",
    ),
    row("settings.k8s.io/v1alpha1", &["PodPreset"], 20, 20, "", PRESET),
    row("scheduling.k8s.io/v1alpha1", &["PriorityClass"], 14, 23, "scheduling.k8s.io/v1", ""),
    row("scheduling.k8s.io/v1alpha1", &["Workload"], 36, 36, "scheduling.k8s.io/v1beta1", ""),
    row("scheduling.k8s.io/v1alpha2", &["PodGroup", "Workload"], 37, 37, "scheduling.k8s.io/v1beta1", ""),
    row("scheduling.k8s.io/v1beta1", &["PriorityClass"], 14, 22, "scheduling.k8s.io/v1", ""),
    row("storage.k8s.io/v1alpha1", &["CSIStorageCapacity"], 21, 24, "storage.k8s.io/v1", ""),
    row("storage.k8s.io/v1alpha1", &["VolumeAttachment"], 21, 24, "storage.k8s.io/v1", ""),
    row("storage.k8s.io/v1alpha1", &["VolumeAttributesClass"], 32, 35, "storage.k8s.io/v1", ""),
    row("storage.k8s.io/v1beta1", &["CSIDriver", "StorageClass", "VolumeAttachment"], 19, 22, "storage.k8s.io/v1", ""),
    row("storage.k8s.io/v1beta1", &["CSINode"], 17, 22, "storage.k8s.io/v1", ""),
    row("storage.k8s.io/v1beta1", &["CSIStorageCapacity"], 24, 27, "storage.k8s.io/v1", ""),
    row("storage.k8s.io/v1beta1", &["VolumeAttributesClass"], 34, 37, "storage.k8s.io/v1", ""),
    row(
        "storagemigration.k8s.io/v1alpha1",
        &["StorageVersionMigration"],
        35,
        35,
        "storagemigration.k8s.io/v1beta1",
        "",
    ),
];

/// The lifecycle of a built-in kind in an API version that is going, or gone.
#[must_use]
pub fn lifecycle(api_version: &str, kind: &str) -> Option<Lifecycle> {
    let row = ROWS.iter().find(|row| row.api_version == api_version && row.kinds.contains(&kind))?;
    Some(row.lifecycle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::schema;

    /// The release that the tables are of.
    const NEWEST: u8 = 37;

    #[test]
    fn what_is_removed_is_gone_and_its_replacement_is_not() {
        for row in &ROWS {
            for kind in row.kinds {
                let is_served = row.lifecycle.removed > NEWEST;
                assert_eq!(schema::kind(row.api_version, kind).is_some(), is_served, "{} {kind}", row.api_version);
                let Lifecycle { replacement, note, deprecated, removed } = row.lifecycle;
                let there = schema::kind(replacement, kind).is_some();
                assert!(there || (replacement.is_empty() && !note.is_empty()), "{replacement} {kind}");
                assert!(deprecated <= removed && removed <= 40, "{} {kind}", row.api_version);
            }
        }
        let cron = lifecycle("batch/v1beta1", "CronJob").expect("a row");
        assert_eq!(
            [20, 21, 24, 25].map(|m| cron.stage(m)),
            [Stage::Served, Stage::Deprecated, Stage::Deprecated, Stage::Removed]
        );
        assert_eq!(lifecycle("batch/v1", "CronJob"), None);
        // Served by releases from the target on, and gone from the newest, which the tables are of.
        for (version, kind) in [
            ("certificates.k8s.io/v1alpha1", "PodCertificateRequest"),
            ("networking.k8s.io/v1beta1", "IPAddress"),
            ("networking.k8s.io/v1beta1", "ServiceCIDR"),
            ("scheduling.k8s.io/v1alpha1", "Workload"),
            ("scheduling.k8s.io/v1alpha2", "PodGroup"),
            ("storage.k8s.io/v1beta1", "VolumeAttributesClass"),
            ("storagemigration.k8s.io/v1alpha1", "StorageVersionMigration"),
        ] {
            assert!(lifecycle(version, kind).is_some_and(|l| l.removed > 34), "{kind} of {version}");
        }
    }
}
