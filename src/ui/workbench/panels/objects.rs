//! Objects: what would exist, by namespace and kind.

use super::Panel;
use crate::protocol::ObjectRow;
use crate::ui::workbench::bench::Bench;
use crate::ui::workbench::places::{empty, facts, is_here, link};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The panel.
pub const PANEL: Panel = Panel { id: "objects", title: "Objects", badge, view };

fn badge(bench: Bench) -> Option<(String, &'static str)> {
    let count: usize = bench.reports.with(|reports| reports.iter().map(|report| report.objects.len()).sum());
    (count > 0).then(|| (count.to_string(), ""))
}

/// Objects by kind, by namespace; those without one come first.
type Grouped = BTreeMap<Option<String>, BTreeMap<String, Vec<ObjectRow>>>;

fn grouped(bench: Bench) -> Grouped {
    let mut groups = Grouped::new();
    for object in bench.reports.get().iter().flat_map(|report| report.objects.clone()) {
        groups.entry(object.namespace.clone()).or_default().entry(object.kind.clone()).or_default().push(object);
    }
    groups
}

fn view(bench: Bench) -> AnyView {
    let body = move || {
        let groups = grouped(bench);
        if groups.is_empty() {
            return empty("No Kubernetes objects in these files yet.");
        }
        groups.into_iter().map(|(namespace, kinds)| self::namespace(bench, namespace, kinds)).collect_view().into_any()
    };
    view! { <div class="objects">{body}</div> }.into_any()
}

fn namespace(bench: Bench, name: Option<String>, kinds: BTreeMap<String, Vec<ObjectRow>>) -> impl IntoView {
    let title = match name {
        Some(name) => view! { <small>"Namespace "</small>{name} }.into_any(),
        None => view! { "Cluster-wide" }.into_any(),
    };
    let kinds = kinds.into_iter().map(|(kind, objects)| view! { <h3>{kind}</h3><ul>{objects.into_iter().map(|object| self::object(bench, object)).collect_view()}</ul> });
    view! { <section><h2>{title}</h2>{kinds.collect_view()}</section> }
}

fn object(bench: Bench, object: ObjectRow) -> impl IntoView {
    let here = is_here(bench, Some(object.key));
    let pods = object.pods.map(|pods| format!("{pods} {}", if pods == 1 { "pod" } else { "pods" }));
    let badges =
        pods.into_iter().chain(object.qos).map(|text| view! { <span class="badge">{text}</span> }).collect_view();
    let more = (!object.facts.is_empty() || !object.images.is_empty()).then(|| {
        let images = object.images.into_iter().map(|image| view! { <dt>"image"</dt><dd><span class="value">{image}</span></dd> }).collect_view();
        view! { <details><summary>"Details"</summary><dl class="facts">{images}</dl>{facts(bench, object.facts)}</details> }
    });
    let head = view! { <span class="title">{object.name}{badges}</span><span class="summary">{object.summary}</span> };
    view! { <li class="object" class:here=here>{link(bench, object.place, "plain", head)}{more}</li> }
}
