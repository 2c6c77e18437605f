//! Drain: which pods of a node may go when. The explorer fills it (`explorer/views/drain.rs`).

use super::{Panel, explored};

/// The panel.
pub const PANEL: Panel = explored("drain", "Drain");
