//! All objects of a workspace, found by name, kind and label; each look-up is a question that can be recorded.
//!
//! Whoever computes something about an object asks here for others. What was asked is kept as a number, so
//! that a change can be held against it: only who asked for something that changed is computed anew.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};
use std::sync::{Arc, Mutex};

use rustc_hash::FxBuildHasher;

use super::{Change, DocumentIndex, Facts, Workspace};
use crate::engine::objects::{Object, ObjectId, workload};
use crate::engine::yaml::Walk;

/// Index of an object in [`Objects`]. It stays with the object while its document stays.
pub type ObjectIndex = usize;

/// An object with where it comes from.
#[derive(Clone, Copy, Debug)]
pub struct Located<'a> {
    /// The object.
    pub object: &'a Object,
    /// Its document.
    pub facts: &'a Facts,
    /// Index of its document.
    pub document: DocumentIndex,
    /// Which of the document's objects it is.
    pub ordinal: usize,
}

impl<'a> Located<'a> {
    /// The object's own tree.
    #[must_use]
    pub fn walk(&self) -> Walk<'a> {
        Walk::new(&self.facts.document, self.object.node)
    }
}

/// Something that can be asked for, as a number. Two questions may share one: then a change costs more, not less.
pub type Question = u64;

type Hashed<V> = HashMap<Question, V, FxBuildHasher>;

/// See the module.
#[derive(Debug, Default)]
pub struct Objects {
    slots: Vec<Option<Slot>>,
    free: Vec<ObjectIndex>,
    count: usize,
    /// By document: its file and first byte, which give the order, and its objects.
    documents: Vec<(usize, u32, Vec<ObjectIndex>)>,
    by_question: Hashed<Vec<ObjectIndex>>,
    /// Whether questions are recorded at all.
    recorded: bool,
    asked: Mutex<Option<Vec<Question>>>,
}

#[derive(Clone, Debug)]
struct Slot {
    facts: Arc<Facts>,
    ordinal: usize,
    document: DocumentIndex,
}

impl Objects {
    /// No objects yet, and the questions about them can be listened to.
    #[must_use]
    pub fn recorded() -> Self {
        Self { recorded: true, ..Self::default() }
    }

    /// Take a change of the workspace over; what may be answered differently now is added to `touched`.
    /// Gives the objects that are new.
    pub fn apply(&mut self, workspace: &Workspace, change: &Change, touched: &mut Vec<Question>) -> Vec<ObjectIndex> {
        let before = self.count;
        self.slots.reserve(change.added.len());
        self.documents.reserve(change.added.len());
        self.by_question.reserve(2 * change.added.len());
        change.removed.iter().for_each(|document| self.remove(*document, touched));
        let added = change.added.iter().flat_map(|document| self.add(workspace, *document, touched)).collect();
        if (before == 1) != (self.count == 1) {
            touched.push(alone());
        }
        added
    }

    /// Learn where the documents stand now.
    pub fn order(&mut self, workspace: &Workspace, file: usize) {
        for (index, placed) in workspace.documents_of(file) {
            if let Some(document) = self.documents.get_mut(index) {
                (document.0, document.1) = (placed.file, placed.start);
            }
        }
    }

    fn remove(&mut self, document: DocumentIndex, touched: &mut Vec<Question>) {
        let objects = self.documents.get_mut(document).map(|d| std::mem::take(&mut d.2)).unwrap_or_default();
        for index in objects {
            let Some(slot) = self.slots.get_mut(index).and_then(Option::take) else { continue };
            for question in slot.facts.objects.get(slot.ordinal).map(answers).unwrap_or_default() {
                if let Some(list) = self.by_question.get_mut(&question) {
                    list.retain(|n| *n != index);
                }
                touched.push(question);
            }
            self.free.push(index);
            self.count -= 1;
        }
    }

    fn add(&mut self, workspace: &Workspace, document: DocumentIndex, touched: &mut Vec<Question>) -> Vec<ObjectIndex> {
        let Some(placed) = workspace.document(document) else { return Vec::new() };
        if self.documents.len() <= document {
            self.documents.resize(document + 1, (0, 0, Vec::new()));
        }
        if let Some(slot) = self.documents.get_mut(document) {
            *slot = (placed.file, placed.start, Vec::new());
        }
        let slot = |ordinal| Slot { facts: Arc::clone(&placed.facts), ordinal, document };
        let objects: Vec<ObjectIndex> =
            (0..placed.facts.objects.len()).map(|ordinal| self.put(slot(ordinal), touched)).collect();
        if let Some(slot) = self.documents.get_mut(document) {
            slot.2.clone_from(&objects);
        }
        objects
    }

    fn put(&mut self, slot: Slot, touched: &mut Vec<Question>) -> ObjectIndex {
        let index = self.free.pop().unwrap_or(self.slots.len());
        let questions = slot.facts.objects.get(slot.ordinal).map(answers).unwrap_or_default();
        match self.slots.get_mut(index) {
            Some(free) => *free = Some(slot),
            None => self.slots.push(Some(slot)),
        }
        for question in questions {
            // Lists are in order of files and documents. Documents never pass one another, so they stay so.
            let list = self.by_question.get(&question).map(Vec::as_slice).unwrap_or_default();
            let before = |other: &ObjectIndex| self.rank(*other) < self.rank(index);
            let at = if list.last().is_none_or(before) { list.len() } else { list.partition_point(before) };
            self.by_question.entry(question).or_default().insert(at, index);
            touched.push(question);
        }
        self.count += 1;
        index
    }

    /// One more than the highest index.
    #[must_use]
    pub fn bound(&self) -> usize {
        self.slots.len()
    }

    /// The object at an index.
    #[must_use]
    pub fn get(&self, index: ObjectIndex) -> Option<Located<'_>> {
        let slot = self.slots.get(index)?.as_ref()?;
        let object = slot.facts.objects.get(slot.ordinal)?;
        Some(Located { object, facts: &slot.facts, document: slot.document, ordinal: slot.ordinal })
    }

    /// The objects of a document.
    #[must_use]
    pub fn of_document(&self, document: DocumentIndex) -> &[ObjectIndex] {
        self.documents.get(document).map(|d| d.2.as_slice()).unwrap_or_default()
    }

    /// All objects, in order of files and documents. Not a question: for views, not for rules.
    #[must_use]
    pub fn in_order(&self) -> Vec<(ObjectIndex, Located<'_>)> {
        let mut all: Vec<_> = (0..self.slots.len()).map(|index| (self.rank(index), index)).collect();
        all.sort_unstable();
        all.into_iter().filter_map(|(_, index)| Some((index, self.get(index)?))).collect()
    }

    /// Whether the object is the only one in the set.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        self.ask(alone());
        self.count == 1
    }

    /// The first object with this identity.
    #[must_use]
    pub fn find(&self, id: &ObjectId) -> Option<ObjectIndex> {
        self.lookup(named(id), |object| object.id == *id).next()
    }

    /// All objects with this identity, in order.
    #[must_use]
    pub fn same(&self, id: &ObjectId) -> Vec<ObjectIndex> {
        self.lookup(named(id), |object| object.id == *id).collect()
    }

    /// Whether one object stands before the other, in order of files and documents.
    #[must_use]
    pub fn is_before(&self, one: ObjectIndex, other: ObjectIndex) -> bool {
        self.rank(one) < self.rank(other)
    }

    /// All objects of a kind in a namespace (none for a cluster-scoped kind), in order.
    #[must_use]
    pub fn of_kind(&self, group: &str, kind: &str, namespace: Option<&str>) -> Vec<ObjectIndex> {
        let is = |object: &Object| {
            object.id.group == group && object.id.kind == kind && object.id.namespace.as_deref() == namespace
        };
        self.lookup(of_kind(group, kind, namespace), is).collect()
    }

    /// Workloads of a namespace whose pods may carry these labels, in order: a superset, to be matched.
    #[must_use]
    pub fn candidates(&self, namespace: &str, pairs: Option<&BTreeMap<String, String>>) -> Vec<ObjectIndex> {
        let questions = pairs.into_iter().flatten().map(|(key, value)| labelled(namespace, key, value));
        let count = |question: &Question| self.by_question.get(question).map_or(0, Vec::len);
        let narrowest = questions.min_by_key(count).unwrap_or_else(|| with_pods(namespace));
        self.lookup(narrowest, |object| object.namespace() == namespace).collect()
    }

    fn lookup(&self, question: Question, wanted: impl Fn(&Object) -> bool) -> impl Iterator<Item = ObjectIndex> {
        self.ask(question);
        let all = self.by_question.get(&question).map(Vec::as_slice).unwrap_or_default();
        all.iter().copied().filter(move |n| self.get(*n).is_some_and(|l| wanted(l.object)))
    }

    /// Where the object stands among all.
    fn rank(&self, index: ObjectIndex) -> (usize, u32, usize) {
        let Some(at) = self.get(index) else { return Default::default() };
        let document = self.documents.get(at.document);
        document.map_or((0, 0, at.ordinal), |d| (d.0, d.1, at.ordinal))
    }

    /// Record a question, if somebody listens.
    pub fn ask(&self, question: Question) {
        if self.recorded
            && let Ok(mut asked) = self.asked.lock()
            && let Some(asked) = asked.as_mut()
        {
            asked.push(question);
        }
    }

    /// Listen to questions from here on, if they are recorded.
    pub fn listen(&self) {
        self.listener(Some(Vec::new()));
    }

    /// What was asked since, in the order of asking.
    pub fn heard(&self) -> Vec<Question> {
        self.listener(None)
    }

    fn listener(&self, next: Option<Vec<Question>>) -> Vec<Question> {
        let asked = || Some(std::mem::replace(&mut *self.asked.lock().ok()?, next));
        self.recorded.then(asked).flatten().flatten().unwrap_or_default()
    }
}

/// All questions that an object is an answer to.
fn answers(object: &Object) -> Vec<Question> {
    let id = &object.id;
    let mut out = vec![named(id), of_kind(&id.group, &id.kind, id.namespace.as_deref())];
    if let Some(pods) = workload::pods(object) {
        let namespace = object.namespace();
        out.push(with_pods(namespace));
        out.extend(pods.labels.iter().map(|(key, value)| labelled(namespace, key, value)));
    }
    out
}

fn question(of: &impl Hash) -> Question {
    FxBuildHasher.hash_one(of)
}

fn named(id: &ObjectId) -> Question {
    question(&("named", id))
}

fn of_kind(group: &str, kind: &str, namespace: Option<&str>) -> Question {
    question(&("of kind", group, kind, namespace))
}

fn with_pods(namespace: &str) -> Question {
    question(&("with pods", namespace))
}

fn labelled(namespace: &str, key: &str, value: &str) -> Question {
    question(&("labelled", namespace, key, value))
}

fn alone() -> Question {
    question(&"alone")
}

/// Whether an object's edges are as they were.
#[must_use]
pub fn edges_of(index: ObjectIndex) -> Question {
    question(&("edges", index))
}
