//! Settings: where they stand, what must not stand among them, and which namespace and labels objects carry.

use super::Point;
use super::set::{Notes, Set};
use crate::engine::graph::End;
use crate::engine::objects::Typed;
use crate::engine::objects::value::{address, ip};
use crate::engine::workspace::ObjectIndex;
use crate::engine::yaml::{Route, Step};
use crate::route;

pub(super) const POINTS: &[Point] = &[
    Point::advice(
        "namespace",
        "Every object says its namespace",
        "What does not say it lands in whatever namespace the terminal is set to.",
        namespace,
    ),
    Point::advice(
        "labels",
        "A workload and its pods carry the same labels",
        "What is found by label should be found as a whole.",
        labels,
    ),
    Point::advice(
        "configuration",
        "Configuration stands apart from images and workloads",
        "A ConfigMap can differ from one cluster to another while the image and the workload stay the same.",
        configuration,
    ),
    Point::advice(
        "secrets",
        "Passwords, keys and tokens come out of Secrets",
        "A ConfigMap or a workload may be read by many more people than a Secret.",
        secrets,
    ),
    Point::advice(
        "fixed-addresses",
        "No IP address stands in the settings",
        "A pod's address changes with every restart; a Service's name stays.",
        fixed_addresses,
    ),
];

fn namespace(set: &Set<'_>, notes: &mut Notes<'_>) {
    for (index, at) in set.all.iter().filter(|(_, at)| at.object.namespaced == Some(true)) {
        let written = at.walk().path("metadata.namespace");
        match written.is_there() {
            true => notes.good(*index, &written.route, format!("namespace `{}`", written.text())),
            false => notes.missing(*index, &route!["metadata"], "says no namespace"),
        }
    }
}

fn labels(set: &Set<'_>, notes: &mut Notes<'_>) {
    for workload in set.workloads().filter(|workload| workload.object().id.kind != "Pod") {
        let own = workload.at.walk().path("metadata.labels");
        let other =
            |key: &&str| workload.pods.labels.get(*key).is_some_and(|value| value != own.key((*key).to_owned()).text());
        match own.keys().into_iter().find(other) {
            _ if own.keys().is_empty() => {
                notes.missing(workload.index, &route!["metadata"], "has no labels of its own")
            }
            Some(key) => {
                let text = format!("label `{key}` has another value in the pods");
                notes.missing(workload.index, &own.key(key.to_owned()).route, text);
            }
            None => notes.good(workload.index, &own.route, "agrees with its pods"),
        }
    }
}

fn configuration(set: &Set<'_>, notes: &mut Notes<'_>) {
    for workload in set.workloads() {
        for edge in set.analysis.graph.from(workload.index) {
            let literal = edge.route.0.last() == Some(&Step::from("value"));
            match (edge.relation, &edge.to) {
                ("reads_env" | "mounts", End::Present(to)) if set.kind(*to) == "ConfigMap" => {
                    notes.good(workload.index, &edge.route, format!("reads {}", set.name(*to)));
                }
                ("calls", End::Present(to)) if literal => {
                    let text = format!("the address of {} is written in the workload", set.name(*to));
                    notes.missing(workload.index, &edge.route, text);
                }
                _ => {}
            }
        }
    }
}

/// A text in the settings and where it stands.
struct Setting<'a> {
    object: ObjectIndex,
    name: &'a str,
    value: &'a str,
    route: Route,
}

/// What ConfigMaps hold, and what variables have as text.
fn settings<'a>(set: &Set<'a>) -> Vec<Setting<'a>> {
    let mut out = Vec::new();
    for (object, at) in &set.all {
        if let Typed::ConfigMap(map) = &at.object.typed {
            let data = map.data.iter().flatten();
            out.extend(data.map(|(name, value)| Setting {
                object: *object,
                name,
                value,
                route: route!["data", name.clone()],
            }));
        }
    }
    for workload in set.workloads() {
        for at in workload.containers() {
            for (n, variable) in at.container.env.iter().flatten().enumerate() {
                let value = variable.value.as_deref().unwrap_or("");
                let route = route![at.route; "env", n, "value"];
                out.push(Setting { object: workload.index, name: &variable.name, value, route });
            }
        }
    }
    out
}

/// Last words of names whose values are secret.
const SECRET: [&str; 7] = ["PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "APIKEY", "CREDENTIALS"];
/// Words before `KEY` that make it one that must not be seen.
const KEYS: [&str; 7] = ["ACCESS", "API", "AUTH", "ENCRYPTION", "PRIVATE", "SECRET", "SIGNING"];

/// Whether a name says that its value is secret.
fn means_secret(name: &str) -> bool {
    let upper = name.to_uppercase();
    let mut words = upper.rsplit(['_', '-', '.']);
    match words.next() {
        Some("KEY") => words.next().is_some_and(|word| KEYS.contains(&word)),
        Some(last) => SECRET.contains(&last),
        None => false,
    }
}

/// Whether a text is an address with a password in it.
fn holds_password(value: &str) -> bool {
    let authority = value.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or(""));
    let user = authority.and_then(|authority| authority.rsplit_once('@')).map(|(user, _)| user);
    let password = user.and_then(|user| user.split_once(':')).map(|(_, password)| password);
    password.is_some_and(|password| !password.is_empty() && !password.contains("$("))
}

fn secrets(set: &Set<'_>, notes: &mut Notes<'_>) {
    for setting in settings(set) {
        let written = !setting.value.trim().is_empty() && !setting.value.contains("$(");
        if written && means_secret(setting.name) || holds_password(setting.value) {
            let text = format!("`{}` holds a secret in plain sight, if it is what its name or form says", setting.name);
            notes.missing(setting.object, &setting.route, text);
        }
    }
    for workload in set.workloads() {
        for edge in
            set.analysis.graph.from(workload.index).iter().filter(|e| matches!(e.relation, "reads_env" | "mounts"))
        {
            if let (End::Present(to), false) = (&edge.to, edge.broken())
                && set.kind(*to) == "Secret"
            {
                notes.good(workload.index, &edge.route, format!("reads {}", set.name(*to)));
            }
        }
    }
}

/// The IP address that a setting sends requests to; addresses to listen at, and of the machine itself, are none.
fn fixed(value: &str) -> Option<&str> {
    let words = value.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '\'' | '='));
    words.filter(|word| word.contains("://") || !word.contains('/')).find_map(|word| {
        let host = address::parse(word)?.host;
        let found = ip::parse(host)?;
        (!found.is_unspecified() && !found.is_loopback()).then_some(host)
    })
}

fn fixed_addresses(set: &Set<'_>, notes: &mut Notes<'_>) {
    let written: Vec<Setting<'_>> = settings(set).into_iter().filter(|setting| !setting.value.is_empty()).collect();
    for of_one in written.chunk_by(|one, other| one.object == other.object) {
        let mut none = true;
        for setting in of_one.iter().filter(|setting| !setting.name.to_uppercase().contains("VERSION")) {
            if let Some(host) = fixed(setting.value) {
                none = false;
                notes.missing(setting.object, &setting.route, format!("`{}` holds the address {host}", setting.name));
            }
        }
        if let (true, Some(first)) = (none, of_one.first()) {
            notes.good(first.object, &route![], "none among its settings");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_mean_secrets() {
        for name in ["DB_PASSWORD", "jwt.secret", "API_KEY", "stripe-api-key", "GITHUB_TOKEN"] {
            assert!(means_secret(name), "{name}");
        }
        for name in ["PASSWORD_FILE", "SECRET_NAME", "KEY", "SORT_KEY", "TOKEN_TTL", "JWT_EXPIRES_IN", "", "_"] {
            assert!(!means_secret(name), "{name}");
        }
    }

    #[test]
    fn passwords_in_addresses() {
        assert!(holds_password("postgres://app:hunter2@db:5432/app"));
        for text in ["postgres://app@db/app", "postgres://app:$(DB_PASSWORD)@db", "http://a/x:y@z", "", "a:b@c"] {
            assert!(!holds_password(text), "{text}");
        }
    }

    #[test]
    fn addresses_that_are_fixed() {
        assert_eq!(fixed("http://10.0.0.7:80/x"), Some("10.0.0.7"));
        assert_eq!(fixed("db=10.0.0.7 port=5432"), Some("10.0.0.7"));
        assert_eq!(fixed("http://[fd00::7]/"), Some("fd00::7"));
        for text in ["0.0.0.0", "127.0.0.1:80", "::1", "10.0.0.0/8", "http://db:5432", "1.2.3", "", "5000"] {
            assert_eq!(fixed(text), None, "{text}");
        }
    }
}
