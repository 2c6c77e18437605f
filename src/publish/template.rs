//! Trunk's `index.html` as the template of every page. It may be minified: attributes without
//! quotes are understood.

use super::config::Config;
use super::head;
use super::programs::Programs;
use crate::content::html::escape;

/// A page to be filled in.
pub(super) struct Page<'a> {
    /// From the root: `guides/overview/`; empty for the first page.
    pub address: String,
    /// For the browser's tab.
    pub title: String,
    /// For search engines.
    pub description: &'a str,
    /// The list of its neighbours; empty if it stands alone.
    pub side: String,
    /// What stands in `<main>`.
    pub main: String,
}

/// The address of the page for unknown addresses.
pub(super) const NOT_FOUND: &str = "404.html";

/// How many folders deep an unknown address may be and still find the root.
const SEARCH_DEPTH: usize = 8;

/// The parts of the site that the top bar names.
const PARTS: [&str; 5] = ["guides/", "lessons/", "playground/", "rules/", "teach/"];

/// The template.
pub(super) struct Template {
    html: String,
    programs: Programs,
}

impl Template {
    /// Takes the template; one without a description gets a place for it.
    pub fn new(html: &str, programs: Programs) -> Result<Self, String> {
        let mut template = Self { html: html.to_owned(), programs };
        for (what, at) in [
            ("<base href>", template.base()),
            ("<title>", template.title()),
            ("<div id=\"prerendered\"></div>", template.hole()),
        ] {
            at.ok_or_else(|| format!("index.html has no {what}"))?;
        }
        // What Trunk leaves of the program that it would have started.
        while let Some(at) = template.tag("<link ", |tag| tag.contains("data-trunk") && tag.contains("Cargo.toml")) {
            template.html.replace_range(at, "");
        }
        if template.description().is_none() {
            let at = template.title().map_or(0, |r| r.end + "</title>".len());
            template.html.insert_str(at, r#"<meta name="description" content="">"#);
        }
        Ok(template)
    }

    /// The page as an HTML file.
    pub fn fill(&self, page: &Page<'_>, config: &Config) -> String {
        let mut edits = vec![
            (self.base(), head::policy(&page.address) + &base(&page.address, config)),
            (self.title(), escape(&page.title)),
            (self.start(), head::tags(page, config) + self.programs.start(&page.address)),
            (self.description(), format!(r#"<meta name="description" content="{}">"#, escape(page.description))),
            (self.hole(), inside(page)),
            (self.link_to_part(&page.address), r#" aria-current="page""#.to_owned()),
        ];
        let here = match page.address.as_str() {
            "" => "./",
            NOT_FOUND => "",
            address => address,
        };
        edits.extend(self.skip_links().map(|at| (Some(at), format!(r#"href="{here}#main""#))));
        edits.sort_by_key(|(at, _)| at.as_ref().map(|r| r.start));
        let mut html = self.html.clone();
        for (at, text) in edits.into_iter().rev() {
            if let Some(at) = at {
                html.replace_range(at, &text);
            }
        }
        html
    }

    fn base(&self) -> Option<std::ops::Range<usize>> {
        self.tag("<base ", |_| true)
    }

    fn description(&self) -> Option<std::ops::Range<usize>> {
        self.tag("<meta ", |tag| tag.contains("name=\"description\"") || tag.contains("name=description"))
    }

    /// What stands between `<title>` and `</title>`.
    fn title(&self) -> Option<std::ops::Range<usize>> {
        let start = self.html.find("<title>")? + "<title>".len();
        let length = self.html.get(start..)?.find("</title>")?;
        Some(start..start + length)
    }

    /// Where the tags that start a program go.
    fn start(&self) -> Option<std::ops::Range<usize>> {
        let end = self.title()?.end + "</title>".len();
        Some(end..end)
    }

    /// Where the attributes begin of the top bar's link to the page's part of the site.
    fn link_to_part(&self, address: &str) -> Option<std::ops::Range<usize>> {
        let part = PARTS.into_iter().find(|part| address.starts_with(part))?;
        let link = self.tag("<a ", |tag| {
            [format!("href=\"{part}"), format!("href={part}")].iter().any(|href| tag.contains(href.as_str()))
        })?;
        let at = link.start + "<a".len();
        Some(at..at)
    }

    /// The inside of the empty element that the page's text goes into.
    fn hole(&self) -> Option<std::ops::Range<usize>> {
        let tag = self.tag("<div ", |tag| tag.contains("id=\"prerendered\"") || tag.contains("id=prerendered"))?;
        let length = self.html.get(tag.end..)?.find("</div>")?;
        let inside = self.html.get(tag.end..tag.end + length)?;
        inside.trim().is_empty().then_some(tag.end..tag.end + length)
    }

    /// With a `<base>`, a link to `#main` would lead to the first page.
    fn skip_links(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        ["href=\"#main\"", "href=#main"].into_iter().filter_map(|link| {
            let start = self.html.find(link)?;
            Some(start..start + link.len())
        })
    }

    fn tag(&self, open: &str, is: impl Fn(&str) -> bool) -> Option<std::ops::Range<usize>> {
        self.html.match_indices(open).find_map(|(start, _)| {
            let tag = self.html.get(start..)?;
            let length = tag.find('>')? + 1;
            is(tag.get(..length)?).then_some(start..start + length)
        })
    }
}

fn inside(page: &Page<'_>) -> String {
    let class = if page.side.is_empty() { "page" } else { "page with-side" };
    format!(r#"<div class="{class}">{}<main id="main" tabindex="-1">{}</main></div>"#, page.side, page.main)
}

/// The `<base>` of a page: as many steps up as its address has folders. The page for unknown addresses looks for
/// the root, and without scripts has what it is told.
fn base(address: &str, config: &Config) -> String {
    if address == NOT_FOUND {
        let scripts = (0..SEARCH_DEPTH).map(|n| format!(r#"<script src="{}root.js"></script>"#, "../".repeat(n)));
        let told = config.whole("").map_or(String::new(), |root| format!(r#"<base href="{}">"#, escape(&root)));
        return scripts.collect::<String>() + &told;
    }
    let up = "../".repeat(address.matches('/').count());
    format!(r#"<base href="{}">"#, if up.is_empty() { "./" } else { &up })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMS: [&str; 2] = [
        "<html><head><base href=\"./\"><title>T</title><meta name=\"description\" content=\"D\"></head><body><a href=\"#main\">S</a><a href=\"guides/a/\">G</a><div id=\"prerendered\">\n</div></body></html>",
        "<html><head><base href=./><title>T</title></head><body><a href=#main>S</a><a href=guides/a/>G</a><div id=prerendered></div></body></html>",
    ];

    fn programs() -> Programs {
        Programs {
            site: "<script src=site></script>".into(),
            workbench: "<script src=bench></script>".into(),
            starts: Vec::new(),
        }
    }

    fn filled(form: &str, address: &str) -> String {
        let page = Page {
            address: address.into(),
            title: "A & B".into(),
            description: "\"C\"",
            side: "<nav></nav>".into(),
            main: "<p>D</p>".into(),
        };
        Template::new(form, programs()).unwrap().fill(&page, &Config::default())
    }

    #[test]
    fn fills_every_place() {
        for form in FORMS {
            let html = filled(form, "guides/x/");
            for part in [
                r#"<base href="../../">"#,
                "<title>A &amp; B</title>",
                r#"content="&quot;C&quot;""#,
                r#"<nav></nav><main id="main" tabindex="-1"><p>D</p></main></div></div>"#,
                r#"<meta http-equiv="Content-Security-Policy""#,
                r#"<meta property="og:title" content="A &amp; B">"#,
                "<script src=site>",
                r#"<a aria-current="page" href="#,
                r##"href="guides/x/#main""##,
            ] {
                assert!(html.contains(part), "{part} in {html}");
            }
        }
    }

    #[test]
    fn the_root_and_the_unknown() {
        let root = filled(FORMS[0], "");
        assert!(root.contains(r#"<base href="./">"#) && root.contains(r##"href="./#main""##), "{root}");
        let unknown = filled(FORMS[0], NOT_FOUND);
        assert!(!unknown.contains("<base") && unknown.contains("../../root.js"), "{unknown}");
    }

    #[test]
    fn the_playground_has_a_program_of_its_own() {
        let html = filled(FORMS[1], "playground/");
        assert!(html.contains("src=bench") && !html.contains("src=site"), "{html}");
        assert!(!html.contains("aria-current"), "{html}");
    }

    #[test]
    fn says_what_a_template_lacks() {
        let error = |html: &str| Template::new(html, programs()).err().unwrap_or_default();
        assert!(error("<title></title>").contains("<base href>"));
        assert!(error("<base href=./><title></title><div id=prerendered>x</div>").contains("prerendered"));
    }
}
