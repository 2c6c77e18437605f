//! A DaemonSet's new version: node by node, or with a second pod on a node for a while.

use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::{Log, NODES, Question, Rollout, Step};
use crate::engine::objects::defaults::scaled;

/// The rollout; none where pods are only replaced when somebody deletes them.
pub(super) fn simulate(set: &DaemonSet, question: &Question) -> Option<Rollout> {
    let spec = &set.spec;
    let strategy = spec.update_strategy.as_ref();
    if strategy.and_then(|s| s.type_.as_deref()) == Some("OnDelete") {
        return None;
    }
    let nodes = question.replicas.unwrap_or(NODES).max(0);
    let rolling = strategy.and_then(|s| s.rolling_update.as_ref());
    // Both round up (`UnavailableCount`, `SurgeCount`); none of both is one that is unavailable.
    let count = |value: Option<&IntOrString>, default| value.map_or(Some(default), |v| scaled(v, nodes, true));
    let surge = count(rolling.and_then(|r| r.max_surge.as_ref()), 0)?.max(0);
    let unavailable = count(rolling.and_then(|r| r.max_unavailable.as_ref()), 1)?.max(1);
    let min_ready = question.seconds(i64::from(spec.min_ready_seconds.unwrap_or(0).max(0)));
    let run = Run {
        nodes,
        stop_after: question.stop_after.max(0),
        each: question.ready_after.map(|ready| ready.max(0).saturating_add(min_ready)),
        log: Log::new(nodes, None),
    };
    Some(if surge > 0 { run.beside(surge) } else { run.instead(unavailable) })
}

struct Run {
    nodes: i64,
    stop_after: i64,
    each: Option<i64>,
    log: Log,
}

impl Run {
    /// Old pods go first: a node has no pod until its old one is gone and the new one is available.
    fn instead(mut self, at_once: i64) -> Rollout {
        let (nodes, mut now, mut new) = (self.nodes, 0, 0);
        while new < nodes {
            let batch = at_once.min(nodes - new);
            let old = nodes - new - batch;
            if self.stop_after > 0 {
                let total = old + new;
                self.log.step(Step { at: now, old, new, available: total, total, stopping: batch });
                now += self.stop_after;
            }
            new += batch;
            let state = Step { at: now, old, new, available: nodes - batch, total: nodes, stopping: 0 };
            let each = self.each;
            match each {
                Some(0) => self.log.pass(state),
                Some(each) if self.log.step(state) => now += each,
                _ => return self.stuck(state),
            }
        }
        self.done(now, 0)
    }

    /// New pods come first, beside old ones, which go when the new ones are available.
    fn beside(mut self, at_once: i64) -> Rollout {
        let (nodes, mut now, mut new) = (self.nodes, 0, 0);
        let (mut old, mut stopping): (i64, Vec<(i64, i64)>) = (nodes, Vec::new());
        while old > 0 {
            let batch = at_once.min(nodes - new);
            new += batch;
            let leaving = stopping.iter().map(|(_, count)| count).sum();
            let state = Step { at: now, old, new, available: nodes, total: old + new, stopping: leaving };
            let each = self.each;
            match each {
                Some(0) => self.log.pass(state),
                Some(each) if self.log.step(state) => {
                    self.leave(&mut stopping, now + each, state);
                    now += each;
                }
                _ => return self.stuck(state),
            }
            old -= batch;
            if self.stop_after > 0 {
                stopping.push((now + self.stop_after, batch));
            }
        }
        let leaving: i64 = stopping.iter().map(|(_, count)| count).sum();
        let end = Step { at: now, old: 0, new: nodes, available: nodes, total: nodes, stopping: leaving };
        self.log.step(end);
        self.leave(&mut stopping, i64::MAX, end);
        self.done(now, leaving)
    }

    /// Pods that are gone before an instant.
    fn leave(&mut self, stopping: &mut Vec<(i64, i64)>, until: i64, state: Step) {
        let mut leaving = state.stopping;
        for (at, count) in stopping.iter().filter(|(at, _)| *at < until) {
            leaving -= count;
            self.log.step(Step { at: *at, stopping: leaving, ..state });
        }
        stopping.retain(|(at, _)| *at > until);
    }

    fn stuck(mut self, state: Step) -> Rollout {
        self.log.step(state);
        self.log.finish()
    }

    fn done(mut self, at: i64, leaving: i64) -> Rollout {
        self.log.rollout.done_at = Some(at);
        let nodes = self.nodes;
        if leaving == 0 {
            self.log.step(Step { at, old: 0, new: nodes, available: nodes, total: nodes, stopping: 0 });
        }
        self.log.finish()
    }
}
