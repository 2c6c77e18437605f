//! Built-in API versions that Kubernetes serves no more.
//!
//! Source: the deprecated API migration guide (kubernetes.io/docs/reference/using-api/deprecation-guide).

/// An API version that is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removed {
    /// The first release without it, major and minor.
    pub since: (u8, u8),
    /// The API version to write instead; empty if there is none.
    pub replacement: &'static str,
    /// What changes with it beside the version; empty if nothing does.
    pub note: &'static str,
}

struct Row {
    api_version: &'static str,
    kinds: &'static [&'static str],
    removed: Removed,
}

const fn row(
    api_version: &'static str,
    kinds: &'static [&'static str],
    minor: u8,
    replacement: &'static str,
    note: &'static str,
) -> Row {
    Row { api_version, kinds, removed: Removed { since: (1, minor), replacement, note } }
}

const SELECTOR: &str = "spec.selector is required and cannot be changed later";
const INGRESS: &str = "backends are written as service.name and service.port, every path needs a pathType, and spec.backend is spec.defaultBackend";
const PSP: &str =
    "Pod Security Admission takes over, by labels such as pod-security.kubernetes.io/enforce on the namespace";
const HPA: &str = "targets are written under target, with a type";
const WEBHOOK: &str =
    "sideEffects and admissionReviewVersions are required, failurePolicy is Fail and timeoutSeconds 10 by default";
const EVENTS: &str = "related names were changed: series, reportingController, reportingInstance, action, reason, type";
const FLOW: &str = "spec.limited.assuredConcurrencyShares is spec.limited.nominalConcurrencyShares";
const CSR: &str = "spec.signerName and spec.usages are required";
const CRD: &str = "every version has a structural schema of its own under versions[].schema.openAPIV3Schema";

static REMOVED: [Row; 37] = [
    row("extensions/v1beta1", &["DaemonSet", "Deployment", "ReplicaSet"], 16, "apps/v1", SELECTOR),
    row("extensions/v1beta1", &["NetworkPolicy"], 16, "networking.k8s.io/v1", ""),
    row("extensions/v1beta1", &["PodSecurityPolicy"], 16, "", PSP),
    row("extensions/v1beta1", &["Ingress"], 22, "networking.k8s.io/v1", INGRESS),
    row("apps/v1beta1", &["ControllerRevision", "Deployment", "StatefulSet"], 16, "apps/v1", SELECTOR),
    row(
        "apps/v1beta2",
        &["ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"],
        16,
        "apps/v1",
        SELECTOR,
    ),
    row("networking.k8s.io/v1beta1", &["Ingress"], 22, "networking.k8s.io/v1", INGRESS),
    row("networking.k8s.io/v1beta1", &["IngressClass"], 22, "networking.k8s.io/v1", ""),
    row(
        "rbac.authorization.k8s.io/v1alpha1",
        &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
        22,
        "rbac.authorization.k8s.io/v1",
        "",
    ),
    row(
        "rbac.authorization.k8s.io/v1beta1",
        &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
        22,
        "rbac.authorization.k8s.io/v1",
        "",
    ),
    row("batch/v1beta1", &["CronJob"], 25, "batch/v1", ""),
    row("batch/v2alpha1", &["CronJob"], 21, "batch/v1", ""),
    row("policy/v1beta1", &["PodDisruptionBudget"], 25, "policy/v1", "an empty selector selects every pod, not none"),
    row("policy/v1beta1", &["PodSecurityPolicy"], 25, "", PSP),
    row("autoscaling/v2beta1", &["HorizontalPodAutoscaler"], 25, "autoscaling/v2", HPA),
    row("autoscaling/v2beta2", &["HorizontalPodAutoscaler"], 26, "autoscaling/v2", ""),
    row(
        "admissionregistration.k8s.io/v1beta1",
        &["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
        22,
        "admissionregistration.k8s.io/v1",
        WEBHOOK,
    ),
    row("apiextensions.k8s.io/v1beta1", &["CustomResourceDefinition"], 22, "apiextensions.k8s.io/v1", CRD),
    row("apiregistration.k8s.io/v1beta1", &["APIService"], 22, "apiregistration.k8s.io/v1", ""),
    row("authentication.k8s.io/v1beta1", &["TokenReview"], 22, "authentication.k8s.io/v1", ""),
    row(
        "authorization.k8s.io/v1beta1",
        &["LocalSubjectAccessReview", "SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview"],
        22,
        "authorization.k8s.io/v1",
        "spec.group is spec.groups",
    ),
    row("certificates.k8s.io/v1beta1", &["CertificateSigningRequest"], 22, "certificates.k8s.io/v1", CSR),
    row("coordination.k8s.io/v1beta1", &["Lease"], 22, "coordination.k8s.io/v1", ""),
    row(
        "discovery.k8s.io/v1beta1",
        &["EndpointSlice"],
        25,
        "discovery.k8s.io/v1",
        "endpoints have nodeName and zone in place of topology",
    ),
    row("events.k8s.io/v1beta1", &["Event"], 25, "events.k8s.io/v1", EVENTS),
    row(
        "flowcontrol.apiserver.k8s.io/v1alpha1",
        &["FlowSchema", "PriorityLevelConfiguration"],
        21,
        "flowcontrol.apiserver.k8s.io/v1",
        FLOW,
    ),
    row(
        "flowcontrol.apiserver.k8s.io/v1beta1",
        &["FlowSchema", "PriorityLevelConfiguration"],
        26,
        "flowcontrol.apiserver.k8s.io/v1",
        FLOW,
    ),
    row(
        "flowcontrol.apiserver.k8s.io/v1beta2",
        &["FlowSchema", "PriorityLevelConfiguration"],
        29,
        "flowcontrol.apiserver.k8s.io/v1",
        FLOW,
    ),
    row(
        "flowcontrol.apiserver.k8s.io/v1beta3",
        &["FlowSchema", "PriorityLevelConfiguration"],
        32,
        "flowcontrol.apiserver.k8s.io/v1",
        "",
    ),
    row("node.k8s.io/v1alpha1", &["RuntimeClass"], 22, "node.k8s.io/v1", "spec.runtimeHandler is handler"),
    row("node.k8s.io/v1beta1", &["RuntimeClass"], 25, "node.k8s.io/v1", ""),
    row("scheduling.k8s.io/v1alpha1", &["PriorityClass"], 22, "scheduling.k8s.io/v1", ""),
    row("scheduling.k8s.io/v1beta1", &["PriorityClass"], 22, "scheduling.k8s.io/v1", ""),
    row("storage.k8s.io/v1alpha1", &["VolumeAttachment"], 24, "storage.k8s.io/v1", ""),
    row("storage.k8s.io/v1alpha1", &["CSIStorageCapacity"], 24, "storage.k8s.io/v1", ""),
    row(
        "storage.k8s.io/v1beta1",
        &["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"],
        22,
        "storage.k8s.io/v1",
        "",
    ),
    row("storage.k8s.io/v1beta1", &["CSIStorageCapacity"], 27, "storage.k8s.io/v1", ""),
];

/// What became of a built-in kind in an API version that is gone.
#[must_use]
pub fn removed(api_version: &str, kind: &str) -> Option<Removed> {
    let row = REMOVED.iter().find(|row| row.api_version == api_version && row.kinds.contains(&kind))?;
    Some(row.removed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::schema;

    #[test]
    fn what_is_removed_is_gone_and_its_replacement_is_not() {
        for row in &REMOVED {
            for kind in row.kinds {
                assert!(schema::kind(row.api_version, kind).is_none(), "{} {kind}", row.api_version);
                let Removed { replacement, note, .. } = row.removed;
                let there = schema::kind(replacement, kind).is_some();
                assert!(there || (replacement.is_empty() && !note.is_empty()), "{replacement} {kind}");
            }
        }
        assert_eq!(removed("batch/v1beta1", "CronJob").map(|r| r.since), Some((1, 25)));
        assert_eq!(removed("batch/v1", "CronJob"), None);
    }
}
