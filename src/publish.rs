//! Everything static that is made from the content: pages, data files, raw manifests.
//!
//! Each address is a real HTML file, so that the site works from any folder of any server without
//! rules: readable with scripting off, and the beginning from which the program takes over.

mod about;
mod changes;
mod config;
mod data;
mod descriptions;
mod fields;
mod head;
mod home;
mod leads;
mod lessons;
mod pages;
mod programs;
mod rules;
mod said;
mod search;
mod sources;
mod teach;
mod template;
mod texts;

use std::path::Path;

use crate::content::Library;
use crate::content::library::{self, RuleSource};
use crate::engine::rules::ALL;
use crate::protocol::FileText;

/// Makes the site's static files in `dist`, whose `index.html` is the template.
///
/// # Errors
/// Says everything that is wrong with the content, or which file could not be read or written.
pub fn publish(content: &Path, dist: &Path) -> Result<String, String> {
    let files = sources::read(content)?;
    let (library, problems) = library::read(&files, &rule_sources(), &views());
    if !problems.is_empty() {
        let words: Vec<String> = problems.iter().map(|p| format!("content/{p}")).collect();
        return Err(words.join("\n"));
    }
    let reference = fields::Reference::collect()?;
    let (changes, config) = (changes::read(&files)?, config::Config::read(&files)?);
    let pages = pages::write(&library, &reference, &changes, &config, dist)?;
    data::write(&library, dist)?;
    said::write(&library, &files, dist)?;
    search::write(&library, &reference, dist)?;
    sources::copy_sets(content, dist)?;
    leads::check(&pages, dist)?;
    Ok(summary(&library, &reference, pages.len()))
}

/// Every problem of the content, for the tests.
///
/// # Errors
/// If the folder cannot be read.
pub fn check(content: &Path) -> Result<(Library, Vec<crate::content::Problem>), String> {
    Ok(library::read(&sources::read(content)?, &rule_sources(), &views()))
}

/// The same for texts: what `content/` would come to with these files, by names relative to it.
#[must_use]
pub fn judge(files: &[FileText]) -> (Library, Vec<crate::content::Problem>) {
    library::read(files, &rule_sources(), &views())
}

/// What the guides say of a set, for the tests.
#[must_use]
pub fn said(library: &Library, files: &[FileText], set: &str) -> crate::protocol::said::Said {
    let models = said::models(library);
    let found = library.sets.iter().find(|other| other.slug == set);
    found.map(|set| said::of_set(library, files, set, &models)).unwrap_or_default()
}

/// The parts of a view that a page wants to show and that are not there, for the tests.
#[must_use]
pub fn absent_parts(library: &Library, view: &crate::content::View) -> Vec<String> {
    let pieces = pages::shown(library, view);
    crate::content::html::view::absent(view, &pieces).into_iter().map(str::to_owned).collect()
}

fn rule_sources() -> Vec<RuleSource<'static>> {
    ALL.iter().map(|rule| RuleSource { id: rule.id, severity: rule.severity, docs: rule.docs }).collect()
}

fn views() -> Vec<&'static str> {
    crate::explorer::views::ALL.iter().map(|view| view.id).collect()
}

fn summary(library: &Library, reference: &fields::Reference, pages: usize) -> String {
    let (guides, sets, rules) = (library.guides.len(), library.sets.len(), library.rules.len());
    let (lessons, fields) = (library.lessons.len(), reference.types.len());
    format!("{pages} pages: {guides} guides, {lessons} lessons, {rules} rules, {fields} of fields; {sets} example sets")
}
