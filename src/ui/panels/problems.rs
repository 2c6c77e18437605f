//! Problems: what is wrong, by file.

use super::parts::empty;
use super::{Panel, Seen};
use crate::protocol::{FileReport, Finding, Label, Note};
use crate::ui::markup::Markup;
use crate::ui::opening::rule_page;
use crate::ui::session::Counts;

/// The panel.
pub const PANEL: Panel = Panel { id: "problems", title: "Problems", badge, pieces: Some(pieces) };

fn badge(seen: &Seen<'_>) -> Option<(String, &'static str)> {
    let counts = Counts::of(&seen.session.reports);
    match counts.worst() {
        Some(worst) => Some((counts.total().to_string(), worst.word())),
        None => seen.running.then(|| ("0".to_owned(), "ok")),
    }
}

fn pieces(seen: &Seen<'_>) -> Vec<Markup> {
    if !seen.running && seen.session.reports.is_empty() {
        return empty("The analysis is starting…");
    }
    let counts = Counts::of(&seen.session.reports);
    let mut pieces = match counts.total() {
        0 => empty("No problems found in these files."),
        _ => vec![totals(
            counts,
            seen.session.reports.iter().flat_map(|report| &report.findings).filter(|finding| is_safe(finding)).count(),
        )],
    };
    let has_some = |report: &FileReport| !report.findings.is_empty() || !report.notes.is_empty();
    pieces.extend(seen.files().filter(|documents| documents.iter().any(has_some)).map(file));
    pieces
}

fn is_safe(finding: &Finding) -> bool {
    finding.fixes.iter().any(|fix| fix.safe)
}

/// How many there are, and the button that mends those that can be mended without asking.
fn totals(counts: Counts, safe: usize) -> Markup {
    let mut out = Markup::new("<div class=\"totals\">");
    for (count, word) in [(counts.errors, "error"), (counts.warnings, "warning"), (counts.hints, "hint")] {
        if count > 0 {
            out.raw("<span class=\"badge ").raw(word).raw("\">").number(count).raw(" ").raw(word);
            out.raw(if count == 1 { "</span>" } else { "s</span>" });
        }
    }
    if safe > 0 {
        out.raw("<button type=\"button\" class=\"button small\" data-command=\"fixAll\">Fix all safe (")
            .number(safe)
            .raw(")</button>");
    }
    out.raw("</div>");
    out
}

fn file(documents: &[FileReport]) -> Markup {
    let mut out = Markup::new("<section>");
    out.element("h2", "", documents.first().map_or("", |report| &report.file)).raw("<ul>");
    for (index, found) in documents.iter().flat_map(|report| &report.findings).enumerate() {
        finding(&mut out, index, found);
    }
    documents.iter().flat_map(|report| &report.notes).for_each(|note| self::note(&mut out, note));
    out.raw("</ul></section>");
    out
}

fn finding(out: &mut Markup, index: usize, finding: &Finding) {
    let word = finding.severity.word();
    out.raw("<li class=\"finding ").raw(word).raw("\"").about(finding.object.as_deref()).raw(">");
    out.go("plain", &finding.place).raw("<span class=\"where\">").element("span", badge_class(word), word);
    out.raw("line ").number(finding.place.line).raw(", column ").number(finding.place.column);
    out.raw("</span><span class=\"message\">").words(&finding.message).raw("</span></button>");
    out.raw("<a class=\"rule\" href=\"").text(&rule_page(&finding.rule)).raw("\">").text(&finding.rule).raw("</a>");
    out.raw("<p class=\"help\">").words(&finding.help).raw("</p><div class=\"more\">");
    fixes(out, index, finding);
    finding.related.iter().for_each(|label| related(out, label));
    out.raw("</div></li>");
}

fn badge_class(word: &str) -> &'static str {
    match word {
        "error" => "badge error",
        "warning" => "badge warning",
        _ => "badge hint",
    }
}

fn fixes(out: &mut Markup, finding_index: usize, finding: &Finding) {
    for (index, fix) in finding.fixes.iter().enumerate() {
        out.raw("<button type=\"button\" class=\"button small primary\" data-fix=\"").number(finding_index);
        out.raw(".").number(index).raw("\"").leads_to(&finding.place).raw(">").words(&fix.title).raw("</button>");
    }
}

fn related(out: &mut Markup, label: &Label) {
    out.go("plain related", &label.place).words(&label.text).raw(": ").text(&label.place.file);
    out.raw(" line ").number(label.place.line).raw("</button>");
}

fn note(out: &mut Markup, note: &Note) {
    out.raw("<li class=\"finding note\">").go("plain", &note.place);
    out.raw("<span class=\"where\"><span class=\"badge\">not judged</span>line ").number(note.place.line);
    out.raw("</span><span class=\"message\">").words(&note.text).raw("</span></button></li>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{FileText, Fix, Place, Severity};
    use crate::ui::session::Session;

    fn report() -> FileReport {
        let place = Place { file: "a.yaml".into(), line: 3, column: 5, ..Place::default() };
        let finding = Finding {
            rule: "missing-key".into(),
            severity: Severity::Error,
            place,
            aim: None,
            object: Some("Pod/a".into()),
            message: "`a` <is> wrong".into(),
            help: "Write `b`.".into(),
            related: vec![],
            fixes: vec![Fix { title: "Write `b`".into(), safe: false, edits: vec![] }],
        };
        FileReport { file: "a.yaml".into(), findings: vec![finding], ..FileReport::default() }
    }

    #[test]
    fn a_finding_says_where_leads_there_and_offers_its_fix() {
        let files = vec![FileText { name: "a.yaml".into(), text: String::new() }];
        let session = Session { files, reports: vec![FileReport::default(), report()], ..Session::default() };
        let pieces = pieces(&Seen { session: &session, running: true });
        let [totals, file] = pieces.as_slice() else { panic!("{pieces:?}") };
        assert!(totals.html.contains("1 error<"), "{totals:?}");
        for part in [
            "<code>a</code> &lt;is&gt; wrong",
            "line 3, column 5",
            "data-key=\"Pod/a\"",
            "data-fix=\"0.0\"",
            "Write <code>b</code></button>",
            "href=\"rules/missing-key/\"",
        ] {
            assert!(file.html.contains(part), "{part} in {}", file.html);
        }
        assert_eq!(file.places.len(), 2);
    }

    #[test]
    fn nothing_wrong_is_said_only_when_the_analysis_has_answered() {
        let said = |running| pieces(&Seen { session: &Session::default(), running }).remove(0).html;
        assert!(said(true).contains("No problems") && said(false).contains("starting"));
    }
}
