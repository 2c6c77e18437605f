//! The right half: tabs of panels, and the panel that is shown.

use super::bench::{Bench, Status};
use super::player::Player;
use crate::ui::browser::page::{self, focus};
use crate::ui::browser::pieces::{self, Hit, Host};
use crate::ui::browser::site;
use crate::ui::markup::Markup;
use crate::ui::panels::{PANELS, Panel, empty, known};
use crate::ui::parts::arrow;
use leptos::html::Div;
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
    view! {
        <section class="pane" aria-label="Panels">
            <div class="strip"><div role="tablist" aria-label="Panels" on:keydown=on_key>{PANELS.iter().map(|panel| tab(bench, panel)).collect_view()}</div></div>
            <div class="panel" id="panel" role="tabpanel" tabindex="0" data-panel=move || bench.panel.get() aria-labelledby=move || format!("tab-{}", bench.panel.get())>
                <Pieces/>
            </div>
        </section>
    }
}

#[component]
fn Pieces() -> impl IntoView {
    let bench = expect_context::<Bench>();
    let host = NodeRef::<Div>::new();
    let shown = StoredValue::new_local(Vec::<Markup>::new());
    Effect::new(move |_| {
        let running = bench.status.get() == Status::Running;
        let (Some(host), Some(panel)) = (host.get(), known(bench.panel.get())) else { return };
        let new = match panel.pieces {
            Some(pieces) => bench.seen(running, pieces),
            None => explored(bench, panel),
        };
        if new.iter().any(|piece| piece.html.starts_with("<wiring-drawing")) {
            page::script(&site::file("wiring.js"));
        }
        shown.update_value(|old| {
            pieces::show(&host, old, &new);
            *old = new;
        });
        bench.inputs.with(|inputs| pieces::fill(&host, inputs));
        mark(bench, &host);
    });
    Effect::new(move |_| {
        bench.here.track();
        if let Some(host) = host.get() {
            mark(bench, &host);
        }
    });
    let player = Player::new(bench);
    let choose = move |event: leptos::ev::Event| {
        bench.choose(pieces::chosen(&event));
    };
    let act = move |event: leptos::ev::MouseEvent| {
        if let Some(panel) = pieces::other_panel(&event).as_deref().and_then(known) {
            bench.show_panel(panel.id);
        }
        bench.choose(pieces::offered(&event));
        if let Some(command) = pieces::asked(&event, "data-command") {
            bench.command(&command);
        }
        if let Some(slider) = pieces::asked(&event, "data-play") {
            player.toggle(host, slider);
        }
        if let Some(way) = pieces::asked(&event, "data-step") {
            player.step_to(host, "t", way == "on");
        }
        let hit = host.get_untracked().and_then(|host| pieces::hit(&host, &event));
        if let Some(hit) = hit {
            shown.with_value(|shown| follow(bench, shown, hit));
        }
    };
    view! { <div class="pieces" node_ref=host on:click=act on:input=choose on:submit=move |event| event.prevent_default()></div> }
}

/// What the explorer said of a panel, if it has said something.
fn explored(bench: Bench, panel: &Panel) -> Vec<Markup> {
    let explored = bench.explored.get().filter(|explored| explored.panel == panel.id);
    explored.map_or_else(|| empty("Working it out…"), |explored| explored.pieces.clone())
}

fn mark(bench: Bench, host: &Host) {
    bench.here.with_untracked(|here| pieces::mark(host, here.as_deref()));
}

/// Follows what a click was on.
pub fn follow(bench: Bench, shown: &[Markup], hit: Hit) {
    let place = shown.get(hit.piece).and_then(|piece| piece.places.get(hit.place));
    match (place, hit.fix) {
        (Some(place), Some((finding, fix))) => bench.fix_at(&place.file, finding, fix),
        (Some(place), None) => bench.go(place),
        (None, _) => {}
    }
}

fn tab(bench: Bench, panel: &'static Panel) -> impl IntoView {
    let selected = move || bench.panel.get() == panel.id;
    let badge = move || {
        let running = bench.status.get() == Status::Running;
        bench.seen(running, panel.badge)
    };
    view! {
        <button type="button" role="tab" id=format!("tab-{}", panel.id) aria-controls="panel" aria-selected=move || selected().to_string()
            tabindex=move || if selected() { "0" } else { "-1" } on:click=move |_| bench.show_panel(panel.id)>
            {panel.title}{move || badge().map(|(text, class)| view! { <span class=format!("badge {class}")>{text}</span> })}
        </button>
    }
}
