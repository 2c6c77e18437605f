//! What stands in brackets, over as many lines as it takes.

use super::{Form, Node, Reader, Spot, blanks, closing};
use crate::engine::text::Span;

/// A bracket that is open: the node it is the value of, whether it is a mapping, and the pair that waits for a value.
struct Open {
    up: Option<usize>,
    mapping: bool,
    pair: Option<usize>,
    /// A value of this entry is there.
    filled: bool,
}

/// Reads from an opening bracket, the value of `up`; gives where to go on: behind the line of the last bracket.
pub(super) fn read(reader: &mut Reader<'_>, up: Option<usize>, start: usize, column: usize) -> usize {
    let mut open: Vec<Open> = Vec::new();
    let mut at = start;
    while let Some(c) = reader.text.get(at..).and_then(|rest| rest.chars().next()) {
        if let Some(top) = open.last().filter(|_| c != ':') {
            here(reader, top, at);
        }
        match c {
            '{' | '[' => {
                let owner = open.last_mut().map_or(up, |top| entry(reader, top, at));
                open.push(Open { up: owner, mapping: c == '{', pair: None, filled: false });
            }
            '}' | ']' => {
                open.pop();
                if open.is_empty() {
                    return reader.line_end(at) + 1;
                }
            }
            ',' => {
                if let Some(top) = open.last_mut() {
                    (top.pair, top.filled) = (None, false);
                }
            }
            ':' => {}
            '\n' if ends(reader, at + 1, up, column) => return at + 1,
            '#' if reader.text.get(..at).is_some_and(|t| t.ends_with([' ', '\n'])) => {
                let end = reader.line_end(at);
                if (at + 1..=end).contains(&reader.caret) {
                    reader.spot = Spot::Nothing;
                }
                at = end;
                continue;
            }
            c if c.is_whitespace() => {}
            _ => {
                let end = token_end(reader.text, at, c);
                if let Some(top) = open.last_mut() {
                    token(reader, top, Span::new(at, end));
                }
                at = end;
                continue;
            }
        }
        at += c.len_utf8();
    }
    reader.text.len()
}

/// A next line that cannot belong to brackets in a block: the closing one is not there yet.
fn ends(reader: &Reader<'_>, next: usize, up: Option<usize>, column: usize) -> bool {
    let line = reader.rest(next, reader.line_end(next));
    let rest = line.trim_start();
    up.is_some() && !rest.is_empty() && blanks(line) <= column && !rest.starts_with(['}', ']'])
}

/// The caret before a character inside brackets.
fn here(reader: &mut Reader<'_>, top: &Open, at: usize) {
    if reader.caret != at {
        return;
    }
    let place = Span::new(at, at);
    reader.spot = match top.pair {
        _ if top.filled => return,
        Some(pair) => Spot::Value(pair, place),
        None => Spot::Open { up: top.up, word: place, column: 0, flow: true },
    };
}

/// The node that the next value belongs to: the pair that waits, or a new item.
fn entry(reader: &mut Reader<'_>, top: &mut Open, at: usize) -> Option<usize> {
    top.filled = true;
    if top.mapping {
        return top.pair.or(top.up);
    }
    Some(push(reader, top.up, Form::Item, Span::default(), Span::new(at, at)))
}

fn token(reader: &mut Reader<'_>, top: &mut Open, word: Span) {
    let touches = word.range().contains(&reader.caret) || word.end as usize == reader.caret;
    let rest = reader.text.get(word.end as usize..).unwrap_or("").trim_start_matches(' ');
    if top.mapping && top.pair.is_none() {
        let key = rest.starts_with(':');
        let form = if key { Form::Pair } else { Form::Word };
        let node = push(
            reader,
            top.up,
            form,
            if key { word } else { Span::default() },
            if key { Span::default() } else { word },
        );
        top.pair = key.then_some(node);
        top.filled = !key;
        if touches {
            reader.spot = if key { Spot::Key(node) } else { Spot::Open { up: top.up, word, column: 0, flow: true } };
        }
        return;
    }
    let Some(node) = entry(reader, top, word.start as usize) else { return };
    if let Some(slot) = reader.nodes.get_mut(node) {
        slot.value = word;
    }
    if touches {
        reader.spot = Spot::Value(node, word);
    }
}

fn push(reader: &mut Reader<'_>, up: Option<usize>, form: Form, key: Span, value: Span) -> usize {
    reader.nodes.push(Node { up, form, column: 0, key, value, flow: true });
    reader.nodes.len() - 1
}

/// Where a word inside brackets ends.
fn token_end(text: &str, at: usize, first: char) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let line = rest.get(..rest.find('\n').unwrap_or(rest.len())).unwrap_or("");
    if matches!(first, '"' | '\'') {
        return at + closing(line, first).unwrap_or(line.trim_end().len()).max(1);
    }
    let mut end = line.len();
    for (n, c) in line.char_indices() {
        let after = line.get(n + c.len_utf8()..).unwrap_or("");
        let stops = match c {
            ',' | '[' | ']' | '{' | '}' => true,
            ':' => after.is_empty() || after.starts_with([' ', ',', '}', ']', '\r']),
            ' ' => after.starts_with('#'),
            _ => false,
        };
        if stops {
            end = n;
            break;
        }
    }
    at + line.get(..end).map_or(0, |l| l.trim_end().len()).max(first.len_utf8())
}
