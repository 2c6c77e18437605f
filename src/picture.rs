//! A drawing of the wiring as an SVG text: the same picture in the page, in the guides and as a file.
//!
//! Colours come from the style sheet: every box has the class of its family, a broken wire the
//! class `broken`. Shape and icon say the same without colour. Boxes and wires carry their index (`data-node`, `data-wire`), so that whoever
//! holds the [`Drawing`] knows what was clicked.

pub mod dot;
pub mod mermaid;
mod shapes;
pub mod tree;

use crate::protocol::{Drawing, DrawnGroup, DrawnNode, DrawnWire};
use std::fmt::{self, Write};

/// The drawing as one `<svg>` element with an accessible title.
#[must_use]
pub fn svg(drawing: &Drawing) -> String {
    written(drawing, "", &mut |_, _| {})
}

/// The drawing as a file of its own.
#[must_use]
pub fn file(drawing: &Drawing) -> String {
    written(drawing, &format!("<style>{STYLE}</style>"), &mut |_, _| {})
}

/// A box or a wire, by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A box.
    Node(usize),
    /// A wire.
    Wire(usize),
}

/// The drawing with something more at its beginning, and more attributes on its boxes and wires.
pub fn written(drawing: &Drawing, inside: &str, attributes: &mut dyn FnMut(Part, &mut String)) -> String {
    let mut out = String::with_capacity(512 * (drawing.nodes.len() + drawing.wires.len()) + 1024);
    let (width, height) = (round(drawing.width), round(drawing.height));
    let title = escape(&title(drawing));
    let _ = write!(
        out,
        r#"<svg class="picture" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" aria-label="{title}"><title>{title}</title>{inside}{HEADS}"#,
    );
    drawing.groups.iter().for_each(|drawn| group(&mut out, drawn));
    for (index, drawn) in drawing.wires.iter().enumerate() {
        wire(&mut out, drawing, index, drawn, attributes);
    }
    for (index, drawn) in drawing.nodes.iter().enumerate() {
        node(&mut out, drawing, index, drawn, attributes);
    }
    // Words stand above all wires.
    drawing.wires.iter().enumerate().for_each(|(index, drawn)| label(&mut out, index, drawn));
    out.push_str("</svg>");
    out
}

/// The look of a drawing that stands alone, on white paper.
pub const STYLE: &str = include_str!("picture/alone.css");

/// The arrow heads of whole and of broken wires.
const HEADS: &str = concat!(
    r#"<defs><marker id="head" class="head" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="11" markerHeight="11" orient="auto-start-reverse"><path d="M0 0.5 7.5 4 0 7.5z"/></marker>"#,
    r#"<marker id="head-broken" class="head broken" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="11" markerHeight="11" orient="auto-start-reverse"><path d="M0 0.5 7.5 4 0 7.5z"/></marker></defs>"#
);

/// Width of a character of the small print, and of a name.
const DETAIL_CHARACTER: f32 = 6.4;
const NAME_CHARACTER: f32 = 7.9;
/// Where the words of a box begin, and what is left free beside them.
const WORDS: f32 = 40.0;
const PADDING: f32 = 50.0;

fn title(drawing: &Drawing) -> String {
    let broken = drawing.wires.iter().filter(|wire| wire.broken).count();
    let tail = match broken {
        0 => String::new(),
        1 => ", 1 of them broken".to_owned(),
        more => format!(", {more} of them broken"),
    };
    format!("Wiring: {} and {}{tail}", counted(drawing.nodes.len(), "object"), counted(drawing.wires.len(), "wire"))
}

/// `1 wire`, `2 wires`.
#[must_use]
pub fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}

fn group(out: &mut String, drawn: &DrawnGroup) {
    let name = if drawn.name.is_empty() { "in no namespace".to_owned() } else { format!("namespace {}", drawn.name) };
    let (x, y) = (round(drawn.x), round(drawn.y));
    let _ = write!(
        out,
        r#"<g class="group"><rect class="frame" x="{x}" y="{y}" width="{}" height="{}" rx="10"/><text class="space" x="{}" y="{}">{}</text></g>"#,
        round(drawn.width),
        round(drawn.height),
        round(drawn.x + 12.0),
        round(drawn.y + 17.0),
        escape(&name)
    );
}

fn wire(
    out: &mut String,
    drawing: &Drawing,
    index: usize,
    drawn: &DrawnWire,
    attributes: &mut dyn FnMut(Part, &mut String),
) {
    let broken = if drawn.broken { " broken" } else { "" };
    let head = if drawn.broken { "head-broken" } else { "head" };
    let (relation, path) = (escape(&drawn.relation), escape(&drawn.path));
    let _ = write!(
        out,
        r#"<g class="wire {relation}{broken}" data-wire="{index}" data-from="{}" data-to="{}""#,
        drawn.from, drawn.to
    );
    attributes(Part::Wire(index), out);
    let _ = write!(
        out,
        r#"><title>{}</title><path class="reach" d="{path}"/><path class="line" d="{path}" marker-end="url(#{head})"/></g>"#,
        escape(&sentence(drawing, drawn))
    );
}

fn label(out: &mut String, index: usize, drawn: &DrawnWire) {
    let Some((x, y)) = drawn.label_at else { return };
    let (mark, broken) = if drawn.broken { ("✕ ", " broken") } else { ("", "") };
    let _ = write!(
        out,
        r#"<text class="label{broken}" data-word="{index}" x="{}" y="{}" text-anchor="middle" dominant-baseline="middle">{mark}{}</text>"#,
        round(x),
        round(y),
        escape(&drawn.label)
    );
}

/// A wire as a sentence.
#[must_use]
pub fn sentence(drawing: &Drawing, drawn: &DrawnWire) -> String {
    let label = if drawn.label.is_empty() { String::new() } else { format!(" ({})", drawn.label) };
    let broken = if drawn.broken { ": broken" } else { "" };
    format!("{} {} {}{label}{broken}", named(drawing, drawn.from), drawn.phrase, named(drawing, drawn.to))
}

fn named(drawing: &Drawing, index: u32) -> String {
    let node = usize::try_from(index).ok().and_then(|index| drawing.nodes.get(index));
    node.map(|node| format!("{} {}", node.kind, node.name)).unwrap_or_default()
}

fn node(
    out: &mut String,
    drawing: &Drawing,
    index: usize,
    drawn: &DrawnNode,
    attributes: &mut dyn FnMut(Part, &mut String),
) {
    let missing = match (drawn.missing, drawn.errors.is_empty()) {
        (true, _) => " missing",
        (false, false) => " faulty",
        (false, true) => "",
    };
    let _ = write!(
        out,
        r#"<g class="node {}{missing}" data-node="{index}" data-key="{}" transform="translate({} {})""#,
        escape(&drawn.family),
        escape(&drawn.key),
        round(drawn.x),
        round(drawn.y),
    );
    attributes(Part::Node(index), out);
    let _ = write!(out, "><title>{}</title>", escape(&node_sentence(drawing, index, drawn)));
    out.push_str(&shapes::outline(&drawn.family, drawn.width, drawn.height));
    let icon = if drawn.missing { shapes::UNKNOWN } else { shapes::icon(&drawn.kind) };
    let _ =
        write!(out, r#"<path class="icon" transform="translate(12 {})" d="{icon}"/>"#, round(drawn.height / 2.0 - 9.0));
    lines(out, drawn);
    flaw(out, drawn);
    out.push_str("</g>");
}

/// A tag on the upper edge: what is wrong in the object itself.
fn flaw(out: &mut String, drawn: &DrawnNode) {
    if drawn.errors.is_empty() {
        return;
    }
    let words = format!("✕ {}", counted(drawn.errors.len(), "error"));
    let width = words.chars().count() as f32 * DETAIL_CHARACTER + 12.0;
    let left = drawn.width - width - 14.0;
    let _ = write!(
        out,
        r#"<rect class="flaw" x="{0}" y="-14" width="{1}" height="17" rx="4"/><text class="flaw-words" x="{2}" y="-5" text-anchor="middle" dominant-baseline="central">{words}</text>"#,
        round(left),
        round(width),
        round(left + width / 2.0)
    );
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
    let step = (drawn.height - 8.0) / (shown.len() as f32).max(1.0);
    for (row, (class, text, character)) in shown.into_iter().enumerate() {
        let y = 4.0 + step * (row as f32 + 0.5);
        let short = fit(text, drawn.width - PADDING, character);
        let _ = write!(
            out,
            r#"<text class="{class}" x="{WORDS}" y="{}" dominant-baseline="central">{}</text>"#,
            round(y),
            escape(&short)
        );
    }
}

fn node_sentence(drawing: &Drawing, index: usize, drawn: &DrawnNode) -> String {
    let mut said = format!("{} {}", drawn.kind, drawn.name);
    if !drawn.detail.is_empty() {
        let _ = write!(said, ", {}", drawn.detail);
    }
    for key in &drawn.folded {
        let kind = key.split(['/', '.']).next().unwrap_or_default();
        let _ = write!(said, ", with {kind} {}", key.rsplit('/').next().unwrap_or_default());
    }
    if drawn.missing && drawn.detail != "not in this set" {
        said.push_str(", not in this set");
    }
    let own = |wire: &&DrawnWire| [wire.from, wire.to].iter().any(|end| usize::try_from(*end) == Ok(index));
    let wires = drawing.wires.iter().filter(own).count();
    let _ = write!(said, ", {}", counted(wires, "wire"));
    let broken = drawing.wires.iter().filter(own).filter(|wire| wire.broken).count();
    if broken > 0 {
        let _ = write!(said, ", {broken} broken");
    }
    if let Some(first) = drawn.errors.first() {
        let _ = write!(said, ", {}: {first}", counted(drawn.errors.len(), "error"));
    }
    said
}

/// A text cut to a width, in its middle: names of one set often begin alike. The full text is in the
/// element's title.
fn fit(text: &str, width: f32, character: f32) -> String {
    let room = (width / character).max(4.0) as usize;
    let count = text.chars().count();
    if count <= room {
        return text.to_owned();
    }
    let tail = (room - 1) / 2;
    let head = room - 1 - tail;
    text.chars().take(head).chain(['…']).chain(text.chars().skip(count - tail)).collect()
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

    pub(super) fn drawing() -> Drawing {
        let node = |name: &str, missing| DrawnNode {
            key: format!("Service/default/{name}"),
            kind: "Service".into(),
            name: name.into(),
            detail: "ClusterIP".into(),
            family: "service".into(),
            missing,
            errors: Vec::new(),
            folded: Vec::new(),
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
            phrase: "sends requests to".into(),
            label: "80".into(),
            broken: true,
            optional: false,
            path: "M0 0L10 10".into(),
            label_at: Some((5.0, 5.0)),
            place: crate::protocol::Place::default(),
        };
        Drawing {
            width: 300.0,
            height: 100.0,
            groups: Vec::new(),
            nodes: vec![node("a", false), node("b\"<", true)],
            wires: vec![wire],
        }
    }

    #[test]
    fn nodes_and_wires_carry_their_index_and_classes() {
        let svg = svg(&drawing());
        assert!(svg.contains(r#"class="node service" data-node="0""#), "{svg}");
        assert!(svg.contains(r#"class="node service missing" data-node="1""#), "{svg}");
        assert!(svg.contains(r#"class="wire routes_to broken" data-wire="0""#), "{svg}");
    }

    #[test]
    fn a_box_says_what_is_wrong_in_its_object() {
        let mut faulty = drawing();
        faulty.nodes[0].errors = vec!["no <such> field".into(), "another".into()];
        let svg = svg(&faulty);
        assert!(svg.contains("node service faulty") && svg.contains("✕ 2 errors"), "{svg}");
        assert!(svg.contains("1 broken, 2 errors: no &lt;such&gt; field"), "{svg}");
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
        assert_eq!(fit("feastflow-backend", 60.0, 7.0), "feas…end");
    }
}
