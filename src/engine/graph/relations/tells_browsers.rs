//! Workload or ConfigMap → Services whose addresses it builds into what a browser loads: `NEXT_PUBLIC_…`, `VITE_…`.
//! A browser is outside the cluster and cannot resolve them.

use super::{Edges, Relation, calls};
use crate::engine::graph::addresses;

/// See the module.
pub const RELATION: Relation =
    Relation { id: "tells_browsers", phrase: "tells browsers, which cannot reach it, the address of", find };

fn find(out: &mut Edges<'_, '_>) {
    calls::values(out, "tells_browsers", addresses::is_of_browsers);
}
