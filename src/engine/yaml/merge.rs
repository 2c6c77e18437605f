//! Duplicate keys and merge keys of a finished mapping.

use std::collections::HashMap;

use super::{Content, Document, Entry, NodeId, Problem, ProblemKind};

/// From so many pairs on, hashing beats looking back.
const MANY: usize = 24;

/// Reports keys that stand twice and replaces `<<` by the pairs it brings in.
pub(super) fn finish(document: &mut Document, id: NodeId) {
    let Content::Mapping(entries) = document.content(id) else { return };
    let problems = objections(document, entries);
    let merged = entries.iter().any(|e| is_merge(document, e)).then(|| merged(document, entries));
    document.problems.extend(problems);
    if let Some((entries, bad)) = merged {
        document.problems.extend(bad);
        if let Some(node) = document.nodes.get_mut(id.0 as usize) {
            node.content = Content::Mapping(entries);
        }
    }
}

fn is_merge(document: &Document, entry: &Entry) -> bool {
    document.scalar(entry.key).is_some_and(|k| k.plain && &*k.text == "<<")
}

/// The pairs as `goyaml.v2` fills its map: in order, each replacing what is there by the same name.
/// Of a list of mappings the first wins, because the list is read from its end.
fn merged(document: &Document, entries: &[Entry]) -> (Vec<Entry>, Vec<Problem>) {
    let mut pairs = Pairs { document, places: HashMap::new(), pairs: Vec::new() };
    let mut bad = Vec::new();
    for entry in entries {
        if !is_merge(document, entry) {
            pairs.set(*entry);
            continue;
        }
        for source in sources(document, entry.value, &mut bad).into_iter().rev() {
            document.entries(source).iter().for_each(|e| pairs.set(Entry { merged: true, ..*e }));
        }
    }
    (pairs.pairs.into_iter().flatten().collect(), bad)
}

struct Pairs<'a> {
    document: &'a Document,
    places: HashMap<&'a str, usize>,
    pairs: Vec<Option<Entry>>,
}

impl<'a> Pairs<'a> {
    fn set(&mut self, entry: Entry) {
        let key: &'a str = self.document.scalar(entry.key).map_or("", |s| &s.text);
        let old = self.places.insert(key, self.pairs.len()).and_then(|n| self.pairs.get_mut(n));
        // Two of one mapping both stay: they are reported.
        if let Some(old) = old.filter(|old| entry.merged || old.is_some_and(|o| o.merged)) {
            *old = None;
        }
        self.pairs.push(Some(entry));
    }
}

/// The mappings that a merge key names.
fn sources(document: &Document, value: NodeId, bad: &mut Vec<Problem>) -> Vec<NodeId> {
    let mapping = |id: &NodeId| matches!(document.content(*id), Content::Mapping(_));
    let named: &[NodeId] = match document.content(value) {
        // An alias to a list is no list for the decoder.
        Content::Sequence(items) if !matches!(document.node(value).content, Content::Alias(_)) => items,
        _ => std::slice::from_ref(&value),
    };
    let wrong = named.iter().filter(|id| !mapping(id));
    bad.extend(wrong.map(|id| Problem { span: document.span(*id), kind: ProblemKind::BadMerge }));
    named.iter().copied().filter(mapping).collect()
}

/// Keys that are no scalars, and keys that stand twice.
fn objections(document: &Document, entries: &[Entry]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen: HashMap<&str, NodeId> = HashMap::new();
    for (n, entry) in entries.iter().enumerate() {
        let span = document.span(entry.key);
        let Some(scalar) = document.scalar(entry.key) else {
            problems.push(Problem { span, kind: ProblemKind::KeyNotScalar });
            continue;
        };
        let key: &str = &scalar.text;
        let first = if entries.len() > MANY {
            let first = seen.get(key).copied();
            seen.entry(key).or_insert(entry.key);
            first
        } else {
            entries.iter().take(n).find(|e| is_key(document, e, key)).map(|e| e.key)
        };
        if let Some(first) = first.filter(|_| !is_merge(document, entry)) {
            let kind = ProblemKind::DuplicateKey { key: key.to_owned(), first: document.span(first) };
            problems.push(Problem { span, kind });
        }
    }
    problems
}

fn is_key(document: &Document, entry: &Entry, key: &str) -> bool {
    document.scalar(entry.key).is_some_and(|s| &*s.text == key)
}
