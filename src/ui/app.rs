//! The frame around every page, and which page is shown.

use super::browser::{address, clicks, documents, hooks, take_over, theme};
use super::pages::{NotFound, Playground, Reading};
use super::route::{Opening, Route};
use super::workbench::bench::Bench;
use crate::protocol::SiteIndex;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What every part of the page may ask for.
#[derive(Clone, Copy)]
pub struct Site {
    /// The page that is shown.
    pub route: RwSignal<Route>,
    /// What the site consists of, once it is known.
    pub index: RwSignal<SiteIndex>,
}

/// Takes the page over from its static beginnings.
pub fn start() {
    address::freeze_base();
    let delivered = documents::delivered();
    mount_to_body(move || view! { <App delivered/> });
    take_over();
}

/// Which component shows a page: within one of them, pages change without it being made anew.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Reading,
    Playground,
    NotFound,
}

#[component]
fn App(delivered: Option<documents::Article>) -> impl IntoView {
    let site = Site { route: RwSignal::new(address::current()), index: RwSignal::default() };
    let bench = Bench::new();
    provide_context(site);
    provide_context(bench);
    bench.keep_safe();
    hooks::offer_crash(move || bench.crash());
    clicks::follow(move |route| site.route.set(route));
    address::on_travel(move || site.route.set(address::current()));
    load_index(site);
    let first = StoredValue::new_local(delivered);
    let kind = Memo::new(move |_| site.route.with(kind_of));
    view! {
        <a class="skip" href="#main">"Skip to content"</a>
        <Topbar/>
        {move || match kind.get() {
            Kind::Reading => view! { <Reading first/> }.into_any(),
            Kind::Playground => view! { <Playground/> }.into_any(),
            Kind::NotFound => view! { <NotFound/> }.into_any(),
        }}
    }
}

fn kind_of(route: &Route) -> Kind {
    match route {
        Route::Home | Route::Guide(_) | Route::Rules | Route::Rule(_) => Kind::Reading,
        Route::Playground(_) => Kind::Playground,
        Route::NotFound => Kind::NotFound,
    }
}

fn load_index(site: Site) {
    spawn_local(async move {
        match documents::data("data/site.bin").await {
            Ok(index) => site.index.set(index),
            Err(error) => leptos::logging::warn!("data/site.bin: {error}"),
        }
    });
}

#[component]
fn Topbar() -> impl IntoView {
    let site = expect_context::<Site>();
    let guides = move || {
        let first = site.index.with(|index| index.guides.first().map(|guide| guide.slug.clone()));
        Route::Guide(first.unwrap_or_else(|| "overview".to_owned())).href()
    };
    let at = move |is: fn(&Route) -> bool| move || site.route.with(is).then_some("page");
    let playground = Route::Playground(Opening::default()).href();
    view! {
        <header class="topbar">
            <a class="brand" href="./" aria-label="FeastFlow on Kubernetes, first page"><img src="icon.svg" alt="" width="26" height="26"/><span>"FeastFlow " <small>"on Kubernetes"</small></span></a>
            <nav class="topnav" aria-label="Site">
                <a href=guides aria-current=at(|route| matches!(route, Route::Guide(_)))>"Guides"</a>
                <a href=playground aria-current=at(|route| matches!(route, Route::Playground(_)))>"Playground"</a>
                <a href=Route::Rules.href() aria-current=at(|route| matches!(route, Route::Rules | Route::Rule(_)))>"Rules"</a>
            </nav>
            <ThemeChoice/>
        </header>
    }
}

#[component]
fn ThemeChoice() -> impl IntoView {
    let chosen = theme::chosen();
    let option = |value: &'static str, word: &'static str| view! { <option value=value selected=chosen == value>{word}</option> };
    view! {
        <select class="theme" aria-label="Colours" on:change=move |event| theme::choose(&event_target_value(&event))>
            {option("system", "System")} {option("light", "Light")} {option("dark", "Dark")}
        </select>
    }
}
