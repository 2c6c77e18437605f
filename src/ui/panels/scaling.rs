//! Scaling: what an autoscaler makes of a load. The explorer fills it (`explorer/views/scaling.rs`).

use super::{Panel, explored};

/// The panel.
pub const PANEL: Panel = explored("scaling", "Scaling");
