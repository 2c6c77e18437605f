//! Which "required" fields the API server does reject the absence of.
//!
//! OpenAPI's `required` says that a field is always written, not that it must be given: many may stay at
//! their zero value. Each row was held against `pkg/apis/*/validation` of kubernetes/kubernetes. What only
//! validation asks for is a matter of the rules.

/// Type, field (`*`: all of them) and why it may be absent.
const OPTIONAL: [(&str, &str, &str); 37] = [
    ("authentication.v1.SelfSubjectReview", "metadata", "a question, not an object: it needs no name"),
    ("authentication.v1.TokenReview", "metadata", "a question, not an object: it needs no name"),
    ("authorization.v1.LocalSubjectAccessReview", "metadata", "a question, not an object: it needs no name"),
    ("authorization.v1.SelfSubjectAccessReview", "metadata", "a question, not an object: it needs no name"),
    ("authorization.v1.SelfSubjectRulesReview", "metadata", "a question, not an object: it needs no name"),
    ("authorization.v1.SubjectAccessReview", "metadata", "a question, not an object: it needs no name"),
    ("batch.v1.PodFailurePolicy", "rules", "validatePodFailurePolicy accepts no rules"),
    ("certificates.v1.PodCertificateRequestSpec", "*", "made by kubelet only; the node restriction decides"),
    ("core.v1.ComponentCondition", "*", "ComponentStatus is read-only"),
    ("core.v1.ConfigMapNodeConfigSource", "*", "dynamic kubelet configuration is gone; the field is dropped"),
    ("core.v1.Event", "involvedObject", "legacyValidateEvent accepts an empty one in the default namespace"),
    ("core.v1.EvictionResponder", "*", "behind a feature gate; dropped when it is off"),
    ("core.v1.HTTPHeader", "value", "a header may be empty"),
    ("core.v1.ISCSIPersistentVolumeSource", "lun", "0 is a LUN"),
    ("core.v1.ISCSIVolumeSource", "lun", "0 is a LUN"),
    ("core.v1.LimitRangeSpec", "limits", "ValidateLimitRange accepts no limits"),
    ("core.v1.LocalObjectReference", "name", "ValidateServiceAccount and volume sources do not look at it"),
    ("core.v1.PreferredSchedulingTerm", "preference", "an empty term matches no node but is valid"),
    ("core.v1.ScaleIOPersistentVolumeSource", "secretRef", "validateScaleIOPersistentVolumeSource does not ask for it"),
    ("core.v1.ScaleIOVolumeSource", "secretRef", "validateScaleIOVolumeSource does not ask for it"),
    ("core.v1.SleepAction", "seconds", "0 is a duration (PodLifecycleSleepActionAllowZero)"),
    ("core.v1.Sysctl", "value", "validateSysctls looks at names only"),
    ("events.v1.EventSeries", "*", "events that the core API wrote are validated by the older rules"),
    ("apiextensions.v1.CustomResourceDefinitionVersion", "served", "false is a value"),
    ("apiextensions.v1.CustomResourceDefinitionVersion", "storage", "false is a value"),
    ("resource.v1.Counter", "value", "0 is a quantity"),
    ("resource.v1.DeviceCapacity", "value", "0 is a quantity"),
    ("resource.v1.DeviceDerivedAttribute", "*", "behind a feature gate; dropped when it is off"),
    ("resource.v1.DeviceTaintRule", "spec", "behind a feature gate"),
    ("resource.v1.DeviceTaintRuleSpec", "taint", "behind a feature gate"),
    ("resource.v1.ResourcePool", "generation", "0 is a generation"),
    ("storage.v1.CSIDriver", "spec", "SetDefaults_CSIDriver fills every field that is asked for"),
    ("storage.v1.CSINode", "spec", "a node without drivers"),
    ("storage.v1.CSINodeSpec", "drivers", "a node without drivers"),
    ("storage.v1.TokenRequest", "audience", "empty means the API server's own audience"),
    ("meta.v1.Condition", "*", "conditions are status, whoever carries them"),
    ("meta.v1.GroupResource", "group", "empty is the core group"),
];

/// Whether an object without this "required" field is rejected.
pub(crate) fn is_demanded(definition: &str, field: &str) -> bool {
    !is_prerelease(definition)
        && !OPTIONAL.iter().any(|(ty, f, _)| definition.ends_with(ty) && ["*", field].contains(f))
}

/// Alpha and beta types: their validation changes from release to release, so absence is not judged.
fn is_prerelease(definition: &str) -> bool {
    definition.rsplit('.').nth(1).is_some_and(|version| version.contains("alpha") || version.contains("beta"))
}
