//! Words of fields of everything but pods and workloads.

use super::{TypeRows, Words};

const PROTOCOLS: Words = &["SCTP", "TCP", "UDP"];
const FAIL_IGNORE: Words = &["Fail", "Ignore"];
const INVOCATION: Words = &["IfNeeded", "Never"];
const ALLOCATION: &[(&str, Words)] = &[("allocationMode", &["All", "ExactCount"])];
const EFFECTS: Words = &["NoExecute", "NoSchedule", "None"];
const OPERATIONS: Words = &["*", "CONNECT", "CREATE", "DELETE", "UPDATE"];
const RULE: &[(&str, Words)] = &[("operations", OPERATIONS), ("scope", &["*", "Cluster", "Namespaced"])];
const ACCESS: Words = &["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];
const VOLUME: Words = &["Block", "Filesystem"];
const SCOPES: Words = &[
    "BestEffort",
    "CrossNamespacePodAffinity",
    "NotBestEffort",
    "NotTerminating",
    "PriorityClass",
    "Terminating",
    "VolumeAttributesClass",
];
const VERBS: Words =
    &["*", "create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch"];

const USAGES: Words = &[
    "any",
    "cert sign",
    "client auth",
    "code signing",
    "content commitment",
    "crl sign",
    "data encipherment",
    "decipher only",
    "digital signature",
    "email protection",
    "encipher only",
    "ipsec end system",
    "ipsec tunnel",
    "ipsec user",
    "key agreement",
    "key encipherment",
    "microsoft sgc",
    "netscape sgc",
    "ocsp signing",
    "s/mime",
    "server auth",
    "signing",
    "timestamping",
];

pub(super) const ROWS: &[TypeRows<Words>] = &[
    // core: ValidateService
    (
        "ServiceSpec",
        &[
            ("externalTrafficPolicy", &["Cluster", "Local"]),
            ("internalTrafficPolicy", &["Cluster", "Local"]),
            ("ipFamilies", &["IPv4", "IPv6"]),
            ("ipFamilyPolicy", &["PreferDualStack", "RequireDualStack", "SingleStack"]),
            ("sessionAffinity", &["ClientIP", "None"]),
            ("trafficDistribution", &["PreferClose", "PreferSameNode", "PreferSameZone"]),
            ("type", &["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]),
        ],
    ),
    ("ServicePort", &[("protocol", PROTOCOLS)]),
    // core: validateEndpointPort; discovery: validatePorts
    ("EndpointPort", &[("protocol", PROTOCOLS)]),
    ("EndpointSlice", &[("addressType", &["FQDN", "IPv4", "IPv6"])]),
    // networking: ValidateNetworkPolicySpec, validateHTTPIngressPath, validateIngressClassParametersReference
    ("NetworkPolicyPort", &[("protocol", PROTOCOLS)]),
    ("NetworkPolicySpec", &[("policyTypes", &["Egress", "Ingress"])]),
    ("HTTPIngressPath", &[("pathType", &["Exact", "ImplementationSpecific", "Prefix"])]),
    ("IngressClassParametersReference", &[("scope", &["Cluster", "Namespace"])]),
    // core: validateAccessModes, ValidatePersistentVolumeSpec, validateAzureDisk
    ("PersistentVolumeClaimSpec", &[("accessModes", ACCESS), ("volumeMode", VOLUME)]),
    (
        "PersistentVolumeSpec",
        &[
            ("accessModes", ACCESS),
            ("persistentVolumeReclaimPolicy", &["Delete", "Recycle", "Retain"]),
            ("volumeMode", VOLUME),
        ],
    ),
    // storage: validateReclaimPolicy, validateVolumeBindingMode, validateCSIDriverSpec
    (
        "StorageClass",
        &[("reclaimPolicy", &["Delete", "Retain"]), ("volumeBindingMode", &["Immediate", "WaitForFirstConsumer"])],
    ),
    (
        "CSIDriverSpec",
        &[
            ("fsGroupPolicy", &["File", "None", "ReadWriteOnceWithFSType"]),
            ("volumeLifecycleModes", &["Ephemeral", "Persistent"]),
        ],
    ),
    // autoscaling: validateMetricSpec, validateMetricTarget, validateScalingRules
    ("MetricSpec", &[("type", &["ContainerResource", "External", "Object", "Pods", "Resource"])]),
    ("MetricTarget", &[("type", &["AverageValue", "Utilization", "Value"])]),
    ("HPAScalingRules", &[("selectPolicy", &["Disabled", "Max", "Min"])]),
    ("HPAScalingPolicy", &[("type", &["Percent", "Pods"])]),
    // policy: ValidatePodDisruptionBudgetSpec
    ("PodDisruptionBudgetSpec", &[("unhealthyPodEvictionPolicy", &["AlwaysAllow", "IfHealthyBudget"])]),
    // core: ValidateResourceQuotaSpec; scheduling: ValidatePriorityClass; core: validateNodeTaints
    ("ResourceQuotaSpec", &[("scopes", SCOPES)]),
    (
        "ScopedResourceSelectorRequirement",
        &[("operator", &["DoesNotExist", "Exists", "In", "NotIn"]), ("scopeName", SCOPES)],
    ),
    ("PriorityClass", &[("preemptionPolicy", &["Never", "PreemptLowerPriority"])]),
    ("Taint", &[("effect", &["NoExecute", "NoSchedule", "PreferNoSchedule"])]),
    // admissionregistration: validateValidatingWebhook, validateMutatingWebhook, validateRule, validateMatchResources
    (
        "ValidatingWebhook",
        &[
            ("failurePolicy", FAIL_IGNORE),
            ("matchPolicy", &["Equivalent", "Exact"]),
            ("sideEffects", &["None", "NoneOnDryRun"]),
        ],
    ),
    (
        "MutatingWebhook",
        &[
            ("failurePolicy", FAIL_IGNORE),
            ("matchPolicy", &["Equivalent", "Exact"]),
            ("reinvocationPolicy", INVOCATION),
            ("sideEffects", &["None", "NoneOnDryRun"]),
        ],
    ),
    ("RuleWithOperations", RULE),
    ("NamedRuleWithOperations", RULE),
    ("MatchResources", &[("matchPolicy", &["Equivalent", "Exact"])]),
    ("ValidatingAdmissionPolicySpec", &[("failurePolicy", FAIL_IGNORE)]),
    ("ValidatingAdmissionPolicyBindingSpec", &[("validationActions", &["Audit", "Deny", "Warn"])]),
    ("MutatingAdmissionPolicySpec", &[("failurePolicy", FAIL_IGNORE), ("reinvocationPolicy", INVOCATION)]),
    ("Mutation", &[("patchType", &["ApplyConfiguration", "JSONPatch"])]),
    ("ParamRef", &[("parameterNotFoundAction", &["Allow", "Deny"])]),
    ("Validation", &[("reason", &["Forbidden", "Invalid", "RequestEntityTooLarge"])]),
    // resource: validateDeviceAllocationMode, validateDeviceToleration, validateDeviceTaint
    ("DeviceRequest", ALLOCATION),
    ("DeviceSubRequest", ALLOCATION),
    ("ExactDeviceRequest", ALLOCATION),
    ("DeviceToleration", &[("effect", EFFECTS), ("operator", &["Equal", "Exists"])]),
    ("DeviceTaint", &[("effect", EFFECTS)]),
    // certificates: validateCertificateSigningRequest
    ("CertificateSigningRequestSpec", &[("usages", USAGES)]),
    // apiextensions: validateCustomResourceDefinitionSpec, ValidateCustomResourceColumnDefinition, ValidateCustomResourceDefinitionOpenAPISchema
    ("CustomResourceDefinitionSpec", &[("scope", &["Cluster", "Namespaced"])]),
    ("CustomResourceConversion", &[("strategy", &["None", "Webhook"])]),
    (
        "CustomResourceColumnDefinition",
        &[
            ("format", &["byte", "date", "date-time", "double", "float", "int32", "int64", "password"]),
            ("type", &["boolean", "date", "integer", "number", "string"]),
        ],
    ),
    (
        "ValidationRule",
        &[("reason", &["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"])],
    ),
    // flowcontrol: ValidatePriorityLevelConfigurationSpec, ValidateFlowSchemaSpec
    ("PriorityLevelConfigurationSpec", &[("type", &["Exempt", "Limited"])]),
    ("LimitResponse", &[("type", &["Queue", "Reject"])]),
    ("NonResourcePolicyRule", &[("verbs", VERBS)]),
    ("Subject", &[("kind", &["Group", "ServiceAccount", "User"])]),
    ("ResourcePolicyRule", &[("verbs", VERBS)]),
    ("FlowDistinguisherMethod", &[("type", &["ByNamespace", "ByUser"])]),
];
