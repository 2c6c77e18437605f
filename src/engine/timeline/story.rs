//! What happens to a whole set in a scenario: its pods' lives, with the earliest and the latest of each event.
//!
//! The set is played several times: once with everything in between (that is what is shown for an instant), and
//! with ticks that fall right at, or right before, each instant that matters: the extremes of what a fault meets.
//!
//! Sources for what is around the pods: `pkg/controller/endpointslice` (ready and not terminating),
//! `pkg/controller/replicaset` (a terminating pod is replaced at once), `pkg/controller/statefulset` (in order,
//! and only when the old pod is gone), `pkg/controller/podautoscaler`'s idea of available: `minReadySeconds`.

use std::collections::BTreeMap;

use super::cast::{Actor, Manner, actors};
use super::life::{Anchor, Event, Happening, Ms, Run, State, Timing, play};
use super::scenario::Scenario;
use crate::engine::Analysis;
use crate::engine::objects::value::selector;
use crate::engine::objects::{Typed, workload};
use crate::engine::workspace::ObjectIndex;

/// No more instants than these are tried for extremes.
const MOST_ANCHORS: usize = 8;

/// A set in time.
#[derive(Clone, Debug, Default)]
pub struct Story {
    /// How far it goes.
    pub until: Ms,
    /// Its workloads.
    pub workloads: Vec<WorkloadStory>,
    /// Its Services that select pods of it.
    pub services: Vec<ServiceStory>,
}

/// A workload in time.
#[derive(Clone, Debug)]
pub struct WorkloadStory {
    /// The object.
    pub object: ObjectIndex,
    /// Pods wanted.
    pub wanted: usize,
    /// Its pods, and those that replace them.
    pub pods: Vec<PodStory>,
    /// Pods that have been ready for `minReadySeconds`, each number from its instant on.
    pub available: Vec<(Ms, i64)>,
    /// Restarts of all containers: at least, at most.
    pub restarts: (usize, usize),
}

/// A pod in time.
#[derive(Clone, Debug)]
pub struct PodStory {
    /// The name it is shown with.
    pub name: String,
    /// Its life with everything in between.
    pub run: Run,
    /// What happens, in order of time.
    pub events: Vec<Told>,
}

/// An event with its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// The event; `at` is its instant in the life that is shown, or the earliest if it is not part of that.
    pub event: Event,
    /// At the earliest.
    pub earliest: Ms,
    /// At the latest; none if it may not happen, or not in this time.
    pub latest: Option<Ms>,
}

/// A Service in time.
#[derive(Clone, Debug)]
pub struct ServiceStory {
    /// The object.
    pub object: ObjectIndex,
    /// Ready endpoints, each number from its instant on.
    pub endpoints: Vec<(Ms, i64)>,
    /// The fewest, once there were any.
    pub fewest: i64,
    /// How long there was none, once there was one: at least, at most.
    pub without: (Ms, Ms),
    /// When the last loss was made good: at the earliest, at the latest (none: not in this time).
    pub whole_again: Option<(Ms, Option<Ms>)>,
}

impl PodStory {
    /// What a container is doing.
    #[must_use]
    pub fn state_at(&self, container: usize, now: Ms) -> State {
        self.run.lanes.get(container).map_or(State::Waiting, |lane| lane.at(now))
    }
}

/// Plays a set.
#[must_use]
pub fn tell(model: &Analysis, scenario: &Scenario) -> Story {
    let actors = actors(model, scenario);
    let until = scenario.horizon() * 1000;
    let anchors = anchors(scenario);
    let shown =
        scenario.faults.first().map_or(Anchor::Start, |fault| Anchor::At(fault.from.clamp(0, scenario.until) * 1000));
    let middle = played(&actors, scenario, until, |pod| Timing::middle(shown, 500 + 382 * pod as i64));
    let mut plays = vec![middle];
    for anchor in anchors {
        plays.push(played(&actors, scenario, until, |_| Timing::soonest(anchor)));
        plays.push(played(&actors, scenario, until, |_| Timing::latest(anchor)));
        // The startup probe at once and readiness just missed, and the other way round.
        if matches!(anchor, Anchor::At(_)) {
            plays.push(played(&actors, scenario, until, |_| Timing { spread: 999, ..Timing::soonest(anchor) }));
            plays.push(played(&actors, scenario, until, |_| Timing { spread: 1, ..Timing::latest(anchor) }));
        }
    }
    let services = services(model, &actors, &plays, until);
    let mut lives = plays.into_iter();
    let middle = lives.next().unwrap_or_default();
    let others: Vec<Played> = lives.collect();
    let workloads = actors.iter().zip(middle).enumerate();
    let workloads = workloads.map(|(n, (actor, pods))| workload(n, actor, pods, &others)).collect();
    Story { until, workloads, services }
}

/// By workload: number and life of each pod.
type Played = Vec<Vec<(usize, Run)>>;

fn anchors(scenario: &Scenario) -> Vec<Anchor> {
    let edges = scenario.faults.iter().flat_map(|fault| [Some(fault.from), fault.to]).flatten();
    let mut edges: Vec<i64> = edges.map(|edge| edge.clamp(0, scenario.horizon()) * 1000).collect();
    edges.sort_unstable();
    edges.dedup();
    let own = [Anchor::Start, Anchor::Listen, Anchor::Ready];
    own.into_iter().chain(edges.into_iter().map(Anchor::At)).take(MOST_ANCHORS).collect()
}

fn played(actors: &[Actor], scenario: &Scenario, until: Ms, timing: impl Fn(usize) -> Timing) -> Played {
    actors.iter().map(|actor| pods(actor, scenario, until, &timing)).collect()
}

/// The pods of a workload, each followed by those that replace it.
fn pods(actor: &Actor, scenario: &Scenario, until: Ms, timing: &impl Fn(usize) -> Timing) -> Vec<(usize, Run)> {
    let mut out: Vec<(usize, Run)> = Vec::new();
    let mut created = Some(0);
    let mut before = None;
    for pod in 0..actor.pods {
        let Some(at) = created.filter(|at| *at < until) else { break };
        let (plan, timing) = (actor.plan(pod, scenario), timing(pod));
        let alike = before.as_ref() == Some(&(plan.clone(), timing, at));
        let run = match out.last().filter(|_| alike) {
            Some((_, run)) => run.clone(),
            None => play(&plan, timing, at, until),
        };
        if actor.manner == Manner::Ordered {
            created = run.ready.iter().find(|(_, ready)| *ready).map(|(at, _)| *at);
        }
        let next = replaced(actor.manner, &run, plan.lost.is_some(), timing);
        before = Some((plan.clone(), timing, at));
        out.push((pod, run));
        if let Some(at) = next.filter(|at| *at < until) {
            let mut plan = plan;
            if plan.lost.is_none() {
                // The node has the images.
                plan.containers.iter_mut().for_each(|container| container.pull = 0);
            }
            (plan.deleted, plan.lost) = (None, None);
            out.push((pod, play(&plan, timing, at, until)));
            before = None;
        }
    }
    out
}

/// When the controller makes another pod instead of this one.
fn replaced(manner: Manner, run: &Run, lost: bool, timing: Timing) -> Option<Ms> {
    match manner {
        Manner::AtOnce => Some(run.deleted? + timing.lag),
        Manner::Ordered | Manner::Parallel if !lost => Some(run.deleted.and(run.gone)? + timing.lag),
        _ => None,
    }
}

fn workload(n: usize, actor: &Actor, pods: Vec<(usize, Run)>, others: &[Played]) -> WorkloadStory {
    let count = |pods: &[(usize, Run)]| pods.iter().map(|(_, run)| restarts(run)).sum::<usize>();
    let others: Vec<&Vec<(usize, Run)>> = others.iter().filter_map(|play| play.get(n)).collect();
    let counts = || others.iter().map(|pods| count(pods)).chain([count(&pods)]);
    let restarts = (counts().min().unwrap_or(0), counts().max().unwrap_or(0));
    let available = total(pods.iter().flat_map(|(_, run)| serving(run, actor.min_ready * 1000)).collect());
    let told = pods.into_iter().enumerate().map(|(p, (pod, run))| {
        let alike: Vec<&Run> = others.iter().filter_map(|pods| pods.get(p)).map(|(_, run)| run).collect();
        let replaces = if run.created > 0 && actor.manner != Manner::Ordered { ", its replacement" } else { "" };
        PodStory { name: actor.pod_name(pod) + replaces, events: bounds(&run, &alike), run }
    });
    WorkloadStory { object: actor.object, wanted: actor.pods, pods: told.collect(), available, restarts }
}

fn restarts(run: &Run) -> usize {
    (0..run.lanes.len()).map(|container| run.restarts(container)).sum()
}

/// When a pod serves: one more from here, one fewer from there. Only what has lasted for `least` counts.
fn serving(run: &Run, least: Ms) -> Vec<(Ms, i64)> {
    let end = run.deleted.unwrap_or(Ms::MAX);
    let mut out = Vec::new();
    for (n, (from, ready)) in run.ready.iter().enumerate() {
        let to = run.ready.get(n + 1).map_or(Ms::MAX, |(to, _)| *to).min(end);
        if *ready && from + least < to {
            out.push((from + least, 1));
            out.extend((to < Ms::MAX).then_some((to, -1)));
        }
    }
    out
}

/// Changes, added up: a number from each instant on.
fn total(mut changes: Vec<(Ms, i64)>) -> Vec<(Ms, i64)> {
    changes.sort_unstable();
    let mut steps: Vec<(Ms, i64)> = vec![(0, 0)];
    let mut number = 0;
    for (at, change) in changes {
        number += change;
        match steps.last_mut() {
            Some((last, value)) if *last == at => *value = number,
            _ => steps.push((at, number)),
        }
    }
    steps.dedup_by_key(|(_, number)| *number);
    steps
}

/// Which events are the same one in several lives: those of one kind in the order they come.
type Key = (Option<usize>, Happening, usize);

fn keys(run: &Run) -> impl Iterator<Item = (Key, Event)> {
    let mut seen: BTreeMap<(Option<usize>, Happening), usize> = BTreeMap::new();
    run.events.iter().map(move |event| {
        let what = match event.what {
            Happening::Ends(..) => Happening::Ends(0, false),
            Happening::BackOff(_) => Happening::BackOff(0),
            other => other,
        };
        let ordinal = seen.entry((event.container, what)).or_default();
        *ordinal += 1;
        ((event.container, what, *ordinal), *event)
    })
}

fn bounds(run: &Run, others: &[&Run]) -> Vec<Told> {
    let mut spans: BTreeMap<Key, (Ms, Ms, usize, Event)> = BTreeMap::new();
    for (key, event) in others.iter().flat_map(|other| keys(other)) {
        let span = spans.entry(key).or_insert((event.at, event.at, 0, event));
        *span = (span.0.min(event.at), span.1.max(event.at), span.2 + 1, span.3);
    }
    let mut out: Vec<Told> = keys(run)
        .map(|(key, event)| {
            let (from, to, count, _) = spans.remove(&key).unwrap_or((event.at, event.at, others.len(), event));
            let latest = (count == others.len()).then_some(to.max(event.at));
            Told { event, earliest: from.min(event.at), latest }
        })
        .collect();
    out.extend(spans.into_values().map(|(earliest, _, _, event)| Told {
        event: Event { at: earliest, ..event },
        earliest,
        latest: None,
    }));
    out.sort_by_key(|told| (told.earliest, told.event.at));
    out
}

fn services(model: &Analysis, actors: &[Actor], plays: &[Played], until: Ms) -> Vec<ServiceStory> {
    let all = model.objects.in_order().into_iter();
    all.filter_map(|(index, at)| {
        let Typed::Service(service) = &at.object.typed else { return None };
        let pairs = service.spec.as_ref()?.selector.as_ref().filter(|pairs| !pairs.is_empty())?;
        let selects = |actor: &Actor| {
            let other = model.objects.get(actor.object).filter(|o| o.object.namespace() == at.object.namespace());
            let pods = other.and_then(|other| workload::pods(other.object));
            pods.is_some_and(|pods| selector::pairs_match(pairs, pods.labels))
        };
        let chosen: Vec<usize> = (0..actors.len()).filter(|n| actors.get(*n).is_some_and(selects)).collect();
        (!chosen.is_empty()).then(|| service_story(index, &chosen, plays, until))
    })
    .collect()
}

fn service_story(object: ObjectIndex, chosen: &[usize], plays: &[Played], until: Ms) -> ServiceStory {
    let endpoints = |play: &Played| {
        let pods = chosen.iter().filter_map(|n| play.get(*n)).flatten();
        total(pods.flat_map(|(_, run)| serving(run, 0)).collect())
    };
    let all: Vec<Vec<(Ms, i64)>> = plays.iter().map(endpoints).collect();
    let losses: Vec<Loss> = all.iter().map(|steps| loss(steps, until)).collect();
    let without = |of: fn(Ms, Ms) -> Ms| losses.iter().map(|loss| loss.without).reduce(of).unwrap_or(0);
    let lost: Vec<Option<Ms>> = losses.iter().filter(|loss| loss.any).map(|loss| loss.whole_again).collect();
    let last = lost.iter().copied().collect::<Option<Vec<Ms>>>().and_then(|all| all.into_iter().max());
    ServiceStory {
        object,
        fewest: losses.iter().map(|loss| loss.fewest).min().unwrap_or(0),
        without: (without(Ms::min), without(Ms::max)),
        whole_again: lost.iter().flatten().min().map(|earliest| (*earliest, last)),
        endpoints: all.into_iter().next().unwrap_or_default(),
    }
}

/// What a Service loses, after it first had all its endpoints.
#[derive(Clone, Copy, Debug)]
struct Loss {
    any: bool,
    fewest: i64,
    without: Ms,
    whole_again: Option<Ms>,
}

fn loss(steps: &[(Ms, i64)], until: Ms) -> Loss {
    let most = steps.iter().map(|(_, number)| *number).max().unwrap_or(0);
    let full = steps.iter().position(|(_, number)| *number == most).unwrap_or(0);
    let after = steps.get(full..).unwrap_or_default();
    let ends = after.iter().skip(1).map(|(at, _)| *at).chain([until]);
    let without = after.iter().zip(ends).filter(|((_, number), _)| *number == 0 && most > 0);
    Loss {
        any: after.len() > 1,
        fewest: after.iter().map(|(_, number)| *number).min().unwrap_or(0),
        without: without.map(|((from, _), to)| to - from).sum(),
        whole_again: after.last().filter(|(_, number)| after.len() > 1 && *number == most).map(|(at, _)| *at),
    }
}
