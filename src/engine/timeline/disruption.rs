//! A node is drained while budgets hold: which pods may go when, and whether that ever ends.
//!
//! Sources: `pkg/controller/disruption` (`getExpectedPodCount`: percentages round up, whatever they are of),
//! `pkg/registry/core/pod/storage` (`eviction.go`), `kubectl drain` (what is refused is asked again every 5 s).
//!
//! What is assumed, and said: pods are spread evenly over the nodes and the drained node has the larger share,
//! every pod is ready to begin with, and other nodes have room for all.

use std::collections::BTreeMap;

use super::scheduling;
use crate::engine::Analysis;
use crate::engine::graph::{Edge, End};
use crate::engine::objects::value::selector;
use crate::engine::objects::{Typed, workload};
use crate::engine::workspace::{Located, ObjectIndex};
use crate::engine::yaml::Walk;

/// Seconds between two attempts to evict (`kubectl drain`).
pub const RETRY: i64 = 5;
/// A drain is looked at no longer, in seconds.
const LONGEST: i64 = 3600;

/// What the manifests do not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Nodes that take pods.
    pub nodes: i64,
    /// Pods of a workload on the drained node, by the workload's key, where that is known.
    pub on_node: BTreeMap<String, i64>,
    /// Pods of a workload that are not ready and do not become so, by the workload's key; those on the node first.
    pub unready: BTreeMap<String, i64>,
    /// Seconds from a new pod's creation until it is ready; none if it never is.
    pub ready_after: Option<i64>,
    /// Seconds from an eviction until the pod is gone.
    pub stop_after: i64,
}

impl Default for Scenario {
    fn default() -> Self {
        let none = BTreeMap::new;
        Self { nodes: 2, on_node: none(), unready: none(), ready_after: Some(10), stop_after: 0 }
    }
}

/// An attempt that let something go, or the first that did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Seconds from the beginning.
    pub at: i64,
    /// Pods that may go.
    pub evicted: i64,
    /// Pods that are refused.
    pub refused: i64,
    /// Ready pods of the workload afterwards, on all nodes.
    pub healthy: i64,
}

/// How the drain goes for one workload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drained {
    /// The workload.
    pub workload: ObjectIndex,
    /// Its pods in all, and on the node.
    pub pods: (i64, i64),
    /// The budgets that select its pods.
    pub budgets: Vec<ObjectIndex>,
    /// Pods that have to be ready: none where there is no budget.
    pub wanted: Option<i64>,
    /// What happens.
    pub attempts: Vec<Attempt>,
    /// When its last pod on the node is gone; none if that never comes.
    pub ends_at: Option<i64>,
    /// Why it does not end, or what has to be said to `kubectl drain`.
    pub note: Option<&'static str>,
}

/// Nodes that take pods: the workers of a kind cluster in the files, or two.
#[must_use]
pub fn nodes(analysis: &Analysis) -> i64 {
    let kind = scheduling::kind_nodes(&analysis.workspace);
    let free = kind.map(|nodes| nodes.iter().filter(|node| node.taints.is_empty()).count());
    free.and_then(|n| i64::try_from(n).ok()).unwrap_or(Scenario::default().nodes)
}

/// The drain of a node, workload by workload: they do not wait for one another.
#[must_use]
pub fn drain(analysis: &Analysis, scenario: &Scenario) -> Vec<Drained> {
    let all = analysis.objects.in_order();
    all.iter().filter_map(|(index, at)| one(analysis, scenario, *index, at)).collect()
}

fn one(analysis: &Analysis, scenario: &Scenario, workload: ObjectIndex, at: &Located<'_>) -> Option<Drained> {
    let pods = workload::pods(at.object)?;
    let key = at.object.id.key();
    let daemon = matches!(at.object.typed, Typed::DaemonSet(_));
    let count = if daemon { scenario.nodes.max(1) } else { i64::from(pods.replicas?).max(least(analysis, workload)) };
    let share = if daemon { 1 } else { even(count, scenario.nodes) };
    let here = scenario.on_node.get(&key).copied().unwrap_or(share).clamp(0, count);
    let budgets = budgets(analysis, at);
    let mut out = Drained {
        workload,
        pods: (count, here),
        budgets: budgets.iter().map(|(index, _)| *index).collect(),
        wanted: None,
        attempts: Vec::new(),
        ends_at: Some(0),
        note: None,
    };
    if daemon {
        out.note = Some("pods of a DaemonSet stay: `--ignore-daemonsets` has to be said");
        return Some(out);
    }
    if matches!(at.object.typed, Typed::Pod(_)) {
        out.note = Some("nobody makes this pod again: `--force` has to be said, and then it is gone for good");
    }
    if budgets.len() > 1 {
        out.ends_at = None;
        out.note = Some("more than one budget selects its pods: every eviction is answered with an error");
        return Some(out);
    }
    let budget = budgets.first().map(|(index, spec)| Budget::of(spec, count, covered(analysis, at, *index)));
    out.wanted = budget.as_ref().map(|b| b.wanted);
    let unready = scenario.unready.get(&key).copied().unwrap_or(0).clamp(0, count);
    let bare = matches!(at.object.typed, Typed::Pod(_));
    Run {
        scenario,
        budget,
        again: !bare,
        stateful: matches!(at.object.typed, Typed::StatefulSet(_)),
        here,
        count,
        unready,
    }
    .play(&mut out);
    Some(out)
}

/// An autoscaler keeps as many at the least.
fn least(analysis: &Analysis, workload: ObjectIndex) -> i64 {
    let leads = |edge: &Edge| edge.relation == "scales" && edge.to == End::Present(workload);
    let scales = |index: &ObjectIndex| analysis.graph.from(*index).iter().any(leads);
    let found = analysis.objects.in_order().into_iter().find(|(index, _)| scales(index));
    found.map_or(0, |(_, at)| at.walk().path("spec.minReplicas").int().unwrap_or(1).clamp(0, 1_000_000))
}

/// The larger share of pods that are spread evenly.
fn even(pods: i64, nodes: i64) -> i64 {
    let nodes = nodes.max(1);
    pods / nodes + i64::from(pods % nodes > 0)
}

/// Budgets of the namespace that select the pods.
fn budgets<'a>(analysis: &'a Analysis, at: &Located<'_>) -> Vec<(ObjectIndex, Walk<'a>)> {
    let labels = workload::pods(at.object).map(|p| p.labels);
    let selects = |other: &Located<'_>| {
        let Typed::PodDisruptionBudget(budget) = &other.object.typed else { return false };
        let wanted = budget.spec.as_ref().and_then(|s| s.selector.as_ref());
        let near = other.object.namespace() == at.object.namespace();
        near && wanted.zip(labels).is_some_and(|(wanted, labels)| selector::matches(wanted, labels))
    };
    let found = analysis.objects.in_order().into_iter().filter(|(_, other)| selects(other));
    found.map(|(index, other)| (index, other.walk().key("spec"))).collect()
}

/// Pods of other workloads under the same budget: its numbers are of all of them.
fn covered(analysis: &Analysis, at: &Located<'_>, budget: ObjectIndex) -> i64 {
    let others = analysis.objects.in_order().into_iter().filter(|(_, other)| other.object.id != at.object.id);
    let same = |other: &Located<'_>| budgets(analysis, other).iter().any(|(index, _)| *index == budget);
    let count = |other: Located<'_>| workload::pods(other.object).and_then(|p| p.replicas).map_or(0, i64::from);
    others.filter(|(_, other)| same(other)).map(|(_, other)| count(other)).sum()
}

/// A budget in numbers.
#[derive(Clone, Copy, Debug)]
struct Budget {
    /// Pods that have to be ready, of all that it is about.
    wanted: i64,
    /// Ready pods of other workloads.
    others: i64,
    /// Pods that are not ready may always go.
    lenient: bool,
}

impl Budget {
    fn of(spec: &Walk<'_>, own: i64, others: i64) -> Self {
        let all = own + others;
        let number = |at: Walk<'_>| {
            let percent = at.text().strip_suffix('%').and_then(|p| p.parse::<i64>().ok());
            let up = |p: i64| (p.clamp(0, 100) * all + 99) / 100;
            percent.map(up).or_else(|| at.int()).unwrap_or(0).max(0)
        };
        let most = spec.key("maxUnavailable");
        let wanted = if most.is_there() { (all - number(most)).max(0) } else { number(spec.key("minAvailable")) };
        let lenient = spec.key("unhealthyPodEvictionPolicy").text() == "AlwaysAllow";
        Self { wanted, others, lenient }
    }
}

struct Run<'a> {
    scenario: &'a Scenario,
    budget: Option<Budget>,
    /// Somebody makes another pod.
    again: bool,
    /// The other pod comes only when the first is gone.
    stateful: bool,
    here: i64,
    count: i64,
    unready: i64,
}

impl Run<'_> {
    fn play(self, out: &mut Drained) {
        let mut bad = self.unready.min(self.here);
        let (mut left, mut healthy, mut now) = (self.here, self.count - self.unready, 0);
        let mut coming: Vec<(i64, i64)> = Vec::new();
        while left > 0 {
            let arrived: i64 = coming.iter().filter(|(at, _)| *at <= now).map(|(_, n)| n).sum();
            coming.retain(|(at, _)| *at > now);
            healthy += arrived;
            let (worst, good) = self.allowed(healthy, left, bad);
            let evicted = worst + good;
            (left, bad, healthy) = (left - evicted, bad - worst, healthy - good);
            if evicted > 0 || out.attempts.last().is_none_or(|last| last.refused == 0 || last.evicted > 0) {
                out.attempts.push(Attempt { at: now, evicted, refused: left, healthy });
            }
            if let Some(ready) = self.scenario.ready_after.filter(|_| self.again && evicted > 0) {
                let wait = if self.stateful { self.scenario.stop_after } else { 0 };
                coming.push((now + wait.clamp(0, LONGEST) + ready.clamp(0, LONGEST), evicted));
            }
            let next = coming.iter().map(|(at, _)| *at).min();
            if left > 0 && evicted == 0 && (next.is_none() || now > LONGEST) {
                out.ends_at = None;
                out.note = Some(self.why(healthy, bad));
                return;
            }
            // The next attempt at or after the next change.
            let change = next.unwrap_or(now).max(now + 1);
            now = if left > 0 { (change + RETRY - 1) / RETRY * RETRY } else { now };
        }
        out.ends_at = Some(now + self.scenario.stop_after.clamp(0, LONGEST)).filter(|_| self.here > 0).or(Some(0));
    }

    /// How many pods that are not ready, and that are, may go.
    fn allowed(&self, healthy: i64, left: i64, bad: i64) -> (i64, i64) {
        let Some(budget) = &self.budget else { return (bad, left - bad) };
        let all = healthy + budget.others;
        // `IfHealthyBudget`: those that are not ready may go while enough others are.
        let worst = if budget.lenient || (all >= budget.wanted && budget.wanted > 0) { bad } else { 0 };
        let spare = (all - budget.wanted).max(0);
        let good = spare.min(left - bad);
        // What is not ready may use the allowance, too.
        let more = (spare - good).min(bad - worst);
        (worst + more.max(0), good)
    }

    fn why(&self, healthy: i64, bad: i64) -> &'static str {
        let wanted = self.budget.map_or(0, |b| b.wanted - b.others);
        match () {
            () if wanted >= self.count => {
                "the budget lets no pod go, whatever happens: it wants as many ready pods as there are"
            }
            () if bad > 0 => "pods that are not ready are not let go (IfHealthyBudget) while too few others are ready",
            () if healthy <= wanted => "too few pods are ready, and no more become so",
            () => "it does not come to an end",
        }
    }
}

#[cfg(test)]
mod tests;
