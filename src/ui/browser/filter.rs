//! The filter of the list of rules.

use super::document;
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement};

/// Makes the form leave in the list what is looked for. On other pages there is none.
pub fn start() {
    let Some(form) = document().get_element_by_id("filter") else { return };
    EventListener::new(&form, "input", |_| apply()).forget();
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&form, "submit", options, |event| event.prevent_default()).forget();
    apply();
}

fn apply() {
    let (words, severity, kind) = (words(), chosen("filter-severity"), chosen("filter-kind"));
    let Ok(rows) = document().query_selector_all("tr[data-severity]") else { return };
    let mut left = 0;
    for row in (0..rows.length()).filter_map(|index| rows.item(index)?.dyn_into::<HtmlElement>().ok()) {
        let fits =
            has(&row, &words) && is_among(&row, "data-severity", &severity) && is_among(&row, "data-kinds", &kind);
        row.set_hidden(!fits);
        left += u32::from(fits);
    }
    tell(left, rows.length());
}

fn words() -> String {
    let field =
        document().get_element_by_id("filter-words").and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    field.map(|field| field.value().to_ascii_lowercase()).unwrap_or_default()
}

fn chosen(id: &str) -> String {
    let field = document().get_element_by_id(id).and_then(|field| field.dyn_into::<HtmlSelectElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}

fn has(row: &Element, words: &str) -> bool {
    let text = row.text_content().unwrap_or_default().to_ascii_lowercase();
    words.split_ascii_whitespace().all(|word| text.contains(word))
}

fn is_among(row: &Element, attribute: &str, wanted: &str) -> bool {
    wanted.is_empty() || row.get_attribute(attribute).is_some_and(|all| all.split(' ').any(|one| one == wanted))
}

fn tell(left: u32, all: u32) {
    if let Some(count) = document().get_element_by_id("filter-count") {
        count.set_text_content(Some(&[left.to_string().as_str(), " of ", &all.to_string()].concat()));
    }
    if let Some(none) = document().get_element_by_id("filter-none") {
        let _ = none.toggle_attribute_with_force("hidden", left > 0);
    }
}
