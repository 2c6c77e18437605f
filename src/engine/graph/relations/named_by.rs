//! StatefulSet → the Service that gives its pods their DNS names.
//!
//! Source: API reference `StatefulSetSpec.serviceName`.

use super::{Edges, Relation};
use crate::engine::graph::Detail;
use crate::engine::objects::Typed;
use crate::route;

/// See the module.
pub const RELATION: Relation = Relation { id: "named_by", phrase: "gets its pods' names from", find };

fn find(out: &mut Edges<'_, '_>) {
    let Some(Typed::StatefulSet(set)) = out.object().map(|o| &o.typed) else { return };
    if let Some(name) = &set.spec.service_name {
        let id = out.beside("", "Service", name);
        out.named("named_by", id, route!["spec", "serviceName"], |_| Detail::Whole, false);
    }
}
