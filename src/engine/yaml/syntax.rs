//! What a syntax error really is, and where: the parser notices many mistakes later than they happen.

use super::events::Place;
use super::fault::{Fault, FaultKind};
use super::{Problem, ProblemKind, SyntaxError};
use crate::engine::text::Span;

/// Within so many bytes the braces of a template close.
const LONGEST_TEMPLATE: usize = 500;

/// The problem behind a fault. `last` is the scalar before it.
pub(super) fn explain(text: &str, fault: Fault, last: Place) -> Problem {
    if fault.kind == FaultKind::Depth {
        return Problem { span: word(text, fault.at), kind: ProblemKind::TooDeep };
    }
    let scene = Scene { text, fault, last };
    let (span, error) = scene.template().or_else(|| scene.foreign()).unwrap_or_else(|| scene.cause());
    Problem { span, kind: ProblemKind::Syntax(error) }
}

/// `{{ x }}` reads as a mapping whose key is a mapping: nobody means that.
pub(super) fn name_templates(text: &str, problems: &mut [Problem]) {
    for problem in problems.iter_mut().filter(|p| p.kind == ProblemKind::KeyNotScalar) {
        let start = problem.span.start.saturating_sub(1) as usize;
        if let Some(rest) = text.get(start..).filter(|t| t.starts_with("{{")) {
            let near = rest.get(..rest.floor_char_boundary(LONGEST_TEMPLATE)).unwrap_or("");
            problem.span = Span::new(start, start + near.find("}}").unwrap_or(0) + 2);
            problem.kind = ProblemKind::Syntax(SyntaxError::Template);
        }
    }
}

type Cause = (Span, SyntaxError);

struct Scene<'a> {
    text: &'a str,
    fault: Fault,
    last: Place,
}

impl Scene<'_> {
    fn cause(&self) -> Cause {
        let Fault { kind, at, context } = self.fault;
        match kind {
            FaultKind::UnclosedQuote => (to_line_end(self.text, context), SyntaxError::UnclosedQuote),
            FaultKind::Escape => (escape(self.text, at), SyntaxError::Escape),
            FaultKind::Tab => (tab(self.text, at), SyntaxError::Tab),
            FaultKind::NoColon => self.no_colon(context),
            FaultKind::ValueNotAllowed => self.value_not_allowed(),
            FaultKind::EntryNotAllowed => (Span::new(at, at + 1), SyntaxError::ItemNotAllowed),
            FaultKind::KeyNotAllowed | FaultKind::CannotStart => self.cannot_start(at),
            FaultKind::AnchorName => {
                let sign = char_at(self.text, context);
                (word(self.text, context), SyntaxError::AnchorName(sign))
            }
            FaultKind::Tag | FaultKind::TagHandle => (word(self.text, context), SyntaxError::Tag),
            FaultKind::Directive | FaultKind::Version | FaultKind::ExpectedDocument => self.directive(context),
            FaultKind::BlockHeader => {
                let sign = char_at(self.text, context);
                (to_line_end(self.text, context), SyntaxError::BlockHeader(sign))
            }
            FaultKind::ExpectedKey => self.after_value().unwrap_or_else(|| self.expected_key()),
            FaultKind::ExpectedEntry => self.after_value().unwrap_or_else(|| self.expected_entry()),
            FaultKind::FlowSequence | FaultKind::FlowMapping => self.in_brackets(),
            FaultKind::ExpectedNode => self.expected_node(),
            FaultKind::Depth => (word(self.text, at), SyntaxError::Unexpected),
        }
    }

    /// Braces of a template on the line of the fault, or on the one before.
    fn template(&self) -> Option<Cause> {
        if matches!(self.fault.kind, FaultKind::Tab | FaultKind::Escape | FaultKind::UnclosedQuote) {
            return None;
        }
        let (start, line) = line_of(self.text, self.fault.at.min(self.text.len()));
        let opens = |(start, line): (usize, &str)| {
            let open = line.find("{{").or_else(|| line.find("{%"))?;
            let end = line.find("}}").or_else(|| line.find("%}")).map_or(line.len(), |n| n + 2).max(open + 2);
            Some((Span::new(start + open, start + end), SyntaxError::Template))
        };
        let context = line_of(self.text, self.fault.context.min(self.text.len()));
        opens((start, line)).or_else(|| opens(context)).or_else(|| opens(line_before(self.text, start)?))
    }

    /// What is no YAML at all, at the fault or where that begins which was misread.
    fn foreign(&self) -> Option<Cause> {
        let Fault { at, context, .. } = self.fault;
        self.foreign_at(at).or_else(|| self.foreign_at(context)).or_else(|| self.foreign_at(self.last.0))
    }

    fn foreign_at(&self, at: usize) -> Option<Cause> {
        let at = at.min(self.text.len());
        self.conflict(at).or_else(|| self.comment(at)).or_else(|| self.odd_space(at))
    }

    fn conflict(&self, at: usize) -> Option<Cause> {
        let (start, line) = line_of(self.text, at);
        let is_marker = matches!(line.get(..7)?, "<<<<<<<" | "|||||||" | "=======" | ">>>>>>>");
        is_marker.then(|| (to_line_end(self.text, start), SyntaxError::Conflict))
    }

    /// A comment of JavaScript: its whole line, or what is left of it.
    fn comment(&self, at: usize) -> Option<Cause> {
        let (start, line) = line_of(self.text, at);
        let in_brackets = matches!(self.fault.kind, FaultKind::FlowMapping | FaultKind::FlowSequence);
        let left = if in_brackets || at == self.fault.at { at } else { start };
        let comment = |from: usize| {
            let rest = self.text.get(from..start + line.len())?.trim_end();
            let is_comment = matches!(rest.get(..2)?, "//" | "/*");
            is_comment.then(|| (Span::new(from, from + rest.len()), SyntaxError::Comment))
        };
        comment(start + indent_of(line)).or_else(|| comment(left))
    }

    fn odd_space(&self, at: usize) -> Option<Cause> {
        let (start, line) = line_of(self.text, at);
        let odd = line.len() - line.trim_start_matches(' ').len();
        let c = char_at(line, odd);
        let is_odd = !c.is_ascii() && c.is_whitespace();
        is_odd.then(|| (Span::new(start + odd, start + indent_of(line)), SyntaxError::OddSpace(c)))
    }

    /// A line that should have been a pair.
    fn no_colon(&self, at: usize) -> Cause {
        if let Some(cause) = self.closed_by_the_next() {
            return cause;
        }
        self.line_without_pair(at, SyntaxError::NoColon)
    }

    /// A line that is no pair, and is not meant to be one if it stands below a block text.
    fn line_without_pair(&self, at: usize, error: SyntaxError) -> Cause {
        let span = to_line_end(self.text, at);
        let error = if self.is_below_block(at) { SyntaxError::BlockIndent } else { error };
        missing_space(self.text, span).unwrap_or((span, error))
    }

    /// Whether the nearest line above that is indented no deeper begins a block text.
    fn is_below_block(&self, at: usize) -> bool {
        let (mut start, line) = line_of(self.text, at);
        while let Some((begin, above)) = line_before(self.text, start) {
            if indent_of(above) <= indent_of(line) {
                let last = above.trim_end().rsplit(' ').next();
                return matches!(last, Some("|" | "|-" | "|+" | ">" | ">-" | ">+"));
            }
            start = begin;
        }
        false
    }

    /// A colon where the key before it cannot be a key.
    fn value_not_allowed(&self) -> Cause {
        let at = self.fault.at;
        let (start, line) = line_of(self.text, at);
        let (scalar, end) = self.last;
        if let Some(cause) = self.closed_by_the_next() {
            return cause;
        }
        if scalar >= start {
            let error = match char_at(self.text, scalar) {
                quote @ ('“' | '”' | '„' | '‘' | '’') => SyntaxError::OddQuote(quote),
                _ => SyntaxError::ColonInPlain,
            };
            return (to_line_end(self.text, scalar), error);
        }
        // The scalar began on a line above: that line lacks a colon or a space, or this one is indented too far.
        let (above, first) = line_of(self.text, scalar);
        let key = above + indent_of(first);
        if scalar == key || self.text.get(..scalar).is_some_and(|t| t.ends_with("- ")) {
            return self.line_without_pair(scalar, SyntaxError::NoColon);
        }
        if first.trim_start().starts_with('-')
            && let Some(cause) = missing_space(self.text, to_line_end(self.text, key))
                .filter(|cause| cause.1 == SyntaxError::MissingSpace('-'))
        {
            return cause;
        }
        let from = start + indent_of(line);
        (Span::new(from, at.max(end.min(at)).max(from)), SyntaxError::KeyBelowValue)
    }

    /// A quote that is missing at the end of its line is closed by the next one that opens.
    fn closed_by_the_next(&self) -> Option<Cause> {
        let (start, end) = self.last;
        let written = self.text.get(start..end)?;
        let nearby = self.fault.at.saturating_sub(end) < 200 && self.fault.at >= end;
        (nearby && written.starts_with(['"', '\'']) && written.contains('\n'))
            .then(|| (to_line_end(self.text, start), SyntaxError::UnclosedQuote))
    }

    /// Something stands behind a quoted text or a bracket, on the same line.
    fn after_value(&self) -> Option<Cause> {
        if let Some(cause) = self.closed_by_the_next() {
            return Some(cause);
        }
        let at = self.fault.at;
        let (start, line) = line_of(self.text, at);
        let before = self.text.get(start..at)?.trim_end();
        let here = char_at(self.text, at);
        let fresh = before.trim_start_matches(['-', ' ']).is_empty();
        if matches!(here, ']' | '}') {
            return Some((Span::new(at, at + 1), SyntaxError::ExtraBracket(here)));
        }
        if fresh || at >= start + line.len() {
            return None;
        }
        let span = to_line_end(self.text, at);
        let quoted = self.last.1 > start && self.last.1 <= at && before.ends_with(['"', '\'']);
        Some((span, if quoted { SyntaxError::AfterQuote } else { SyntaxError::AfterValue }))
    }

    fn expected_key(&self) -> Cause {
        let at = self.fault.at;
        let (start, line) = line_of(self.text, at);
        let from = start + indent_of(line);
        let span = to_line_end(self.text, from);
        let rest = span.of(self.text);
        if rest.starts_with("- ") || rest == "-" {
            return (span, SyntaxError::ItemAmongKeys);
        }
        match char_at(self.text, at) {
            '?' | ',' => return self.cannot_start(at),
            ':' => return (Span::new(at, at + 1), SyntaxError::NoKey),
            _ => {}
        }
        let error = if self.is_below_block(from) { SyntaxError::BlockIndent } else { SyntaxError::Indentation };
        (span, error)
    }

    fn expected_entry(&self) -> Cause {
        let (start, line) = line_of(self.text, self.fault.at);
        let span = to_line_end(self.text, start + indent_of(line));
        let deeper = indent_of(line) > indent_of(line_of(self.text, self.fault.context).1);
        let error = if deeper { SyntaxError::Indentation } else { SyntaxError::KeyAmongItems };
        missing_space(self.text, span).filter(|c| c.1 == SyntaxError::MissingSpace('-')).unwrap_or((span, error))
    }

    /// Between brackets, neither a comma nor the closing bracket.
    fn in_brackets(&self) -> Cause {
        let Fault { at, context, .. } = self.fault;
        let opening = char_at(self.text, context);
        let (start, _) = line_of(self.text, context);
        let closing = if opening == '{' { '}' } else { ']' };
        let rest = self.text.get(at..).unwrap_or("");
        let same_line = line_of(self.text, at.min(self.text.len())).0 == start;
        if let Some(cause) = self.closed_by_the_next() {
            return cause;
        }
        if let Some(quote) = self.quote_below() {
            return (word(self.text, quote), SyntaxError::MissingComma);
        }
        match rest.chars().next() {
            Some(c @ (']' | '}')) if c != closing => (Span::new(at, at + 1), SyntaxError::ExtraBracket(c)),
            Some(_) if same_line && line_of(rest, 0).1.contains(closing) => {
                (word(self.text, at), SyntaxError::MissingComma)
            }
            Some(_) if !same_line && is_json_like(rest) => (word(self.text, at), SyntaxError::MissingComma),
            _ => (to_line_end(self.text, context), SyntaxError::UnclosedBracket(opening)),
        }
    }

    /// In JSON, a value without a comma runs on into the key on the next line.
    fn quote_below(&self) -> Option<usize> {
        let (start, end) = self.last;
        let line = line_of(self.text, end).0;
        let from = line + indent_of(self.text.get(line..end)?);
        (start < line && matches!(char_at(self.text, from), '"')).then_some(from)
    }

    fn expected_node(&self) -> Cause {
        let Fault { at, context, .. } = self.fault;
        let in_brackets = context < at && matches!(char_at(self.text, context), '[' | '{');
        match self.text.get(at..).and_then(|t| t.chars().next()) {
            None if in_brackets => {
                let opening = char_at(self.text, context);
                (to_line_end(self.text, context), SyntaxError::UnclosedBracket(opening))
            }
            Some(c @ (']' | '}')) => (Span::new(at, at + 1), SyntaxError::ExtraBracket(c)),
            Some('-') if in_brackets => (Span::new(at, at + 1), SyntaxError::ItemNotAllowed),
            Some(',') if !in_brackets => self.cannot_start(at),
            _ => (word(self.text, at), SyntaxError::Unexpected),
        }
    }

    fn cannot_start(&self, at: usize) -> Cause {
        let c = char_at(self.text, at);
        (to_line_end(self.text, at), SyntaxError::ReservedStart(c))
    }

    fn directive(&self, at: usize) -> Cause {
        let percent = self.text.get(..at).and_then(|t| t.rfind("\n%")).map(|n| n + 1);
        let here = [Some(at), percent, Some(0)].into_iter().flatten();
        let line = here.map(|n| line_of(self.text, n)).find(|(_, line)| line.starts_with('%'));
        let (start, line) = line.unwrap_or_else(|| line_of(self.text, at));
        (Span::new(start, start + line.trim_end().len()), SyntaxError::Directive)
    }
}

/// Whether the next thing looks like an item or a pair in brackets, so that a comma is what lacks.
fn is_json_like(rest: &str) -> bool {
    rest.starts_with(['"', '{', '['])
}

/// `key:value` or `-item`: a line that lacks one space.
fn missing_space(text: &str, line: Span) -> Option<Cause> {
    let written = line.of(text);
    let at = |offset: usize| Span::new(line.start as usize + offset, line.start as usize + offset + 1);
    if written.starts_with('-') && written.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic()) {
        return Some((at(0), SyntaxError::MissingSpace('-')));
    }
    let colon = written.find(':')?;
    let (key, value) = (written.get(..colon)?, written.get(colon + 1..)?);
    let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    (is_key && !value.starts_with("//")).then(|| (at(colon), SyntaxError::MissingSpace(':')))
}

fn char_at(text: &str, at: usize) -> char {
    text.get(at..).and_then(|t| t.chars().next()).unwrap_or(' ')
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The line around a byte: where it begins, and its text.
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

/// From a byte to the last thing on its line that is no comment.
fn to_line_end(text: &str, at: usize) -> Span {
    let (start, line) = line_of(text, at.min(text.len()));
    let rest = text.get(at..start + line.len()).unwrap_or("");
    let quoted = rest.starts_with(['"', '\'']);
    let rest = rest.find(" #").filter(|n| *n > 0 && !quoted).and_then(|n| rest.get(..n)).unwrap_or(rest).trim_end();
    if rest.is_empty() { word(text, at) } else { Span::new(at, at + rest.len()) }
}

/// The tabs and spaces around a tab.
fn tab(text: &str, at: usize) -> Span {
    let (start, line) = line_of(text, at);
    let indent = line.get(..indent_of(line)).unwrap_or("");
    let first = indent.find('\t').map_or(at, |n| start + n);
    Span::new(first, (start + indent.len()).max(at + 1))
}

/// A backslash and what it would escape.
fn escape(text: &str, at: usize) -> Span {
    let rest = text.get(at + 1..).unwrap_or("");
    let hex = |s: &str| s.chars().take_while(char::is_ascii_hexdigit).take(8).count();
    let length = match rest.chars().next() {
        Some(c @ ('x' | 'u' | 'U')) => 1 + hex(rest.get(c.len_utf8()..).unwrap_or("")),
        Some(c) if !c.is_control() => c.len_utf8(),
        _ => 0,
    };
    Span::new(at, at + 1 + length)
}

/// Something visible at `at`: the word there, or the line before the end of the text.
fn word(text: &str, at: usize) -> Span {
    let at = at.min(text.len());
    let rest = text.get(at..).unwrap_or("");
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    if length > 0 {
        return Span::new(at, at + length);
    }
    let (start, line) = line_of(text, at);
    let shown = if line.trim().is_empty() { line_before(text, start) } else { Some((start, line)) };
    shown.map_or(Span::new(at, at), |(start, line)| Span::new(start + indent_of(line), start + line.trim_end().len()))
}
