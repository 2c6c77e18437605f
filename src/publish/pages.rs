//! The pages: what stands in each, and where.

use std::fs;
use std::path::Path;

use super::changes::Change;
use super::config::Config;
use super::fields::Reference;
use super::leads::Pages;
use super::programs::Programs;
use super::template::{NOT_FOUND, Page, Template};
use super::{about, changes, fields, home, lessons, rules, sources};
use crate::content::html::{self, Surroundings, escape};
use crate::content::library::Guide;
use crate::content::{Library, View, links};
use crate::engine::service;
use crate::protocol::explore::{Input, Piece};
use crate::{explorer, picture};

/// The site's name.
pub(super) const SITE: &str = "FeastFlow on Kubernetes";

/// Writes an HTML file for every address; tells what is in each.
pub(super) fn write(
    library: &Library,
    reference: &Reference,
    changes: &[Change],
    config: &Config,
    dist: &Path,
) -> Result<Pages, String> {
    let index = dist.join("index.html");
    let text = fs::read_to_string(&index).map_err(|e| format!("{}: {e}", index.display()))?;
    let programs = Programs::find(dist)?;
    for (name, text) in &programs.starts {
        sources::write(&dist.join(name), text.as_bytes())?;
    }
    let template = Template::new(&text, programs)?;
    let pages = all(library, reference, changes, config);
    let mut texts = Pages::new();
    for page in &pages {
        let file = if page.address == NOT_FOUND { NOT_FOUND.to_owned() } else { format!("{}index.html", page.address) };
        let html = template.fill(page, config);
        sources::write(&dist.join(file), html.as_bytes())?;
        texts.insert(page.address.clone(), html);
    }
    changes::write(library, changes, &pages, config, dist)?;
    sources::write(&dist.join("root.js"), include_bytes!("root.js"))?;
    Ok(texts)
}

fn all<'a>(library: &'a Library, reference: &'a Reference, changes: &[Change], config: &Config) -> Vec<Page<'a>> {
    let mut pages =
        vec![home::page(library), playground(library), rules::list(library), lessons::list(library), not_found()];
    pages.push(changes::page(library, changes));
    pages.push(fields::list(reference));
    pages.extend(fields::all(reference));
    pages.extend(library.guides.iter().enumerate().map(|(n, guide)| {
        let before = n.checked_sub(1).and_then(|n| library.guides.get(n));
        guide_page(library, guide, [before, library.guides.get(n + 1)], config)
    }));
    pages.extend(library.lessons.iter().map(|lesson| lessons::page(library, lesson)));
    pages.extend(super::teach::pages(library));
    pages.extend(library.rules.iter().map(|rule| rules::page(library, rule)));
    pages
}

/// A page with its article.
pub(super) fn page<'a>(address: &str, slug: &str, title: &str, description: &'a str, body: &str) -> Page<'a> {
    let title = if address.is_empty() { SITE.to_owned() } else { format!("{title} · {SITE}") };
    let main = format!(r#"<article class="prose" data-slug="{}">{body}</article>"#, escape(slug));
    Page { address: address.to_owned(), title, description, side: String::new(), main }
}

/// The wiring of a set, drawn by the engine.
pub(super) fn drawing(library: &Library, set: &str) -> Option<String> {
    let files = library.files(set);
    (!files.is_empty()).then(|| picture::svg(&service::drawing(files)))
}

/// What a view of a set shows.
pub(super) fn shown(library: &Library, view: &View) -> Vec<Piece> {
    let inputs = view.inputs.iter().map(|(name, value)| Input { name: name.clone(), value: value.clone() });
    let pieces = explorer::view(library.files(&view.set), &view.view, &inputs.collect::<Vec<_>>()).unwrap_or_default();
    pieces.into_iter().map(|piece| Piece { html: piece.html, places: piece.places }).collect()
}

/// A guide, between its neighbours in the reading order.
fn guide_page<'a>(
    library: &'a Library,
    guide: &'a Guide,
    neighbours: [Option<&Guide>; 2],
    config: &Config,
) -> Page<'a> {
    let address = format!("guides/{}/", guide.slug);
    let around = Surroundings { address: &address, play: &|_| None, show: &|view| shown(library, view) };
    let body = [
        format!(r#"<h1>{}</h1><p class="lead">{}</p>"#, escape(&guide.meta.title), escape(&guide.meta.summary)),
        about::line(guide, config),
        present(&address, "Present this guide"),
        html::contents(&guide.page, &address),
        html::blocks(&guide.page, &around),
        lessons::beside(library, &guide.slug),
        pager(neighbours),
    ];
    let page = page(&address, &guide.slug, &guide.meta.title, &guide.meta.summary, &body.concat());
    Page { side: side(&[guide_links(library, &address)]), ..page }
}

/// The way to a page as slides; shown where scripts run.
pub(super) fn present(address: &str, words: &str) -> String {
    format!(r#"<p class="actions scripted"><a class="button small" href="{address}?present">{words}</a></p>"#)
}

/// The list of neighbours beside a page: lists of links, each with a heading.
pub(super) fn side(lists: &[(&str, String)]) -> String {
    let lists: String = lists.iter().map(|(title, items)| format!("<h2>{title}</h2><ul>{items}</ul>")).collect();
    format!(r#"<nav class="side" aria-label="Pages">{lists}</nav>"#)
}

pub(super) fn guide_links(library: &Library, here: &str) -> (&'static str, String) {
    let link = |g: &Guide| side_link(&format!("guides/{}/", g.slug), &g.meta.title, here);
    ("Guides", library.guides.iter().map(link).collect())
}

pub(super) fn side_link(address: &str, title: &str, here: &str) -> String {
    let current = if address == here { r#" aria-current="page""# } else { "" };
    format!(r#"<li><a href="{}"{current}>{}</a></li>"#, escape(address), escape(title))
}

/// Links to the neighbours.
fn pager([before, after]: [Option<&Guide>; 2]) -> String {
    let link = |guide: Option<&Guide>, rel: &str, word: &str| {
        guide.map_or(String::new(), |g| {
            let (slug, title) = (escape(&g.slug), escape(&g.meta.title));
            format!(r#"<a rel="{rel}" href="guides/{slug}/"><small>{word}</small>{title}</a>"#)
        })
    };
    let links = link(before, "prev", "Previous") + &link(after, "next", "Next");
    if links.is_empty() {
        return links;
    }
    format!(r#"<nav class="pager" aria-label="Previous and next guide">{links}</nav>"#)
}

fn playground(library: &Library) -> Page<'_> {
    let mut body = String::from(
        r#"<h1>Playground</h1><p class="lead">Edit manifests and see at once what the API server would say, which objects would exist, how they are probed, and what is wired to what.</p><p>It is starting. It needs JavaScript and WebAssembly; the manifests can be read and downloaded without:</p>"#,
    );
    for set in &library.sets {
        let (slug, title) = (escape(&set.slug), escape(&set.meta.title));
        let files =
            set.files.iter().map(|f| format!(r#"<li><a href="manifests/{slug}/{0}">{0}</a></li>"#, escape(&f.name)));
        body.push_str(&format!(
            "<h2>{title}</h2><p>{}</p><ul>{}</ul>",
            escape(&set.meta.summary),
            files.collect::<String>()
        ));
    }
    page(
        "playground/",
        "playground",
        "Playground",
        "Edit Kubernetes manifests and see what they really do, in the browser.",
        &body,
    )
}

fn not_found() -> Page<'static> {
    let play = escape(&links::playground("feastflow", "", 1));
    let body = format!(
        r#"<h1>There is no page at this address</h1><p>It may have been renamed. Start again from <a href="./">the first page</a> or open <a href="{play}">the playground</a>.</p>"#
    );
    page(NOT_FOUND, "not-found", "Not found", "There is no page at this address.", &body)
}
