//! STAGE 3, objects → edges: who selects, calls, reads, mounts, claims, scales and guards whom.
//!
//! Every edge knows the field that makes it. What is not there is an edge to [`End::Missing`], so
//! that one rule reports it and the drawing shows it.

pub mod addresses;
pub mod layout;
pub mod relations;

use super::objects::ObjectId;
use super::workspace::{ObjectIndex, Objects};
use super::yaml::{Part, Route};

/// A connection that a field makes.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// The relation's id.
    pub relation: &'static str,
    /// The object that has the field.
    pub from: ObjectIndex,
    /// The other end.
    pub to: End,
    /// The field.
    pub route: Route,
    /// Whether its key or its value is the place.
    pub part: Part,
    /// What of the other end is meant: a key, a port.
    pub detail: Detail,
    /// The manifests say that the other end may be absent.
    pub optional: bool,
}

/// The other end of an edge.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// An object of the set.
    Present(ObjectIndex),
    /// An object that the cluster makes from the one at this end: its id and how many.
    Derived(ObjectId, i32),
    /// An object that is not in this set.
    Missing(ObjectId),
    /// A selector that no pods of the set match.
    Nothing,
}

/// What of the other end an edge means.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Detail {
    /// The object as a whole.
    #[default]
    Whole,
    /// A key of a ConfigMap or Secret, and whether it is there.
    Key(String, bool),
    /// A port, and whether the other end offers it.
    Port(String, bool),
    /// A request path that leads there through a port, and whether the other end offers the port.
    Path(String, String, bool),
}

impl Detail {
    /// Whether the part that is meant is there.
    #[must_use]
    pub fn offered(&self) -> bool {
        match self {
            Self::Whole => true,
            Self::Key(_, there) | Self::Port(_, there) | Self::Path(_, _, there) => *there,
        }
    }
}

impl Edge {
    /// Whether the edge leads nowhere although the manifests need it to.
    #[must_use]
    pub fn broken(&self) -> bool {
        let nowhere = matches!(self.to, End::Missing(_) | End::Nothing) || !self.detail.offered();
        nowhere && !self.optional
    }
}

/// All edges of a set.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// By object: the edges that its fields make.
    from: Vec<Vec<Edge>>,
}

/// The edges that an object's fields make.
#[must_use]
pub fn edges(objects: &Objects, from: ObjectIndex) -> Vec<Edge> {
    let mut edges = Vec::new();
    let mut out = relations::Edges { objects, from, edges: &mut edges };
    for relation in relations::ALL {
        (relation.find)(&mut out);
    }
    // Most objects have one or two: room for more would be a tenth of all that is kept of a set.
    edges.shrink_to_fit();
    edges
}

impl Graph {
    /// Keep the edges of an object.
    pub fn set(&mut self, object: ObjectIndex, edges: Vec<Edge>) {
        if self.from.len() <= object {
            self.from.resize_with(object + 1, Vec::new);
        }
        if let Some(slot) = self.from.get_mut(object) {
            *slot = edges;
        }
    }

    /// The edges that an object's fields make.
    #[must_use]
    pub fn from(&self, object: ObjectIndex) -> &[Edge] {
        self.from.get(object).map(Vec::as_slice).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
