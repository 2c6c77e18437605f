//! Time: what the pods do in a scenario. The explorer fills it (`explorer/views/time.rs`).

use super::{Panel, explored};

/// The panel.
pub const PANEL: Panel = explored("time", "Time");
