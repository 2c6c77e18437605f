//! STAGE 2, documents → objects: identity, typed value, effective namespace.

pub mod decode;
pub mod defaults;
pub mod kinds;
pub mod value;
pub mod workload;

pub use kinds::Typed;

use std::fmt;

use super::yaml::NodeId;

/// What makes an object the same object: group, kind, namespace and name (not the version).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectId {
    /// API group; empty for the core group.
    pub group: String,
    /// `Deployment`.
    pub kind: String,
    /// Effective namespace; none for cluster-scoped kinds.
    pub namespace: Option<String>,
    /// `metadata.name`.
    pub name: String,
}

impl ObjectId {
    /// An id of a kind of the given group.
    #[must_use]
    pub fn new(group: &str, kind: &str, namespace: Option<&str>, name: &str) -> Self {
        Self { group: group.into(), kind: kind.into(), namespace: namespace.map(Into::into), name: name.into() }
    }

    /// Unique as text: `Deployment.apps/shop/web`.
    #[must_use]
    pub fn key(&self) -> String {
        let dot = if self.group.is_empty() { "" } else { "." };
        format!("{}{dot}{}/{}/{}", self.kind, self.group, self.namespace.as_deref().unwrap_or(""), self.name)
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.name)
    }
}

/// One object of a document.
#[derive(Clone, Debug)]
pub struct Object {
    /// Its identity.
    pub id: ObjectId,
    /// As written: `apps/v1`.
    pub api_version: String,
    /// Its mapping in the document.
    pub node: NodeId,
    /// Whether it is cluster-scoped, namespaced, or of a kind we do not know.
    pub namespaced: Option<bool>,
    /// The typed value.
    pub typed: Typed,
}

impl Object {
    /// The namespace that names inside the object are looked up in.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.id.namespace.as_deref().unwrap_or("default")
    }
}
