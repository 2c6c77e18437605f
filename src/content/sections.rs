//! A page cut at its headings, as plain text: what a search goes through.

use super::block::{Block, Page};
use super::highlight;

/// A section: the words under one heading, or before the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading's id; empty before the first.
    pub id: String,
    /// The heading.
    pub title: String,
    /// The words, spaces made one.
    pub text: String,
}

/// The sections of a page, those without words left out.
#[must_use]
pub fn of(page: &Page) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    for block in &page.blocks {
        if let Block::Heading(heading) = block {
            sections.push(Section { id: heading.id.clone(), title: heading.text.clone(), text: String::new() });
        } else if let Some(section) = sections.last_mut() {
            add(&mut section.text, &words(block));
        }
    }
    sections.retain(|section| !section.text.is_empty() || !section.title.is_empty());
    sections
}

fn add(text: &mut String, words: &str) {
    for word in words.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
}

fn words(block: &Block) -> String {
    match block {
        Block::Heading(_) => String::new(),
        Block::Prose(html) | Block::Table(html) => plain(html),
        Block::Code { lines, .. } => highlight::plain(lines),
        // The manifests themselves are the playground's; what is said about them is the guide's.
        Block::Manifest(excerpt) => {
            let remarks = excerpt.remarks.iter().map(|remark| format!(" {}", remark.says));
            format!("{} {}{}", excerpt.file, excerpt.caption.as_deref().unwrap_or(""), remarks.collect::<String>())
        }
        Block::Wiring(wiring) => wiring.caption.clone().unwrap_or_default(),
        Block::View(view) => view.caption.clone().unwrap_or_default(),
        Block::Change(change) => format!("{} {}", change.title, change.caption.as_deref().unwrap_or("")),
        Block::Check(_) | Block::Hint(_) | Block::Notes(_) => String::new(),
    }
}

/// The text of HTML that we wrote ourselves: tags are spaces, the five escapes are characters.
fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((text, tagged)) = rest.split_once('<') {
        out.push_str(text);
        let (tag, after) = tagged.split_once('>').unwrap_or((tagged, ""));
        let inline = ["code", "em", "strong", "a", "del"].iter().any(|name| {
            let tag = tag.trim_start_matches('/');
            tag.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        });
        if !inline {
            out.push(' ');
        }
        rest = after;
    }
    out.push_str(rest);
    let escapes = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    escapes.iter().fold(out, |text, (escape, character)| text.replace(escape, character))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Heading;

    #[test]
    fn words_under_their_headings() {
        let heading = |text: &str| Heading { level: 2, id: text.to_lowercase(), text: text.into(), html: text.into() };
        let page = Page {
            blocks: vec![
                Block::Prose("<p>One <code>a&lt;b</code>, two.</p>\n<p>Three</p>".into()),
                Block::Heading(heading("Next")),
                Block::Table("<table><tr><td>x</td><td>y &amp;amp; z</td></tr></table>".into()),
                Block::Heading(heading("Last")),
            ],
            headings: Vec::new(),
        };
        let sections = of(&page);
        let seen: Vec<_> = sections.iter().map(|s| (s.id.as_str(), s.text.as_str())).collect();
        assert_eq!(seen, [("", "One a<b, two. Three"), ("next", "x y &amp; z"), ("last", "")]);
    }
}
