//! Fields that must not be empty. A type whose rows all look alike shares them.

macro_rules! rows {
    ($($name:literal: $($field:literal)+;)+) => {
        /// The types that have such fields.
        pub(super) const TYPES: [&str; [$($name),+].len()] = [$($name),+];
        static FIELDS: &[(&str, &[&str])] = &[$(($name, &[$($field),+])),+];
    };
}

// Source: `pkg/apis/{apps,batch,core}/validation`, where it says `field.Required`.
rows! {
    "AWSElasticBlockStoreVolumeSource": "volumeID";
    "AppArmorProfile": "type";
    "AzureDiskVolumeSource": "diskName" "diskURI";
    "AzureFileVolumeSource": "secretName" "shareName";
    "CSIVolumeSource": "driver";
    "CephFSVolumeSource": "monitors";
    "CinderVolumeSource": "volumeID";
    "ClusterTrustBundleProjection": "path";
    "ConfigMapEnvSource": "name";
    "ConfigMapKeySelector": "key" "name";
    "ConfigMapProjection": "name";
    "ConfigMapVolumeSource": "name";
    "Container": "image" "name";
    "ContainerResizePolicy": "resourceName" "restartPolicy";
    "CronJob": "spec";
    "CronJobSpec": "schedule";
    "DaemonSet": "spec";
    "Deployment": "spec";
    "DownwardAPIVolumeFile": "path";
    "EnvVar": "name";
    "EphemeralContainer": "image" "name";
    "EphemeralVolumeSource": "volumeClaimTemplate";
    "ExecAction": "command";
    "FlexVolumeSource": "driver";
    "GCEPersistentDiskVolumeSource": "pdName";
    "GitRepoVolumeSource": "repository";
    "GlusterfsVolumeSource": "endpoints" "path";
    "HTTPHeader": "name";
    "HostAlias": "ip";
    "HostPathVolumeSource": "path";
    "ISCSIVolumeSource": "iqn" "targetPortal";
    "Job": "spec";
    "JobTemplateSpec": "spec";
    "KeyToPath": "key" "path";
    "LabelSelectorRequirement": "key" "operator";
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
    "ScaleIOVolumeSource": "gateway" "system" "volumeName";
    "SeccompProfile": "type";
    "SecretEnvSource": "name";
    "SecretKeySelector": "key" "name";
    "SecretProjection": "name";
    "SecretVolumeSource": "secretName";
    "ServiceAccountTokenProjection": "path";
    "StatefulSet": "spec";
    "StorageOSVolumeSource": "volumeName";
    "SuccessPolicy": "rules";
    "Sysctl": "name";
    "TopologySpreadConstraint": "topologyKey" "whenUnsatisfiable";
    "Volume": "name";
    "VolumeDevice": "devicePath" "name";
    "VolumeMount": "mountPath" "name";
    "VsphereVirtualDiskVolumeSource": "volumePath";
}

/// The fields of a type that must not be empty.
pub(super) fn of(type_name: &str) -> impl Iterator<Item = &'static str> {
    let row = FIELDS.binary_search_by_key(&type_name, |(name, _)| name).ok().and_then(|n| FIELDS.get(n));
    row.map_or(&[][..], |(_, fields)| fields).iter().copied()
}
