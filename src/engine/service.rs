//! The engine as a state machine: requests in, responses out. The worker adds only the message loop.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::graph::layout;
use super::report::page;
use super::workspace::Workspace;
use super::{Analysis, analyze};
use crate::protocol::{Drawing, FileReport, FileText, Request, Response};

/// What is open, and what the page was told last.
#[derive(Debug, Default)]
pub struct Service {
    workspace: Workspace,
    sent: HashMap<String, u64>,
    wiring: bool,
    revision: u64,
}

impl Service {
    /// Answer a request.
    pub fn handle(&mut self, request: Request) -> Vec<Response> {
        let whole = matches!(request, Request::Open { .. });
        match request {
            Request::Open { revision, files } => {
                self.revision = revision;
                self.sent.clear();
                let names: Vec<String> = files.iter().map(|f| f.name.clone()).collect();
                self.workspace.files.retain(|f| names.contains(&f.name));
                files.iter().for_each(|f| self.workspace.set(&f.name, &f.text));
            }
            Request::Edit { revision, file } => {
                self.revision = revision;
                self.workspace.set(&file.name, &file.text);
            }
            Request::Remove { revision, name } => {
                self.revision = revision;
                self.workspace.remove(&name);
                self.sent.remove(&name);
            }
            Request::ShowWiring(on) => {
                self.wiring = on;
                return if on { self.wiring().into_iter().collect() } else { Vec::new() };
            }
            Request::Crash => return Vec::new(),
        }
        self.report(whole)
    }

    fn report(&mut self, whole: bool) -> Vec<Response> {
        let analysis = analyze(&self.workspace);
        let all = page::reports(&self.workspace, &analysis);
        let drawing = self.wiring.then(|| picture(&self.workspace, &analysis));
        drop(analysis);
        let files = all.into_iter().filter(|report| self.changed(report)).collect();
        let report = Response::Report { revision: self.revision, whole, files, micros: 0 };
        let wiring = drawing.map(|drawing| Response::Wiring { revision: self.revision, drawing });
        std::iter::once(report).chain(wiring).collect()
    }

    /// Whether a report differs from the last one sent.
    fn changed(&mut self, report: &FileReport) -> bool {
        let hash = fingerprint(report);
        self.sent.insert(report.file.clone(), hash) != Some(hash)
    }

    fn wiring(&self) -> Option<Response> {
        let analysis = analyze(&self.workspace);
        Some(Response::Wiring { revision: self.revision, drawing: picture(&self.workspace, &analysis) })
    }
}

fn fingerprint(report: &FileReport) -> u64 {
    let mut hasher = DefaultHasher::new();
    format!("{report:?}").hash(&mut hasher);
    hasher.finish()
}

fn picture(workspace: &Workspace, analysis: &Analysis<'_>) -> Drawing {
    layout::draw(&analysis.objects, &analysis.graph, &|index, edge| page::drawn_place(workspace, analysis, index, edge))
}

/// The drawing of a set of files.
#[must_use]
pub fn drawing(files: &[FileText]) -> Drawing {
    let workspace = open(files);
    let analysis = analyze(&workspace);
    picture(&workspace, &analysis)
}

/// The reports of a set of files.
#[must_use]
pub fn reports(files: &[FileText]) -> Vec<FileReport> {
    let workspace = open(files);
    page::reports(&workspace, &analyze(&workspace))
}

/// A workspace with these files.
#[must_use]
pub fn open(files: &[FileText]) -> Workspace {
    let mut workspace = Workspace::default();
    files.iter().for_each(|f| workspace.set(&f.name, &f.text));
    workspace
}
