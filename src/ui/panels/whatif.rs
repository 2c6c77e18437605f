//! What if: what follows when something is taken away. The explorer fills it (`explorer/views/whatif.rs`).

use super::{Panel, explored};

/// The panel.
pub const PANEL: Panel = explored("whatif", "What if");
