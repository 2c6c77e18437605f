//! The engine as a state machine: requests in, responses out. The worker adds only the message loop.

use std::collections::HashMap;
use std::ops::Range;

use super::graph::layout;
use super::hands::{Hands, One};
use super::report::moved::{self, Moved, Stand};
use super::report::page;
use super::workspace::{DocumentIndex, File, Workspace};
use super::{Analysis, analyze};
use crate::protocol::patch::Patch;
use crate::protocol::{Drawing, FileReport, FileText, Place, Request, Response, Severity};

/// What is open. What the page knows follows from what it was told.
#[derive(Debug)]
pub struct Service {
    analysis: Analysis,
}

impl Default for Service {
    fn default() -> Self {
        Self { analysis: Analysis::editable(Workspace::default()) }
    }
}

impl Service {
    /// Answer a request.
    pub fn handle(&mut self, request: Request) -> Option<Response> {
        let (revision, part) = match request {
            Request::Open { revision, files } => {
                self.analysis = Analysis::editable(open(&files));
                (revision, None)
            }
            Request::Edit { revision, file } => (revision, self.edit(&file)),
            Request::Remove { revision, name } => {
                let stale = self.analysis.remove(&name).stale;
                (revision, Some(self.again(&stale, "", 0..0)))
            }
            Request::Crash => return None,
        };
        let whole = part.is_none();
        Some(Response::Report { revision, whole, patches: part.unwrap_or_else(|| self.all()), micros: 0 })
    }

    /// What an edit changed; none if everything must be told anew, because what stayed as it was moved in several ways.
    fn edit(&mut self, file: &FileText) -> Option<Vec<Patch>> {
        let before = moved::stands(&self.analysis.workspace, &file.name);
        let touched = self.analysis.edit(&file.name, &file.text);
        let after = moved::stands(&self.analysis.workspace, &file.name);
        let Moved { head, tail, from, units, lines } = Moved::between(&before, &after);
        let is_new = |(document, _): &Stand| touched.added.binary_search(document).is_ok();
        if !after.get(head..after.len() - tail)?.iter().all(is_new) {
            return None;
        }
        // What the document before them ends with may seem to stand where they begin.
        let at = head.saturating_sub(1);
        let run = at..after.len() - tail;
        let removed = count(before.len() - tail - at);
        let now = self.patch(self.file(&file.name)?, run.clone());
        let mut patches = vec![Patch { of: count(before.len()), removed, from, units, lines, ..now }];
        patches.extend(self.again(&touched.stale, &file.name, run));
        Some(patches)
    }

    fn file(&self, name: &str) -> Option<&File> {
        self.analysis.workspace.files.iter().find(|file| file.name == name)
    }

    /// Everything.
    fn all(&self) -> Vec<Patch> {
        let all = |file: &File| Patch { of: 0, removed: 0, ..self.patch(file, 0..file.documents.len()) };
        self.analysis.workspace.files.iter().map(all).collect()
    }

    /// Documents that stand where they stood, without those that were told already.
    fn again(&self, stale: &[DocumentIndex], told_of: &str, told: Range<usize>) -> Vec<Patch> {
        let mut patches = Vec::new();
        for file in &self.analysis.workspace.files {
            for (at, document) in file.documents.iter().enumerate() {
                let is_told = told.contains(&at) && file.name == told_of;
                if !is_told && stale.binary_search(document).is_ok() {
                    patches.push(self.patch(file, at..at + 1));
                }
            }
        }
        patches
    }

    /// What is said of some of a file's documents now, in the place of as many.
    fn patch(&self, file: &File, run: Range<usize>) -> Patch {
        let documents = file.documents.get(run.clone()).unwrap_or_default();
        let report = |document| page::of_documents(&self.analysis, file, std::slice::from_ref(document));
        Patch {
            file: file.name.clone(),
            of: count(file.documents.len()),
            at: count(run.start),
            removed: count(run.len()),
            documents: documents.iter().map(report).collect(),
            ..Patch::default()
        }
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
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
    analysis.workspace.files.iter().map(|file| page::report(&analysis, file)).collect()
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
