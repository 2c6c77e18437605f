//! The documents of a file, and the way to the caret.

use super::position::Here;
use super::sketch::{Form, Spot};
use crate::engine::Analysis;
use crate::engine::report::page;
use crate::engine::text::Span;
use crate::engine::workspace::{DocumentIndex, DocumentPlace, Placed, Role};
use crate::protocol::assist::{Outline, OutlineRow, Target};

/// The outline of a file, with the way to a caret.
#[must_use]
pub fn outline(analysis: &Analysis, file: &str, at: u32) -> Option<Outline> {
    let index = analysis.workspace.position(file)?;
    let documents = analysis.workspace.documents_of(index).flat_map(|(n, placed)| rows(analysis, n, placed)).collect();
    let way = Here::of(analysis, file, at).map(|here| way(&here)).unwrap_or_default();
    Some(Outline { documents, way })
}

fn rows(analysis: &Analysis, document: DocumentIndex, placed: &Placed) -> Vec<OutlineRow> {
    let place = |span: Span| page::shown(&analysis.workspace, DocumentPlace { document, span });
    let whole = || place(Span::new(0, placed.facts.text.trim_end().len()));
    let other = |name: &str| vec![OutlineRow { name: name.into(), place: whole(), ..OutlineRow::default() }];
    match placed.facts.role {
        Role::Empty => Vec::new(),
        Role::Template => other("a template"),
        Role::Tool(what) => other(what),
        Role::Objects => {
            let rows = placed.facts.objects.iter().map(|object| OutlineRow {
                kind: object.id.kind.clone(),
                name: object.id.name.clone(),
                object: Some(object.id.key()),
                place: if placed.facts.objects.len() == 1 {
                    whole()
                } else {
                    place(placed.facts.document.span(object.node))
                },
            });
            rows.collect()
        }
    }
}

/// The document, then each key and item down to the caret; an item by its name.
fn way(here: &Here<'_>) -> Vec<Target> {
    let node = match here.sketch.spot {
        Spot::Key(node) | Spot::Value(node, _) => Some(node),
        Spot::Open { up, .. } => up,
        Spot::Nothing => here.sketch.before(here.caret),
    };
    let mut way: Vec<Target> = here.sketch.upwards(node).map(|n| step(here, n)).collect();
    way.push(Target { text: title(here), place: here.place(Span::default()) });
    way.reverse();
    way
}

/// The way to a node as text: `spec.containers.api`.
#[must_use]
pub fn path(here: &Here<'_>, node: usize) -> String {
    let mut steps: Vec<String> = here.sketch.upwards(Some(node)).map(|n| step(here, n).text).collect();
    steps.reverse();
    steps.join(".")
}

fn title(here: &Here<'_>) -> String {
    let sketch = &here.sketch;
    let name = sketch.pair(None, "metadata").map_or("", |n| sketch.value(Some(n), "name"));
    format!("{} {name}", sketch.value(None, "kind")).trim().to_owned()
}

fn step(here: &Here<'_>, node: usize) -> Target {
    let Some(at) = here.sketch.nodes.get(node) else { return Target::default() };
    if at.form == Form::Pair {
        return Target { text: here.sketch.key(node).to_owned(), place: here.place(at.key) };
    }
    let number = here.sketch.below(at.up).take_while(|(n, _)| *n < node).count();
    let names = ["name", "mountPath", "containerPort", "port", "path", "host", "key", "type"];
    let name = names.iter().map(|key| here.sketch.value(Some(node), key)).find(|name| !name.is_empty());
    let text = name.or(Some(here.sketch.scalar(node)).filter(|s| !s.is_empty()));
    let start = at.value.start as usize;
    let dash = Span::new(start.saturating_sub(1), start);
    Target { text: text.map_or_else(|| number.to_string(), str::to_owned), place: here.place(dash) }
}
