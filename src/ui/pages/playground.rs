//! The playground.

use crate::ui::app::Site;
use crate::ui::browser::address;
use crate::ui::route::{Opening, Route};
use crate::ui::workbench::Workbench;
use crate::ui::workbench::bench::Bench;
use leptos::prelude::*;

/// The workbench, kept in step with the address.
#[component]
pub fn Playground() -> impl IntoView {
    let site = expect_context::<Site>();
    let bench = expect_context::<Bench>();
    address::set_title("Playground · FeastFlow on Kubernetes");
    Effect::new(move |_| {
        if let Route::Playground(opening) = site.route.get() {
            bench.open(opening);
        }
    });
    Effect::new(move |_| {
        let opening = Opening {
            set: Some(bench.set.get()),
            file: Some(bench.shown.get()),
            panel: Some(bench.panel.get().to_owned()),
        };
        if bench.opened.get() && matches!(site.route.get_untracked(), Route::Playground(_)) {
            address::replace(&Route::Playground(opening.without_blanks()).href());
        }
    });
    view! { <Workbench/> }
}
