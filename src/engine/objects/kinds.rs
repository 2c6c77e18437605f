//! The kinds that are decoded: one row each.

use k8s_openapi::api::{apps, autoscaling, batch, core, networking, policy, rbac, storage};
use serde::{Deserialize, Deserializer};

macro_rules! kinds {
    ($($version:literal $kind:ident $type:ty;)*) => {
        /// The typed value of an object.
        #[derive(Clone, Debug, Default)]
        pub enum Typed {
            $(#[doc = concat!("`", $version, "` ", stringify!($kind))] $kind(Box<$type>),)*
            /// A kind without a row, or a value beyond decoding.
            #[default]
            Other,
        }

        /// Decode by API version and kind.
        pub(super) fn decode<'de>(api_version: &str, kind: &str, from: impl Deserializer<'de>) -> Typed {
            match (api_version, kind) {
                $(($version, stringify!($kind)) => <$type>::deserialize(from)
                    .map_or(Typed::Other, |typed| Typed::$kind(Box::new(typed))),)*
                _ => Typed::Other,
            }
        }
    };
}

kinds! {
    "apps/v1" DaemonSet apps::v1::DaemonSet;
    "apps/v1" Deployment apps::v1::Deployment;
    "apps/v1" ReplicaSet apps::v1::ReplicaSet;
    "apps/v1" StatefulSet apps::v1::StatefulSet;
    "autoscaling/v2" HorizontalPodAutoscaler autoscaling::v2::HorizontalPodAutoscaler;
    "batch/v1" CronJob batch::v1::CronJob;
    "batch/v1" Job batch::v1::Job;
    "networking.k8s.io/v1" Ingress networking::v1::Ingress;
    "networking.k8s.io/v1" IngressClass networking::v1::IngressClass;
    "networking.k8s.io/v1" NetworkPolicy networking::v1::NetworkPolicy;
    "policy/v1" PodDisruptionBudget policy::v1::PodDisruptionBudget;
    "rbac.authorization.k8s.io/v1" ClusterRole rbac::v1::ClusterRole;
    "rbac.authorization.k8s.io/v1" ClusterRoleBinding rbac::v1::ClusterRoleBinding;
    "rbac.authorization.k8s.io/v1" Role rbac::v1::Role;
    "rbac.authorization.k8s.io/v1" RoleBinding rbac::v1::RoleBinding;
    "storage.k8s.io/v1" StorageClass storage::v1::StorageClass;
    "v1" ConfigMap core::v1::ConfigMap;
    "v1" Namespace core::v1::Namespace;
    "v1" PersistentVolume core::v1::PersistentVolume;
    "v1" PersistentVolumeClaim core::v1::PersistentVolumeClaim;
    "v1" Pod core::v1::Pod;
    "v1" ReplicationController core::v1::ReplicationController;
    "v1" Secret core::v1::Secret;
    "v1" Service core::v1::Service;
    "v1" ServiceAccount core::v1::ServiceAccount;
}
