//! What must be said and does not go away by itself.

use super::bench::{Bench, Status};
use leptos::prelude::*;

const UNKEPT: &str = "This browser could not keep your changes (its storage is full or closed). They stay until you close the page: download the files to keep them.";
const RESTARTING: &str = "The analysis stopped and is being started again. Your text is safe.";
const GIVEN_UP: &str = "The analysis stopped several times in a row and is not started again. Your text is safe.";

/// The notices, one below the other.
#[component]
pub fn Notices() -> impl IntoView {
    let bench = expect_context::<Bench>();
    view! {
        <div class="notices" role="alert">
            {move || bench.failed.get().map(|text| notice(text, None))}
            {move || ailment(bench)}
            {move || bench.unkept.get().then(|| notice(UNKEPT.to_owned(), None))}
            {move || bench.remark.get().map(|text| notice(text, Some(("Dismiss", Box::new(move || bench.remark.set(None))))))}
        </div>
    }
}

/// What the button of a notice says and does.
type Way = (&'static str, Box<dyn Fn()>);

fn notice(text: String, way: Option<Way>) -> impl IntoView {
    let button = way.map(
        |(word, act)| view! { <button type="button" class="button small" on:click=move |_| act()>{word}</button> },
    );
    view! { <p class="notice"><span>{text}</span>{button}</p> }
}

fn ailment(bench: Bench) -> Option<impl IntoView> {
    match bench.status.get() {
        Status::Restarting => Some(notice(RESTARTING.to_owned(), None)),
        Status::GivenUp => Some(notice(GIVEN_UP.to_owned(), Some(("Try again", Box::new(move || bench.try_again()))))),
        Status::Starting | Status::Running => None,
    }
}
