//! The data files that the page fetches: the index of the site, and each example set with its texts.

use std::path::Path;

use serde::Serialize;

use super::sources;
use crate::content::Library;
use crate::content::library::Set;
use crate::protocol::{ExampleSet, GuideEntry, RuleEntry, SetEntry, SiteIndex};

/// Writes `data/site.bin` and `data/sets/<slug>.bin`.
pub(super) fn write(library: &Library, dist: &Path) -> Result<(), String> {
    let data = dist.join("data");
    put(&data.join("site.bin"), &index(library))?;
    library.sets.iter().try_for_each(|set| put(&data.join("sets").join(format!("{}.bin", set.slug)), &example(set)))
}

fn put(path: &Path, value: &impl Serialize) -> Result<(), String> {
    let bytes = bincode::serialize(value).map_err(|e| format!("{}: {e}", path.display()))?;
    sources::write(path, &bytes)
}

fn index(library: &Library) -> SiteIndex {
    let guide = |slug: &str, title: &str, summary: &str| GuideEntry {
        slug: slug.to_owned(),
        title: title.to_owned(),
        summary: summary.to_owned(),
    };
    SiteIndex {
        guides: library.guides.iter().map(|g| guide(&g.slug, &g.meta.title, &g.meta.summary)).collect(),
        sets: library.sets.iter().map(set_entry).collect(),
        rules: library
            .rules
            .iter()
            .map(|r| RuleEntry { id: r.id.clone(), severity: r.severity, summary: r.summary.clone() })
            .collect(),
    }
}

fn set_entry(set: &Set) -> SetEntry {
    SetEntry {
        slug: set.slug.clone(),
        title: set.meta.title.clone(),
        summary: set.meta.summary.clone(),
        files: set.files.iter().map(|f| f.name.clone()).collect(),
    }
}

fn example(set: &Set) -> ExampleSet {
    ExampleSet { slug: set.slug.clone(), title: set.meta.title.clone(), files: set.files.clone() }
}
