//! The set as the points see it, and what they note.

use super::Evidence;
use crate::engine::Analysis;
use crate::engine::finding::Finding;
use crate::engine::graph::{Detail, Edge, End};
use crate::engine::objects::workload::{self, ContainerAt, Pods};
use crate::engine::objects::{Object, Typed};
use crate::engine::report::page;
use crate::engine::workspace::{DocumentPlace, Located, ObjectIndex};
use crate::engine::yaml::{Route, Walk};
use std::collections::BTreeMap;

/// See the module.
pub(super) struct Set<'a> {
    pub analysis: &'a Analysis,
    /// All objects, in order of the files.
    pub all: Vec<(ObjectIndex, Located<'a>)>,
    /// All findings, in order of the files.
    pub findings: Vec<&'a Finding>,
    /// By object: the edges that lead there.
    towards: BTreeMap<ObjectIndex, Vec<&'a Edge>>,
}

/// An object that makes pods.
pub(super) struct Workload<'a> {
    pub index: ObjectIndex,
    pub at: Located<'a>,
    pub pods: Pods<'a>,
}

impl<'a> Set<'a> {
    pub fn new(analysis: &'a Analysis) -> Self {
        let all = analysis.objects.in_order();
        let findings = (0..analysis.workspace.files.len()).flat_map(|file| analysis.findings(file)).collect();
        let mut towards: BTreeMap<ObjectIndex, Vec<&'a Edge>> = BTreeMap::new();
        for edge in all.iter().flat_map(|(index, _)| analysis.graph.from(*index)) {
            if let End::Present(to) = edge.to {
                towards.entry(to).or_default().push(edge);
            }
        }
        Self { analysis, all, findings, towards }
    }

    /// All objects that make pods.
    pub fn workloads(&self) -> impl Iterator<Item = Workload<'a>> {
        self.all
            .iter()
            .filter_map(|(index, at)| Some(Workload { index: *index, at: *at, pods: workload::pods(at.object)? }))
    }

    /// The edges of a relation that lead to an object.
    pub fn towards(&self, object: ObjectIndex, relation: &'static str) -> impl Iterator<Item = &'a Edge> {
        let edges = self.towards.get(&object).map(Vec::as_slice).unwrap_or_default();
        edges.iter().copied().filter(move |edge| edge.relation == relation)
    }

    /// Workloads behind a Service.
    pub fn serving(&self) -> impl Iterator<Item = Workload<'a>> {
        self.workloads().filter(|workload| self.towards(workload.index, "selects").next().is_some())
    }

    /// The containers that answer what a workload's Services send: those that declare the port, else all that run
    /// beside each other.
    pub fn answering(&self, workload: &Workload<'a>) -> Vec<ContainerAt<'a>> {
        let running: Vec<ContainerAt<'a>> = workload.pods.containers().filter(|at| !at.init).collect();
        let asked = |port: i32| {
            let mut edges = self.towards(workload.index, "selects");
            edges.any(|edge| matches!(&edge.detail, Detail::Port(text, _) if *text == port.to_string()))
        };
        let declares = |at: &ContainerAt<'_>| at.container.ports.iter().flatten().any(|p| asked(p.container_port));
        let declaring: Vec<ContainerAt<'a>> = running.iter().filter(|at| declares(at)).cloned().collect();
        if declaring.is_empty() { running } else { declaring }
    }

    /// The kind of an object.
    pub fn kind(&self, index: ObjectIndex) -> &'a str {
        self.analysis.objects.get(index).map_or("", |at| at.object.id.kind.as_str())
    }

    /// The name of an object for people.
    pub fn name(&self, index: ObjectIndex) -> String {
        self.analysis.objects.get(index).map(|at| at.object.id.to_string()).unwrap_or_default()
    }

    /// The Services that a workload has the address of, other than those it stands behind.
    pub fn called(&self, workload: ObjectIndex) -> Vec<ObjectIndex> {
        let own = |service: ObjectIndex| self.towards(workload, "selects").any(|edge| edge.from == service);
        let mut out = Vec::new();
        for edge in self.analysis.graph.from(workload).iter().filter(|edge| edge.relation == "calls") {
            if let End::Present(service) = edge.to
                && !own(service)
                && !out.contains(&service)
            {
                out.push(service);
            }
        }
        out
    }
}

impl<'a> Workload<'a> {
    pub fn object(&self) -> &'a Object {
        self.at.object
    }

    /// All its containers, those that run before the others, too.
    pub fn containers(&self) -> impl Iterator<Item = ContainerAt<'a>> + use<'a> {
        self.pods.containers()
    }

    /// The text at the end of a route.
    pub fn walk(&self, route: &Route) -> Walk<'a> {
        self.at.walk().follow(route)
    }

    /// Whether its pods run to an end.
    pub fn ends(&self) -> bool {
        matches!(self.at.object.typed, Typed::Job(_) | Typed::CronJob(_))
    }
}

/// What a point notes.
pub(super) struct Notes<'s> {
    set: &'s Set<'s>,
    pub evidence: Vec<Evidence>,
}

impl<'s> Notes<'s> {
    pub fn new(set: &'s Set<'s>) -> Self {
        Self { set, evidence: Vec::new() }
    }

    /// Something speaks for the point.
    pub fn good(&mut self, object: ObjectIndex, route: &Route, text: impl Into<String>) {
        self.note(false, object, route, text.into());
    }

    /// Something speaks against it.
    pub fn missing(&mut self, object: ObjectIndex, route: &Route, text: impl Into<String>) {
        self.note(true, object, route, text.into());
    }

    /// Either, with what is said then.
    pub fn either(&mut self, good: bool, object: ObjectIndex, route: &Route, texts: (String, String)) {
        self.note(!good, object, route, if good { texts.0 } else { texts.1 });
    }

    fn note(&mut self, missing: bool, object: ObjectIndex, route: &Route, text: String) {
        let Some(at) = self.set.analysis.objects.get(object) else { return };
        let (span, _) = route.resolve(&at.facts.document, at.object.node);
        let kind = at.facts.document.get(at.object.node, "kind").map(|kind| at.facts.document.span(kind));
        let span = if route.0.is_empty() { kind.unwrap_or(span) } else { span };
        let place = page::shown(&self.set.analysis.workspace, DocumentPlace { document: at.document, span });
        let (object, name) = (at.object.id.key(), at.object.id.to_string());
        self.evidence.push(Evidence { missing, object, name, text, place: Some(place) });
    }

    /// A finding speaks against it.
    pub fn finding(&mut self, finding: &Finding) {
        let object = finding.object.and_then(|index| self.set.analysis.objects.get(index)).map(|at| &at.object.id);
        self.evidence.push(Evidence {
            missing: true,
            object: object.map(|id| id.key()).unwrap_or_default(),
            name: object.map(ToString::to_string).unwrap_or_default(),
            text: finding.message.clone(),
            place: Some(page::shown(&self.set.analysis.workspace, finding.place)),
        });
    }

    /// Something that no object shows.
    pub fn beside(&mut self, text: &str) {
        let (object, name) = Default::default();
        self.evidence.push(Evidence { missing: false, object, name, text: text.to_owned(), place: None });
    }
}

/// `container backend`.
pub(super) fn container(at: &ContainerAt<'_>) -> String {
    format!("container `{}`", at.container.name)
}
