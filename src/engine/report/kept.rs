//! What the panels show of a document by itself: kept while its text stays, and moved when the document moves.

use std::sync::Arc;

use super::{page, probes, summary};
use crate::engine::Analysis;
use crate::engine::text::Position;
use crate::engine::workspace::{DocumentIndex, Facts};
use crate::protocol::{ContainerProbes, FileReport, ObjectRow, Place};

/// By document.
#[derive(Debug, Default)]
pub struct Kept(Vec<Own>);

/// Objects and probes of a document that stands at a place.
#[derive(Debug, Default)]
struct Own {
    facts: Arc<Facts>,
    file: String,
    at: Position,
    objects: Vec<ObjectRow>,
    probes: Vec<ContainerProbes>,
}

impl Kept {
    /// The same as [`page::report`], where only documents that are new are looked at.
    pub fn report(&mut self, analysis: &Analysis, file: usize) -> FileReport {
        let mut report = page::said(analysis, file);
        report.wires = page::wires(analysis, file);
        let Some(text) = analysis.workspace.files.get(file) else { return report };
        for (document, placed) in analysis.workspace.documents_of(file) {
            if self.0.len() <= document {
                self.0.resize_with(document + 1, Own::default);
            }
            let Some(own) = self.0.get_mut(document) else { continue };
            let at = text.lines.position(&text.text, placed.start);
            if Arc::ptr_eq(&own.facts, &placed.facts) && own.file == text.name {
                own.go(at);
            } else {
                *own = Own::new(analysis, document, &placed.facts, &text.name, at);
            }
            report.objects.extend_from_slice(&own.objects);
            report.probes.extend_from_slice(&own.probes);
        }
        report
    }
}

impl Own {
    fn new(analysis: &Analysis, document: DocumentIndex, facts: &Arc<Facts>, file: &str, at: Position) -> Self {
        let mut own = Self { facts: Arc::clone(facts), file: file.to_owned(), at, ..Self::default() };
        let indices = analysis.objects.of_document(document).iter();
        for object in indices.filter_map(|index| analysis.objects.get(*index)) {
            own.objects.push(summary::row(&analysis.workspace, &object));
            own.probes.extend(probes::views(&analysis.workspace, &object));
        }
        own
    }

    /// It stands there now.
    fn go(&mut self, to: Position) {
        let from = std::mem::replace(&mut self.at, to);
        if from == to {
            return;
        }
        for row in &mut self.objects {
            let facts = row.facts.iter_mut().filter_map(|fact| fact.place.as_mut());
            facts.chain([&mut row.place]).for_each(|place| moved(place, from, to));
        }
        for container in &mut self.probes {
            moved(&mut container.place, from, to);
            for probe in &mut container.probes {
                let facts = probe.parameters.iter_mut().filter_map(|fact| fact.place.as_mut());
                facts.chain([&mut probe.place]).for_each(|place| moved(place, from, to));
            }
        }
    }
}

/// A place moves with the start of its document; a column only in the line where the document starts.
fn moved(place: &mut Place, from: Position, to: Position) {
    // What is not written has no place.
    if place.line == 0 {
        return;
    }
    let by = |n: u32, from: u32, to: u32| n.wrapping_add(to).wrapping_sub(from);
    if place.line == from.line {
        place.column = by(place.column, from.column, to.column);
    }
    if place.end_line == from.line {
        place.end_column = by(place.end_column, from.column, to.column);
    }
    place.line = by(place.line, from.line, to.line);
    place.end_line = by(place.end_line, from.line, to.line);
    place.start = by(place.start, from.utf16, to.utf16);
    place.end = by(place.end, from.utf16, to.utf16);
}
