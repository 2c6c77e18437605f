//! Light, dark, or what the system says.

use super::storage;
use leptos::prelude::document;

const KEY: &str = "feastflow/theme";

/// The visitor's choice: `light`, `dark` or `system`.
#[must_use]
pub fn chosen() -> String {
    storage::get(KEY).filter(|theme| theme == "light" || theme == "dark").unwrap_or_else(|| "system".to_owned())
}

/// Makes it so, and keeps it.
pub fn choose(theme: &str) {
    let Some(root) = document().document_element() else { return };
    if theme == "light" || theme == "dark" {
        let _ = root.set_attribute("data-theme", theme);
        storage::set(KEY, theme);
    } else {
        let _ = root.remove_attribute("data-theme");
        storage::remove(KEY);
    }
}
