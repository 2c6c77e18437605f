//! Paths → texts.

use std::io::Read;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::engine::text::UNDECODABLE;
use crate::protocol::FileText;

/// The texts of files and folders, and what could not be read, in words.
pub(super) fn files(paths: &[PathBuf]) -> (Vec<FileText>, Vec<String>) {
    let (mut files, mut failures) = (Vec::new(), Vec::new());
    for path in paths {
        if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            match std::io::stdin().read_to_end(&mut bytes) {
                Ok(_) => files.push(text("<stdin>", &bytes)),
                Err(error) => failures.push(format!("standard input: {error}")),
            }
        } else if path.is_dir() {
            folder(path, &mut files, &mut failures);
        } else {
            file(path, &mut files, &mut failures);
        }
    }
    (files, failures)
}

fn folder(path: &Path, files: &mut Vec<FileText>, failures: &mut Vec<String>) {
    for entry in WalkDir::new(path).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_manifest(entry.path()) => {
                file(entry.path(), files, failures)
            }
            Ok(_) => {}
            Err(error) => failures.push(error.to_string()),
        }
    }
}

fn is_manifest(path: &Path) -> bool {
    path.extension().and_then(|e| e.to_str()).is_some_and(|e| matches!(e, "yaml" | "yml" | "json"))
}

fn file(path: &Path, files: &mut Vec<FileText>, failures: &mut Vec<String>) {
    match std::fs::read(path) {
        Ok(bytes) => files.push(text(&path.to_string_lossy(), &bytes)),
        Err(error) => failures.push(format!("{}: {error}", path.display())),
    }
}

/// Bytes that are not UTF-8 are marked, so that the rest is still judged and the engine can say where.
fn text(name: &str, bytes: &[u8]) -> FileText {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(UNDECODABLE);
        }
    }
    FileText { name: name.to_owned(), text }
}
