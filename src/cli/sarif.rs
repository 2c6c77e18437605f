//! Findings as SARIF 2.1.0, for code scanning.

use serde_json::{Value, json};

use crate::engine::rules::{ALL, Rule};
use crate::protocol::{FileReport, Finding, Fix, Place, Severity, TextEdit};

/// One run with all rules.
pub(super) fn check(reports: &[FileReport], failures: &[String]) -> String {
    let results: Vec<Value> = reports.iter().flat_map(|r| &r.findings).map(result).collect();
    let rules: Vec<Value> = ALL.iter().map(rule).collect();
    let notes = reports.iter().flat_map(|r| &r.notes).map(|note| notification("note", &note.text, Some(&note.place)));
    let failed = failures.iter().map(|failure| notification("error", failure, None));
    let run = json!({
        "tool": { "driver": {
            "name": "feastflow",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        } },
        // Columns count characters, as editors show them.
        "columnKind": "unicodeCodePoints",
        "invocations": [{
            "executionSuccessful": failures.is_empty(),
            "toolExecutionNotifications": notes.chain(failed).collect::<Vec<_>>(),
        }],
        "results": results,
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    format!("{log:#}\n")
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "name": pascal(rule.id),
        "shortDescription": { "text": rule.summary().trim() },
        "help": { "text": rule.markdown(), "markdown": rule.markdown() },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn result(finding: &Finding) -> Value {
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": { "text": format!("{}. {}", finding.message, finding.help) },
        "locations": [location(&finding.place, finding.object.as_deref())],
    });
    if let Some(index) = ALL.iter().position(|rule| rule.id == finding.rule) {
        result["ruleIndex"] = index.into();
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().enumerate().map(|(n, label)| {
            let mut location = location(&label.place, None);
            location["id"] = (n + 1).into();
            location["message"] = json!({ "text": label.text });
            location
        });
        result["relatedLocations"] = related.collect();
    }
    if !finding.fixes.is_empty() {
        result["fixes"] = finding.fixes.iter().map(fix).collect();
    }
    result
}

fn location(place: &Place, object: Option<&str>) -> Value {
    let mut location = json!({
        "physicalLocation": { "artifactLocation": { "uri": uri(&place.file) }, "region": region(place) },
    });
    if let Some(object) = object {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": object, "kind": "object" }]);
    }
    location
}

fn region(place: &Place) -> Value {
    json!({
        "startLine": place.line, "startColumn": place.column,
        "endLine": place.end_line, "endColumn": place.end_column,
    })
}

fn fix(fix: &Fix) -> Value {
    let mut files: Vec<&str> = fix.edits.iter().map(|edit| edit.place.file.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    let replacement =
        |edit: &&TextEdit| json!({ "deletedRegion": region(&edit.place), "insertedContent": { "text": edit.text } });
    let change = |file: &str| {
        let edits = fix.edits.iter().filter(|edit| edit.place.file == file);
        let replacements: Vec<Value> = edits.map(|edit| replacement(&edit)).collect();
        json!({ "artifactLocation": { "uri": uri(file) }, "replacements": replacements })
    };
    let changes: Vec<Value> = files.into_iter().map(change).collect();
    json!({ "description": { "text": fix.title }, "artifactChanges": changes })
}

fn notification(level: &str, text: &str, place: Option<&Place>) -> Value {
    let locations: Vec<Value> = place.map(|place| location(place, None)).into_iter().collect();
    json!({ "level": level, "message": { "text": text }, "locations": locations })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

/// `unknown-field` → `UnknownField`.
fn pascal(id: &str) -> String {
    let capital =
        |word: &str| word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect::<String>();
    id.split('-').map(capital).collect()
}

/// A path as a reference: relative stays relative, everything odd is escaped.
fn uri(path: &str) -> String {
    let mut out = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.strip_prefix("./").unwrap_or(path).bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            b'\\' if cfg!(windows) => out.push('/'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_references() {
        assert_eq!(pascal("unknown-field"), "UnknownField");
        assert_eq!(uri("./a b/ü.yaml"), "a%20b/%C3%BC.yaml");
        assert_eq!(uri("/a#.yaml"), "file:///a%23.yaml");
    }
}
