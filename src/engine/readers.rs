//! Who asked which question: what a change makes stale.

use std::collections::{BTreeSet, HashMap};

use rustc_hash::FxBuildHasher;

use super::workspace::{ObjectIndex, Question};

/// The questions that each object's edges and findings rest on.
#[derive(Debug, Default)]
pub(super) struct Readers {
    by_question: HashMap<Question, BTreeSet<ObjectIndex>, FxBuildHasher>,
    by_object: Vec<Vec<Question>>,
}

impl Readers {
    /// The objects that asked it.
    pub fn of(&self, question: Question) -> impl Iterator<Item = ObjectIndex> {
        self.by_question.get(&question).into_iter().flatten().copied()
    }

    /// The object asked these, and nothing else.
    pub fn set(&mut self, object: ObjectIndex, questions: Vec<Question>) {
        let old = self.by_object.get_mut(object).map(std::mem::take).unwrap_or_default();
        for question in old {
            if let Some(readers) = self.by_question.get_mut(&question) {
                readers.remove(&object);
                if readers.is_empty() {
                    self.by_question.remove(&question);
                }
            }
        }
        self.add(object, questions);
    }

    /// The object asked these as well.
    pub fn add(&mut self, object: ObjectIndex, questions: Vec<Question>) {
        for question in &questions {
            self.by_question.entry(*question).or_default().insert(object);
        }
        if self.by_object.len() <= object {
            self.by_object.resize_with(object + 1, Vec::new);
        }
        if let Some(own) = self.by_object.get_mut(object) {
            own.extend(questions);
        }
    }
}
