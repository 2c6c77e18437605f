//! Workload or ConfigMap → the Services whose addresses its values hold: variables, commands, data.
//!
//! Source: see [`addresses`].

use k8s_openapi::api::core::v1::ConfigMap;

use super::{Edges, Relation};
use crate::engine::graph::addresses::{self, Named};
use crate::engine::graph::{Detail, End};
use crate::engine::objects::workload::{self, ContainerAt};
use crate::engine::objects::{Object, Typed};
use crate::engine::yaml::Route;
use crate::route;

/// See the module.
pub const RELATION: Relation = Relation { id: "calls", phrase: "has the address of", find };

fn find(out: &mut Edges<'_, '_>) {
    values(out, "calls", |name| !addresses::is_of_browsers(name));
    let Some(pods) = out.object().and_then(workload::pods) else { return };
    let namespace = out.object().map_or("default", Object::namespace);
    for at in pods.containers() {
        for (field, words) in [("command", &at.container.command), ("args", &at.container.args)] {
            for (n, word) in words.iter().flatten().enumerate() {
                for named in addresses::within(out.objects, namespace, word) {
                    push(out, "calls", named, route![at.route; field, n]);
                }
            }
        }
    }
}

/// Edges for values whose names are wanted.
pub(super) fn values(out: &mut Edges<'_, '_>, relation: &'static str, wanted: fn(&str) -> bool) {
    let Some(object) = out.object() else { return };
    if let Typed::ConfigMap(map) = &object.typed {
        for (key, text) in map.data.iter().flatten().filter(|(key, _)| wanted(key)) {
            data(out, relation, map, key, text);
        }
    }
    for at in workload::pods(object).iter().flat_map(|pods| pods.containers()) {
        written(out, relation, wanted, &at);
        read(out, relation, wanted, &at);
    }
}

/// What a ConfigMap says. A good setting is drawn from the workload that reads it; a bad one is bad here.
fn data(out: &mut Edges<'_, '_>, relation: &'static str, map: &ConfigMap, key: &str, text: &str) {
    let namespace = out.object().map_or("default", Object::namespace);
    let at = route!["data", key.to_owned()];
    if text.trim_end().contains('\n') {
        let named = addresses::within(out.objects, namespace, text);
        return named.into_iter().for_each(|named| push(out, relation, named, at.clone()));
    }
    let bad = value(out, map, key, key, text).filter(|named| !named.offered);
    bad.into_iter().for_each(|named| push(out, relation, named, at.clone()));
}

fn value(out: &Edges<'_, '_>, map: &ConfigMap, name: &str, key: &str, text: &str) -> Option<Named> {
    let namespace = out.object().map_or("default", Object::namespace);
    let beside = |key: &str| map.data.as_ref().and_then(|data| data.get(key)).map(String::as_str);
    let by = |name: &str| addresses::named(out.objects, namespace, name, text, beside);
    by(key).or_else(|| by(name).filter(|_| name != key))
}

/// Values in `env`.
fn written(out: &mut Edges<'_, '_>, relation: &'static str, wanted: fn(&str) -> bool, at: &ContainerAt<'_>) {
    let namespace = out.object().map_or("default", Object::namespace);
    let env = at.container.env.as_deref().unwrap_or_default();
    for (n, variable) in env.iter().enumerate().filter(|(_, variable)| wanted(&variable.name)) {
        let beside = |key: &str| env.iter().find(|v| v.name == key).and_then(|v| v.value.as_deref());
        let value = variable.value.as_deref().unwrap_or("");
        if let Some(named) = addresses::named(out.objects, namespace, &variable.name, value, beside) {
            push(out, relation, named, route![at.route; "env", n, "value"]);
        }
    }
}

/// Values that come out of ConfigMaps.
fn read(out: &mut Edges<'_, '_>, relation: &'static str, wanted: fn(&str) -> bool, at: &ContainerAt<'_>) {
    let mut found = Vec::new();
    for (n, source) in at.container.env_from.iter().flatten().enumerate() {
        let prefix = source.prefix.as_deref().unwrap_or("");
        let Some(map) = source.config_map_ref.as_ref().and_then(|r| config_map(out, &r.name)) else { continue };
        for (key, text) in map.data.iter().flatten().filter(|(key, _)| wanted(&format!("{prefix}{key}"))) {
            let named = value(out, map, key, key, text);
            found.extend(named.map(|named| (named, route![at.route; "envFrom", n, "configMapRef", "name"])));
        }
    }
    for (n, variable) in at.container.env.iter().flatten().enumerate().filter(|(_, v)| wanted(&v.name)) {
        let Some(key) = variable.value_from.as_ref().and_then(|from| from.config_map_key_ref.as_ref()) else {
            continue;
        };
        let Some(map) = config_map(out, &key.name) else { continue };
        let Some(text) = map.data.as_ref().and_then(|data| data.get(&key.key)) else { continue };
        let named = value(out, map, &variable.name, &key.key, text);
        found.extend(named.map(|named| (named, route![at.route; "env", n, "valueFrom", "configMapKeyRef", "key"])));
    }
    let good = found.into_iter().filter(|(named, _)| named.offered);
    good.for_each(|(named, route)| push(out, relation, named, route));
}

fn config_map<'o>(out: &Edges<'_, 'o>, name: &str) -> Option<&'o ConfigMap> {
    let index = out.objects.find(&out.beside("", "ConfigMap", name))?;
    if let Typed::ConfigMap(map) = &out.objects.get(index)?.object.typed { Some(map) } else { None }
}

fn push(out: &mut Edges<'_, '_>, relation: &'static str, named: Named, route: Route) {
    let detail = named.port.map_or(Detail::Whole, |port| Detail::Port(port.to_string(), named.offered));
    match named.service {
        Some(index) => out.push(relation, End::Present(index), route, detail, false),
        None => out.push(relation, End::Missing(named.id), route, Detail::Whole, !named.known),
    }
}
