//! The tabs of the files, and what can be done with a file.

use super::bench::Bench;
use crate::protocol::FileText;
use crate::ui::browser::files;
use crate::ui::browser::page::{confirm, focus, is_open, reveal};
use crate::ui::parts::arrow;
use crate::ui::session::Counts;
use leptos::prelude::*;

/// What is asked for in the line below the tabs.
#[derive(Clone, PartialEq, Eq)]
enum Asking {
    Nothing,
    NewName,
    OtherName(String),
}

/// The row of tabs, the menu, and the line that asks for a name.
#[component]
pub fn FileTabs() -> impl IntoView {
    let bench = expect_context::<Bench>();
    let asking = RwSignal::new(Asking::Nothing);
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let names = bench.names.get_untracked();
        let at = names.iter().position(|name| *name == bench.shown.get_untracked()).unwrap_or(0);
        if let Some(next) = arrow(&event.key(), at, names.len()) {
            event.prevent_default();
            bench.show(&names[next]);
            focus(&tab_id(next));
        }
    };
    // Beside a lesson there is less room.
    Effect::new(move |_| {
        bench.step.track();
        let at = bench.shown.with(|shown| bench.names.with(|names| names.iter().position(|name| name == shown)));
        if let Some(at) = at {
            request_animation_frame(move || reveal(&tab_id(at)));
        }
    });
    let tabs = move || bench.names.get().into_iter().enumerate().map(|(at, name)| tab(bench, at, name)).collect_view();
    view! {
        <div>
            <div class="strip">
                <div role="tablist" aria-label="Files" on:keydown=on_key>{tabs}</div>
                <div class="tools">
                    <button type="button" class="button quiet small" title="New file" aria-label="New file" on:click=move |_| asking.set(Asking::NewName)>"+"</button>
                    <Menu asking/>
                </div>
            </div>
            {move || (asking.get() != Asking::Nothing).then(|| view! { <AskName asking/> })}
        </div>
    }
}

fn tab_id(at: usize) -> String {
    format!("file-{at}")
}

fn tab(bench: Bench, at: usize, name: String) -> impl IntoView {
    let (named, shown) = (name.clone(), name.clone());
    let selected = move || bench.shown.with(|other| *other == shown);
    let also_selected = selected.clone();
    let dot = move || {
        bench.reports.track();
        let worst = bench.with(|session| Counts::of(session.reports_of(&named)).worst());
        let word = worst.map_or("", |severity| severity.word());
        let unseen = worst.map(|_| view! { <span class="unseen">{format!(", has {word}s")}</span> });
        // Its place is kept: a tab does not grow out of sight when something is found in its file.
        view! { <span class=format!("dot {word}")></span>{unseen} }
    };
    let label = name.clone();
    view! {
        <button type="button" role="tab" id=tab_id(at) aria-controls="editor" aria-selected=move || selected().to_string()
            tabindex=move || if also_selected() { "0" } else { "-1" } on:click=move |_| bench.show(&name)>{label}{dot}</button>
    }
}

#[component]
fn Menu(asking: RwSignal<Asking>) -> impl IntoView {
    let bench = expect_context::<Bench>();
    let open = RwSignal::new(false);
    let act = move |action: fn(Bench, RwSignal<Asking>)| {
        move |_| {
            open.set(false);
            action(bench, asking)
        }
    };
    let none = move || bench.shown.get().is_empty();
    view! {
        <details class="menu" prop:open=open on:toggle=move |event| open.set(is_open(&event))
            on:keydown=move |event| if event.key() == "Escape" { open.set(false) }>
            <summary class="button quiet small" aria-label="More for files" title="More for files">"⋯"</summary>
            <div>
                <button type="button" class="button quiet" disabled=none on:click=act(|bench, asking| asking.set(Asking::OtherName(bench.shown.get_untracked())))>"Rename this file…"</button>
                <button type="button" class="button quiet" disabled=none on:click=act(|bench, _| download(bench))>"Download this file"</button>
                <button type="button" class="button quiet" disabled=none on:click=act(|bench, _| delete(bench))>"Delete this file…"</button>
                <label class="button quiet">"Open files from disk…"
                    <input class="unseen" type="file" multiple accept=".yaml,.yml,.json,text/*"
                        on:change=move |event| { open.set(false); files::chosen(&event, move |files, refused| taken(bench, files, &refused)) }/>
                </label>
            </div>
        </details>
    }
}

fn download(bench: Bench) {
    let name = bench.shown.get_untracked();
    if let Some(text) = bench.with(|session| session.text(&name).map(str::to_owned)) {
        files::download(&name, "application/yaml", text.as_bytes());
    }
}

fn delete(bench: Bench) {
    let name = bench.shown.get_untracked();
    if confirm(&format!("Delete {name}? Its text is lost unless you reset the set.")) {
        bench.remove(&name);
    }
}

/// Files from the visitor's disk go into the set; what could not be read is said.
pub fn taken(bench: Bench, files: Vec<FileText>, refused: &[String]) {
    let replaced: Vec<&str> = files.iter().map(|file| file.name.as_str()).filter(|name| bench.has(name)).collect();
    let question = format!("Replace {}?", replaced.join(", "));
    if !files.is_empty() && (replaced.is_empty() || confirm(&question)) {
        bench.add(files);
    }
    if !refused.is_empty() {
        bench
            .remark
            .set(Some(format!("Not opened, because not readable or larger than 32 MB: {}.", refused.join(", "))));
    }
}

#[component]
fn AskName(asking: RwSignal<Asking>) -> impl IntoView {
    let bench = expect_context::<Bench>();
    let old = match asking.get_untracked() {
        Asking::OtherName(name) => Some(name),
        _ => None,
    };
    let problem = RwSignal::new(None::<&'static str>);
    let value = RwSignal::new(old.clone().unwrap_or_else(|| "new.yaml".to_owned()));
    let label = if old.is_some() { "New name" } else { "Name of the new file" };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match bench.with(|session| session.check_name(&value.get_untracked(), old.as_deref())) {
            Err(reason) => problem.set(Some(reason.sentence())),
            Ok(name) => {
                named(bench, old.as_deref(), name);
                asking.set(Asking::Nothing);
            }
        }
    };
    Effect::new(move |_| focus("file-name"));
    view! {
        <form class="ask" on:submit=submit on:keydown=move |event| if event.key() == "Escape" { asking.set(Asking::Nothing) }>
            <label for="file-name">{label}</label>
            <input id="file-name" type="text" autocomplete="off" spellcheck="false" prop:value=value on:input=move |event| value.set(event_target_value(&event))/>
            <button type="submit" class="button small primary">"OK"</button>
            <button type="button" class="button small" on:click=move |_| asking.set(Asking::Nothing)>"Cancel"</button>
            {move || problem.get().map(|text| view! { <span class="error" role="alert">{text}</span> })}
        </form>
    }
}

fn named(bench: Bench, old: Option<&str>, name: String) {
    match old {
        None => bench.add(vec![FileText { name, text: String::new() }]),
        Some(old) if old != name => bench.rename(old, &name),
        Some(_) => {}
    }
}
