//! Parts without Kubernetes in them.

mod tabs;

pub use tabs::arrow;
