//! Edits of a document's text that add a field, or move one, and leave the rest as it is.

use crate::engine::text::Span;
use crate::engine::yaml::{Content, Document, Entry, NodeId, Route, Step};

/// A part of the text and what to write instead.
pub type Edit = (Span, String);

/// Write a field (its lines without indentation) as the first or the last of a mapping, if that is sure not to break
/// the text; into a mapping in braces only if it is one line.
#[must_use]
pub fn added(document: &Document, text: &str, mapping: NodeId, lines: &str, first: bool) -> Option<Edit> {
    let Content::Mapping(entries) = &document.node(mapping).content else { return None };
    if is_flow(document, text, mapping) {
        let inside = in_braces(document.span(mapping).of(text)).filter(|_| !lines.contains('\n'))?;
        let at = document.span(mapping).start as usize + 1 + inside.len();
        let comma = if inside.trim().is_empty() { "" } else { ", " };
        return Some((Span::new(at, at), [comma, lines].concat()));
    }
    let mut own = entries.iter().filter(|e| !e.merged);
    let key = document.span(if first { own.next() } else { own.next_back() }?.key).start as usize;
    // After anchors and tags nothing can be told from the line.
    let (_, end, indent) = block(text, key)?;
    let new = indented(lines, indent);
    Some(if first {
        (Span::new(key, key), [new.trim_start_matches(' '), &" ".repeat(indent)].concat())
    } else if text.get(..end)?.ends_with('\n') {
        (Span::new(end, end), new)
    } else {
        (Span::new(end, end), ["\n", new.trim_end()].concat())
    })
}

/// A pair of a mapping as a line, if it is written in one and stands for itself.
#[must_use]
pub fn line(document: &Document, text: &str, pair: &Entry) -> Option<String> {
    let [key, value] = [pair.key, pair.value].map(|node| document.span(node).of(text));
    let is_whole = !value.contains('\n') && !value.starts_with(['&', '*', '!']);
    is_whole.then(|| [key, ": ", value].concat())
}

/// What stands in the braces of a mapping, if that is one line and no comma ends it.
fn in_braces(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('{')?.strip_suffix('}')?.trim_end();
    (!inside.contains('\n') && !inside.ends_with(',')).then_some(inside)
}

fn indented(lines: &str, indent: usize) -> String {
    let mut out = String::new();
    for line in lines.split('\n') {
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
        }
        out += line;
        out.push('\n');
    }
    out
}

fn is_flow(document: &Document, text: &str, mapping: NodeId) -> bool {
    document.span(mapping).of(text).starts_with('{')
}

/// Take a field out of its mapping and write it into the one that `to` leads to, from the object at `root`.
#[must_use]
pub fn moved(
    document: &Document,
    text: &str,
    (root, from): (NodeId, NodeId),
    entry: &Entry,
    to: &Route,
) -> Option<Vec<Edit>> {
    let target = to.parent(document, root)?;
    let own = |e: &&Entry| !e.merged;
    let Content::Mapping(entries) = &document.node(from).content else { return None };
    // The last field leaves a null behind, which is another thing than nothing.
    if entries.iter().filter(own).count() < 2 || target == from || is_flow(document, text, from) {
        return None;
    }
    let key = document.span(entry.key).start as usize;
    let (start, end, indent) = block(text, key)?;
    // The first field of an item has the item's dash.
    if is_after_dash(text, key) {
        return None;
    }
    let lines = text.get(start..end)?.lines().map(|line| unindented(line, indent)).collect::<Option<Vec<_>>>()?;
    // One line before what may be long: `replicas` before `template`.
    let is_item = to.0.iter().rev().nth(1).is_some_and(|step| matches!(step, Step::Index(_)));
    let insertion = added(document, text, target, &lines.join("\n"), lines.len() == 1 && !is_item)?;
    let (at, cut) = (insertion.0.start as usize, Span::new(start, end));
    // Beside what is taken out, it is one edit; not into itself.
    match at {
        _ if at == start || at == end => Some(vec![(cut, insertion.1.trim_start_matches('\n').to_owned())]),
        _ if start < at && at < end => None,
        _ => Some(vec![(cut, String::new()), insertion]),
    }
}

/// The lines of the field whose key stands at a byte, and its indentation, if nothing but dashes stands before it.
fn block(text: &str, key: usize) -> Option<(usize, usize, usize)> {
    let start = line_start(text, key);
    let indent = text.get(start..key)?;
    if !indent.bytes().all(|b| matches!(b, b' ' | b'-')) {
        return None;
    }
    let mut end = start;
    let mut at = start;
    for (n, line) in text.get(start..)?.split_inclusive('\n').enumerate() {
        at += line.len();
        let rest = line.trim_start_matches(' ');
        let column = line.len() - rest.len();
        let below =
            column > indent.len() || (column == indent.len() && (rest.starts_with("- ") || rest.trim_end() == "-"));
        match rest.trim_end() {
            "" => {}
            _ if n == 0 || below => end = at,
            _ => break,
        }
    }
    Some((start, end, indent.len()))
}

fn is_after_dash(text: &str, at: usize) -> bool {
    text.get(line_start(text, at)..at).is_some_and(|lead| lead.contains('-'))
}

fn unindented(line: &str, by: usize) -> Option<&str> {
    if line.trim().is_empty() {
        return Some("");
    }
    let (lead, rest) = line.split_at_checked(by)?;
    lead.bytes().all(|b| b == b' ').then_some(rest)
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |n| n + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(text: &str, mut edits: Vec<Edit>) -> String {
        let mut out = text.to_owned();
        edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
        edits.iter().for_each(|(span, new)| out.replace_range(span.range(), new));
        out
    }

    fn after(text: &str, from: &str, key: &str, to: &Route) -> Option<String> {
        let document = Document::parse(text);
        let root = document.root()?;
        let from = Route::find(&document, root, from)?;
        let entry = document.entry(from, key)?;
        moved(&document, text, (root, from), &entry, to).map(|edits| applied(text, edits))
    }

    #[test]
    fn fields_move_with_their_lines() {
        let text = "spec:\n  containers:\n  - name: a # its name\n    image: b\n  resources:\n    limits:\n\n    # of one\n    - x\n\n# end\n";
        let to = crate::route!["spec", "containers", 0, "resources"];
        let want = "spec:\n  containers:\n  - name: a # its name\n    image: b\n    resources:\n      limits:\n\n      # of one\n      - x\n\n# end\n";
        assert_eq!(after(text, "spec", "resources", &to).as_deref(), Some(want));
    }

    #[test]
    fn one_line_goes_before_what_is_long_and_after_the_name_of_an_item() {
        let text = "replicas: 2\nspec:\n  template:\n    a: b\n";
        let to = crate::route!["spec", "replicas"];
        assert_eq!(after(text, "", "replicas", &to).as_deref(), Some("spec:\n  replicas: 2\n  template:\n    a: b\n"));
        let text = "tty: true\nlist:\n- name: a";
        let to = crate::route!["list", 0, "tty"];
        assert_eq!(after(text, "", "tty", &to).as_deref(), Some("list:\n- name: a\n  tty: true"));
    }

    #[test]
    fn what_stands_last_moves_out_of_the_end() {
        for end in ["", "\n"] {
            let text = format!("list:\n- name: a\n  volumes:\n  - b{end}");
            let want = format!("list:\n- name: a\nvolumes:\n- b{end}");
            assert_eq!(after(&text, "list[0]", "volumes", &crate::route!["volumes"]), Some(want));
        }
    }

    #[test]
    fn one_line_is_written_into_braces() {
        let inside = |text: &str, lines: &str| {
            let document = Document::parse(text);
            let edit = added(&document, text, document.get(document.root()?, "a")?, lines, false);
            edit.map(|edit| applied(text, vec![edit]))
        };
        assert_eq!(inside("a: {b: c }\n", "d: e").as_deref(), Some("a: {b: c, d: e }\n"));
        assert_eq!(inside("a: {}\n", "d: e").as_deref(), Some("a: {d: e}\n"));
        assert_eq!(inside("a: {b: c}\n", "d:\n  e: f"), None);
        assert_eq!(inside("a: {b: c,\n  d: e}\n", "f: g"), None);
    }

    #[test]
    fn what_is_not_sure_stays() {
        let flow = "spec: {containers: [{name: a}], resources: {}}\n";
        let to = crate::route!["spec", "containers", 0, "resources"];
        assert_eq!(after(flow, "spec", "resources", &to), None);
        let alone = "a:\n  x: 1\nb:\n  y: 2\n";
        assert_eq!(after(alone, "a", "x", &crate::route!["b", "x"]), None);
        assert_eq!(after(alone, "", "b", &crate::route!["c", "b"]), None);
    }
}
