//! What a syntax error really is, and where: the parser often gives up later than the mistake.

use super::{Problem, ProblemKind, SyntaxError};
use crate::engine::text::Span;

/// Classify the parser's complaint at byte `at`.
pub(super) fn classify(text: &str, at: usize, info: &str) -> Problem {
    let at = floor(text, at.min(text.len()));
    if info.contains("recursion limit") {
        return Problem { span: token(text, at), kind: ProblemKind::TooDeep };
    }
    let (span, error) = control(text)
        .or_else(|| tab(text, at))
        .or_else(|| unclosed(text, at, info))
        .or_else(|| template(text, at))
        .or_else(|| line_cause(text, at, info))
        .unwrap_or_else(|| (token(text, at), SyntaxError::Other(info.to_owned())));
    Problem { span, kind: ProblemKind::Syntax(error) }
}

fn floor(text: &str, mut at: usize) -> usize {
    while at > 0 && !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn line_of(text: &str, at: usize) -> (usize, &str) {
    let start = text.get(..at).and_then(|t| t.rfind('\n')).map_or(0, |n| n + 1);
    let rest = text.get(start..).unwrap_or("");
    (start, rest.lines().next().unwrap_or(""))
}

/// The line before the one at `start` that is neither blank nor a comment.
fn line_before(text: &str, start: usize) -> Option<(usize, &str)> {
    let mut end = start;
    while end > 0 {
        let (begin, line) = line_of(text, end - 1);
        if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
            return Some((begin, line));
        }
        end = begin;
    }
    None
}

fn control(text: &str) -> Option<(Span, SyntaxError)> {
    let (at, c) = text.char_indices().find(|(_, c)| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}'))?;
    Some((Span::new(at, at + c.len_utf8()), SyntaxError::ControlCharacter))
}

fn tab(text: &str, at: usize) -> Option<(Span, SyntaxError)> {
    let (start, line) = line_of(text, at);
    let before = line_before(text, start);
    for (start, line) in [Some((start, line)), before].into_iter().flatten() {
        let indent = line.len() - line.trim_start().len();
        if let Some(tab) = line.get(..indent).and_then(|i| i.find('\t')) {
            return Some((Span::new(start + tab, start + indent), SyntaxError::Tab));
        }
    }
    None
}

fn unclosed(text: &str, at: usize, info: &str) -> Option<(Span, SyntaxError)> {
    if !(info.contains("quoted scalar") || info.contains("quote") && info.contains("end")) {
        return None;
    }
    // The parser marks the opening quote or the end of the text: the quote is what the reader looks for.
    let quote =
        if matches!(text.as_bytes().get(at), Some(b'"' | b'\'')) { at } else { text.get(..at)?.rfind(['"', '\''])? };
    let (start, line) = line_of(text, quote);
    Some((Span::new(quote, start + line.trim_end().len()), SyntaxError::UnclosedQuote))
}

fn template(text: &str, at: usize) -> Option<(Span, SyntaxError)> {
    let (start, line) = line_of(text, at);
    let (start, line) = if line.contains("{{") { (start, line) } else { line_before(text, start)? };
    let open = line.find("{{")?;
    let end = line.find("}}").map_or(line.len(), |n| n + 2);
    Some((Span::new(start + open, start + end.max(open)), SyntaxError::Template))
}

/// Causes that one line shows by itself, tried on the line of the complaint and the one before.
fn line_cause(text: &str, at: usize, info: &str) -> Option<(Span, SyntaxError)> {
    let (start, line) = line_of(text, at);
    let lines = [Some((start, line)), line_before(text, start)];
    for (start, line) in lines.into_iter().flatten() {
        let (offset, value) = value_of(line);
        let value_span = Span::new(start + offset, start + offset + value.len());
        if value.starts_with(['"', '\'', '|', '>', '[', '{', '&', '*', '#']) {
            continue;
        }
        if let Some(first) = value.chars().next().filter(|c| matches!(c, '@' | '`' | '%')) {
            return Some((value_span, SyntaxError::ReservedStart(first)));
        }
        if value.contains(": ") && info.contains("mapping") {
            return Some((value_span, SyntaxError::ColonInPlain));
        }
    }
    let indented = line.len() - line.trim_start().len();
    let misfit = info.contains("did not find expected") || info.contains("indent") || info.contains("block");
    (misfit && !line.trim().is_empty())
        .then(|| (Span::new(start + indented, start + line.trim_end().len()), SyntaxError::Indentation))
}

/// The value on a `key: value` or `- value` line, and where it begins.
fn value_of(line: &str) -> (usize, &str) {
    let body = line.trim_end();
    let mut at = body.len() - body.trim_start().len();
    while body.get(at..).is_some_and(|b| b.starts_with("- ")) {
        at += 2;
    }
    let rest = body.get(at..).unwrap_or("");
    match rest.find(": ") {
        Some(colon) => {
            let value = rest.get(colon + 1..).unwrap_or("");
            let space = value.len() - value.trim_start().len();
            (at + colon + 1 + space, value.trim_start())
        }
        None => (at, rest),
    }
}

/// Something visible at `at`: the word there, or the line before the end of the text.
fn token(text: &str, at: usize) -> Span {
    let rest = text.get(at..).unwrap_or("");
    let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
    if word > 0 {
        return Span::new(at, at + word);
    }
    let (start, line) = line_of(text, at);
    let indent = line.len() - line.trim_start().len();
    if line.trim().is_empty() {
        return line_before(text, start).map_or(Span::new(at, at), |(s, l)| Span::new(s, s + l.trim_end().len()));
    }
    Span::new(start + indent, start + line.trim_end().len())
}
