//! A set in time, in words: lanes, events with their bounds and the fields that cause them, counts, hazards.
//!
//! Times are in milliseconds from the creation of the pods; bounds are in whole seconds, rounded outwards.

mod hazards;
mod words;

use super::page::object_place;
use crate::engine::Analysis;
use crate::engine::objects::workload::{self, ContainerAt};
use crate::engine::timeline::life::{Check, Event, Happening, Ms, Run, State};
use crate::engine::timeline::probe::Kind;
use crate::engine::timeline::scenario::Scenario;
use crate::engine::timeline::story::{self, PodStory, ServiceStory, Told, WorkloadStory};
use crate::engine::workspace::{DocumentPlace, Located};
use crate::engine::yaml::Route;
use crate::protocol::Place;

/// A set in time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimeReport {
    /// How far it goes, in seconds.
    pub until: i64,
    /// What is assumed because no manifest says it.
    pub assumptions: Vec<Assumption>,
    /// Workloads with their pods.
    pub workloads: Vec<WorkloadTime>,
    /// Services that select pods of the set.
    pub services: Vec<ServiceTime>,
    /// What can go wrong, whether or not it does in this scenario.
    pub hazards: Vec<Hazard>,
}

/// Something that no manifest says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// What.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A workload in time.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkloadTime {
    /// The object's key.
    pub key: String,
    /// `Deployment web`.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// Pods wanted.
    pub wanted: usize,
    /// Pods that have been ready for `minReadySeconds`: from each instant on, so many.
    pub available: Vec<(Ms, i64)>,
    /// Restarts of all containers, at least and at most.
    pub restarts: (usize, usize),
    /// Its pods, and those that replace them.
    pub pods: Vec<PodTime>,
}

/// A pod in time.
#[derive(Clone, Debug, PartialEq)]
pub struct PodTime {
    /// The name it is shown with.
    pub name: String,
    /// One for each container.
    pub lanes: Vec<LaneTime>,
    /// When it gets traffic, and when not: from each instant on.
    pub ready: Vec<(Ms, bool)>,
    /// What happens, in order of time.
    pub events: Vec<EventTime>,
}

/// A container in time.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneTime {
    /// The container.
    pub container: String,
    /// Where it stands.
    pub place: Place,
    /// What it is doing: from each instant on.
    pub states: Vec<(Ms, State)>,
    /// How often it was started again.
    pub restarts: usize,
    /// Answers to its probes, as many as were alike in a row.
    pub checks: Vec<CheckTime>,
}

/// Answers to a probe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckTime {
    /// The probe.
    pub kind: Kind,
    /// The first answer.
    pub from: Ms,
    /// The last one.
    pub to: Ms,
    /// How many.
    pub count: i64,
    /// Whether they were good.
    pub good: bool,
}

/// Something that happens.
#[derive(Clone, Debug, PartialEq)]
pub struct EventTime {
    /// When, in the life that the lanes show.
    pub at: Ms,
    /// Not before this second.
    pub earliest: i64,
    /// Not after this second; none where it is not sure to happen in this time.
    pub latest: Option<i64>,
    /// What, in a sentence.
    pub text: String,
    /// The field that causes it.
    pub place: Option<Place>,
    /// What kind of event, for marks: `condemned`, `unready`, …
    pub mark: &'static str,
}

/// A Service in time.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceTime {
    /// The object's key.
    pub key: String,
    /// `Service web`.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// Ready endpoints: from each instant on, so many.
    pub endpoints: Vec<(Ms, i64)>,
    /// The fewest, once it had all of them.
    pub fewest: i64,
    /// Seconds without any, once it had all of them: at least, at most.
    pub without: (i64, i64),
    /// When it had all of them again after the last loss: at the earliest and at the latest.
    pub whole_again: Option<(i64, Option<i64>)>,
}

/// What can go wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Hazard {
    /// A name for it.
    pub id: &'static str,
    /// The container, with its workload.
    pub about: String,
    /// In a sentence or two.
    pub text: String,
    /// The field.
    pub place: Option<Place>,
}

/// The same set in two scenarios, or two sets in one.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// By name of workload or Service: what is counted, and the two numbers.
    pub rows: Vec<Row>,
}

/// A number of two stories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Of what.
    pub about: String,
    /// What is counted.
    pub what: &'static str,
    /// In the one.
    pub one: String,
    /// In the other.
    pub other: String,
}

impl TimeReport {
    /// The workload of that key.
    #[must_use]
    pub fn workload(&self, key: &str) -> Option<&WorkloadTime> {
        self.workloads.iter().find(|workload| workload.key == key)
    }

    /// The Service of that key.
    #[must_use]
    pub fn service(&self, key: &str) -> Option<&ServiceTime> {
        self.services.iter().find(|service| service.key == key)
    }
}

impl WorkloadTime {
    /// The pods, those to which the same happens together.
    #[must_use]
    pub fn alike(&self) -> Vec<Vec<&PodTime>> {
        let mut out: Vec<Vec<&PodTime>> = Vec::new();
        for pod in &self.pods {
            match out.iter_mut().find(|pods| pods.first().is_some_and(|first| same(first, pod))) {
                Some(pods) => pods.push(pod),
                None => out.push(vec![pod]),
            }
        }
        out
    }
}

fn same(one: &PodTime, other: &PodTime) -> bool {
    let alike = |(a, b): (&EventTime, &EventTime)| (a.earliest, a.latest, &a.text) == (b.earliest, b.latest, &b.text);
    one.events.len() == other.events.len() && one.events.iter().zip(&other.events).all(alike)
}

/// A set in a scenario.
#[must_use]
pub fn report(model: &Analysis, scenario: &Scenario) -> TimeReport {
    let story = story::tell(model, scenario);
    TimeReport {
        until: scenario.horizon(),
        assumptions: words::assumptions(scenario),
        workloads: story.workloads.iter().filter_map(|workload| workload_time(model, workload)).collect(),
        services: story.services.iter().filter_map(|service| service_time(model, service)).collect(),
        hazards: hazards::all(model, scenario),
    }
}

/// What differs between two reports.
#[must_use]
pub fn compare(one: &TimeReport, other: &TimeReport) -> Comparison {
    let mut rows = Vec::new();
    let mut row = |about: &str, what, one: String, other: String| {
        rows.push(Row { about: about.to_owned(), what, one, other });
    };
    for (a, b) in pairs(&one.workloads, &other.workloads, |workload| &workload.key) {
        row(&a.name, "restarts", words::between(a.restarts), words::between(b.restarts));
    }
    for (a, b) in pairs(&one.services, &other.services, |service| &service.key) {
        row(&a.name, "fewest endpoints", a.fewest.to_string(), b.fewest.to_string());
        row(&a.name, "seconds without endpoints", words::between(a.without), words::between(b.without));
        row(&a.name, "whole again", words::whole_again(a.whole_again), words::whole_again(b.whole_again));
    }
    Comparison { rows }
}

fn pairs<'a, T>(one: &'a [T], other: &'a [T], key: fn(&T) -> &str) -> impl Iterator<Item = (&'a T, &'a T)> {
    one.iter().filter_map(move |a| Some((a, other.iter().find(|b| key(a) == key(b))?)))
}

/// An instant as a second that is not after it.
fn down(at: Ms) -> i64 {
    at.div_euclid(1000)
}

/// An instant as a second that is not before it.
fn up(at: Ms) -> i64 {
    -(-at).div_euclid(1000)
}

fn workload_time(model: &Analysis, workload: &WorkloadStory) -> Option<WorkloadTime> {
    let at = model.objects.get(workload.object)?;
    let containers: Vec<ContainerAt<'_>> = workload::pods(at.object)?.containers().collect();
    let seen = Seen { model, at, containers };
    Some(WorkloadTime {
        key: at.object.id.key(),
        name: at.object.id.to_string(),
        place: object_place(&model.workspace, &at),
        wanted: workload.wanted,
        available: workload.available.clone(),
        restarts: workload.restarts,
        pods: workload.pods.iter().map(|pod| seen.pod(pod)).collect(),
    })
}

fn service_time(model: &Analysis, service: &ServiceStory) -> Option<ServiceTime> {
    let at = model.objects.get(service.object)?;
    Some(ServiceTime {
        key: at.object.id.key(),
        name: at.object.id.to_string(),
        place: object_place(&model.workspace, &at),
        endpoints: service.endpoints.clone(),
        fewest: service.fewest,
        without: (down(service.without.0), up(service.without.1)),
        whole_again: service.whole_again.map(|(from, to)| (down(from), to.map(up))),
    })
}

/// A workload whose events are worded.
struct Seen<'a> {
    model: &'a Analysis,
    at: Located<'a>,
    containers: Vec<ContainerAt<'a>>,
}

impl Seen<'_> {
    fn pod(&self, pod: &PodStory) -> PodTime {
        let lanes = self.containers.iter().zip(&pod.run.lanes).enumerate();
        let mut starts = vec![0; self.containers.len()];
        PodTime {
            name: pod.name.clone(),
            lanes: lanes
                .map(|(n, (container, lane))| LaneTime {
                    container: container.container.name.clone(),
                    place: self.place(&container.route).unwrap_or_default(),
                    states: lane.states.clone(),
                    restarts: pod.run.restarts(n),
                    checks: pod.run.checks.iter().filter(|check| check.container == n).map(check).collect(),
                })
                .collect(),
            ready: pod.run.ready.clone(),
            events: pod.events.iter().map(|told| self.event(&pod.run, told, &mut starts)).collect(),
        }
    }

    fn event(&self, run: &Run, told: &Told, starts: &mut [usize]) -> EventTime {
        let Event { at, container, what } = told.event;
        let nth = container.and_then(|n| starts.get_mut(n)).filter(|_| what == Happening::Starts);
        let restart = nth.map_or(0, |count| std::mem::replace(count, *count + 1));
        let found = container.and_then(|n| self.containers.get(n));
        let states = || run.lanes.iter().map(|lane| lane.at(at));
        let (text, route) = words::event(&self.containers, found, what, restart, states);
        EventTime {
            at,
            earliest: down(told.earliest),
            latest: told.latest.map(up),
            text,
            place: route.and_then(|route| self.place(&route)),
            mark: words::mark(what),
        }
    }

    /// The field, or the nearest one above it that is written.
    fn place(&self, route: &Route) -> Option<Place> {
        nearest(self.model, &self.at, route)
    }
}

fn nearest(model: &Analysis, at: &Located<'_>, route: &Route) -> Option<Place> {
    let (span, _) = route.resolve(&at.facts.document, at.object.node);
    Some(super::page::shown(&model.workspace, DocumentPlace { document: at.document, span }))
}

fn check(check: &Check) -> CheckTime {
    CheckTime { kind: check.kind, from: check.from, to: check.to, count: check.count, good: check.good }
}

#[cfg(test)]
mod tests;
