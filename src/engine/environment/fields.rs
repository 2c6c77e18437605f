//! Fields of the pod as values.
//!
//! Source: `podFieldSelectorRuntimeValue`, `pkg/fieldpath` (`ExtractFieldPathAsString`); names by
//! `pkg/controller` (`GenerateName`) and `pkg/controller/statefulset` (`getPodName`).

use super::{Piece, Scene, Value};
use crate::engine::objects::Typed;
use crate::route;

/// The value of a field path.
pub(super) fn value(scene: &Scene<'_>, path: &str) -> Value {
    let unsettled = |text: &str| Value(vec![Piece::Unsettled(text.to_owned())]);
    if let Some((field, key)) = path.split_once("['").and_then(|(f, rest)| Some((f, rest.strip_suffix("']")?))) {
        return metadata(scene, field, key);
    }
    match path {
        "metadata.name" => pod_name(scene),
        "metadata.namespace" => Value::text(scene.at.object.namespace()),
        "metadata.uid" => unsettled("uid of the pod"),
        "metadata.labels" => all(scene, "labels"),
        "metadata.annotations" => all(scene, "annotations"),
        "spec.nodeName" => match scene.pods.spec.node_name.as_deref() {
            Some(name) => Value::text(name),
            None => unsettled("name of the node"),
        },
        "spec.serviceAccountName" => Value::text(account(scene)),
        "status.podIP" => unsettled("address of the pod"),
        "status.podIPs" => unsettled("addresses of the pod"),
        "status.hostIP" => unsettled("address of the node"),
        "status.hostIPs" => unsettled("addresses of the node"),
        _ => unsettled(path),
    }
}

/// The account that the pods run as.
pub(super) fn account(scene: &Scene<'_>) -> String {
    let spec = &scene.pods.spec;
    spec.service_account_name.clone().or_else(|| spec.service_account.clone()).unwrap_or_else(|| "default".to_owned())
}

fn pod_name(scene: &Scene<'_>) -> Value {
    let name = &scene.at.object.id.name;
    let unsettled = |text: String| Value(vec![Piece::Unsettled(text)]);
    match &scene.at.object.typed {
        Typed::Pod(_) if !name.is_empty() => Value::text(name.clone()),
        Typed::Deployment(_) => unsettled(format!("{name}-<hash>-<id>")),
        Typed::CronJob(_) => unsettled(format!("{name}-<time>-<id>")),
        Typed::StatefulSet(set) => {
            let first = set.spec.ordinals.as_ref().and_then(|o| o.start).unwrap_or(0);
            match set.spec.replicas.unwrap_or(1) {
                1 => Value::text(format!("{name}-{first}")),
                n => unsettled(format!("{name}-{first} … {name}-{}", first.saturating_add(n).saturating_sub(1))),
            }
        }
        _ => unsettled(format!("{name}-<id>")),
    }
}

/// A label or annotation of the pods; one that is absent is empty.
fn metadata(scene: &Scene<'_>, field: &str, key: &str) -> Value {
    let from_controller = match key {
        "pod-template-hash" => Some("hash of the template"),
        "statefulset.kubernetes.io/pod-name" => return pod_name(scene),
        "apps.kubernetes.io/pod-index" => Some("ordinal of the pod"),
        "controller-revision-hash" => Some("hash of the revision"),
        "batch.kubernetes.io/job-completion-index" => Some("index of the pod"),
        _ => None,
    };
    let map = if field == "metadata.annotations" { "annotations" } else { "labels" };
    let written = scene.walk(&route![scene.pods.metadata_route; map, key.to_owned()]);
    match from_controller {
        Some(what) if !written.is_there() => Value(vec![Piece::Unsettled(what.to_owned())]),
        _ => Value::text(written.text()),
    }
}

/// All labels or annotations, a line each, as a file gets them (`FormatMap`).
fn all(scene: &Scene<'_>, map: &'static str) -> Value {
    let walk = scene.walk(&route![scene.pods.metadata_route; map]);
    let line = |key: &str| format!("{key}={:?}", walk.key(key.to_owned()).text());
    let mut lines: Vec<String> = walk.keys().into_iter().map(line).collect();
    lines.sort();
    Value::text(lines.join("\n"))
}
