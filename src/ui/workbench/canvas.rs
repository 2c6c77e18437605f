//! The drawing of the wiring: zoom, clicks, the caret's object.

use super::bench::Bench;
use crate::protocol::Place;
use crate::protocol::explore::Picture;
use crate::ui::browser::drawing::{self, Hit};
use crate::ui::browser::pieces;
use leptos::html::Div;
use leptos::prelude::*;

/// The drawing, and the bar that makes it smaller or larger.
#[component]
pub fn Canvas() -> impl IntoView {
    let bench = expect_context::<Bench>();
    let host = NodeRef::<Div>::new();
    // In per cent; none is as large as fits.
    let zoom = RwSignal::new(None::<u32>);
    let step = move |by: u32| zoom.update(|zoom| *zoom = Some((zoom.unwrap_or(100) * by / 100).clamp(20, 400)));
    Effect::new(move |_| {
        if let (Some(host), Some(drawn)) = (host.get(), bench.drawing.get()) {
            drawing::show(&host, &drawn.svg);
            drawing::scale(&host, zoom.get_untracked());
            mark(bench, &host);
        }
    });
    Effect::new(move |_| {
        let zoom = zoom.get();
        bench.here.track();
        if let Some(host) = host.get() {
            drawing::scale(&host, zoom);
            mark(bench, &host);
        }
    });
    let go = move |hit: Option<Hit>| {
        let place = bench.drawing.get_untracked().and_then(|drawing| place(&drawing, hit?));
        if let Some(place) = place {
            bench.go(&place);
        }
    };
    view! {
        <div class="wiring-bar">
            <span class="grow">{move || zoom.get().map_or("fitted".to_owned(), |zoom| format!("{zoom} %"))}</span>
            <button type="button" class="button quiet small" aria-label="Smaller" on:click=move |_| step(80)>"−"</button>
            <button type="button" class="button quiet small" aria-label="Larger" on:click=move |_| step(125)>"+"</button>
            <button type="button" class="button quiet small" on:click=move |_| zoom.set(None)>"Fit"</button>
        </div>
        <div class="canvas" class:fit=move || zoom.get().is_none() hidden=move || bench.drawing.get().is_none() node_ref=host
            on:click=move |event| go(drawing::hit(&event)) on:keydown=move |event| go(drawing::chosen(&event))></div>
    }
}

fn mark(bench: Bench, host: &drawing::Host) {
    bench.here.with_untracked(|here| pieces::mark(host, here.as_deref()));
}

fn place(drawing: &Picture, hit: Hit) -> Option<Place> {
    match hit {
        Hit::Node(index) => drawing.boxes.get(index).cloned().flatten(),
        Hit::Wire(index) => drawing.wires.get(index).cloned(),
    }
}
