//! The drawing on the page: an SVG text made live.

use super::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

/// The element that the drawing stands in.
pub type Host = web_sys::HtmlElement;

/// What was clicked: an index into the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// A box.
    Node(usize),
    /// A wire.
    Wire(usize),
}

/// Puts the drawing there; its boxes can be reached by keyboard.
pub fn show(host: &Host, svg: &str) {
    let focused = document().active_element().and_then(|element| element.get_attribute("data-key"));
    host.set_inner_html(svg);
    each(host, ".node", |node| {
        let name =
            node.query_selector("title").ok().flatten().and_then(|title| title.text_content()).unwrap_or_default();
        let _ = node.set_attribute("tabindex", "0");
        let _ = node.set_attribute("role", "button");
        let _ = node.set_attribute("aria-label", &name);
        if focused.is_some() && node.get_attribute("data-key") == focused {
            focus(node);
        }
    });
}

fn focus(node: &Element) {
    if let Some(node) = node.dyn_ref::<web_sys::SvgElement>() {
        let _ = node.focus();
    }
}

/// Gives the drawing a size, in per cent of its own, or lets it fit.
pub fn scale(host: &Host, zoom: Option<u32>) {
    let Some(svg) = host.first_element_child() else { return };
    let size = |name| svg.get_attribute(name).and_then(|size| size.split('.').next()?.parse::<u32>().ok()).unwrap_or(0);
    let _ = match zoom {
        Some(zoom) => {
            let (width, height) = (size("width") * zoom / 100, size("height") * zoom / 100);
            svg.set_attribute("style", &format!("width:{width}px;height:{height}px"))
        }
        None => svg.remove_attribute("style"),
    };
}

/// What an event happened on.
#[must_use]
pub fn hit(event: &Event) -> Option<Hit> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let index = |selector: &str, attribute: &str| {
        let element = target.closest(selector).ok().flatten()?;
        element.get_attribute(attribute)?.parse().ok()
    };
    index("[data-node]", "data-node").map(Hit::Node).or_else(|| index("[data-wire]", "data-wire").map(Hit::Wire))
}

/// What was chosen by Enter or the space bar.
#[must_use]
pub fn chosen(event: &KeyboardEvent) -> Option<Hit> {
    let key = event.key();
    if key != "Enter" && key != " " {
        return None;
    }
    event.prevent_default();
    hit(event)
}

fn each(host: &Host, selector: &str, act: impl Fn(&Element)) {
    let Ok(list) = host.query_selector_all(selector) else { return };
    (0..list.length())
        .filter_map(|index| list.item(index)?.dyn_into::<Element>().ok())
        .for_each(|element| act(&element));
}
