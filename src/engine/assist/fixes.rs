//! All fixes that can be made without asking, together.
//!
//! A fix is taken only if the document has no error afterwards that it had not before: what is renamed or
//! moved may bring to light what nobody has seen yet, and that is for the author to decide.

use super::complete::ordered;
use crate::engine::finding::{Finding, Mend};
use crate::engine::report::page;
use crate::engine::workspace::{DocumentIndex, DocumentPlace, Workspace};
use crate::engine::{Analysis, analyze};
use crate::protocol::Severity;
use crate::protocol::TextEdit;

type Edit = (DocumentPlace, String);

/// How many findings are mended, and the edits: of one file, or of all.
#[must_use]
pub fn safe(analysis: &Analysis, file: Option<&str>) -> (u32, Vec<TextEdit>) {
    let wanted = |n: &usize| analysis.workspace.files.get(*n).is_some_and(|f| file.is_none_or(|name| f.name == name));
    let (mut count, mut edits) = (0, Vec::new());
    for file in (0..analysis.workspace.files.len()).filter(wanted) {
        let findings = analysis.findings(file);
        let documents = analysis.workspace.documents_of(file);
        let mends: Vec<&Mend> = documents.flat_map(|(n, _)| of_document(analysis, n, &findings)).collect();
        count += u32::try_from(mends.len()).unwrap_or(u32::MAX);
        let all = mends.iter().flat_map(|mend| &mend.edits);
        let shown = all.map(|(at, text)| TextEdit { place: page::shown(&analysis.workspace, *at), text: text.clone() });
        edits.extend(ordered(shown, |edit| std::cmp::Reverse(edit.place.start)));
    }
    (count, edits)
}

/// The fixes of a document that can be made together.
fn of_document<'a>(analysis: &'a Analysis, document: DocumentIndex, findings: &[&'a Finding]) -> Vec<&'a Mend> {
    let inside = |mend: &&Mend| mend.safe && mend.edits.iter().all(|(at, _)| at.document == document);
    let mut mends: Vec<&Mend> = Vec::new();
    for mend in findings.iter().filter_map(|f| f.fixes.iter().find(inside)) {
        let taken = mends.iter().flat_map(|other| &other.edits);
        if mend.edits.iter().all(|edit| taken.clone().all(|other| are_apart(edit, other))) {
            mends.push(mend);
        }
    }
    let Some(placed) = analysis.workspace.document(document).filter(|_| !mends.is_empty()) else { return Vec::new() };
    let text = placed.facts.text.as_str();
    let before = errors(text);
    let is_good = |mends: &[&Mend]| is_within(errors(&applied(text, mends)), before.clone());
    if is_good(&mends) {
        return mends;
    }
    let mut good = Vec::new();
    for mend in mends {
        good.push(mend);
        if !is_good(&good) {
            good.pop();
        }
    }
    good
}

/// Neither touches the other: they can be made in any order.
fn are_apart((a, _): &Edit, (b, _): &Edit) -> bool {
    a.span.end < b.span.start || b.span.end < a.span.start
}

fn applied(text: &str, mends: &[&Mend]) -> String {
    let edits = mends.iter().flat_map(|mend| &mend.edits);
    let edits = ordered(edits, |(at, _)| std::cmp::Reverse(at.span.start));
    let mut out = text.to_owned();
    for (at, new) in edits {
        let range = at.span.range();
        if out.get(range.clone()).is_some() {
            out.replace_range(range, new);
        }
    }
    out
}

/// The errors of a document by itself.
fn errors(text: &str) -> Vec<(&'static str, String)> {
    let analysis = analyze(Workspace::of([("a.yaml", text)]));
    let errors = analysis.findings(0).into_iter().filter(|f| f.severity == Severity::Error);
    errors.map(|f| (f.rule, f.message.clone())).collect()
}

/// Whether all errors are among those there were, each as often at most.
fn is_within(after: Vec<(&'static str, String)>, mut before: Vec<(&'static str, String)>) -> bool {
    after.iter().all(|error| match before.iter().position(|other| other == error) {
        Some(n) => {
            before.swap_remove(n);
            true
        }
        None => false,
    })
}
