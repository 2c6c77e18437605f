//! The line under a guide's summary: how long it takes, when it was last changed, where it is edited.

use super::config::Config;
use crate::content::html::escape;
use crate::content::library::Guide;
use crate::content::{Page, sections};

/// Words that are read in a minute: prose with code in it.
const PACE: usize = 200;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The line.
pub(super) fn line(guide: &Guide, config: &Config) -> String {
    let mut parts = vec![match minutes(&guide.page) {
        1 => "1 minute to read".to_owned(),
        n => format!("{n} minutes to read"),
    }];
    parts.extend(guide.meta.updated.as_deref().map(|date| {
        let words = in_words(date).unwrap_or_else(|| date.to_owned());
        format!(r#"changed on <time datetime="{}">{}</time>"#, escape(date), escape(&words))
    }));
    let edit = config.edit(&format!("content/guides/{}.md", guide.slug));
    parts.extend(edit.map(|address| format!(r#"<a href="{}">Edit this page</a>"#, escape(&address))));
    format!(r#"<p class="about">{}</p>"#, parts.join(" · "))
}

fn minutes(page: &Page) -> usize {
    let words: usize = sections::of(page).iter().map(|section| section.text.split(' ').count()).sum();
    words.div_ceil(PACE).max(1)
}

/// `2026-03-04` as `4 March 2026`.
pub(super) fn in_words(date: &str) -> Option<String> {
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let name = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    Some(format!("{} {name} {year}", day.parse::<u32>().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_known() {
        let mut guide = Guide { slug: "x".into(), meta: crate::content::FrontMatter::default(), page: Page::default() };
        assert_eq!(line(&guide, &Config::default()), r#"<p class="about">1 minute to read</p>"#);
        guide.meta.updated = Some("2026-03-04".into());
        let config = Config { repository: "https://a.example/".into(), ..Config::default() };
        let all = line(&guide, &config);
        assert!(all.contains("4 March 2026") && all.contains("https://a.example/content/guides/x.md"), "{all}");
    }
}
