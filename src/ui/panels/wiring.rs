//! Wiring: who speaks to whom. The explorer draws it; its tab says what is broken.

use super::{Panel, Seen};
use crate::protocol::WireRow;

/// The panel.
pub const PANEL: Panel = Panel { id: "wiring", title: "Wiring", badge, pieces: None };

fn badge(seen: &Seen<'_>) -> Option<(String, &'static str)> {
    let broken = |wire: &&WireRow| wire.missing && !wire.optional;
    let broken = seen.session.reports.iter().flat_map(|report| &report.wires).filter(broken).count();
    (broken > 0).then(|| (format!("{broken} broken"), "error"))
}
