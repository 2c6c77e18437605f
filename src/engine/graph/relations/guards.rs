//! PodDisruptionBudget and NetworkPolicy → the workloads whose pods they are about.
//!
//! Source: API references `PodDisruptionBudgetSpec.selector` (in policy/v1 an empty selector matches
//! all pods of the namespace, an absent one none) and `NetworkPolicySpec.podSelector`.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::{Edges, Relation};
use crate::engine::graph::{Detail, End};
use crate::engine::objects::value::selector;
use crate::engine::objects::{Typed, workload};
use crate::engine::workspace::ObjectIndex;
use crate::engine::yaml::Route;
use crate::route;

/// See the module.
pub const RELATION: Relation = Relation { id: "guards", phrase: "guards", find };

fn find(out: &mut Edges<'_, '_>) {
    match out.object().map(|o| &o.typed) {
        Some(Typed::PodDisruptionBudget(budget)) => {
            if let Some(selector) = budget.spec.as_ref().and_then(|s| s.selector.as_ref()) {
                edges(out, selector, &route!["spec", "selector"]);
            }
        }
        Some(Typed::NetworkPolicy(policy)) => {
            let selector = policy.spec.as_ref().and_then(|s| s.pod_selector.clone()).unwrap_or_default();
            edges(out, &selector, &route!["spec", "podSelector"]);
        }
        _ => {}
    }
}

fn edges(out: &mut Edges<'_, '_>, wanted: &LabelSelector, at: &Route) {
    let namespace = out.object().map_or("default", |o| o.namespace());
    let found: Vec<ObjectIndex> = out
        .objects
        .candidates(namespace, wanted.match_labels.as_ref())
        .into_iter()
        .filter(|n| {
            let pods = out.objects.get(*n).and_then(|l| workload::pods(l.object));
            pods.is_some_and(|p| selector::matches(wanted, p.labels))
        })
        .collect();
    if found.is_empty() && !selector::is_empty(wanted) {
        out.push("guards", End::Nothing, at.clone(), Detail::Whole, false);
    }
    for index in found {
        out.push("guards", End::Present(index), at.clone(), Detail::Whole, false);
    }
}
