//! From a metric to a number of pods.

use super::Scenario;
use super::policy::Tolerance;
use crate::engine::objects::value::quantity::milli;
use crate::engine::yaml::Walk;

/// `SetDefaults_HorizontalPodAutoscaler`: 80 % of the requested cpu where no metric is written.
const DEFAULT: i64 = 80;

/// What a metric aims at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Percent of what a pod requests, which is the second number.
    Utilization(i64, i64),
    /// For each pod, in thousandths.
    Average(i64),
    /// In all, in thousandths.
    Value(i64),
}

impl Target {
    /// What one pod is to bear, in thousandths.
    pub(super) fn of_a_pod(self) -> i64 {
        match self {
            Self::Utilization(percent, request) => percent.saturating_mul(request) / 100,
            Self::Average(each) => each,
            Self::Value(all) => all,
        }
    }
}

/// What is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Load {
    pub(super) load: i64,
    pub(super) ready: i64,
    pub(super) replicas: i64,
}

/// The kinds of metrics, which are also their fields.
const SOURCES: [&str; 5] = ["resource", "containerResource", "pods", "object", "external"];

/// The targets of all metrics.
pub(super) fn targets(spec: &Walk<'_>, scenario: &Scenario) -> Result<Vec<Target>, &'static str> {
    let metrics = spec.key("metrics").items();
    if metrics.is_empty() {
        return Ok(vec![utilization(DEFAULT, scenario)?]);
    }
    let target = |metric: &Walk<'_>| {
        let source = SOURCES.into_iter().map(|source| metric.key(source)).find(Walk::is_there);
        read(&source.ok_or("a metric has no source")?.key("target"), scenario)
    };
    metrics.iter().map(target).collect()
}

fn read(target: &Walk<'_>, scenario: &Scenario) -> Result<Target, &'static str> {
    let amount = |field: &'static str| {
        let written = milli(target.key(field).text()).and_then(|n| i64::try_from(n).ok());
        written.filter(|n| *n > 0)
    };
    if let Some(percent) = target.key("averageUtilization").int() {
        return utilization(percent.min(1_000_000), scenario);
    }
    match amount("averageValue") {
        Some(average) => Ok(Target::Average(average)),
        None => amount("value").map(Target::Value).ok_or("a metric has no target"),
    }
}

/// Without a request on every container there is nothing to take a percentage of (`calculatePodRequests`).
fn utilization(percent: i64, scenario: &Scenario) -> Result<Target, &'static str> {
    let request = scenario.request.filter(|r| *r > 0);
    let request = request.ok_or("the pods request nothing of the resource, so a percentage of it means nothing")?;
    if percent > 0 { Ok(Target::Utilization(percent, request)) } else { Err("a target of no percent") }
}

/// The pods that one metric asks for (`GetResourceReplicas`, `calcPlainMetricReplicas`).
pub(super) fn replicas(target: Target, at: Load, tolerance: Tolerance) -> i64 {
    if at.ready == 0 {
        return at.replicas;
    }
    let ratio = ratio(target, at.load, at.ready);
    let waiting = at.replicas - at.ready;
    // Pods that are not ready count as idle where it would grow, and not at all where it would shrink.
    if waiting == 0 || !ratio.is_above_one() {
        return if tolerance.holds(ratio) { at.replicas } else { ratio.times_up(at.ready) };
    }
    let again = self::ratio(target, at.load, at.replicas);
    let wanted = again.times_up(at.replicas);
    let stays = tolerance.holds(again) || !again.is_above_one() || wanted < at.replicas;
    if stays { at.replicas } else { wanted }
}

/// A fraction, so that nothing is rounded but what upstream rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ratio {
    pub(super) over: i128,
    pub(super) under: i128,
}

impl Ratio {
    fn is_above_one(self) -> bool {
        self.over > self.under
    }

    fn times_up(self, pods: i64) -> i64 {
        let product = self.over * i128::from(pods);
        i64::try_from((product + self.under - 1) / self.under).unwrap_or(i64::MAX)
    }
}

/// Usage over target. Percentages and averages are whole numbers, cut off, before they are compared.
fn ratio(target: Target, load: i64, pods: i64) -> Ratio {
    let (load, pods) = (i128::from(load), i128::from(pods.max(1)));
    match target {
        Target::Utilization(percent, request) => {
            Ratio { over: load * 100 / (pods * i128::from(request)), under: percent.into() }
        }
        Target::Average(average) => Ratio { over: load / pods, under: average.into() },
        Target::Value(value) => Ratio { over: load, under: value.into() },
    }
}
