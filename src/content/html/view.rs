//! A view of the playground in a page: it stands there as it is, and what chooses something leads to the playground.

use super::escape;
use crate::content::block::View;
use crate::content::links;
use crate::protocol::explore::Piece;

const BUTTON: &str = "<button type=\"button\"";

/// How the element of a drawing begins.
const DRAWING: &str = "<wiring-drawing";

/// The figure. Without forms and players, which need the program.
pub(super) fn figure(view: &View, pieces: &[Piece]) -> String {
    let shown: String =
        pieces.iter().filter(|piece| is_shown(&view.parts, piece)).map(|piece| linked(piece, view)).collect();
    let id = escape(&view.view);
    let figure = match view.is_wiring() {
        true => format!(r#"<figure class="wiring" data-set="{}">{shown}"#, escape(&view.set)),
        false => format!(
            r#"<figure class="view" data-panel="{id}"><div class="scroll" role="group" aria-label="{id}" tabindex="0">{shown}</div>"#
        ),
    };
    let words = view.caption.as_deref().map(|c| format!("{} ", super::inline(c))).unwrap_or_default();
    let link = if view.is_wiring() { "Open the wiring in the playground" } else { "Change it in the playground" };
    let play = escape(&playground(view, ""));
    format!(r#"{figure}<figcaption>{words}<a href="{play}">{link}</a></figcaption></figure>"#)
}

/// The picture of a drawing as it is without the program: what is written where, the tree beside it says.
fn still(drawing: &str) -> String {
    let svg = drawing.split_once("<svg").and_then(|(_, rest)| rest.split_once("</svg>"));
    let Some((svg, _)) = svg else { return String::new() };
    let mut parts = svg.split(" data-go=\"");
    let mut out =
        String::from(r#"<div class="scroll" role="group" aria-label="Drawing of the wiring" tabindex="0"><svg"#);
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let after = part.split_once("data-yaml=\"").and_then(|(_, rest)| rest.split_once('"'));
        out.push_str(after.map_or(part, |(_, rest)| rest));
    }
    out + "</svg></div>"
}

/// The parts that a view is to show and does not have.
#[must_use]
pub fn absent<'v>(view: &'v View, pieces: &[Piece]) -> Vec<&'v str> {
    let titles: Vec<String> = pieces.iter().filter_map(title).collect();
    view.parts.iter().map(String::as_str).filter(|part| !titles.iter().any(|title| title == part)).collect()
}

/// What begins so does something, or says once more what the picture shows.
const LEFT_OUT: [&str; 5] =
    ["<form", "<div class=\"player\"", "<p class=\"elsewhere\"", "<p class=\"lit-way\"", "<details class=\"rows\""];

/// Whether a piece is one of the parts, of all if none is named; what needs the program never is.
pub(crate) fn is_shown(parts: &[String], piece: &Piece) -> bool {
    let wanted = |title: String| parts.contains(&title);
    let left_out = LEFT_OUT.iter().any(|tag| piece.html.starts_with(tag));
    !left_out && (parts.is_empty() || title(piece).is_some_and(wanted))
}

/// The text of a piece's first heading, without what stands in small letters in it.
fn title(piece: &Piece) -> Option<String> {
    let (_, rest) = piece.html.split_once("<h")?;
    let (_, rest) = rest.split_once('>')?;
    let inside = rest.split("</h").next()?.split("<small>").next()?;
    let text: String = inside.split('<').filter_map(|part| part.rsplit('>').next()).collect();
    Some(text.trim().replace("&amp;", "&"))
}

/// The view in the playground, with what else is chosen: names and values as in an address.
fn playground(view: &View, chosen: &str) -> String {
    let mut out = links::playground(&view.set, "", 1) + "&panel=" + &view.view;
    let chosen: Vec<(&str, &str)> = chosen.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let kept = view.inputs.iter().filter(|(name, _)| !chosen.iter().any(|(other, _)| name == other));
    let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
    for (name, value) in kept.chain(chosen.iter().copied().filter(|(_, value)| !value.is_empty())) {
        out.push_str(&format!("&{}={}", links::encode(name), links::encode(value)));
    }
    out
}

/// A piece whose buttons are links: to a place, or to the view with something chosen. Its headings are below
/// those of the page's sections.
fn linked(piece: &Piece, view: &View) -> String {
    if piece.html.starts_with(DRAWING) {
        return still(&piece.html);
    }
    let mut out = String::new();
    for (n, part) in piece.html.split(BUTTON).enumerate() {
        let link = |href: &str| format!("<a href=\"{}\"{}", escape(href), part.replacen("</button>", "</a>", 1));
        match (n, place(piece, part), value(part, "data-set")) {
            (0, ..) => out.push_str(part),
            (_, Some((file, line)), _) => out.push_str(&link(&links::playground(&view.set, file, line))),
            (_, None, Some(chosen)) => out.push_str(&link(&playground(view, &chosen.replace("&amp;", "&")))),
            (_, None, None) => out.push_str(&format!("{BUTTON}{part}")),
        }
    }
    out.replace("<h2", "<h3").replace("</h2>", "</h3>")
}

/// The file and line that a button leads to.
fn place<'p>(piece: &'p Piece, button: &str) -> Option<(&'p str, usize)> {
    let place = piece.places.get(value(button, "data-go")?.parse::<usize>().ok()?)?;
    Some((&place.file, usize::try_from(place.line).unwrap_or(1)))
}

/// The value of a button's attribute.
fn value<'b>(button: &'b str, name: &str) -> Option<&'b str> {
    let (tag, _) = button.split_once('>')?;
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    Some(rest.split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_leads_to_the_playground() {
        let place = crate::protocol::Place { file: "a.yaml".into(), line: 4, ..Default::default() };
        let html = "<p><button type=\"button\" class=\"plain\" data-go=\"0\">a</button>b</p>".to_owned();
        let shown = View {
            set: "s".into(),
            view: "rollout".into(),
            inputs: vec![("ready".into(), "3 4".into())],
            parts: Vec::new(),
            caption: None,
        };
        let form = Piece { html: "<form></form>".into(), ..Piece::default() };
        let html = figure(&shown, &[form, Piece { html, places: vec![place] }]);
        assert!(html.contains("<p><a href=\"playground/?set=s&amp;file=a.yaml&amp;line=4\" class=\"plain\""), "{html}");
        assert!(html.contains(">a</a>b</p>") && !html.contains("<form"), "{html}");
        assert!(html.contains("&amp;panel=rollout&amp;ready=3%204"), "{html}");
    }

    #[test]
    fn a_drawing_stands_still() {
        let drawing = concat!(
            "<wiring-drawing><button type=\"button\">Larger</button>",
            "<svg class=\"picture\"><g data-node=\"0\" data-way=\"\" data-go=\"0\" data-at=\"a.yaml:1\" data-yaml=\"x: 1\"><title>t</title></g></svg>",
            "<template>more</template></wiring-drawing>"
        );
        let piece = |html: &str| Piece { html: html.into(), ..Piece::default() };
        let tree = "<details class=\"branches\"><ul><li>a</li></ul></details>";
        let pieces = [piece("<form></form>"), piece(drawing), piece(tree), piece("<details class=\"rows\"></details>")];
        let html = figure(&View::wiring("s", Some("See `it`.")), &pieces);
        assert!(html.starts_with("<figure class=\"wiring\" data-set=\"s\"><div class=\"scroll\""), "{html}");
        assert!(
            html.contains("<svg class=\"picture\"><g data-node=\"0\" data-way=\"\"><title>t</title></g></svg></div>"),
            "{html}"
        );
        assert!(html.contains("branches") && !html.contains("rows") && !html.contains("button"), "{html}");
        assert!(html.contains("See <code>it</code>. <a href=\"playground/?set=s&amp;panel=wiring\">"), "{html}");
    }

    #[test]
    fn only_the_parts_that_are_wanted() {
        let piece = |html: &str| Piece { html: html.into(), ..Piece::default() };
        let pieces = [
            piece("<div class=\"player\"><h2>a</h2></div>"),
            piece("<section><h2>a</h2><button type=\"button\" data-set=\"t=4\">4 s</button></section>"),
            piece("<section><h3><button type=\"button\">b c</button> <small>1 pod</small></h3></section>"),
            piece("<p>d</p>"),
        ];
        let mut view = View {
            set: "s".into(),
            view: "time".into(),
            inputs: vec![("t".into(), "1".into())],
            parts: vec!["a".into(), "e".into()],
            caption: None,
        };
        let html = figure(&view, &pieces);
        assert!(html.contains("<section><h3>a</h3><a href=\"playground/?set=s&amp;panel=time&amp;t=4\""), "{html}");
        assert!(!html.contains("player") && !html.contains("b c") && !html.contains("<p>d"), "{html}");
        assert_eq!(absent(&view, &pieces), ["e"]);
        view.parts = vec!["b c".into()];
        assert!(absent(&view, &pieces).is_empty());
    }
}
