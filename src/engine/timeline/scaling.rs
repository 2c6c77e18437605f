//! A HorizontalPodAutoscaler under a load that changes: how many pods it wants when.
//!
//! Sources: `pkg/controller/podautoscaler` (`horizontal.go`: `reconcileAutoscaler`, `stabilizeRecommendation…`,
//! `convertDesiredReplicasWith…`, `calculateScaleUpLimit…`; `replica_calculator.go`: `GetResourceReplicas`,
//! `calcPlainMetricReplicas`), `pkg/apis/autoscaling/v2/defaults.go`.
//!
//! What is simplified, and said: the load is shared out evenly among the ready pods and asks for nothing else;
//! metrics are of the same instant, or as old as [`Scenario::lag`]; a pod that is not ready yet has no metrics.

mod metric;
mod policy;

use metric::Load;
use policy::{Limits, Memory};

use crate::engine::Analysis;
use crate::engine::objects::value::quantity::milli;
use crate::engine::objects::{ObjectId, Typed, workload};
use crate::engine::workspace::Located;
use crate::engine::yaml::Walk;

/// Seconds between two looks (`--horizontal-pod-autoscaler-sync-period`).
pub const PERIOD: i64 = 15;
/// No trajectory is longer, in seconds.
const LONGEST: i64 = 7 * 24 * 3600;
/// No number of pods is taken to be higher.
const MOST: i64 = 1_000_000_000;

/// What the manifests do not say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scenario {
    /// The load over time, in thousandths of the metric's unit for all pods together: millicores for cpu,
    /// thousandths of a byte for memory, of a request per second for others. From the second of a point on it
    /// is that; before the first point it is nothing.
    pub load: Vec<(i64, i64)>,
    /// What all containers of a pod request of the resource, in thousandths. Needed for targets in percent.
    pub request: Option<i64>,
    /// Pods at the beginning, all ready.
    pub replicas: i64,
    /// Seconds from a pod's creation until it is ready.
    pub ready_after: i64,
    /// How old the metrics are, in seconds.
    pub lag: i64,
    /// Seconds to look at.
    pub until: i64,
    /// Whether `behavior.*.tolerance` counts: it does from 1.35 on (`HPAConfigurableTolerance`).
    pub own_tolerance: bool,
}

/// What one look comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Seconds from the beginning.
    pub at: i64,
    /// The load at that time, in thousandths of its unit.
    pub load: i64,
    /// Pods that are ready.
    pub ready: i64,
    /// Pods before the look.
    pub replicas: i64,
    /// What the metrics alone ask for, between the least and the most.
    pub recommended: i64,
    /// What is wanted after stabilization and policies.
    pub desired: i64,
}

/// A whole trajectory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trajectory {
    /// Every look, in order of time.
    pub looks: Vec<Look>,
    /// The most pods at any time.
    pub most: i64,
    /// Why it cannot scale, if it cannot.
    pub trouble: Option<&'static str>,
}

/// The trajectory of an autoscaler (its object, as it is written); each metric sees the same load.
#[must_use]
pub fn play(hpa: &Walk<'_>, scenario: &Scenario) -> Trajectory {
    let spec = hpa.key("spec");
    let (least, most) = (spec.key("minReplicas").int().unwrap_or(1), spec.key("maxReplicas").int().unwrap_or(1));
    let (least, most) = (least.clamp(0, MOST), most.clamp(0, MOST));
    let targets = match metric::targets(&spec, scenario) {
        Ok(targets) => targets,
        Err(trouble) => return Trajectory { trouble: Some(trouble), ..Trajectory::default() },
    };
    let limits = Limits::of(&spec.key("behavior"), least, most, scenario.own_tolerance);
    let begin = scenario.replicas.clamp(0, MOST);
    let mut pods = Pods::ready(begin, scenario.ready_after.max(0));
    let mut memory = Memory::new(begin);
    let mut out = Trajectory { most: begin, ..Trajectory::default() };
    for n in 0..=scenario.until.clamp(0, LONGEST) / PERIOD {
        let at = n * PERIOD;
        let (replicas, ready) = (pods.all(), pods.ready_at(at));
        let load = load_at(&scenario.load, at.saturating_sub(scenario.lag.max(0)));
        let asked =
            targets.iter().map(|target| metric::replicas(*target, Load { load, ready, replicas }, limits.tolerance));
        // Several metrics: the highest number counts (`computeReplicasForMetrics`).
        let asked = asked.max().unwrap_or(replicas);
        let desired = match replicas {
            0 => 0,
            _ if replicas > most => most,
            _ if replicas < least => least,
            _ => memory.decide(&limits, at, replicas, asked),
        };
        out.looks.push(Look { at, load, ready, replicas, recommended: asked.clamp(least.min(most), most), desired });
        if desired != replicas {
            memory.scaled(at, desired - replicas);
            pods.scale(desired, at);
        }
        out.most = out.most.max(desired);
    }
    out
}

/// What all containers of a workload's pods request of a resource together, in thousandths; none if one of them
/// requests nothing (`calculatePodRequests`).
#[must_use]
pub fn request(at: &Located<'_>, resource: &str) -> Option<i64> {
    let pods = workload::pods(at.object)?;
    let mut all = 0_i128;
    // Sidecars count, init containers that end do not.
    for container in pods.containers().filter(|c| !c.init) {
        let requests =
            container.container.resources.as_ref().and_then(|r| r.requests.as_ref().or(r.limits.as_ref()))?;
        all += milli(&requests.get(resource)?.0)?;
    }
    i64::try_from(all).ok()
}

/// What an autoscaler scales; none if that is not in the set.
#[must_use]
pub fn target<'a>(model: &'a Analysis, hpa: &Located<'_>) -> Option<Located<'a>> {
    let reference = hpa.walk().path("spec.scaleTargetRef");
    let group = reference.key("apiVersion").text().rsplit_once('/').map_or("", |(group, _)| group);
    let (kind, namespace) = (reference.key("kind").text(), hpa.object.namespace());
    let id = ObjectId::new(group, kind, Some(namespace), reference.key("name").text());
    model.objects.get(model.objects.find(&id)?)
}

/// The resource that its metrics are about: cpu unless another one is named.
#[must_use]
pub fn resource<'a>(hpa: &Located<'a>) -> &'a str {
    let named = |m: &Walk<'a>| Some(m.path("resource.name").text()).filter(|name| !name.is_empty());
    hpa.walk().path("spec.metrics").items().iter().find_map(named).unwrap_or("cpu")
}

/// What is known of an autoscaler's pods: their request in thousandths, and how many there are at the beginning. A
/// Deployment that leaves its number to the autoscaler begins with the least.
#[must_use]
pub fn known(model: &Analysis, hpa: &Located<'_>) -> (Option<i64>, i64) {
    let target = target(model, hpa);
    let least = hpa.walk().path("spec.minReplicas").int().unwrap_or(1);
    let begin = target.as_ref().map_or(least, |at| replicas(at).max(least));
    (target.and_then(|at| request(&at, resource(hpa))), begin)
}

/// A load to begin with, in thousandths: half of what the fewest pods can bear, nearly all of what the most can,
/// and back.
#[must_use]
pub fn usual_load(hpa: &Located<'_>, request: Option<i64>) -> Vec<(i64, i64)> {
    let spec = hpa.walk().key("spec");
    let scenario = Scenario { request, ..Scenario::default() };
    let pods = |key: &'static str| spec.key(key).int().unwrap_or(1).clamp(1, 1000);
    let per = metric::targets(&spec, &scenario).ok().and_then(|all| all.first().map(|target| target.of_a_pod()));
    let of = |count: i64, percent: i64| per.unwrap_or(1000).saturating_mul(count).saturating_mul(percent) / 100;
    vec![(0, of(pods("minReplicas"), 50)), (120, of(pods("maxReplicas"), 90)), (900, of(pods("minReplicas"), 50))]
}

/// A point of a load, written `SECOND=AMOUNT`.
#[must_use]
pub fn point(text: &str) -> Option<(i64, i64)> {
    let (at, load) = text.split_once('=')?;
    let at = at.parse().ok().filter(|at| (0..=LONGEST).contains(at))?;
    Some((at, milli(load).and_then(|n| i64::try_from(n).ok()).filter(|n| *n >= 0)?))
}

/// How fast and how far it may go: up, and down.
#[must_use]
pub fn rules(hpa: &Located<'_>) -> [String; 2] {
    policy::words(&hpa.walk().path("spec.behavior"))
}

/// Pods that a workload begins with: what is written, or one.
#[must_use]
pub fn replicas(at: &Located<'_>) -> i64 {
    match &at.object.typed {
        Typed::Deployment(_) | Typed::StatefulSet(_) | Typed::ReplicaSet(_) => {
            workload::pods(at.object).and_then(|p| p.replicas).map_or(1, i64::from)
        }
        _ => 1,
    }
}

/// The load of the last point that is not in the future.
fn load_at(points: &[(i64, i64)], at: i64) -> i64 {
    let past = points.iter().filter(|(from, _)| *from <= at);
    past.max_by_key(|(from, _)| *from).map_or(0, |(_, load)| (*load).max(0))
}

/// Pods by the time they are ready.
#[derive(Debug)]
struct Pods {
    waves: Vec<(i64, i64)>,
    ready_after: i64,
}

impl Pods {
    fn ready(count: i64, ready_after: i64) -> Self {
        Self { waves: vec![(i64::MIN, count)], ready_after }
    }

    fn all(&self) -> i64 {
        self.waves.iter().map(|(_, count)| count).sum()
    }

    fn ready_at(&self, at: i64) -> i64 {
        self.waves.iter().filter(|(ready, _)| *ready <= at).map(|(_, count)| count).sum()
    }

    /// The newest go first.
    fn scale(&mut self, to: i64, at: i64) {
        let more = to - self.all();
        if more > 0 {
            self.waves.push((at.saturating_add(self.ready_after), more));
        }
        let mut less = -more.min(0);
        for (_, count) in self.waves.iter_mut().rev() {
            let gone = less.min(*count);
            *count -= gone;
            less -= gone;
        }
        self.waves.retain(|(_, count)| *count > 0);
    }
}

#[cfg(test)]
mod tests;
