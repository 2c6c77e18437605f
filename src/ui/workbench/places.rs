//! Things in a panel that lead to their place in the text.

use super::bench::Bench;
use crate::protocol::{Fact, Place};
use leptos::prelude::*;

/// A button that goes to a place.
pub fn link(bench: Bench, place: Place, class: &'static str, inner: impl IntoView) -> impl IntoView {
    view! { <button type="button" class=class on:click=move |_| bench.go(&place)>{inner}</button> }
}

/// Names and values; what is written leads to its place, what is not is marked as a default.
pub fn facts(bench: Bench, facts: Vec<Fact>) -> impl IntoView {
    let row = move |fact: Fact| {
        let value = match fact.place {
            Some(place) => link(bench, place, "plain", fact.value).into_any(),
            None => view! { <span class="value">{fact.value}</span> }.into_any(),
        };
        view! { <dt>{fact.name}</dt><dd>{value}{fact.defaulted.then(|| view! { <small>" default"</small> })}</dd> }
    };
    view! { <dl class="facts">{facts.into_iter().map(row).collect_view()}</dl> }
}

/// Whether the object of this key is the one at the caret.
pub fn is_here(bench: Bench, key: Option<String>) -> impl Fn() -> bool + Copy + Send + Sync {
    let here = Memo::new(move |_| key.is_some() && bench.here.get() == key);
    move || here.get()
}

/// What a panel says when it has nothing to show.
pub fn empty(text: &'static str) -> AnyView {
    view! { <p class="empty">{text}</p> }.into_any()
}
