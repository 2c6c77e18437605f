//! Light, dark, or what the system says.

use super::{document, storage};
use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

const KEY: &str = "feastflow/theme";

/// Makes the choice in the top bar work.
pub fn offer_choice() {
    let select = document().get_element_by_id("theme").and_then(|element| element.dyn_into::<HtmlSelectElement>().ok());
    let Some(select) = select else { return };
    select.set_value(&chosen());
    let source = select.clone();
    EventListener::new(&source, "change", move |_| choose(&select.value())).forget();
}

fn is_theme(value: &str) -> bool {
    value == "light" || value == "dark"
}

fn chosen() -> String {
    storage::get(KEY).filter(|theme| is_theme(theme)).unwrap_or_else(|| "system".to_owned())
}

fn choose(theme: &str) {
    let Some(root) = document().document_element() else { return };
    if is_theme(theme) {
        let _ = root.set_attribute("data-theme", theme);
        storage::set(KEY, theme);
    } else {
        let _ = root.remove_attribute("data-theme");
        storage::remove(KEY);
    }
}
