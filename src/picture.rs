//! A drawing of the wiring as an SVG text: the same picture in the page and in the guides.
//!
//! Colours come from the style sheet: every box has the class of its family, a broken wire the
//! class `broken`. Boxes and wires carry their index (`data-node`, `data-wire`), so that whoever
//! holds the [`Drawing`] knows what was clicked.

use crate::protocol::{Drawing, DrawnNode, DrawnWire};
use std::fmt::{self, Write};

/// The drawing as one `<svg>` element with an accessible title and description.
#[must_use]
pub fn svg(drawing: &Drawing) -> String {
    let mut out = String::with_capacity(512 * (drawing.nodes.len() + drawing.wires.len()) + 1024);
    let (width, height) = (round(drawing.width), round(drawing.height));
    let _ = write!(
        out,
        r#"<svg class="picture" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" aria-label="{}">"#,
        escape(&title(drawing))
    );
    let _ = write!(out, "<title>{}</title>{HEADS}", escape(&title(drawing)));
    for (index, drawn) in drawing.wires.iter().enumerate() {
        wire(&mut out, drawing, index, drawn);
    }
    for (index, drawn) in drawing.nodes.iter().enumerate() {
        node(&mut out, index, drawn);
    }
    out.push_str("</svg>");
    out
}

/// The arrow heads of whole and of broken wires.
const HEADS: &str = concat!(
    r#"<defs><marker id="head" class="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0.5 7.5 4 0 7.5z"/></marker>"#,
    r#"<marker id="head-broken" class="head broken" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0.5 7.5 4 0 7.5z"/></marker></defs>"#
);

/// How many characters of the monospaced small print fit in a pixel of width.
const DETAIL_CHARACTER: f32 = 6.6;
/// The same for the name.
const NAME_CHARACTER: f32 = 8.1;
/// What the stripe and the paddings take of a box's width.
const PADDING: f32 = 26.0;

fn title(drawing: &Drawing) -> String {
    let broken = drawing.wires.iter().filter(|wire| wire.broken).count();
    let tail = match broken {
        0 => String::new(),
        1 => ", 1 of them broken".to_owned(),
        more => format!(", {more} of them broken"),
    };
    format!("Wiring: {} and {}{tail}", counted(drawing.nodes.len(), "object"), counted(drawing.wires.len(), "wire"))
}

fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}

fn wire(out: &mut String, drawing: &Drawing, index: usize, drawn: &DrawnWire) {
    let broken = if drawn.broken { " broken" } else { "" };
    let head = if drawn.broken { "head-broken" } else { "head" };
    let relation = escape(&drawn.relation);
    let path = escape(&drawn.path);
    let said = escape(&sentence(drawing, drawn));
    let _ = write!(
        out,
        r#"<g class="wire {relation}{broken}" data-wire="{index}" data-from="{}" data-to="{}"><title>{said}</title><path class="reach" d="{path}"/><path class="line" d="{path}" marker-end="url(#{head})"/>"#,
        drawn.from, drawn.to
    );
    label(out, drawn);
    out.push_str("</g>");
}

fn label(out: &mut String, drawn: &DrawnWire) {
    let Some((x, y)) = drawn.label_at else { return };
    let text = match (drawn.label.is_empty(), drawn.broken) {
        (true, false) => return,
        (true, true) => "✕".to_owned(),
        (false, false) => drawn.label.clone(),
        (false, true) => format!("✕ {}", drawn.label),
    };
    let _ = write!(
        out,
        r#"<text class="label" x="{}" y="{}" text-anchor="middle" dominant-baseline="middle">{}</text>"#,
        round(x),
        round(y),
        escape(&text)
    );
}

fn sentence(drawing: &Drawing, drawn: &DrawnWire) -> String {
    let relation = drawn.relation.replace('_', " ");
    let label = if drawn.label.is_empty() { String::new() } else { format!(" ({})", drawn.label) };
    let broken = if drawn.broken { ": broken" } else { "" };
    format!("{} {relation} {}{label}{broken}", named(drawing, drawn.from), named(drawing, drawn.to))
}

fn named(drawing: &Drawing, index: u32) -> String {
    let node = usize::try_from(index).ok().and_then(|index| drawing.nodes.get(index));
    node.map(|node| format!("{} {}", node.kind, node.name)).unwrap_or_default()
}

fn node(out: &mut String, index: usize, drawn: &DrawnNode) {
    let missing = if drawn.missing { " missing" } else { "" };
    let (width, height) = (round(drawn.width), round(drawn.height));
    let said = escape(&node_sentence(drawn));
    let _ = write!(
        out,
        r#"<g class="node {}{missing}" data-node="{index}" data-key="{}" transform="translate({} {})"><title>{said}</title><rect class="box" width="{width}" height="{height}" rx="8"/><path class="stripe" d="M6 0a6 6 0 0 0-6 6v{}a6 6 0 0 0 6 6z"/>"#,
        escape(&drawn.family),
        escape(&drawn.key),
        round(drawn.x),
        round(drawn.y),
        round((drawn.height - 12.0).max(0.0)),
    );
    lines(out, drawn);
    out.push_str("</g>");
}

/// Kind, name and detail, one below the other, spread over the height of the box.
fn lines(out: &mut String, drawn: &DrawnNode) {
    let detail = if drawn.missing { "not in this set" } else { drawn.detail.as_str() };
    let rows = [
        ("kind", drawn.kind.as_str(), DETAIL_CHARACTER),
        ("name", drawn.name.as_str(), NAME_CHARACTER),
        ("detail", detail, DETAIL_CHARACTER),
    ];
    let shown: Vec<_> = rows.into_iter().filter(|(_, text, _)| !text.is_empty()).collect();
    let step = drawn.height / (shown.len() as f32 + 0.4);
    for (row, (class, text, character)) in shown.into_iter().enumerate() {
        let y = step * (row as f32 + 0.7);
        let short = fit(text, drawn.width - PADDING, character);
        let _ = write!(
            out,
            r#"<text class="{class}" x="16" y="{}" dominant-baseline="middle">{}</text>"#,
            round(y),
            escape(&short)
        );
    }
}

fn node_sentence(drawn: &DrawnNode) -> String {
    let mut said = format!("{} {}", drawn.kind, drawn.name);
    if !drawn.detail.is_empty() {
        let _ = write!(said, ", {}", drawn.detail);
    }
    if drawn.missing {
        said.push_str(", not in this set");
    }
    said
}

/// A text cut to a width, with an ellipsis; the full text is in the element's title.
fn fit(text: &str, width: f32, character: f32) -> String {
    let room = (width / character).max(4.0) as usize;
    if text.chars().count() <= room {
        return text.to_owned();
    }
    text.chars().take(room.saturating_sub(1)).chain(['…']).collect()
}

/// A number with one decimal, which is a tenth of a pixel.
struct Tenths(i32);

/// What is not a number becomes zero.
fn round(value: f32) -> Tenths {
    Tenths((value * 10.0).round() as i32)
}

impl fmt::Display for Tenths {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, tenth) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        if tenth == 0 { write!(out, "{sign}{whole}") } else { write!(out, "{sign}{whole}.{tenth}") }
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

/// Writes a text so that it cannot become markup, in attributes, too.
pub fn escape_into(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing() -> Drawing {
        let node = |name: &str, missing| DrawnNode {
            key: format!("Service/default/{name}"),
            kind: "Service".into(),
            name: name.into(),
            detail: "ClusterIP".into(),
            family: "service".into(),
            missing,
            x: 0.0,
            y: 0.0,
            width: 160.0,
            height: 60.0,
            place: None,
        };
        let wire = DrawnWire {
            from: 0,
            to: 1,
            relation: "routes_to".into(),
            label: "80".into(),
            broken: true,
            path: "M0 0L10 10".into(),
            label_at: Some((5.0, 5.0)),
            place: crate::protocol::Place::default(),
        };
        Drawing { width: 300.0, height: 100.0, nodes: vec![node("a", false), node("b\"<", true)], wires: vec![wire] }
    }

    #[test]
    fn nodes_and_wires_carry_their_index_and_classes() {
        let svg = svg(&drawing());
        assert!(svg.contains(r#"class="node service" data-node="0""#), "{svg}");
        assert!(svg.contains(r#"class="node service missing" data-node="1""#), "{svg}");
        assert!(svg.contains(r#"class="wire routes_to broken" data-wire="0""#), "{svg}");
    }

    #[test]
    fn text_of_the_manifests_cannot_become_markup() {
        let svg = svg(&drawing());
        assert!(!svg.contains("b\"<") && svg.contains("b&quot;&lt;"), "{svg}");
    }

    #[test]
    fn the_title_counts_what_is_broken() {
        assert_eq!(title(&drawing()), "Wiring: 2 objects and 1 wire, 1 of them broken");
    }

    #[test]
    fn indices_out_of_range_and_numbers_that_are_none_draw_nothing_wrong() {
        let mut odd = drawing();
        odd.width = f32::NAN;
        if let Some(wire) = odd.wires.first_mut() {
            wire.to = 99;
        }
        let svg = svg(&odd);
        assert!(svg.contains(r#"viewBox="0 0 0 100""#), "{svg}");
    }

    #[test]
    fn numbers_have_at_most_one_decimal() {
        let written: Vec<String> = [0.0, -0.26, 1.25, 208.0, f32::NAN].map(|n| round(n).to_string()).into();
        assert_eq!(written, ["0", "-0.3", "1.3", "208", "0"]);
    }

    #[test]
    fn long_names_are_cut_at_the_box() {
        assert_eq!(fit("feastflow", 200.0, 7.0), "feastflow");
        assert_eq!(fit("feastflow-backend", 60.0, 7.0), "feastfl…");
    }
}
