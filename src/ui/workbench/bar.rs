//! The bar above the workbench: which set, what can be done with it, how the analysis stands.

use super::bench::{Bench, Status};
use crate::protocol::SetEntry;
use crate::ui::browser::page::confirm;
use crate::ui::browser::{address, files};
use crate::ui::opening::Opening;
use crate::ui::session::Counts;
use crate::ui::zip;
use leptos::prelude::*;

/// The bar.
#[component]
pub fn Bar() -> impl IntoView {
    let bench = expect_context::<Bench>();
    view! {
        <div class="bench-bar">
            <h1>"Playground"</h1>
            <SetPicker/>
            {move || bench.changed.get().then(|| view! { <span class="badge">"edited"</span> })}
            <span class="grow"></span>
            <span class="state">{move || state(bench)}</span>
            <span class="unseen" role="status" aria-live="polite">{move || announcement(bench)}</span>
            <span class="unseen" role="status" aria-live="polite">{move || bench.standing.get()}</span>
            <div class="switch" role="group" aria-label="What is shown">
                {move || (bench.step.get() > 0).then(|| view! { <Choice title="Lesson" lesson=true panels=false/> })}
                <Choice title="Editor" lesson=false panels=false/>
                <Choice title="Panels" lesson=false panels=true/>
            </div>
            <button type="button" class="button" disabled=move || !bench.changed.get() on:click=move |_| reset(bench)>"Reset"</button>
            <button type="button" class="button" on:click=move |_| download_all(bench)>"Download all"</button>
        </div>
    }
}

/// One of the halves that a narrow screen shows.
#[component]
fn Choice(title: &'static str, lesson: bool, panels: bool) -> impl IntoView {
    let bench = expect_context::<Bench>();
    let here = move || bench.on_lesson.get() == lesson && (lesson || bench.on_panels.get() == panels);
    let choose = move |_| {
        bench.on_lesson.set(lesson);
        if !lesson {
            bench.on_panels.set(panels);
        }
    };
    view! { <button type="button" class=title aria-pressed=move || here().to_string() on:click=choose>{title}</button> }
}

#[component]
fn SetPicker() -> impl IntoView {
    let bench = expect_context::<Bench>();
    let options = move || {
        let here = bench.set.get();
        let mut sets = bench.sets.get();
        if !here.is_empty() && sets.iter().all(|set| set.slug != here) {
            sets.push(SetEntry { slug: here.clone(), title: bench.with(|session| session.title.clone()) });
        }
        let option = |(slug, title): (String, String)| {
            let selected = slug == here;
            view! { <option value=slug selected=selected>{title}</option> }
        };
        sets.into_iter().map(|set| option((set.slug, set.title))).collect_view()
    };
    let choose = move |event| {
        let opening = Opening {
            set: Some(event_target_value(&event)),
            panel: Some(bench.panel.get_untracked().to_owned()),
            ..Opening::default()
        };
        address::push(&opening);
        bench.open(opening);
    };
    view! { <label><span>"Set"</span><select on:change=choose aria-label="Example set">{options}</select></label> }
}

fn state(bench: Bench) -> String {
    match (bench.status.get(), bench.micros.get()) {
        (Status::Starting, _) => "starting…".to_owned(),
        (Status::Restarting, _) => "restarting…".to_owned(),
        (Status::GivenUp, _) => "no analysis".to_owned(),
        (Status::Running, None) => "…".to_owned(),
        (Status::Running, Some(0)) => "up to date".to_owned(),
        (Status::Running, Some(micros)) => format!("{}.{} ms", micros / 1000, micros % 1000 / 100),
    }
}

/// For a screen reader; changes only when the numbers do.
fn announcement(bench: Bench) -> String {
    bench.reports.track();
    let counts = bench.with(|session| Counts::of(&session.reports));
    if bench.status.get() != Status::Running {
        return String::new();
    }
    format!("{} errors, {} warnings, {} hints", counts.errors, counts.warnings, counts.hints)
}

fn reset(bench: Bench) {
    if confirm("Throw your changes to this set away and bring the example back?") {
        bench.reset();
    }
}

fn download_all(bench: Bench) {
    let (name, bytes) = bench.with(|session| (format!("{}.zip", session.set), zip::archive(&session.files)));
    files::download(&name, "application/zip", &bytes);
}
