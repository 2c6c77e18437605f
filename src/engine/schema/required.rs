//! Fields whose absence the API server really refuses.
//!
//! The OpenAPI document calls more fields required than validation insists on (a PriorityClass without
//! `value` is taken, for example), so the list is explicit. Source: `pkg/apis/*/validation`.

/// Whether the server refuses an object of the type without the field.
#[must_use]
pub fn is_required(type_name: &str, field: &str) -> bool {
    REQUIRED.iter().any(|(name, fields)| *name == type_name && fields.contains(&field))
}

/// Types that have a required field.
#[must_use]
pub fn of(type_name: &str) -> &'static [&'static str] {
    REQUIRED.iter().find(|(name, _)| *name == type_name).map_or(&[], |(_, fields)| fields)
}

const REQUIRED: &[(&str, &[&str])] = &[
    ("CSIPersistentVolumeSource", &["driver", "volumeHandle"]),
    ("CSIVolumeSource", &["driver"]),
    ("ClusterRoleBinding", &["roleRef"]),
    ("ConfigMapKeySelector", &["key"]),
    ("Container", &["name"]),
    ("ContainerPort", &["containerPort"]),
    ("CronJob", &["spec"]),
    ("CronJobSpec", &["jobTemplate", "schedule"]),
    ("CrossVersionObjectReference", &["kind", "name"]),
    ("CustomResourceDefinition", &["spec"]),
    ("CustomResourceDefinitionNames", &["kind", "plural"]),
    ("CustomResourceDefinitionSpec", &["group", "names", "scope", "versions"]),
    ("DaemonSet", &["spec"]),
    ("DaemonSetSpec", &["selector", "template"]),
    ("Deployment", &["spec"]),
    ("DeploymentSpec", &["selector", "template"]),
    ("EnvVar", &["name"]),
    ("GRPCAction", &["port"]),
    ("HTTPGetAction", &["port"]),
    ("HTTPHeader", &["name"]),
    ("HTTPIngressPath", &["backend", "pathType"]),
    ("HTTPIngressRuleValue", &["paths"]),
    ("HorizontalPodAutoscaler", &["spec"]),
    ("HorizontalPodAutoscalerSpec", &["maxReplicas", "scaleTargetRef"]),
    ("HostAlias", &["ip"]),
    ("HostPathVolumeSource", &["path"]),
    ("IngressServiceBackend", &["name"]),
    ("JobSpec", &["template"]),
    ("KeyToPath", &["key", "path"]),
    ("LabelSelectorRequirement", &["key", "operator"]),
    ("LocalVolumeSource", &["path"]),
    ("MetricSpec", &["type"]),
    ("MetricTarget", &["type"]),
    ("NFSVolumeSource", &["path", "server"]),
    ("NodeSelector", &["nodeSelectorTerms"]),
    ("NodeSelectorRequirement", &["key", "operator"]),
    ("ObjectFieldSelector", &["fieldPath"]),
    ("PersistentVolumeClaimVolumeSource", &["claimName"]),
    ("PodAffinityTerm", &["topologyKey"]),
    ("PodSpec", &["containers"]),
    ("PolicyRule", &["verbs"]),
    ("PreferredSchedulingTerm", &["weight"]),
    ("ReplicaSet", &["spec"]),
    ("ReplicaSetSpec", &["selector"]),
    ("ResourceFieldSelector", &["resource"]),
    ("ResourceMetricSource", &["name", "target"]),
    ("RoleBinding", &["roleRef"]),
    ("RoleRef", &["kind", "name"]),
    ("RuntimeClass", &["handler"]),
    ("SecretKeySelector", &["key"]),
    ("ServicePort", &["port"]),
    ("StatefulSet", &["spec"]),
    ("StatefulSetSpec", &["selector", "template"]),
    ("StorageClass", &["provisioner"]),
    ("Subject", &["kind", "name"]),
    ("TCPSocketAction", &["port"]),
    ("TopologySpreadConstraint", &["maxSkew", "topologyKey", "whenUnsatisfiable"]),
    ("Volume", &["name"]),
    ("VolumeMount", &["mountPath", "name"]),
    ("WeightedPodAffinityTerm", &["weight"]),
];
