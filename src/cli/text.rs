//! Reports for people.

use std::fmt::Write;

use crate::protocol::FileReport;

/// `1 file`, `2 files`.
pub(super) fn plural(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
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
