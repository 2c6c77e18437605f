//! Parts without Kubernetes in them.

pub mod splitter;
mod tabs;

pub use tabs::arrow;
