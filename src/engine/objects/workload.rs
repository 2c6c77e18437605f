//! Workload → pod template: the one place that knows where each kind keeps its pods.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use k8s_openapi::api::core::v1::{Container, PodSpec, PodTemplateSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::{Object, Typed};
use crate::engine::yaml::Route;
use crate::route;

/// The pods of a workload.
#[derive(Clone, Debug)]
pub struct Pods<'a> {
    /// Their spec.
    pub spec: &'a PodSpec,
    /// Their labels.
    pub labels: &'a BTreeMap<String, String>,
    /// Where the spec stands.
    pub spec_route: &'static Route,
    /// Where the metadata stands.
    pub metadata_route: &'static Route,
    /// Desired number: none where it is not fixed (a DaemonSet, a CronJob).
    pub replicas: Option<i32>,
}

/// A container and where it stands.
#[derive(Clone, Debug)]
pub struct ContainerAt<'a> {
    /// The container.
    pub container: &'a Container,
    /// Where it stands.
    pub route: Route,
    /// It runs to completion before the others start.
    pub init: bool,
}

static NO_LABELS: BTreeMap<String, String> = BTreeMap::new();

/// Where spec and metadata of a pod stand: by themselves, in a template, in the template of a CronJob's jobs.
type At = LazyLock<[Route; 2]>;

static POD: At = LazyLock::new(|| both(&Route::default()));
static TEMPLATE: At = LazyLock::new(|| both(&route!["spec", "template"]));
static OF_JOBS: At = LazyLock::new(|| both(&route!["spec", "jobTemplate", "spec", "template"]));

fn both(at: &Route) -> [Route; 2] {
    [at.then("spec"), at.then("metadata")]
}

/// The pods that an object makes (itself, for a Pod).
#[must_use]
pub fn pods(object: &Object) -> Option<Pods<'_>> {
    match &object.typed {
        Typed::Pod(pod) => {
            let labels = pod.metadata.labels.as_ref().unwrap_or(&NO_LABELS);
            let [spec_route, metadata_route] = &*POD;
            Some(Pods { spec: pod.spec.as_ref()?, labels, spec_route, metadata_route, replicas: Some(1) })
        }
        Typed::Deployment(d) => template(&d.spec.template, &TEMPLATE, Some(d.spec.replicas.unwrap_or(1))),
        Typed::StatefulSet(s) => template(&s.spec.template, &TEMPLATE, Some(s.spec.replicas.unwrap_or(1))),
        Typed::DaemonSet(d) => template(&d.spec.template, &TEMPLATE, None),
        Typed::ReplicaSet(r) => {
            let spec = &r.spec;
            template(spec.template.as_ref()?, &TEMPLATE, Some(spec.replicas.unwrap_or(1)))
        }
        Typed::ReplicationController(r) => {
            let spec = r.spec.as_ref()?;
            template(spec.template.as_ref()?, &TEMPLATE, Some(spec.replicas.unwrap_or(1)))
        }
        Typed::Job(j) => {
            let spec = j.spec.as_ref()?;
            template(&spec.template, &TEMPLATE, Some(spec.parallelism.unwrap_or(1)))
        }
        Typed::CronJob(c) => template(&c.spec.job_template.spec.as_ref()?.template, &OF_JOBS, None),
        _ => None,
    }
}

fn template<'a>(template: &'a PodTemplateSpec, at: &'static At, replicas: Option<i32>) -> Option<Pods<'a>> {
    let [spec_route, metadata_route] = &**at;
    Some(Pods {
        spec: template.spec.as_ref()?,
        labels: template.metadata.as_ref().and_then(|m| m.labels.as_ref()).unwrap_or(&NO_LABELS),
        spec_route,
        metadata_route,
        replicas,
    })
}

/// The selector that a workload finds its pods by.
#[must_use]
pub fn selector(object: &Object) -> Option<&LabelSelector> {
    match &object.typed {
        Typed::Deployment(d) => Some(&d.spec.selector),
        Typed::StatefulSet(s) => Some(&s.spec.selector),
        Typed::DaemonSet(d) => Some(&d.spec.selector),
        Typed::ReplicaSet(r) => Some(&r.spec.selector),
        _ => None,
    }
}

impl<'a> Pods<'a> {
    /// Init containers, then containers.
    pub fn containers(&self) -> impl Iterator<Item = ContainerAt<'a>> + use<'a> {
        let base = self.spec_route;
        let init = self.spec.init_containers.iter().flatten().enumerate();
        let main = self.spec.containers.iter().enumerate();
        init.map(move |(n, container)| ContainerAt {
            container,
            route: route![base; "initContainers", n],
            // A restartable init container is a sidecar: it runs beside the others.
            init: container.restart_policy.as_deref() != Some("Always"),
        })
        .chain(main.map(move |(n, container)| ContainerAt {
            container,
            route: route![base; "containers", n],
            init: false,
        }))
    }

    /// QoS class (`pkg/apis/core/helper/qos`): by requests and limits of cpu and memory.
    #[must_use]
    pub fn qos(&self) -> &'static str {
        let mut any = false;
        let mut guaranteed = true;
        for at in self.containers() {
            let resources = at.container.resources.as_ref();
            let limits = resources.and_then(|r| r.limits.as_ref());
            let requests = resources.and_then(|r| r.requests.as_ref());
            for name in ["cpu", "memory"] {
                let limit = limits.and_then(|l| l.get(name));
                let request = requests.and_then(|r| r.get(name));
                any |= limit.is_some() || request.is_some();
                guaranteed &= limit.is_some() && request.is_none_or(|r| Some(r) == limit);
            }
        }
        match (any, guaranteed) {
            (false, _) => "BestEffort",
            (true, true) => "Guaranteed",
            (true, false) => "Burstable",
        }
    }
}
