//! An article that the publisher wrote: taken from the page at the start, fetched afterwards.

use super::app::Site;
use super::browser::documents::{self, Article};
use super::browser::{address, focus};
use leptos::html::Main;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Shows the article of the route.
#[component]
pub fn Prose(
    /// The article that the page was delivered with; taken by the first one who asks.
    first: StoredValue<Option<Article>, LocalStorage>,
) -> impl IntoView {
    let site = expect_context::<Site>();
    let host = NodeRef::<Main>::new();
    let failed = RwSignal::new(None::<String>);
    let href = Memo::new(move |_| site.route.with(super::route::Route::href));
    Effect::new(move |_| {
        let (Some(host), href) = (host.get(), href.get()) else { return };
        if let Some(article) = first.try_update_value(Option::take).flatten() {
            article.put_into(&host);
            return;
        }
        spawn_local(async move {
            let fetched = documents::article(&href).await;
            if address_is(site, &href) {
                show(&host, fetched, failed);
            }
        });
    });
    view! {
        <main id="main" node_ref=host tabindex="-1"></main>
        <Show when=move || failed.get().is_some()>
            <p class="notice" role="alert"><span>"This page could not be loaded: " {move || failed.get()}</span></p>
        </Show>
    }
}

/// Whether a page is still wanted when its article arrives.
fn address_is(site: Site, href: &str) -> bool {
    site.route.try_with_untracked(|route| route.href() == href).unwrap_or(false)
}

fn show(host: &documents::Host, fetched: Result<Article, String>, failed: RwSignal<Option<String>>) {
    match fetched {
        Ok(article) => {
            article.put_into(host);
            address::set_title(&article.title);
            failed.set(None);
            focus("main");
            address::scroll_to_hash();
        }
        Err(error) => failed.set(Some(error)),
    }
}
