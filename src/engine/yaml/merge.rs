//! Duplicate keys and merge keys of a finished mapping.

use std::collections::HashMap;

use super::{Content, Document, Entry, NodeId, Problem, ProblemKind};

/// Reports keys that stand twice and replaces `<<` by the pairs it brings in.
///
/// As `goyaml.v2` does it: own pairs win over merged ones, earlier merged mappings over later ones.
pub(super) fn finish(document: &mut Document, id: NodeId) {
    let entries = match document.content(id) {
        Content::Mapping(entries) => entries.clone(),
        _ => return,
    };
    duplicates(document, &entries);
    let is_merge = |e: &Entry| document.scalar(e.key).is_some_and(|k| k.plain && &*k.text == "<<");
    let (merges, mut own): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(is_merge);
    if merges.is_empty() {
        return;
    }
    for merge in merges {
        for source in sources(document, merge.value) {
            let missing: Vec<Entry> = document
                .entries(source)
                .iter()
                .filter(|e| !own.iter().any(|o| document.key(o) == document.key(e)))
                .map(|e| Entry { merged: true, ..*e })
                .collect();
            own.extend(missing);
        }
    }
    if let Some(node) = document.nodes.get_mut(id.0 as usize) {
        node.content = Content::Mapping(own);
    }
}

/// The mappings that a merge key names.
fn sources(document: &mut Document, value: NodeId) -> Vec<NodeId> {
    let bad = |document: &mut Document, id: NodeId| {
        let span = document.span(id);
        document.problems.push(Problem { span, kind: ProblemKind::BadMerge });
    };
    match document.content(value) {
        Content::Mapping(_) => vec![value],
        Content::Sequence(items) => {
            let (good, rest): (Vec<NodeId>, Vec<NodeId>) =
                items.iter().partition(|i| matches!(document.content(**i), Content::Mapping(_)));
            rest.into_iter().for_each(|id| bad(document, id));
            good
        }
        _ => {
            bad(document, value);
            Vec::new()
        }
    }
}

fn duplicates(document: &mut Document, entries: &[Entry]) {
    let mut problems = Vec::new();
    let mut seen: HashMap<&str, NodeId> = HashMap::new();
    let many = entries.len() > 8;
    for (n, entry) in entries.iter().enumerate() {
        let span = document.span(entry.key);
        let Some(scalar) = document.scalar(entry.key) else {
            problems.push(Problem { span, kind: ProblemKind::KeyNotScalar });
            continue;
        };
        let key: &str = &scalar.text;
        // Small mappings are the rule: looking back is cheaper than hashing.
        let first = if many {
            let first = seen.get(key).copied();
            seen.entry(key).or_insert(entry.key);
            first
        } else {
            entries.iter().take(n).find(|e| document.key(e) == key).map(|e| e.key)
        };
        if let Some(first) = first {
            let kind = ProblemKind::DuplicateKey { key: key.to_owned(), first: document.span(first) };
            problems.push(Problem { span, kind });
        }
    }
    document.problems.extend(problems);
}
