//! Edits of a document's text that add a field, or move one, and leave the rest as it is.

use crate::engine::text::Span;
use crate::engine::yaml::{Content, Document, Entry, NodeId, Route};

/// A part of the text and what to write instead.
pub type Edit = (Span, String);

/// Write a field (its lines without indentation) as the first of a mapping, if that is sure not to break the text.
#[must_use]
pub fn inserted(document: &Document, text: &str, mapping: NodeId, lines: &[String]) -> Option<Edit> {
    let Content::Mapping(entries) = &document.node(mapping).content else { return None };
    let first = document.span(entries.iter().find(|e| !e.merged)?.key).start as usize;
    let start = line_start(text, first);
    // In a flow mapping, and after anchors and tags, nothing can be told from the line.
    let lead = text.get(start..first)?;
    if !lead.chars().all(|c| matches!(c, ' ' | '-')) {
        return None;
    }
    let indent = " ".repeat(lead.len());
    let mut new = String::new();
    for (n, line) in lines.iter().enumerate() {
        if n > 0 && !line.is_empty() {
            new.push_str(&indent);
        }
        new.push_str(line);
        new.push('\n');
    }
    new.push_str(&indent);
    Some((Span::new(first, first), new))
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
    if entries.iter().filter(own).count() < 2 || target == from {
        return None;
    }
    let key = document.span(entry.key).start as usize;
    let (start, end, indent) = block(text, key)?;
    let lines = text.get(start..end)?.lines().map(|line| unindented(line, indent)).collect::<Option<Vec<_>>>()?;
    let insertion = inserted(document, text, target, &lines)?;
    let at = insertion.0.start as usize;
    // Not into itself.
    (at < start || at >= end).then(|| vec![(Span::new(start, end), String::new()), insertion])
}

/// The lines of the field whose key stands at a byte, and its indentation, if it has them for itself.
fn block(text: &str, key: usize) -> Option<(usize, usize, usize)> {
    let start = line_start(text, key);
    let indent = text.get(start..key)?;
    if !indent.bytes().all(|b| b == b' ') {
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

fn unindented(line: &str, by: usize) -> Option<String> {
    if line.trim().is_empty() {
        return Some(String::new());
    }
    let (lead, rest) = line.split_at_checked(by)?;
    lead.bytes().all(|b| b == b' ').then(|| rest.to_owned())
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
        let want = "spec:\n  containers:\n  - resources:\n      limits:\n\n      # of one\n      - x\n    name: a # its name\n    image: b\n\n# end\n";
        assert_eq!(after(text, "spec", "resources", &to).as_deref(), Some(want));
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
