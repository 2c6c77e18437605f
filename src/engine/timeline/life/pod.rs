//! The kubelet's syncs and the workers of the probes, as a queue of instants.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::backoff::Backoff;
use super::plan::{Breaks, ContainerPlan, Plan, Restart, Role};
use super::record::{Event, Happening, Lane, Run, State};
use super::worker::Worker;
use super::{Ms, Timing};
use crate::engine::timeline::probe::Kind;

/// More instants than this are cut off.
const MOST: usize = 2_000_000;
/// More events than this are not kept.
const MOST_EVENTS: usize = 20_000;

/// Plays a pod that is created at `created`, until an instant.
#[must_use]
pub fn play(plan: &Plan, timing: Timing, created: Ms, until: Ms) -> Run {
    let run = Run { created, lanes: vec![Lane::default(); plan.containers.len()], ..Run::default() };
    let containers = vec![Life::default(); plan.containers.len()];
    let mut sim = Sim {
        plan,
        timing,
        now: created,
        queue: BinaryHeap::new(),
        sequence: 0,
        containers,
        turn: 0,
        end: End::Lives,
        run,
    };
    sim.begin();
    for _ in 0..MOST {
        let Some(Reverse(entry)) = sim.queue.pop() else { return sim.run };
        if entry.at >= until {
            return sim.run;
        }
        sim.now = entry.at;
        sim.happen(entry.what);
        sim.settle();
        if sim.run.cut_off || sim.end == End::Over {
            return sim.run;
        }
    }
    sim.run.cut_off = true;
    sim.run
}

/// An instant that is to come. At the same time faults come first, then the kubelet's syncs, then probes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    at: Ms,
    rank: u8,
    sequence: u32,
    what: What,
}

/// What is to come, for a container by its place. The number that goes with it says of which process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    Delete,
    Lose,
    NotReady,
    Evict,
    Crash(usize, i32),
    Exit(usize, u32, i32),
    Begin(usize),
    Start(usize, u32),
    Known(usize, u32),
    Started(usize, u32),
    Signal(usize, u32),
    Stopped(usize, u32, bool),
    Retry(usize, u32),
    Answered(usize, usize, u32, bool),
    Tick(usize, usize),
}

/// A container's life so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Life {
    pub state: Phase,
    /// How many processes it has had, and what was pulled for them.
    pub generation: u32,
    pub since: Ms,
    /// The kubelet knows the process.
    pub known: bool,
    /// It counts as started, and as ready.
    pub started: bool,
    pub ready: bool,
    /// SIGTERM was sent.
    pub signalled: bool,
    /// Stopped because of a failed probe: a start follows.
    pub condemned: Option<Kind>,
    /// Ends of processes: the last one, and its code.
    pub exit: Option<(Ms, i32)>,
    pub backoff: Backoff,
    pub workers: [Worker; 3],
    /// Ready, as it was written down last.
    told: bool,
}

/// What there is of a container's process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Phase {
    #[default]
    Waiting,
    Pulling,
    Running,
    Stopping,
    Exited,
    BackOff,
    Ended(bool),
    Gone,
}

/// How far the pod is from its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Lives,
    /// Told to go; when the grace period ends.
    Going(Ms),
    /// Its node is lost.
    Lost,
    Over,
}

pub(super) struct Sim<'a> {
    pub plan: &'a Plan,
    pub timing: Timing,
    pub now: Ms,
    queue: BinaryHeap<Reverse<Entry>>,
    sequence: u32,
    pub containers: Vec<Life>,
    /// How many of the containers have been let go on.
    turn: usize,
    pub end: End,
    pub run: Run,
}

impl<'a> Sim<'a> {
    pub fn push(&mut self, at: Ms, what: What) {
        let rank = match what {
            What::Delete | What::Lose | What::NotReady | What::Evict | What::Crash(..) | What::Exit(..) => 0,
            What::Answered(..) => 2,
            What::Tick(..) => 3,
            _ => 1,
        };
        self.sequence = self.sequence.wrapping_add(1);
        self.queue.push(Reverse(Entry { at, rank, sequence: self.sequence, what }));
    }

    pub fn note(&mut self, container: Option<usize>, what: Happening) {
        if self.run.events.len() >= MOST_EVENTS {
            self.run.cut_off = true;
            return;
        }
        self.run.events.push(Event { at: self.now, container, what });
    }

    fn begin(&mut self) {
        let plan = self.plan;
        self.note(None, Happening::Created);
        plan.deleted.into_iter().for_each(|at| self.push(at.max(self.now), What::Delete));
        plan.lost.into_iter().for_each(|at| self.push(at.max(self.now), What::Lose));
        for (c, container) in plan.containers.iter().enumerate() {
            for trouble in &container.troubles {
                if let (Breaks::Exit(code), true) = (&trouble.what, trouble.from >= self.now) {
                    self.push(trouble.from, What::Crash(c, *code));
                }
            }
        }
        self.advance();
        self.settle();
    }

    /// Lets the next containers begin: init containers one after another, then the others side by side.
    pub fn advance(&mut self) {
        let plan = self.plan;
        while let (Some(container), Some(life)) = (plan.containers.get(self.turn), self.containers.get(self.turn)) {
            let done = match container.role {
                Role::Init => life.state == Phase::Ended(true),
                Role::Sidecar => life.started,
                // Each is pulled when the one before it has started.
                Role::Main => life.generation > 0,
            };
            if !done {
                if life.state == Phase::Waiting {
                    self.push(self.now, What::Begin(self.turn));
                }
                return;
            }
            self.turn += 1;
        }
    }

    fn happen(&mut self, what: What) {
        if self.end == End::Lost && !matches!(what, What::NotReady | What::Evict) {
            return;
        }
        match what {
            What::Delete => self.delete(),
            What::Lose => self.lose(),
            What::NotReady => self.not_ready(),
            What::Evict => self.evicted(),
            What::Begin(c) => self.pull(c),
            What::Crash(c, code) => {
                if let Some(life) = self.containers.get(c) {
                    self.exit(c, life.generation, code);
                }
            }
            What::Exit(c, generation, code) => self.exit(c, generation, code),
            What::Start(c, generation) => self.start(c, generation),
            What::Known(c, generation) => self.know(c, generation),
            What::Started(c, generation) => self.started(c, generation),
            What::Signal(c, generation) => self.signal(c, generation),
            What::Stopped(c, generation, killed) => self.stopped(c, generation, killed),
            What::Retry(c, generation) => self.retry(c, generation),
            What::Tick(c, p) => self.tick(c, p),
            What::Answered(c, p, generation, good) => self.answered(c, p, generation, good),
        }
    }

    fn lose(&mut self) {
        self.note(None, Happening::NodeLost);
        self.end = End::Lost;
        // The node's lease is renewed every 10 s, and 50 s are waited for it (`node-monitor-grace-period`).
        let notice = 40_000 + self.timing.lag * 10;
        self.push(self.now + notice, What::NotReady);
        if let Some(stays) = self.plan.stays {
            self.push(self.now + notice + stays, What::Evict);
        }
    }

    fn not_ready(&mut self) {
        self.containers.iter_mut().for_each(|life| life.ready = false);
        self.note(None, Happening::NodeNotReady);
    }

    fn evicted(&mut self) {
        self.run.deleted = Some(self.now);
        self.note(None, Happening::Evicted);
    }

    fn pull(&mut self, c: usize) {
        let (Some(container), Some(life)) = (self.plan.containers.get(c), self.containers.get_mut(c)) else { return };
        if self.end != End::Lives || life.state != Phase::Waiting {
            return;
        }
        life.state = Phase::Pulling;
        let generation = life.generation;
        if container.pull > 0 {
            self.note(Some(c), Happening::Pulls);
        }
        self.push(self.now + container.pull, What::Start(c, generation));
    }

    /// A process starts.
    pub fn start(&mut self, c: usize, generation: u32) {
        let plan = self.plan;
        let (Some(container), Some(life)) = (plan.containers.get(c), self.containers.get_mut(c)) else { return };
        if life.generation != generation || self.end != End::Lives {
            return;
        }
        life.generation += 1;
        life.state = Phase::Running;
        (life.since, life.known, life.started) = (self.now, false, false);
        (life.signalled, life.condemned) = (false, None);
        let (generation, now) = (life.generation, self.now);
        self.note(Some(c), Happening::Starts);
        self.push(self.now + self.timing.lag, What::Known(c, generation));
        container.work.into_iter().for_each(|work| self.push(self.now + work, What::Exit(c, generation, 0)));
        for trouble in container.troubles.iter().filter(|trouble| trouble.holds(now)) {
            if let Breaks::ExitAfter(after, code) = trouble.what {
                self.push(self.now + after, What::Exit(c, generation, code));
            }
        }
        self.start_ticks(c, container);
        self.advance();
    }

    /// A sync has seen the new process.
    fn know(&mut self, c: usize, generation: u32) {
        let Some((container, life)) = self.at(c, generation) else { return };
        life.known = true;
        let startup = container.probe(Kind::Startup).is_some();
        life.ready = !startup && container.probe(Kind::Readiness).is_none();
        if !startup {
            // The next sync, a second later, finds it started and has it probed at once.
            let later = if container.probe(Kind::Readiness).is_some() { 1000 } else { 0 };
            self.push(self.now + later, What::Started(c, generation));
        }
    }

    /// The container counts as started.
    fn started(&mut self, c: usize, generation: u32) {
        let Some((container, life)) = self.at(c, generation) else { return };
        life.started = true;
        life.ready |= container.probe(Kind::Readiness).is_none();
        if container.probe(Kind::Startup).is_some() {
            self.note(Some(c), Happening::PassesStartup);
        }
        if let Some(p) = container.probes.iter().position(|probe| probe.kind == Kind::Readiness) {
            match self.worker(c, p) {
                Some(worker) if worker.busy => worker.triggered = true,
                _ => self.ask(c, p),
            }
        }
        self.advance();
    }

    /// A process ends by itself.
    fn exit(&mut self, c: usize, generation: u32, code: i32) {
        let now = self.now;
        let Some((_, life)) = self.at(c, generation) else { return };
        if life.state == Phase::Stopping {
            return self.stopped(c, generation, false);
        }
        life.state = Phase::Exited;
        life.exit = Some((now, code));
        self.note(Some(c), Happening::Ends(code, false));
        self.push(self.now + self.timing.lag, What::Retry(c, generation));
    }

    /// A sync looks at a process that has ended.
    fn retry(&mut self, c: usize, generation: u32) {
        let plan = self.plan;
        let (Some(container), Some(life)) = (plan.containers.get(c), self.containers.get_mut(c)) else { return };
        let waits = matches!(life.state, Phase::Exited | Phase::BackOff);
        let (true, Some((exit, code))) = (waits && life.generation == generation, life.exit) else { return };
        (life.known, life.ready, life.started) = (false, false, false);
        if !again(plan.restart, container, code, life.condemned.is_some()) {
            life.state = Phase::Ended(code == 0);
            self.advance();
            return self.finish();
        }
        let Some(rest) = life.backoff.rest(exit, self.now) else {
            life.backoff.next(exit, self.now);
            return self.start(c, generation);
        };
        let first = life.state == Phase::Exited;
        life.state = Phase::BackOff;
        let late = rest.min(60_000) / 2 * self.timing.late / 1000;
        if first {
            self.note(Some(c), Happening::BackOff(rest));
        }
        self.push(self.now + rest + late, What::Retry(c, generation));
    }

    /// Whether the pod has ended for good.
    fn finish(&mut self) {
        let mains = || self.plan.containers.iter().zip(&self.containers).filter(|(plan, _)| plan.role == Role::Main);
        let init_failed = self
            .plan
            .containers
            .iter()
            .zip(&self.containers)
            .any(|(plan, life)| plan.role == Role::Init && life.state == Phase::Ended(false));
        if !init_failed && !mains().all(|(_, life)| matches!(life.state, Phase::Ended(_))) {
            return;
        }
        let well = !init_failed && mains().all(|(_, life)| life.state == Phase::Ended(true));
        self.note(None, Happening::Finished(well));
        self.containers.iter_mut().filter(|life| !matches!(life.state, Phase::Ended(_))).for_each(|life| {
            (life.state, life.ready) = (Phase::Ended(well), false);
        });
        self.run.gone = Some(self.now);
        self.end_here();
    }

    /// Nothing happens any more.
    pub fn end_here(&mut self) {
        self.settle();
        self.end = End::Over;
    }

    /// The container with its process, if that is still the one and runs.
    pub fn at(&mut self, c: usize, generation: u32) -> Option<(&'a ContainerPlan, &mut Life)> {
        let life = self.containers.get_mut(c)?;
        let runs = matches!(life.state, Phase::Running | Phase::Stopping) && life.generation == generation;
        Some((self.plan.containers.get(c)?, life)).filter(|_| runs)
    }

    /// Writes down which of several containers got ready or un-ready.
    fn tell(&mut self) {
        let several = self.plan.containers.iter().filter(|container| container.role != Role::Init).count() > 1;
        for c in 0..self.containers.len() {
            let Some(life) = self.containers.get_mut(c).filter(|life| several && life.told != life.ready) else {
                continue;
            };
            life.told = life.ready;
            let what = if life.ready { Happening::Ready } else { Happening::Unready };
            self.note(Some(c), what);
        }
    }

    /// Writes down what is different after an instant.
    fn settle(&mut self) {
        let lost = self.end == End::Lost;
        for (c, life) in self.containers.iter().enumerate() {
            let state = if lost { State::Unknown } else { life.shown() };
            let Some(lane) = self.run.lanes.get_mut(c) else { continue };
            let before = lane.states.last().map(|(_, state)| *state);
            if before != Some(state) {
                lane.push(self.now, state);
            }
        }
        self.tell();
        let serving = |(plan, life): (&ContainerPlan, &Life)| plan.role == Role::Init || life.ready;
        let ready = !self.containers.is_empty() && self.plan.containers.iter().zip(&self.containers).all(serving);
        let was = self.run.ready.last().is_some_and(|(_, ready)| *ready);
        if ready != was {
            self.run.ready.push((self.now, ready));
            // Told to go, it is no endpoint in any case.
            if self.run.deleted.is_none() {
                self.note(None, if ready { Happening::PodReady } else { Happening::PodUnready });
            }
        }
    }
}

/// `ShouldContainerBeRestarted`; an init container that ended well is done, a sidecar never is.
fn again(restart: Restart, container: &ContainerPlan, code: i32, condemned: bool) -> bool {
    match (container.role, restart) {
        (Role::Sidecar, _) | (Role::Main, Restart::Always) => true,
        (_, Restart::Never) => false,
        _ => code != 0 || condemned,
    }
}
