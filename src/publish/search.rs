//! What a search goes through: every section of every page to read. `search/index.mjs` makes the index of it.

use std::path::Path;

use serde_json::json;

use super::fields::{self, Reference};
use super::sources;
use crate::content::library::EXAMPLES;
use crate::content::sections::{self, Section};
use crate::content::{Library, Page};

/// Writes `data/search.json`: a list of sections with their address, page, kind and words.
pub(super) fn write(library: &Library, reference: &Reference, dist: &Path) -> Result<(), String> {
    let mut all = Vec::new();
    for guide in &library.guides {
        let address = format!("guides/{}/", guide.slug);
        add(&mut all, "Guide", &guide.meta.title, &guide.meta.summary, &address, &guide.page);
    }
    for lesson in &library.lessons {
        let address = format!("lessons/{}/", lesson.slug);
        add(&mut all, "Lesson", &lesson.meta.title, &lesson.meta.summary, &address, &lesson.page);
    }
    for plan in &library.plans {
        let titles: Vec<&str> = plan.parts.iter().map(|part| part.title.as_str()).collect();
        let about = format!("{} {}", plan.summary, titles.join(". "));
        add(&mut all, "Class", &plan.title, &about, &format!("teach/{}/", plan.slug), &Page::default());
    }
    if let Some(handout) = &library.handout {
        add(&mut all, "Class", &handout.meta.title, &handout.meta.summary, "teach/handout/", &handout.page);
    }
    for rule in &library.rules {
        add(&mut all, "Rule", &rule.id, &rule.summary, &format!("rules/{}/", rule.id), &rule.page);
    }
    for one in fields::sections(reference) {
        let entry = |section| Entry { also: one.also.clone(), ..Entry::new("Field", one.name, &one.address, section) };
        all.extend(one.sections.into_iter().map(entry));
    }
    let entries: Vec<_> = all.iter().enumerate().map(|(id, entry)| entry.json(id)).collect();
    sources::write(&dist.join("data/search.json"), json!(entries).to_string().as_bytes())
}

struct Entry {
    kind: &'static str,
    page: String,
    address: String,
    section: Section,
    /// Words by which it is found, too.
    also: String,
}

impl Entry {
    fn new(kind: &'static str, page: &str, address: &str, section: Section) -> Self {
        let anchor = if section.id.is_empty() { String::new() } else { format!("#{}", section.id) };
        Self { kind, page: page.to_owned(), address: format!("{address}{anchor}"), section, also: String::new() }
    }

    fn json(&self, id: usize) -> serde_json::Value {
        let Section { title, text, .. } = &self.section;
        json!({ "id": id, "kind": self.kind, "page": self.page, "section": title, "text": text, "also": self.also, "href": self.address })
    }
}

fn add(all: &mut Vec<Entry>, kind: &'static str, title: &str, summary: &str, address: &str, page: &Page) {
    let head = Section { text: summary.to_owned(), ..Section::default() };
    // The code of examples would crowd out what is said about it.
    let example = |section: &Section| kind == "Rule" && EXAMPLES.iter().any(|(title, _)| *title == section.title);
    let sections = sections::of(page).into_iter().filter(|section| !example(section));
    for section in std::iter::once(head).chain(sections) {
        all.push(Entry::new(kind, title, address, section));
    }
}
