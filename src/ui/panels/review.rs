//! Review: the checklist of a reviewer. The explorer fills it (`explorer/views/review.rs`).

use super::{Panel, explored};

/// The panel.
pub const PANEL: Panel = explored("review", "Review");
