//! The right half: tabs of panels, and the panel that is shown.

use super::bench::Bench;
use super::panels::{PANELS, Panel};
use crate::ui::browser::page::focus;
use crate::ui::parts::arrow;
use leptos::prelude::*;

/// Tabs and panel.
#[component]
pub fn PanelPane() -> impl IntoView {
    let bench = expect_context::<Bench>();
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let at = PANELS.iter().position(|panel| panel.id == bench.panel.get_untracked()).unwrap_or(0);
        if let Some(next) = arrow(&event.key(), at, PANELS.len()).and_then(|next| PANELS.get(next)) {
            event.prevent_default();
            bench.show_panel(next.id);
            focus(&format!("tab-{}", next.id));
        }
    };
    let shown = move || PANELS.iter().find(|panel| panel.id == bench.panel.get()).map(|panel| (panel.view)(bench));
    view! {
        <section class="pane" aria-label="Panels">
            <div class="strip"><div role="tablist" aria-label="Panels" on:keydown=on_key>{PANELS.iter().map(|panel| tab(bench, panel)).collect_view()}</div></div>
            <div class="panel" id="panel" role="tabpanel" tabindex="0" aria-labelledby=move || format!("tab-{}", bench.panel.get())>{shown}</div>
        </section>
    }
}

fn tab(bench: Bench, panel: &'static Panel) -> impl IntoView {
    let selected = move || bench.panel.get() == panel.id;
    let badge = Memo::new(move |_| (panel.badge)(bench));
    view! {
        <button type="button" role="tab" id=format!("tab-{}", panel.id) aria-controls="panel" aria-selected=move || selected().to_string()
            tabindex=move || if selected() { "0" } else { "-1" } on:click=move |_| bench.show_panel(panel.id)>
            {panel.title}{move || badge.get().map(|(text, class)| view! { <span class=format!("badge {class}")>{text}</span> })}
        </button>
    }
}
