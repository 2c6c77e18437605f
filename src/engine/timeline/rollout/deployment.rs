//! A Deployment's new version.

use k8s_openapi::api::apps::v1::Deployment;

use super::pods::{Behaviour, Set};
use super::{Change, Log, OLD_READY_AFTER, Question, Rollout, Step, What};
use crate::engine::objects::defaults;

/// `SetDefaults_Deployment`.
const DEADLINE: i32 = 600;
/// Pods that crash do so for ever: this long after the last change they are looked at no more.
const CRASHES: i64 = 3600;

/// The rollout; none while the Deployment is paused or a percentage is none.
pub(super) fn simulate(deployment: &Deployment, question: &Question) -> Option<Rollout> {
    let spec = &deployment.spec;
    let paused = spec.paused == Some(true);
    if paused && question.changes.is_empty() {
        return None;
    }
    let replicas = question.replicas.unwrap_or_else(|| i64::from(defaults::replicas(deployment))).max(0);
    let recreate = spec.strategy.as_ref().and_then(|s| s.type_.as_deref()) == Some("Recreate");
    let (surge, unavailable) = bounds(deployment, recreate, replicas)?;
    let min_ready = question.seconds(i64::from(spec.min_ready_seconds.unwrap_or(0).max(0)));
    let ready_after = question.ready_after.map(|s| s.max(0));
    let old_ready = question.old_ready_after.or(ready_after).unwrap_or(question.seconds(OLD_READY_AFTER)).max(0);
    let second = question.per_second;
    let old = Behaviour { ready_after: Some(old_ready), crash_after: None, min_ready, second };
    let new = Behaviour { ready_after, crash_after: question.crash_after, min_ready, second };
    // The largest number stands for "no deadline" (`HasProgressDeadline`).
    let late = Some(spec.progress_deadline_seconds.unwrap_or(DEADLINE))
        .filter(|d| *d != i32::MAX)
        .map(|d| question.seconds(i64::from(d).saturating_add(1)));
    let mut changes = question.changes.clone();
    changes.sort_by_key(|change| change.at);
    let run = Run {
        deployment,
        recreate,
        paused,
        replicas,
        surge,
        lowest: replicas - unavailable,
        old: Set::settled(old, replicas, replicas, replicas + surge),
        new: Set::settled(new, 0, replicas, replicas + surge),
        back: false,
        begun: false,
        stopping: Vec::new(),
        stop_after: question.stop_after.max(0),
        until: question
            .crash_after
            .map(|_| question.seconds(CRASHES) + changes.last().map_or(0, |change| change.at.max(0))),
        changes,
        ready: replicas,
        arrived: replicas,
        log: Log { watched: !paused, ..Log::new(replicas, late) },
    };
    Some(run.play())
}

fn bounds(deployment: &Deployment, recreate: bool, replicas: i64) -> Option<(i64, i64)> {
    if recreate { Some((0, replicas)) } else { defaults::rolling(deployment, replicas) }
}

/// Pods that were told to stop.
struct Stopping {
    gone_at: i64,
    count: i64,
    /// They are the old version's.
    old: bool,
}

struct Run<'a> {
    deployment: &'a Deployment,
    recreate: bool,
    paused: bool,
    replicas: i64,
    surge: i64,
    /// As few available pods as there may be.
    lowest: i64,
    old: Set,
    new: Set,
    /// The old version is the wanted one again.
    back: bool,
    /// The new ReplicaSet exists.
    begun: bool,
    stopping: Vec<Stopping>,
    stop_after: i64,
    changes: Vec<Change>,
    /// When to look away at the latest.
    until: Option<i64>,
    /// Ready and available pods when they were last counted.
    ready: i64,
    arrived: i64,
    log: Log,
}

impl Run<'_> {
    fn play(mut self) -> Rollout {
        let mut now = 0;
        loop {
            self.change(now);
            self.look(now);
            // One sync does one thing.
            while self.sync(now) {
                self.log.progress(now);
                self.look(now);
                self.log.pass(self.state(now));
            }
            if self.log.rollout.done_at.is_none() && self.is_done(now) {
                self.log.rollout.done_at = Some(now);
                self.log.watch(now, false);
            }
            let room = self.log.step(self.state(now));
            let Some(next) = self.next().filter(|_| room) else { break };
            if self.until.is_some_and(|until| until < next) {
                self.log.rollout.cut_off = true;
                break;
            }
            now = next;
        }
        self.log.finish()
    }

    /// What somebody does by now.
    fn change(&mut self, now: i64) {
        let due = self.changes.partition_point(|change| change.at <= now);
        for change in self.changes.drain(..due).collect::<Vec<_>>() {
            match change.what {
                What::Scale(replicas) => self.want(replicas.max(0)),
                What::Undo => {
                    self.back = !self.back;
                    self.log.rollout.done_at = None;
                    self.log.watch(now, !self.paused);
                }
                What::Pause | What::Resume => {
                    self.paused = change.what == What::Pause;
                    self.log.watch(now, !self.paused && self.log.rollout.done_at.is_none());
                }
            }
        }
    }

    fn want(&mut self, replicas: i64) {
        if let Some((surge, unavailable)) = bounds(self.deployment, self.recreate, replicas) {
            (self.replicas, self.surge, self.lowest) = (replicas, surge, replicas - unavailable);
        }
    }

    /// Counts the pods; more ready or more available ones are progress (`DeploymentProgressing`).
    fn look(&mut self, now: i64) {
        self.stopping.retain(|s| now < s.gone_at);
        self.old.look(now);
        self.new.look(now);
        let (ready, available) = (self.old.ready() + self.new.ready(), self.available(now));
        if ready > self.ready || available > self.arrived {
            self.log.progress(now);
        }
        (self.ready, self.arrived) = (ready, available);
    }

    fn state(&self, now: i64) -> Step {
        let stopping = self.stopping.iter().map(|s| s.count).sum();
        let (old, new) = (self.old.size, self.new.size);
        Step { at: now, old, new, available: self.available(now), total: old + new, stopping }
    }

    fn total(&self) -> i64 {
        self.old.size + self.new.size
    }

    fn available(&self, now: i64) -> i64 {
        self.old.available(now) + self.new.available(now)
    }

    /// The set of the wanted version, and the other one.
    fn sides(&self) -> (&Set, &Set) {
        if self.back { (&self.old, &self.new) } else { (&self.new, &self.old) }
    }

    /// `DeploymentComplete`: all pods are of the wanted version and available.
    fn is_done(&self, now: i64) -> bool {
        let (wanted, other) = self.sides();
        let all = wanted.size == self.replicas && wanted.available(now) == self.replicas;
        all && other.size == 0 && (self.back || self.begun)
    }

    fn next(&self) -> Option<i64> {
        let gone = self.stopping.iter().map(|s| s.gone_at).min();
        let change = self.changes.first().map(|change| change.at);
        [self.old.next(), self.new.next(), gone, change].into_iter().flatten().min()
    }

    /// `syncDeployment`; whether it changed anything.
    fn sync(&mut self, now: i64) -> bool {
        let scaled = |set: &Set| set.size > 0 && set.desired != self.replicas;
        if self.paused || scaled(&self.old) || scaled(&self.new) {
            return self.spread(now);
        }
        if self.recreate {
            return self.recreate(now);
        }
        self.begin();
        self.grow(now) || self.shrink(now)
    }

    /// The new ReplicaSet is made, empty for now.
    fn begin(&mut self) {
        if !self.begun && !self.back {
            (self.begun, self.new.desired, self.new.most) = (true, self.replicas, self.replicas + self.surge);
        }
    }

    /// Gives one of the sets another size; whether it had another.
    fn resize(&mut self, old: bool, size: i64, now: i64) -> bool {
        let (desired, most) = (self.replicas, self.replicas + self.surge);
        let set = if old { &mut self.old } else { &mut self.new };
        let fewer = set.size - size;
        if fewer == 0 {
            return false;
        }
        (set.desired, set.most) = (desired, most);
        set.scale(size, now);
        if fewer > 0 && self.stop_after > 0 {
            self.stopping.push(Stopping { gone_at: now + self.stop_after, count: fewer, old });
        }
        true
    }

    /// `NewRSNewReplicas`: as many as fit below desired plus surge.
    fn grow(&mut self, now: i64) -> bool {
        let wanted = self.sides().0.size;
        let missing = self.replicas - wanted;
        let room = (self.replicas + self.surge - self.total()).max(0);
        self.resize(self.back, wanted + missing.min(room), now)
    }

    /// `reconcileOldReplicaSets`: what is not available goes first, then what may go without fewer available pods
    /// than allowed.
    fn shrink(&mut self, now: i64) -> bool {
        let (wanted, other) = self.sides();
        let waiting = wanted.size - wanted.available(now);
        let most = self.total() - self.lowest - waiting;
        if most <= 0 || other.size == 0 {
            return false;
        }
        let broken = (other.size - other.available(now)).min(most);
        let spare = (self.available(now) - self.lowest).clamp(0, other.size - broken);
        self.resize(!self.back, other.size - broken - spare, now)
    }

    /// `rolloutRecreate`: all go, and only when they are gone the others come (`oldPodsRunning`).
    fn recreate(&mut self, now: i64) -> bool {
        if self.resize(!self.back, 0, now) {
            return true;
        }
        if self.stopping.iter().any(|s| s.old != self.back) {
            return false;
        }
        self.begin();
        self.resize(self.back, self.replicas, now)
    }

    /// `scale` of `sync.go`: another number of pods is shared out among the sets.
    fn spread(&mut self, now: i64) -> bool {
        let (wanted, other) = self.sides();
        match (self.old.size > 0, self.new.size > 0) {
            (true, true) => {
                let full = wanted.desired == self.replicas && wanted.size == self.replicas;
                if full && wanted.available(now) == self.replicas && other.size > 0 {
                    return self.resize(!self.back, 0, now);
                }
                !self.recreate && self.share(now)
            }
            (old, _) => {
                // The only set with pods, or else the newest.
                let old = old || !self.begun || (self.back && self.new.size == 0);
                self.resize(old, self.replicas, now)
            }
        }
    }

    /// `GetReplicaSetProportion` for both sets: in proportion to their sizes, the larger first; among equals the
    /// newer one when growing, the older one when shrinking. What is left over is the first one's.
    fn share(&mut self, now: i64) -> bool {
        let allowed = if self.replicas > 0 { self.replicas + self.surge } else { 0 };
        let add = allowed - self.total();
        let old_first = self.old.size > self.new.size || (self.old.size == self.new.size && add < 0);
        let (first, second) = if old_first { (&self.old, &self.new) } else { (&self.new, &self.old) };
        let within = |wanted: i64, left: i64| if add > 0 { wanted.min(left) } else { wanted.max(left) };
        let one = within(self.fraction(first), add);
        let two = if one == add { 0 } else { within(self.fraction(second), add - one) };
        let sizes = ((first.size + add - two).max(0), second.size + two);
        let noted = [&self.old, &self.new].iter().all(|set| set.desired == self.replicas);
        let moved = add != 0 && (self.resize(old_first, sizes.0, now) | self.resize(!old_first, sizes.1, now));
        for set in [&mut self.old, &mut self.new] {
            (set.desired, set.most) = (self.replicas, self.replicas + self.surge);
        }
        moved || !noted
    }

    /// `getReplicaSetFraction`: how many more pods a set's share is, halves away from zero.
    fn fraction(&self, set: &Set) -> i64 {
        if self.replicas == 0 || set.most == 0 {
            return -set.size;
        }
        let most = i128::from(self.replicas + self.surge);
        let (share, of) = (i128::from(set.size) * most, i128::from(set.most));
        i64::try_from((2 * share + of) / (2 * of)).unwrap_or(set.size) - set.size
    }
}
