//! Workload → PersistentVolumeClaim that its volumes use.
//!
//! Source: API reference `PersistentVolumeClaimVolumeSource`.

use super::{Edges, Relation};
use crate::engine::graph::Detail;
use crate::engine::objects::workload;
use crate::route;

/// See the module.
pub const RELATION: Relation = Relation { id: "claims", phrase: "stores data on", find };

fn find(out: &mut Edges<'_, '_>) {
    let Some(pods) = out.object().and_then(workload::pods) else { return };
    for (n, volume) in pods.spec.volumes.iter().flatten().enumerate() {
        if let Some(claim) = &volume.persistent_volume_claim {
            let id = out.beside("", "PersistentVolumeClaim", &claim.claim_name);
            let route = route![pods.spec_route; "volumes", n, "persistentVolumeClaim", "claimName"];
            out.named("claims", id, route, |_| Detail::Whole, false);
        }
    }
}
