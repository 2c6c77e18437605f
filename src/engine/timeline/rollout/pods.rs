//! The pods of one version: when they turn ready and available, and which of them go first.
//!
//! Sources: `pkg/api/v1/pod` (`IsPodAvailable`), `pkg/controller/controller_utils.go` (`ActivePodsWithRanks`),
//! `pkg/kubelet/kuberuntime` (`doBackOff`).

use std::cmp::Reverse;

/// How the pods of a version behave. Times are in units of the question.
#[derive(Clone, Copy, Debug)]
pub(super) struct Behaviour {
    /// From a container's start until it is ready; none if it never is.
    pub(super) ready_after: Option<i64>,
    /// From a container's start until it exits.
    pub(super) crash_after: Option<i64>,
    /// How long a pod has to be ready to be available.
    pub(super) min_ready: i64,
    /// What a second is in these times.
    pub(super) second: i64,
}

/// Seconds between a container's exit and its next start, by restarts before; the last holds for all further ones.
const BACK_OFF: [i64; 7] = [0, 10, 20, 40, 80, 160, 300];
/// A container that ran for longer starts with the shortest back-off again.
const WELL: i64 = 600;

impl Behaviour {
    /// Since when a pod is ready at an instant, and when that is different next.
    fn at(self, created: i64, now: i64) -> (Option<i64>, Option<i64>) {
        let Some(ready_after) = self.ready_after else { return (None, None) };
        let Some(runs) = self.crash_after.map(|s| s.max(1)) else { return self.ready_from(created + ready_after, now) };
        if runs <= ready_after {
            return (None, None);
        }
        let (mut start, mut restarts) = (created, 0);
        loop {
            let exit = start.saturating_add(runs);
            if now < exit {
                let (since, next) = self.ready_from(start + ready_after, now);
                return (since, next.map_or(Some(exit), |next| Some(next.min(exit))));
            }
            let pause = BACK_OFF.get(restarts).or(BACK_OFF.last()).filter(|_| runs <= WELL * self.second);
            start = exit + pause.map_or(0, |seconds| seconds * self.second);
            if now < start {
                return (None, Some(start));
            }
            restarts += 1;
        }
    }

    /// The same for a pod that is ready from an instant on.
    fn ready_from(self, ready: i64, now: i64) -> (Option<i64>, Option<i64>) {
        let available = ready.saturating_add(self.min_ready);
        match now {
            _ if now < ready => (None, Some(ready)),
            _ => (Some(ready), Some(available).filter(|available| now < *available)),
        }
    }
}

/// Pods that were created in one instant.
#[derive(Clone, Copy, Debug)]
struct Wave {
    created: i64,
    count: i64,
    ready_since: Option<i64>,
    next: Option<i64>,
}

/// A ReplicaSet.
#[derive(Clone, Debug)]
pub(super) struct Set {
    behaviour: Behaviour,
    /// Pods wanted of it. It has them in the same instant.
    pub(super) size: i64,
    /// The Deployment's replicas when it was last scaled (the annotation `desired-replicas`).
    pub(super) desired: i64,
    /// Replicas plus surge at that time (the annotation `max-replicas`).
    pub(super) most: i64,
    /// Pods that are available and stay so.
    settled: i64,
    waves: Vec<Wave>,
}

impl Set {
    /// A set whose pods are all available.
    pub(super) fn settled(behaviour: Behaviour, size: i64, desired: i64, most: i64) -> Self {
        Self { behaviour, size, desired, most, settled: size, waves: Vec::new() }
    }

    /// Pods that are ready.
    pub(super) fn ready(&self) -> i64 {
        self.settled + self.waves.iter().filter(|w| w.ready_since.is_some()).map(|w| w.count).sum::<i64>()
    }

    /// Pods that have been ready for long enough.
    pub(super) fn available(&self, now: i64) -> i64 {
        let long = |w: &&Wave| w.ready_since.is_some_and(|since| since.saturating_add(self.behaviour.min_ready) <= now);
        self.settled + self.waves.iter().filter(long).map(|w| w.count).sum::<i64>()
    }

    /// The state of every pod at an instant.
    pub(super) fn look(&mut self, now: i64) {
        for wave in &mut self.waves {
            (wave.ready_since, wave.next) = self.behaviour.at(wave.created, now);
        }
        let stays = |w: &Wave| w.ready_since.is_some() && w.next.is_none();
        self.settled += self.waves.iter().filter(|w| stays(w)).map(|w| w.count).sum::<i64>();
        self.waves.retain(|w| !stays(w));
    }

    /// When a pod's state is different next.
    pub(super) fn next(&self) -> Option<i64> {
        self.waves.iter().filter_map(|w| w.next).min()
    }

    /// Creates or deletes pods: those that are not ready go first, then those that became ready last.
    pub(super) fn scale(&mut self, size: i64, now: i64) {
        let more = size - self.size;
        self.size = size;
        if more > 0 {
            self.waves.push(Wave { created: now, count: more, ready_since: None, next: None });
            return self.look(now);
        }
        let mut less = -more;
        self.waves.sort_by_key(|w| (w.ready_since.is_some(), Reverse(w.ready_since), Reverse(w.created)));
        for wave in &mut self.waves {
            let gone = less.min(wave.count);
            wave.count -= gone;
            less -= gone;
        }
        self.waves.retain(|w| w.count > 0);
        self.settled -= less;
    }
}
