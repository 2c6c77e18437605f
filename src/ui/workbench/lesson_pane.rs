//! The lesson beside the files: what the explorer says of the step, and what can be asked of it.

use super::bench::Bench;
use super::panel_pane::follow;
use crate::ui::browser::pieces;
use crate::ui::markup::Markup;
use crate::ui::opening::Opening;
use leptos::html::Section;
use leptos::prelude::*;

/// The step.
#[component]
pub fn LessonPane() -> impl IntoView {
    let bench = expect_context::<Bench>();
    let host = NodeRef::<Section>::new();
    let shown = StoredValue::new_local(Vec::<Markup>::new());
    Effect::new(move |_| {
        let Some(host) = host.get() else { return };
        let new =
            bench.taught.get().map_or_else(|| crate::ui::panels::empty("Opening the lesson…"), |all| all.to_vec());
        shown.update_value(|old| {
            pieces::show(&host, old, &new);
            *old = new;
        });
    });
    let act = move |event: leptos::ev::MouseEvent| {
        let hit = host.get_untracked().and_then(|host| pieces::hit(&host, &event));
        match hit {
            Some(hit) => shown.with_value(|shown| follow(bench, shown, hit)),
            None => asked(bench, &event),
        }
    };
    view! { <section class="lesson prose" id="lesson" tabindex="-1" aria-label="Lesson" node_ref=host on:click=act></section> }
}

fn asked(bench: Bench, event: &leptos::ev::MouseEvent) {
    let has = |name: &str| pieces::asked(event, name).is_some();
    if let Some(step) = pieces::asked(event, "data-step").and_then(|step| step.parse().ok()) {
        bench.turn_to_step(step);
    } else if has("data-hint") {
        bench.hint();
    } else if has("data-solution") {
        bench.show_solution();
    } else if has("data-solve") {
        bench.solve();
    } else if has("data-restart") {
        bench.restart_lesson();
    } else if has("data-finish") {
        bench.finish_lesson();
    } else if let Some(query) = beside(event) {
        event.prevent_default();
        let opening = Opening::parse(&query);
        bench.on_lesson.set(false);
        bench.on_panels.set(opening.file.is_none());
        bench.open(opening);
    }
}

/// The query of a link to the lesson's own playground, which is already open.
fn beside(event: &leptos::ev::MouseEvent) -> Option<String> {
    let plain = !(event.ctrl_key() || event.meta_key() || event.shift_key());
    let href = pieces::asked(event, "href").filter(|_| plain)?;
    href.strip_prefix("playground/?").filter(|query| query.starts_with("lesson=")).map(str::to_owned)
}
