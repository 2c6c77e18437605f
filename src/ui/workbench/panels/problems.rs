//! Problems: what is wrong, by file.

use super::Panel;
use crate::protocol::{FileReport, Finding, Fix, Label, Note};
use crate::ui::opening::rule_page;
use crate::ui::session::Counts;
use crate::ui::workbench::bench::{Bench, Status};
use crate::ui::workbench::places::{empty, is_here, link};
use leptos::prelude::*;
use std::sync::Arc;

/// The panel.
pub const PANEL: Panel = Panel { id: "problems", title: "Problems", badge, view };

fn counts(bench: Bench) -> Counts {
    bench.reports.with(|reports| Counts::of(reports.iter().map(AsRef::as_ref)))
}

fn badge(bench: Bench) -> Option<(String, &'static str)> {
    let counts = counts(bench);
    match counts.worst() {
        Some(worst) => Some((counts.total().to_string(), worst.word())),
        None => (bench.status.get() == Status::Running).then(|| ("0".to_owned(), "ok")),
    }
}

fn view(bench: Bench) -> AnyView {
    let body = move || {
        let reports = bench.reports.get();
        let shown: Vec<_> =
            reports.into_iter().filter(|report| !report.findings.is_empty() || !report.notes.is_empty()).collect();
        match (shown.is_empty(), bench.status.get()) {
            (false, _) => shown.into_iter().map(|report| file(bench, report)).collect_view().into_any(),
            (true, Status::Running) => empty("No problems found in these files."),
            (true, _) => empty("The analysis is starting…"),
        }
    };
    view! { <div class="problems">{move || totals(counts(bench))}{body}</div> }.into_any()
}

fn totals(counts: Counts) -> impl IntoView {
    let badge = |count: usize, class: &'static str| {
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| view! { <span class=format!("badge {class}")>{format!("{count} {class}{plural}")}</span> })
    };
    let all = [badge(counts.errors, "error"), badge(counts.warnings, "warning"), badge(counts.hints, "hint")];
    (counts.total() > 0).then(|| view! { <div class="totals">{all.into_iter().collect_view()}</div> })
}

fn file(bench: Bench, report: Arc<FileReport>) -> impl IntoView {
    let findings = report.findings.iter().cloned().map(|finding| self::finding(bench, finding)).collect_view();
    let notes = report.notes.iter().cloned().map(|note| self::note(bench, note)).collect_view();
    view! { <section><h2>{report.file.clone()}</h2><ul>{findings}{notes}</ul></section> }
}

fn finding(bench: Bench, finding: Finding) -> impl IntoView {
    let here = is_here(bench, finding.object);
    let word = finding.severity.word();
    let rule = rule_page(&finding.rule);
    let head = view! {
        <span class="where"><span class=format!("badge {word}")>{word}</span>{format!("line {}, column {}", finding.place.line, finding.place.column)}</span>
        <span class="message">{finding.message}</span>
    };
    view! {
        <li class=format!("finding {word}") class:caret=here>
            {link(bench, finding.place, "plain", head)}
            <p class="help">{finding.help}</p>
            <div class="more">
                {finding.fixes.into_iter().map(|fix| mend(bench, fix)).collect_view()}
                {finding.related.into_iter().map(|label| related(bench, label)).collect_view()}
                <a href=rule>{finding.rule}</a>
            </div>
        </li>
    }
}

fn mend(bench: Bench, fix: Fix) -> impl IntoView {
    let title = fix.title.clone();
    view! { <button type="button" class="button small primary" on:click=move |_| bench.fix(&fix)>{title}</button> }
}

fn related(bench: Bench, label: Label) -> impl IntoView {
    let text = format!("{}: {} line {}", label.text, label.place.file, label.place.line);
    link(bench, label.place, "plain related", text)
}

fn note(bench: Bench, note: Note) -> impl IntoView {
    let line = format!("line {}", note.place.line);
    let head = view! { <span class="where"><span class="badge">"not judged"</span>{line}</span><span class="message">{note.text}</span> };
    view! { <li class="finding">{link(bench, note.place, "plain", head)}</li> }
}
