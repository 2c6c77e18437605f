//! The engine as a state machine: requests in, responses out. The worker adds only the message loop.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::graph::layout;
use super::hands::{Hands, One};
use super::report::page;
use super::workspace::Workspace;
use super::{Analysis, analyze};
use crate::protocol::{Drawing, FileReport, FileText, Place, Request, Response, Severity};

/// What is open, and what the page was told last.
#[derive(Debug)]
pub struct Service {
    analysis: Analysis,
    sent: HashMap<String, Sent>,
    revision: u64,
}

/// What the page knows of a file.
#[derive(Debug, Default)]
struct Sent {
    fingerprint: u64,
    /// Other files whose places its report names.
    names: Vec<String>,
}

impl Default for Service {
    fn default() -> Self {
        let analysis = Analysis::editable(Workspace::default());
        Self { analysis, sent: HashMap::new(), revision: 0 }
    }
}

impl Service {
    /// Answer a request.
    pub fn handle(&mut self, request: Request) -> Vec<Response> {
        match request {
            Request::Open { revision, files } => {
                self.revision = revision;
                self.sent.clear();
                self.analysis = Analysis::editable(open(&files));
                let all = files.into_iter().map(|f| f.name).collect();
                self.report(true, all)
            }
            Request::Edit { revision, file } => {
                self.revision = revision;
                let mut stale = self.analysis.edit(&file.name, &file.text);
                stale.extend(self.naming(&file.name));
                self.report(false, stale)
            }
            Request::Remove { revision, name } => {
                self.revision = revision;
                let stale = self.analysis.remove(&name);
                self.sent.remove(&name);
                self.report(false, stale)
            }
            Request::Crash => Vec::new(),
        }
    }

    /// The files whose reports name places in this one: they move with its text.
    fn naming(&self, name: &str) -> Vec<String> {
        self.sent
            .iter()
            .filter(|(_, sent)| sent.names.iter().any(|n| n == name))
            .map(|(file, _)| file.clone())
            .collect()
    }

    fn report(&mut self, whole: bool, stale: Vec<String>) -> Vec<Response> {
        let names: HashSet<&str> = stale.iter().map(String::as_str).collect();
        let files = self.analysis.workspace.files.iter().enumerate();
        let reports =
            files.filter(|(_, f)| names.contains(f.name.as_str())).map(|(n, _)| page::report(&self.analysis, n));
        let files = reports.collect::<Vec<_>>().into_iter().filter(|report| self.changed(report)).collect();
        vec![Response::Report { revision: self.revision, whole, files, micros: 0 }]
    }

    /// Whether a report differs from the last one sent.
    fn changed(&mut self, report: &FileReport) -> bool {
        let mut hasher = DefaultHasher::new();
        report.hash(&mut hasher);
        let sent = Sent { fingerprint: hasher.finish(), names: others(report) };
        let fingerprint = sent.fingerprint;
        self.sent.insert(report.file.clone(), sent).is_none_or(|old| old.fingerprint != fingerprint)
    }
}

/// The other files whose places a report names.
fn others(report: &FileReport) -> Vec<String> {
    let labels = report.findings.iter().flat_map(|f| &f.related).map(|label| &label.place.file);
    let edits = report.findings.iter().flat_map(|f| &f.fixes).flat_map(|fix| &fix.edits).map(|edit| &edit.place.file);
    labels.chain(edits).filter(|file| **file != report.file).cloned().collect()
}

/// The drawing of what was chosen of a set's wiring.
#[must_use]
pub fn picture(analysis: &Analysis, choice: &layout::Choice<'_>) -> Drawing {
    let mut drawing = layout::draw(&analysis.objects, &analysis.graph, choice, &|index, edge| {
        page::named_place(analysis, index, edge)
    });
    let mut errors = errors(analysis);
    for node in drawing.nodes.iter_mut().filter(|node| !node.missing) {
        let inside = std::iter::once(&node.key).chain(&node.folded);
        let found: Vec<(String, Place)> = inside.filter_map(|key| errors.remove(key)).flatten().collect();
        node.place = found.first().map(|(_, place)| place.clone()).or(node.place.take());
        node.errors = found.into_iter().map(|(message, _)| message).collect();
    }
    drawing
}

/// What is wrong with each object, by its key, and where.
fn errors(analysis: &Analysis) -> HashMap<String, Vec<(String, Place)>> {
    let mut out: HashMap<String, Vec<(String, Place)>> = HashMap::new();
    let all = (0..analysis.workspace.files.len()).flat_map(|file| analysis.findings(file));
    for finding in all.filter(|finding| finding.severity == Severity::Error) {
        if let Some(at) = finding.object.and_then(|index| analysis.objects.get(index)) {
            let place = page::shown(&analysis.workspace, finding.place);
            out.entry(at.object.id.key()).or_default().push((finding.message.clone(), place));
        }
    }
    out
}

/// The drawing of a set of files.
#[must_use]
pub fn drawing(files: &[FileText]) -> Drawing {
    picture(&analyze(open(files)), &layout::Choice::default())
}

/// The reports of a set of files.
#[must_use]
pub fn reports(files: &[FileText]) -> Vec<FileReport> {
    let analysis = analyze(open(files));
    (0..analysis.workspace.files.len()).map(|file| page::report(&analysis, file)).collect()
}

/// A workspace with these files.
#[must_use]
pub fn open(files: &[FileText]) -> Workspace {
    open_by(files, &One)
}

/// The same, read by several hands.
#[must_use]
pub fn open_by(files: &[FileText], hands: &impl Hands) -> Workspace {
    Workspace::by(files.iter().map(|f| (f.name.as_str(), f.text.as_str())), hands)
}
