//! Traffic that moves from one Deployment to another: blue-green and canary, on a Service and its selector.
//!
//! A Service's endpoints are the ready pods that its selector matches (`pkg/controller/endpointslice`); a new
//! connection goes to each of them with the same chance (`pkg/proxy`).

use std::collections::BTreeMap;

use crate::engine::objects::value::selector::{Labels, pairs_match};
use crate::engine::objects::{Object, Typed, workload};

/// The pods of one Deployment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The Deployment's name.
    pub name: String,
    /// The labels of its pods.
    pub labels: Labels,
    /// Its pods at the beginning: ready if they were there before.
    pub replicas: i64,
    /// Seconds from a pod's creation until it is ready; none if it never is.
    pub ready_after: Option<i64>,
    /// Its pods are made at second 0, and were not there before.
    pub fresh: bool,
}

/// What somebody does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// The Service selects by these labels from now on.
    Select(Labels),
    /// The group at an index has this many pods from now on.
    Scale(usize, i64),
}

/// The state at the end of an instant at which something changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// Seconds from the beginning.
    pub at: i64,
    /// By group: its pods.
    pub pods: Vec<i64>,
    /// By group: its ready pods that get traffic.
    pub endpoints: Vec<i64>,
}

impl Moment {
    /// The share of new connections that a group gets, in thousandths; none where nobody answers.
    #[must_use]
    pub fn share(&self, group: usize) -> Option<i64> {
        let all: i64 = self.endpoints.iter().sum();
        (all > 0).then(|| self.endpoints.get(group).map_or(0, |n| n * 1000 / all))
    }
}

/// The pods of a Deployment as the manifests have them.
#[must_use]
pub fn group(object: &Object, ready_after: Option<i64>, fresh: bool) -> Option<Group> {
    let pods = workload::pods(object).filter(|_| matches!(object.typed, Typed::Deployment(_)))?;
    let replicas = i64::from(pods.replicas?);
    Some(Group { name: object.id.name.clone(), labels: pods.labels.clone(), replicas, ready_after, fresh })
}

/// A Service's selector; none where it has none.
#[must_use]
pub fn selector(object: &Object) -> Option<Labels> {
    let Typed::Service(service) = &object.typed else { return None };
    service.spec.as_ref()?.selector.clone()
}

/// Who answers over time.
#[must_use]
pub fn play(selector: &Labels, groups: &[Group], moves: &[(i64, Move)]) -> Vec<Moment> {
    let mut moves: Vec<&(i64, Move)> = moves.iter().collect();
    moves.sort_by_key(|(at, _)| *at);
    let mut state = State::of(selector, groups);
    let mut instants: Vec<i64> = moves.iter().map(|(at, _)| *at).collect();
    instants.extend(
        moves.iter().flat_map(|(at, _)| groups.iter().filter_map(move |g| Some(at.saturating_add(g.ready_after?)))),
    );
    instants.extend(groups.iter().filter(|g| g.fresh).filter_map(|g| g.ready_after));
    instants.push(0);
    instants.retain(|at| *at >= 0);
    instants.sort_unstable();
    instants.dedup();
    let mut out: Vec<Moment> = Vec::new();
    for now in instants {
        moves.iter().filter(|(at, _)| *at == now).for_each(|(_, what)| state.apply(now, what));
        let moment = state.moment(now);
        if out.last().is_none_or(|last| Moment { at: last.at, ..moment.clone() } != *last) {
            out.push(moment);
        }
    }
    out
}

struct State<'a> {
    groups: &'a [Group],
    selector: Labels,
    /// By group: pods by the instant they were made; before the beginning for those that were there.
    made: Vec<BTreeMap<i64, i64>>,
}

impl<'a> State<'a> {
    fn of(selector: &Labels, groups: &'a [Group]) -> Self {
        let made = |g: &Group| BTreeMap::from([(if g.fresh { 0 } else { i64::MIN }, g.replicas.max(0))]);
        Self { groups, selector: selector.clone(), made: groups.iter().map(made).collect() }
    }

    fn apply(&mut self, now: i64, what: &Move) {
        match what {
            Move::Select(labels) => self.selector.clone_from(labels),
            Move::Scale(group, replicas) => {
                let Some(made) = self.made.get_mut(*group) else { return };
                let more = replicas.max(&0) - made.values().sum::<i64>();
                if more > 0 {
                    *made.entry(now).or_default() += more;
                }
                // The newest go first.
                let mut less = -more.min(0);
                for count in made.values_mut().rev() {
                    let gone = less.min(*count);
                    *count -= gone;
                    less -= gone;
                }
            }
        }
    }

    fn moment(&self, now: i64) -> Moment {
        let endpoints = |(group, made): (&Group, &BTreeMap<i64, i64>)| {
            let matched = !self.selector.is_empty() && pairs_match(&self.selector, &group.labels);
            let ready = |at: &i64| *at == i64::MIN || group.ready_after.is_some_and(|s| at.saturating_add(s) <= now);
            made.iter().filter(|(at, _)| matched && ready(at)).map(|(_, count)| count).sum()
        };
        Moment {
            at: now,
            pods: self.made.iter().map(|made| made.values().sum()).collect(),
            endpoints: self.groups.iter().zip(&self.made).map(endpoints).collect(),
        }
    }
}
