//! Findings for people, each with its line and carets.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::text::plural;
use crate::engine::schema;
use crate::protocol::{FileReport, FileText, Finding, ObjectRow, Place, Severity};

/// A text and where its lines begin.
struct Source<'a> {
    text: &'a str,
    starts: OnceCell<Vec<usize>>,
}

/// Each finding, then the notes and the counts.
pub(super) fn check(files: &[FileText], reports: &[FileReport], coloured: bool) -> String {
    let sources: HashMap<&str, Source> = files.iter().map(|f| (f.name.as_str(), Source::new(&f.text))).collect();
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in reports.iter().flat_map(|r| &r.findings) {
        let _ = writeln!(out, "{}\n", renderer.render(&[shown(finding, &sources)]));
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

fn shown<'a>(finding: &'a Finding, sources: &HashMap<&str, Source<'a>>) -> Group<'a> {
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
    let help = Some(finding.help.as_str()).filter(|help| !help.is_empty()).map(|help| Level::HELP.message(help));
    level
        .primary_title(finding.message.as_str())
        .id(finding.rule.as_str())
        .elements(std::iter::once(primary).chain(related))
        .elements(help)
}

/// Columns from which on the source is not shown: who writes such lines does not look at them.
const FAR: u32 = 2000;

/// Only the line itself is given to the renderer, which looks through all that it is given; nor more of it than
/// can be shown, so that a line with thousands of findings is no matter of seconds.
fn snippet<'a>(
    place: &'a Place,
    kind: AnnotationKind,
    label: Option<&'a str>,
    sources: &HashMap<&str, Source<'a>>,
) -> Element<'a> {
    let (file, line, column) = (place.file.as_str(), place.line as usize, place.column as usize);
    if place.column > FAR {
        return Origin::path(file).line(line).char_column(column).into();
    }
    let (text, span) = sources.get(file).map_or(("", 0..0), |source| source.line(place));
    let shown = text.get(..text.ceil_char_boundary(span.end.min(span.start + 500) + 200)).unwrap_or(text);
    let span = span.start..span.end.min(shown.len());
    Snippet::source(shown).line_start(line).path(file).annotation(kind.span(span).label(label)).into()
}

impl<'a> Source<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, starts: OnceCell::new() }
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
        let byte = |column: u32| {
            let at = line.char_indices().nth(column.saturating_sub(1) as usize);
            at.map_or(line.len(), |(byte, _)| byte)
        };
        let last = if place.end_line == place.line { byte(place.end_column) } else { line.len() };
        let first = byte(place.column);
        (line, first..last.max(first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::service::reports;

    #[test]
    fn of_a_long_line_no_more_is_shown_than_anyone_reads() {
        let text = format!("[{}]\n", "*a, ".repeat(1000));
        let file = FileText { name: "a.yaml".into(), text };
        let reports = reports(std::slice::from_ref(&file));
        let out = check(&[file], &reports, false);
        let (near, far) = (out.find("--> a.yaml:1:2\n"), out.find("--> a.yaml:1:2002\n"));
        assert!(near.is_some() && near < far, "{}", out.get(..2000).unwrap_or(&out));
        let behind = far.and_then(|far| out.get(far..)).unwrap_or("");
        assert!(!behind.lines().any(|line| line.starts_with("1 |")), "{behind}");
    }
}
