//! Nothing is here.

use leptos::prelude::*;

/// Says so, and where to go.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <div class="page">
            <main id="main">
                <article class="prose">
                    <h1>"There is no page at this address"</h1>
                    <p>"It may have been renamed. Start again from " <a href="./">"the first page"</a> " or open " <a href="playground/">"the playground"</a> "."</p>
                </article>
            </main>
        </div>
    }
}
