//! The first page: in one screen, what this is.

use super::pages;
use super::template::Page;
use crate::content::html::escape;
use crate::content::library::Guide;
use crate::content::{Library, links};

const DESCRIPTION: &str =
    "A real application on Kubernetes: read its guides, change its manifests, and see at once what they would do.";

/// The first page.
pub(super) fn page(library: &Library) -> Page<'_> {
    let body = [hero(library), drawing(library), entries(library), guides(library)].concat();
    pages::page("", "home", "", DESCRIPTION, &body)
}

fn first_guide(library: &Library) -> String {
    library.guides.first().map_or("./".to_owned(), |g| format!("guides/{}/", escape(&g.slug)))
}

fn hero(library: &Library) -> String {
    format!(
        concat!(
            r#"<header class="hero"><h1>Kubernetes, read from the manifests</h1>"#,
            r#"<p>FeastFlow is a food-delivery application: a frontend, an API and a database. Its manifests are not pictures here. Read about them, change a line, and see at once whether the API server would take it and what would then exist, be probed and be connected.</p>"#,
            r#"<p class="actions"><a href="{guide}">Read the guide</a><a href="{play}">Open the playground</a></p></header>"#
        ),
        guide = first_guide(library),
        play = escape(&links::playground("feastflow", "", 1)),
    )
}

/// FeastFlow's wiring, from its manifests.
fn drawing(library: &Library) -> String {
    let Some(svg) = pages::drawing(library, "feastflow") else { return String::new() };
    format!(
        concat!(
            r#"<figure class="wiring" data-set="feastflow"><div class="scroll" role="group" aria-label="Drawing of FeastFlow’s wiring" tabindex="0">{svg}</div>"#,
            r#"<figcaption>Drawn from the eleven files of FeastFlow: what sends requests to what, and where settings, passwords and data come from.</figcaption></figure>"#
        ),
        svg = svg
    )
}

fn entries(library: &Library) -> String {
    let card = |href: &str, title: &str, text: &str| {
        format!(r#"<a class="card" href="{href}"><h2>{title}</h2><p>{text}</p></a>"#)
    };
    let play = |set: &str| escape(&links::playground(set, "", 1));
    let cards = [
        card(
            &first_guide(library),
            "Read",
            "Why Kubernetes, how FeastFlow fits it, and how a new version gets out without an outage.",
        ),
        card(
            &play("feastflow"),
            "Try",
            "The manifests in an editor, beside what they mean: problems, objects, probes, wiring.",
        ),
        card(
            "lessons/",
            "Learn",
            "Small lessons beside the playground. Each step says what is still missing, as you type.",
        ),
        card(&play("broken"), "Find the mistake", "Eight small files that look right. Each holds one classic error."),
    ];
    format!(r#"<div class="cards">{}</div>"#, cards.concat())
}

const LOOK_UP: &str = r#"<h2>To look up</h2><ul><li><a href="rules/">Rules</a>: what the playground finds, each with an example and its cure</li><li><a href="fields/">Fields</a>: what can stand in a manifest, field by field</li><li><a href="changes/">What is new</a> on this site</li></ul>"#;

fn guides(library: &Library) -> String {
    let item = |g: &Guide| {
        let (slug, title, summary) = (escape(&g.slug), escape(&g.meta.title), escape(&g.meta.summary));
        format!(r#"<li><a href="guides/{slug}/">{title}</a>: {summary}</li>"#)
    };
    let items: String = library.guides.iter().map(item).collect();
    if items.is_empty() { items } else { format!("<h2>The guides</h2><ul>{items}</ul>{LOOK_UP}") }
}
