//! The worker of one probe: when it asks, and what it makes of the answers.
//!
//! Source: `pkg/kubelet/prober/worker.go`. Counts outlive a container; a worker on hold waits for the next one.

use super::answer::{self, Process};
use super::plan::{ContainerPlan, ProbePlan};
use super::pod::{End, Phase, Sim, What};
use super::record::Check;
use super::{Anchor, Ms, Timing};
use crate::engine::timeline::probe::Kind;

/// See the module.
#[derive(Clone, Debug, Default)]
pub(super) struct Worker {
    /// Its ticks have begun.
    pub ticks: bool,
    /// It waits for an answer.
    pub busy: bool,
    /// A tick came meanwhile (the ticker keeps one).
    pub ticked: bool,
    /// It was asked to run meanwhile (one is kept, too).
    pub triggered: bool,
    /// No more until there is a new container; the number of the container that failed.
    pub hold: Option<u32>,
    /// The last answer, and how often it came in a row.
    last: Option<bool>,
    run: i64,
    /// Where its last answers are recorded.
    pub record: Option<usize>,
}

impl Worker {
    /// Counts an answer; gives it back when it settles something.
    fn count(&mut self, probe: &ProbePlan, good: bool) -> Option<bool> {
        self.run = if self.last == Some(good) { self.run.saturating_add(1) } else { 1 };
        self.last = Some(good);
        let needed = if good { probe.numbers.success_threshold } else { probe.numbers.failure_threshold };
        (self.run >= needed).then_some(good)
    }

    /// Waits for the next container, and counts anew.
    fn wait(&mut self, generation: u32) {
        self.hold = Some(generation);
        self.run = 0;
    }
}

/// The first tick that is not before the container's first start.
fn first_tick(timing: Timing, container: &ContainerPlan, probe: &ProbePlan, start: Ms) -> Ms {
    let anchor = match timing.anchor {
        Anchor::Start => start + (probe.numbers.initial_delay * 1000 - timing.cut).max(0),
        Anchor::Listen => start + container.listen,
        Anchor::Ready => start + container.ready,
        Anchor::At(instant) => instant,
    };
    let period = probe.period();
    let own = timing.spread * (probe.kind as i64);
    let tick = anchor + part_of(period, timing.phase.unwrap_or(0) + own) - i64::from(timing.phase.is_none());
    start + (tick - start).rem_euclid(period)
}

/// So many thousandths of a period.
fn part_of(period: Ms, part: i64) -> Ms {
    period / 1000 * part + period % 1000 * part / 1000
}

/// Whether the initial delay is over: it counts from a start that is cut to the second.
fn delay_over(timing: Timing, probe: &ProbePlan, since: Ms, now: Ms) -> bool {
    (now - since + timing.cut).div_euclid(1000) >= probe.numbers.initial_delay
}

impl<'a> Sim<'a> {
    /// The workers' tickers, which go on through all restarts.
    pub(super) fn start_ticks(&mut self, c: usize, container: &ContainerPlan) {
        for (p, probe) in container.probes.iter().enumerate() {
            let tick = first_tick(self.timing, container, probe, self.now);
            if let Some(worker) = self.worker(c, p).filter(|worker| !worker.ticks) {
                worker.ticks = true;
                self.push(tick, What::Tick(c, p));
            }
        }
    }

    pub(super) fn tick(&mut self, c: usize, p: usize) {
        let Some(probe) = self.probe(c, p) else { return };
        // Told to go: only readiness is still asked for.
        if self.end != End::Lives && probe.kind != Kind::Readiness {
            return;
        }
        self.push(self.now + probe.period(), What::Tick(c, p));
        match self.worker(c, p) {
            Some(worker) if worker.busy => worker.ticked = true,
            _ => self.ask(c, p),
        }
    }

    /// `doProbe`.
    pub(super) fn ask(&mut self, c: usize, p: usize) {
        let (Some(container), Some(probe)) = (self.plan.containers.get(c), self.probe(c, p)) else { return };
        let Some(life) = self.containers.get_mut(c) else { return };
        let generation = life.generation;
        // Until a restart is seen, readiness is still asked for as if nothing had happened.
        let stale = !life.known && life.ready && probe.kind == Kind::Readiness;
        let running = matches!(life.state, Phase::Running | Phase::Stopping) && (life.known || stale);
        let held = life.workers.get(p).and_then(|worker| worker.hold) == Some(generation);
        let its_turn =
            life.started != (probe.kind == Kind::Startup) && delay_over(self.timing, probe, life.since, self.now);
        if !running || held || !(its_turn || stale) {
            return;
        }
        let process = Process { since: life.since, stopping: life.signalled };
        let answer = answer::answer(container, process, probe, self.now);
        if answer.took == 0 {
            return self.count(c, p, generation, answer.good);
        }
        if let Some(worker) = life.workers.get_mut(p) {
            worker.busy = true;
        }
        self.push(self.now + answer.took, What::Answered(c, p, generation, answer.good));
    }

    pub(super) fn answered(&mut self, c: usize, p: usize, generation: u32, good: bool) {
        let Some(worker) = self.worker(c, p) else { return };
        worker.busy = false;
        let (ticked, triggered) = (std::mem::take(&mut worker.ticked), std::mem::take(&mut worker.triggered));
        self.count(c, p, generation, good);
        if ticked || triggered {
            self.ask(c, p);
        }
        if let (true, Some(worker)) = (ticked && triggered, self.worker(c, p)) {
            worker.ticked = worker.busy;
        }
    }

    fn count(&mut self, c: usize, p: usize, generation: u32, good: bool) {
        let Some(probe) = self.probe(c, p) else { return };
        self.keep(c, p, probe.kind, good);
        let Some(settled) = self.worker(c, p).and_then(|worker| worker.count(probe, good)) else { return };
        if !settled && probe.kind != Kind::Readiness {
            self.worker(c, p).into_iter().for_each(|worker| worker.wait(generation));
        }
        let Some((_, life)) = self.at(c, generation) else {
            return self.too_late(c, generation, probe.kind, settled);
        };
        match (probe.kind, settled) {
            (Kind::Readiness, _) => life.ready = settled && (life.known || life.ready),
            // `SetContainerStartup`: others are let go at once.
            (Kind::Startup, true) => self.push(self.now, What::Started(c, generation)),
            (Kind::Liveness, true) => {}
            (kind, false) if life.state == Phase::Running && self.end == End::Lives => self.condemn(c, kind),
            _ => {}
        }
    }

    /// An answer about a process that is gone. Until that is seen, the pod's status still speaks of it
    /// (`SetContainerReadiness` looks for the container's id).
    fn too_late(&mut self, c: usize, generation: u32, kind: Kind, settled: bool) {
        let Some(life) = self.containers.get_mut(c) else { return };
        if kind == Kind::Readiness && !settled && (life.generation == generation || !life.known) {
            life.ready = false;
        }
    }

    fn keep(&mut self, container: usize, p: usize, kind: Kind, good: bool) {
        let (now, next) = (self.now, self.run.checks.len());
        let record = self.worker(container, p).and_then(|worker| worker.record);
        match record.and_then(|record| self.run.checks.get_mut(record)).filter(|check| check.good == good) {
            Some(check) => (check.to, check.count) = (now, check.count + 1),
            None => {
                self.run.checks.push(Check { container, kind, from: now, to: now, count: 1, good });
                self.worker(container, p).into_iter().for_each(|worker| worker.record = Some(next));
            }
        }
    }

    pub(super) fn probe(&self, c: usize, p: usize) -> Option<&'a ProbePlan> {
        self.plan.containers.get(c)?.probes.get(p)
    }

    pub(super) fn worker(&mut self, c: usize, p: usize) -> Option<&mut Worker> {
        self.containers.get_mut(c)?.workers.get_mut(p)
    }
}
