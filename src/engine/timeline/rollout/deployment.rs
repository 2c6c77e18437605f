//! A Deployment's new version.

use k8s_openapi::api::apps::v1::Deployment;

use super::{Log, Question, Rollout, Step};
use crate::engine::objects::defaults;

/// `SetDefaults_Deployment`.
const DEADLINE: i32 = 600;

/// The rollout; none while the Deployment is paused or a percentage is none.
pub(super) fn simulate(deployment: &Deployment, question: Question) -> Option<Rollout> {
    let spec = &deployment.spec;
    if spec.paused == Some(true) {
        return None;
    }
    let replicas = question.replicas.unwrap_or_else(|| i64::from(defaults::replicas(deployment))).max(0);
    let recreate = spec.strategy.as_ref().and_then(|s| s.type_.as_deref()) == Some("Recreate");
    let (surge, unavailable) = if recreate { (0, replicas) } else { defaults::rolling(deployment, replicas)? };
    let deadline = spec.progress_deadline_seconds.unwrap_or(DEADLINE);
    let run = Run {
        replicas,
        surge,
        lowest: replicas - unavailable,
        ready_after: question.ready_after.map(|s| s.max(0)),
        min_ready: i64::from(spec.min_ready_seconds.unwrap_or(0).max(0)),
        old: replicas,
        new: 0,
        new_available: 0,
        waves: Vec::new(),
        ready: 0,
        arrived: 0,
        // The largest number stands for "no deadline" (`HasProgressDeadline`).
        log: Log::new(replicas, (deadline != i32::MAX).then_some(i64::from(deadline))),
    };
    Some(run.play())
}

struct Run {
    replicas: i64,
    surge: i64,
    /// As few available pods as there may be.
    lowest: i64,
    ready_after: Option<i64>,
    min_ready: i64,
    old: i64,
    new: i64,
    new_available: i64,
    /// New pods by the time they were created; how many of these waves are ready, and available.
    waves: Vec<(i64, i64)>,
    ready: usize,
    arrived: usize,
    log: Log,
}

impl Run {
    fn play(mut self) -> Rollout {
        let mut now = 0;
        loop {
            // One sync does one thing, and the new set goes first; it is created with what there is room for.
            while self.grow(now) || self.shrink() {
                self.log.progress(now);
                self.arrive(now);
                self.log.pass(self.available(), self.total());
            }
            if self.is_done() {
                self.log.rollout.done_at = Some(now);
            }
            let state =
                Step { at: now, old: self.old, new: self.new, available: self.available(), total: self.total() };
            let room = self.log.step(state);
            let Some(next) = self.next().filter(|_| room && !self.is_done()) else { break };
            now = next;
            self.log.progress(now);
            self.arrive(now);
        }
        self.log.finish()
    }

    fn total(&self) -> i64 {
        self.old + self.new
    }

    fn available(&self) -> i64 {
        self.old + self.new_available
    }

    fn is_done(&self) -> bool {
        self.old == 0 && self.new == self.replicas && self.new_available == self.replicas
    }

    /// `NewRSNewReplicas`: as many as fit below desired plus surge.
    fn grow(&mut self, now: i64) -> bool {
        let room = (self.replicas + self.surge - self.total()).min(self.replicas - self.new);
        if room > 0 {
            self.waves.push((now, room));
            self.new += room;
        }
        room > 0
    }

    /// `reconcileOldReplicaSets`: what may go without fewer available pods than allowed. All old pods are healthy.
    fn shrink(&mut self) -> bool {
        let waiting = self.new - self.new_available;
        let clean_up = self.total() - self.lowest - waiting;
        let down = (self.available() - self.lowest).min(self.old);
        let goes = clean_up > 0 && down > 0;
        if goes {
            self.old -= down;
        }
        goes
    }

    /// When a wave is ready, and when it is available.
    fn instants(&self, wave: usize) -> Option<(i64, i64)> {
        let ready = self.waves.get(wave)?.0.saturating_add(self.ready_after?);
        Some((ready, ready.saturating_add(self.min_ready)))
    }

    /// Takes in the waves that are ready or available by now.
    fn arrive(&mut self, now: i64) {
        while self.instants(self.ready).is_some_and(|(ready, _)| ready <= now) {
            self.ready += 1;
        }
        while self.instants(self.arrived).is_some_and(|(_, available)| available <= now) {
            self.new_available += self.waves.get(self.arrived).map_or(0, |(_, count)| *count);
            self.arrived += 1;
        }
    }

    /// The next instant at which pods become ready or available.
    fn next(&self) -> Option<i64> {
        let ready = self.instants(self.ready).map(|(ready, _)| ready);
        let available = self.instants(self.arrived).map(|(_, available)| available);
        ready.into_iter().chain(available).min()
    }
}
