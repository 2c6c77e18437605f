//! The copy buttons of code in the pages.

use super::{document, later, spawn, window};
use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

/// How long a button says what became of it, in milliseconds.
const WHILE: u32 = 1600;

/// Makes the buttons copy.
pub fn start() {
    EventListener::new(&document(), "click", |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(button) = target.and_then(|target| target.closest("[data-copy]").ok().flatten()) {
            spawn(copy(button));
        }
    })
    .forget();
}

async fn copy(button: Element) {
    let figure = button.closest("figure").ok().flatten();
    let code = figure.and_then(|figure| figure.query_selector("pre").ok().flatten());
    let Some(text) = code.and_then(|code| code.text_content()) else { return };
    let clipboard = window().navigator().clipboard();
    let copied = !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(&text)).await.is_ok();
    let _ = button.set_attribute("aria-live", "polite");
    button.set_text_content(Some(if copied { "Copied" } else { "Not copied" }));
    later(WHILE, move || button.set_text_content(Some("Copy"))).forget();
}
