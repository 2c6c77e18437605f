//! The drawing as an element of the page: `wiring/wiring.js` makes it zoom, search and walk.

use crate::explorer::Seen;
use crate::picture::{self, Part, dot, mermaid};
use crate::protocol::{Drawing, Place};
use crate::ui::markup::Markup;
use std::collections::HashMap;
use std::fmt::Write;

/// The longest line that is shown, in characters.
const LONG: usize = 160;

/// The drawing, with the boxes of a way and the wires between them lit.
pub(in crate::explorer::views) fn canvas(seen: &Seen<'_>, drawing: &Drawing, way: &[&str]) -> Markup {
    let mut out = Markup::new("<wiring-drawing");
    if let Some(focus) = seen.inputs.text("focus") {
        out.raw(" data-focus=\"").text(focus).raw("\"");
    }
    out.raw(">").raw(BAR);
    let lines = lines(seen);
    let mut places: Vec<Place> = Vec::new();
    let svg = picture::written(drawing, "", &mut |part, out| {
        if on_way(drawing, part, way) {
            out.push_str(" data-way=\"\"");
        }
        if let Some(place) = place(drawing, part) {
            let line = line(&lines, &place);
            let _ = write!(out, " data-go=\"{}\" data-at=\"", places.len());
            picture::escape_into(out, &place.file);
            let _ = write!(out, ":{}\" data-yaml=\"", place.line);
            picture::escape_into(out, &line);
            out.push('"');
            places.push(place);
        }
    });
    out.places = places;
    out.raw(&svg).raw(HINTS);
    for (kind, text) in
        [("SVG", picture::STYLE.to_owned()), ("Mermaid", mermaid::chart(drawing)), ("DOT", dot::graph(drawing))]
    {
        out.raw("<template data-text=\"").raw(kind).raw("\">").text(&text).raw("</template>");
    }
    out.raw("</wiring-drawing>");
    out
}

const BAR: &str = concat!(
    r#"<div class="wiring-bar"><span class="grow" role="status"></span>"#,
    r#"<button type="button" class="button quiet small" data-act="smaller" aria-label="Smaller">−</button>"#,
    r#"<button type="button" class="button quiet small" data-act="larger" aria-label="Larger">+</button>"#,
    r#"<button type="button" class="button quiet small" data-act="fit">Fit</button>"#,
    r#"<button type="button" class="button quiet small" data-act="full" aria-pressed="false">Whole screen</button>"#,
    r#"<details class="exports"><summary class="button quiet small">Save</summary><div>"#,
    r#"<button type="button" class="button quiet small" data-save="SVG">SVG</button>"#,
    r#"<button type="button" class="button quiet small" data-save="PNG">PNG</button>"#,
    r#"<button type="button" class="button quiet small" data-save="Mermaid">Mermaid</button>"#,
    r#"<button type="button" class="button quiet small" data-save="DOT">DOT</button></div></details></div>"#,
    r#"<div class="canvas" role="group" tabindex="0" aria-label="The drawing: arrow keys move it">"#,
);

const HINTS: &str = concat!(
    r#"</div><p class="peek"><span>Point at a box or a wire to see its line.</span></p>"#,
    r#"<details class="hint"><summary>Keys</summary><p>In a box: <kbd>←</kbd> <kbd>→</kbd> along the wires, <kbd>n</kbd> along the next instead, <kbd>↑</kbd> <kbd>↓</kbd> in the column, "#,
    r#"<kbd>Enter</kbd> to its text, <kbd>y</kbd> to the line of the wire walked last, <kbd>f</kbd> only what is connected, <kbd>Esc</kbd> everything again. "#,
    r#"Anywhere in the drawing: <kbd>+</kbd> <kbd>−</kbd> larger and smaller, <kbd>0</kbd> all of it.</p></details>"#,
);

/// Whether a way passes there; a wire only in the direction that the way has.
fn on_way(drawing: &Drawing, part: Part, way: &[&str]) -> bool {
    let step = |index: usize| {
        let key = drawing.nodes.get(index)?.key.as_str();
        way.iter().position(|other| *other == key)
    };
    match part {
        Part::Node(index) => step(index).is_some(),
        Part::Wire(index) => drawing.wires.get(index).is_some_and(|wire| {
            let ends = [wire.from, wire.to].map(|end| usize::try_from(end).ok().and_then(step));
            matches!(ends, [Some(from), Some(to)] if from < to)
        }),
    }
}

/// Where a box or a wire is written. What is missing stands nowhere: what asks for it does.
pub(super) fn place(drawing: &Drawing, part: Part) -> Option<Place> {
    match part {
        Part::Wire(index) => drawing.wires.get(index).map(|wire| wire.place.clone()),
        Part::Node(index) => drawing.nodes.get(index)?.place.clone().or_else(|| {
            let asks = drawing.wires.iter().find(|wire| usize::try_from(wire.to) == Ok(index));
            asks.map(|wire| wire.place.clone())
        }),
    }
}

/// The lines of each file.
fn lines<'a>(seen: &Seen<'a>) -> HashMap<&'a str, Vec<&'a str>> {
    let files = seen.model.workspace.files.iter();
    files.map(|file| (file.name.as_str(), file.text.lines().collect())).collect()
}

fn line(lines: &HashMap<&str, Vec<&str>>, place: &Place) -> String {
    let number = usize::try_from(place.line).unwrap_or(0).saturating_sub(1);
    let found = lines.get(place.file.as_str()).and_then(|lines| lines.get(number));
    found.map(|line| line.trim().chars().take(LONG).collect()).unwrap_or_default()
}
