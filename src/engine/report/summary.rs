//! An object in a line and a few facts.

use k8s_openapi::api::core::v1::ResourceRequirements;

use super::page::{object_place, shown};
use crate::engine::objects::workload::ContainerAt;
use crate::engine::objects::{Object, Typed, defaults, workload};
use crate::engine::workspace::{DocumentPlace, Located, Workspace};
use crate::engine::yaml::Route;
use crate::protocol::{Fact, ObjectRow};
use crate::route;

/// The row of an object.
#[must_use]
pub fn row(workspace: &Workspace, at: &Located<'_>) -> ObjectRow {
    let object = at.object;
    let pods = workload::pods(object);
    let images: Vec<String> =
        pods.iter().flat_map(|p| p.containers()).filter_map(|c| c.container.image.clone()).collect();
    ObjectRow {
        summary: summary(object),
        pods: pods.as_ref().and_then(|p| p.replicas).and_then(|n| u32::try_from(n).ok()),
        images,
        qos: pods.as_ref().map(|p| p.qos().to_owned()),
        facts: Facts { workspace, at }.all(),
        ..named(workspace, at)
    }
}

/// The row of an object without the facts: identity and place.
#[must_use]
pub fn named(workspace: &Workspace, at: &Located<'_>) -> ObjectRow {
    let object = at.object;
    ObjectRow {
        key: object.id.key(),
        kind: object.id.kind.clone(),
        api_version: object.api_version.clone(),
        namespace: object.id.namespace.clone(),
        name: object.id.name.clone(),
        place: object_place(workspace, at),
        ..ObjectRow::default()
    }
}

fn summary(object: &Object) -> String {
    let keys = |n: usize| if n == 1 { "1 key".to_owned() } else { format!("{n} keys") };
    match &object.typed {
        Typed::Service(s) => {
            let spec = s.spec.as_ref();
            let kind = spec.and_then(|s| s.type_.as_deref()).unwrap_or("ClusterIP");
            let headless = if spec.and_then(|s| s.cluster_ip.as_deref()) == Some("None") { " (headless)" } else { "" };
            let ports: Vec<String> =
                spec.iter().flat_map(|s| s.ports.iter().flatten()).map(|p| p.port.to_string()).collect();
            format!("{kind}{headless} · port {}", ports.join(", "))
        }
        Typed::ConfigMap(c) => {
            keys(c.data.as_ref().map_or(0, |d| d.len()) + c.binary_data.as_ref().map_or(0, |d| d.len()))
        }
        Typed::Secret(s) => {
            keys(s.data.as_ref().map_or(0, |d| d.len()) + s.string_data.as_ref().map_or(0, |d| d.len()))
        }
        Typed::Ingress(i) => {
            let spec = i.spec.as_ref();
            let hosts: Vec<&str> = spec
                .iter()
                .flat_map(|s| s.rules.iter().flatten())
                .map(|r| r.host.as_deref().unwrap_or("any host"))
                .collect();
            let paths: usize = spec
                .iter()
                .flat_map(|s| s.rules.iter().flatten())
                .map(|r| r.http.as_ref().map_or(0, |h| h.paths.len()))
                .sum();
            format!("{} · {paths} paths", hosts.join(", "))
        }
        Typed::PersistentVolumeClaim(p) => {
            let requests = p.spec.as_ref().and_then(|s| s.resources.as_ref()?.requests.as_ref());
            requests.and_then(|r| r.get("storage")).map(|q| q.0.clone()).unwrap_or_default()
        }
        Typed::HorizontalPodAutoscaler(h) => {
            format!(
                "{}–{} pods of {} {}",
                h.spec.min_replicas.unwrap_or(1),
                h.spec.max_replicas,
                h.spec.scale_target_ref.kind,
                h.spec.scale_target_ref.name
            )
        }
        Typed::PodDisruptionBudget(_) => "limits voluntary evictions".to_owned(),
        _ => pods(object),
    }
}

fn pods(object: &Object) -> String {
    match workload::pods(object) {
        None => String::new(),
        Some(pods) => match (pods.replicas, object.id.kind.as_str()) {
            (Some(1), _) => "1 pod".to_owned(),
            (Some(n), _) => format!("{n} pods"),
            (None, "DaemonSet") => "a pod on each node".to_owned(),
            (None, _) => "pods on a schedule".to_owned(),
        },
    }
}

struct Facts<'a> {
    workspace: &'a Workspace,
    at: &'a Located<'a>,
}

impl Facts<'_> {
    fn all(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        match &self.at.object.typed {
            Typed::Deployment(d) => {
                facts.push(self.fact("replicas", defaults::replicas(d).to_string(), &route!["spec", "replicas"]));
                let strategy =
                    d.spec.strategy.as_ref().and_then(|s| s.type_.clone()).unwrap_or_else(|| "RollingUpdate".into());
                facts.push(self.fact("strategy", strategy, &route!["spec", "strategy", "type"]));
                if let Some((surge, down)) = defaults::rolling(d, i64::from(defaults::replicas(d))) {
                    let text = format!("at most {surge} more, {down} fewer than desired");
                    facts.push(self.fact("during an update", text, &route!["spec", "strategy", "rollingUpdate"]));
                }
            }
            Typed::Service(s) => {
                let kind = s.spec.as_ref().and_then(|s| s.type_.clone()).unwrap_or_else(|| "ClusterIP".into());
                facts.push(self.fact("type", kind, &route!["spec", "type"]));
                for (n, port) in s.spec.iter().flat_map(|s| s.ports.iter().flatten()).enumerate() {
                    let target =
                        crate::engine::objects::value::port::text(&crate::engine::objects::value::port::target(port));
                    let protocol = port.protocol.as_deref().unwrap_or("TCP");
                    facts.push(self.fact(
                        "port",
                        format!("{} → {target} ({protocol})", port.port),
                        &route!["spec", "ports", n, "port"],
                    ));
                }
            }
            _ => {}
        }
        for at in workload::pods(self.at.object).iter().flat_map(|p| p.containers()) {
            self.container(&at, &mut facts);
        }
        facts
    }

    fn container(&self, at: &ContainerAt<'_>, facts: &mut Vec<Fact>) {
        let name = &at.container.name;
        let policy = defaults::pull_policy(at.container).to_owned();
        facts.push(self.fact(
            &format!("{name}: image"),
            at.container.image.clone().unwrap_or_default(),
            &at.route.then("image"),
        ));
        facts.push(self.fact(&format!("{name}: pull policy"), policy, &at.route.then("imagePullPolicy")));
        if let Some(resources) = &at.container.resources {
            self.resources(name, resources, &at.route, facts);
        }
    }

    fn resources(&self, name: &str, resources: &ResourceRequirements, at: &Route, facts: &mut Vec<Fact>) {
        for (field, word, list) in
            [("requests", "request", &resources.requests), ("limits", "limit", &resources.limits)]
        {
            for (resource, quantity) in list.iter().flatten() {
                let route = route![at; "resources", field, resource.clone()];
                facts.push(self.fact(&format!("{name}: {resource} {word}"), quantity.0.clone(), &route));
            }
        }
    }

    fn fact(&self, name: &str, value: String, route: &Route) -> Fact {
        let place = written(self.workspace, self.at, route);
        Fact { name: name.to_owned(), value, defaulted: place.is_none(), place }
    }
}

/// Where a field stands, if it is written.
pub(super) fn written(workspace: &Workspace, at: &Located<'_>, route: &Route) -> Option<crate::protocol::Place> {
    let (span, whole) = route.resolve(&at.facts.document, at.object.node);
    whole.then(|| shown(workspace, DocumentPlace { document: at.document, span }))
}
