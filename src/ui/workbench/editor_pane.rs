//! The left half: file tabs and the editor.

use super::bench::Bench;
use super::bench::asking::question;
use super::files::{FileTabs, taken};
use crate::ui::browser::editor::{self, Editor, Listeners};
use crate::ui::browser::{files, spawn};
use leptos::html::Div;
use leptos::prelude::*;

/// Tabs, the editor, and a place to drop files on.
#[component]
pub fn EditorPane() -> impl IntoView {
    let bench = expect_context::<Bench>();
    let host = NodeRef::<Div>::new();
    let (dropping, set_dropping) = signal(false);
    let failed = RwSignal::new(None::<String>);
    let ready = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(host) = host.get() {
            spawn(async move {
                match editor::load().await {
                    Ok(()) => drop(ready.try_set(mount(bench, &host))),
                    Err(error) => drop(failed.try_set(Some(error))),
                }
            });
        }
    });
    view! {
        <section class="pane" aria-label="Files" class:dropping=dropping
            on:dragover=move |event| { event.prevent_default(); set_dropping.set(true) }
            on:dragleave=move |_| set_dropping.set(false)
            on:drop=move |event| { set_dropping.set(false); files::dropped(&event, move |files, refused| taken(bench, files, &refused)) }>
            <FileTabs/>
            <div class="editor" id="editor" role="tabpanel" aria-label=move || bench.shown.get()>
                <div class="way-bar">
                    <nav id="way" aria-label="Way to the caret"></nav>
                    {COMMANDS.iter().map(|(name, title, hint)| view! {
                        <button type="button" class="button quiet small" title=*hint on:click=move |_| bench.command(name)>{*title}</button>
                    }).collect_view()}
                </div>
                {move || (!ready.get()).then(|| view! { <p class="wait">{failed.get().unwrap_or_else(|| "Loading the editor…".to_owned())}</p> })}
                <div class="editor-host" node_ref=host></div>
            </div>
        </section>
    }
}

/// Commands of the editor that have a button: name, title, what it does.
const COMMANDS: [(&str, &str, &str); 3] = [
    ("outline", "Outline", "The documents of this file, or of all"),
    ("describe", "Describe", "What stands at the caret"),
    ("keys", "Keys", "All keys of the editor"),
];

fn mount(bench: Bench, host: &editor::Host) -> bool {
    let listeners = Listeners {
        change: Box::new(move |name, text| bench.typed(&name, text)),
        caret: Box::new(move |name, offset| bench.caret(&name, offset)),
        fix: Box::new(move |file, finding, fix| bench.fix_at(&file, finding as usize, fix as usize)),
        ask: Box::new(move |number, which, file, at| bench.ask(number, question(which, file, at))),
        go: Box::new(move |file, start, end| bench.go_to(file, start, end)),
    };
    match Editor::new(host, listeners) {
        Some(editor) => {
            bench.attach(editor);
            true
        }
        None => false,
    }
}
