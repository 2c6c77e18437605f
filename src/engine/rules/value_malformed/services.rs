//! Forms of fields of everything but pods and workloads.

use super::forms::{
    ANY_OR_LABEL, CEL_NAME, CERTIFICATE_REQUEST, CONTAINER_RESOURCE, CONTROLLER, ONE_LINE, POOL, PRINTABLE, QUALIFIED_FULLY, API_VERSION, EXPRESSION, FIELD_PATH, AUDIT_KEY, FILLED, OWNER_VERSION, ANY_OR_SUBDOMAIN, ANY_PATH, CIDR, CLUSTER_IP, CNAME, COLUMN_PATH, DOMAIN, DRIVER,
    ENDPOINT_IP, Form, FULL_NAME, HOST, HTTPS_URL, LABEL, LABEL_KEY, LABEL_VALUE, LETTER_LABEL,
    LETTER_LABEL_ANY_CASE, PADDED_CIDR, PERCENTAGE, PORT_NAME, QUALIFIED, QUALIFIED_ANY_CASE, SEGMENT, SIGNER, SPEC_PATH,
    STATUS_PATH, SUBDOMAIN, SUBDOMAIN_ANY_CASE, TLS_HOST, URL, URL_PATH,
};
use super::TypeRows;

const WEBHOOK: &[(&str, Form)] = &[("admissionReviewVersions", LETTER_LABEL), ("name", FULL_NAME)];

pub(super) const ROWS: &[TypeRows<Form>] = &[
    // core: ValidateService, validateServicePort
    (
        "ServiceSpec",
        &[
            ("clusterIP", CLUSTER_IP),
            ("clusterIPs", CLUSTER_IP),
            ("externalIPs", ENDPOINT_IP),
            ("externalName", CNAME),
            ("loadBalancerClass", QUALIFIED.or_absent()),
            ("loadBalancerSourceRanges", PADDED_CIDR),
            ("selector", LABEL_VALUE),
        ],
    ),
    ("ServicePort", &[("appProtocol", QUALIFIED.or_absent()), ("name", LABEL), ("targetPort", PORT_NAME)]),
    // core: validateEndpointAddress, validateEndpointPort; discovery: validateEndpoints
    ("EndpointAddress", &[("hostname", LABEL), ("ip", ENDPOINT_IP), ("nodeName", SUBDOMAIN.or_absent())]),
    ("ForNode", &[("name", SUBDOMAIN)]),
    ("ForZone", &[("name", LABEL_VALUE)]),
    ("EndpointPort", &[("appProtocol", QUALIFIED.or_absent()), ("name", LABEL)]),
    ("Endpoint", &[("hostname", LABEL.or_absent()), ("nodeName", SUBDOMAIN.or_absent())]),
    // networking: ValidateNetworkPolicyPort, ValidateIPBlock
    ("NetworkPolicyPort", &[("port", PORT_NAME)]),
    ("ParentReference", &[("group", SUBDOMAIN), ("name", SEGMENT), ("namespace", SEGMENT), ("resource", SEGMENT)]),
    ("IPBlock", &[("cidr", CIDR), ("except", CIDR)]),
    // networking: validateIngressRules, validateIngressTLS, validateIngressBackend, validateIngressClassSpec
    ("IngressSpec", &[("ingressClassName", SUBDOMAIN.or_absent())]),
    ("IngressRule", &[("host", HOST)]),
    ("IngressTLS", &[("hosts", TLS_HOST.or_absent()), ("secretName", SUBDOMAIN)]),
    ("IngressServiceBackend", &[("name", LABEL)]),
    ("TypedLocalObjectReference", &[("apiGroup", SUBDOMAIN.or_absent()), ("kind", SEGMENT), ("name", SEGMENT)]),
    ("ServiceBackendPort", &[("name", PORT_NAME)]),
    ("IngressClassSpec", &[("controller", CONTROLLER)]),
    ("IngressClassParametersReference", &[("apiGroup", SUBDOMAIN), ("kind", SEGMENT), ("name", SEGMENT), ("namespace", LABEL)]),
    // core: ValidatePersistentVolumeClaimSpec, ValidatePersistentVolumeSpec; storage: validateProvisioner
    ("PersistentVolumeClaimSpec", &[("storageClassName", SUBDOMAIN), ("volumeAttributesClassName", SUBDOMAIN)]),
    (
        "PersistentVolumeSpec",
        &[("storageClassName", SUBDOMAIN), ("volumeAttributesClassName", SUBDOMAIN.or_absent())],
    ),
    ("StorageClass", &[("provisioner", QUALIFIED_ANY_CASE)]),
    ("VolumeAttributesClass", &[("driverName", QUALIFIED_ANY_CASE)]),
    ("VolumeAttachmentSource", &[("persistentVolumeName", SUBDOMAIN)]),
    // core: validatePVSecretReference; storage: validateCSINodeDriver, ValidateCSIStorageCapacity
    ("SecretReference", &[("name", SUBDOMAIN), ("namespace", LABEL)]),
    ("CSINodeDriver", &[("name", DRIVER), ("topologyKeys", LABEL_KEY.or_absent())]),
    ("CSIStorageCapacity", &[("storageClassName", SUBDOMAIN)]),
    ("VolumeAttachmentSpec", &[("attacher", DRIVER), ("nodeName", SUBDOMAIN)]),
    // core: ValidateNode, validateNodeTaints
    ("NodeSpec", &[("podCIDR", CIDR), ("podCIDRs", CIDR)]),
    ("Taint", &[("key", LABEL_KEY), ("value", LABEL_VALUE)]),
    // autoscaling: ValidateCrossVersionObjectReference, validateMetricIdentifier
    ("CrossVersionObjectReference", &[("kind", SEGMENT), ("name", SEGMENT)]),
    ("ContainerResourceMetricSource", &[("container", LABEL), ("name", CONTAINER_RESOURCE)]),
    ("MetricIdentifier", &[("name", SEGMENT)]),
    // policy: ValidatePodDisruptionBudgetSpec
    ("PodDisruptionBudgetSpec", &[("maxUnavailable", PERCENTAGE), ("minAvailable", PERCENTAGE)]),
    // rbac: ValidateRoleBinding, ValidateClusterRoleBinding
    ("RoleRef", &[("name", SEGMENT)]),
    // admissionregistration: validateValidatingWebhook, validateMutatingWebhook; apiserver: ValidateWebhookURL, ValidateWebhookService
    ("ValidatingWebhook", WEBHOOK),
    ("MutatingWebhook", WEBHOOK),
    ("WebhookClientConfig", &[("url", HTTPS_URL)]),
    ("ServiceReference", &[("path", URL_PATH)]),
    ("MatchCondition", &[("expression", EXPRESSION), ("name", QUALIFIED)]),
    ("RuleWithOperations", &[("apiVersions", FILLED), ("resources", FILLED)]),
    ("NamedRuleWithOperations", &[("apiVersions", FILLED), ("resourceNames", SEGMENT), ("resources", FILLED)]),
    ("AuditAnnotation", &[("key", AUDIT_KEY), ("valueExpression", EXPRESSION)]),
    ("ParamRef", &[("name", SEGMENT)]),
    ("ApplyConfiguration", &[("expression", EXPRESSION)]),
    ("JSONPatch", &[("expression", EXPRESSION)]),
    ("Validation", &[("expression", EXPRESSION), ("message", ONE_LINE), ("messageExpression", EXPRESSION)]),
    ("Variable", &[("expression", EXPRESSION), ("name", CEL_NAME)]),
    // resource: validateDeviceRequest, validateDeviceClaim, validateResourceSliceSpec, validateOpaqueConfiguration
    ("DeviceRequest", &[("deviceClassName", SUBDOMAIN), ("name", LABEL)]),
    ("DeviceSubRequest", &[("deviceClassName", SUBDOMAIN), ("name", LABEL)]),
    ("ExactDeviceRequest", &[("deviceClassName", SUBDOMAIN)]),
    ("DeviceConstraint", &[("distinctAttribute", QUALIFIED_FULLY), ("matchAttribute", QUALIFIED_FULLY)]),
    ("OpaqueDeviceConfiguration", &[("driver", DRIVER)]),
    ("ResourceSliceSpec", &[("driver", DRIVER), ("nodeName", SUBDOMAIN.or_absent())]),
    ("ResourcePool", &[("name", POOL)]),
    ("Device", &[("name", LABEL)]),
    ("DeviceTaint", &[("key", LABEL_KEY), ("value", LABEL_VALUE)]),
    ("DeviceToleration", &[("key", LABEL_KEY), ("value", LABEL_VALUE)]),
    // apimachinery: validateOwnerReference
    ("OwnerReference", &[("apiVersion", OWNER_VERSION)]),
    // certificates: ValidateClusterTrustBundle
    ("ClusterTrustBundleSpec", &[("signerName", SIGNER)]),
    // node: ValidateRuntimeClass
    ("RuntimeClass", &[("handler", LABEL)]),
    ("Scheduling", &[("nodeSelector", LABEL_VALUE)]),
    // flowcontrol: ValidateFlowSchemaSpec
    ("NonResourcePolicyRule", &[("nonResourceURLs", URL.or_absent())]),
    ("PriorityLevelConfigurationReference", &[("name", SUBDOMAIN)]),
    ("ResourcePolicyRule", &[("namespaces", ANY_OR_LABEL.or_absent())]),
    ("ServiceAccountSubject", &[("name", ANY_OR_SUBDOMAIN), ("namespace", LABEL)]),
    // networking: validateServiceCIDRSpec
    ("ServiceCIDRSpec", &[("cidrs", CIDR)]),
    // apiextensions: validateCustomResourceDefinitionSpec, validateCustomResourceDefinitionNames
    ("CustomResourceDefinitionSpec", &[("group", DOMAIN)]),
    (
        "CustomResourceDefinitionNames",
        &[
            ("categories", LETTER_LABEL),
            ("kind", LETTER_LABEL_ANY_CASE),
            ("listKind", LETTER_LABEL_ANY_CASE),
            ("plural", LETTER_LABEL),
            ("shortNames", LETTER_LABEL),
            ("singular", LETTER_LABEL),
        ],
    ),
    // apiextensions: validateDeprecationWarning
    ("CustomResourceDefinitionVersion", &[("deprecationWarning", PRINTABLE.or_absent()), ("name", LETTER_LABEL)]),
    // apiextensions: ValidateCustomResourceDefinitionSubresources
    (
        "CustomResourceSubresourceScale",
        &[("labelSelectorPath", ANY_PATH), ("specReplicasPath", SPEC_PATH), ("statusReplicasPath", STATUS_PATH)],
    ),
    ("CustomResourceColumnDefinition", &[("jsonPath", COLUMN_PATH)]),
    ("SelectableField", &[("jsonPath", COLUMN_PATH)]),
    ("ValidationRule", &[("fieldPath", FIELD_PATH), ("message", ONE_LINE), ("messageExpression", EXPRESSION), ("rule", EXPRESSION)]),
    // core: validateDataSourceRef, which has lost the namespace (CrossNamespaceVolumeDataSource)
    ("TypedObjectReference", &[("apiGroup", SUBDOMAIN)]),
    // core: validateCSIPersistentVolumeSource; storage: ValidateTopologySelectorTerm
    ("CSIPersistentVolumeSource", &[("driver", SUBDOMAIN_ANY_CASE)]),
    ("TopologySelectorLabelRequirement", &[("key", LABEL_KEY)]),
    // admissionregistration: ValidateValidatingAdmissionPolicyBinding, validateParamKind
    ("ValidatingAdmissionPolicyBindingSpec", &[("policyName", SUBDOMAIN)]),
    ("ParamKind", &[("apiVersion", API_VERSION), ("kind", LETTER_LABEL_ANY_CASE)]),
    // certificates: ValidateCertificateSigningRequestSignerName
    ("CertificateSigningRequestSpec", &[("request", CERTIFICATE_REQUEST.or_absent()), ("signerName", SIGNER)]),
];
