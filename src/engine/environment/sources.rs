//! What ConfigMaps and Secrets hold.

use std::collections::BTreeMap;

use super::{Piece, Scene, Value};
use crate::engine::objects::{Object, ObjectId, Typed};
use crate::engine::workspace::Located;
use crate::engine::yaml::Route;
use crate::protocol::Place;
use crate::route;

/// A ConfigMap or Secret that is in the set.
#[derive(Clone, Copy)]
pub(super) struct Store<'a> {
    pub(super) at: Located<'a>,
}

/// A value under a key.
pub(super) struct Entry {
    pub(super) value: Value,
    pub(super) route: Route,
}

impl<'a> Store<'a> {
    /// The ConfigMap or Secret beside a workload.
    pub(super) fn find(scene: &Scene<'a>, kind: &str, name: &str) -> Option<Self> {
        let id = ObjectId::new("", kind, Some(scene.at.object.namespace()), name);
        let objects = &scene.analysis.objects;
        objects.find(&id).and_then(|index| objects.get(index)).map(|at| Self { at })
    }

    pub(super) fn object(&self) -> &'a Object {
        self.at.object
    }

    /// Texts by key. Variables come from these only, never from `binaryData`; `stringData` goes over `data`.
    pub(super) fn texts(&self) -> BTreeMap<String, Entry> {
        let mut out = BTreeMap::new();
        match &self.object().typed {
            Typed::ConfigMap(map) => {
                for (key, text) in map.data.iter().flatten() {
                    out.insert(key.clone(), entry(Value::text(text), "data", key));
                }
            }
            Typed::Secret(secret) => {
                for (key, bytes) in secret.data.iter().flatten() {
                    let text = String::from_utf8_lossy(&bytes.0).into_owned();
                    out.insert(key.clone(), entry(Value(vec![Piece::Secret(text)]), "data", key));
                }
                for (key, text) in secret.string_data.iter().flatten() {
                    out.insert(key.clone(), entry(Value(vec![Piece::Secret(text.clone())]), "stringData", key));
                }
            }
            _ => {}
        }
        out
    }

    /// All keys that can become files, with their places.
    pub(super) fn keys(&self) -> BTreeMap<String, Route> {
        let mut out: BTreeMap<String, Route> = self.texts().into_iter().map(|(key, e)| (key, e.route)).collect();
        if let Typed::ConfigMap(map) = &self.object().typed {
            let binary = map.binary_data.iter().flatten().map(|(key, _)| key);
            out.extend(binary.map(|key| (key.clone(), route!["binaryData", key.clone()])));
        }
        out
    }

    /// Whether it never changes (`immutable`).
    pub(super) fn is_immutable(&self) -> bool {
        match &self.object().typed {
            Typed::ConfigMap(map) => map.immutable == Some(true),
            Typed::Secret(secret) => secret.immutable == Some(true),
            _ => false,
        }
    }

    pub(super) fn place(&self, scene: &Scene<'_>, route: &Route) -> Place {
        super::place_in(scene.analysis, &self.at, route)
    }
}

fn entry(value: Value, field: &'static str, key: &str) -> Entry {
    Entry { value, route: route![field, key.to_owned()] }
}
