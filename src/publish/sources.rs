//! The content folder on disk.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use crate::protocol::FileText;

/// All files of the content folder, by name relative to it.
pub(super) fn read(content: &Path) -> Result<Vec<FileText>, String> {
    let mut out = Vec::new();
    for entry in WalkDir::new(content).sort_by_file_name() {
        let entry = entry.map_err(|e| e.to_string())?;
        if entry.file_type().is_file() {
            let path = entry.path();
            let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
            out.push(FileText { name: relative(content, path), text });
        }
    }
    Ok(out)
}

/// Copies the sets as they are, for download and for `kubectl apply -f`.
pub(super) fn copy_sets(content: &Path, dist: &Path) -> Result<(), String> {
    let sets = content.join("manifests");
    for entry in WalkDir::new(&sets) {
        let entry = entry.map_err(|e| e.to_string())?;
        if entry.file_type().is_file() {
            let target = dist.join("manifests").join(relative(&sets, entry.path()));
            make_parent(&target)?;
            fs::copy(entry.path(), &target).map_err(|e| format!("{}: {e}", target.display()))?;
        }
    }
    Ok(())
}

/// Writes a file and the folders above it.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    make_parent(path)?;
    fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))
}

fn make_parent(path: &Path) -> Result<(), String> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).map_err(|e| format!("{}: {e}", parent.display()))
}

fn relative(base: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(base).unwrap_or(path);
    let parts: Vec<_> = inner.iter().map(|p| p.to_string_lossy()).collect();
    parts.join("/")
}
