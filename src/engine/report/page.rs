//! Everything the panels show of a file.

use super::{probes, summary};
use crate::engine::Analysis;
use crate::engine::finding::{Finding, Mend};
use crate::engine::graph::{Detail, Edge, End, relations};
use crate::engine::text::Span;
use crate::engine::workspace::{DocumentIndex, DocumentPlace, File, Located, ObjectIndex, Role, Workspace};
use crate::engine::yaml::{Part, Route, Step};
use crate::protocol::{self, FileReport, Fix, Label, Note, Place, TextEdit, WireRow};
use crate::route;

/// The report of a file.
#[must_use]
pub fn report(analysis: &Analysis, file: &File) -> FileReport {
    of_documents(analysis, file, &file.documents)
}

/// The report of some of a file's documents.
#[must_use]
pub fn of_documents(analysis: &Analysis, file: &File, documents: &[DocumentIndex]) -> FileReport {
    let mut report = said(analysis, file, documents);
    for (index, at) in objects(analysis, documents) {
        report.objects.push(summary::row(&analysis.workspace, &at));
        report.probes.extend(probes::views(&analysis.workspace, &at));
        report.wires.extend(analysis.graph.from(index).iter().map(|edge| wire(analysis, &at, edge)));
    }
    report
}

/// The report of a file for whoever asks only what is wrong: of objects it has no more than their identity and place.
#[must_use]
pub fn judged(analysis: &Analysis, file: &File) -> FileReport {
    let mut report = said(analysis, file, &file.documents);
    report.objects.reserve_exact(objects(analysis, &file.documents).count());
    report.objects.extend(objects(analysis, &file.documents).map(|(_, at)| summary::named(&analysis.workspace, &at)));
    report
}

/// Findings and notes.
fn said(analysis: &Analysis, file: &File, documents: &[DocumentIndex]) -> FileReport {
    let findings = analysis.findings_of(documents).into_iter().map(|finding| worded(analysis, finding)).collect();
    FileReport { file: file.name.clone(), notes: notes(analysis, documents), findings, ..FileReport::default() }
}

fn objects<'a>(
    analysis: &'a Analysis,
    documents: &'a [DocumentIndex],
) -> impl Iterator<Item = (ObjectIndex, Located<'a>)> {
    let indices = documents.iter().flat_map(|document| analysis.objects.of_document(*document));
    indices.filter_map(|index| Some((*index, analysis.objects.get(*index)?)))
}

fn notes(analysis: &Analysis, documents: &[DocumentIndex]) -> Vec<Note> {
    let note = |document: &DocumentIndex| {
        let placed = analysis.workspace.document(*document)?;
        let text = match placed.facts.role {
            Role::Template => {
                "A template with `{{ … }}`: not YAML yet, so it is not judged. Render it and open the result."
                    .to_owned()
            }
            Role::Tool(what) => format!("This is {what}: it is not sent to the API server and not judged."),
            _ => return None,
        };
        let span = Span::new(0, placed.facts.text.trim_end().len());
        Some(Note { text, place: shown(&analysis.workspace, DocumentPlace { document: *document, span }) })
    };
    documents.iter().filter_map(note).collect()
}

/// A span of a file as people and editors count.
#[must_use]
pub fn place(file: &File, span: Span) -> Place {
    let start = file.lines.position(&file.text, span.start);
    let end = file.lines.position(&file.text, span.end);
    Place {
        file: file.name.clone(),
        start: start.utf16,
        end: end.utf16,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

/// The way from the root of its document to what a finding is about, as the API server writes it:
/// `spec.containers[0].ports[0].containerPort`.
#[must_use]
pub fn field(workspace: &Workspace, finding: &protocol::Finding) -> Option<String> {
    let place = &finding.place;
    let index = workspace.position(&place.file)?;
    let file = workspace.files.get(index)?;
    let [start, end] = [place.start, place.end].map(|at| file.lines.byte(&file.text, at));
    let (_, placed) = workspace.documents_of(index).filter(|(_, placed)| placed.start <= start).last()?;
    let from_document = |at: u32| at.saturating_sub(placed.start) as usize;
    let mut route = Route::to(&placed.facts.document, Span::new(from_document(start), from_document(end)));
    if let Some(aim) = &finding.aim {
        if aim.around {
            route.0.pop();
        }
        route.0.extend(aim.path.iter().cloned().map(Step::from));
    }
    let is_custom = finding.rule == "custom-resource";
    (!route.0.is_empty()).then(|| if is_custom { route.to_string() } else { route.field() })
}

/// A place of the engine as a place of the page.
#[must_use]
pub fn shown(workspace: &Workspace, at: DocumentPlace) -> Place {
    let located = workspace.locate(at).and_then(|(file, span)| Some((workspace.files.get(file)?, span)));
    located.map(|(file, span)| place(file, span)).unwrap_or_default()
}

/// A finding as the page shows it.
#[must_use]
pub fn worded(analysis: &Analysis, finding: &Finding) -> protocol::Finding {
    let shown = |at: &DocumentPlace| shown(&analysis.workspace, *at);
    let edit = |(at, text): &(DocumentPlace, String)| TextEdit { place: shown(at), text: text.clone() };
    let label = |(at, text): &(DocumentPlace, String)| Label { place: shown(at), text: text.clone() };
    let fix =
        |mend: &Mend| Fix { title: mend.title.clone(), safe: mend.safe, edits: mend.edits.iter().map(edit).collect() };
    protocol::Finding {
        rule: finding.rule.to_owned(),
        severity: finding.severity,
        place: shown(&finding.place),
        aim: finding.aim.clone(),
        object: finding.object.and_then(|n| analysis.objects.get(n)).map(|l| l.object.id.key()),
        message: finding.message.clone(),
        help: finding.help.clone(),
        related: finding.related.iter().map(label).collect(),
        fixes: finding.fixes.iter().map(fix).collect(),
    }
}

/// An edge as a row of the table.
#[must_use]
pub fn wire(analysis: &Analysis, from: &Located<'_>, edge: &Edge) -> WireRow {
    let (to, name) = ends(analysis, edge);
    WireRow {
        relation: edge.relation.to_owned(),
        phrase: relations::phrase(edge.relation).to_owned(),
        from: from.object.id.key(),
        from_name: from.object.id.to_string(),
        to,
        to_name: name + &suffix(&edge.detail),
        missing: matches!(edge.to, End::Missing(_) | End::Nothing) || !edge.detail.offered(),
        optional: edge.optional,
        place: edge_place(analysis, edge),
    }
}

/// Key and name of the other end.
#[must_use]
pub fn ends(analysis: &Analysis, edge: &Edge) -> (String, String) {
    match &edge.to {
        End::Present(index) => {
            analysis.objects.get(*index).map_or_else(Default::default, |l| (l.object.id.key(), l.object.id.to_string()))
        }
        End::Missing(id) => (id.key(), id.to_string()),
        End::Derived(id, 1) => (id.key(), id.to_string()),
        End::Derived(id, count) => (id.key(), format!("{id} ×{count}")),
        End::Nothing => (String::new(), "no pods of this set".to_owned()),
    }
}

fn suffix(detail: &Detail) -> String {
    match detail {
        Detail::Whole => String::new(),
        Detail::Key(key, _) => format!(", key {key}"),
        Detail::Port(port, _) => format!(", port {port}"),
        Detail::Path(path, port, _) => format!(", port {port}, for {path}"),
    }
}

/// Where the field stands that makes an edge.
#[must_use]
pub fn edge_place(analysis: &Analysis, edge: &Edge) -> Place {
    analysis
        .view(edge.from)
        .map(|view| shown(&analysis.workspace, view.place(&edge.route, edge.part)))
        .unwrap_or_default()
}

/// Where an object stands, as a whole.
#[must_use]
pub fn object_place(workspace: &Workspace, at: &Located<'_>) -> Place {
    shown(workspace, DocumentPlace { document: at.document, span: at.facts.document.span(at.object.node) })
}

/// Where the name of an object, or one of its edges, stands: what the drawing asks.
#[must_use]
pub fn named_place(analysis: &Analysis, index: ObjectIndex, edge: Option<&Edge>) -> Place {
    match (edge, analysis.view(index)) {
        (None, Some(view)) => shown(&analysis.workspace, view.place(&route!["metadata", "name"], Part::Value)),
        _ => drawn_place(analysis, index, edge),
    }
}

/// Where an object, or one of its edges, stands.
#[must_use]
pub fn drawn_place(analysis: &Analysis, index: ObjectIndex, edge: Option<&Edge>) -> Place {
    match (edge, analysis.objects.get(index)) {
        (Some(edge), _) => edge_place(analysis, edge),
        (None, Some(at)) => object_place(&analysis.workspace, &at),
        (None, None) => Place::default(),
    }
}
