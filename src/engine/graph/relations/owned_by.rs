//! Object → its owners, with which it is deleted.
//!
//! Source: API reference `OwnerReference`: an owner is of the same namespace, or of none.

use super::{Edges, Relation};
use crate::engine::objects::ObjectId;

/// See the module.
pub const RELATION: Relation = Relation { id: "owned_by", phrase: "belongs to", find };

fn find(out: &mut Edges<'_, '_>) {
    let (Some(walk), Some(object)) = (out.walk(), out.object()) else { return };
    for owner in walk.path("metadata.ownerReferences").items() {
        let group = owner.key("apiVersion").text().rsplit_once('/').map_or("", |(group, _)| group);
        let at = owner.key("name");
        let id = |namespace| ObjectId::new(group, owner.key("kind").text(), namespace, at.text());
        out.present("owned_by", &id(object.id.namespace.as_deref()), &at);
        if object.id.namespace.is_some() {
            out.present("owned_by", &id(None), &at);
        }
    }
}
