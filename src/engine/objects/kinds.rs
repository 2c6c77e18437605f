//! The kinds that are decoded: one row each, with the fields that are read beside the metadata.

use k8s_openapi::api::{apps, autoscaling, batch, core, networking, policy, rbac, storage};

use super::decode::node::Node;

macro_rules! kinds {
    ($($version:literal $kind:ident $($module:ident)::+ { $($field:ident $key:literal)* })*) => {
        /// The typed value of an object.
        #[derive(Clone, Debug, Default)]
        pub enum Typed {
            $(#[doc = concat!("`", $version, "` ", stringify!($kind))] $kind(Box<$($module)::+::$kind>),)*
            /// A kind without a row, or a value beyond decoding.
            #[default]
            Other,
        }

        /// API version and kind of each row.
        #[cfg(feature = "cli")]
        pub const ROWS: &[(&str, &str)] = &[$(($version, stringify!($kind)),)*];

        /// Decode by API version and kind. What a row does not name (the status) is not read.
        pub(super) fn decode(api_version: &str, kind: &str, from: Node<'_>) -> Typed {
            // What is read of an autoscaler is the same in both versions.
            let version = if (api_version, kind) == ("autoscaling/v1", "HorizontalPodAutoscaler") { "autoscaling/v2" } else { api_version };
            match (version, kind) {
                $(($version, stringify!($kind)) => {
                    let mut typed = Box::<$($module)::+::$kind>::default();
                    from.field("metadata", &mut typed.metadata);
                    $(from.field($key, &mut typed.$field);)*
                    Typed::$kind(typed)
                })*
                _ => Typed::Other,
            }
        }
    };
}

kinds! {
    "apps/v1" DaemonSet apps::v1 { spec "spec" }
    "apps/v1" Deployment apps::v1 { spec "spec" }
    "apps/v1" ReplicaSet apps::v1 { spec "spec" }
    "apps/v1" StatefulSet apps::v1 { spec "spec" }
    "autoscaling/v2" HorizontalPodAutoscaler autoscaling::v2 { spec "spec" }
    "batch/v1" CronJob batch::v1 { spec "spec" }
    "batch/v1" Job batch::v1 { spec "spec" }
    "networking.k8s.io/v1" Ingress networking::v1 { spec "spec" }
    "networking.k8s.io/v1" IngressClass networking::v1 { spec "spec" }
    "networking.k8s.io/v1" NetworkPolicy networking::v1 { spec "spec" }
    "policy/v1" PodDisruptionBudget policy::v1 { spec "spec" }
    "rbac.authorization.k8s.io/v1" ClusterRole rbac::v1 { aggregation_rule "aggregationRule" rules "rules" }
    "rbac.authorization.k8s.io/v1" ClusterRoleBinding rbac::v1 { role_ref "roleRef" subjects "subjects" }
    "rbac.authorization.k8s.io/v1" Role rbac::v1 { rules "rules" }
    "rbac.authorization.k8s.io/v1" RoleBinding rbac::v1 { role_ref "roleRef" subjects "subjects" }
    "storage.k8s.io/v1" StorageClass storage::v1 { allow_volume_expansion "allowVolumeExpansion" mount_options "mountOptions" parameters "parameters" provisioner "provisioner" reclaim_policy "reclaimPolicy" volume_binding_mode "volumeBindingMode" }
    "v1" ConfigMap core::v1 { binary_data "binaryData" data "data" immutable "immutable" }
    "v1" Namespace core::v1 { spec "spec" }
    "v1" PersistentVolume core::v1 { spec "spec" }
    "v1" PersistentVolumeClaim core::v1 { spec "spec" }
    "v1" Pod core::v1 { spec "spec" }
    "v1" ReplicationController core::v1 { spec "spec" }
    "v1" Secret core::v1 { data "data" immutable "immutable" string_data "stringData" type_ "type" }
    "v1" Service core::v1 { spec "spec" }
    "v1" ServiceAccount core::v1 { automount_service_account_token "automountServiceAccountToken" image_pull_secrets "imagePullSecrets" secrets "secrets" }
}
