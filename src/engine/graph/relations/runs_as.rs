//! Workload → the ServiceAccount that its pods run as, where one is named.
//!
//! Source: API reference `PodSpec.serviceAccountName`; the account `default` exists everywhere.

use super::{Edges, Relation};
use crate::engine::graph::Detail;
use crate::engine::objects::workload;
use crate::route;

/// See the module.
pub const RELATION: Relation = Relation { id: "runs_as", phrase: "runs as", find };

fn find(out: &mut Edges<'_, '_>) {
    let Some(pods) = out.object().and_then(workload::pods) else { return };
    let named = pods.spec.service_account_name.as_deref().map(|n| ("serviceAccountName", n));
    let old = pods.spec.service_account.as_deref().map(|n| ("serviceAccount", n));
    if let Some((field, name)) = named.or(old).filter(|(_, n)| *n != "default") {
        let id = out.beside("", "ServiceAccount", name);
        out.named("runs_as", id, route![pods.spec_route; field], |_| Detail::Whole, false);
    }
}
