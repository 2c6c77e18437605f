//! Requests: what an address reaches, step by step. The explorer fills it (`explorer/views/requests.rs`).

use super::{Panel, explored};

/// The panel.
pub const PANEL: Panel = explored("requests", "Requests");
