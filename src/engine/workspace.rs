//! The files that are open and their documents, analysed one by one and kept while their text stays.

mod index;
mod role;

pub use index::{Located, ObjectIndex, Objects, Question, edges_of};

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::hands::{Hands, One};
use super::objects::{Object, decode};
use super::part::TypedNode;
use super::schema;
use super::text::{LineIndex, Span};
use super::yaml::{Document, NodeId, split};

/// Index of a document in a [`Workspace`]. It stays with the document while its text stays and is given
/// to another one afterwards.
pub type DocumentIndex = usize;

/// One file.
#[derive(Clone, Debug, Default)]
pub struct File {
    /// Unique in the workspace.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Where its lines begin.
    pub lines: LineIndex,
    /// Its documents, in order.
    pub documents: Vec<DocumentIndex>,
}

/// A document and where it stands.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// What it says.
    pub facts: Arc<Facts>,
    /// Index of its file.
    pub file: usize,
    /// Its first byte in the file.
    pub start: u32,
}

/// A place in one of the documents: it stays true when the document moves in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentPlace {
    /// The document.
    pub document: DocumentIndex,
    /// Bytes from the start of the document.
    pub span: Span,
}

/// What one document says by itself.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The text, exactly.
    pub text: String,
    /// The tree.
    pub document: Document,
    /// What the text is.
    pub role: Role,
    /// Its objects (several for a `List`).
    pub objects: Vec<Object>,
    /// For each object: what the strict check of its schema says.
    pub schema: Vec<Vec<schema::Problem>>,
    /// For each object: its parts whose types the schema knows.
    pub typed: Vec<Vec<TypedNode>>,
}

/// What a document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Kubernetes objects.
    #[default]
    Objects,
    /// Nothing but comments.
    Empty,
    /// Text with template braces, not YAML yet.
    Template,
    /// A file that some tool reads, not the API server.
    Tool(&'static str),
}

/// All files, in order of their tabs.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// The files.
    pub files: Vec<File>,
    documents: Vec<Placed>,
    free: Vec<DocumentIndex>,
}

/// What a new text of a file changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Documents that are gone; their indices may be among the added ones.
    pub removed: Vec<DocumentIndex>,
    /// Documents that are new, or stand elsewhere among the others.
    pub added: Vec<DocumentIndex>,
}

impl Workspace {
    /// A workspace with these files.
    #[must_use]
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self::by(files, &One)
    }

    /// The same, read by several hands.
    #[must_use]
    pub fn by<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>, hands: &impl Hands) -> Self {
        let texts = last_of_each(files);
        let opened = hands.each(texts.len(), |n| {
            let (name, text) = texts.get(n).copied().unwrap_or_default();
            (File::new(name, text), split::split(text))
        });
        let (files, ranges): (Vec<File>, Vec<Vec<Range<usize>>>) = opened.into_iter().unzip();
        let parts: Vec<(usize, Range<usize>)> =
            ranges.into_iter().enumerate().flat_map(|(file, all)| all.into_iter().map(move |r| (file, r))).collect();
        let facts = hands.each(parts.len(), |n| {
            let part = parts.get(n).and_then(|(file, range)| Some((texts.get(*file)?, range.clone())));
            Arc::new(part.map_or_else(Facts::default, |((name, text), r)| Facts::of(name, text.get(r).unwrap_or(""))))
        });
        let mut workspace = Self { files, documents: Vec::with_capacity(parts.len()), free: Vec::new() };
        for ((file, range), facts) in parts.into_iter().zip(facts) {
            let index = workspace.put(Placed { facts, file, start: u32::try_from(range.start).unwrap_or(u32::MAX) });
            workspace.files.get_mut(file).into_iter().for_each(|file| file.documents.push(index));
        }
        workspace
    }

    /// The file with this name.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.files.iter().position(|f| f.name == name)
    }

    /// Set a file's text. Documents before and after what changed stay as they are.
    pub fn set(&mut self, name: &str, text: &str) -> Change {
        let file = self.position(name).unwrap_or(self.files.len());
        let old = self.files.get_mut(file).map(|f| std::mem::take(&mut f.documents)).unwrap_or_default();
        let ranges = split::split(text);
        let parts: Vec<(usize, &str)> =
            ranges.into_iter().map(|r| (r.start, text.get(r.start..r.end).unwrap_or(""))).collect();
        let same = |(document, part): (&DocumentIndex, &(usize, &str))| {
            self.documents.get(*document).is_some_and(|d| d.facts.text == part.1)
        };
        let head = old.iter().zip(&parts).take_while(|pair| same(*pair)).count();
        let rest = (old.get(head..).unwrap_or_default(), parts.get(head..).unwrap_or_default());
        let tail = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|pair| same(*pair)).count();
        let removed = rest.0.get(..rest.0.len() - tail).unwrap_or_default().to_vec();
        let inserted = rest.1.get(..rest.1.len() - tail).unwrap_or_default();
        let added = self.replace(name, &removed, inserted);
        let kept = |range: Option<&[DocumentIndex]>| range.unwrap_or_default().to_vec();
        let documents = [kept(old.get(..head)), added.clone(), kept(old.get(old.len() - tail..))].concat();
        for (document, (start, _)) in documents.iter().zip(&parts) {
            if let Some(placed) = self.documents.get_mut(*document) {
                placed.file = file;
                placed.start = u32::try_from(*start).unwrap_or(u32::MAX);
            }
        }
        let new = File { documents, ..File::new(name, text) };
        match self.files.get_mut(file) {
            Some(slot) => *slot = new,
            None => self.files.push(new),
        }
        Change { removed, added }
    }

    /// Gives documents up and takes others in; one that only moved keeps its facts.
    fn replace(&mut self, name: &str, removed: &[DocumentIndex], parts: &[(usize, &str)]) -> Vec<DocumentIndex> {
        let taken = |document: &DocumentIndex| self.documents.get(*document).map(|d| Arc::clone(&d.facts));
        let old: Vec<Arc<Facts>> = removed.iter().filter_map(taken).collect();
        let known: HashMap<&str, &Arc<Facts>> = old.iter().map(|facts| (facts.text.as_str(), facts)).collect();
        self.free.extend(removed.iter().rev());
        let mut added = Vec::with_capacity(parts.len());
        for (_, part) in parts {
            let facts = known.get(part).map_or_else(|| Arc::new(Facts::of(name, part)), |f| Arc::clone(f));
            added.push(self.put(Placed { facts, ..Placed::default() }));
        }
        added
    }

    fn put(&mut self, placed: Placed) -> DocumentIndex {
        let index = self.free.pop().unwrap_or(self.documents.len());
        match self.documents.get_mut(index) {
            Some(slot) => *slot = placed,
            None => self.documents.push(placed),
        }
        index
    }

    /// Forget a file.
    pub fn remove(&mut self, name: &str) -> Change {
        let Some(at) = self.position(name) else { return Change::default() };
        let removed = self.files.remove(at).documents;
        self.free.extend(&removed);
        for placed in self.documents.iter_mut().filter(|d| d.file > at) {
            placed.file -= 1;
        }
        Change { removed, added: Vec::new() }
    }

    /// A document.
    #[must_use]
    pub fn document(&self, index: DocumentIndex) -> Option<&Placed> {
        self.documents.get(index)
    }

    /// A file's documents, in order.
    pub fn documents_of(&self, file: usize) -> impl Iterator<Item = (DocumentIndex, &Placed)> {
        let documents = self.files.get(file).map(|f| f.documents.as_slice()).unwrap_or_default();
        documents.iter().filter_map(|index| Some((*index, self.documents.get(*index)?)))
    }

    /// Where a place stands: the file, and bytes from its start.
    #[must_use]
    pub fn locate(&self, place: DocumentPlace) -> Option<(usize, Span)> {
        self.documents.get(place.document).map(|d| (d.file, place.span.shifted(d.start)))
    }
}

/// Of files with one name the last counts, where the first stands.
fn last_of_each<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<(&'a str, &'a str)> {
    let (mut all, mut known) = (Vec::new(), HashMap::new());
    for file in files {
        let place = *known.entry(file.0).or_insert(all.len());
        match all.get_mut(place) {
            Some(first) => *first = file,
            None => all.push(file),
        }
    }
    all
}

impl File {
    /// A file whose documents are not read yet.
    fn new(name: &str, text: &str) -> Self {
        Self { name: name.into(), text: text.into(), lines: LineIndex::new(text), documents: Vec::new() }
    }
}

impl Facts {
    /// Everything that one document's text settles.
    #[must_use]
    pub fn of(file: &str, text: &str) -> Self {
        let document = Document::parse(text);
        let role = role::role(file, text, &document);
        let mut facts = Self { text: text.into(), document, role, ..Self::default() };
        if role == Role::Objects {
            let roots = decode::roots(&facts.document);
            facts.objects.reserve_exact(roots.len());
            facts.schema.reserve_exact(roots.len());
            facts.typed.reserve_exact(roots.len());
            roots.into_iter().for_each(|node| facts.add(node));
        }
        facts
    }

    fn add(&mut self, node: NodeId) {
        let text = |key| self.document.get(node, key).and_then(|n| self.document.str(n)).unwrap_or("");
        let info = schema::kind(text("apiVersion"), text("kind"));
        let checked = info.map_or_else(
            || schema::check_metadata(&self.document, node),
            |info| schema::check(&self.document, node, &info),
        );
        let spoilt = checked.problems.iter().filter(|p| p.spoils_value()).map(|p| p.node);
        let left_out = spoilt.chain(checked.opaque).collect();
        let namespaced = info.map(|i| i.namespaced);
        let object = decode::object(&self.document, node, namespaced, left_out);
        self.objects.push(object);
        self.schema.push(checked.problems);
        self.typed.push(checked.typed);
    }
}

#[cfg(test)]
mod tests;
