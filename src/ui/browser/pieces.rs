//! A panel's pieces on the page.

use super::document;
use crate::protocol::explore::Input;
use crate::ui::markup::Markup;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement};

/// The element that the pieces stand in.
pub type Host = web_sys::HtmlElement;

/// What was clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The piece.
    pub piece: usize,
    /// The place of that piece.
    pub place: usize,
    /// The fix that was asked for: index of the finding in its file's report, index of its fix.
    pub fix: Option<(usize, usize)>,
}

/// Makes the host show `new` in place of `old`. What begins and ends alike is left alone, so that
/// what is open, selected or focused there stays so.
pub fn show(host: &Host, old: &[Markup], new: &[Markup]) {
    let alike = |(a, b): &(&Markup, &Markup)| a.html == b.html;
    let head = old.iter().zip(new).take_while(alike).count();
    let (old, new) = (&old[head..], &new[head..]);
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(alike).count();
    let html: String = new[..new.len() - tail].iter().map(|piece| piece.html.as_str()).collect();
    let focused = document().active_element().filter(|element| host.contains(Some(element)));
    let mut next = child(host, head);
    for _ in 0..old.len() - tail {
        let Some(gone) = next else { break };
        next = gone.next_element_sibling();
        gone.remove();
    }
    let _ = match next {
        Some(next) => next.insert_adjacent_html("beforebegin", &html),
        None => host.insert_adjacent_html("beforeend", &html),
    };
    if focused.is_some_and(|element| !host.contains(Some(&element))) {
        let around = host.closest("[tabindex]").ok().flatten().and_then(|element| element.dyn_into::<Host>().ok());
        let _ = around.map(|element| element.focus());
    }
}

fn child(host: &Host, index: usize) -> Option<Element> {
    let mut child = host.first_element_child();
    for _ in 0..index {
        child = child?.next_element_sibling();
    }
    child
}

/// Marks what is about an object.
pub fn mark(host: &Element, key: Option<&str>) {
    let Ok(list) = host.query_selector_all("[data-key]") else { return };
    for element in (0..list.length()).filter_map(|index| list.item(index)?.dyn_into::<Element>().ok()) {
        let here = key.is_some() && element.get_attribute("data-key").as_deref() == key;
        let _ = element.class_list().toggle_with_force("here", here);
    }
}

/// What an event happened on.
#[must_use]
pub fn hit(host: &Host, event: &Event) -> Option<Hit> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let link = target.closest("[data-go]").ok().flatten()?;
    let mut piece = link.clone();
    while piece.parent_element()? != **host {
        piece = piece.parent_element()?;
    }
    let mut index = 0;
    while let Some(before) = piece.previous_element_sibling() {
        piece = before;
        index += 1;
    }
    let fix = link.get_attribute("data-fix");
    let fix = fix.as_deref().and_then(|fix| fix.split_once('.'));
    let fix = fix.and_then(|(finding, fix)| Some((finding.parse().ok()?, fix.parse().ok()?)));
    Some(Hit { piece: index, place: link.get_attribute("data-go")?.parse().ok()?, fix })
}

/// The value of an attribute of what a click is on, or in.
#[must_use]
pub fn asked(event: &Event, name: &str) -> Option<String> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(&["[", name, "]"].concat()).ok()??.get_attribute(name)
}

/// What a control's event chose.
#[must_use]
pub fn chosen(event: &Event) -> Vec<Input> {
    let control = event.target().and_then(|target| Control::of(target.dyn_into().ok()?));
    control.map(|control| Input { name: control.name(), value: control.value() }).into_iter().collect()
}

/// The panel that a click on a button leads to: it opens before anything is chosen in it.
#[must_use]
pub fn other_panel(event: &Event) -> Option<String> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("button[data-panel]").ok()??.get_attribute("data-panel")
}

/// What a click on something with `data-set` chooses: names and values as in a query.
#[must_use]
pub fn offered(event: &Event) -> Vec<Input> {
    crate::ui::opening::pairs(&asked(event, "data-set").unwrap_or_default())
}

/// Where a slider of whole numbers is, and how far it goes.
#[must_use]
pub fn slider(host: &Element, name: &str) -> Option<(u32, u32)> {
    let found = host.query_selector(&format!("input[name={name}]")).ok()??;
    let slider = found.dyn_into::<HtmlInputElement>().ok()?;
    Some((slider.value().parse().ok()?, slider.max().parse().ok()?))
}

/// The seconds that a player steps through.
#[must_use]
pub fn instants(host: &Element) -> Vec<u32> {
    let found = host.query_selector("[data-instants]").ok().flatten();
    let list = found.and_then(|player| player.get_attribute("data-instants")).unwrap_or_default();
    list.split_whitespace().filter_map(|second| second.parse().ok()).collect()
}

/// Makes the play button say what it does next.
pub fn say_playing(host: &Element, playing: bool) {
    if let Ok(Some(button)) = host.query_selector("[data-play]") {
        button.set_text_content(Some(if playing { "Pause" } else { "Play" }));
    }
}

/// Makes the controls say what was chosen, except the one in use.
pub fn fill(host: &Element, inputs: &[Input]) {
    let Ok(list) = host.query_selector_all("[name]") else { return };
    let used = document().active_element();
    for element in (0..list.length()).filter_map(|index| list.item(index)?.dyn_into::<Element>().ok()) {
        if used.as_ref() == Some(&element) {
            continue;
        }
        let Some(control) = Control::of(element) else { continue };
        let value = inputs.iter().find(|input| input.name == control.name()).map(|input| input.value.as_str());
        control.set(value);
    }
}

/// What something is chosen with.
enum Control {
    Field(HtmlInputElement),
    Box(HtmlInputElement),
    List(HtmlSelectElement),
}

impl Control {
    fn of(element: Element) -> Option<Self> {
        match element.dyn_into::<HtmlInputElement>() {
            Ok(input) if input.type_() == "checkbox" => Some(Self::Box(input)),
            Ok(input) => Some(Self::Field(input)),
            Err(other) => other.dyn_into().ok().map(Self::List),
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Field(input) | Self::Box(input) => input.name(),
            Self::List(list) => list.name(),
        }
    }

    fn value(&self) -> String {
        match self {
            Self::Field(input) => input.value(),
            Self::Box(input) => if input.checked() { "on" } else { "" }.to_owned(),
            Self::List(list) => list.value(),
        }
    }

    /// Without a value, a field goes back to its own default.
    fn set(&self, value: Option<&str>) {
        match (self, value) {
            (Self::Field(input), Some(value)) => input.set_value(value),
            (Self::Field(input), None) => input.set_value(&input.default_value()),
            (Self::Box(input), value) => input.set_checked(value == Some("on")),
            (Self::List(list), Some(value)) => list.set_value(value),
            (Self::List(list), None) => list.set_selected_index(0),
        }
    }
}
