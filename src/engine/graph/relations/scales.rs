//! HorizontalPodAutoscaler → the workload whose replicas it sets.
//!
//! Source: API reference `CrossVersionObjectReference`.

use super::{Edges, Relation};
use crate::engine::graph::Detail;
use crate::engine::objects::Typed;
use crate::route;

/// See the module.
pub const RELATION: Relation = Relation { id: "scales", phrase: "scales", find };

fn find(out: &mut Edges<'_, '_>) {
    let Some(Typed::HorizontalPodAutoscaler(hpa)) = out.object().map(|o| &o.typed) else { return };
    let target = &hpa.spec.scale_target_ref;
    let group = target.api_version.as_deref().and_then(|v| v.rsplit_once('/')).map_or("", |(group, _)| group);
    let id = out.beside(group, &target.kind, &target.name);
    out.named("scales", id, route!["spec", "scaleTargetRef", "name"], |_| Detail::Whole, false);
}
