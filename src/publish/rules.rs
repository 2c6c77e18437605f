//! The rules' pages, and the list of them.

use std::collections::BTreeSet;

use super::pages;
use super::template::Page;
use crate::content::html::{self, Surroundings, escape};
use crate::content::library::{EXAMPLES, RulePage};
use crate::content::{Library, links};
use crate::engine::service;

/// The page of a rule; each of its examples can be opened in the playground.
pub(super) fn page<'a>(library: &'a Library, rule: &'a RulePage) -> Page<'a> {
    let address = format!("rules/{}/", rule.id);
    let play = |section: &str| {
        let example = EXAMPLES.iter().find(|(title, _)| *title == section);
        example.map(|(_, name)| links::example(&rule.id, name))
    };
    let around = Surroundings { address: &address, play: &play, show: &|view| pages::shown(library, view) };
    let body = format!(
        r#"<p class="crumbs"><a href="rules/">Rules</a></p><h1>{id}</h1><p class="lead"><span class="badge {word}">{word}</span> {summary}</p>{text}"#,
        id = escape(&rule.id),
        word = rule.severity.word(),
        summary = html::inline(&rule.summary),
        text = html::blocks(&rule.page, &around),
    );
    let page = pages::page(&address, &rule.id, &rule.id, &rule.summary, &body);
    Page { side: pages::side(&[neighbours(library, &address)]), ..page }
}

fn neighbours(library: &Library, here: &str) -> (&'static str, String) {
    let link = |r: &RulePage| pages::side_link(&format!("rules/{}/", r.id), &r.id, here);
    ("Rules", library.rules.iter().map(link).collect())
}

/// The list: a table, and a form that the program shows and that leaves of it what is looked for.
pub(super) fn list(library: &Library) -> Page<'_> {
    let kinds: Vec<BTreeSet<String>> = library.rules.iter().map(kinds).collect();
    let rows: String = library.rules.iter().zip(&kinds).map(|(rule, kinds)| row(rule, kinds)).collect();
    let body = format!(
        concat!(
            r#"<h1>Rules</h1><p class="lead">What the playground looks for. An error is refused by the API server or cannot work; a warning works, probably not as meant. What a field is at all says the <a href="fields/">field reference</a>.</p>{form}"#,
            r#"<div class="table-wrap" role="group" aria-label="Table: rules" tabindex="0"><table><thead><tr><th>Rule</th><th>Severity</th><th>What it finds</th></tr></thead><tbody>{rows}</tbody></table></div>"#,
            r#"<p class="none" id="filter-none" hidden>No rule has all of this. Use fewer words, or choose “any” again.</p>"#
        ),
        form = form(&kinds.into_iter().flatten().collect()),
        rows = rows
    );
    let page =
        pages::page("rules/", "rules", "Rules", "Every rule that the playground checks manifests against.", &body);
    Page { side: pages::side(&[pages::guide_links(library, "rules/")]), ..page }
}

/// The kinds of the objects in a rule's examples: what it is about.
fn kinds(rule: &RulePage) -> BTreeSet<String> {
    let files: Vec<_> = EXAMPLES.iter().filter_map(|(_, name)| rule.example(name)).collect();
    let reports = files.iter().flat_map(|file| service::reports(std::slice::from_ref(file)));
    reports.flat_map(|report| report.objects).map(|object| object.kind).filter(|kind| !kind.is_empty()).collect()
}

fn row(rule: &RulePage, kinds: &BTreeSet<String>) -> String {
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    format!(
        r#"<tr data-severity="{word}" data-kinds="{kinds}"><td><a href="rules/{id}/">{id}</a></td><td><span class="badge {word}">{word}</span></td><td>{summary}</td></tr>"#,
        id = escape(&rule.id),
        word = rule.severity.word(),
        kinds = escape(&kinds.join(" ")),
        summary = html::inline(&rule.summary),
    )
}

fn form(kinds: &BTreeSet<String>) -> String {
    let kinds: String = kinds.iter().map(|kind| format!("<option>{}</option>", escape(kind))).collect();
    format!(
        concat!(
            r#"<form class="filter scripted" id="filter" role="search">"#,
            r#"<label>Words <input type="search" id="filter-words" autocomplete="off" spellcheck="false"></label>"#,
            r#"<label>Severity <select id="filter-severity"><option value="">any</option><option>error</option><option>warning</option><option>hint</option></select></label>"#,
            r#"<label>Kind in the examples <select id="filter-kind"><option value="">any</option>{kinds}</select></label>"#,
            r#"<span id="filter-count" role="status"></span></form>"#
        ),
        kinds = kinds
    )
}
