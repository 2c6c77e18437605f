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
    /// Names of the files with bytes that are no text.
    pub(super) lossy: Vec<String>,
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

    /// Bytes that are no text become replacement characters, so that the rest is still judged.
    fn add(&mut self, name: &str, bytes: &[u8]) {
        let (text, whole) = decoded(bytes);
        if !whole {
            self.lossy.push(name.to_owned());
        }
        self.files.push(FileText { name: name.to_owned(), text });
    }
}

fn is_manifest(path: &Path) -> bool {
    path.extension().and_then(|e| e.to_str()).is_some_and(|e| matches!(e, "yaml" | "yml" | "json"))
}

/// UTF-8, or UTF-16 that begins with its mark, as YAML allows; and whether all of it was text.
fn decoded(bytes: &[u8]) -> (String, bool) {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => {
            let text = String::from_utf8_lossy(bytes);
            let whole = matches!(text, std::borrow::Cow::Borrowed(_));
            return (text.into_owned(), whole);
        }
    };
    let units: Vec<u16> = bytes.chunks_exact(2).skip(1).map(|pair| unit([pair[0], pair[1]])).collect();
    (String::from_utf16_lossy(&units), String::from_utf16(&units).is_ok() && bytes.len().is_multiple_of(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        assert_eq!(decoded("a: ü".as_bytes()), ("a: ü".into(), true));
        assert_eq!(decoded(b"a: \xfc"), ("a: \u{fffd}".into(), false));
        assert_eq!(decoded(b"\xff\xfea\0:\0"), ("a:".into(), true));
        assert_eq!(decoded(b"\xfe\xff\0a\0:\0"), ("a:".into(), false));
    }
}
