//! Conflicts in admission, flow control, devices and storage.

use super::conditions::{has_blank_key, is_said_before, lists};
use super::{Conflict, TypeRows, if_};
use crate::engine::part::Part;

const ALL: &str = "`*` stands for all of them, so nothing else can stand beside it";
const FOR_KIND: &str = "the subject's `kind` names another";
const PAIR: &str = "a mutation is made by what its `patchType` names";
const LOCAL: &str = "without a `service` the API server itself answers, and asks nobody for a certificate";
const CHANGES: &str = "what is deleted cannot be changed";

const fn wild(field: &'static str) -> (&'static str, Conflict) {
    let when: fn(&Part<'_>) -> bool = match field.as_bytes() {
        b"apiGroups" => |r| is_all_and_more(r, "apiGroups"),
        b"apiVersions" => |r| is_all_and_more(r, "apiVersions"),
        b"namespaces" => |r| is_all_and_more(r, "namespaces"),
        b"nonResourceURLs" => |r| is_all_and_more(r, "nonResourceURLs"),
        b"operations" => |r| is_all_and_more(r, "operations"),
        b"verbs" => |r| is_all_and_more(r, "verbs"),
        _ => |r| is_all_and_more(r, "resources"),
    };
    (field, if_(when, ALL))
}

fn is_all_and_more(rule: &Part<'_>, field: &str) -> bool {
    rule.items(field).len() > 1 && lists(rule, field, "*")
}

const RULE: &[(&str, Conflict)] = &[
    wild("apiGroups"),
    wild("apiVersions"),
    wild("operations"),
    ("resources", if_(do_overlap, "one of them stands for another, such as `*` for `pods` or `pods/*` for `pods/exec`")),
    (
        "operations",
        if_(
            |r| r.key() == "resourceRules" && r.root().type_name().starts_with("Mutating") && lists(r, "operations", "DELETE"),
            CHANGES,
        ),
    ),
];
const DEVICES: &[(&str, Conflict)] = &[(
    "count",
    if_(
        |r| r.text("allocationMode") == "All" && r.int("count").is_some_and(|n| n != 0),
        "with `allocationMode: All` it is as many as there are",
    ),
)];

const REVIEW: &[(&str, Conflict)] = &[(
    "nonResourceAttributes",
    if_(|s| s.has("resourceAttributes"), "a review asks about a resource already"),
)];

/// Resources of which one stands for another (`validateResources`).
fn do_overlap(rule: &Part<'_>) -> bool {
    let all: Vec<&str> = rule.items("resources").iter().filter_map(|node| rule.document().str(*node)).collect();
    let every = all.contains(&"*") && all.iter().any(|text| *text != "*" && !text.contains('/'));
    let covered = |text: &&str| {
        let parts = text.split_once('/');
        let by = |whole: String| whole != **text && all.contains(&&*whole);
        parts.is_some_and(|(res, sub)| by(format!("{res}/*")) || by(format!("*/{sub}")))
    };
    let is_twice = |text: &&str| text.contains('*') && text.contains('/') && all.iter().filter(|other| *other == text).count() > 1;
    every || all.iter().any(is_twice) || (all.len() > 1 && all.contains(&"*/*")) || all.iter().any(covered)
}

/// A constraint on requests that the claim does not make.
fn is_no_request(constraint: &Part<'_>) -> bool {
    let Some(claim) = constraint.up().filter(|up| up.type_name() == "DeviceClaim") else { return false };
    let is_made = |name: &str| {
        let (first, rest) = name.split_once('/').map_or((name, None), |(a, b)| (a, Some(b)));
        let mut requests = claim.parts("requests").filter(|request| request.text("name") == first);
        requests.any(|r| rest.is_none_or(|rest| r.parts("firstAvailable").any(|sub| sub.text("name") == rest)))
    };
    constraint.items("requests").iter().filter_map(|node| constraint.document().str(*node)).any(|name| !is_made(name))
}

/// The event and its object are in different namespaces (`legacyValidateEvent`).
fn is_elsewhere(object: &Part<'_>) -> bool {
    let Some(event) = object.up().filter(|up| up.type_name() == "Event" && ["involvedObject", "regarding"].contains(&object.key())) else {
        return false;
    };
    let home = event.part("metadata").map_or("", |metadata| metadata.text("namespace"));
    let named = object.text("namespace");
    !home.is_empty() && !named.is_empty() && !event.has("eventTime") && home != named
}

pub(super) const ROWS: &[TypeRows<Conflict>] = &[
    // admissionregistration: validateRule, validateRuleWithOperations, validateMutation
    ("RuleWithOperations", RULE),
    ("NamedRuleWithOperations", RULE),
    (
        "Mutation",
        &[
            ("applyConfiguration", if_(|m| m.text("patchType") == "JSONPatch", PAIR)),
            ("jsonPatch", if_(|m| m.text("patchType") == "ApplyConfiguration", PAIR)),
        ],
    ),
    // flowcontrol: ValidateFlowSchemaSpec, ValidateFlowSchemaSubject, ValidatePriorityLevelConfigurationSpec, ValidateLimitResponse
    (
        "FlowSchemaSpec",
        &[(
            "matchingPrecedence",
            if_(
                |s| {
                    let name = s.root().part("metadata").map_or("", |metadata| metadata.text("name"));
                    s.int("matchingPrecedence") == Some(1) && name != "exempt"
                },
                "1 is for the schema `exempt` alone",
            ),
        )],
    ),
    ("ResourcePolicyRule", &[wild("apiGroups"), wild("namespaces"), wild("resources"), wild("verbs")]),
    ("NonResourcePolicyRule", &[wild("nonResourceURLs"), wild("verbs")]),
    (
        "Subject",
        &[
            ("group", if_(|s| ["ServiceAccount", "User"].contains(&s.text("kind")), FOR_KIND)),
            ("serviceAccount", if_(|s| ["Group", "User"].contains(&s.text("kind")), FOR_KIND)),
            ("user", if_(|s| ["Group", "ServiceAccount"].contains(&s.text("kind")), FOR_KIND)),
        ],
    ),
    (
        "PriorityLevelConfigurationSpec",
        &[
            ("exempt", if_(|s| s.text("type") == "Limited", "it is for the type `Exempt`")),
            (
                "type",
                if_(
                    |s| {
                        let name = s.root().part("metadata").map_or("", |metadata| metadata.text("name"));
                        !s.is_empty("type") && (s.text("type") == "Exempt") != (name == "exempt")
                    },
                    "the level `exempt` is of type `Exempt`, and no other",
                ),
            ),
        ],
    ),
    ("LimitResponse", &[("queuing", if_(|r| r.text("type") == "Reject", "requests that are rejected do not queue"))]),
    (
        "QueuingConfiguration",
        &[(
            "handSize",
            if_(
                |q| q.int("handSize").is_some_and(|hand| hand > q.int("queues").filter(|n| *n != 0).unwrap_or(64)),
                "it is dealt from the `queues` (64 unless written), and there are not so many",
            ),
        )],
    ),
    // resource: validateDeviceRequest, validateDeviceAllocationMode, validateRequestNameRef, validateDeviceToleration
    (
        "DeviceRequest",
        &[
            (
                "count",
                if_(
                    |r| r.text("allocationMode") == "All" && r.int("count").is_some_and(|n| n != 0),
                    "with `allocationMode: All` it is as many as there are",
                ),
            ),
            (
                "firstAvailable",
                if_(|r| r.has("exactly") && !r.items("firstAvailable").is_empty(), "the request says `exactly` what it needs already"),
            ),
        ],
    ),
    ("DeviceSubRequest", DEVICES),
    ("ExactDeviceRequest", DEVICES),
    ("DeviceConstraint", &[("requests", if_(is_no_request, "the claim makes no request of this name"))]),
    ("DeviceClaimConfiguration", &[("requests", if_(is_no_request, "the claim makes no request of this name"))]),
    (
        "DeviceToleration",
        &[("value", if_(|t| t.text("operator") == "Exists" && !t.is_empty("value"), "`Exists` compares with nothing"))],
    ),
    (
        "ResourceSliceSpec",
        &[("allNodes", if_(|s| s.bool("allNodes") == Some(false), "it can only be `true`, or be left out"))],
    ),
    // storage: validateVolumeAttachmentSource
    (
        "VolumeAttachmentSource",
        &[("inlineVolumeSpec", if_(|s| s.has("persistentVolumeName"), "the volume is given by `persistentVolumeName` already"))],
    ),
    // authorization: ValidateSubjectAccessReviewSpec, ValidateSelfSubjectAccessReviewSpec, ValidateLocalSubjectAccessReview
    ("SelfSubjectAccessReviewSpec", REVIEW),
    ("SubjectAccessReviewSpec", REVIEW),
    (
        "ResourceAttributes",
        &[(
            "namespace",
            if_(
                |r| {
                    let home = r.root().part("metadata").map_or("", |metadata| metadata.text("namespace"));
                    r.root().type_name() == "LocalSubjectAccessReview" && !home.is_empty() && home != r.text("namespace")
                },
                "the review is about its own namespace alone",
            ),
        )],
    ),
    // core: ValidateEventCreate
    (
        "Event",
        &[(
            "type",
            if_(
                |e| e.object().is_some_and(|o| o.api_version == "events.k8s.io/v1") && !matches!(e.text("type"), "Normal" | "Warning"),
                "an event is `Normal` or a `Warning`",
            ),
        )],
    ),
    // core: legacyValidateEvent
    ("ObjectReference", &[("namespace", if_(is_elsewhere, "an event stands in the namespace of what it is about"))]),
    // apimachinery: validateOwnerReference
    (
        "OwnerReference",
        &[("kind", if_(|o| o.text("apiVersion") == "v1" && o.text("kind") == "Event", "an event can own nothing"))],
    ),
    // core: validateScopedResourceSelectorRequirement
    (
        "ScopeSelector",
        &[("matchExpressions", if_(has_scopes_that_exclude, "two of the scopes exclude each other"))],
    ),
    // apiextensions: ValidateCustomResourceSelectableFields
    (
        "SelectableField",
        &[("jsonPath", if_(is_no_selectable, "the schema has no text, whole number or boolean there outside of `metadata`"))],
    ),
    // apiregistration: ValidateAPIService
    (
        "APIServiceSpec",
        &[
            ("caBundle", if_(|s| !s.has("service") && !s.is_empty("caBundle"), LOCAL)),
            ("insecureSkipTLSVerify", if_(|s| !s.has("service") && s.bool("insecureSkipTLSVerify") == Some(true), LOCAL)),
            (
                "insecureSkipTLSVerify",
                if_(
                    |s| s.bool("insecureSkipTLSVerify") == Some(true) && !s.is_empty("caBundle"),
                    "`caBundle` says how the certificate is verified",
                ),
            ),
        ],
    ),
    // storage: validateParameters, validateAllowedTopologies
    ("StorageClass", &[("parameters", if_(has_blank_key, "a parameter has no name"))]),
    ("VolumeAttributesClass", &[("parameters", if_(has_blank_key, "a parameter has no name"))]),
    (
        "TopologySelectorTerm",
        &[("matchLabelExpressions", if_(is_said_before, "another term asks for the same"))],
    ),
];

/// A path that leads to nothing by which objects could be selected.
fn is_no_selectable(field: &Part<'_>) -> bool {
    let document = field.document();
    let Some(path) = field.text("jsonPath").strip_prefix('.') else { return false };
    let root = field.up().and_then(|version| version.part("schema")).and_then(|schema| schema.value("openAPIV3Schema"));
    let Some(root) = root.filter(|_| !path.contains('[')) else { return false };
    let step = |node, name| document.get(document.get(node, "properties")?, name);
    let found = path.split('.').try_fold(root, step).and_then(|node| document.str(document.get(node, "type")?));
    path.starts_with("metadata") || !matches!(found, Some("boolean" | "integer" | "string"))
}

fn has_scopes_that_exclude(selector: &Part<'_>) -> bool {
    let has = |name: &str| selector.parts("matchExpressions").any(|e| e.text("scopeName") == name);
    (has("BestEffort") && has("NotBestEffort")) || (has("Terminating") && has("NotTerminating"))
}
