//! Local storage: each file under a key of its own, so that a key press writes one file.

use super::window;
use crate::protocol::FileText;

use web_sys::Storage;

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn list_key(set: &str) -> String {
    format!("feastflow/{set}/files")
}

fn file_key(set: &str, name: &str) -> String {
    format!("feastflow/{set}/file/{name}")
}

/// One value.
#[must_use]
pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps one value; tells whether it is kept.
pub fn set(key: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Forgets one value.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

/// The files of a set as they were kept, if they were.
#[must_use]
pub fn files(set: &str) -> Option<Vec<FileText>> {
    let names = get(&list_key(set))?;
    let file = |name: &str| Some(FileText { name: name.to_owned(), text: get(&file_key(set, name))? });
    Some(names.split('\n').filter(|name| !name.is_empty()).filter_map(file).collect())
}

/// Keeps the files whose name passes, and the list of all; tells whether everything is kept.
pub fn keep(set_name: &str, files: &[FileText], due: impl Fn(&str) -> bool) -> bool {
    let texts = files.iter().filter(|file| due(&file.name));
    let lost = texts.filter(|file| !set(&file_key(set_name, &file.name), &file.text)).count();
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    set(&list_key(set_name), &names.join("\n")) && lost == 0
}

/// Forgets the text of one file.
pub fn forget_file(set: &str, name: &str) {
    remove(&file_key(set, name));
}

/// Forgets everything of a set.
pub fn forget(set: &str) {
    let names = get(&list_key(set)).unwrap_or_default();
    names.split('\n').for_each(|name| forget_file(set, name));
    remove(&list_key(set));
}
