//! Rollout: a new version of a workload, step by step. The explorer fills it (`explorer/views/rollout.rs`).

use super::{Panel, explored};

/// The panel.
pub const PANEL: Panel = explored("rollout", "Rollout");
