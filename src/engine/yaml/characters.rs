//! Characters that `goyaml.v2` refuses wherever they stand (`readerc.go`).

use super::{Problem, ProblemKind, SyntaxError};
use crate::engine::text::Span;

/// The first character of a text that no YAML may contain.
pub(super) fn first_forbidden(text: &str) -> Option<Problem> {
    // One pass without branches over what is nearly always plain text.
    let suspicious = |b: &u8| matches!(b, 0x7f..) | (*b < 0x20) & !matches!(b, b'\n' | b'\r' | b'\t');
    if !text.as_bytes().iter().fold(false, |found, b| found | suspicious(b)) {
        return None;
    }
    let (at, c) = text.char_indices().find(|(_, c)| is_forbidden(*c))?;
    let rest = text.get(at..).unwrap_or("");
    let length = rest.find(|c| !is_forbidden(c)).unwrap_or(rest.len());
    let error = match c {
        '\0' if is_utf16(text) => SyntaxError::Utf16,
        c => SyntaxError::ControlCharacter(c),
    };
    Some(Problem { span: Span::new(at, at + length), kind: ProblemKind::Syntax(error) })
}

fn is_forbidden(c: char) -> bool {
    !matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..)
}

/// In UTF-16, half the bytes of an English text are zero.
fn is_utf16(text: &str) -> bool {
    let start = || text.chars().take(200);
    start().filter(|c| *c == '\0').count() * 3 > start().count()
}
