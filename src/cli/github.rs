//! Findings as workflow commands of GitHub Actions, which show them beside the changed lines.

use std::fmt::Write;

use crate::protocol::{FileReport, Finding, Severity};

/// A command for each finding and note.
pub(super) fn check(reports: &[FileReport]) -> String {
    let mut out = String::new();
    for report in reports {
        report.findings.iter().for_each(|finding| command(&mut out, finding));
        for note in &report.notes {
            let (file, line) = (property(&note.place.file), note.place.line);
            let _ = writeln!(out, "::notice file={file},line={line},title=not judged::{}", data(&note.text));
        }
    }
    out
}

fn command(out: &mut String, finding: &Finding) {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "notice",
    };
    let place = &finding.place;
    let _ = write!(out, "::{level} file={},line={},endLine={}", property(&place.file), place.line, place.end_line);
    // Columns are taken for one line only.
    if place.line == place.end_line {
        let _ = write!(out, ",col={},endColumn={}", place.column, place.end_column);
    }
    let text = format!("{}\n{}", finding.message, finding.help);
    let _ = writeln!(out, ",title={}::{}", property(&finding.rule), data(&text));
}

/// As `@actions/core` escapes the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(data("50%: a,b\r\nc"), "50%25: a,b%0D%0Ac");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
