//! Clicks on what the publisher wrote: links between our pages, parts of a page, copy buttons.

use super::{address, files, later};
use crate::ui::route::Route;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

/// Follows links to pages of the site without leaving the program, and makes copy buttons copy.
pub fn follow(go: impl Fn(Route) + 'static) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document(), "click", options, move |event| {
        let Some(event) = event.dyn_ref::<MouseEvent>() else { return };
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(target) = target.filter(|_| plain(event)) {
            clicked(event, &target, &go);
        }
    })
    .forget();
}

fn plain(event: &MouseEvent) -> bool {
    let keys = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    !event.default_prevented() && event.button() == 0 && !keys
}

fn clicked(event: &MouseEvent, target: &Element, go: &impl Fn(Route)) {
    if let Some(button) = target.closest("[data-copy]").ok().flatten() {
        copy(&button);
    } else if let Some(id) = part(target) {
        event.prevent_default();
        to_part(&id);
    } else if let Some((route, href)) = address::own_link(target) {
        event.prevent_default();
        address::push(&href);
        go(route);
    }
}

/// The id that a link within the page leads to; the base must not make it lead to the first page.
fn part(target: &Element) -> Option<String> {
    let link = target.closest("a[href^='#']").ok().flatten()?;
    link.get_attribute("href")?.strip_prefix('#').map(str::to_owned)
}

fn to_part(id: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    let here = leptos::prelude::window().location();
    let (path, query) = (here.pathname().unwrap_or_default(), here.search().unwrap_or_default());
    if id != "main" {
        address::push(&format!("{path}{query}#{id}"));
    }
    element.scroll_into_view();
    let _ = element.set_attribute("tabindex", "-1");
    if let Ok(element) = element.dyn_into::<web_sys::HtmlElement>() {
        let _ = element.focus();
    }
}

fn copy(button: &Element) {
    let figure = button.closest("figure, .code").ok().flatten();
    let code = figure.and_then(|figure| figure.query_selector("pre").ok().flatten());
    let Some(text) = code.and_then(|code| code.text_content()) else { return };
    let (button, word) = (button.clone(), button.text_content().unwrap_or_default());
    files::copy(text, move |copied| {
        button.set_text_content(Some(if copied { "Copied" } else { "Not copied" }));
        let _ = button.set_attribute("aria-live", "polite");
        later(1600, move || button.set_text_content(Some(&word))).forget();
    });
}
