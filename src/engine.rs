//! The analysis: files → documents → objects → graph → findings.
//!
//! [`analyze`] returns for every input. Nothing below this module panics on input, reads a clock or knows
//! a browser.

pub mod finding;
pub mod graph;
pub mod objects;
pub mod part;
pub mod report;
pub mod rules;
pub mod schema;
pub mod service;
pub mod text;
pub mod timeline;
pub mod workspace;
pub mod yaml;

use finding::{DocumentView, Finding, ObjectView};
use graph::Graph;
use part::Part;
use rules::Check;
use workspace::{ObjectIndex, Objects, Workspace};

/// What a workspace comes to.
#[derive(Debug)]
pub struct Analysis<'a> {
    /// The objects.
    pub objects: Objects<'a>,
    /// How they are wired.
    pub graph: Graph,
    /// What is wrong, by file and place.
    pub findings: Vec<Finding>,
}

impl<'a> Analysis<'a> {
    /// The view of an object that rules have.
    #[must_use]
    pub fn view(&'a self, index: ObjectIndex) -> Option<ObjectView<'a>> {
        self.objects.get(index).map(|at| ObjectView { index, at, objects: &self.objects, graph: &self.graph })
    }
}

/// Analyse all files, in the stages' order.
#[must_use]
pub fn analyze(workspace: &Workspace) -> Analysis<'_> {
    let objects = Objects::of(workspace);
    let graph = Graph::of(&objects);
    let mut findings = Vec::new();
    for rule in rules::ALL {
        let from = findings.len();
        match rule.check {
            Check::Document(check) => documents(workspace, check, &mut findings),
            Check::Part(types, check) => parts(&objects, types, check, &mut findings),
            Check::Object(check) => {
                for (index, at) in objects.all.iter().enumerate() {
                    check(&ObjectView { index, at, objects: &objects, graph: &graph }, &mut findings);
                }
            }
        }
        for finding in findings.iter_mut().skip(from) {
            finding.rule = rule.id;
            finding.severity = rule.severity;
        }
    }
    findings.sort_by(|a, b| (a.place, a.rule, &a.message).cmp(&(b.place, b.rule, &b.message)));
    Analysis { objects, graph, findings }
}

fn parts(objects: &Objects<'_>, types: &[&str], check: fn(&Part<'_>, &mut Vec<Finding>), out: &mut Vec<Finding>) {
    for (index, at) in objects.all.iter().enumerate() {
        let ordinal = at.facts.objects.iter().position(|o| o.node == at.object.node).unwrap_or(0);
        for part in Part::all(at.facts, ordinal, (at.file, at.start, index)) {
            if types.contains(&part.type_name()) {
                check(&part, out);
            }
        }
    }
}

fn documents(workspace: &Workspace, check: fn(&DocumentView<'_>, &mut Vec<Finding>), out: &mut Vec<Finding>) {
    for (index, file) in workspace.files.iter().enumerate() {
        for (start, facts) in &file.documents {
            check(&DocumentView { file_name: &file.name, file: index, start: *start, facts }, out);
        }
    }
}
