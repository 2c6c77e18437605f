//! YAML: classes of scalars from the engine's nodes; what lies between them is punctuation,
//! comments and anchors. Where a syntax error ends the nodes, the rest is coloured by its looks.

use super::{Class, Mark};
use crate::engine::yaml::scalar::Kind;
use crate::engine::yaml::{Content, Document, NodeId, split};

/// The classed ranges of a YAML text.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut nodes = Vec::new();
    for range in split::split(text) {
        let start = range.start;
        let part = text.get(range).unwrap_or("");
        let document = Document::parse(part);
        nodes.extend(scalars(&document, part).into_iter().map(|(r, c)| (r.start + start..r.end + start, c)));
    }
    nodes.sort_by_key(|(range, _)| range.start);
    let mut out = Vec::new();
    let mut at = 0;
    for (range, class) in nodes {
        if range.start < at || text.get(range.clone()).is_none() {
            continue;
        }
        between(text, at..range.start, &mut out);
        at = range.end;
        out.push((range, class));
    }
    between(text, at..text.len(), &mut out);
    out
}

/// The scalars and aliases of a document.
fn scalars(document: &Document, text: &str) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut todo: Vec<(NodeId, bool)> = document.root().map(|root| (root, false)).into_iter().collect();
    while let Some((id, is_key)) = todo.pop() {
        let node = document.node(id);
        let range = node.span.range();
        match &node.content {
            Content::Scalar(scalar) => {
                let range = without_properties(text, range);
                let quoted = text.get(range.clone()).is_some_and(|t| t.starts_with(['"', '\'']));
                let block = !scalar.plain && !quoted;
                let class = if is_key { Class::Key } else { class_of(&scalar.kind, block) };
                out.push((range, class));
            }
            Content::Alias(_) => out.push((range, Class::Anchor)),
            Content::Sequence(items) => todo.extend(items.iter().map(|i| (*i, false))),
            Content::Mapping(entries) => {
                let own = entries.iter().filter(|e| !e.merged);
                todo.extend(own.flat_map(|e| [(e.key, true), (e.value, false)]));
            }
        }
    }
    out.retain(|(range, _)| !range.is_empty());
    out
}

/// A node's anchor and tag are within its span; its text begins behind them.
fn without_properties(text: &str, mut range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    while let Some(rest) = text.get(range.clone()).filter(|t| t.starts_with(['&', '!'])) {
        let after = rest.trim_start_matches(|c: char| !c.is_whitespace()).trim_start();
        range.start = range.end - after.len();
    }
    range
}

fn class_of(kind: &Kind, block: bool) -> Class {
    match kind {
        _ if block => Class::Block,
        Kind::Null => Class::Null,
        Kind::Bool(_) => Class::Bool,
        Kind::Int(_) | Kind::Uint(_) | Kind::Float(_) => Class::Number,
        Kind::String => Class::String,
    }
}

/// What lies between two scalars.
fn between(text: &str, range: std::ops::Range<usize>, out: &mut Vec<Mark>) {
    let mut at = range.start;
    while at < range.end {
        let rest = text.get(at..range.end).unwrap_or("");
        let Some(c) = rest.chars().next() else { return };
        let fresh = text.get(..at).is_none_or(|t| t.chars().next_back().is_none_or(char::is_whitespace));
        let (length, class) = match c {
            c if c.is_whitespace() => (c.len_utf8(), None),
            '#' if fresh => (rest.find('\n').unwrap_or(rest.len()), Some(Class::Comment)),
            '&' | '*' | '!' => (word(rest), Some(Class::Anchor)),
            '-' | ':' | '?' | ',' | '{' | '}' | '[' | ']' | '|' | '>' => {
                (rest.find(|other| other != c).unwrap_or(rest.len()), Some(Class::Punct))
            }
            _ => unread(rest),
        };
        let length = length.max(c.len_utf8());
        if let Some(class) = class {
            out.push((at..at + length, class));
        }
        at += length;
    }
}

fn word(text: &str) -> usize {
    text.find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}')).unwrap_or(text.len())
}

/// A word that no node covers: a key if a colon follows, or else plain.
fn unread(text: &str) -> (usize, Option<Class>) {
    let length = text.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(text.len());
    let after = text.get(length..).unwrap_or("");
    let is_key = after.strip_prefix(':').is_some_and(|t| t.is_empty() || t.starts_with(char::is_whitespace));
    (length, is_key.then_some(Class::Key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Class)> {
        marks(text).into_iter().map(|(r, c)| (&text[r], c)).filter(|(_, c)| *c != Class::Punct).collect()
    }

    #[test]
    fn classes_follow_types() {
        let text = "a: on # note\nb: [1, 'x', ~]\n---\nc: &n y z\nd: *n\ne: |\n  text\n  more\n";
        let want = [
            ("a", Class::Key),
            ("on", Class::Bool),
            ("# note", Class::Comment),
            ("b", Class::Key),
            ("1", Class::Number),
            ("'x'", Class::String),
            ("~", Class::Null),
            ("c", Class::Key),
            ("&n", Class::Anchor),
            ("y z", Class::String),
            ("d", Class::Key),
            ("*n", Class::Anchor),
            ("e", Class::Key),
            ("text\n  more", Class::Block),
        ];
        assert_eq!(found(text), want);
    }

    #[test]
    fn the_rest_of_a_broken_document() {
        let text = "a: 1\nb: \"x\nc: 2\n";
        assert_eq!(found(text).first(), Some(&("a", Class::Key)));
        assert!(found("a: b: c\nd: 1\n").contains(&("d", Class::Key)));
    }
}
