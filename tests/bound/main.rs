//! What guides say is borne out by the manifests: words between backticks, figures, commands; and if a manifest
//! changes, the guides that say otherwise are named.

mod broken;
mod commands;
mod edited;
mod figures;
mod held;
mod text;
mod words;

use std::path::{Path, PathBuf};

use feastflow::protocol::FileText;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files of `content/`, by name relative to it.
fn content() -> Vec<FileText> {
    let content = root().join("content");
    let entries = walkdir::WalkDir::new(&content).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let read = |path: &Path| FileText {
        name: path.strip_prefix(&content).unwrap().to_str().unwrap().to_owned(),
        text: std::fs::read_to_string(path).unwrap(),
    };
    files.map(|entry| read(entry.path())).collect()
}

fn guides(files: &[FileText]) -> impl Iterator<Item = &FileText> {
    files.iter().filter(|file| file.name.starts_with("guides/"))
}

/// A list beside the tests: a text and its reason a line, with ` | ` between; lines that begin with # are words about it.
fn list(name: &str) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(root().join("tests/bound").join(name)).unwrap();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once(" | ").map(|(a, b)| (a.to_owned(), b.to_owned())).expect(line)).collect()
}

/// Fails with all that is wrong.
#[track_caller]
fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
