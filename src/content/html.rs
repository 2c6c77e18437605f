//! Blocks → HTML. Everything that comes from a text is escaped here or by the markdown writer.

mod change;
mod manifest;
pub mod view;

use super::block::{Block, Checks, Heading, Notes, Page, View, Wiring};
use super::highlight::{Line, Token};
use crate::protocol::explore::Piece;

/// What a page's HTML needs besides its blocks.
pub struct Surroundings<'a> {
    /// The page's address from the root: `guides/overview/`.
    pub address: &'a str,
    /// Where the code of a section can be played with.
    pub play: &'a dyn Fn(&str) -> Option<String>,
    /// What a view of a set shows.
    pub show: &'a dyn Fn(&View) -> Vec<Piece>,
}

/// Text as it may stand in HTML, in attributes, too.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A line of text in which only code spans are markup.
#[must_use]
pub fn inline(text: &str) -> String {
    let parts: Vec<String> = text.split('`').map(escape).collect();
    let part = |(n, part): (usize, &String)| match n % 2 {
        1 if n + 1 < parts.len() => format!("<code>{part}</code>"),
        1 => format!("`{part}"),
        _ => part.clone(),
    };
    parts.iter().enumerate().map(part).collect()
}

/// All blocks of a page.
#[must_use]
pub fn blocks(page: &Page, around: &Surroundings<'_>) -> String {
    let mut section = String::new();
    let mut out = String::new();
    for block in &page.blocks {
        match block {
            Block::Heading(h) => {
                section.clone_from(&h.text);
                out.push_str(&heading(h, around.address));
            }
            Block::Prose(html) => out.push_str(html),
            Block::Table(html) => out.push_str(&table(html, &section)),
            Block::Code { language, lines } => out.push_str(&code(language, lines, (around.play)(&section).as_deref())),
            Block::Manifest(excerpt) => out.push_str(&manifest::figure(excerpt)),
            Block::Change(change) => out.push_str(&change::figure(change)),
            Block::Wiring(wiring) => out.push_str(&wired(wiring, around)),
            Block::View(shown) => out.push_str(&view::figure(shown, &(around.show)(shown))),
            Block::Check(all) => out.push_str(&checks(all)),
            Block::Hint(hint) => out.push_str(&self::hint(hint, around)),
            Block::Notes(notes) => out.push_str(&self::notes(notes, around)),
        }
    }
    out
}

/// What has to be true for a step to be done.
fn checks(all: &Checks) -> String {
    let items: String = all.titles.iter().map(|title| format!("<li>{}</li>", inline(title))).collect();
    format!(r#"<div class="checks"><p>Done when</p><ul>{items}</ul></div>"#)
}

fn hint(page: &Page, around: &Surroundings<'_>) -> String {
    format!(r#"<details class="hint"><summary>Hint</summary>{}</details>"#, blocks(page, around))
}

/// For whoever presents the page: a template is no part of what others see, print or search.
fn notes(notes: &Notes, around: &Surroundings<'_>) -> String {
    let minutes = notes.minutes.map(|minutes| format!(r#" data-minutes="{minutes}""#)).unwrap_or_default();
    format!(r#"<template class="notes"{minutes}>{}</template>"#, blocks(&notes.page, around))
}

/// With more headings than these, the small ones stand side by side.
const MANY: usize = 40;

/// The headings of the second and third level as a list of links; nothing if there are fewer than two.
#[must_use]
pub fn contents(page: &Page, address: &str) -> String {
    let headings: Vec<&Heading> = page.headings.iter().filter(|h| h.level <= 3).collect();
    if headings.len() < 2 {
        return String::new();
    }
    let item = |h: &&Heading| {
        format!(r#"<li class="toc-{}"><a href="{address}#{}">{}</a></li>"#, h.level, escape(&h.id), h.html)
    };
    let items: String = headings.iter().map(item).collect();
    let many = if headings.len() > MANY { " many" } else { "" };
    format!(
        r#"<nav class="toc{many}" aria-labelledby="toc-title"><p id="toc-title">On this page</p><ol>{items}</ol></nav>"#
    )
}

fn heading(h: &Heading, address: &str) -> String {
    let (level, id, name) = (h.level, escape(&h.id), escape(&h.text));
    format!(
        r##"<h{level} id="{id}">{}<a class="anchor" href="{address}#{id}" aria-label="Link to “{name}”">#</a></h{level}>"##,
        h.html
    )
}

/// A table that can be scrolled. The corner above row headings heads nothing; how cells are aligned is left to the style sheet.
fn table(html: &str, section: &str) -> String {
    let aligned = |html: String, side: &str| {
        html.replace(&format!(r#" style="text-align: {side}""#), &format!(r#" class="{side}""#))
    };
    let html = ["left", "center", "right"].into_iter().fold(html.replace("<th></th>", "<td></td>"), aligned);
    let name = if section.is_empty() { "Table".to_owned() } else { format!("Table: {section}") };
    format!(r#"<div class="table-wrap" role="group" aria-label="{}" tabindex="0">{html}</div>"#, escape(&name))
}

/// A code block with its copy button, and a link to where it can be played with.
#[must_use]
pub fn code(language: &str, lines: &[Line], play: Option<&str>) -> String {
    let language = escape(if language.is_empty() { "text" } else { language });
    let play = play.map(|href| format!(r#"<a href="{}">Open in playground</a>"#, escape(href))).unwrap_or_default();
    format!(
        r#"<figure class="manifest code"><figcaption><span>{language}</span><button type="button" data-copy>Copy</button>{play}</figcaption>{}</figure>"#,
        pre(&language, lines)
    )
}

/// The code itself. It can be scrolled sideways, so it can be focused.
fn pre(language: &str, lines: &[Line]) -> String {
    let text: Vec<String> = lines.iter().map(|line| line.iter().map(token).collect()).collect();
    pre_of(language, &text)
}

fn pre_of(language: &str, lines: &[String]) -> String {
    format!(r#"<pre tabindex="0"><code class="language-{language}">{}</code></pre>"#, lines.join("\n"))
}

fn token(token: &Token) -> String {
    let text = escape(&token.text);
    match token.class {
        Some(class) => format!(r#"<span class="{}">{text}</span>"#, class.css()),
        None => text,
    }
}

/// The wiring of a set: a view in which nothing is chosen.
fn wired(wiring: &Wiring, around: &Surroundings<'_>) -> String {
    let view = View::wiring(&wiring.set, wiring.caption.as_deref());
    view::figure(&view, &(around.show)(&view))
}

/// A sentence below a manifest.
fn note(text: Option<&str>) -> String {
    text.map(|t| format!(r#"<p class="caption">{}</p>"#, escape(t))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::highlight::highlight;

    #[test]
    fn escapes_everything() {
        let lines = highlight("yaml", "a: <b>&\"");
        let html = code("x\"y", &lines, Some("p?a=b&c"));
        assert!(html.contains(r#"<a href="p?a=b&amp;c">"#), "{html}");
        assert!(html.contains("&lt;b&gt;&amp;&quot;") && html.contains("language-x&quot;y"), "{html}");
    }

    #[test]
    fn code_spans_in_a_line() {
        assert_eq!(inline("a `b<` c"), "a <code>b&lt;</code> c");
        assert_eq!(inline("a `b"), "a `b");
    }

    #[test]
    fn contents_need_two_headings() {
        let h = |id: &str| Heading { level: 2, id: id.into(), text: id.into(), html: id.into() };
        let page = |n: usize| Page { headings: ["a", "b"].iter().take(n).map(|i| h(i)).collect(), ..Page::default() };
        assert_eq!(contents(&page(1), "g/"), "");
        assert!(contents(&page(2), "g/").contains(r##"<a href="g/#b">b</a>"##));
    }
}
