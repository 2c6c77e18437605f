//! Workload → what its controller makes: a ReplicaSet with pods, pods with stable names, claims.
//!
//! Source: `pkg/controller/deployment`, `pkg/controller/statefulset` (`getPodName`,
//! `getPersistentVolumeClaimName`), `pkg/controller/job`, `pkg/controller/cronjob`.

use super::{Edges, Relation};
use crate::engine::graph::{Detail, End};
use crate::engine::objects::{Object, Typed, defaults};
use crate::route;

/// See the module.
pub const RELATION: Relation = Relation { id: "owns", phrase: "creates", find };

/// Named pods and claims that are listed one by one; beyond, a number says it.
const LISTED: i32 = 10;

fn find(out: &mut Edges<'_, '_>) {
    let Some(object) = out.object() else { return };
    let name = &object.id.name;
    match &object.typed {
        Typed::Deployment(d) => derived(out, "apps", "ReplicaSet", &format!("{name}-<hash>"), defaults::replicas(d)),
        Typed::ReplicaSet(r) => derived(out, "", "Pod", &format!("{name}-<id>"), r.spec.replicas.unwrap_or(1)),
        Typed::Job(j) => {
            let count = j.spec.as_ref().and_then(|s| s.parallelism).unwrap_or(1);
            derived(out, "", "Pod", &format!("{name}-<id>"), count);
        }
        Typed::CronJob(_) => derived(out, "batch", "Job", &format!("{name}-<time>"), 1),
        Typed::StatefulSet(_) => ordinals(out, object),
        _ => {}
    }
}

fn derived(out: &mut Edges<'_, '_>, group: &str, kind: &str, name: &str, count: i32) {
    let id = out.beside(group, kind, name);
    out.push("owns", End::Derived(id, count), route!["spec"], Detail::Whole, false);
}

fn ordinals(out: &mut Edges<'_, '_>, object: &Object) {
    let Typed::StatefulSet(set) = &object.typed else { return };
    let first = set.spec.ordinals.as_ref().and_then(|o| o.start).unwrap_or(0);
    let count = set.spec.replicas.unwrap_or(1);
    for n in 0..count.clamp(0, LISTED) {
        let pod = format!("{}-{}", object.id.name, first.saturating_add(n));
        for template in set.spec.volume_claim_templates.iter().flatten() {
            let name = template.metadata.name.as_deref().unwrap_or("");
            derived(out, "", "PersistentVolumeClaim", &format!("{name}-{pod}"), 1);
        }
        derived(out, "", "Pod", &pod, 1);
    }
}
