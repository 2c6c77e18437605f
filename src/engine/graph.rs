//! STAGE 3, objects → edges: who selects, calls, reads, mounts, claims, scales and guards whom.
//!
//! Every edge knows the field that makes it. What is not there is an edge to [`End::Missing`], so
//! that one rule reports it and the drawing shows it.

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

/// All edges of a set, in order of their objects.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// The edges.
    pub edges: Vec<Edge>,
    /// For each object, the range of its edges.
    starts: Vec<usize>,
}

impl Graph {
    /// Find all edges.
    #[must_use]
    pub fn of(objects: &Objects<'_>) -> Self {
        let mut graph = Self::default();
        for from in 0..objects.all.len() {
            graph.starts.push(graph.edges.len());
            let mut out = relations::Edges { objects, from, edges: &mut graph.edges };
            for relation in relations::ALL {
                (relation.find)(&mut out);
            }
        }
        graph.starts.push(graph.edges.len());
        graph
    }

    /// The edges that an object's fields make.
    #[must_use]
    pub fn from(&self, object: ObjectIndex) -> &[Edge] {
        let start = self.starts.get(object).copied().unwrap_or(0);
        let end = self.starts.get(object + 1).copied().unwrap_or(start);
        self.edges.get(start..end).unwrap_or(&[])
    }
}
