//! The relations, one file each, named by its verb.

pub mod allows;
pub mod asks;
pub mod binds;
pub mod calls;
pub mod claims;
pub mod forwards_to;
pub mod grants;
pub mod guards;
pub mod is_certified_by;
pub mod is_of_class;
pub mod lists;
pub mod mounts;
pub mod named_by;
pub mod owned_by;
pub mod owns;
pub mod pulls_with;
pub mod reads_env;
pub mod routes_to;
pub mod runs_as;
pub mod scales;
pub mod selects;
pub mod tells_browsers;

use super::{Detail, Edge, End};
use crate::engine::objects::{Object, ObjectId, Typed};
use crate::engine::workspace::{ObjectIndex, Objects};
use crate::engine::yaml::{Part, Route, Walk};

/// A relation.
#[derive(Debug)]
pub struct Relation {
    /// The verb, also the file's name.
    pub id: &'static str,
    /// As a phrase between two names.
    pub phrase: &'static str,
    /// Finds the edges of one object.
    pub find: fn(&mut Edges<'_, '_>),
}

/// All relations, sorted.
pub const ALL: &[Relation] = &[
    allows::RELATION,
    asks::RELATION,
    binds::RELATION,
    calls::RELATION,
    claims::RELATION,
    forwards_to::RELATION,
    grants::RELATION,
    guards::RELATION,
    is_certified_by::RELATION,
    is_of_class::RELATION,
    lists::RELATION,
    mounts::RELATION,
    named_by::RELATION,
    owned_by::RELATION,
    owns::RELATION,
    pulls_with::RELATION,
    reads_env::RELATION,
    routes_to::RELATION,
    runs_as::RELATION,
    scales::RELATION,
    selects::RELATION,
    tells_browsers::RELATION,
];

/// The phrase of a relation.
#[must_use]
pub fn phrase(id: &str) -> &'static str {
    ALL.iter().find(|r| r.id == id).map_or("", |r| r.phrase)
}

/// Where a relation puts the edges of one object.
#[derive(Debug)]
pub struct Edges<'a, 'o> {
    /// All objects.
    pub objects: &'o Objects,
    /// The object at hand.
    pub from: ObjectIndex,
    /// The edges so far.
    pub edges: &'a mut Vec<Edge>,
}

impl<'o> Edges<'_, 'o> {
    /// The object at hand.
    #[must_use]
    pub fn object(&self) -> Option<&'o Object> {
        self.objects.get(self.from).map(|l| l.object)
    }

    /// Add an edge to a named object, present or missing.
    pub fn named(
        &mut self,
        relation: &'static str,
        id: ObjectId,
        route: Route,
        detail: impl FnOnce(&Object) -> Detail,
        optional: bool,
    ) {
        if id.name.is_empty() {
            return;
        }
        let (to, detail) = match self.objects.find(&id) {
            Some(index) => (End::Present(index), self.objects.get(index).map(|l| detail(l.object)).unwrap_or_default()),
            None => (End::Missing(id), Detail::Whole),
        };
        self.push(relation, to, route, detail, optional);
    }

    /// The tree of the object at hand.
    #[must_use]
    pub fn walk(&self) -> Option<Walk<'o>> {
        self.objects.get(self.from).map(|l| l.walk())
    }

    /// Add an edge to an object as a whole, if it is in the set: where it may well be only in the cluster.
    pub fn present(&mut self, relation: &'static str, id: &ObjectId, at: &Walk<'_>) {
        if id.name.is_empty() {
            return;
        }
        if let Some(index) = self.objects.find(id) {
            self.push(relation, End::Present(index), at.route.clone(), Detail::Whole, false);
        }
    }

    /// Add an edge.
    pub fn push(&mut self, relation: &'static str, to: End, route: Route, detail: Detail, optional: bool) {
        self.edges.push(Edge { relation, from: self.from, to, route, part: Part::Value, detail, optional });
    }

    /// A namespaced id beside the object at hand.
    #[must_use]
    pub fn beside(&self, group: &str, kind: &str, name: &str) -> ObjectId {
        ObjectId::new(group, kind, Some(self.object().map_or("default", Object::namespace)), name)
    }
}

/// Whether a ConfigMap or Secret has the key.
#[must_use]
pub fn has_key(object: &Object, key: &str) -> bool {
    match &object.typed {
        Typed::ConfigMap(c) => {
            c.data.as_ref().is_some_and(|d| d.contains_key(key))
                || c.binary_data.as_ref().is_some_and(|d| d.contains_key(key))
        }
        Typed::Secret(s) => {
            s.data.as_ref().is_some_and(|d| d.contains_key(key))
                || s.string_data.as_ref().is_some_and(|d| d.contains_key(key))
        }
        _ => true,
    }
}
