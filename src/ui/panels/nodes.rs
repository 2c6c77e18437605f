//! Nodes: where the pods fit. The explorer fills it (`explorer/views/nodes.rs`).

use super::{Panel, explored};

/// The panel.
pub const PANEL: Panel = explored("nodes", "Nodes");
