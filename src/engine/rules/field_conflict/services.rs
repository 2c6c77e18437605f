//! Conflicts in everything but pods and workloads.

use super::conditions::{
    around, has_family_twice, has_ip_of_other_family, has_other_first, has_other_first_ip, has_two_families, is, is_other_than, is_reached_from_outside, lists, metric_source,
};
use super::{Conflict, TypeRows, if_};

const FOR_NAMES: &str = "a Service of type `ExternalName` is only a name in DNS and has no addresses";
const FAMILY: &str = "there can be one of each family, IPv4 and IPv6";
const FOR_BALANCERS: &str = "only a Service of type `LoadBalancer` has it";
const OTHER_SOURCE: &str = "the metric's `type` names another source";

const fn other_source(source: &'static str) -> (&'static str, Conflict) {
    // A wrong source alone is said to be missing the right one.
    let when: fn(&crate::engine::part::Part<'_>) -> bool = match source.as_bytes() {
        b"containerResource" => |m| metric_source(m) != "containerResource" && m.has(metric_source(m)),
        b"external" => |m| metric_source(m) != "external" && m.has(metric_source(m)),
        b"object" => |m| metric_source(m) != "object" && m.has(metric_source(m)),
        b"pods" => |m| metric_source(m) != "pods" && m.has(metric_source(m)),
        _ => |m| metric_source(m) != "resource" && m.has(metric_source(m)),
    };
    (source, if_(when, OTHER_SOURCE))
}

pub(super) const ROWS: &[TypeRows<Conflict>] = &[
    // core: ValidateService, validateServiceExternalTrafficPolicy, validateLoadBalancerClassField; initIPFamilyFields
    (
        "ServiceSpec",
        &[
            (
                "allocateLoadBalancerNodePorts",
                if_(|s| is_other_than(s, "LoadBalancer"), FOR_BALANCERS),
            ),
            ("clusterIP", if_(|s| is(s, &["ExternalName"]) && !s.is_empty("clusterIP"), FOR_NAMES)),
            (
                "clusterIP",
                if_(
                    |s| is(s, &["LoadBalancer", "NodePort"]) && s.text("clusterIP") == "None",
                    "a Service without an address (`None`) can be of type `ClusterIP` only",
                ),
            ),
            ("clusterIPs", if_(|s| is(s, &["ExternalName"]) && !s.is_empty("clusterIPs"), FOR_NAMES)),
            ("clusterIPs", if_(has_other_first_ip, "its first address must be the one in `clusterIP`")),
            (
                "clusterIPs",
                if_(|s| lists(s, "clusterIPs", "None") && s.items("clusterIPs").len() > 1, "`None` means that there are no others"),
            ),
            ("clusterIPs", if_(|s| has_family_twice(s, "clusterIPs"), FAMILY)),
            (
                "clusterIPs",
                if_(has_ip_of_other_family, "an address is not of the family that stands at its place in `ipFamilies`"),
            ),
            ("clusterIP", if_(has_ip_of_other_family, "it is not of the family that `ipFamilies` begins with")),
            (
                "externalTrafficPolicy",
                if_(
                    |s| !s.is_empty("externalTrafficPolicy") && !is_reached_from_outside(s),
                    "it is for Services that are reached from outside: of type `NodePort` or `LoadBalancer`, or with `externalIPs`",
                ),
            ),
            (
                "healthCheckNodePort",
                if_(
                    |s| {
                        s.int("healthCheckNodePort") != Some(0)
                            && (is_other_than(s, "LoadBalancer") || s.text("externalTrafficPolicy") != "Local")
                    },
                    "only a Service of type `LoadBalancer` with `externalTrafficPolicy: Local` has it",
                ),
            ),
            ("ipFamilies", if_(|s| is(s, &["ExternalName"]) && !s.is_empty("ipFamilies"), FOR_NAMES)),
            ("ipFamilyPolicy", if_(|s| is(s, &["ExternalName"]), FOR_NAMES)),
            (
                "ipFamilyPolicy",
                if_(
                    |s| s.text("ipFamilyPolicy") == "SingleStack" && has_two_families(s),
                    "two families or addresses need `PreferDualStack` or `RequireDualStack`",
                ),
            ),
            ("loadBalancerClass", if_(|s| is_other_than(s, "LoadBalancer"), FOR_BALANCERS)),
            (
                "loadBalancerSourceRanges",
                if_(|s| !s.is_empty("loadBalancerSourceRanges") && is_other_than(s, "LoadBalancer"), FOR_BALANCERS),
            ),
        ],
    ),
    (
        "ServicePort",
        &[(
            "nodePort",
            if_(
                |p| p.int("nodePort") != Some(0) && p.up().is_some_and(|s| is(&s, &["ClusterIP"])),
                "a Service of type `ClusterIP` opens no port on nodes; that takes `type: NodePort` or `LoadBalancer`",
            ),
        )],
    ),
    // networking: ValidateNetworkPolicyPort, ValidateNetworkPolicyPeer
    (
        "NetworkPolicyPort",
        &[(
            "endPort",
            if_(|p| p.int("port").is_none(), "a range of ports needs a number in `port` to begin at"),
        )],
    ),
    (
        "NetworkPolicyPeer",
        &[(
            "ipBlock",
            if_(
                |p| p.has("podSelector") || p.has("namespaceSelector"),
                "a peer is either addresses or pods; write two items for both",
            ),
        )],
    ),
    (
        "NetworkPolicySpec",
        &[("policyTypes", if_(|p| p.items("policyTypes").len() > 2, "there are two types only"))],
    ),
    // networking: validateIngressBackend, validateIngressClassParametersReference
    ("IngressBackend", &[("resource", if_(|b| b.has("service"), "the backend is a `service` already"))]),
    (
        "ServiceBackendPort",
        &[(
            "name",
            if_(
                |p| !p.is_empty("name") && p.int("number").is_some_and(|n| n != 0),
                "the port is given by `number` already",
            ),
        )],
    ),
    (
        "IngressClassParametersReference",
        &[(
            "namespace",
            if_(
                |p| matches!(p.text("scope"), "" | "Cluster"),
                "the parameters are an object of the whole cluster unless `scope` is `Namespace`",
            ),
        )],
    ),
    // networking: validateServiceCIDRSpec; core: ValidateNode
    ("ServiceCIDRSpec", &[("cidrs", if_(|s| has_family_twice(s, "cidrs"), FAMILY))]),
    ("NodeSpec", &[("podCIDRs", if_(|s| has_family_twice(s, "podCIDRs") && !has_other_first(s), FAMILY))]),
    // core: ValidatePersistentVolumeClaimSpec
    (
        "PersistentVolumeClaimSpec",
        &[(
            "accessModes",
            if_(
                |c| lists(c, "accessModes", "ReadWriteOncePod") && c.items("accessModes").len() > 1,
                "`ReadWriteOncePod` excludes every other mode",
            ),
        )],
    ),
    (
        "PersistentVolumeSpec",
        &[
            (
                "accessModes",
                if_(
                    |c| lists(c, "accessModes", "ReadWriteOncePod") && c.items("accessModes").len() > 1,
                    "`ReadWriteOncePod` excludes every other mode",
                ),
            ),
        ],
    ),
    // rbac: validatePolicyRule
    (
        "PolicyRule",
        &[
            (
                "nonResourceURLs",
                if_(
                    |r| !r.is_empty("nonResourceURLs") && around(r, &["Role"]),
                    "a Role is about one namespace, and URLs belong to none; a ClusterRole can list them",
                ),
            ),
            (
                "nonResourceURLs",
                if_(
                    |r| {
                        !r.is_empty("nonResourceURLs")
                            && ["apiGroups", "resources", "resourceNames"].iter().any(|f| !r.is_empty(f))
                    },
                    "a rule is about resources or about URLs; write two rules for both",
                ),
            ),
        ],
    ),
    // autoscaling: ValidateHorizontalPodAutoscaler
    (
        "HorizontalPodAutoscalerSpec",
        &[(
            "minReplicas",
            if_(
                |s| s.int("minReplicas") == Some(0) && !s.parts("metrics").any(|m| matches!(m.text("type"), "Object" | "External")),
                "from no pods at all only a metric of type `Object` or `External` can call some back",
            ),
        )],
    ),
    // autoscaling: validateMetricSpec, validateResourceSource, validateExternalSource
    (
        "MetricSpec",
        &[
            other_source("containerResource"),
            other_source("external"),
            other_source("object"),
            other_source("pods"),
            other_source("resource"),
        ],
    ),
    (
        "MetricTarget",
        &[
            (
                "averageValue",
                if_(
                    |t| {
                        t.has("averageUtilization") && around(t, &["ResourceMetricSource", "ContainerResourceMetricSource"])
                    },
                    "the target is `averageUtilization` already",
                ),
            ),
            (
                "averageValue",
                if_(|t| t.has("value") && around(t, &["ExternalMetricSource"]), "the target is `value` already"),
            ),
        ],
    ),
    // policy: ValidatePodDisruptionBudgetSpec
    (
        "PodDisruptionBudgetSpec",
        &[("maxUnavailable", if_(|b| b.has("minAvailable"), "the budget is given by `minAvailable` already"))],
    ),
    // core: validateResourceQuotaScopes
    (
        "ResourceQuotaSpec",
        &[
            (
                "scopes",
                if_(
                    |q| lists(q, "scopes", "BestEffort") && lists(q, "scopes", "NotBestEffort"),
                    "`BestEffort` and `NotBestEffort` exclude each other",
                ),
            ),
            (
                "scopes",
                if_(
                    |q| lists(q, "scopes", "Terminating") && lists(q, "scopes", "NotTerminating"),
                    "`Terminating` and `NotTerminating` exclude each other",
                ),
            ),
        ],
    ),
    (
        "ScopedResourceSelectorRequirement",
        &[
            (
                "values",
                if_(
                    |s| matches!(s.text("operator"), "Exists" | "DoesNotExist") && !s.is_empty("values"),
                    "`Exists` and `DoesNotExist` compare with nothing",
                ),
            ),
            (
                "operator",
                if_(
                    |s| {
                        let exists_only = ["BestEffort", "NotBestEffort", "Terminating", "NotTerminating", "CrossNamespacePodAffinity"];
                        exists_only.contains(&s.text("scopeName")) && matches!(s.text("operator"), "In" | "NotIn" | "DoesNotExist")
                    },
                    "this scope has no values, so the operator can be `Exists` only",
                ),
            ),
        ],
    ),
    // core: ValidateLimitRange
    (
        "LimitRangeItem",
        &[
            ("default", if_(|l| l.text("type") == "Pod" && !l.is_empty("default"), "defaults are for containers, not for pods")),
            (
                "defaultRequest",
                if_(
                    |l| l.text("type") == "Pod" && !l.is_empty("defaultRequest"),
                    "defaults are for containers, not for pods",
                ),
            ),
        ],
    ),
    // apiserver: webhook; admissionregistration: validateParamRef, validateValidationActions
    ("WebhookClientConfig", &[("url", if_(|c| c.has("service"), "the webhook is called through `service` already"))]),
    ("ParamRef", &[("selector", if_(|p| !p.is_empty("name"), "the parameters are given by `name` already"))]),
    (
        "ValidatingAdmissionPolicyBindingSpec",
        &[(
            "validationActions",
            if_(
                |b| lists(b, "validationActions", "Deny") && lists(b, "validationActions", "Warn"),
                "`Deny` and `Warn` exclude each other, as both tell the caller",
            ),
        )],
    ),
    // apiextensions: validatePreserveUnknownFields, validateCustomResourceConversion, validateCustomResourceDefinitionVersion
    (
        "CustomResourceDefinitionSpec",
        &[(
            "preserveUnknownFields",
            if_(
                |s| s.bool("preserveUnknownFields") == Some(true),
                "it is said by the schema: `x-kubernetes-preserve-unknown-fields`",
            ),
        )],
    ),
    (
        "CustomResourceDefinitionVersion",
        &[(
            "deprecationWarning",
            if_(|v| v.bool("deprecated") != Some(true), "only a version with `deprecated: true` warns of itself"),
        )],
    ),
    (
        "CustomResourceConversion",
        &[("webhook", if_(|c| c.text("strategy") == "None", "the strategy `None` calls no webhook"))],
    ),
    (
        "CustomResourceDefinitionNames",
        &[("listKind", if_(|n| n.text("listKind") == n.text("kind"), "a list needs another kind than what is in it"))],
    ),
];
