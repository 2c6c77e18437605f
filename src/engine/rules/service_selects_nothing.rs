//! See the rule's own documentation.

use std::collections::BTreeMap;

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::graph::End;
use crate::engine::objects::{Typed, workload};
use crate::route;

super::rule! {
    /// No pods in this set carry the labels that a Service selects.
    ///
    /// ## Why it matters
    /// A Service without endpoints accepts no connection: callers get "connection refused", an Ingress answers
    /// 503. Nothing else reports it, because an empty Service is valid.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: menu
    /// spec:
    ///   selector:
    ///     app: menu
    ///   ports:
    ///     - port: 80
    /// ---
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: menu
    ///   labels:
    ///     app: menus
    /// spec:
    ///   containers:
    ///     - name: menu
    ///       image: nginx:1.27
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: menu
    /// spec:
    ///   selector:
    ///     app: menu
    ///   ports:
    ///     - port: 80
    /// ---
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: menu
    ///   labels:
    ///     app: menu
    /// spec:
    ///   containers:
    ///     - name: menu
    ///       image: nginx:1.27
    /// ```
    ///
    /// ## References
    /// - `pkg/controller/endpointslice`
    "service-selects-nothing", Warning, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let Typed::Service(service) = &view.object().typed else { return };
    let selects_nothing = view.graph.from(view.index).iter().any(|e| e.relation == "selects" && e.to == End::Nothing);
    let Some(pairs) = service.spec.as_ref().and_then(|s| s.selector.as_ref()).filter(|_| selects_nothing) else { return };
    // A Service alone says nothing: its pods may live in another set.
    let candidates = view.objects.candidates(view.object().namespace(), None);
    if candidates.is_empty() && view.objects.is_alone() {
        return;
    }
    let nearest = candidates.iter().copied().map(|index| (closeness(view, index, pairs), index));
    let best = nearest.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(close, _)| *close > 0.7).map(|(_, index)| index);
    let failing = best.and_then(|index| {
        let pods = view.objects.get(index).and_then(|l| workload::pods(l.object))?;
        pairs.iter().find(|(k, v)| pods.labels.get(*k) != Some(v))
    });
    let mut route = route!["spec", "selector"];
    if let Some((key, _)) = failing {
        route.0.push(key.clone().into());
    }
    let name = &view.object().id.name;
    let mut finding = view
        .finding(&route, format!("Service `{name}` selects `{}`, and no pods in this set carry it", crate::engine::objects::value::selector::text(pairs)))
        .help("Without pods behind it the Service has no endpoints and every connection fails. Make the selector agree with the labels in the pod template, or add the workload.");
    if let Some(other) = best.and_then(|index| view.other(index))
        && let Some(pods) = workload::pods(other.object())
    {
        finding = finding.related(other.written(&pods.metadata_route.then("labels")), format!("the pods of {} carry these labels", other.object().id));
        if let Some((key, _)) = failing
            && let Some(value) = pods.labels.get(key)
        {
            let place = view.place(&route, crate::engine::yaml::Part::Value);
            finding = finding.fix(format!("Select `{key}: {value}`"), place, quoted(value));
        }
    }
    out.push(finding);
}

/// How near a workload's labels come to the pairs of a selector, from 0 to 1.
fn closeness(view: &ObjectView<'_>, index: usize, pairs: &BTreeMap<String, String>) -> f64 {
    let Some(pods) = view.objects.get(index).and_then(|l| workload::pods(l.object)) else { return 0.0 };
    let near = |(key, value): (&String, &String)| pods.labels.get(key).map_or(0.0, |v| strsim::jaro_winkler(v, value));
    let total: f64 = pairs.iter().map(near).sum();
    total / pairs.len().max(1) as f64
}

/// A value as it can stand in YAML: in quotes where it would not be read as text.
fn quoted(value: &str) -> String {
    if crate::engine::yaml::Scalar::plain(value).is_string() { value.to_owned() } else { format!("\"{value}\"") }
}
