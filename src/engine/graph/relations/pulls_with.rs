//! Workload or ServiceAccount → the Secrets that images are pulled with. A kubelet that lacks one tries without.
//!
//! Source: API references `PodSpec.imagePullSecrets`, `ServiceAccount.imagePullSecrets`.

use super::{Edges, Relation};
use crate::engine::objects::workload;

/// See the module.
pub const RELATION: Relation = Relation { id: "pulls_with", phrase: "pulls images with", find };

fn find(out: &mut Edges<'_, '_>) {
    let (Some(walk), Some(object)) = (out.walk(), out.object()) else { return };
    let lists = match workload::pods(object) {
        Some(pods) => walk.follow(pods.spec_route).key("imagePullSecrets"),
        None if object.id.kind == "ServiceAccount" => walk.key("imagePullSecrets"),
        None => return,
    };
    for at in lists.items().iter().map(|item| item.key("name")) {
        let id = out.beside("", "Secret", at.text());
        out.present("pulls_with", &id, &at);
    }
}
