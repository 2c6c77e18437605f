//! Needs of everything but pods and workloads.

use super::conditions::{around,
    has_siblings, is_about_resources, is_bare, is_headless, lacks_amount, lacks_source, lacks_target,
};
use super::{Need, TypeRows, if_};

const SPEC: &str = "it says what the object is for";
const ONE: &str = "at least one is needed";
const NAMED: &str = "where there are several ports, each needs a name";
const SOURCE: &str = "the metric's `type` names this source";
const RULE: &[(&str, Need)] = &[
    ("apiGroups", if_(|r| r.is_empty("apiGroups"), "a rule names the API groups that it is about (`\"\"` is the core group)")),
    ("apiVersions", if_(|r| r.is_empty("apiVersions"), "a rule names the versions that it is about")),
    ("operations", if_(|r| r.is_empty("operations"), "a rule names the operations that it is about")),
    ("resources", if_(|r| r.is_empty("resources"), "a rule names the resources that it is about")),
];
const WEBHOOK: &[(&str, Need)] = &[("admissionReviewVersions", if_(|w| is_bare(w, "admissionReviewVersions"), ONE))];

pub(super) const ROWS: &[TypeRows<Need>] = &[
    ("Service", &[("spec", if_(|s| !s.has("spec"), SPEC))]),
    ("Ingress", &[("spec", if_(|s| !s.has("spec"), SPEC))]),
    ("IngressClass", &[("spec", if_(|s| !s.has("spec"), SPEC))]),
    ("PersistentVolume", &[("spec", if_(|s| !s.has("spec"), SPEC))]),
    ("PersistentVolumeClaim", &[("spec", if_(|s| !s.has("spec"), SPEC))]),
    ("HorizontalPodAutoscaler", &[("spec", if_(|s| !s.has("spec"), SPEC))]),
    ("APIService", &[("spec", if_(|s| !s.has("spec"), SPEC))]),
    ("ValidatingAdmissionPolicy", &[("spec", if_(|s| !s.has("spec"), SPEC))]),
    ("ValidatingAdmissionPolicyBinding", &[("spec", if_(|s| !s.has("spec"), SPEC))]),
    // core: ValidateService, validateServicePort
    (
        "ServiceSpec",
        &[
            (
                "ports",
                if_(
                    |s| s.is_empty("ports") && s.text("type") != "ExternalName" && !is_headless(s),
                    "only headless Services and those of type `ExternalName` do without ports",
                ),
            ),
            (
                "externalName",
                if_(
                    |s| s.text("type") == "ExternalName" && s.is_empty("externalName"),
                    "a Service of type `ExternalName` is nothing but this name",
                ),
            ),
            (
                "ipFamilyPolicy",
                if_(
                    |s| {
                        !s.has("ipFamilyPolicy")
                            && s.text("type") != "ExternalName"
                            && s.items("ipFamilies").len().max(s.items("clusterIPs").len()) > 1
                    },
                    "two families or addresses need `PreferDualStack` or `RequireDualStack`",
                ),
            ),
        ],
    ),
    ("ServicePort", &[("name", if_(|p| p.is_empty("name") && has_siblings(p, "ports"), NAMED))]),
    // core: validateEndpointSubsets, validateEndpointPort (EndpointSlices take ports without names)
    (
        "EndpointSubset",
        &[("addresses", if_(|s| s.is_empty("addresses") && s.is_empty("notReadyAddresses"), ONE))],
    ),
    (
        "EndpointPort",
        &[(
            "name",
            if_(
                |p| p.is_empty("name") && has_siblings(p, "ports") && p.within("EndpointSubset").is_some(),
                NAMED,
            ),
        )],
    ),
    ("Endpoint", &[("addresses", if_(|e| is_bare(e, "addresses"), ONE))]),
    // networking: ValidateIngressSpec, validateIngressBackend, validateHTTPIngressRuleValue
    (
        "IngressSpec",
        &[(
            "rules",
            if_(|s| s.is_empty("rules") && !s.has("defaultBackend"), "an Ingress needs `rules` or a `defaultBackend`"),
        )],
    ),
    ("HTTPIngressRuleValue", &[("paths", if_(|h| is_bare(h, "paths"), ONE))]),
    (
        "IngressBackend",
        &[("service", if_(|b| !b.has("service") && !b.has("resource"), "a backend is a `service` or a `resource`"))],
    ),
    (
        "IngressServiceBackend",
        &[(
            "port",
            if_(
                |s| {
                    let given = |p: &crate::engine::part::Part<'_>| !p.is_empty("name") || p.has("number") && p.int("number") != Some(0);
                    !s.part("port").is_some_and(|p| given(&p)) && !s.is_spoilt("port")
                },
                "a `number` or a `name` says which port of the Service is meant",
            ),
        )],
    ),
    ("IngressClassSpec", &[("controller", if_(|c| c.is_empty("controller"), "a class is what a controller serves"))]),
    (
        "IngressClassParametersReference",
        &[(
            "namespace",
            if_(|p| p.text("scope") == "Namespace" && !p.has("namespace"), "parameters of scope `Namespace` live in one"),
        )],
    ),
    // networking: ValidateNetworkPolicyPeer
    (
        "NetworkPolicyPeer",
        &[(
            "podSelector",
            if_(
                |p| !["ipBlock", "namespaceSelector", "podSelector"].iter().any(|f| p.has(f)),
                "a peer is given by `podSelector`, `namespaceSelector` or `ipBlock`; for all pods write `podSelector: {}`",
            ),
        )],
    ),
    // core: ValidatePersistentVolumeClaimSpec, ValidatePersistentVolumeSpec
    (
        "PersistentVolumeClaimSpec",
        &[
            ("accessModes", if_(|c| c.is_empty("accessModes"), ONE)),
            (
                "resources",
                if_(
                    |c| {
                        c.part("resources").is_none_or(|r| lacks_amount(&r, "requests", "storage")) && !c.is_spoilt("resources")
                    },
                    "a claim says in `resources.requests.storage` how much it needs",
                ),
            ),
        ],
    ),
    (
        "PersistentVolumeSpec",
        &[
            ("accessModes", if_(|v| v.is_empty("accessModes"), ONE)),
            ("capacity", if_(|v| lacks_amount(v, "capacity", "storage"), "a volume says in `capacity.storage` how large it is")),
            (
                "nodeAffinity",
                if_(|v| v.has("local") && !v.has("nodeAffinity"), "a `local` volume exists on one node, which must be named"),
            ),
            (
                "csi",
                if_(|v| v.has("volumeAttributesClassName") && !v.has("csi"), "only volumes of CSI drivers have a class of attributes"),
            ),
        ],
    ),
    ("VolumeNodeAffinity", &[("required", if_(|a| !a.has("required"), "it is what the affinity consists of"))]),
    // core: validateScopedResourceSelectorRequirement
    (
        "ScopedResourceSelectorRequirement",
        &[(
            "values",
            if_(
                |s| matches!(s.text("operator"), "In" | "NotIn") && s.is_empty("values"),
                "`In` and `NotIn` compare with values",
            ),
        )],
    ),
    // rbac: validatePolicyRule, validateRoleBindingSubject
    (
        "PolicyRule",
        &[
            ("verbs", if_(|r| is_bare(r, "verbs"), ONE)),
            (
                "apiGroups",
                if_(
                    |r| is_about_resources(r) && r.is_empty("apiGroups"),
                    "a rule about resources names their API groups (`\"\"` is the core group)",
                ),
            ),
            (
                "resources",
                if_(
                    |r| is_about_resources(r) && r.is_empty("resources"),
                    "a rule names the `resources` or the `nonResourceURLs` that it is about",
                ),
            ),
        ],
    ),
    (
        "AggregationRule",
        &[("clusterRoleSelectors", if_(|a| a.is_empty("clusterRoleSelectors"), ONE))],
    ),
    // autoscaling: validateMetricSpec, validateMetricTarget, validateScalingRules
    (
        "MetricSpec",
        &[
            ("containerResource", if_(|m| lacks_source(m, "ContainerResource", "containerResource"), SOURCE)),
            ("external", if_(|m| lacks_source(m, "External", "external"), SOURCE)),
            ("object", if_(|m| lacks_source(m, "Object", "object"), SOURCE)),
            ("pods", if_(|m| lacks_source(m, "Pods", "pods"), SOURCE)),
            ("resource", if_(|m| lacks_source(m, "Resource", "resource"), SOURCE)),
        ],
    ),
    (
        "MetricTarget",
        &[
            (
                "averageUtilization",
                if_(
                    |t| {
                        lacks_target(
                            t,
                            &["ResourceMetricSource", "ContainerResourceMetricSource"],
                            &["averageUtilization", "averageValue"],
                        )
                    },
                    "the usage of a resource is aimed at by `averageUtilization` or `averageValue`",
                ),
            ),
            (
                "averageValue",
                if_(
                    |t| lacks_target(t, &["ExternalMetricSource", "ObjectMetricSource"], &["averageValue", "value"]),
                    "such a metric is aimed at by `value` or `averageValue`",
                ),
            ),
            (
                "averageValue",
                if_(
                    |t| lacks_target(t, &["PodsMetricSource"], &["averageValue"]),
                    "a metric of pods is aimed at by `averageValue`",
                ),
            ),
        ],
    ),
    ("HPAScalingRules", &[("policies", if_(|r| is_bare(r, "policies"), ONE))]),
    // admissionregistration
    ("ValidatingWebhook", WEBHOOK),
    ("MutatingWebhook", WEBHOOK),
    ("RuleWithOperations", RULE),
    ("NamedRuleWithOperations", RULE),
    (
        "WebhookClientConfig",
        &[("service", if_(|c| !c.has("service") && !c.has("url"), "a webhook is called through a `service` or a `url`"))],
    ),
    (
        "ValidatingAdmissionPolicySpec",
        &[
            ("matchConstraints", if_(|p| !p.has("matchConstraints"), "a policy says what it is about")),
            (
                "validations",
                if_(
                    |p| p.is_empty("validations") && p.is_empty("auditAnnotations"),
                    "a policy needs `validations` or `auditAnnotations`",
                ),
            ),
        ],
    ),
    (
        "ValidatingAdmissionPolicyBindingSpec",
        &[("validationActions", if_(|b| b.is_empty("validationActions"), ONE))],
    ),
    (
        "MatchResources",
        &[(
            "resourceRules",
            if_(
                |m| m.is_empty("resourceRules") && around(m, &["MutatingAdmissionPolicySpec", "ValidatingAdmissionPolicySpec"]),
                "a policy names the resources that it is about",
            ),
        )],
    ),
    (
        "ParamKind",
        &[
            ("apiVersion", if_(|p| p.is_empty("apiVersion"), "parameters are objects of a kind")),
            ("kind", if_(|p| p.is_empty("kind"), "parameters are objects of a kind")),
        ],
    ),
    // apiregistration: ValidateAPIService
    ("APIServiceSpec", &[("version", if_(|s| s.is_empty("version"), "it is what the service serves"))]),
    // flowcontrol: ValidateFlowSchemaSpec
    (
        "PolicyRulesWithSubjects",
        &[
            ("subjects", if_(|r| is_bare(r, "subjects"), ONE)),
            (
                "resourceRules",
                if_(
                    |r| r.is_empty("resourceRules") && r.is_empty("nonResourceRules"),
                    "a rule is about resources or about URLs",
                ),
            ),
        ],
    ),
    ("NonResourcePolicyRule", &[("nonResourceURLs", if_(|r| is_bare(r, "nonResourceURLs"), ONE)), ("verbs", if_(|r| is_bare(r, "verbs"), ONE))]),
    // storage: validateAllowedTopologies
    ("TopologySelectorLabelRequirement", &[("values", if_(|t| is_bare(t, "values"), ONE))]),
    // certificates: validateCertificateSigningRequest
    ("CertificateSigningRequestSpec", &[("usages", if_(|c| c.is_empty("usages"), ONE))]),
    // apiextensions: validateCustomResourceDefinitionSpec, validateCustomResourceConversion
    ("CustomResourceDefinitionSpec", &[("versions", if_(|c| is_bare(c, "versions"), ONE))]),
    (
        "CustomResourceConversion",
        &[("webhook", if_(|c| c.text("strategy") == "Webhook" && !c.has("webhook"), "the strategy calls one"))],
    ),
    (
        "ValidationRule",
        &[("message", if_(|r| r.is_empty("message") && r.text("rule").trim().contains(['\n', '\r']), "a rule of several lines is not shown to users"))],
    ),
    ("WebhookConversion", &[("conversionReviewVersions", if_(|w| is_bare(w, "conversionReviewVersions"), ONE)), ("clientConfig", if_(|w| !w.has("clientConfig"), "it says whom to ask"))]),
    (
        "CustomResourceDefinitionVersion",
        &[("schema", if_(|v| !v.has("schema"), "a version says what its objects look like"))],
    ),
    (
        "CustomResourceValidation",
        &[("openAPIV3Schema", if_(|v| !v.has("openAPIV3Schema"), "a version says what its objects look like"))],
    ),
];
