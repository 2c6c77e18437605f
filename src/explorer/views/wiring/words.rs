//! The drawing in words: as a tree and as a table.

use super::canvas::place;
use crate::picture::{Part, counted, tree};
use crate::protocol::{Drawing, WireRow};
use crate::ui::markup::Markup;

pub(super) fn tree(drawing: &Drawing) -> Markup {
    let mut out = Markup::new("<details class=\"branches\"><summary>The same as a tree</summary><ul>");
    let mut depth = 0;
    let lines = tree::lines(drawing);
    for (n, line) in lines.iter().enumerate() {
        for _ in line.depth..depth {
            out.raw("</ul></li>");
        }
        if line.depth > depth {
            out.raw("<ul>");
        }
        depth = line.depth;
        branch(&mut out, drawing, line);
        if lines.get(n + 1).is_none_or(|next| next.depth <= line.depth) {
            out.raw("</li>");
        }
    }
    for _ in 0..depth {
        out.raw("</ul></li>");
    }
    out.raw("</ul></details>");
    out
}

fn branch(out: &mut Markup, drawing: &Drawing, line: &tree::Line) {
    let node = drawing.nodes.get(line.node);
    let broken = line.wire.and_then(|wire| drawing.wires.get(wire)).is_some_and(|wire| wire.broken);
    let faulty = node.is_some_and(|node| !node.errors.is_empty());
    out.raw(if broken || faulty { "<li class=\"missing\"" } else { "<li" });
    out.about(node.map(|node| node.key.as_str())).raw(">");
    let words = tree::words(drawing, line);
    match place(drawing, Part::Node(line.node)) {
        Some(place) => out.go("plain", &place).text(&words).raw("</button>"),
        None => out.text(&words),
    };
}

/// A table of more rows is folded: laid out, it would take longer than the drawing.
const SHOWN_AT_ONCE: usize = 100;

pub(super) fn table(rows: &[WireRow]) -> Markup {
    let open = rows.len() <= SHOWN_AT_ONCE;
    let mut out = Markup::new(if open { "<details class=\"rows\" open>" } else { "<details class=\"rows\">" });
    out.raw("<summary>The same as a table</summary><table class=\"wires\"><caption>");
    out.text(&counted(rows.len(), "wire"))
        .raw("</caption><thead><tr><th scope=\"col\">From</th><th scope=\"col\">Wire</th>");
    out.raw("<th scope=\"col\">To</th></tr></thead><tbody>");
    rows.iter().for_each(|wire| row(&mut out, wire));
    out.raw("</tbody></table></details>");
    out
}

fn row(out: &mut Markup, wire: &WireRow) {
    let broken = wire.missing && !wire.optional;
    out.raw(if broken { "<tr class=\"missing\"" } else { "<tr" }).about(Some(&wire.from)).raw(">");
    out.element("td", "", &wire.from_name).raw("<td>").go("plain", &wire.place).text(&wire.phrase);
    out.raw("</button></td><td>").text(&wire.to_name).raw(match (wire.missing, wire.optional) {
        (false, _) => "",
        (true, true) => " (not in this set, optional)",
        (true, false) => " ✕ not in this set",
    });
    out.raw("</td></tr>");
}
