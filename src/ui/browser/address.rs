//! The address bar: what it says is open, going elsewhere within the playground.

use super::window;
use crate::ui::opening::Opening;
use gloo::events::EventListener;
use wasm_bindgen::JsValue;

/// What the address bar says is open.
#[must_use]
pub fn current() -> Opening {
    let query = window().location().search().unwrap_or_default();
    Opening::parse(query.trim_start_matches('?'))
}

/// Adds a step to the history.
pub fn push(opening: &Opening) {
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&opening.href()));
    }
}

/// Says in the address bar what is open now, without a new step in the history.
pub fn replace(opening: &Opening) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&opening.href()));
    }
}

/// Calls when the visitor goes back or forward.
pub fn on_travel(action: impl Fn() + 'static) {
    EventListener::new(&window(), "popstate", move |_| action()).forget();
}
