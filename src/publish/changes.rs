//! What is new, for readers and for machines that come again: the page and the feed of changes, the list of all
//! pages, and what may be read.

use std::path::Path;

use serde::Deserialize;

use super::about;
use super::config::Config;
use super::pages::{self, SITE};
use super::sources;
use super::template::{NOT_FOUND, Page};
use crate::content::html::escape;
use crate::content::{Library, front_matter, slug};
use crate::protocol::FileText;

const FILE: &str = "changes.yaml";
const DESCRIPTION: &str = "What has changed on this site, the newest first.";

/// Something that a reader would notice.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    /// `2026-03-04`
    date: String,
    title: String,
    /// Where it is, from the root.
    page: String,
    text: String,
}

/// The changes as `content/changes.yaml` lists them, the newest first.
pub(super) fn read(files: &[FileText]) -> Result<Vec<Change>, String> {
    let Some(file) = files.iter().find(|file| file.name == FILE) else { return Ok(Vec::new()) };
    let changes: Vec<Change> = serde_yaml::from_str(&file.text).map_err(|e| format!("content/{FILE}: {e}"))?;
    if let Some(wrong) = changes.iter().find(|change| !front_matter::is_date(&change.date)) {
        return Err(format!("content/{FILE}: {:?} is no date such as 2026-03-04", wrong.date));
    }
    let sorted = changes.is_sorted_by(|one, next| one.date >= next.date);
    if sorted { Ok(changes) } else { Err(format!("content/{FILE}: the newest change comes first")) }
}

/// The page that tells them.
pub(super) fn page<'a>(library: &Library, changes: &[Change]) -> Page<'a> {
    let entry = |change: &Change| {
        let (id, title) = (id(change), escape(&change.title));
        let page = if change.page.is_empty() { "./" } else { &change.page };
        format!(
            r#"<h2 id="{id}"><a href="{page}">{title}</a></h2><p class="about"><time datetime="{date}">{words}</time></p><p>{text}</p>"#,
            page = escape(page),
            date = change.date,
            words = about::in_words(&change.date).unwrap_or_default(),
            text = escape(&change.text)
        )
    };
    let entries: String = changes.iter().map(entry).collect();
    let body = format!(
        r#"<h1>What is new</h1><p class="lead">{DESCRIPTION} There is a <a href="feed.xml">feed</a> of it, too.</p>{entries}"#
    );
    let page = pages::page("changes/", "changes", "What is new", DESCRIPTION, &body);
    Page { side: pages::side(&[pages::guide_links(library, "changes/")]), ..page }
}

/// The change's name among others: of its day and its title.
fn id(change: &Change) -> String {
    format!("{}-{}", change.date, slug::slug(&change.title))
}

/// Writes `robots.txt`, `feed.xml` and, if the site's address is known, `sitemap.xml`.
pub(super) fn write(
    library: &Library,
    changes: &[Change],
    pages: &[Page<'_>],
    config: &Config,
    dist: &Path,
) -> Result<(), String> {
    sources::write(&dist.join("robots.txt"), robots(config).as_bytes())?;
    sources::write(&dist.join("feed.xml"), feed(changes, config).as_bytes())?;
    if config.address.is_empty() {
        return Ok(());
    }
    sources::write(&dist.join("sitemap.xml"), sitemap(library, pages, config).as_bytes())
}

fn robots(config: &Config) -> String {
    let map = config.whole("sitemap.xml").map_or(String::new(), |address| format!("Sitemap: {address}\n"));
    format!("User-agent: *\nAllow: /\n{map}")
}

fn sitemap(library: &Library, pages: &[Page<'_>], config: &Config) -> String {
    let date = |address: &str| {
        let slug = address.strip_prefix("guides/")?.strip_suffix('/')?;
        library.guides.iter().find(|guide| guide.slug == slug)?.meta.updated.as_deref()
    };
    let known = pages.iter().filter(|page| page.address != NOT_FOUND);
    let entries = known.filter_map(|page| {
        let changed = date(&page.address).map_or(String::new(), |date| format!("<lastmod>{date}</lastmod>"));
        Some(format!("<url><loc>{}</loc>{changed}</url>\n", escape(&config.whole(&page.address)?)))
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}</urlset>\n",
        entries.collect::<String>()
    )
}

/// Atom. Without an address of the site its links lead from where the feed is.
fn feed(changes: &[Change], config: &Config) -> String {
    let home = escape(&config.address);
    let name = if home.is_empty() { "urn:feastflow:changes" } else { &home };
    let newest = changes.first().map_or("1970-01-01", |change| &change.date);
    let entry = |change: &Change| {
        let (id, title, text) = (id(change), escape(&change.title), escape(&change.text));
        let (separator, page) = (if home.is_empty() { ":" } else { "changes/#" }, escape(&change.page));
        let href = if home.is_empty() && page.is_empty() { "./".to_owned() } else { format!("{home}{page}") };
        format!(
            "<entry><title>{title}</title><id>{name}{separator}{id}</id><link href=\"{href}\"/><updated>{date}T00:00:00Z</updated><summary>{text}</summary></entry>\n",
            date = change.date
        )
    };
    format!(
        concat!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n",
            "<title>{site}</title><id>{name}</id><link href=\"{link}\"/><link rel=\"self\" href=\"{home}feed.xml\"/>",
            "<author><name>{site}</name></author><updated>{newest}T00:00:00Z</updated>\n{entries}</feed>\n"
        ),
        site = SITE,
        name = name,
        link = if home.is_empty() { "./" } else { &home },
        home = home,
        newest = newest,
        entries = changes.iter().map(entry).collect::<String>(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::FrontMatter;
    use crate::content::library::Guide;

    fn read(text: &str) -> Result<Vec<Change>, String> {
        super::read(&[FileText { name: FILE.into(), text: text.into() }])
    }

    const TWO: &str = "- {date: 2026-03-04, title: A & B, page: fields/, text: New.}\n- {date: 2026-01-02, title: C, page: '', text: Old.}\n";

    fn config() -> Config {
        Config { address: "https://a.example/b/".into(), ..Config::default() }
    }

    #[test]
    fn the_feed_leads_to_what_has_changed() {
        let changes = read(TWO).unwrap();
        let known = feed(&changes, &config());
        assert!(known.contains("<updated>2026-03-04T00:00:00Z</updated>\n<entry>"), "{known}");
        assert!(known.contains("<id>https://a.example/b/changes/#2026-03-04-a--b</id>"), "{known}");
        assert!(
            known.contains("<title>A &amp; B</title>") && known.contains("href=\"https://a.example/b/fields/\""),
            "{known}"
        );
        let unknown = feed(&changes, &Config::default());
        assert!(unknown.contains("<link href=\"fields/\"/>") && !unknown.contains("https:"), "{unknown}");
    }

    #[test]
    fn changes_have_dates_in_order() {
        assert!(read(&TWO.replace("2026-01-02", "2026-05-06")).unwrap_err().contains("the newest change comes first"));
        assert!(read(&TWO.replace("2026-01-02", "2.1.2026")).unwrap_err().contains("\"2.1.2026\" is no date"));
        assert_eq!(super::read(&[]), Ok(Vec::new()));
    }

    #[test]
    fn the_map_names_every_page_that_is_one() {
        let page = |address: &str| Page {
            address: address.into(),
            title: String::new(),
            description: "",
            side: String::new(),
            main: String::new(),
        };
        let meta = FrontMatter { updated: Some("2026-01-02".into()), ..FrontMatter::default() };
        let guide = Guide { slug: "x".into(), meta, page: crate::content::Page::default() };
        let library = Library { guides: vec![guide], ..Library::default() };
        let map = sitemap(&library, &[page(""), page("guides/x/"), page(NOT_FOUND)], &config());
        assert!(map.contains("<loc>https://a.example/b/</loc></url>"), "{map}");
        assert!(map.contains("<loc>https://a.example/b/guides/x/</loc><lastmod>2026-01-02</lastmod>"), "{map}");
        assert!(!map.contains("404") && robots(&config()).contains("Sitemap: https://a.example/b/sitemap.xml"));
    }
}
