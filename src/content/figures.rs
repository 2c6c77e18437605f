//! What a guide may ask of an example set: fields as they are written, and figures that the engine works out.
//!
//! | question | answer |
//! |---|---|
//! | `Deployment/web spec.replicas` | the field's value as written |
//! | `kind-cluster.yaml nodes[0].role` | a field of the first document of a file that has it |
//! | `Deployment/web =pods` | a figure of an object, see [`OF_OBJECTS`] |
//! | `=requests.cpu` | a figure of the whole set, see [`OF_SETS`] |
//!
//! A figure of one container says which after a colon, unless there is only one: `=ready.latest:api`.

use k8s_openapi::api::core::v1::Container;

use crate::engine::Analysis;
use crate::engine::objects::defaults::ProbeNumbers;
use crate::engine::objects::value::quantity;
use crate::engine::objects::workload::{self, Pods};
use crate::engine::objects::{Object, Typed};
use crate::engine::timeline::probe::{self, Bounds};
use crate::engine::timeline::rollout::{self, Question, Rollout};
use crate::engine::yaml::{Document, NodeId, Route};

/// Seconds from a new pod's creation until it is ready, where a rollout's figure needs one.
const READY_AFTER: i64 = 10;

/// A figure of an object: its name and how it is found.
type OfObject = (&'static str, fn(&Object, &str) -> Option<String>);
/// A figure of a set.
type OfSet = (&'static str, fn(&Analysis) -> String);

/// The figures of objects, sorted. Seconds are whole; amounts are written as manifests write them.
pub const OF_OBJECTS: &[OfObject] = &[
    ("limits.cpu", |o, _| amount(o, "cpu", true, false)),
    ("limits.memory", |o, _| amount(o, "memory", true, false)),
    ("pods", |o, _| Some(workload::pods(o)?.replicas?.to_string())),
    ("qos", |o, _| Some(workload::pods(o)?.qos().to_owned())),
    ("ready.earliest", |o, c| Some(probe::ready(container(o, c)?).earliest.to_string())),
    ("ready.latest", |o, c| Some(probe::ready(container(o, c)?).latest.to_string())),
    ("requests.cpu", |o, _| amount(o, "cpu", false, false)),
    ("requests.memory", |o, _| amount(o, "memory", false, false)),
    ("restart.hangs.earliest", |o, c| earliest(probe::restart(container(o, c)?)?.hangs)),
    ("restart.hangs.latest", |o, c| latest(probe::restart(container(o, c)?)?.hangs)),
    ("restart.refuses.earliest", |o, c| earliest(probe::restart(container(o, c)?)?.refuses)),
    ("restart.refuses.latest", |o, c| latest(probe::restart(container(o, c)?)?.refuses)),
    ("rollout.done", |o, _| Some(rolled(o)?.done_at?.to_string())),
    ("rollout.max-total", |o, _| Some(rolled(o)?.max_total.to_string())),
    ("rollout.min-available", |o, _| Some(rolled(o)?.min_available.to_string())),
    ("start.earliest", |o, c| earliest(start(container(o, c)?)?)),
    ("start.latest", |o, c| latest(start(container(o, c)?)?)),
    ("total.limits.cpu", |o, _| amount(o, "cpu", true, true)),
    ("total.limits.memory", |o, _| amount(o, "memory", true, true)),
    ("total.requests.cpu", |o, _| amount(o, "cpu", false, true)),
    ("total.requests.memory", |o, _| amount(o, "memory", false, true)),
    ("unready.hangs.earliest", |o, c| earliest(probe::unready(container(o, c)?)?.hangs)),
    ("unready.hangs.latest", |o, c| latest(probe::unready(container(o, c)?)?.hangs)),
    ("unready.refuses.earliest", |o, c| earliest(probe::unready(container(o, c)?)?.refuses)),
    ("unready.refuses.latest", |o, c| latest(probe::unready(container(o, c)?)?.refuses)),
];

/// The figures of sets, sorted.
pub const OF_SETS: &[OfSet] = &[
    ("files", |set| set.workspace.files.len().to_string()),
    ("limits.cpu", |set| sum(set, "cpu", true)),
    ("limits.memory", |set| sum(set, "memory", true)),
    ("objects", |set| {
        set.objects.in_order().iter().filter(|(_, at)| !at.object.id.kind.is_empty()).count().to_string()
    }),
    ("pods", |set| pods_of(set).filter_map(|pods| pods.replicas).map(i64::from).sum::<i64>().to_string()),
    ("requests.cpu", |set| sum(set, "cpu", false)),
    ("requests.cpu.most", |set| sum_of(set, "cpu", most)),
    ("requests.cpu.updating", |set| sum_of(set, "cpu", updating)),
    ("requests.memory", |set| sum(set, "memory", false)),
    ("requests.memory.most", |set| sum_of(set, "memory", most)),
    ("requests.memory.updating", |set| sum_of(set, "memory", updating)),
];

/// Answers a question about a set.
///
/// # Errors
/// Says what is not there.
pub fn answer(set: &Analysis, question: &str) -> Result<String, String> {
    if let Some(figure) = question.strip_prefix('=') {
        let found = OF_SETS.iter().find(|(name, _)| *name == figure);
        return found.map(|(_, find)| find(set)).ok_or_else(|| "sets have no such figure".to_owned());
    }
    let (of, what) = question.split_once(' ').ok_or("it is written as Kind/name and a path or =figure")?;
    let what = what.trim();
    match what.strip_prefix('=') {
        Some(figure) => of_object(set, of, figure),
        None => field(set, of, what),
    }
}

fn of_object(set: &Analysis, of: &str, figure: &str) -> Result<String, String> {
    let all = set.objects.in_order().into_iter();
    let object = all.map(|(_, at)| at.object).find(|object| is(object, of)).ok_or("there is no such object")?;
    let (name, container) = figure.split_once(':').unwrap_or((figure, ""));
    let (_, find) = OF_OBJECTS.iter().find(|(other, _)| *other == name).ok_or("objects have no such figure")?;
    find(object, container).ok_or_else(|| "the object has no such figure".to_owned())
}

fn is(object: &Object, of: &str) -> bool {
    of.split_once('/') == Some((&object.id.kind, &object.id.name))
}

fn field(set: &Analysis, of: &str, path: &str) -> Result<String, String> {
    let read = |document: &Document, node: NodeId| {
        let found = Route::find(document, node, path)?;
        document.scalar(found).map(|scalar| scalar.text.to_string())
    };
    let found = match set.workspace.position(of) {
        Some(file) => set.workspace.documents_of(file).find_map(|(_, placed)| {
            let document = &placed.facts.document;
            read(document, document.root()?)
        }),
        None => set
            .objects
            .in_order()
            .into_iter()
            .filter(|(_, at)| is(at.object, of))
            .find_map(|(_, at)| read(&at.facts.document, at.object.node)),
    };
    found.ok_or_else(|| "there is no such object or field with a plain value".to_owned())
}

fn earliest(bounds: Bounds) -> Option<String> {
    Some(bounds.earliest.to_string())
}

fn latest(bounds: Bounds) -> Option<String> {
    Some(bounds.latest.to_string())
}

/// The container of that name, or the only one.
fn container<'o>(object: &'o Object, name: &str) -> Option<&'o Container> {
    let pods = workload::pods(object)?;
    let all: Vec<&Container> = pods.containers().filter(|at| !at.init).map(|at| at.container).collect();
    match (name, all.as_slice()) {
        ("", [only]) => Some(only),
        _ => all.into_iter().find(|container| container.name == name),
    }
}

fn rolled(object: &Object) -> Option<Rollout> {
    rollout::of(object, &Question { ready_after: Some(READY_AFTER), ..Question::default() })
}

/// From a container's start until its startup probe has it restarted, where each check is refused at once.
fn start(container: &Container) -> Option<Bounds> {
    container.startup_probe.as_ref().map(|probe| probe::decision(ProbeNumbers::of(probe), false))
}

/// The pods that a workload has while all of its pods are replaced.
fn updating(_: &Analysis, object: &Object) -> Option<i64> {
    rolled(object).map(|rollout| rollout.max_total)
}

/// The pods that a workload has when its autoscaler has added all that it may.
fn most(set: &Analysis, object: &Object) -> Option<i64> {
    let scaled = |other: &Object| match &other.typed {
        Typed::HorizontalPodAutoscaler(scaler) => {
            let target = &scaler.spec.scale_target_ref;
            let this = target.kind == object.id.kind && target.name == object.id.name;
            this.then_some(scaler.spec.max_replicas)
        }
        _ => None,
    };
    let by_scaler = set.objects.in_order().into_iter().find_map(|(_, at)| scaled(at.object));
    by_scaler.or(workload::pods(object)?.replicas).map(i64::from)
}

fn pods_of(set: &Analysis) -> impl Iterator<Item = Pods<'_>> {
    set.objects.in_order().into_iter().filter_map(|(_, at)| workload::pods(at.object))
}

/// What the containers of a pod ask for together, or of all pods.
fn amount(object: &Object, resource: &str, limit: bool, all: bool) -> Option<String> {
    let pods = workload::pods(object)?;
    let times = if all { pods.replicas? } else { 1 };
    Some(written(resource, per_pod(&pods, resource, limit) * i128::from(times)))
}

fn sum(set: &Analysis, resource: &str, limit: bool) -> String {
    let of = |pods: Pods<'_>| per_pod(&pods, resource, limit) * i128::from(pods.replicas.unwrap_or(0));
    written(resource, pods_of(set).map(of).sum())
}

/// What all pods request together, where there are as many of each as is said; none counts as written.
fn sum_of(set: &Analysis, resource: &str, count: fn(&Analysis, &Object) -> Option<i64>) -> String {
    let of = |object: &Object| {
        let pods = workload::pods(object)?;
        let count = count(set, object).or(pods.replicas.map(i64::from))?;
        Some(per_pod(&pods, resource, false) * i128::from(count))
    };
    written(resource, set.objects.in_order().into_iter().filter_map(|(_, at)| of(at.object)).sum())
}

/// In thousandths.
fn per_pod(pods: &Pods<'_>, resource: &str, limit: bool) -> i128 {
    let of = |container: &Container| {
        let resources = container.resources.as_ref()?;
        let list = if limit { &resources.limits } else { &resources.requests };
        quantity::milli(&list.as_ref()?.get(resource)?.0)
    };
    pods.containers().filter(|at| !at.init).filter_map(|at| of(at.container)).sum()
}

/// Thousandths as a manifest writes them: `1750m`, `2`, `768Mi`.
fn written(resource: &str, milli: i128) -> String {
    let bytes = milli / 1000;
    match (resource, milli % 1000) {
        ("cpu", 0) => bytes.to_string(),
        ("cpu", _) => format!("{milli}m"),
        _ if bytes % (1 << 30) == 0 => format!("{}Gi", bytes >> 30),
        _ if bytes % (1 << 20) == 0 => format!("{}Mi", bytes >> 20),
        _ => bytes.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::workspace::Workspace;

    const WEB: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: web:1
          resources: {requests: {cpu: 250m, memory: 256Mi}, limits: {cpu: 500m, memory: 512Mi}}
          livenessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 10, failureThreshold: 3}
          readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 5, failureThreshold: 3}
          startupProbe: {httpGet: {path: /, port: 80}, periodSeconds: 2, failureThreshold: 30}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {maxReplicas: 5, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
";

    fn asked(question: &str) -> Result<String, String> {
        let files = [("web.yaml", WEB), ("tool.yaml", "nodes: [{role: worker}]\n")];
        answer(&crate::engine::model(Workspace::of(files)), question)
    }

    #[test]
    fn fields_and_figures() {
        let cases = [
            ("Deployment/web spec.replicas", "3"),
            ("Deployment/web spec.template.spec.containers[name=web].image", "web:1"),
            ("tool.yaml nodes[0].role", "worker"),
            ("Deployment/web =pods", "3"),
            ("Deployment/web =qos", "Burstable"),
            ("Deployment/web =requests.cpu", "250m"),
            ("Deployment/web =total.requests.memory", "768Mi"),
            ("Deployment/web =ready.latest", "3"),
            ("Deployment/web =start.earliest", "58"),
            ("Deployment/web =start.latest", "60"),
            ("Deployment/web =restart.refuses.latest:web", "30"),
            ("Deployment/web =unready.refuses.earliest", "10"),
            ("Deployment/web =rollout.min-available", "3"),
            ("Deployment/web =rollout.max-total", "4"),
            ("=pods", "3"),
            ("=files", "2"),
            ("=objects", "2"),
            ("=requests.cpu.most", "1250m"),
            ("=requests.cpu.updating", "1"),
            ("=requests.memory.most", "1280Mi"),
            ("=requests.memory.updating", "1Gi"),
            ("=limits.cpu", "1500m"),
            ("=limits.memory", "1536Mi"),
        ];
        for (question, want) in cases {
            assert_eq!(asked(question).as_deref(), Ok(want), "{question}");
        }
    }

    #[test]
    fn what_is_not_there_is_said() {
        for question in ["Deployment/api spec.replicas", "Deployment/web spec.x", "Deployment/web =x", "=x", "x", ""] {
            assert!(asked(question).is_err(), "{question}");
        }
    }

    #[test]
    fn figures_are_sorted() {
        assert!(OF_OBJECTS.is_sorted_by_key(|(name, _)| name) && OF_SETS.is_sorted_by_key(|(name, _)| name));
    }
}
