//! A walk down a tree by keys and indices that knows the way it took, for fields that no typed value holds.

use super::scalar::{Kind, Scalar};
use super::{Document, NodeId, Route, Step};
use crate::engine::part::int;

/// A place in a tree that is there or not.
#[derive(Clone, Debug)]
pub struct Walk<'a> {
    document: &'a Document,
    node: Option<NodeId>,
    /// The way from where the walk began.
    pub route: Route,
}

impl<'a> Walk<'a> {
    /// Begin at a node.
    #[must_use]
    pub fn new(document: &'a Document, node: NodeId) -> Self {
        Self { document, node: Some(node), route: Route::default() }
    }

    /// The value of a key.
    #[must_use]
    pub fn key(&self, key: impl Into<Step>) -> Self {
        self.step(key.into())
    }

    /// The value at the end of keys joined by dots.
    #[must_use]
    pub fn path(&self, keys: &'static str) -> Self {
        let mut at = self.longer(1 + keys.bytes().filter(|b| *b == b'.').count());
        keys.split('.').for_each(|key| at.go(key.into()));
        at
    }

    /// The place at the end of a route.
    #[must_use]
    pub fn follow(&self, route: &Route) -> Self {
        let mut at = self.longer(route.0.len());
        route.0.iter().for_each(|step| at.go(step.clone()));
        at
    }

    fn step(&self, step: Step) -> Self {
        let mut at = self.longer(1);
        at.go(step);
        at
    }

    fn go(&mut self, step: Step) {
        self.node = self.node.and_then(|node| match &step {
            Step::Key(key) => self.document.get(node, key),
            Step::Index(index) => self.document.items(node).get(*index).copied(),
        });
        self.route.0.push(step);
    }

    /// The same, with room for further steps.
    fn longer(&self, by: usize) -> Self {
        Self { route: self.route.longer(by), ..*self }
    }

    /// The items of a list; none of anything else.
    #[must_use]
    pub fn items(&self) -> Vec<Self> {
        let count = self.node.map_or(0, |node| self.document.items(node).len());
        (0..count).map(|n| self.step(Step::Index(n))).collect()
    }

    /// The keys of a mapping, each once, in the order of the text.
    #[must_use]
    pub fn keys(&self) -> Vec<&'a str> {
        let entries = self.node.map(|node| self.document.entries(node)).unwrap_or_default();
        let mut out: Vec<&str> = Vec::new();
        for key in entries.iter().map(|entry| self.document.key(entry)) {
            if !out.contains(&key) {
                out.push(key);
            }
        }
        out
    }

    fn scalar(&self) -> Option<&'a Scalar> {
        self.document.scalar(self.node?).filter(|s| !s.is_null())
    }

    /// The text of a scalar, as it is written; empty if there is none.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.scalar().map_or("", |s| &*s.text)
    }

    /// The whole number that is written.
    #[must_use]
    pub fn int(&self) -> Option<i64> {
        int(self.scalar()?)
    }

    /// The truth that is written.
    #[must_use]
    pub fn bool(&self) -> Option<bool> {
        if let Kind::Bool(b) = self.scalar()?.kind { Some(b) } else { None }
    }

    /// Whether a string is written, and not a number.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.scalar().is_some_and(Scalar::is_string)
    }

    /// Whether something is written here that is not null.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.node.is_some_and(|node| !self.document.scalar(node).is_some_and(Scalar::is_null))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_knows_its_way() {
        let document = Document::parse("a: {b: [x, {c: 5, d: yes, e: ~}]}\n");
        let start = Walk::new(&document, document.root().expect("a root"));
        let items = start.path("a.b").items();
        assert_eq!(items.iter().map(Walk::text).collect::<Vec<_>>(), ["x", ""]);
        assert_eq!(items[1].keys(), ["c", "d", "e"]);
        assert_eq!(items[1].key("c").int(), Some(5));
        assert_eq!((items[1].key("d").bool(), items[1].key("e").is_there()), (Some(true), false));
        assert_eq!(items[1].key("c").route.to_string(), "a.b[1].c");
        assert!(!start.path("a.z.y").is_there());
        assert_eq!(start.follow(&items[1].key("c").route).text(), "5");
    }
}
