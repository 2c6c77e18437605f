//! Needs in admission, flow control, devices, storage and events.

use super::conditions::is_bare;
use super::{Need, TypeRows, if_};
use crate::engine::part::Part;

const ONE: &str = "at least one is needed";
const KIND: &str = "the subject's `kind` names it";
const TOLD: &str = "the patch's type names it";
const SAID: &str = "an event of a time says it";

const REVIEWED: (&str, Need) = (
    "resourceAttributes",
    if_(|s| !s.has("resourceAttributes") && !s.has("nonResourceAttributes"), "it says what is asked"),
);
const REVIEW: &[(&str, Need)] = &[REVIEWED];

/// A type that has such a field, in the version of the API that is written.
fn lacks(part: &Part<'_>, field: &str) -> bool {
    part.shape(field).is_some() && !part.has(field)
}

/// A Secret that the driver of a volume gets and the server looks at.
fn is_read(secret: &Part<'_>) -> bool {
    let volumes = ["CSIPersistentVolumeSource", "CinderPersistentVolumeSource"];
    secret.up().is_some_and(|up| volumes.contains(&up.type_name())) && secret.key() != "nodeStageSecretRef"
}

fn is_backend(reference: &Part<'_>) -> bool {
    reference.root().type_name() == "Ingress"
}

/// A binding to what is no node.
fn is_unbound(binding: &Part<'_>) -> bool {
    binding.part("target").is_some_and(|target| target.is_empty("name") || !matches!(target.text("kind"), "" | "Node"))
}

fn is_timed(event: &Part<'_>) -> bool {
    event.has("eventTime")
}

/// Where a reference is nothing without saying what happens if there is none.
fn is_told_later(part: &Part<'_>) -> bool {
    part.object().is_some_and(|object| object.api_version.ends_with("/v1alpha1"))
}

/// An event of a namespace is about an object that is in none.
fn is_nowhere(object: &Part<'_>) -> bool {
    let Some(event) = object.up().filter(|up| up.type_name() == "Event" && ["involvedObject", "regarding"].contains(&object.key())) else {
        return false;
    };
    let home = event.part("metadata").map_or("", |metadata| metadata.text("namespace"));
    let is_free = matches!(home, "" | "default") || home == "kube-system" && event.has("eventTime");
    object.text("namespace").is_empty() && !is_free
}

pub(super) const ROWS: &[TypeRows<Need>] = &[
    // admissionregistration: validateMutatingAdmissionPolicySpec, validateMutation
    ("MutatingAdmissionPolicy", &[("spec", if_(|p| !p.has("spec"), "it says what the object is for"))]),
    ("MutatingAdmissionPolicyBinding", &[("spec", if_(|p| !p.has("spec"), "it says what the object is for"))]),
    (
        "MutatingAdmissionPolicySpec",
        &[
            ("matchConstraints", if_(|p| !p.has("matchConstraints"), "a policy says what it is about")),
            ("mutations", if_(|p| p.is_empty("mutations"), ONE)),
            (
                "reinvocationPolicy",
                if_(|p| !p.has("reinvocationPolicy"), "it says whether others' changes call the policy again, and has no default"),
            ),
        ],
    ),
    (
        "Mutation",
        &[
            ("applyConfiguration", if_(|m| m.text("patchType") == "ApplyConfiguration" && !m.has("applyConfiguration"), TOLD)),
            ("jsonPatch", if_(|m| m.text("patchType") == "JSONPatch" && !m.has("jsonPatch"), TOLD)),
        ],
    ),
    // flowcontrol: ValidateFlowSchemaResourcePolicyRule, ValidatePriorityLevelConfigurationSpec, ValidateLimitResponse
    (
        "ResourcePolicyRule",
        &[
            (
                "namespaces",
                if_(
                    |r| r.is_empty("namespaces") && r.bool("clusterScope") != Some(true),
                    "a rule names `namespaces`, or has `clusterScope: true`",
                ),
            ),
            ("apiGroups", if_(|r| is_bare(r, "apiGroups"), ONE)),
            ("resources", if_(|r| is_bare(r, "resources"), ONE)),
            ("verbs", if_(|r| is_bare(r, "verbs"), ONE)),
        ],
    ),
    (
        "PriorityLevelConfigurationSpec",
        &[("limited", if_(|s| s.text("type") == "Limited" && !s.has("limited"), "the type `Limited` says there how far"))],
    ),
    ("LimitResponse", &[("queuing", if_(|r| r.text("type") == "Queue" && !r.has("queuing"), "the type `Queue` says there how long"))]),
    // resource: validateDeviceRequest, validateSelector, validateDeviceConfiguration, validateDeviceConstraint, validateResourceSliceSpec
    (
        "DeviceRequest",
        &[(
            "exactly",
            if_(
                |r| lacks(r, "exactly") && r.items("firstAvailable").is_empty(),
                "a request says `exactly` what it needs, or lists what it takes first in `firstAvailable`",
            ),
        )],
    ),
    ("DeviceSelector", &[("cel", if_(|s| !s.has("cel"), "a device is chosen by an expression"))]),
    ("DeviceClaimConfiguration", &[("opaque", if_(|c| !c.has("opaque"), "it is what is handed to the driver"))]),
    ("DeviceClassConfiguration", &[("opaque", if_(|c| !c.has("opaque"), "it is what is handed to the driver"))]),
    (
        "DeviceConstraint",
        &[(
            "matchAttribute",
            if_(|c| !c.has("matchAttribute") && !c.has("distinctAttribute"), "it says in what the devices are alike"),
        )],
    ),
    (
        "ResourceSliceSpec",
        &[(
            "nodeName",
            if_(
                |s| !["allNodes", "nodeName", "nodeSelector", "perDeviceNodeSelection"].iter().any(|f| s.has(f)),
                "a slice says where its devices are: by `nodeName`, `nodeSelector`, `allNodes` or `perDeviceNodeSelection`",
            ),
        )],
    ),
    // storage: ValidateVolumeAttributesClass, validateVolumeAttachmentSource
    ("VolumeAttributesClass", &[("parameters", if_(|c| c.is_empty("parameters"), "a class is nothing but its parameters"))]),
    (
        "VolumeAttachmentSource",
        &[(
            "persistentVolumeName",
            if_(
                |s| s.is_empty("persistentVolumeName") && !s.has("inlineVolumeSpec"),
                "it says what is attached",
            ),
        )],
    ),
    // storage: validateAllowedTopologies, in which nothing equals what stands before it
    ("TopologySelectorTerm", &[("matchLabelExpressions", if_(|t| t.is_empty("matchLabelExpressions"), ONE))]),
    // networking: validateIngressTypedLocalObjectReference
    (
        "TypedLocalObjectReference",
        &[
            ("kind", if_(|r| is_backend(r) && r.is_empty("kind") && r.has("kind"), "a backend is an object of a kind")),
            ("name", if_(|r| is_backend(r) && r.is_empty("name") && r.has("name"), "a backend is an object with a name")),
        ],
    ),
    // core: ValidatePodBinding; the kind has no default
    ("Binding", &[("target", if_(is_unbound, "a pod is bound to a node, by its name"))]),
    // core: validatePVSecretReference, validateCinderPersistentVolumeSource
    (
        "SecretReference",
        &[
            ("name", if_(|s| is_read(s) && s.is_empty("name"), "it says which Secret is meant")),
            ("namespace", if_(|s| is_read(s) && s.is_empty("namespace"), "a volume is in no namespace where the Secret could be")),
        ],
    ),
    // authorization: ValidateSubjectAccessReviewSpec, ValidateSelfSubjectAccessReviewSpec
    ("SelfSubjectAccessReviewSpec", REVIEW),
    (
        "SubjectAccessReviewSpec",
        &[
            REVIEWED,
            ("user", if_(|s| s.is_empty("user") && s.is_empty("groups"), "it asks about a `user` or `groups`")),
        ],
    ),
    // core: ValidateEventCreate, legacyValidateEvent
    ("ObjectReference", &[("namespace", if_(is_nowhere, "an event of this namespace is about an object in it"))]),
    (
        "Event",
        &[
            ("action", if_(|e| is_timed(e) && e.is_empty("action"), SAID)),
            (
                "eventTime",
                if_(
                    |e| !is_timed(e) && e.object().is_some_and(|o| o.api_version == "events.k8s.io/v1"),
                    "an event of this API is of a time",
                ),
            ),
            ("reason", if_(|e| is_timed(e) && e.is_empty("reason"), SAID)),
            (
                "reportingComponent",
                if_(|e| is_timed(e) && e.shape("reportingComponent").is_some() && e.is_empty("reportingComponent"), SAID),
            ),
            (
                "reportingController",
                if_(|e| is_timed(e) && e.shape("reportingController").is_some() && e.is_empty("reportingController"), SAID),
            ),
            ("reportingInstance", if_(|e| is_timed(e) && e.is_empty("reportingInstance"), SAID)),
        ],
    ),
    (
        "Subject",
        &[
            ("group", if_(|s| s.text("kind") == "Group" && lacks(s, "group"), KIND)),
            ("serviceAccount", if_(|s| s.text("kind") == "ServiceAccount" && lacks(s, "serviceAccount"), KIND)),
            ("user", if_(|s| s.text("kind") == "User" && lacks(s, "user"), KIND)),
            (
                "namespace",
                if_(
                    |s| s.text("kind") == "ServiceAccount" && s.root().type_name() == "ClusterRoleBinding" && s.is_empty("namespace"),
                    "a ServiceAccount lives in a namespace, and a ClusterRoleBinding in none that could be meant",
                ),
            ),
        ],
    ),
    (
        "ParamRef",
        &[
            ("name", if_(|p| p.is_empty("name") && !p.has("selector"), "parameters are given by `name` or `selector`")),
            (
                "parameterNotFoundAction",
                if_(
                    |p| p.is_empty("parameterNotFoundAction") && !is_told_later(p),
                    "`Allow` or `Deny` says what holds where there are no parameters",
                ),
            ),
        ],
    ),
];
