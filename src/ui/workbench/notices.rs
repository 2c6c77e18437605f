//! What must be said and does not go away by itself.

use super::bench::{Bench, Status};
use leptos::prelude::*;

/// The notices, one below the other.
#[component]
pub fn Notices() -> impl IntoView {
    let bench = expect_context::<Bench>();
    let ailing = move || matches!(bench.status.get(), Status::Restarting | Status::GivenUp);
    view! {
        <div class="notices" role="alert">
            <Show when=move || bench.failed.get().is_some()><p class="notice"><span>{move || bench.failed.get()}</span></p></Show>
            <Show when=ailing>
                <p class="notice">
                    <span>{move || ailment(bench.status.get())}</span>
                    <Show when=move || bench.status.get() == Status::GivenUp>
                        <button type="button" class="button small" on:click=move |_| bench.try_again()>"Try again"</button>
                    </Show>
                </p>
            </Show>
            <Show when=move || bench.unkept.get()>
                <p class="notice"><span>"This browser could not keep your changes (its storage is full or closed). They stay until you close the page: download the files to keep them."</span></p>
            </Show>
            <Show when=move || bench.remark.get().is_some()>
                <p class="notice">
                    <span>{move || bench.remark.get()}</span>
                    <button type="button" class="button small" on:click=move |_| bench.remark.set(None)>"Dismiss"</button>
                </p>
            </Show>
        </div>
    }
}

fn ailment(status: Status) -> &'static str {
    match status {
        Status::GivenUp => "The analysis stopped several times in a row and is not started again. Your text is safe.",
        _ => "The analysis stopped and is being started again. Your text is safe.",
    }
}
