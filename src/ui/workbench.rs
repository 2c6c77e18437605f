//! The playground: files and editor on one side, panels on the other.

mod bar;
mod bench;
mod editor_pane;
mod files;
mod lesson_pane;
mod notices;
mod panel_pane;
mod player;

use super::browser::{address, hooks, page, theme};
use super::opening::Opening;
use super::parts::splitter::{self, Splitter};
use bench::Bench;
use leptos::prelude::*;

/// Takes the page over from its static beginnings.
pub fn start() {
    let bench = Bench::new();
    bench.load_sets();
    bench.keep_safe();
    bench.engine_wanted();
    bench.open(address::current());
    address::on_travel(move || bench.open(address::current()));
    hooks::offer_crash(move || bench.crash());
    theme::offer_choice();
    page::take_over();
    mount_to_body(move || {
        provide_context(bench);
        view! { <Workbench/> }
    });
}

/// Everything below the top bar.
#[component]
fn Workbench() -> impl IntoView {
    let bench = expect_context::<Bench>();
    // The pane is made anew with a lesson, not with each step: it knows what it shows.
    let taught = Memo::new(move |_| bench.step.get() > 0);
    let share = RwSignal::new(splitter::kept());
    Effect::new(move |_| {
        let (set, file, panel) = (bench.set.get(), bench.shown.get(), bench.panel.get());
        let (panel, inputs) = (Some(panel.to_owned()), bench.inputs.get());
        let step = Some(bench.step.get()).filter(|step| *step > 0);
        if bench.opened.get() {
            address::replace(&Opening { set: Some(set), file: Some(file), panel, line: None, step, inputs });
        }
    });
    view! {
        <main id="main" class="bench" tabindex="-1">
            <bar::Bar/>
            <notices::Notices/>
            <div class="desk" data-lesson=move || bench.on_lesson.get().to_string()>
                {move || taught.get().then(|| view! { <lesson_pane::LessonPane/> })}
                <div class="panes" style=("--share", move || format!("{}%", share.get())) data-pane=move || if bench.on_panels.get() { "panels" } else { "editor" }>
                    <editor_pane::EditorPane/>
                    <Splitter share label="Width of the text"/>
                    <panel_pane::PanelPane/>
                </div>
            </div>
        </main>
    }
}
