//! Paths → texts.

use std::collections::HashSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::cores::Cores;
use crate::engine::hands::Hands;
use crate::protocol::FileText;

/// What was read.
#[derive(Default)]
pub(super) struct Read {
    /// The texts.
    pub(super) files: Vec<FileText>,
    /// What could not be read, in words.
    pub(super) failures: Vec<String>,
}

/// Something that was asked for.
enum Wanted {
    StandardInput,
    File(PathBuf),
    /// What cannot be read, in words.
    Nothing(String),
}

/// The texts of files and folders, each file once.
pub(super) fn files(paths: &[PathBuf]) -> Read {
    let wanted: Vec<Wanted> = paths.iter().flat_map(|path| wanted(path)).collect();
    let mut read = Read::default();
    for found in Cores.each(wanted.len(), |n| wanted.get(n).map(Wanted::read)).into_iter().flatten() {
        match found {
            Ok(file) => read.files.push(file),
            Err(failure) => read.failures.push(failure),
        }
    }
    let mut seen = HashSet::new();
    let first: Vec<bool> = read.files.iter().map(|file| seen.insert(file.name.as_str())).collect();
    let mut first = first.into_iter();
    read.files.retain(|_| first.next().unwrap_or(true));
    read
}

fn wanted(path: &Path) -> Vec<Wanted> {
    match path {
        _ if path.as_os_str() == "-" => vec![Wanted::StandardInput],
        _ if path.is_dir() => WalkDir::new(path).sort_by_file_name().into_iter().filter_map(of_folder).collect(),
        _ => vec![Wanted::File(path.to_owned())],
    }
}

fn of_folder(entry: walkdir::Result<DirEntry>) -> Option<Wanted> {
    match entry {
        Ok(entry) if is_manifest(entry.path()) && is_file(&entry) => Some(Wanted::File(entry.into_path())),
        Ok(_) => None,
        Err(error) => Some(Wanted::Nothing(error.to_string())),
    }
}

/// A file, or a link to one; a link that leads nowhere was meant to.
fn is_file(entry: &DirEntry) -> bool {
    let (kind, path) = (entry.file_type(), entry.path());
    kind.is_file() || kind.is_symlink() && (path.is_file() || !path.exists())
}

impl Wanted {
    fn read(&self) -> Result<FileText, String> {
        let text = |name: &str, bytes: &[u8]| FileText { name: name.to_owned(), text: decoded(bytes) };
        match self {
            Self::StandardInput => {
                let mut bytes = Vec::new();
                let read = std::io::stdin().read_to_end(&mut bytes);
                read.map(|_| text("<stdin>", &bytes)).map_err(|error| format!("standard input: {error}"))
            }
            Self::File(path) => std::fs::read(path)
                .map(|bytes| text(&path.to_string_lossy(), &bytes))
                .map_err(|error| format!("{}: {error}", path.display())),
            Self::Nothing(failure) => Err(failure.clone()),
        }
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
