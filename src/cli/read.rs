//! Paths → texts.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::protocol::FileText;

/// What was read.
#[derive(Default)]
pub(super) struct Read {
    /// The texts.
    pub(super) files: Vec<FileText>,
    /// What could not be read, in words.
    pub(super) failures: Vec<String>,
}

/// The texts of files and folders, each file once.
pub(super) fn files(paths: &[PathBuf]) -> Read {
    let mut read = Read::default();
    for path in paths {
        if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            match std::io::stdin().read_to_end(&mut bytes) {
                Ok(_) => read.add("<stdin>", &bytes),
                Err(error) => read.failures.push(format!("standard input: {error}")),
            }
        } else if path.is_dir() {
            read.folder(path);
        } else {
            read.file(path);
        }
    }
    let mut seen = BTreeSet::new();
    read.files.retain(|file| seen.insert(file.name.clone()));
    read
}

impl Read {
    fn folder(&mut self, path: &Path) {
        for entry in WalkDir::new(path).sort_by_file_name() {
            match entry {
                Ok(entry) if is_manifest(entry.path()) && entry.path().is_file() => self.file(entry.path()),
                Ok(_) => {}
                Err(error) => self.failures.push(error.to_string()),
            }
        }
    }

    fn file(&mut self, path: &Path) {
        match std::fs::read(path) {
            Ok(bytes) => self.add(&path.to_string_lossy(), &bytes),
            Err(error) => self.failures.push(format!("{}: {error}", path.display())),
        }
    }

    fn add(&mut self, name: &str, bytes: &[u8]) {
        self.files.push(FileText { name: name.to_owned(), text: decoded(bytes) });
    }
}

fn is_manifest(path: &Path) -> bool {
    path.extension().and_then(|e| e.to_str()).is_some_and(|e| matches!(e, "yaml" | "yml" | "json"))
}

/// UTF-16 if the byte order mark says so, or else UTF-8, with a replacement character where bytes make no
/// sense: as kubectl reads files (`k8s.io/cli-runtime/pkg/resource`, `FileVisitor`).
fn decoded(bytes: &[u8]) -> String {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return String::from_utf8_lossy(bytes).into_owned(),
    };
    let units = bytes.chunks_exact(2).skip(1).map(|pair| unit([pair[0], pair[1]]));
    let odd = (!bytes.len().is_multiple_of(2)).then_some(char::REPLACEMENT_CHARACTER);
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).chain(odd).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        assert_eq!(decoded("a: ü".as_bytes()), "a: ü");
        assert_eq!(decoded(b"a: \xfc"), "a: \u{fffd}");
        assert_eq!(decoded(b"\xff\xfea\0:\0"), "a:");
        assert_eq!(decoded(b"\xfe\xff\0a\0:\0"), "a:\u{fffd}");
    }
}
