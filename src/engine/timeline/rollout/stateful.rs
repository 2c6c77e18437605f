//! A StatefulSet's new version: the highest ordinals first, one after another or a few at a time.

use k8s_openapi::api::apps::v1::StatefulSet;

use super::{Log, Question, Rollout, Step};
use crate::engine::objects::defaults::scaled;

/// The rollout; none where pods are only replaced when somebody deletes them.
pub(super) fn simulate(set: &StatefulSet, question: &Question) -> Option<Rollout> {
    let spec = &set.spec;
    let strategy = spec.update_strategy.as_ref();
    if strategy.and_then(|s| s.type_.as_deref()) == Some("OnDelete") {
        return None;
    }
    let replicas = question.replicas.unwrap_or_else(|| i64::from(spec.replicas.unwrap_or(1))).max(0);
    let rolling = strategy.and_then(|s| s.rolling_update.as_ref());
    // The partition counts from the first pod, whatever `ordinals.start` calls it; those below keep the old version.
    let partition = rolling.and_then(|r| r.partition).map_or(0, i64::from);
    let most = rolling.and_then(|r| r.max_unavailable.as_ref()).filter(|_| question.several_unavailable);
    // `getStatefulSetMaxUnavailable`: rounded down, but not to zero.
    let at_once = most.map_or(Some(1), |most| scaled(most, replicas, false))?.max(1);
    let min_ready = question.seconds(i64::from(spec.min_ready_seconds.unwrap_or(0).max(0)));
    let mut run = Run {
        replicas,
        new: 0,
        stop_after: question.stop_after.max(0),
        each: question.ready_after.map(|ready| ready.max(0).saturating_add(min_ready)),
        parallel: spec.pod_management_policy.as_deref() == Some("Parallel"),
        now: 0,
        log: Log::new(replicas, None),
    };
    let mut left = (replicas - partition).clamp(0, replicas);
    while left > 0 {
        let batch = left.min(at_once);
        if !run.batch(batch) {
            return Some(run.log.finish());
        }
        left -= batch;
    }
    run.log.rollout.done_at = Some(run.now);
    run.tell(replicas, 0, 0);
    Some(run.log.finish())
}

struct Run {
    replicas: i64,
    new: i64,
    stop_after: i64,
    each: Option<i64>,
    /// Pods are made without waiting for those before them.
    parallel: bool,
    now: i64,
    log: Log,
}

impl Run {
    /// Replaces some pods, and waits until they are available: their names are free only when they are gone.
    /// Whether that comes to an end.
    fn batch(&mut self, pods: i64) -> bool {
        if self.stop_after > 0 {
            if !self.tell(self.replicas - pods, pods, pods) {
                return false;
            }
            self.now += self.stop_after;
        }
        let (rounds, made) = if self.parallel { (1, pods) } else { (pods, 1) };
        for round in 1..=rounds {
            let (waiting, absent) = (pods - (round - 1) * made, pods - round * made);
            self.new += made;
            let each = self.each;
            match each {
                // What is available at once leaves no trace at the end of an instant.
                Some(0) => self.log.pass(self.state(self.replicas - waiting, absent, 0)),
                Some(each) if self.tell(self.replicas - waiting, absent, 0) => self.now += each,
                _ => {
                    self.tell(self.replicas - waiting, absent, 0);
                    return false;
                }
            }
        }
        true
    }

    fn state(&self, available: i64, absent: i64, stopping: i64) -> Step {
        let (new, total) = (self.new, self.replicas - absent);
        Step { at: self.now, old: total - new, new, available, total, stopping }
    }

    fn tell(&mut self, available: i64, absent: i64, stopping: i64) -> bool {
        self.log.step(self.state(available, absent, stopping))
    }
}
