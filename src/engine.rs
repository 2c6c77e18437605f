//! The analysis: files → documents → objects → graph → findings.
//!
//! [`analyze`] returns for every input. Nothing below this module panics on input, reads a clock or knows
//! a browser. [`Analysis::edit`] gives what [`analyze`] would, at the cost of what the edit concerns: the
//! documents that changed, and the objects that asked for something in them.

pub mod assist;
pub mod checks;
pub mod environment;
pub mod finding;
pub mod graph;
pub mod hands;
pub mod objects;
mod order;
pub mod part;
mod readers;
pub mod report;
pub mod requests;
pub mod review;
pub mod rules;
pub mod schema;
pub mod service;
pub mod table;
#[cfg(test)]
pub(crate) mod testing;
pub mod text;
pub mod timeline;
pub mod whatif;
pub mod workspace;
pub mod yaml;

use finding::{DocumentView, Finding, ObjectView};
use graph::Graph;
use hands::{Hands, One};
use part::{Origin, Part};
use readers::Readers;
use rules::Check;
use workspace::{Change, DocumentIndex, ObjectIndex, Objects, Question, Workspace, edges_of};

/// What a workspace comes to.
#[derive(Debug, Default)]
pub struct Analysis {
    /// The files and their documents.
    pub workspace: Workspace,
    /// The objects.
    pub objects: Objects,
    /// How they are wired.
    pub graph: Graph,
    /// What documents say by themselves, by document.
    local: Vec<Vec<Finding>>,
    /// What objects say among all others, by object.
    global: Vec<Vec<Finding>>,
    /// Who asked for what; nothing for an analysis that is not edited.
    readers: Option<Readers>,
}

/// What a change of the files concerns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Documents that are new, sorted.
    pub added: Vec<DocumentIndex>,
    /// Documents that may have other findings or edges now, the new ones among them; sorted, some of them twice.
    pub stale: Vec<DocumentIndex>,
}

/// Analyse all files, in the stages' order.
#[must_use]
pub fn analyze(workspace: Workspace) -> Analysis {
    analyze_by(workspace, &One)
}

/// The same, by several hands.
#[must_use]
pub fn analyze_by(workspace: Workspace, hands: &impl Hands) -> Analysis {
    Analysis::default().whole(workspace, hands)
}

/// The objects and how they are wired, without a judgement: what views are made of that show no problems.
#[must_use]
pub fn model(workspace: Workspace) -> Analysis {
    let mut model = Analysis::default();
    let change = whole(&workspace);
    model.workspace = workspace;
    let objects = model.objects.apply(&model.workspace, &change, &mut Vec::new());
    model.wire(&objects, &One);
    model
}

/// Everything is new.
fn whole(workspace: &Workspace) -> Change {
    let documents = (0..workspace.files.len()).flat_map(|file| workspace.documents_of(file)).map(|(index, _)| index);
    Change { removed: Vec::new(), added: documents.collect() }
}

impl Analysis {
    /// The same as [`analyze`], ready to be edited.
    #[must_use]
    pub fn editable(workspace: Workspace) -> Self {
        Self { readers: Some(Readers::default()), objects: Objects::recorded(), ..Self::default() }
            .whole(workspace, &One)
    }

    fn whole(mut self, workspace: Workspace, hands: &impl Hands) -> Self {
        let change = whole(&workspace);
        self.workspace = workspace;
        self.take(change, hands);
        self
    }

    /// A file's text is this now (a new name adds a file).
    pub fn edit(&mut self, name: &str, text: &str) -> Touched {
        let change = self.workspace.set(name, text);
        if let Some(file) = self.workspace.position(name) {
            self.objects.order(&self.workspace, file);
        }
        self.take(change, &One)
    }

    /// A file is gone.
    pub fn remove(&mut self, name: &str) -> Touched {
        let change = self.workspace.remove(name);
        (0..self.workspace.files.len()).for_each(|file| self.objects.order(&self.workspace, file));
        self.take(change, &One)
    }

    fn take(&mut self, change: Change, hands: &impl Hands) -> Touched {
        let mut touched = Vec::new();
        change.removed.iter().for_each(|document| self.forget(*document));
        let mut stale = self.objects.apply(&self.workspace, &change, &mut touched);
        self.read(&change.added, hands);
        stale.extend(self.asked_for(&touched));
        stale.sort_unstable();
        stale.dedup();
        let rewired = self.wire(&stale, hands);
        stale.extend(self.asked_for(&rewired));
        stale.sort_unstable();
        stale.dedup();
        self.judge(&stale, hands);
        let mut stale: Vec<DocumentIndex> =
            stale.into_iter().filter_map(|index| Some(self.objects.get(index)?.document)).collect();
        stale.extend(&change.added);
        let mut added = change.added;
        added.sort_unstable();
        stale.sort_unstable();
        Touched { added, stale }
    }

    /// The objects that asked one of these questions.
    fn asked_for(&self, touched: &[Question]) -> Vec<ObjectIndex> {
        let readers = self.readers.iter().flat_map(|readers| touched.iter().flat_map(|q| readers.of(*q)));
        readers.filter(|index| self.objects.get(*index).is_some()).collect()
    }

    fn forget(&mut self, document: DocumentIndex) {
        for index in self.objects.of_document(document) {
            self.graph.set(*index, Vec::new());
            if let Some(findings) = self.global.get_mut(*index) {
                findings.clear();
            }
            if let Some(readers) = &mut self.readers {
                readers.set(*index, Vec::new());
            }
        }
        if let Some(findings) = self.local.get_mut(document) {
            findings.clear();
        }
    }

    /// What documents say by themselves.
    fn read(&mut self, documents: &[DocumentIndex], hands: &impl Hands) {
        let found = each(hands, documents, |document| self.said_by(document));
        documents.iter().zip(found).for_each(|(document, found)| put(&mut self.local, *document, found));
    }

    fn said_by(&self, document: DocumentIndex) -> Vec<Finding> {
        let mut out = Vec::new();
        let Some(placed) = self.workspace.document(document) else { return out };
        let name = self.workspace.files.get(placed.file).map_or("", |f| f.name.as_str());
        let view = DocumentView { file_name: name, document, facts: &placed.facts };
        for rule in rules::ALL {
            if let Check::Document(check) = rule.check {
                marked(rule, &mut out, |out| check(&view, out));
            }
        }
        for (ordinal, object) in self.objects.of_document(document).iter().enumerate() {
            for part in Part::all(&placed.facts, Origin { ordinal, document, object: *object }) {
                for (rule, check) in rules::about(part.type_id()) {
                    marked(rule, &mut out, |out| check(&part, out));
                }
            }
        }
        out
    }

    /// Finds the edges of objects; gives the questions that have another answer now.
    fn wire(&mut self, objects: &[ObjectIndex], hands: &impl Hands) -> Vec<Question> {
        let found = each(hands, objects, |index| self.heard(|| graph::edges(&self.objects, index)));
        let mut rewired = Vec::new();
        for (index, (edges, questions)) in objects.iter().zip(found) {
            if let Some(readers) = &mut self.readers {
                readers.set(*index, questions);
            }
            if self.graph.from(*index) != edges.as_slice() {
                rewired.push(edges_of(*index));
                self.graph.set(*index, edges);
            }
        }
        rewired
    }

    /// What objects say among all others.
    fn judge(&mut self, objects: &[ObjectIndex], hands: &impl Hands) {
        let found = each(hands, objects, |index| self.heard(|| self.said_about(index)));
        for (index, (found, questions)) in objects.iter().zip(found) {
            if let Some(readers) = &mut self.readers {
                readers.add(*index, questions);
            }
            put(&mut self.global, *index, found);
        }
    }

    fn said_about(&self, index: ObjectIndex) -> Vec<Finding> {
        let mut out = Vec::new();
        let Some(view) = self.view(index) else { return out };
        for rule in rules::ALL {
            if let Check::Object(check) = rule.check {
                marked(rule, &mut out, |out| check(&view, out));
            }
        }
        out
    }

    /// What comes of some work, and what it asked for, if the analysis is to be edited: then there is one hand only.
    fn heard<T>(&self, work: impl FnOnce() -> T) -> (T, Vec<Question>) {
        self.objects.listen();
        (work(), self.objects.heard())
    }

    /// The view of an object that rules have.
    #[must_use]
    pub fn view(&self, index: ObjectIndex) -> Option<ObjectView<'_>> {
        let at = self.objects.get(index)?;
        Some(ObjectView { index, at, objects: &self.objects, graph: &self.graph })
    }

    /// What is wrong in a file, by place.
    #[must_use]
    pub fn findings(&self, file: usize) -> Vec<&Finding> {
        self.workspace.files.get(file).map(|file| self.findings_of(&file.documents)).unwrap_or_default()
    }

    /// What is wrong in some of a file's documents, by place.
    #[must_use]
    pub fn findings_of(&self, documents: &[DocumentIndex]) -> Vec<&Finding> {
        let mut out = Vec::new();
        for document in documents {
            let of = |index: &ObjectIndex| self.global.get(*index).map(Vec::as_slice).unwrap_or_default();
            out.extend(self.local.get(*document).map(Vec::as_slice).unwrap_or_default());
            out.extend(self.objects.of_document(*document).iter().flat_map(of));
        }
        let place = |finding: &Finding| self.workspace.locate(finding.place).map(|(_, span)| span);
        out.sort_by(|a, b| (place(a), a.rule, &a.message).cmp(&(place(b), b.rule, &b.message)));
        out
    }
}

fn each<T: Send>(hands: &impl Hands, of: &[usize], work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    hands.each(of.len(), |n| work(of.get(n).copied().unwrap_or_default()))
}

fn marked(rule: &rules::Rule, out: &mut Vec<Finding>, check: impl FnOnce(&mut Vec<Finding>)) {
    let from = out.len();
    check(out);
    for finding in out.iter_mut().skip(from) {
        finding.rule = rule.id;
        finding.severity = rule.severity;
    }
}

fn put(table: &mut Vec<Vec<Finding>>, index: usize, findings: Vec<Finding>) {
    if table.len() <= index {
        table.resize_with(index + 1, Vec::new);
    }
    if let Some(slot) = table.get_mut(index) {
        *slot = findings;
        slot.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests;
