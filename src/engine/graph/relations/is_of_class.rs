//! Object → the class that it names: of Ingresses, gateways, storage, priority or runtime.
//!
//! Classes mostly belong to the cluster: one that is not in the set is nothing to report.

use super::{Edges, Relation};
use crate::engine::objects::{ObjectId, workload};
use crate::engine::yaml::Walk;

/// See the module.
pub const RELATION: Relation = Relation { id: "is_of_class", phrase: "is of class", find };

/// Kind that has the field, the field, group and kind of the class.
const CLASSES: [(&str, &str, &str, &str); 4] = [
    ("Gateway", "spec.gatewayClassName", "gateway.networking.k8s.io", "GatewayClass"),
    ("Ingress", "spec.ingressClassName", "networking.k8s.io", "IngressClass"),
    ("PersistentVolume", "spec.storageClassName", "storage.k8s.io", "StorageClass"),
    ("PersistentVolumeClaim", "spec.storageClassName", "storage.k8s.io", "StorageClass"),
];

fn find(out: &mut Edges<'_, '_>) {
    let (Some(walk), Some(object)) = (out.walk(), out.object()) else { return };
    for (_, field, group, kind) in CLASSES.iter().filter(|(owner, ..)| *owner == object.id.kind) {
        edge(out, group, kind, &walk.path(field));
    }
    if let Some(pods) = workload::pods(object) {
        let spec = walk.follow(pods.spec_route);
        edge(out, "scheduling.k8s.io", "PriorityClass", &spec.key("priorityClassName"));
        edge(out, "node.k8s.io", "RuntimeClass", &spec.key("runtimeClassName"));
    }
    for claim in walk.path("spec.volumeClaimTemplates").items() {
        edge(out, "storage.k8s.io", "StorageClass", &claim.path("spec.storageClassName"));
    }
}

fn edge(out: &mut Edges<'_, '_>, group: &str, kind: &str, at: &Walk<'_>) {
    out.present("is_of_class", &ObjectId::new(group, kind, None, at.text()), at);
}
