//! Help for tests of rules: expectations that stand under the lines of a text.

use crate::engine::service::reports;
use crate::protocol::{FileText, Finding, Severity};

/// What a text has against itself.
pub fn findings(text: &str) -> Vec<Finding> {
    let file = FileText { name: "test.yaml".into(), text: text.into() };
    reports(&[file]).into_iter().flat_map(|r| r.findings).collect()
}

/// Holds the errors of a text against the comments in it: `# ^^^^ rule-id` marks what is over its carets,
/// and nothing else may be found.
pub fn check(text: &str) {
    let mut wanted = Vec::new();
    let mut line = 0;
    for (n, content) in text.lines().enumerate() {
        let Some((before, rule)) = content.rsplit_once('^').filter(|_| content.trim_start().starts_with('#')) else {
            line = n + 1;
            continue;
        };
        let column = before.find('^').unwrap_or(before.len()) + 1;
        wanted.push((line, column, before.len() + 2 - column, rule.trim().to_owned()));
    }
    let found = findings(text).into_iter().filter(|f| f.severity == Severity::Error).map(|f| {
        let place = f.place;
        (place.line as usize, place.column as usize, (place.end - place.start) as usize, f.rule)
    });
    let mut found: Vec<_> = found.collect();
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted, "(line, column, length, rule): found, wanted\n{text}");
}

/// Holds the errors of a Pod against expectations of `rule-id: text that it marks`.
pub fn pod(spec: &str, wanted: &[&str]) {
    let indented = spec.lines().map(|line| format!("  {line}\n")).collect::<String>();
    object(&format!("apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n{indented}"), wanted);
}

/// As [`pod`], with a container around the fields.
pub fn container(fields: &str, wanted: &[&str]) {
    let indented = fields.lines().map(|line| format!("    {line}\n")).collect::<String>();
    pod(&format!("containers:\n  - name: c\n    image: i\n{indented}"), wanted);
}

/// As [`pod`], for a whole text.
pub fn object(text: &str, wanted: &[&str]) {
    let at = |f: &Finding| text.get(f.place.start as usize..f.place.end as usize).unwrap_or("").to_owned();
    let errors = findings(text).into_iter().filter(|f| f.severity == Severity::Error);
    let mut found: Vec<String> = errors.map(|f| format!("{}: {}", f.rule, at(&f))).collect();
    let mut wanted: Vec<String> = wanted.iter().map(|w| (*w).to_owned()).collect();
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted, "found, wanted\n{text}");
}

/// The files of an example set.
pub(crate) fn set(name: &str) -> Vec<FileText> {
    let mut files: Vec<FileText> = std::fs::read_dir(format!("content/manifests/{name}"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "yaml"))
        .map(|path| FileText {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            text: std::fs::read_to_string(&path).unwrap(),
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}
