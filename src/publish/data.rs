//! The data files that the page fetches: the list of example sets, and each set with its texts.

use std::path::Path;

use super::sources;
use crate::content::Library;
use crate::content::library::Set;
use crate::protocol::wire::{self, Wire};
use crate::protocol::{ExampleSet, SetEntry};

/// Writes `data/sets.bin` and `data/sets/<slug>.bin`.
pub(super) fn write(library: &Library, dist: &Path) -> Result<(), String> {
    let data = dist.join("data");
    let entry = |set: &Set| SetEntry { slug: set.slug.clone(), title: set.meta.title.clone() };
    put(&data.join("sets.bin"), &library.sets.iter().map(entry).collect::<Vec<_>>())?;
    library.sets.iter().try_for_each(|set| put(&data.join("sets").join(format!("{}.bin", set.slug)), &example(set)))
}

fn put(path: &Path, value: &impl Wire) -> Result<(), String> {
    sources::write(path, &wire::encode(value))
}

fn example(set: &Set) -> ExampleSet {
    ExampleSet { slug: set.slug.clone(), title: set.meta.title.clone(), files: set.files.clone() }
}
