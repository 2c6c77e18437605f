//! What stands in a page's head besides its title: what the page may load, and how others show it.

use super::config::Config;
use super::pages::SITE;
use super::template::{NOT_FOUND, Page};
use crate::content::html::escape;

const PICTURE: &str = "icon-512.png";

/// What the browser lets the page load, run and show inside it: the site's own files. The editor's style
/// sheet has pictures in it, so the playground may have such.
pub(super) fn policy(address: &str) -> String {
    let pictures = if address.starts_with("playground/") { " data:" } else { "" };
    format!(
        concat!(
            r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "#,
            r#"style-src 'self'; img-src 'self'{pictures}; connect-src 'self'; worker-src 'self'; frame-src 'self'; "#,
            r#"manifest-src 'self'; base-uri 'self'; form-action 'none'">"#
        ),
        pictures = pictures,
    )
}

/// For search engines, feed readers and whatever shows a card of a page.
pub(super) fn tags(page: &Page<'_>, config: &Config) -> String {
    if page.address == NOT_FOUND {
        return r#"<meta name="robots" content="noindex">"#.to_owned();
    }
    let property = |name: &str, value: &str| format!(r#"<meta property="og:{name}" content="{}">"#, escape(value));
    let kind = if page.address.starts_with("guides/") { "article" } else { "website" };
    let mut tags = vec![
        property("title", &page.title),
        property("description", page.description),
        property("type", kind),
        property("site_name", SITE),
        r#"<meta name="twitter:card" content="summary">"#.to_owned(),
    ];
    if let (Some(here), Some(picture)) = (config.whole(&page.address), config.whole(PICTURE)) {
        tags.extend([property("url", &here), property("image", &picture)]);
    }
    // From the root, as every link, where the site's address is not known.
    let from_root = if page.address.is_empty() { "./" } else { &page.address };
    let here = config.whole(&page.address).unwrap_or_else(|| from_root.to_owned());
    tags.push(format!(r#"<link rel="canonical" href="{}">"#, escape(&here)));
    tags.push(format!(r#"<link rel="alternate" type="application/atom+xml" title="{SITE}" href="feed.xml">"#));
    tags.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(address: &str) -> Page<'static> {
        Page {
            address: address.into(),
            title: "A & B".into(),
            description: "C",
            side: String::new(),
            main: String::new(),
        }
    }

    #[test]
    fn addresses_are_named_where_they_are_known() {
        let known = Config { address: "https://a.example/".into(), ..Config::default() };
        let tags = |config| super::tags(&page("guides/x/"), config);
        assert!(tags(&known).contains(r#"<link rel="canonical" href="https://a.example/guides/x/">"#));
        assert!(tags(&known).contains(r#"og:title" content="A &amp; B""#));
        assert!(!tags(&Config::default()).contains("http"));
        assert!(super::tags(&page(NOT_FOUND), &known).contains("noindex"));
    }

    #[test]
    fn only_the_playground_may_have_pictures_in_a_style_sheet() {
        assert!(policy("playground/").contains("data:"));
        assert!(!policy("guides/x/").contains("data:"));
    }
}
