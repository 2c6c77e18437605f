//! Wiring: who speaks to whom, drawn and as a table.

use super::Panel;
use crate::picture;
use crate::protocol::{Drawing, Place, WireRow};
use crate::ui::browser::drawing::{self, Hit};
use crate::ui::workbench::bench::Bench;
use crate::ui::workbench::places::{empty, link};
use leptos::html::Div;
use leptos::prelude::*;
use std::sync::Arc;

/// The panel.
pub const PANEL: Panel = Panel { id: "wiring", title: "Wiring", badge, view };

/// One step of zooming.
const STEP: f32 = 1.25;

fn badge(bench: Bench) -> Option<(String, &'static str)> {
    let broken: usize = bench.reports.with(|reports| {
        reports.iter().flat_map(|report| &report.wires).filter(|wire| wire.missing && !wire.optional).count()
    });
    (broken > 0).then(|| (format!("{broken} broken"), "error"))
}

fn view(bench: Bench) -> AnyView {
    let zoom = RwSignal::new(None::<f32>);
    let step = move |factor: f32| zoom.update(|zoom| *zoom = Some((zoom.unwrap_or(1.0) * factor).clamp(0.2, 4.0)));
    view! {
        <div class="wiring-panel">
            <div class="wiring-bar">
                <span class="grow">{move || zoom.get().map_or("fitted".to_owned(), |zoom| format!("{:.0} %", zoom * 100.0))}</span>
                <button type="button" class="button quiet small" aria-label="Smaller" on:click=move |_| step(1.0 / STEP)>"−"</button>
                <button type="button" class="button quiet small" aria-label="Larger" on:click=move |_| step(STEP)>"+"</button>
                <button type="button" class="button quiet small" on:click=move |_| zoom.set(None)>"Fit"</button>
            </div>
            <Canvas zoom/>
            {move || table(bench)}
        </div>
    }
    .into_any()
}

#[component]
fn Canvas(zoom: RwSignal<Option<f32>>) -> impl IntoView {
    let bench = expect_context::<Bench>();
    let host = NodeRef::<Div>::new();
    let svg = Memo::new(move |_| bench.drawing.get().map(|drawing| picture::svg(&drawing)));
    Effect::new(move |_| {
        let (Some(host), Some(svg)) = (host.get(), svg.get()) else { return };
        drawing::show(&host, &svg);
        scale(&host, bench, zoom.get_untracked());
        drawing::mark(&host, bench.here.get_untracked().as_deref());
    });
    Effect::new(move |_| {
        let (zoom, here) = (zoom.get(), bench.here.get());
        if let Some(host) = host.get() {
            scale(&host, bench, zoom);
            drawing::mark(&host, here.as_deref());
        }
    });
    let go = move |hit: Option<Hit>| {
        let place = bench.drawing.get_untracked().and_then(|drawing| place(&drawing, hit?));
        if let Some(place) = place {
            bench.go(&place);
        }
    };
    view! {
        <Show when=move || bench.drawing.get().is_none()>{empty("The drawing is being made…")}</Show>
        <div class="canvas" class:fit=move || zoom.get().is_none() hidden=move || bench.drawing.get().is_none() node_ref=host
            on:click=move |event| go(drawing::hit(&event)) on:keydown=move |event| go(drawing::chosen(&event))></div>
    }
}

fn scale(host: &drawing::Host, bench: Bench, zoom: Option<f32>) {
    let size = bench.drawing.get_untracked().map(|drawing| (drawing.width, drawing.height));
    drawing::scale(host, zoom.zip(size).map(|(zoom, (width, height))| (width * zoom, height * zoom)));
}

fn place(drawing: &Arc<Drawing>, hit: Hit) -> Option<Place> {
    match hit {
        Hit::Node(index) => {
            let node = drawing.nodes.get(index)?;
            node.place.clone().or_else(|| wire_to(drawing, index))
        }
        Hit::Wire(index) => drawing.wires.get(index).map(|wire| wire.place.clone()),
    }
}

/// What is missing stands nowhere: what asks for it does.
fn wire_to(drawing: &Drawing, node: usize) -> Option<Place> {
    drawing.wires.iter().find(|wire| wire.to as usize == node).map(|wire| wire.place.clone())
}

fn table(bench: Bench) -> impl IntoView {
    let rows: Vec<WireRow> = bench.reports.get().iter().flat_map(|report| report.wires.clone()).collect();
    let count = rows.len();
    view! {
        <details class="wires" open=true>
            <summary>{format!("The same as a table: {count} wires")}</summary>
            <table>
                <thead><tr><th scope="col">"From"</th><th scope="col">"Wire"</th><th scope="col">"To"</th></tr></thead>
                <tbody>{rows.into_iter().map(|row| self::row(bench, row)).collect_view()}</tbody>
            </table>
        </details>
    }
}

fn row(bench: Bench, wire: WireRow) -> impl IntoView {
    let broken = wire.missing && !wire.optional;
    let tail = match (wire.missing, wire.optional) {
        (false, _) => "",
        (true, true) => " (not in this set, optional)",
        (true, false) => " (not in this set)",
    };
    view! {
        <tr class:missing=broken>
            <td>{wire.from_name}</td>
            <td>{link(bench, wire.place, "plain", wire.phrase)}</td>
            <td>{wire.to_name}{tail}</td>
        </tr>
    }
}
