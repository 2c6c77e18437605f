//! Workload → ConfigMap or Secret that its volumes show as files, by key or whole.
//!
//! Source: API reference `ConfigMapVolumeSource`, `SecretVolumeSource`, `ProjectedVolumeSource`.

use k8s_openapi::api::core::v1::{KeyToPath, Volume};

use super::{Edges, Relation, has_key};
use crate::engine::graph::Detail;
use crate::engine::objects::workload;
use crate::engine::yaml::Route;
use crate::route;

/// See the module.
pub const RELATION: Relation = Relation { id: "mounts", phrase: "mounts", find };

fn find(out: &mut Edges<'_, '_>) {
    let Some(pods) = out.object().and_then(workload::pods) else { return };
    for (n, volume) in pods.spec.volumes.iter().flatten().enumerate() {
        sources(out, volume, &route![pods.spec_route; "volumes", n]);
    }
}

fn sources(out: &mut Edges<'_, '_>, volume: &Volume, at: &Route) {
    if let Some(map) = &volume.config_map {
        edges(out, "ConfigMap", &map.name, "name", map.items.as_deref(), map.optional, &route![at; "configMap"]);
    }
    if let Some(secret) = &volume.secret {
        let name = secret.secret_name.as_deref().unwrap_or("");
        edges(out, "Secret", name, "secretName", secret.items.as_deref(), secret.optional, &route![at; "secret"]);
    }
    let projected = volume.projected.iter().flat_map(|p| p.sources.iter().flatten()).enumerate();
    for (n, source) in projected {
        let at = route![at; "projected", "sources", n];
        if let Some(map) = &source.config_map {
            edges(out, "ConfigMap", &map.name, "name", map.items.as_deref(), map.optional, &route![at; "configMap"]);
        }
        if let Some(secret) = &source.secret {
            edges(out, "Secret", &secret.name, "name", secret.items.as_deref(), secret.optional, &route![at; "secret"]);
        }
    }
}

fn edges(
    out: &mut Edges<'_, '_>,
    kind: &'static str,
    name: &str,
    field: &'static str,
    items: Option<&[KeyToPath]>,
    optional: Option<bool>,
    at: &Route,
) {
    let optional = optional == Some(true);
    let id = out.beside("", kind, name);
    // The cluster publishes this one in every namespace.
    if kind == "ConfigMap" && name == "kube-root-ca.crt" && out.objects.find(&id).is_none() {
        return;
    }
    let present = out.objects.find(&id).is_some();
    match items {
        Some(items) if present => {
            for (n, item) in items.iter().enumerate() {
                let route = route![at; "items", n, "key"];
                out.named(
                    "mounts",
                    id.clone(),
                    route,
                    |o| Detail::Key(item.key.clone(), has_key(o, &item.key)),
                    optional,
                );
            }
        }
        _ => out.named("mounts", id, route![at; field], |_| Detail::Whole, optional),
    }
}
