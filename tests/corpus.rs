//! Whole inputs and what is said about them. A case is a folder below `tests/corpus` with any files in it;
//! its files are one set. `report.snap` beside them is made by `INSTA_UPDATE=always cargo test --test corpus`.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use feastflow::engine::service::reports;
use feastflow::protocol::{FileReport, FileText, Place};

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn files(case: &Path) -> Vec<FileText> {
    let inputs = sorted(case).into_iter().filter(|path| path.extension().is_none_or(|e| e != "snap" && e != "new"));
    inputs
        .map(|path| FileText {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            text: fs::read_to_string(&path).unwrap(),
        })
        .collect()
}

fn at(place: &Place) -> String {
    format!("{}:{}-{}:{}", place.line, place.column, place.end_line, place.end_column)
}

/// A report in few words: findings, notes and objects, each with its place.
fn compact(report: &FileReport) -> String {
    let mut out = format!("{}\n", report.file);
    for finding in &report.findings {
        let severity = finding.severity.word();
        let place = at(&finding.place);
        writeln!(out, "  {severity} {place} {}: {}", finding.rule, finding.message).unwrap();
        for label in &finding.related {
            writeln!(out, "    {}: {}", at(&label.place), label.text).unwrap();
        }
    }
    for note in &report.notes {
        writeln!(out, "  note {}: {}", at(&note.place), note.text).unwrap();
    }
    for object in &report.objects {
        writeln!(out, "  object {} {}", at(&object.place), object.key).unwrap();
    }
    out
}

#[test]
fn corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let cases: Vec<PathBuf> = sorted(&folder).into_iter().filter(|path| path.is_dir()).collect();
    assert!(cases.len() > 10, "the cases are there");
    for case in cases {
        let text: String = reports(&files(&case)).iter().map(compact).collect();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&case);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("report", text));
    }
}
