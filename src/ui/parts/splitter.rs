//! A bar between two panes, moved with the pointer or the keys.

use crate::ui::browser::{page, storage};
use leptos::prelude::*;

const KEY: &str = "feastflow/split";

/// The first pane's share in per cent, as it was left.
#[must_use]
pub fn kept() -> u32 {
    storage::get(KEY).and_then(|share| share.parse().ok()).map_or(50, within)
}

fn within(share: u32) -> u32 {
    share.clamp(20, 80)
}

fn moved(key: &str, share: u32) -> Option<u32> {
    match key {
        "ArrowLeft" => Some(share.saturating_sub(2)),
        "ArrowRight" => Some(share + 2),
        "Home" => Some(0),
        "End" => Some(100),
        "Enter" => Some(50),
        _ => None,
    }
}

/// The bar. `share` is the first pane's, in per cent.
#[component]
pub fn Splitter(share: RwSignal<u32>, label: &'static str) -> impl IntoView {
    let set = move |to: u32| {
        share.set(within(to));
        storage::set(KEY, &share.get_untracked().to_string());
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if let Some(to) = moved(&event.key(), share.get_untracked()) {
            event.prevent_default();
            set(to);
        }
    };
    let on_move = move |event: leptos::ev::PointerEvent| {
        if let Some(to) = page::dragged_to(&event) {
            set(to);
        }
    };
    view! {
        <div class="splitter" role="separator" tabindex="0" aria-orientation="vertical" aria-label=label title="Drag, or use the arrow keys; twice: equal"
            aria-valuemin="20" aria-valuemax="80" aria-valuenow=move || share.get()
            on:keydown=on_key on:pointerdown=move |event| page::hold(&event) on:pointermove=on_move on:dblclick=move |_| set(50)></div>
    }
}
