//! Guides: what they say of these files, and what would read otherwise. The explorer fills it
//! (`explorer/views/guides.rs`).

use super::{Panel, explored};

/// The panel.
pub const PANEL: Panel = explored("guides", "Guides");
