//! Wiring: who speaks to whom. The drawing stands above; this is the same as a table.

use super::parts::empty;
use super::{Panel, Seen};
use crate::protocol::WireRow;
use crate::ui::markup::Markup;

/// The panel.
pub const PANEL: Panel = Panel { id: "wiring", title: "Wiring", drawing: true, badge, pieces: Some(pieces) };

fn broken(wire: &WireRow) -> bool {
    wire.missing && !wire.optional
}

fn badge(seen: &Seen<'_>) -> Option<(String, &'static str)> {
    let broken = seen.files().flat_map(|report| &report.wires).filter(|wire| broken(wire)).count();
    (broken > 0).then(|| (format!("{broken} broken"), "error"))
}

fn pieces(seen: &Seen<'_>) -> Vec<Markup> {
    let wires: Vec<&WireRow> = seen.files().flat_map(|report| &report.wires).collect();
    if wires.is_empty() {
        return empty("Nothing in these files is wired to anything yet.");
    }
    let mut out = Markup::new("<table class=\"wires\"><caption>The same as a table: ");
    out.number(wires.len()).raw(if wires.len() == 1 { " wire" } else { " wires" });
    out.raw("</caption><thead><tr><th scope=\"col\">From</th><th scope=\"col\">Wire</th><th scope=\"col\">To</th></tr></thead><tbody>");
    wires.into_iter().for_each(|wire| row(&mut out, wire));
    out.raw("</tbody></table>");
    vec![out]
}

fn row(out: &mut Markup, wire: &WireRow) {
    out.raw(if broken(wire) { "<tr class=\"missing\"" } else { "<tr" }).about(Some(&wire.from)).raw(">");
    out.element("td", "", &wire.from_name).raw("<td>").go("plain", &wire.place).text(&wire.phrase);
    out.raw("</button></td><td>").text(&wire.to_name).raw(match (wire.missing, wire.optional) {
        (false, _) => "",
        (true, true) => " (not in this set, optional)",
        (true, false) => " (not in this set)",
    });
    out.raw("</td></tr>");
}
