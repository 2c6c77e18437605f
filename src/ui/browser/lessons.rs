//! How far a reader is in each lesson, where a page lists them.

use super::{document, storage};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Fills in what is known.
pub fn show_progress() {
    let Ok(list) = document().query_selector_all("[data-lesson]") else { return };
    for element in (0..list.length()).filter_map(|index| list.item(index)?.dyn_into::<Element>().ok()) {
        let _ = progress(&element);
    }
}

fn progress(element: &Element) -> Option<()> {
    let kept = storage::get(&["feastflow/lesson/", &element.get_attribute("data-lesson")?].concat())?;
    let done = kept.split_once(';')?.1.split(',').filter(|step| !step.is_empty()).count().to_string();
    let steps = element.get_attribute("data-steps")?;
    let words =
        if done == steps { " · done".to_owned() } else { [" · ", &done, " of ", &steps, " steps done"].concat() };
    element.query_selector(".progress").ok()??.set_text_content(Some(&words));
    if let Ok(Some(link)) = element.query_selector("a.button") {
        let words = if done == steps { "Open again" } else { "Go on" };
        let label = link.get_attribute("aria-label").unwrap_or_default();
        link.set_text_content(Some(words));
        let _ = link.set_attribute("aria-label", &[words, label.trim_start_matches("Begin")].concat());
    }
    Some(())
}
