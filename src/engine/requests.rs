//! What a request reaches: from outside or from a pod, step by step, to the container that answers or to the
//! first break.
//!
//! Sources: the networking API reference (Ingress, NetworkPolicy), `pkg/controller/endpointslice`, `pkg/proxy`,
//! `pkg/kubelet/network/dns` of kubernetes/kubernetes. What the set does not settle is said to be unsure.

mod entry;
mod gateway;
mod ingress;
mod matrix;
mod names;
mod pods;
mod policy;
mod service;

pub use matrix::{Cell, Matrix, matrix};

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Analysis;
use super::finding::Finding;
use super::objects::value::address;
use super::objects::workload;
use super::report::page::shown;
use super::workspace::{DocumentPlace, Located, ObjectIndex};
use super::yaml::Route;
use crate::protocol::{Place, Severity};

/// How a step, or a whole request, comes out; the worst is the greatest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It works.
    #[default]
    Ok,
    /// The set alone does not settle it.
    Unsure,
    /// It goes no further.
    Broken,
}

impl Verdict {
    /// In a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Unsure => "unsure",
            Self::Broken => "broken",
        }
    }
}

/// One step on the way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// What kind of step: `name`, `host port`, `ingress`, `service`, `endpoints`, `policy`, `container`, `probe` …
    pub what: &'static str,
    /// What happens, in a sentence.
    pub text: String,
    /// Key of the object that decides, as in `ObjectRow::key`.
    pub object: Option<String>,
    /// The field that decides.
    pub place: Option<Place>,
    /// How it comes out.
    pub verdict: Verdict,
    /// Why, or under what assumption.
    pub why: String,
}

/// Pods that a request arrives at.
#[derive(Clone, Debug, PartialEq)]
pub struct Reached {
    /// Key of the workload.
    pub workload: String,
    /// `Deployment feastflow-backend`.
    pub workload_name: String,
    /// How many pods share the requests; none where it is not fixed.
    pub pods: Option<i32>,
    /// The container that listens; empty if none declares the port.
    pub container: String,
    /// The port in the pod.
    pub port: i32,
    /// Where the container stands.
    pub place: Place,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// What was asked, in words.
    pub question: String,
    /// The steps, in order; none follows a break.
    pub steps: Vec<Step>,
    /// The worst that counts.
    pub verdict: Verdict,
    /// Where it arrives.
    pub reached: Vec<Reached>,
}

/// What a request from outside the cluster reaches: `http://feastflow.local/api`.
#[must_use]
pub fn outside(analysis: &Analysis, url: &str) -> Trace {
    let mut way = Way::new(analysis, format!("{url} from outside the cluster"));
    match address::parse(url.trim()) {
        Some(address) => entry::enter(&mut way, address),
        None => way.broken("name", "This is no address", "It is written as `http://host:port/path`."),
    }
    way.trace
}

/// What a request reaches that comes from outside through a port of a Service.
#[must_use]
pub fn through(analysis: &Analysis, service: ObjectIndex, port: usize) -> Trace {
    let name = analysis.objects.get(service).map(|at| at.object.id.to_string()).unwrap_or_default();
    let mut way = Way::new(analysis, format!("{name} from outside the cluster"));
    entry::through(&mut way, service, port);
    way.trace
}

/// What a workload's pods reach at `host:port`.
#[must_use]
pub fn inside(analysis: &Analysis, from: ObjectIndex, target: &str) -> Trace {
    let name = analysis.objects.get(from).map(|at| at.object.id.to_string()).unwrap_or_default();
    let mut way = Way::new(analysis, format!("{target} from the pods of {name}"));
    let pods = pods::Pods::of(analysis, from);
    match (address::parse(target.trim()), pods) {
        (Some(address), Some(pods)) => names::call(&mut way, &pods, address),
        (None, _) => way.broken("name", "This is no address", "It is written as `host:port`."),
        (_, None) => way.broken("name", &format!("{name} has no pods"), "Requests inside the cluster come from pods."),
    }
    way.trace
}

/// A trace that is being walked.
struct Way<'a> {
    analysis: &'a Analysis,
    faults: Rc<BTreeMap<ObjectIndex, &'a Finding>>,
    trace: Trace,
}

impl<'a> Way<'a> {
    fn new(analysis: &'a Analysis, question: String) -> Self {
        Self { analysis, faults: Rc::new(faults(analysis)), trace: Trace { question, ..Trace::default() } }
    }

    /// A new way through the same set.
    fn again(&self) -> Self {
        Self { analysis: self.analysis, faults: Rc::clone(&self.faults), trace: Trace::default() }
    }

    fn fault(&self, index: ObjectIndex) -> Option<&'a Finding> {
        self.faults.get(&index).copied()
    }

    fn at(&self, index: ObjectIndex) -> Option<Located<'a>> {
        self.analysis.objects.get(index)
    }

    /// A step that is about a field of an object.
    fn step(&self, what: &'static str, object: ObjectIndex, route: &Route, text: String) -> Step {
        let (object, place) = match self.at(object) {
            Some(at) => (Some(at.object.id.key()), Some(place_in(self.analysis, &at, route))),
            None => (None, None),
        };
        Step { what, text, object, place, ..Step::default() }
    }

    fn push(&mut self, step: Step) {
        self.trace.verdict = self.trace.verdict.max(step.verdict);
        self.trace.steps.push(step);
    }

    fn note(&mut self, what: &'static str, text: &str, verdict: Verdict, why: &str) {
        self.push(Step { what, text: text.to_owned(), verdict, why: why.to_owned(), ..Step::default() });
    }

    fn broken(&mut self, what: &'static str, text: &str, why: &str) {
        self.note(what, text, Verdict::Broken, why);
    }
}

impl Step {
    fn unsure(self, why: impl Into<String>) -> Self {
        Self { verdict: Verdict::Unsure, why: why.into(), ..self }
    }

    fn fails(self, why: impl Into<String>) -> Self {
        Self { verdict: Verdict::Broken, why: why.into(), ..self }
    }

    fn because(self, why: impl Into<String>) -> Self {
        Self { why: why.into(), ..self }
    }
}

/// Where a field of an object stands.
fn place_in(analysis: &Analysis, at: &Located<'_>, route: &Route) -> Place {
    let (span, _) = route.resolve(&at.facts.document, at.object.node);
    let head = at.facts.document.get(at.object.node, "kind").map(|kind| at.facts.document.span(kind));
    let span = if route.0.is_empty() { head.unwrap_or(span) } else { span };
    shown(&analysis.workspace, DocumentPlace { document: at.document, span })
}

/// The first error of each object. An error is what the API server refuses or what cannot work, so no request gets
/// past it; what a step says itself is left out.
fn faults(analysis: &Analysis) -> BTreeMap<ObjectIndex, &Finding> {
    const SAID_BY_STEPS: [&str; 3] = ["ingress-backend-missing", "ingress-port-missing", "target-port-unresolved"];
    let mut out = BTreeMap::new();
    for finding in (0..analysis.workspace.files.len()).flat_map(|file| analysis.findings(file)) {
        if let Some(object) = finding.object
            && finding.severity == Severity::Error
            && !SAID_BY_STEPS.contains(&finding.rule)
        {
            out.entry(object).or_insert(finding);
        }
    }
    out
}

/// The workload of this kind and name, in the order of the files; kinds are compared without case.
#[must_use]
pub fn workload(analysis: &Analysis, kind: &str, name: &str, namespace: Option<&str>) -> Option<ObjectIndex> {
    let all = analysis.objects.in_order().into_iter();
    let mut wanted = all.filter(|(_, at)| {
        let id = &at.object.id;
        id.kind.eq_ignore_ascii_case(kind) && id.name == name && namespace.is_none_or(|n| n == at.object.namespace())
    });
    wanted.find(|(_, at)| workload::pods(at.object).is_some()).map(|(index, _)| index)
}

#[cfg(test)]
mod tests;
