//! Everything the panels show, one report for each file.

use super::{probes, summary};
use crate::engine::Analysis;
use crate::engine::finding::{FilePlace, Finding};
use crate::engine::graph::{Detail, Edge, End, relations};
use crate::engine::text::Span;
use crate::engine::workspace::{File, Located, ObjectIndex, Role, Workspace};
use crate::protocol::{self, FileReport, Fix, Label, Note, Place, TextEdit, WireRow};

/// The reports of all files, in their order.
#[must_use]
pub fn reports(workspace: &Workspace, analysis: &Analysis<'_>) -> Vec<FileReport> {
    let mut reports: Vec<FileReport> = workspace
        .files
        .iter()
        .map(|f| FileReport { file: f.name.clone(), notes: notes(f), ..FileReport::default() })
        .collect();
    for finding in &analysis.findings {
        if let Some(report) = reports.get_mut(finding.place.file) {
            report.findings.push(worded(workspace, analysis, finding));
        }
    }
    for (index, at) in analysis.objects.all.iter().enumerate() {
        if let Some(report) = reports.get_mut(at.file) {
            report.objects.push(summary::row(workspace, at));
            report.probes.extend(probes::views(workspace, at));
            report.wires.extend(analysis.graph.from(index).iter().map(|edge| wire(workspace, analysis, at, edge)));
        }
    }
    reports
}

fn notes(file: &File) -> Vec<Note> {
    let note = |(start, facts): &(u32, std::sync::Arc<crate::engine::workspace::Facts>)| {
        let text = match facts.role {
            Role::Template => {
                "A template with `{{ … }}`: not YAML yet, so it is not judged. Render it and open the result."
                    .to_owned()
            }
            Role::Tool(what) => format!("This is {what}: it is not sent to the API server and not judged."),
            _ => return None,
        };
        let place = place(file, Span::new(0, facts.text.trim_end().len()).shifted(*start));
        Some(Note { text, place })
    };
    file.documents.iter().filter_map(note).collect()
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

/// A place of the engine as a place of the page.
#[must_use]
pub fn shown(workspace: &Workspace, at: FilePlace) -> Place {
    workspace.files.get(at.file).map(|f| place(f, at.span)).unwrap_or_default()
}

/// A finding as the page shows it.
#[must_use]
pub fn worded(workspace: &Workspace, analysis: &Analysis<'_>, finding: &Finding) -> protocol::Finding {
    let edit = |(at, text): &(FilePlace, String)| TextEdit { place: shown(workspace, *at), text: text.clone() };
    protocol::Finding {
        rule: finding.rule.to_owned(),
        severity: finding.severity,
        place: shown(workspace, finding.place),
        object: finding.object.and_then(|n| analysis.objects.get(n)).map(|l| l.object.id.key()),
        message: finding.message.clone(),
        help: finding.help.clone(),
        related: finding
            .related
            .iter()
            .map(|(at, text)| Label { place: shown(workspace, *at), text: text.clone() })
            .collect(),
        fixes: finding
            .fixes
            .iter()
            .map(|(title, edits)| Fix { title: title.clone(), edits: edits.iter().map(edit).collect() })
            .collect(),
    }
}

fn wire(workspace: &Workspace, analysis: &Analysis<'_>, from: &Located<'_>, edge: &Edge) -> WireRow {
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
        place: edge_place(workspace, analysis, edge),
    }
}

/// Key and name of the other end.
#[must_use]
pub fn ends(analysis: &Analysis<'_>, edge: &Edge) -> (String, String) {
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
pub fn edge_place(workspace: &Workspace, analysis: &Analysis<'_>, edge: &Edge) -> Place {
    analysis.view(edge.from).map(|view| shown(workspace, view.place(&edge.route, edge.part))).unwrap_or_default()
}

/// Where an object stands, as a whole.
#[must_use]
pub fn object_place(workspace: &Workspace, at: &Located<'_>) -> Place {
    let span = at.facts.document.span(at.object.node).shifted(at.start);
    workspace.files.get(at.file).map(|f| place(f, span)).unwrap_or_default()
}

/// Where an object, or one of its edges, stands: what the drawing asks.
#[must_use]
pub fn drawn_place(workspace: &Workspace, analysis: &Analysis<'_>, index: ObjectIndex, edge: Option<&Edge>) -> Place {
    match (edge, analysis.objects.get(index)) {
        (Some(edge), _) => edge_place(workspace, analysis, edge),
        (None, Some(at)) => object_place(workspace, at),
        (None, None) => Place::default(),
    }
}
