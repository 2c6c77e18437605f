//! Pages to read: the first page, guides and rules.

use crate::ui::app::Site;
use crate::ui::browser::documents::Article;
use crate::ui::prose::Prose;
use crate::ui::route::Route;
use leptos::prelude::*;

/// An article with the list of its neighbours.
#[component]
pub fn Reading(first: StoredValue<Option<Article>, LocalStorage>) -> impl IntoView {
    let site = expect_context::<Site>();
    let alone = Memo::new(move |_| site.route.with(|route| *route == Route::Home));
    view! {
        <div class="page" class:with-side=move || !alone.get()>
            <Show when=move || !alone.get()><Side/></Show>
            <Prose first/>
        </div>
    }
}

#[component]
fn Side() -> impl IntoView {
    let site = expect_context::<Site>();
    let guides = move || {
        site.index.get().guides.into_iter().map(|guide| link(Route::Guide(guide.slug), guide.title)).collect_view()
    };
    let rules = move || {
        site.index.get().rules.into_iter().map(|rule| link(Route::Rule(rule.id.clone()), rule.id)).collect_view()
    };
    let in_rules = move || site.route.with(|route| matches!(route, Route::Rules | Route::Rule(_)));
    view! {
        <nav class="side" aria-label="Pages">
            <h2>"Guides"</h2>
            <ul>{guides}</ul>
            <Show when=in_rules><h2>"Rules"</h2><ul>{rules}</ul></Show>
        </nav>
    }
}

fn link(route: Route, title: String) -> impl IntoView {
    let site = expect_context::<Site>();
    let href = route.href();
    let here = move || site.route.with(|shown| *shown == route).then_some("page");
    view! { <li><a href=href aria-current=here>{title}</a></li> }
}
