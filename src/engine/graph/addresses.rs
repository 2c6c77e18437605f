//! Values that name a Service: `[scheme://]name[.namespace[.svc[.cluster.local]]][:port][/path]`.
//!
//! Source: the DNS specification for Kubernetes. A plain word is an address only where it is the name of a Service
//! in reach and its key says that an address is meant: most words that equal a Service's name are users and databases.

use crate::engine::objects::value::address::{self, Address, default_port};
use crate::engine::objects::{ObjectId, Typed};
use crate::engine::workspace::{ObjectIndex, Objects};

/// A Service that a value names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The Service's identity.
    pub id: ObjectId,
    /// The Service, if it is in the set.
    pub service: Option<ObjectIndex>,
    /// The port that is asked for, if the value or its scheme says so.
    pub port: Option<i32>,
    /// Whether the Service offers that port.
    pub offered: bool,
    /// Whether the set has other Services of that namespace, so that one that is absent is probably a mistake.
    pub known: bool,
}

/// Variables that are built into what a browser loads.
const OF_BROWSERS: [&str; 9] = [
    "EXPO_PUBLIC_",
    "GATSBY_",
    "NEXT_PUBLIC_",
    "NG_APP_",
    "NUXT_PUBLIC_",
    "PUBLIC_",
    "REACT_APP_",
    "VITE_",
    "VUE_APP_",
];

/// Whether the value is resolved by a visitor's browser, which does not know the cluster's names.
#[must_use]
pub fn is_of_browsers(name: &str) -> bool {
    OF_BROWSERS.iter().any(|prefix| name.starts_with(prefix))
}

/// Last words of names whose values are addresses.
const MEANT: [&str; 17] = [
    "ADDR", "ADDRESS", "BACKEND", "BROKER", "BROKERS", "ENDPOINT", "HOST", "HOSTNAME", "HOSTS", "PEER", "SERVER",
    "SERVERS", "SERVICE", "TARGET", "UPSTREAM", "URI", "URL",
];

fn means_address(key: &str) -> bool {
    key.rsplit(['_', '-', '.']).next().is_some_and(|last| MEANT.iter().any(|word| word.eq_ignore_ascii_case(last)))
}

/// The Service that a whole value names. `beside` gives the value of another name, for `DB_PORT` beside `DB_HOST`.
#[must_use]
pub fn named<'v>(
    objects: &Objects,
    namespace: &str,
    key: &str,
    value: &str,
    beside: impl Fn(&str) -> Option<&'v str>,
) -> Option<Named> {
    let value = value.trim();
    let address = address::parse(value.strip_prefix("jdbc:").unwrap_or(value))?;
    let meant = means_address(key);
    let bare = address.scheme.is_empty() && !address.host.contains(".svc");
    // A plain word, as most values are: nothing need be looked up.
    if bare && !meant && address.port.is_none() {
        return None;
    }
    let port = address.port.map(i32::from).or_else(|| {
        let by_scheme = default_port(address.scheme).filter(|_| !address.scheme.is_empty());
        by_scheme.map(i32::from).or_else(|| beside(&sibling(key)?)?.trim().parse().ok())
    });
    let found = service(objects, namespace, address, port)?;
    match found.service {
        Some(_) => (!bare || meant || (address.port.is_some() && found.offered)).then_some(found),
        None if bare => (meant && address.port.is_some()).then_some(Named { known: false, ..found }),
        None => Some(found),
    }
}

/// `DB_HOST` → `DB_PORT`.
fn sibling(key: &str) -> Option<String> {
    let stem = ["HOST", "HOSTNAME", "ADDR", "ADDRESS", "SERVER"].iter().find_map(|end| key.strip_suffix(end))?;
    Some(format!("{stem}PORT"))
}

/// The Services that a longer text names in addresses with a scheme: a command, a configuration file. Only those
/// that are in the set.
#[must_use]
pub fn within(objects: &Objects, namespace: &str, text: &str) -> Vec<Named> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ';' | '=' | '<' | '>' | '(' | ')' | '`');
    let words = text.lines().filter(|line| line.contains("://")).flat_map(|line| line.split(ends));
    let named =
        words.filter(|word| word.contains("://")).filter_map(|word| named(objects, namespace, "", word, |_| None));
    let mut out: Vec<Named> = Vec::new();
    for found in named.filter(|found| found.service.is_some()) {
        if !out.contains(&found) {
            out.push(found);
        }
    }
    out
}

/// Schemes that are spoken to a Service.
const SPOKEN: [&str; 16] = [
    "amqp",
    "grpc",
    "http",
    "https",
    "mongodb",
    "mysql",
    "nats",
    "postgres",
    "postgresql",
    "redis",
    "rediss",
    "smtp",
    "tcp",
    "udp",
    "ws",
    "wss",
];

fn service(objects: &Objects, namespace: &str, address: Address<'_>, port: Option<i32>) -> Option<Named> {
    if !(address.scheme.is_empty() || SPOKEN.contains(&address.scheme)) || address.host == "localhost" {
        return None;
    }
    let host = address.host.strip_suffix('.').unwrap_or(address.host);
    let host = host.strip_suffix(".cluster.local").unwrap_or(host);
    let (full, labels) = match host.strip_suffix(".svc") {
        Some(rest) => (true, rest),
        None => (false, host),
    };
    let labels: Vec<&str> = labels.split('.').collect();
    let id = |name: &str, namespace: &str| ObjectId::new("", "Service", Some(namespace), name);
    let ids = match (labels.as_slice(), full) {
        ([name], _) => vec![id(name, namespace)],
        // A pod of a headless Service beside it, or a Service of another namespace.
        ([first, second], false) => vec![id(first, second), id(second, namespace)],
        ([name, namespace], true) | ([_, name, namespace], _) => vec![id(name, namespace)],
        _ => return None,
    };
    let found = ids.iter().find_map(|id| Some((id.clone(), objects.find(id)?)));
    let is_clear = full || (labels.len() == 1 && (!address.scheme.is_empty() || address.port.is_some()));
    let is_clear = is_clear && address.host.starts_with(|c: char| c.is_ascii_lowercase());
    match found {
        Some((id, index)) => {
            let offered = port.is_none_or(|port| offers(objects, index, port));
            Some(Named { id, service: Some(index), port, offered, known: true })
        }
        None => {
            let id = ids.into_iter().next().filter(|_| is_clear)?;
            let known = !objects.of_kind("", "Service", id.namespace.as_deref()).is_empty();
            Some(Named { id, service: None, port, offered: false, known })
        }
    }
}

/// Whether something answers at a port of a Service. A headless one and a name for something else have no ports of their own.
fn offers(objects: &Objects, index: ObjectIndex, port: i32) -> bool {
    let Some(Typed::Service(service)) = objects.get(index).map(|at| &at.object.typed) else { return true };
    let Some(spec) = &service.spec else { return true };
    let no_proxy = spec.cluster_ip.as_deref() == Some("None") || spec.type_.as_deref() == Some("ExternalName");
    no_proxy || spec.ports.iter().flatten().any(|p| p.port == port)
}
