//! The address bar: where the site stands, which page is named, going elsewhere.

use crate::ui::route::Route;
use gloo::events::EventListener;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};

/// Makes the base absolute: a relative one would mean something else after the first navigation.
pub fn freeze_base() {
    let absolute = document().base_uri().ok().flatten();
    let element = document().query_selector("base").ok().flatten();
    if let (Some(absolute), Some(element)) = (absolute, element) {
        let _ = element.set_attribute("href", &absolute);
    }
}

/// The path that the site stands at, with a slash at its end.
#[must_use]
pub fn base_path() -> String {
    let uri = document().base_uri().ok().flatten();
    let path = uri.and_then(|uri| web_sys::Url::new(&uri).ok()).map(|url| url.pathname());
    path.unwrap_or_else(|| "/".to_owned())
}

/// The page that the address bar names.
#[must_use]
pub fn current() -> Route {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    let query = location.search().unwrap_or_default();
    below_base(&path, &query).unwrap_or(Route::NotFound)
}

/// The page at a path of this host, if that is below the base.
#[must_use]
pub fn below_base(path: &str, query: &str) -> Option<Route> {
    let base = base_path();
    let rest = path.strip_prefix(&base).or_else(|| (path == base.trim_end_matches('/')).then_some(""))?;
    Some(Route::parse(rest, query.trim_start_matches('?')))
}

/// The part after `#`, decoded, if there is one.
#[must_use]
pub fn hash() -> Option<String> {
    let hash = window().location().hash().ok()?;
    let hash = hash.strip_prefix('#').filter(|hash| !hash.is_empty())?;
    js_sys::decode_uri_component(hash).ok().map(String::from)
}

/// Adds a page to the history; `href` is relative to the base or absolute.
pub fn push(href: &str) {
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(href));
    }
}

/// Says in the address bar what is open now, without a new step in the history.
pub fn replace(href: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(href));
    }
}

/// Calls when the visitor goes back or forward.
pub fn on_travel(action: impl Fn() + 'static) {
    EventListener::new(&window(), "popstate", move |_| action()).forget();
}

/// Scrolls to the part that the address names, or to the top.
pub fn scroll_to_hash() {
    match hash().and_then(|id| document().get_element_by_id(&id)) {
        Some(element) => element.scroll_into_view(),
        None => window().scroll_to_with_x_and_y(0.0, 0.0),
    }
}

/// Sets the document's title.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Whether the element is a link that the program follows by itself; then its page and address.
#[must_use]
pub(super) fn own_link(element: &web_sys::Element) -> Option<(Route, String)> {
    let anchor = element.closest("a[href]").ok().flatten()?.dyn_into::<web_sys::HtmlAnchorElement>().ok()?;
    let elsewhere = anchor.has_attribute("target") || anchor.has_attribute("download");
    let origin = window().location().origin().ok()?;
    if elsewhere || anchor.origin() != origin {
        return None;
    }
    let route = below_base(&anchor.pathname(), &anchor.search())?;
    (route != Route::NotFound).then(|| (route, anchor.href()))
}
