//! Reports for people.

use std::fmt::Write;

use crate::protocol::{FileReport, FileText, Finding, Severity};

/// `check`: each finding with its line and carets, then the counts.
pub(super) fn check(files: &[FileText], reports: &[FileReport]) -> String {
    let mut out = String::new();
    for finding in reports.iter().flat_map(|r| &r.findings) {
        let text = files.iter().find(|f| f.name == finding.place.file).map_or("", |f| &f.text);
        show(&mut out, finding, text);
    }
    for note in reports.iter().flat_map(|r| &r.notes) {
        let _ = writeln!(out, "note: {}:{}: {}", note.place.file, note.place.line, note.text);
    }
    let count = |s: Severity| reports.iter().flat_map(|r| &r.findings).filter(|f| f.severity == s).count();
    let objects: usize = reports.iter().map(|r| r.objects.len()).sum();
    let (errors, warnings) = (plural(count(Severity::Error), "error"), plural(count(Severity::Warning), "warning"));
    let _ = writeln!(out, "{}, {}: {errors}, {warnings}", plural(files.len(), "file"), plural(objects, "object"));
    out
}

fn plural(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

fn show(out: &mut String, finding: &Finding, text: &str) {
    let place = &finding.place;
    let line = text.lines().nth(place.line.saturating_sub(1) as usize).unwrap_or("");
    let margin = " ".repeat(place.line.to_string().len());
    let before: String =
        line.chars().take(place.column.saturating_sub(1) as usize).map(|c| if c == '\t' { c } else { ' ' }).collect();
    let last = if place.end_line == place.line {
        place.end_column
    } else {
        u32::try_from(line.chars().count()).unwrap_or(0) + 1
    };
    let carets = "^".repeat(last.saturating_sub(place.column).max(1) as usize);
    let _ = writeln!(out, "{}[{}]: {}", finding.severity.word(), finding.rule, finding.message);
    let _ = writeln!(out, "{margin}--> {}:{}:{}", place.file, place.line, place.column);
    let _ = writeln!(out, "{margin} |\n{} | {line}\n{margin} | {before}{carets}", place.line);
    let _ = writeln!(out, "{margin} = help: {}\n", finding.help);
}

/// `objects`: a line each.
pub(super) fn objects(reports: &[FileReport]) -> String {
    let rows = reports.iter().flat_map(|r| &r.objects);
    table(rows.map(|o| {
        [o.namespace.clone().unwrap_or_else(|| "(cluster)".into()), o.kind.clone(), o.name.clone(), o.summary.clone()]
    }))
}

/// `wiring`: a line each.
pub(super) fn wiring(reports: &[FileReport]) -> String {
    let rows = reports.iter().flat_map(|r| &r.wires);
    table(rows.map(|w| {
        let state = match (w.missing, w.optional) {
            (true, true) => "absent, optional",
            (true, false) => "BROKEN",
            _ => "",
        };
        [w.from_name.clone(), w.phrase.clone(), w.to_name.clone(), format!("{}:{} {state}", w.place.file, w.place.line)]
    }))
}

/// `probes`: a paragraph for each container.
pub(super) fn probes(reports: &[FileReport]) -> String {
    let mut out = String::new();
    for container in reports.iter().flat_map(|r| &r.probes) {
        let _ = writeln!(out, "{}, container {}", container.workload, container.container);
        for probe in &container.probes {
            let parameters: Vec<String> = probe
                .parameters
                .iter()
                .map(|p| format!("{} {}{}", p.name, p.value, if p.defaulted { " (default)" } else { "" }))
                .collect();
            let _ = writeln!(out, "  {}: {}\n    {}", probe.kind, probe.action, parameters.join(", "));
            out.extend(probe.meaning.iter().map(|m| format!("    {m}\n")));
        }
        out.extend(container.meaning.iter().map(|m| format!("  {m}\n")));
        out.push('\n');
    }
    out
}

fn table(rows: impl Iterator<Item = [String; 4]>) -> String {
    let rows: Vec<[String; 4]> = rows.collect();
    let mut widths = [0_usize; 4];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let [a, b, c, _] = widths;
    let mut out = String::new();
    for [w, x, y, z] in &rows {
        let _ = writeln!(out, "{}", format!("{w:a$}  {x:b$}  {y:c$}  {z}").trim_end());
    }
    out
}
