//! Which documents an edit concerns.

use super::*;

/// Texts of the documents that a change takes in.
fn added(workspace: &Workspace, change: &Change) -> Vec<String> {
    change.added.iter().filter_map(|d| workspace.document(*d)).map(|d| d.facts.text.clone()).collect()
}

#[test]
fn an_edit_concerns_its_own_document() {
    let mut workspace = Workspace::default();
    workspace.set("f", "a: 1\n---\nb: 1\n---\nc: 1\n");
    let before = workspace.files[0].documents.clone();
    let change = workspace.set("f", "a: 1\n---\nb: 22\n---\nc: 1\n");
    assert_eq!(added(&workspace, &change), ["b: 22\n"]);
    assert_eq!(change.removed, [before[1]]);
    assert_eq!(workspace.files[0].documents[2], before[2]);
    assert_eq!(workspace.document(before[2]).map(|d| d.start), Some(19));
    assert_eq!(workspace.set("f", "a: 1\n---\nb: 22\n---\nc: 1\n"), Change::default());
}

#[test]
fn documents_are_put_in_taken_out_and_moved() {
    let mut workspace = Workspace::default();
    workspace.set("f", "a: 1\n---\nb: 1\n");
    let change = workspace.set("f", "a: 1\n---\nx: 1\n---\nb: 1\n");
    assert_eq!((added(&workspace, &change), change.removed), (vec!["x: 1\n".to_owned()], vec![]));
    let change = workspace.set("f", "a: 1\n---\nb: 1\n");
    assert_eq!((change.added, change.removed.len()), (vec![], 1));
    let facts = Arc::as_ptr(&workspace.documents_of(0).next().unwrap().1.facts);
    workspace.set("f", "b: 1\n---\na: 1\n");
    let moved = workspace.documents_of(0).find(|(_, d)| d.facts.text == "a: 1\n").map(|(_, d)| Arc::as_ptr(&d.facts));
    assert_eq!(moved, Some(facts));
}

#[test]
fn a_file_goes_and_the_others_stay() {
    let mut workspace = Workspace::of([("f", "a: 1\n"), ("g", "b: 1\n")]);
    assert_eq!(workspace.remove("f").removed.len(), 1);
    let (_, placed) = workspace.documents_of(0).next().unwrap();
    assert_eq!((placed.file, placed.facts.text.as_str()), (0, "b: 1\n"));
    assert_eq!(workspace.remove("absent"), Change::default());
    assert_eq!(workspace.set("h", "c: 1\n").added.len(), 1);
    assert_eq!(workspace.position("h"), Some(1));
}
