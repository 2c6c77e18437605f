//! Findings for people, each with its line and carets.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::text::plural;
use crate::engine::schema;
use crate::protocol::{FileReport, FileText, Finding, ObjectRow, Place, Severity};

/// A text and where its lines begin.
struct Source<'a> {
    text: &'a str,
    starts: OnceCell<Vec<usize>>,
    /// The column looked for last, its line and its byte there: the next one is seldom far.
    last: Cell<(u32, u32, usize)>,
}

/// Each finding, then the notes and the counts.
pub(super) fn check(files: &[FileText], reports: &[FileReport], coloured: bool) -> String {
    let sources: HashMap<&str, Source> = files.iter().map(|f| (f.name.as_str(), Source::new(&f.text))).collect();
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in reports.iter().flat_map(|r| &r.findings) {
        let (group, moved) = shown(finding, &sources);
        let mut text = renderer.render(&[group]);
        moved.iter().for_each(|(drawn, real)| text = text.replacen(drawn, real, 1));
        let _ = writeln!(out, "{text}\n");
    }
    for note in reports.iter().flat_map(|r| &r.notes) {
        let _ = writeln!(out, "note: {}:{}: {}", note.place.file, note.place.line, note.text);
    }
    out.push_str(&unjudged(reports));
    let count = |s: Severity| reports.iter().flat_map(|r| &r.findings).filter(|f| f.severity == s).count();
    let objects: usize = reports.iter().map(|r| r.objects.len()).sum();
    let (errors, warnings) = (plural(count(Severity::Error), "error"), plural(count(Severity::Warning), "warning"));
    let _ = writeln!(out, "{}, {}: {errors}, {warnings}", plural(files.len(), "file"), plural(objects, "object"));
    out
}

/// The kinds that nothing is known of: not built in, and not defined in the set.
fn unjudged(reports: &[FileReport]) -> String {
    let rows = || reports.iter().flat_map(|r| &r.objects);
    let groups: BTreeSet<&str> = rows()
        .filter(|row| row.kind == "CustomResourceDefinition")
        .filter_map(|row| row.name.split_once('.').map(|(_, group)| group))
        .collect();
    let is_unknown = |row: &&ObjectRow| {
        let group = row.api_version.split_once('/').map_or("", |(group, _)| group);
        group.contains('.') && !schema::group_is_builtin(group) && !groups.contains(group)
    };
    let kinds: BTreeSet<&str> = rows().filter(is_unknown).map(|row| row.kind.as_str()).collect();
    if kinds.is_empty() {
        return String::new();
    }
    let list: Vec<&str> = kinds.into_iter().collect();
    format!("note: not judged, because their definitions are not in this set: {}\n", list.join(", "))
}

/// A finding, and the places in it that the renderer cannot know, as it writes them and as they are.
fn shown<'a>(finding: &'a Finding, sources: &HashMap<&str, Source<'a>>) -> (Group<'a>, Vec<Moved>) {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::NOTE.with_name("hint"),
    };
    let primary = snippet(&finding.place, AnnotationKind::Primary, None, sources);
    let related = finding
        .related
        .iter()
        .map(|label| snippet(&label.place, AnnotationKind::Context, Some(label.text.as_str()), sources));
    let (snippets, moved): (Vec<_>, Vec<_>) = std::iter::once(primary).chain(related).unzip();
    let help = Some(finding.help.as_str()).filter(|help| !help.is_empty()).map(|help| Level::HELP.message(help));
    let title = level.primary_title(finding.message.as_str()).id(finding.rule.as_str());
    (title.elements(snippets).elements(help), moved.into_iter().flatten().collect())
}

/// A place of which the renderer sees a part of the line only.
type Moved = (String, String);

/// Columns from which on no more than the part of the line around the place is shown.
const FAR: u32 = 2000;

/// Only the line itself is given to the renderer, which looks through all that it is given; nor more of it than
/// can be shown, so that a line with thousands of findings is no matter of seconds.
fn snippet<'a>(
    place: &'a Place,
    kind: AnnotationKind,
    label: Option<&'a str>,
    sources: &HashMap<&str, Source<'a>>,
) -> (Snippet<'a, Annotation<'a>>, Option<Moved>) {
    let (file, line) = (place.file.as_str(), place.line as usize);
    let (text, span) = sources.get(file).map_or(("", 0..0), |source| source.line(place));
    let shown = text.get(..text.ceil_char_boundary(span.end.min(span.start + 500) + 200)).unwrap_or(text);
    let span = span.start..span.end.min(shown.len());
    let source = |text: Cow<'a, str>, span: Range<usize>| {
        Snippet::source(text).line_start(line).path(file).annotation(kind.span(span).label(label))
    };
    if place.column <= FAR {
        return (source(shown.into(), span), None);
    }
    let (part, span) = part(shown, span);
    let at = |column: usize| format!("{file}:{line}:{column}");
    let moved = (at(part.get(..span.start).unwrap_or("").chars().count() + 1), at(place.column as usize));
    (source(part.into(), span), Some(moved))
}

/// What is around a place on a long line, and where the place is within it.
fn part(line: &str, span: Range<usize>) -> (String, Range<usize>) {
    let from = line.floor_char_boundary(span.start.saturating_sub(60));
    let to = line.ceil_char_boundary(span.end.min(span.start + 60) + 20);
    let at = |byte: usize| 3 + byte.min(to) - from;
    let end = if to < line.len() { "..." } else { "" };
    (format!("...{}{end}", line.get(from..to).unwrap_or("")), at(span.start)..at(span.end))
}

impl<'a> Source<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, starts: OnceCell::new(), last: Cell::default() }
    }

    fn starts(&self) -> &[usize] {
        let after = || self.text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(n, _)| n + 1);
        self.starts.get_or_init(|| std::iter::once(0).chain(after()).collect())
    }

    /// The line of a place, and the bytes of it that the place covers.
    fn line(&self, place: &Place) -> (&'a str, Range<usize>) {
        let number = place.line.saturating_sub(1) as usize;
        let start = self.starts().get(number).copied().unwrap_or(self.text.len());
        let end = self.starts().get(number + 1).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r']);
        let byte = |column: u32| self.byte(line, place.line, column);
        let first = byte(place.column);
        let last = if place.end_line == place.line { byte(place.end_column) } else { line.len() };
        (line, first..last.max(first))
    }

    /// Where the character in a column begins.
    fn byte(&self, line: &str, number: u32, column: u32) -> usize {
        let (at, before, from) = self.last.get();
        let (before, from) = if at == number && before <= column { (before, from) } else { (1, 0) };
        let rest = line.get(from..).unwrap_or("");
        let further = rest.char_indices().nth(column.saturating_sub(before) as usize);
        let byte = from + further.map_or(rest.len(), |(byte, _)| byte);
        self.last.set((number, column, byte));
        byte
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::service::reports;

    #[test]
    fn of_a_long_line_the_part_around_is_shown() {
        let text = format!("[{}ä, *a, b]\n", "*a, ".repeat(1000));
        let file = FileText { name: "a.yaml".into(), text };
        let reports = reports(std::slice::from_ref(&file));
        let out = check(&[file], &reports, false);
        let (near, far) = (out.find("--> a.yaml:1:2\n"), out.find("--> a.yaml:1:2002\n"));
        assert!(near.is_some() && near < far, "{}", out.get(..2000).unwrap_or(&out));
        let shown = format!("1 | ...{}ä, *a, b]\n  | {}^^\n", "*a, ".repeat(14), " ".repeat(62));
        let last = out.rfind("--> a.yaml:1:4005\n").and_then(|at| out.get(at..)).unwrap_or("");
        assert!(last.contains(&shown), "{shown}{last}");
        assert!(out.lines().all(|line| line.len() < 400));
    }

    #[test]
    fn columns_are_found_in_any_order() {
        let source = Source::new("a\nüö: x\n");
        let at = |line, column, end_column| {
            let place = Place { line, column, end_line: line, end_column, ..Place::default() };
            source.line(&place).1
        };
        assert_eq!(
            [at(1, 1, 2), at(2, 5, 6), at(2, 1, 3), at(2, 2, 9), at(1, 1, 2), at(2, 3, 4)],
            [0..1, 6..7, 0..4, 2..7, 0..1, 4..5]
        );
    }
}
