//! The API: its kinds and their fields, and the strict check of an object against them.
//!
//! The tables are made by `build.rs` from k8s-openapi's own JSON schemas, that is from the API server's
//! OpenAPI document.

mod check;
pub mod removed;
pub mod required;
mod table;

pub use check::{Expected, Problem, ProblemKind, check};
pub use table::{Code, Field, Type};

use table::TABLE;

/// A kind of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindInfo {
    /// `apps/v1`.
    pub api_version: &'static str,
    /// `Deployment`.
    pub kind: &'static str,
    /// Whether its objects live in a namespace.
    pub namespaced: bool,
    /// Index of its type.
    pub type_id: usize,
}

/// The kind, if the API has it in this version.
#[must_use]
pub fn kind(api_version: &str, kind: &str) -> Option<KindInfo> {
    let at = TABLE.kinds.binary_search_by(|k| (k.api_version, k.kind).cmp(&(api_version, kind))).ok()?;
    TABLE.kinds.get(at).copied()
}

/// All kinds, by version and name.
#[must_use]
pub fn kinds() -> &'static [KindInfo] {
    &TABLE.kinds
}

/// Whether the API has kinds of this version.
#[must_use]
pub fn has_version(api_version: &str) -> bool {
    TABLE.kinds.iter().any(|k| k.api_version == api_version)
}

/// The kind that was probably meant: the same name in another version, else a similar name in this one.
#[must_use]
pub fn nearest_kind(api_version: &str, kind: &str) -> Option<&'static KindInfo> {
    let same = TABLE.kinds.iter().find(|k| k.kind == kind);
    let similar = || {
        let near = |k: &&KindInfo| strsim::damerau_levenshtein(&k.kind.to_lowercase(), &kind.to_lowercase());
        TABLE.kinds.iter().filter(|k| k.api_version == api_version).min_by_key(near).filter(|k| near(k) <= 2)
    };
    same.or_else(similar)
}

/// A type by its index.
#[must_use]
pub fn type_of(id: usize) -> Option<&'static Type> {
    TABLE.types.get(id)
}
