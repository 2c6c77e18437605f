//! Fixes that are made without asking: fewer findings afterwards, and never a new error.

use std::fs;
use std::path::{Path, PathBuf};

use feastflow::engine::service::reports;
use feastflow::explorer::Explorer;
use feastflow::protocol::assist::{Answer, Question};
use feastflow::protocol::explore::{Ask, Told};
use feastflow::protocol::{FileText, Finding, Severity, TextEdit, wire};

fn fixes(files: &[FileText], file: Option<String>) -> (u32, Vec<TextEdit>) {
    let mut explorer = Explorer::default();
    explorer.handle(Ask::Open { files: files.to_vec() });
    let told = explorer.handle(Ask::Answer { number: 1, revision: 1, question: Question::SafeFixes { file } });
    let Some(Told::Answer { answer, .. }) = told else { panic!("no answer: {told:?}") };
    match wire::decode(&answer.0) {
        Some(Answer::Fixes { count, edits }) => (count, edits),
        Some(Answer::Nothing) => (0, Vec::new()),
        other => panic!("another answer: {other:?}"),
    }
}

/// The files with edits made in the order that they come in: from the end of each file to its start.
fn mended(files: &[FileText], edits: &[TextEdit]) -> Vec<FileText> {
    let made = |file: &FileText| {
        let mut units: Vec<u16> = file.text.encode_utf16().collect();
        for edit in edits.iter().filter(|edit| edit.place.file == file.name) {
            units.splice(edit.place.start as usize..edit.place.end as usize, edit.text.encode_utf16());
        }
        FileText { name: file.name.clone(), text: String::from_utf16(&units).unwrap() }
    };
    files.iter().map(made).collect()
}

fn findings(files: &[FileText]) -> Vec<Finding> {
    reports(files).into_iter().flat_map(|r| r.findings).collect()
}

fn errors(files: &[FileText]) -> Vec<(String, String)> {
    let errors = findings(files).into_iter().filter(|f| f.severity == Severity::Error);
    errors.map(|f| (f.rule, f.message)).collect()
}

fn hold(what: &str, files: &[FileText]) -> u32 {
    let (count, edits) = fixes(files, None);
    let after = mended(files, &edits);
    let mut before = errors(files);
    for error in errors(&after) {
        let known = before.iter().position(|other| *other == error);
        assert!(known.is_some(), "{what}: a new error: {error:?}\n{}", after[0].text);
        before.swap_remove(known.unwrap());
    }
    let (had, has) = (findings(files).len(), findings(&after).len());
    assert!(count == 0 || has < had, "{what}: {count} fixes, {had} findings before and {has} after\n{}", after[0].text);
    count
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}

fn set(folder: &Path) -> Vec<FileText> {
    let mut paths = Vec::new();
    collect(folder, &mut paths);
    paths.retain(|path| path.extension().is_some_and(|e| e == "yaml" || e == "json"));
    paths.sort();
    let text = |path: &PathBuf| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    paths.iter().map(|path| FileText { name: path.display().to_string(), text: text(path) }).collect()
}

fn folders(below: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(below);
    let mut all: Vec<_> = fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    all.sort();
    all
}

#[test]
fn sets_are_better_afterwards() {
    for folder in folders("content/manifests").into_iter().chain(folders("tests/corpus")) {
        hold(&folder.display().to_string(), &set(&folder));
    }
}

#[test]
fn refused_documents_are_better_afterwards() {
    let mut count = 0;
    for file in set(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/server")) {
        for text in file.text.split("\n---\n") {
            count += hold(text, &[FileText { name: "a.yaml".into(), text: text.to_owned() }]);
        }
        hold(&file.name.clone(), &[file]);
    }
    assert!(count >= 6, "only {count} fixes");
}

#[test]
fn several_fixes_are_made_together() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {ä: 1}}\nspec:\n  restartpolicy: always\n  containers:\n    - name: a\n      image: \"b \"\n      imagepullPolicy: Always\n      env: [{name: A, value: 0644}]\n      tty: 'yes'\n";
    let file = FileText { name: "a.yaml".into(), text: text.into() };
    let (count, edits) = fixes(std::slice::from_ref(&file), Some("a.yaml".into()));
    let after = mended(&[file], &edits).remove(0).text;
    // Renamed, it would have a word that the field does not take: that is for the author to see.
    assert!(after.contains("restartpolicy: always\n"), "{after}");
    assert!(after.contains("imagePullPolicy: Always\n"), "{after}");
    assert!(
        after.contains("value: \"0644\"") && after.contains("tty: yes\n") && after.contains("image: b\n"),
        "{after}"
    );
    assert!(count >= 4, "{count}");
    assert_eq!(fixes(&[FileText { name: "b.yaml".into(), text: String::new() }], Some("c".into())), (0, Vec::new()));
}
