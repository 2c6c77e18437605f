//! Workload → ConfigMap or Secret that its containers read variables from, by key or whole.
//!
//! Source: API reference `EnvVarSource`, `EnvFromSource`.

use super::{Edges, Relation, has_key};
use crate::engine::graph::Detail;
use crate::engine::objects::workload::{self, ContainerAt};
use crate::route;

/// See the module.
pub const RELATION: Relation = Relation { id: "reads_env", phrase: "reads variables from", find };

fn find(out: &mut Edges<'_, '_>) {
    let Some(pods) = out.object().and_then(workload::pods) else { return };
    for at in pods.containers() {
        whole(out, &at);
        keys(out, &at);
    }
}

fn whole(out: &mut Edges<'_, '_>, at: &ContainerAt<'_>) {
    for (n, source) in at.container.env_from.iter().flatten().enumerate() {
        if let Some(map) = &source.config_map_ref {
            let (id, route) =
                (out.beside("", "ConfigMap", &map.name), route![at.route; "envFrom", n, "configMapRef", "name"]);
            out.named("reads_env", id, route, |_| Detail::Whole, map.optional == Some(true));
        }
        if let Some(secret) = &source.secret_ref {
            let (id, route) =
                (out.beside("", "Secret", &secret.name), route![at.route; "envFrom", n, "secretRef", "name"]);
            out.named("reads_env", id, route, |_| Detail::Whole, secret.optional == Some(true));
        }
    }
}

fn keys(out: &mut Edges<'_, '_>, at: &ContainerAt<'_>) {
    for (n, source) in
        at.container.env.iter().flatten().enumerate().filter_map(|(n, e)| Some((n, e.value_from.as_ref()?)))
    {
        let map =
            source.config_map_key_ref.as_ref().map(|r| ("ConfigMap", "configMapKeyRef", &r.name, &r.key, r.optional));
        let secret = source.secret_key_ref.as_ref().map(|r| ("Secret", "secretKeyRef", &r.name, &r.key, r.optional));
        for (kind, field, name, key, optional) in map.into_iter().chain(secret) {
            let id = out.beside("", kind, name);
            let present = out.objects.find(&id).and_then(|i| out.objects.get(i)).map(|l| has_key(l.object, key));
            let last = if present == Some(false) { "key" } else { "name" };
            let route = route![at.route; "env", n, "valueFrom", field, last];
            out.named("reads_env", id, route, |o| Detail::Key(key.clone(), has_key(o, key)), optional == Some(true));
        }
    }
}
