//! What an API server accepts and refuses, document by document.

use std::fs;
use std::path::Path;

use feastflow::engine::service::reports;
use feastflow::protocol::{FileText, Finding, Severity};

fn documents(file: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/server").join(file)).unwrap();
    text.split("\n---\n").map(str::to_owned).collect()
}

/// The errors of a document alone.
fn errors(text: &str) -> Vec<Finding> {
    let file = FileText { name: "object.yaml".into(), text: text.into() };
    let all = reports(&[file]).into_iter().flat_map(|r| r.findings);
    all.filter(|f| f.severity == Severity::Error).collect()
}

/// In `accepted.yaml` every document is one that a server takes.
#[test]
fn nothing_accepted_is_an_error() {
    let mut wrong = Vec::new();
    for document in documents("accepted.yaml") {
        let found = errors(&document).into_iter();
        wrong.extend(found.map(|f| format!("{document}\n{} line {}: {}", f.rule, f.place.line, f.message)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n---\n"));
}

/// In `refused.yaml` every document begins with a comment that names the rules which fire, one each.
#[test]
fn everything_refused_is_one_error() {
    let mut wrong = Vec::new();
    for document in documents("refused.yaml") {
        let wanted = document.lines().find_map(|l| l.strip_prefix("# ")).unwrap_or("").to_owned();
        let mut rules: Vec<_> = errors(&document).into_iter().map(|f| f.rule).collect();
        rules.sort();
        if rules.join(" ") != wanted {
            wrong.push(format!("{document}\nfires: {}", rules.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n---\n"));
}
