//! Claim → the volume that it names, and volume → the claim that it is kept for.
//!
//! Source: API references `PersistentVolumeClaimSpec.volumeName`, `PersistentVolumeSpec.claimRef`.

use super::{Edges, Relation};
use crate::engine::objects::ObjectId;

/// See the module.
pub const RELATION: Relation = Relation { id: "binds", phrase: "is bound to", find };

fn find(out: &mut Edges<'_, '_>) {
    let (Some(walk), Some(object)) = (out.walk(), out.object()) else { return };
    match object.id.kind.as_str() {
        "PersistentVolumeClaim" => {
            let at = walk.path("spec.volumeName");
            out.present("binds", &ObjectId::new("", "PersistentVolume", None, at.text()), &at);
        }
        "PersistentVolume" => {
            let at = walk.path("spec.claimRef");
            let (namespace, name) = (at.key("namespace").text(), at.key("name"));
            let id = ObjectId::new("", "PersistentVolumeClaim", Some(namespace), name.text());
            out.present("binds", &id, &name);
        }
        _ => {}
    }
}
