//! The browser. No other part of the page names its types.

pub mod address;
pub mod clicks;
pub mod documents;
pub mod drawing;
pub mod editor;
pub mod engine;
pub mod files;
pub mod hooks;
pub mod storage;
pub mod theme;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::document;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};

/// Runs something later, unless the handle is dropped before.
#[must_use]
pub fn later(milliseconds: u32, action: impl FnOnce() + 'static) -> Later {
    Later(Timeout::new(milliseconds, action))
}

/// Something that will run; dropping it prevents that.
#[derive(Debug)]
pub struct Later(Timeout);

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

/// Takes what the publisher wrote, and the static header, off the page: the program shows them now.
pub fn take_over() {
    for id in ["shell", "prerendered"] {
        if let Some(element) = document().get_element_by_id(id) {
            element.remove();
        }
    }
}

/// Moves the keyboard to an element.
pub fn focus(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        let _ = element.focus();
    }
}

/// Asks before something is thrown away.
#[must_use]
pub fn confirm(question: &str) -> bool {
    window().confirm_with_message(question).unwrap_or(false)
}

/// Whether the disclosure that an event is about is open.
#[must_use]
pub fn is_open(event: &web_sys::Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.is_some_and(|element| element.has_attribute("open"))
}

fn words(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    message.or_else(|| error.as_string()).unwrap_or_else(|| "unknown cause".to_owned())
}

impl Later {
    /// Lets it run whatever happens.
    pub fn forget(self) {
        self.0.forget();
    }
}
