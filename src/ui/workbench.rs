//! The playground: files and editor on one side, panels on the other.

mod bar;
pub mod bench;
mod editor_pane;
mod files;
mod notices;
mod panel_pane;
mod panels;
mod places;

use bench::Bench;
use leptos::prelude::*;

/// Everything below the top bar.
#[component]
pub fn Workbench() -> impl IntoView {
    let bench = expect_context::<Bench>();
    bench.engine_wanted();
    on_cleanup(move || bench.leave());
    view! {
        <main id="main" class="bench" tabindex="-1">
            <bar::Bar/>
            <notices::Notices/>
            <div class="panes" data-pane=move || if bench.on_panels.get() { "panels" } else { "editor" }>
                <editor_pane::EditorPane/>
                <panel_pane::PanelPane/>
            </div>
        </main>
    }
}
