//! The data files that the page fetches: the list of example sets, each set with its texts, and each
//! example of a rule as a set of its own; and the descriptions of all types and fields.

use std::path::Path;

use super::{descriptions, lessons, sources, teach};
use crate::content::library::{EXAMPLES, Guide, RulePage, Set};
use crate::content::{Block, Library};
use crate::protocol::wire::{self, Wire};
use crate::protocol::{ExampleSet, SetEntry};

/// Writes `data/sets.bin`, `data/sets/<slug>.bin` and `data/sets/rules/<id>/<example>.bin`;
/// `data/sets/<set>/<guide>/<change>.bin`; `data/lessons/<slug>.bin` with its two sets; `data/descriptions.bin`.
pub(super) fn write(library: &Library, dist: &Path) -> Result<(), String> {
    teach::write(dist)?;
    let data = dist.join("data");
    let entry = |set: &Set| SetEntry { slug: set.slug.clone(), title: set.meta.title.clone() };
    put(&data.join("sets.bin"), &library.sets.iter().map(entry).collect::<Vec<_>>())?;
    put(&data.join("descriptions.bin"), &descriptions::collect()?)?;
    for lesson in &library.lessons {
        put(&data.join("lessons").join(format!("{}.bin", lesson.slug)), &lessons::told(library, lesson))?;
    }
    let sets = library.sets.iter().map(example).chain(library.rules.iter().flat_map(rule_examples));
    let sets = sets.chain(library.guides.iter().flat_map(changes));
    let mut sets = sets.chain(library.lessons.iter().flat_map(lessons::sets));
    sets.try_for_each(|set| put(&data.join("sets").join(format!("{}.bin", set.slug)), &set))
}

fn put(path: &Path, value: &impl Wire) -> Result<(), String> {
    sources::write(path, &wire::encode(value))
}

fn example(set: &Set) -> ExampleSet {
    ExampleSet {
        slug: set.slug.clone(),
        title: set.meta.title.clone(),
        files: set.files.clone(),
        ..ExampleSet::default()
    }
}

/// The sets that a guide makes by changing something.
fn changes(guide: &Guide) -> impl Iterator<Item = ExampleSet> + '_ {
    guide.page.blocks.iter().filter_map(|block| match block {
        Block::Change(change) => {
            let (slug, title) = (change.slug.clone(), change.title.clone());
            Some(ExampleSet { slug, title, files: change.files.clone(), ..ExampleSet::default() })
        }
        _ => None,
    })
}

fn rule_examples(rule: &RulePage) -> impl Iterator<Item = ExampleSet> + '_ {
    EXAMPLES.iter().filter_map(|(_, name)| {
        let files = vec![rule.example(name)?];
        Some(ExampleSet {
            slug: format!("rules/{}/{name}", rule.id),
            title: format!("{}: {name} example", rule.id),
            files,
            ..ExampleSet::default()
        })
    })
}
