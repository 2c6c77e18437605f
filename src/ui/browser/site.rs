//! The site's files: after the build their names say what is in them, and the page says the names.

use super::document;

/// The whole address of a file, whose name or that of whose folder was `name` when it was made.
#[must_use]
pub fn file(name: &str) -> String {
    let (first, rest) = name.split_once('/').unwrap_or((name, ""));
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let path = called(first).map_or_else(|| name.to_owned(), |called| called + rest);
    web_sys::Url::new_with_base(&path, &base).map(|url| url.href()).unwrap_or_default()
}

fn called(name: &str) -> Option<String> {
    document().query_selector(&format!("meta[name='file {name}']")).ok().flatten()?.get_attribute("content")
}
