//! A StatefulSet's new version: one pod after another, the highest ordinal first.

use k8s_openapi::api::apps::v1::StatefulSet;

use super::{Log, Question, Rollout, Step};

/// The rollout; none where pods are only replaced when somebody deletes them.
pub(super) fn simulate(set: &StatefulSet, question: Question) -> Option<Rollout> {
    let spec = &set.spec;
    let strategy = spec.update_strategy.as_ref();
    if strategy.and_then(|s| s.type_.as_deref()) == Some("OnDelete") {
        return None;
    }
    let replicas = question.replicas.unwrap_or_else(|| i64::from(spec.replicas.unwrap_or(1))).max(0);
    let first = i64::from(spec.ordinals.as_ref().and_then(|o| o.start).unwrap_or(0));
    let partition = strategy.and_then(|s| s.rolling_update.as_ref()?.partition).map_or(0, i64::from);
    // Ordinals below the partition keep the old version.
    let replaced = (first + replicas - partition.max(first)).clamp(0, replicas);
    let min_ready = i64::from(spec.min_ready_seconds.unwrap_or(0).max(0));
    let each = question.ready_after.map(|ready| ready.max(0).saturating_add(min_ready));
    Some(play(replicas, replaced, each))
}

/// Each pod is replaced when the one before it is available; a StatefulSet has no deadline.
fn play(replicas: i64, replaced: i64, each: Option<i64>) -> Rollout {
    let mut log = Log::new(replicas, None);
    let (mut now, mut new) = (0, 0);
    while new < replaced {
        new += 1;
        let state = Step { at: now, old: replicas - new, new, available: replicas - 1, total: replicas };
        match each {
            // What is available at once leaves no trace at the end of an instant.
            Some(0) => log.pass(state.available, state.total),
            Some(each) if log.step(state) => now += each,
            Some(_) => return log.finish(),
            None => {
                log.step(state);
                return log.finish();
            }
        }
    }
    log.rollout.done_at = Some(now);
    log.step(Step { at: now, old: replicas - new, new, available: replicas, total: replicas });
    log.finish()
}
