//! Stopping: preStop, SIGTERM, the grace period, and what follows.
//!
//! Source: `pkg/kubelet/kuberuntime/kuberuntime_container.go` (`killContainer`, `setTerminationGracePeriod`).

use super::Ms;
use super::answer;
use super::plan::{Restart, Role};
use super::pod::{End, Life, Phase, Sim, What};
use super::record::{Happening, State};
use crate::engine::timeline::probe::Kind;

/// As long is left for stopping, whatever the hook took (`minimumGracePeriodInSeconds`).
const LEAST: Ms = 2000;

impl Sim<'_> {
    /// A probe's failures stop the container.
    pub(super) fn condemn(&mut self, c: usize, kind: Kind) {
        let Some(container) = self.plan.containers.get(c) else { return };
        let grace = container.probe(kind).and_then(|probe| probe.grace).unwrap_or(self.plan.grace);
        if let Some(life) = self.containers.get_mut(c) {
            life.condemned = Some(kind);
        }
        self.note(Some(c), Happening::Condemned(kind));
        self.stop(c, grace);
    }

    /// The hook, which is skipped without any grace, and then SIGTERM.
    fn stop(&mut self, c: usize, grace: Ms) {
        let (Some(container), Some(life)) = (self.plan.containers.get(c), self.containers.get_mut(c)) else { return };
        if !matches!(life.state, Phase::Running | Phase::Stopping) {
            return;
        }
        life.state = Phase::Stopping;
        let (generation, since) = (life.generation, life.since);
        let hook = container.hook.filter(|_| grace > 0).unwrap_or(0).min(grace);
        let rest = (grace - hook).max(LEAST);
        let term = self.now + hook;
        let hangs = answer::hangs(container, since, term);
        let takes = if hangs { rest } else { container.stop.min(rest) };
        self.push(term, What::Signal(c, generation));
        self.push(term + takes, What::Stopped(c, generation, hangs || container.stop > rest));
    }

    pub(super) fn signal(&mut self, c: usize, generation: u32) {
        let Some((_, life)) = self.at(c, generation).filter(|(_, life)| life.state == Phase::Stopping) else { return };
        life.signalled = true;
        self.note(Some(c), Happening::Signal);
    }

    pub(super) fn stopped(&mut self, c: usize, generation: u32, killed: bool) {
        let (restart, going) = (self.plan.restart, self.end != End::Lives);
        let (now, lag) = (self.now, self.timing.lag);
        let Some((_, life)) = self.at(c, generation) else { return };
        let code = if killed { 137 } else { 143 };
        let before = life.exit.replace((now, code)).map(|(exit, _)| exit);
        life.state = if going { Phase::Gone } else { Phase::Exited };
        // The sync that killed it goes on to start it, and holds the end *before* against the back-off.
        let waits = before.and_then(|exit| life.backoff.rest(exit, now)).is_some();
        let at_once = !going && !waits && restart != Restart::Never;
        if let (true, Some(exit)) = (at_once, before) {
            life.backoff.next(exit, now);
        }
        self.note(Some(c), Happening::Ends(code, killed));
        match (going, at_once) {
            (true, _) => self.go(),
            (false, true) => self.start(c, generation),
            (false, false) => self.push(now + lag, What::Retry(c, generation)),
        }
    }

    /// The pod is told to go: it is no endpoint any more, and its containers stop, sidecars last.
    pub(super) fn delete(&mut self) {
        if self.end != End::Lives {
            return;
        }
        self.end = End::Going(self.now.saturating_add(self.plan.grace));
        self.run.deleted = Some(self.now);
        self.note(None, Happening::Deleted);
        for c in 0..self.containers.len() {
            let Some(life) = self.containers.get_mut(c) else { continue };
            if !matches!(life.state, Phase::Running | Phase::Stopping) {
                (life.state, life.ready) = (Phase::Gone, false);
            } else if self.plan.containers.get(c).is_some_and(|plan| plan.role != Role::Sidecar) {
                self.stop(c, self.plan.grace);
            }
        }
        self.go();
    }

    /// When the others are gone, the sidecars go; when all are, the pod is.
    fn go(&mut self) {
        let End::Going(deadline) = self.end else { return };
        let left: Vec<usize> = (0..self.containers.len()).filter(|c| !self.is_gone(*c)).collect();
        let is_sidecar = |c: &usize| self.plan.containers.get(*c).is_some_and(|plan| plan.role == Role::Sidecar);
        if left.is_empty() {
            self.containers.iter_mut().for_each(|life| life.ready = false);
            self.run.gone = Some(self.now);
            self.note(None, Happening::Gone);
            self.end_here();
        } else if let Some(last) = left.last().copied().filter(|_| left.iter().all(is_sidecar)) {
            self.stop(last, (deadline - self.now).max(0));
        }
    }

    fn is_gone(&self, c: usize) -> bool {
        self.containers.get(c).is_none_or(|life| life.state == Phase::Gone)
    }
}

impl Life {
    /// Its state as it is shown.
    pub(super) fn shown(&self) -> State {
        match self.state {
            Phase::Waiting => State::Waiting,
            Phase::Pulling => State::Pulling,
            Phase::Running if self.ready && self.known => State::Ready,
            Phase::Running if self.started => State::Unready,
            Phase::Running => State::Starting,
            Phase::Stopping => State::Stopping,
            Phase::Exited => State::Exited,
            Phase::BackOff => State::BackOff,
            Phase::Ended(true) => State::Completed,
            Phase::Ended(false) => State::Failed,
            Phase::Gone => State::Gone,
        }
    }
}
