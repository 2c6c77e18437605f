//! The page around the workbench.

use super::{document, window};
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, PointerEvent};

/// Takes what the publisher wrote off the page: the program shows it now.
pub fn take_over() {
    if let Some(element) = document().get_element_by_id("prerendered") {
        element.remove();
    }
}

/// Runs something whenever the page may be about to go away.
pub fn on_leaving(action: impl Fn() + Clone + 'static) {
    let also = action.clone();
    EventListener::new(&window(), "pagehide", move |_| action()).forget();
    EventListener::new(&document(), "visibilitychange", move |_| {
        if document().hidden() {
            also();
        }
    })
    .forget();
}

/// Lets the browser ask before the page goes away, if something would be lost.
pub fn ask_before_leaving(would_lose: impl Fn() -> bool + 'static) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "beforeunload", options, move |event| {
        if would_lose() {
            event.prevent_default();
        }
    })
    .forget();
}

/// Adds a script to the page unless it is there.
pub fn script(name: &str) {
    let there = document().query_selector(&["script[src=\"", name, "\"]"].concat()).ok().flatten().is_some();
    let Ok(script) = document().create_element("script") else { return };
    let _ = script.set_attribute("type", "module");
    let _ = script.set_attribute("src", name);
    if let Some(head) = document().head().filter(|_| !there) {
        let _ = head.append_child(&script);
    }
}

/// Moves the keyboard to an element.
pub fn focus(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        let _ = element.focus();
    }
}

/// Brings an element into the part of its row that is on screen.
pub fn reveal(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view_with_bool(false);
    }
}

/// Asks before something is thrown away.
#[must_use]
pub fn confirm(question: &str) -> bool {
    window().confirm_with_message(question).unwrap_or(false)
}

/// Makes a pointer that is down on an element keep telling it what it does.
pub fn hold(event: &PointerEvent) {
    event.prevent_default();
    if let Some(bar) = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
        let _ = bar.set_pointer_capture(event.pointer_id());
        let _ = bar.focus();
    }
}

/// Where a held pointer is across the element around the one it holds, in per cent.
#[must_use]
pub fn dragged_to(event: &PointerEvent) -> Option<u32> {
    let bar = event.current_target()?.dyn_into::<HtmlElement>().ok()?;
    let around = bar.parent_element()?.dyn_into::<HtmlElement>().ok()?;
    let (at, width) = (event.client_x() - around.offset_left(), around.offset_width());
    let held = event.buttons() == 1 && width > 0;
    held.then(|| u32::try_from(at * 100 / width).unwrap_or(0))
}

/// Whether the visitor does not want things to move.
#[must_use]
pub fn is_calm() -> bool {
    window().match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|query| query.matches())
}

/// Whether the screen has room for one thing at a time.
#[must_use]
pub fn is_narrow() -> bool {
    document().document_element().is_some_and(|page| page.client_width() <= 896)
}

/// Whether the disclosure that an event is about is open.
#[must_use]
pub fn is_open(event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.has_attribute("open"))
}
