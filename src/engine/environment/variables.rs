//! `envFrom` and `env`: who wins, who loses, what is skipped.
//!
//! Source: `makeEnvironmentVariables`. All of `envFrom` comes first, later sources over earlier ones; then `env`
//! in its order, each value expanded with what is known by then.

use super::expand::expand;
use super::sources::Store;
use super::{Scene, Source, SourceKind, Trouble, Value, Variable, fields, links, resources};
use crate::engine::objects::value::name::is_env_name;
use crate::engine::yaml::{Route, Walk};
use crate::route;

/// The variables of a container.
pub(super) fn variables(scene: &Scene<'_>, troubles: &mut Vec<Trouble>) -> Vec<Variable> {
    let mut build = Build { scene, links: links::variables(scene), out: Vec::new(), troubles };
    let walk = scene.walk(&scene.container.route);
    walk.key("envFrom").items().iter().for_each(|source| build.whole(source));
    let env = walk.key("env").items();
    for (n, entry) in env.iter().enumerate() {
        build.one(entry, env.get(n + 1..).unwrap_or_default());
    }
    build.finish()
}

struct Build<'s, 'a> {
    scene: &'s Scene<'a>,
    links: Vec<Variable>,
    out: Vec<Variable>,
    troubles: &'s mut Vec<Trouble>,
}

impl Build<'_, '_> {
    /// An item of `envFrom`.
    fn whole(&mut self, from: &Walk<'_>) {
        let prefix = from.key("prefix").text();
        for (kind, field) in [("ConfigMap", "configMapRef"), ("Secret", "secretRef")] {
            let reference = from.key(field);
            let name = reference.key("name").text();
            if !reference.is_there() || name.is_empty() {
                continue;
            }
            let optional = reference.key("optional").bool() == Some(true);
            let Some(store) = Store::find(self.scene, kind, name) else {
                self.absent(kind, name, optional, &reference.key("name").route);
                continue;
            };
            for (key, entry) in store.texts() {
                let name = format!("{prefix}{key}");
                if !is_env_name(&name) {
                    continue;
                }
                let source = self.source(SourceKind::Whole, &reference.key("name").route, entry.value);
                let source = Source {
                    text: format!("{}, key {key}", store.object().id),
                    object: Some(store.object().id.key()),
                    origin: Some(store.place(self.scene, &entry.route)),
                    ..source
                };
                let notes = old_releases(&name);
                self.define(&name, source, notes);
            }
        }
    }

    /// An item of `env`; `later` are the items below it.
    fn one(&mut self, entry: &Walk<'_>, later: &[Walk<'_>]) {
        let (name, written) = (entry.key("name").text(), entry.key("value"));
        if name.is_empty() {
            return;
        }
        let from = entry.key("valueFrom");
        if !written.text().is_empty() || !from.is_there() {
            let (value, unknown) = expand(written.text(), |name| self.known(name));
            let notes = unknown.iter().map(|name| left_alone(name, later)).collect();
            let route = if written.is_there() { &written.route } else { &entry.route };
            let source = self.source(SourceKind::Value, route, value);
            return self.define(name, source, notes);
        }
        let chosen = ["configMapKeyRef", "secretKeyRef", "fieldRef", "resourceFieldRef", "fileKeyRef"];
        let Some((field, reference)) =
            chosen.into_iter().map(|field| (field, from.key(field))).find(|(_, at)| at.is_there())
        else {
            return;
        };
        match field {
            "configMapKeyRef" => self.key(name, "ConfigMap", &reference),
            "secretKeyRef" => self.key(name, "Secret", &reference),
            "fieldRef" => {
                let value = fields::value(self.scene, reference.key("fieldPath").text());
                let source = self.source(SourceKind::Field, &reference.key("fieldPath").route, value);
                let text = format!("field {}", reference.key("fieldPath").text());
                self.define(name, Source { text, ..source }, Vec::new());
            }
            "resourceFieldRef" => {
                let (value, notes) = resources::value(self.scene, &reference);
                let source = self.source(SourceKind::Resource, &reference.key("resource").route, value);
                let text = format!("resource {}", reference.key("resource").text());
                self.define(name, Source { text, ..source }, notes);
            }
            _ => {
                let text = format!("key {} of {}", reference.key("key").text(), reference.key("path").text());
                let value = Value(vec![super::Piece::Unsettled("what an init container writes".to_owned())]);
                let source = self.source(SourceKind::File, &reference.key("key").route, value);
                self.define(name, Source { text, ..source }, Vec::new());
            }
        }
    }

    /// A key of a ConfigMap or Secret in `env`.
    fn key(&mut self, name: &str, kind: &str, reference: &Walk<'_>) {
        let (holder, key) = (reference.key("name").text(), reference.key("key").text());
        let optional = reference.key("optional").bool() == Some(true);
        let Some(store) = Store::find(self.scene, kind, holder) else {
            return self.absent(kind, holder, optional, &reference.key("name").route);
        };
        let Some(entry) = store.texts().remove(key) else {
            if !optional {
                let place = self.scene.place(&reference.key("key").route);
                let text = format!("{} has no key `{key}` for the variable `{name}`", store.object().id);
                self.troubles.push(Trouble { state: "CreateContainerConfigError", text, certain: true, place });
            }
            return;
        };
        let source = self.source(SourceKind::Key, &reference.key("key").route, entry.value);
        let source = Source {
            text: format!("{}, key {key}", store.object().id),
            object: Some(store.object().id.key()),
            origin: Some(store.place(self.scene, &entry.route)),
            ..source
        };
        self.define(name, source, Vec::new());
    }

    fn absent(&mut self, kind: &str, name: &str, optional: bool, route: &Route) {
        if optional {
            return;
        }
        let text = format!("{kind} {name} is not in this set; the container starts only where the cluster has it");
        let place = self.scene.place(route);
        self.troubles.push(Trouble { state: "CreateContainerConfigError", text, certain: false, place });
    }

    fn source(&self, kind: SourceKind, route: &Route, value: Value) -> Source {
        let text = if kind == SourceKind::Value { "written here".to_owned() } else { String::new() };
        Source { kind, text, object: None, place: self.scene.place(route), origin: None, value }
    }

    fn define(&mut self, name: &str, source: Source, notes: Vec<String>) {
        match self.out.iter_mut().find(|v| v.name == name) {
            Some(known) => {
                known.losers.push(std::mem::replace(&mut known.source, source));
                known.notes = notes;
            }
            None => self.out.push(Variable { name: name.to_owned(), source, losers: Vec::new(), notes, address: None }),
        }
    }

    /// What a reference stands for at this moment: variables first, then those made for Services.
    fn known(&self, name: &str) -> Option<Value> {
        let all = self.out.iter().chain(&self.links);
        all.filter(|v| v.name == name).map(|v| v.source.value.clone()).next()
    }

    fn finish(mut self) -> Vec<Variable> {
        for link in self.links {
            match self.out.iter_mut().find(|v| v.name == link.name) {
                Some(known) => known.losers.insert(0, link.source),
                None => self.out.push(link),
            }
        }
        self.out
    }
}

/// Releases without relaxed names skip keys of other forms, and say so in an event (`IsEnvVarName`).
fn old_releases(name: &str) -> Vec<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let is_old = name.chars().all(fits) && !name.starts_with(|c: char| c.is_ascii_digit());
    let skipped = !is_old || name.starts_with("..") || name == ".";
    skipped
        .then(|| "Releases before 1.34 may skip it with an event: its name has other characters than letters, digits, `_`, `-` and `.`, or begins with a digit".to_owned())
        .into_iter()
        .collect()
}

fn left_alone(name: &str, later: &[Walk<'_>]) -> String {
    if later.iter().any(|entry| entry.key("name").text() == name) {
        format!(
            "`$({name})` stays as it is written: `{name}` is defined further down, and only what stands above counts"
        )
    } else {
        format!("`$({name})` stays as it is written: nothing defines `{name}`")
    }
}

/// The route of the field that says whether Services become variables.
pub(super) fn links_route(pods: &Route) -> Route {
    route![pods; "enableServiceLinks"]
}
