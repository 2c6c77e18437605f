//! Environment: what each container really gets. The explorer fills it (`explorer/views/environment.rs`).

use super::{Panel, explored};

/// The panel.
pub const PANEL: Panel = explored("environment", "Environment");
