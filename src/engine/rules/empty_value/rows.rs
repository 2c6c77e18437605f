//! Fields that must not be empty. A type whose rows all look alike shares them.

macro_rules! rows {
    ($($name:literal: $($field:literal)+;)+) => {
        /// The types that have such fields.
        pub(super) const TYPES: [&str; [$($name),+].len()] = [$($name),+];
        static FIELDS: &[(&str, &[&str])] = &[$(($name, &[$($field),+])),+];
    };
}

// Source: `pkg/apis/*/validation`, where it says `field.Required`.
rows! {
    "AWSElasticBlockStoreVolumeSource": "volumeID";
    "AppArmorProfile": "type";
    "AzureDiskVolumeSource": "diskName" "diskURI";
    "AzureFileVolumeSource": "secretName" "shareName";
    "CSIPersistentVolumeSource": "driver" "volumeHandle";
    "CSIStorageCapacity": "storageClassName";
    "CSIVolumeSource": "driver";
    "CephFSVolumeSource": "monitors";
    "CertificateSigningRequestSpec": "signerName";
    "CinderVolumeSource": "volumeID";
    "ClusterTrustBundleProjection": "path";
    "ConfigMapEnvSource": "name";
    "ConfigMapKeySelector": "key" "name";
    "ConfigMapProjection": "name";
    "ConfigMapVolumeSource": "name";
    "Container": "image" "name";
    "ContainerResizePolicy": "resourceName" "restartPolicy";
    "ContainerResourceMetricSource": "container" "name";
    "CronJob": "spec";
    "CronJobSpec": "schedule";
    "CrossVersionObjectReference": "kind" "name";
    "CustomResourceColumnDefinition": "jsonPath" "name" "type";
    "CustomResourceDefinitionNames": "kind" "plural";
    "CustomResourceDefinitionSpec": "group" "scope";
    "CustomResourceDefinitionVersion": "name";
    "CustomResourceSubresourceScale": "specReplicasPath" "statusReplicasPath";
    "DaemonSet": "spec";
    "Deployment": "spec";
    "DownwardAPIVolumeFile": "path";
    "EndpointAddress": "ip";
    "EndpointSlice": "addressType";
    "EnvVar": "name";
    "EphemeralContainer": "image" "name";
    "EphemeralVolumeSource": "volumeClaimTemplate";
    "ExecAction": "command";
    "FlexVolumeSource": "driver";
    "GCEPersistentDiskVolumeSource": "pdName";
    "GitRepoVolumeSource": "repository";
    "GlusterfsVolumeSource": "endpoints" "path";
    "HPAScalingPolicy": "type";
    "HTTPHeader": "name";
    "HTTPIngressPath": "pathType";
    "HostAlias": "ip";
    "HostPathVolumeSource": "path";
    "IPBlock": "cidr";
    "ISCSIVolumeSource": "iqn" "targetPortal";
    "IngressClassParametersReference": "kind" "name";
    "IngressServiceBackend": "name";
    "Job": "spec";
    "JobTemplateSpec": "spec";
    "KeyToPath": "key" "path";
    "LabelSelectorRequirement": "key" "operator";
    "LimitRangeItem": "type";
    "LocalVolumeSource": "path";
    "MatchCondition": "expression" "name";
    "MetricIdentifier": "name";
    "MetricSpec": "type";
    "MetricTarget": "type";
    "MutatingWebhook": "name" "sideEffects";
    "NFSVolumeSource": "path" "server";
    "NodeSelector": "nodeSelectorTerms";
    "NodeSelectorRequirement": "key" "operator";
    "ObjectFieldSelector": "fieldPath";
    "OwnerReference": "apiVersion" "kind" "name" "uid";
    "PersistentVolumeClaimVolumeSource": "claimName";
    "PhotonPersistentDiskVolumeSource": "pdID";
    "Pod": "spec";
    "PodAffinityTerm": "topologyKey";
    "PodDNSConfigOption": "name";
    "PodFailurePolicyOnExitCodesRequirement": "operator" "values";
    "PodFailurePolicyRule": "action";
    "PodOS": "name";
    "PodReadinessGate": "conditionType";
    "PodResourceClaim": "name";
    "PodSchedulingGate": "name";
    "PodSpec": "containers";
    "PodTemplate": "template";
    "PodTemplateSpec": "spec";
    "PortworxVolumeSource": "volumeID";
    "QuobyteVolumeSource": "registry" "volume";
    "RBDVolumeSource": "image" "monitors";
    "ReplicaSet": "spec";
    "ReplicaSetSpec": "template";
    "ReplicationController": "spec";
    "ReplicationControllerSpec": "template";
    "ResourceFieldSelector": "resource";
    "ResourceMetricSource": "name";
    "RoleRef": "kind" "name";
    "RuntimeClass": "handler";
    "ScaleIOVolumeSource": "gateway" "system" "volumeName";
    "ScopedResourceSelectorRequirement": "operator" "scopeName";
    "SeccompProfile": "type";
    "SecretEnvSource": "name";
    "SecretKeySelector": "key" "name";
    "SecretProjection": "name";
    "SecretVolumeSource": "secretName";
    "ServiceAccountTokenProjection": "path";
    "ServiceReference": "name" "namespace";
    "StatefulSet": "spec";
    "StorageClass": "provisioner";
    "StorageOSVolumeSource": "volumeName";
    "Subject": "kind";
    "SuccessPolicy": "rules";
    "Sysctl": "name";
    "Taint": "effect" "key";
    "TopologySelectorLabelRequirement": "key";
    "TopologySpreadConstraint": "topologyKey" "whenUnsatisfiable";
    "ValidatingAdmissionPolicyBindingSpec": "policyName";
    "ValidatingWebhook": "name" "sideEffects";
    "Validation": "expression";
    "Variable": "expression" "name";
    "Volume": "name";
    "VolumeAttachmentSpec": "attacher" "nodeName";
    "VolumeDevice": "devicePath" "name";
    "VolumeMount": "mountPath" "name";
    "VsphereVirtualDiskVolumeSource": "volumePath";
}

/// The fields of a type that must not be empty.
pub(super) fn of(type_name: &str) -> impl Iterator<Item = &'static str> {
    let row = FIELDS.binary_search_by_key(&type_name, |(name, _)| name).ok().and_then(|n| FIELDS.get(n));
    row.map_or(&[][..], |(_, fields)| fields).iter().copied()
}
