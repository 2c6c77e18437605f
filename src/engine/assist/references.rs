//! Which fields name something else, and what: the one table behind names to choose, definitions and users.
//!
//! Source: API reference of the fields' types.

use std::sync::LazyLock;

use crate::engine::objects::ObjectId;
use crate::engine::schema::{self, TypeId};
use crate::engine::table::{self, TypeRows};

/// What the value of a field names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// An object of this group and kind: of the namespace of the object at hand, or of none.
    Object(&'static str, &'static str),
    /// An object whose kind is written beside it.
    Typed,
    /// A key of the object of this kind that is named beside it.
    Key(&'static str),
    /// A key of the object that the mapping around names.
    KeyAround,
    /// A volume of the same pod.
    Volume,
    /// A container of the same pod.
    Container,
    /// A port of the same container.
    OwnPort,
    /// A port of the pods that the selector beside the ports finds.
    TargetPort,
    /// A port of the Service that is named around.
    ServicePort,
}

const RBAC: &str = "rbac.authorization.k8s.io";
const SECRET: Names = Names::Object("", "Secret");
const CONFIG_MAP: Names = Names::Object("", "ConfigMap");
const SERVICE: Names = Names::Object("", "Service");
const NAMESPACE: Names = Names::Object("", "Namespace");
const CLASS: Names = Names::Object("storage.k8s.io", "StorageClass");

const ROWS: &[TypeRows<Names>] = &[
    ("ConfigMapEnvSource", &[("name", CONFIG_MAP)]),
    ("ConfigMapKeySelector", &[("key", Names::Key("ConfigMap")), ("name", CONFIG_MAP)]),
    ("ConfigMapProjection", &[("name", CONFIG_MAP)]),
    ("ConfigMapVolumeSource", &[("name", CONFIG_MAP)]),
    ("ContainerResourceMetricSource", &[("container", Names::Container)]),
    ("CrossVersionObjectReference", &[("name", Names::Typed)]),
    ("GRPCAction", &[("port", Names::OwnPort)]),
    ("HTTPGetAction", &[("port", Names::OwnPort)]),
    ("IngressServiceBackend", &[("name", SERVICE)]),
    ("IngressSpec", &[("ingressClassName", Names::Object("networking.k8s.io", "IngressClass"))]),
    ("IngressTLS", &[("secretName", SECRET)]),
    ("KeyToPath", &[("key", Names::KeyAround)]),
    ("LocalObjectReference", &[("name", SECRET)]),
    ("ObjectMeta", &[("namespace", NAMESPACE)]),
    (
        "PersistentVolumeClaimSpec",
        &[("storageClassName", CLASS), ("volumeName", Names::Object("", "PersistentVolume"))],
    ),
    ("PersistentVolumeClaimVolumeSource", &[("claimName", Names::Object("", "PersistentVolumeClaim"))]),
    ("PersistentVolumeSpec", &[("storageClassName", CLASS)]),
    (
        "PodSpec",
        &[
            ("nodeName", Names::Object("", "Node")),
            ("priorityClassName", Names::Object("scheduling.k8s.io", "PriorityClass")),
            ("runtimeClassName", Names::Object("node.k8s.io", "RuntimeClass")),
            ("serviceAccount", Names::Object("", "ServiceAccount")),
            ("serviceAccountName", Names::Object("", "ServiceAccount")),
        ],
    ),
    ("ResourceFieldSelector", &[("containerName", Names::Container)]),
    ("RoleRef", &[("name", Names::Typed)]),
    ("SecretEnvSource", &[("name", SECRET)]),
    ("SecretKeySelector", &[("key", Names::Key("Secret")), ("name", SECRET)]),
    ("SecretProjection", &[("name", SECRET)]),
    ("SecretVolumeSource", &[("secretName", SECRET)]),
    ("ServiceBackendPort", &[("name", Names::ServicePort), ("number", Names::ServicePort)]),
    ("ServicePort", &[("targetPort", Names::TargetPort)]),
    ("StatefulSetSpec", &[("serviceName", SERVICE)]),
    ("Subject", &[("name", Names::Typed), ("namespace", NAMESPACE)]),
    ("TCPSocketAction", &[("port", Names::OwnPort)]),
    ("VolumeDevice", &[("name", Names::Volume)]),
    ("VolumeMount", &[("name", Names::Volume)]),
];

static TOPICS: &[&[TypeRows<Names>]] = &[ROWS];

/// The fields of a type that name something.
#[must_use]
pub fn of_type(ty: TypeId) -> &'static [(&'static str, Names)] {
    static BY_TYPE: LazyLock<Vec<&[(&str, Names)]>> =
        LazyLock::new(|| schema::type_names().map(|name| table::rows(TOPICS, name)).collect());
    BY_TYPE.get(ty.index()).copied().unwrap_or_default()
}

/// What a field names.
#[must_use]
pub fn names(ty: TypeId, field: &str) -> Option<Names> {
    of_type(ty).iter().find(|(name, _)| *name == field).map(|(_, names)| *names)
}

/// The group and kind of the objects that a field names; `beside` reads fields of the same mapping.
#[must_use]
pub fn kind<'a>(names: Names, beside: impl Fn(&str) -> &'a str) -> Option<(&'a str, &'a str)> {
    match names {
        Names::Object(group, kind) => Some((group, kind)),
        Names::Typed => {
            let (version, kind) = (beside("apiVersion"), beside("kind"));
            let written = version.rsplit_once('/').map_or(beside("apiGroup"), |(group, _)| group);
            let usual = if matches!(kind, "Role" | "ClusterRole") { RBAC } else { "" };
            (!kind.is_empty()).then_some((if written.is_empty() { usual } else { written }, kind))
        }
        _ => None,
    }
}

/// The id of an object that is named from a namespace.
#[must_use]
pub fn id((group, kind): (&str, &str), namespace: &str, name: &str) -> ObjectId {
    let clustered = schema::kinds().any(|k| k.kind == kind && k.group == group && !k.namespaced);
    ObjectId::new(group, kind, (!clustered).then_some(namespace), name)
}

/// Whether pairs below a field of this type are labels that pods are found by.
#[must_use]
pub fn is_selector(type_name: &str, field: &str) -> bool {
    matches!(
        (type_name, field),
        ("LabelSelector", "matchLabels") | ("ServiceSpec" | "ReplicationControllerSpec", "selector")
    )
}

/// The field of a type that pods are found by, if it has one.
#[must_use]
pub fn selector(ty: TypeId) -> Option<&'static str> {
    static BY_TYPE: LazyLock<Vec<Option<&str>>> = LazyLock::new(|| {
        let field = |name: &str| ["matchLabels", "selector"].into_iter().find(|field| is_selector(name, field));
        schema::type_names().map(field).collect()
    });
    BY_TYPE.get(ty.index()).copied().flatten()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_names_what_exists() {
        crate::engine::table::tests::check(super::TOPICS);
    }
}
