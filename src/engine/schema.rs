//! The Kubernetes API as tables: kinds, fields, types, what must be given; and the strict check of a document.
//!
//! `build.rs` makes the tables from k8s-openapi's own JSON schemas. The check agrees with a real API
//! server under strict field validation (`kubectl apply --dry-run=server`): it may miss what only the
//! server's validation finds, it never reports what the server would take.

mod check;
pub mod custom;
mod custom_values;
mod kinds;
pub mod lifecycle;
mod mend;
mod pattern;
mod problem;
mod quantity_text;
mod suggest;
mod tables;
mod text;

pub use check::{Checked, check, check_metadata};
pub use kinds::{KindInfo, group_is_builtin, has_version, kind, kinds, nearest_kind};
pub use lifecycle::lifecycle;
pub use mend::{Edit, added, line, moved};
pub use problem::{Expected, Problem, ProblemKind};
pub use quantity_text::is_quantity;
pub use tables::{Field, Shape, ShapeId, TypeId, description, field, fields, type_name, type_names};
pub use text::{base64, bytes};

/// What the API reference says: one line of JSON a type, `[name, text, {field: text}]`, in the order of [`TypeId`].
#[cfg(feature = "cli")]
pub const DESCRIPTIONS: &str = include_str!(concat!(env!("OUT_DIR"), "/descriptions.json"));

#[cfg(test)]
mod tests;
