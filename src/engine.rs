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
mod testing;
pub mod text;
pub mod timeline;
pub mod whatif;
pub mod workspace;
pub mod yaml;

use finding::{DocumentView, Finding, ObjectView};
use graph::Graph;
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

/// Analyse all files, in the stages' order.
#[must_use]
pub fn analyze(workspace: Workspace) -> Analysis {
    Analysis::default().whole(workspace)
}

/// The objects and how they are wired, without a judgement: what views are made of that show no problems.
#[must_use]
pub fn model(workspace: Workspace) -> Analysis {
    let mut model = Analysis::default();
    let change = whole(&workspace);
    model.workspace = workspace;
    let objects = model.objects.apply(&model.workspace, &change, &mut Vec::new());
    model.wire(&objects);
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
        Self { readers: Some(Readers::default()), ..Self::default() }.whole(workspace)
    }

    fn whole(mut self, workspace: Workspace) -> Self {
        let change = whole(&workspace);
        self.workspace = workspace;
        self.take(&change);
        self
    }

    /// A file's text is this now (a new name adds a file). Gives the files whose findings may be others, by name, some of them twice.
    pub fn edit(&mut self, name: &str, text: &str) -> Vec<String> {
        let change = self.workspace.set(name, text);
        if let Some(file) = self.workspace.position(name) {
            self.objects.order(&self.workspace, file);
        }
        let mut files = self.take(&change);
        files.push(name.to_owned());
        files
    }

    /// A file is gone. Gives the files whose findings may be others, by name, some of them twice.
    pub fn remove(&mut self, name: &str) -> Vec<String> {
        let change = self.workspace.remove(name);
        (0..self.workspace.files.len()).for_each(|file| self.objects.order(&self.workspace, file));
        self.take(&change)
    }

    fn take(&mut self, change: &Change) -> Vec<String> {
        let mut touched = Vec::new();
        change.removed.iter().for_each(|document| self.forget(*document));
        let mut stale = self.objects.apply(&self.workspace, change, &mut touched);
        change.added.iter().for_each(|document| self.read(*document));
        stale.extend(self.asked_for(&touched));
        stale.sort_unstable();
        stale.dedup();
        let rewired = self.wire(&stale);
        stale.extend(self.asked_for(&rewired));
        stale.sort_unstable();
        stale.dedup();
        stale.iter().for_each(|index| self.judge(*index));
        self.files_of(&stale)
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

    /// What a document says by itself.
    fn read(&mut self, document: DocumentIndex) {
        let Some(placed) = self.workspace.document(document) else { return };
        let name = self.workspace.files.get(placed.file).map_or("", |f| f.name.as_str());
        let view = DocumentView { file_name: name, document, facts: &placed.facts };
        let mut out = Vec::new();
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
        put(&mut self.local, document, out);
    }

    /// Finds the edges of objects; gives the questions that have another answer now.
    fn wire(&mut self, objects: &[ObjectIndex]) -> Vec<Question> {
        let mut rewired = Vec::new();
        for index in objects {
            self.listen();
            let edges = graph::edges(&self.objects, *index);
            if let Some(readers) = &mut self.readers {
                readers.set(*index, self.objects.heard());
            }
            if self.graph.from(*index) != edges.as_slice() {
                rewired.push(edges_of(*index));
                self.graph.set(*index, edges);
            }
        }
        rewired
    }

    /// What an object says among all others.
    fn judge(&mut self, index: ObjectIndex) {
        self.listen();
        let mut out = Vec::new();
        if let Some(view) = self.view(index) {
            for rule in rules::ALL {
                if let Check::Object(check) = rule.check {
                    marked(rule, &mut out, |out| check(&view, out));
                }
            }
        }
        if let Some(readers) = &mut self.readers {
            readers.add(index, self.objects.heard());
        }
        put(&mut self.global, index, out);
    }

    fn listen(&self) {
        if self.readers.is_some() {
            self.objects.listen();
        }
    }

    fn files_of(&self, objects: &[ObjectIndex]) -> Vec<String> {
        let file = |index: &ObjectIndex| {
            let placed = self.workspace.document(self.objects.get(*index)?.document)?;
            self.workspace.files.get(placed.file).map(|f| f.name.as_str())
        };
        objects.iter().filter_map(file).map(str::to_owned).collect()
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
        let mut out = Vec::new();
        for (document, _) in self.workspace.documents_of(file) {
            let of = |index: &ObjectIndex| self.global.get(*index).map(Vec::as_slice).unwrap_or_default();
            out.extend(self.local.get(document).map(Vec::as_slice).unwrap_or_default());
            out.extend(self.objects.of_document(document).iter().flat_map(of));
        }
        let place = |finding: &Finding| self.workspace.locate(finding.place).map(|(_, span)| span);
        out.sort_by(|a, b| (place(a), a.rule, &a.message).cmp(&(place(b), b.rule, &b.message)));
        out
    }
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
    }
}

#[cfg(test)]
mod tests;
