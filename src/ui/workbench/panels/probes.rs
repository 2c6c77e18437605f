//! Probes: every container, what asks it, and what that means in time.

use super::Panel;
use crate::protocol::{ContainerProbes, ProbeView};
use crate::ui::workbench::bench::Bench;
use crate::ui::workbench::places::{empty, facts, is_here, link};
use leptos::prelude::*;

/// The panel.
pub const PANEL: Panel = Panel { id: "probes", title: "Probes", badge, view };

fn badge(bench: Bench) -> Option<(String, &'static str)> {
    let count: usize = bench
        .reports
        .with(|reports| reports.iter().flat_map(|report| &report.probes).map(|container| container.probes.len()).sum());
    (count > 0).then(|| (count.to_string(), ""))
}

fn view(bench: Bench) -> AnyView {
    let body = move || {
        let containers: Vec<_> = bench.reports.get().iter().flat_map(|report| report.probes.clone()).collect();
        if containers.is_empty() {
            return empty("No workload in these files, so no container to probe.");
        }
        containers.into_iter().map(|container| self::container(bench, container)).collect_view().into_any()
    };
    view! { <div class="probes">{body}</div> }.into_any()
}

fn container(bench: Bench, container: ContainerProbes) -> impl IntoView {
    let here = is_here(bench, Some(container.object));
    let head = view! { <h2>{container.container}<small>" in " {container.workload}</small></h2> };
    let none = container.probes.is_empty().then(|| view! { <p class="badge">"no probes"</p> });
    view! {
        <section class="container" class:here=here>
            {head}
            {link(bench, container.place, "button quiet small", "Show in the editor")}
            {none}
            {sentences(container.meaning)}
            <div class="cards">{container.probes.into_iter().map(|probe| self::probe(bench, probe)).collect_view()}</div>
        </section>
    }
}

fn probe(bench: Bench, probe: ProbeView) -> impl IntoView {
    let head = view! { <span class="kind">{probe.kind}</span><span class="action">{probe.action}</span> };
    view! { <div class="probe">{link(bench, probe.place, "plain", head)}{facts(bench, probe.parameters)}{sentences(probe.meaning)}</div> }
}

fn sentences(list: Vec<String>) -> impl IntoView {
    (!list.is_empty()).then(
        || view! { <ul class="meaning">{list.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul> },
    )
}
