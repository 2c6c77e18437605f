//! FeastFlow on Kubernetes: guides, and a playground that shows what a set of manifests really does.

pub mod content;
pub mod engine;
pub mod picture;
pub mod protocol;
pub mod ui;
