//! The list of pages beside a page.

use super::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Brings the page's own line into the middle of the list.
pub fn show_current() {
    let find = |selector| document().query_selector(selector).ok().flatten()?.dyn_into::<HtmlElement>().ok();
    if let (Some(side), Some(line)) = (find(".side"), find(".side [aria-current]")) {
        side.set_scroll_top(line.offset_top() - side.offset_top() - side.client_height() / 2);
    }
}
