//! What an API server accepts and refuses, document by document.

use std::fs;
use std::path::Path;

use feastflow::engine::service::reports;
use feastflow::protocol::{FileText, Finding, Severity};

/// The documents of all files whose name begins so.
fn documents(start: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/server");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let wanted = paths.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(start));
    let texts = wanted.map(|path| fs::read_to_string(path).unwrap());
    texts.flat_map(|text| text.split("\n---\n").map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn findings(text: &str) -> impl Iterator<Item = Finding> {
    let file = FileText { name: "objects.yaml".into(), text: text.into() };
    reports(&[file]).into_iter().flat_map(|r| r.findings)
}

/// The errors of a document alone.
fn errors(text: &str) -> Vec<Finding> {
    findings(text).filter(|f| f.severity == Severity::Error).collect()
}

/// In `accepted*.yaml` every document is one that a server takes.
#[test]
fn nothing_accepted_is_an_error() {
    let mut wrong = Vec::new();
    for document in documents("accepted") {
        let found = errors(&document).into_iter();
        wrong.extend(found.map(|f| format!("{document}\n{} line {}: {}", f.rule, f.place.line, f.message)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n---\n"));
}

/// In `refused*.yaml` every document begins with a comment that names the rules which fire, one each.
#[test]
fn everything_refused_is_one_error() {
    let mut wrong = Vec::new();
    for document in documents("refused") {
        let wanted = document.lines().find_map(|l| l.strip_prefix("# ")).unwrap_or("").to_owned();
        let mut rules: Vec<_> = errors(&document).into_iter().map(|f| f.rule).collect();
        rules.sort();
        if rules.join(" ") != wanted {
            wrong.push(format!("{document}\nfires: {}", rules.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n---\n"));
}

/// In `quiet.yaml` sets are divided by lines of `=`: each works as it stands, and nothing is said about it.
#[test]
fn nothing_is_said_about_sets_that_work() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/server/quiet.yaml")).unwrap();
    let mut wrong = Vec::new();
    for set in text.split("\n# =\n") {
        wrong.extend(findings(set).map(|f| format!("{set}\n{} line {}: {}", f.rule, f.place.line, f.message)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n---\n"));
}
