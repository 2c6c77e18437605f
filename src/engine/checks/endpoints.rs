//! `endpoints`: how many pods stand behind a Service.
//!
//! Source: `pkg/controller/endpointslice`: the pods of the namespace that carry every pair of the selector. All of
//! them count as ready here: what readiness does to them is asked by `time`.

use super::objects::{At, count, find, place};
use super::{Answer, Check, Form, Key, Kind, numbers};
use crate::engine::Analysis;
use crate::engine::graph::End;
use crate::engine::objects::value::selector;
use crate::engine::objects::{Object, Typed, workload};
use crate::engine::workspace::ObjectIndex;
use crate::route;
use std::collections::BTreeMap;

/// The kind. Without a number, one is enough.
pub const KIND: Kind = Kind {
    name: "endpoints",
    keys: &[
        Key::needed("service", Form::Text),
        Key::free("is", Form::Number),
        Key::free("at-least", Form::Number),
        Key::free("at-most", Form::Number),
    ],
    title,
    answer,
};

fn wanted(check: &Check) -> numbers::Bounds {
    let bounds = numbers::plain(check);
    if bounds.any() { bounds } else { numbers::at_least(1) }
}

fn title(check: &Check) -> String {
    format!("Service `{}` has {}", check.text("service"), wanted(check).of("endpoint", "endpoints"))
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    let name = check.text("service");
    let at = match find(set, &format!("Service/{name}")) {
        Ok(at) => at,
        Err(answer) => return answer,
    };
    let pods: i64 = behind(set, at.0).into_iter().map(|index| replicas(set, index)).sum();
    let why = if pods == 0 { why_none(set, &at) } else { from(set, at.0) };
    let found = format!("Service `{name}` has {}: {why}", count(pods, "endpoint", "endpoints"));
    Answer::new(wanted(check).hold(pods), found, Some(place(set, &at.1, &route!["spec", "selector"])))
}

/// The workloads whose pods a Service selects.
pub(super) fn behind(set: &Analysis, service: ObjectIndex) -> Vec<ObjectIndex> {
    let edges = set.graph.from(service).iter().filter(|edge| edge.relation == "selects");
    let mut out: Vec<ObjectIndex> =
        edges.filter_map(|edge| if let End::Present(to) = edge.to { Some(to) } else { None }).collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn replicas(set: &Analysis, index: ObjectIndex) -> i64 {
    let pods = set.objects.get(index).and_then(|at| workload::pods(at.object));
    // A DaemonSet has as many as there are nodes: one at least.
    pods.map_or(0, |pods| pods.replicas.map_or(1, i64::from))
}

fn from(set: &Analysis, service: ObjectIndex) -> String {
    let names = behind(set, service).into_iter().filter_map(|index| set.objects.get(index));
    let names: Vec<String> = names.map(|at| format!("the pods of {}", at.object.id)).collect();
    format!("{}.", names.join(" and "))
}

/// Why no pod stands behind a Service.
pub(super) fn why_none(set: &Analysis, (index, at): &At<'_>) -> String {
    if let Some(first) = behind(set, *index).first().and_then(|index| set.objects.get(*index)) {
        return format!("{} asks for no pods.", first.object.id);
    }
    let pairs = pairs(at.object);
    let Some(pairs) = pairs.filter(|pairs| !pairs.is_empty()) else { return "it has no selector.".to_owned() };
    let asks = format!("its selector asks for `{}`, no pod carries that", selector::text(pairs));
    match nearest(set, at.object, pairs) {
        Some(labels) => format!("{asks}; {labels}."),
        None => format!("{asks}."),
    }
}

/// The pairs that a Service selects by.
pub(super) fn pairs(object: &Object) -> Option<&BTreeMap<String, String>> {
    match &object.typed {
        Typed::Service(service) => service.spec.as_ref()?.selector.as_ref(),
        _ => None,
    }
}

/// What pods carry instead, under one of the keys; those of a workload with a name like the Service's before others.
fn nearest(set: &Analysis, service: &Object, pairs: &BTreeMap<String, String>) -> Option<String> {
    let all = set.objects.in_order().into_iter().filter(|(_, at)| at.object.namespace() == service.namespace());
    let carries = |(_, at): (ObjectIndex, crate::engine::workspace::Located<'_>)| {
        let pods = workload::pods(at.object)?;
        let other =
            |(key, wanted): (&String, &String)| pods.labels.get_key_value(key).filter(|(_, value)| *value != wanted);
        let (key, value) = pairs.iter().find_map(other)?;
        let near = at.object.id.name.contains(&service.id.name) || service.id.name.contains(&at.object.id.name);
        Some((near, format!("the pods of {} carry `{key}={value}`", at.object.id)))
    };
    let mut found: Vec<(bool, String)> = all.filter_map(carries).collect();
    found.sort_by_key(|(near, _)| !near);
    found.into_iter().next().map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    fn set(selector: &str, replicas: u32) -> String {
        format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{selector: {selector}, ports: [{{port: 80}}, {{port: 81, name: b}}]}}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec:\n  replicas: {replicas}\n  selector: {{matchLabels: {{app: web}}}}\n  template: {{metadata: {{labels: {{app: web}}}}, spec: {{containers: [{{name: c, image: i}}]}}}}\n"
        )
    }

    #[test]
    fn counts_pods_once_and_says_why_there_are_none() {
        let right = [
            ("endpoints: web", true, "2 endpoints: the pods of Deployment web"),
            ("endpoints: {service: web, is: 2}", true, ""),
            ("endpoints: {service: web, at-least: 3}", false, "has 2 endpoints"),
            ("endpoints: {service: web, at-most: 0}", false, "has 2 endpoints"),
            ("endpoints: db", false, "no Service `db`"),
        ];
        table(&set("{app: web}", 2), &right);
        let wrong = "0 endpoints: its selector asks for `app=wev`, no pod carries that; the pods of Deployment web carry `app=web`.";
        table(&set("{app: wev}", 2), &[("endpoints: web", false, wrong)]);
        table(&set("{tier: web}", 2), &[("endpoints: web", false, "no pod carries that.")]);
        table(&set("{}", 2), &[("endpoints: web", false, "it has no selector")]);
        table(&set("{app: web}", 0), &[("endpoints: web", false, "Deployment web asks for no pods")]);
    }
}
