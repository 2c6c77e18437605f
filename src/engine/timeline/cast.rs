//! Who takes part: the workloads of a set and their pods, with what the scenario assumes of them.

use k8s_openapi::api::core::v1::{Container, Lifecycle, PodSpec, Probe};

use super::life::{Action, Breaks, ContainerPlan, Plan, ProbePlan, Restart, Role, TroublePlan};
use super::probe::{self, Kind};
use super::scenario::{Fault, Scenario, Times, Trouble};
use super::tolerations;
use crate::engine::Analysis;
use crate::engine::objects::defaults::{self, ProbeNumbers};
use crate::engine::objects::{Typed, workload};
use crate::engine::workspace::{Located, ObjectIndex};

/// The most pods of one workload that are played.
pub const MOST_PODS: usize = 200;
/// A preStop hook that does not say how long it takes, in seconds.
const HOOK: i64 = 1;

/// A workload.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The object.
    pub object: ObjectIndex,
    /// Its pods without anything that breaks.
    plan: Plan,
    /// How many.
    pub pods: usize,
    /// `minReadySeconds`.
    pub min_ready: i64,
    /// How its pods come.
    pub manner: Manner,
    kind: String,
    name: String,
}

/// How a controller makes and replaces pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// All at once; one that is told to go is replaced at once (ReplicaSets).
    AtOnce,
    /// One after the other; one that has gone is replaced (StatefulSets).
    Ordered,
    /// All at once; one that has gone is replaced (parallel StatefulSets, DaemonSets).
    Parallel,
    /// Nobody replaces it (Pods, Jobs).
    Alone,
}

/// The workloads of a set whose pods are played.
#[must_use]
pub fn actors(model: &Analysis, scenario: &Scenario) -> Vec<Actor> {
    let all = model.objects.in_order().into_iter();
    all.filter_map(|(index, at)| actor(index, &at, scenario)).collect()
}

fn actor(index: ObjectIndex, at: &Located<'_>, scenario: &Scenario) -> Option<Actor> {
    let object = at.object;
    let pods = workload::pods(object)?;
    let (manner, min_ready) = match &object.typed {
        Typed::Deployment(d) => (Manner::AtOnce, d.spec.min_ready_seconds),
        Typed::ReplicaSet(r) => (Manner::AtOnce, r.spec.min_ready_seconds),
        Typed::ReplicationController(r) => (Manner::AtOnce, r.spec.as_ref().and_then(|s| s.min_ready_seconds)),
        Typed::StatefulSet(s) if s.spec.pod_management_policy.as_deref() == Some("Parallel") => {
            (Manner::Parallel, s.spec.min_ready_seconds)
        }
        Typed::StatefulSet(s) => (Manner::Ordered, s.spec.min_ready_seconds),
        Typed::DaemonSet(d) => (Manner::Parallel, d.spec.min_ready_seconds),
        Typed::Pod(_) | Typed::Job(_) => (Manner::Alone, None),
        _ => return None,
    };
    let spec = at.walk().follow(pods.spec_route);
    let stays = tolerations::stays(&spec, matches!(object.typed, Typed::DaemonSet(_))).map(seconds);
    let wanted = pods.replicas.map_or(scenario.nodes, i64::from);
    Some(Actor {
        object: index,
        plan: Plan { stays, ..plan(pods.spec, scenario, matches!(object.typed, Typed::Job(_))) },
        pods: usize::try_from(wanted.max(0)).unwrap_or(0).min(MOST_PODS),
        min_ready: i64::from(min_ready.unwrap_or(0).max(0)),
        manner,
        kind: object.id.kind.clone(),
        name: object.id.name.clone(),
    })
}

impl Actor {
    /// The life that one of its pods has, as far as it is decided beforehand.
    #[must_use]
    pub fn plan(&self, pod: usize, scenario: &Scenario) -> Plan {
        let mut plan = self.plan.clone();
        for fault in &scenario.faults {
            let meant = fault.target.is(&self.kind, &self.name) && fault.target.pod.is_none_or(|n| n == pod);
            let down = matches!(fault.trouble, Trouble::Down { .. });
            if meant || down {
                self.suffer(&mut plan, fault);
            }
        }
        plan
    }

    fn suffer(&self, plan: &mut Plan, fault: &Fault) {
        let from = seconds(fault.from);
        let what = match &fault.trouble {
            Trouble::Delete => return plan.deleted = Some(plan.deleted.map_or(from, |other| other.min(from))),
            Trouble::LoseNode => return plan.lost = Some(plan.lost.map_or(from, |other| other.min(from))),
            Trouble::Exit(code) => Breaks::Exit(*code),
            Trouble::ExitAfter(after, code) => Breaks::ExitAfter(seconds(*after), *code),
            Trouble::Hang => Breaks::Hang,
            Trouble::Refuse(path) => Breaks::Refuse(path.clone()),
            Trouble::Slow(takes) => Breaks::Slow(seconds(*takes)),
            Trouble::Down { hangs } => Breaks::Down(*hangs),
        };
        let trouble = TroublePlan { from, to: fault.to.map(seconds), what };
        for container in plan.containers.iter_mut().filter(|container| container.role == Role::Main) {
            container.troubles.push(trouble.clone());
        }
    }

    /// Whether a fault can be told of any of these workloads.
    #[must_use]
    pub fn is_meant(&self, fault: &Fault) -> bool {
        fault.target.is(&self.kind, &self.name)
    }

    /// The name that a pod is shown with.
    #[must_use]
    pub fn pod_name(&self, pod: usize) -> String {
        match self.manner {
            Manner::Alone => self.name.clone(),
            Manner::Ordered => format!("{}-{pod}", self.name),
            _ => format!("{} #{}", self.name, pod + 1),
        }
    }
}

/// Seconds within bounds, in milliseconds.
fn seconds(seconds: i64) -> i64 {
    seconds.clamp(0, 1_000_000_000) * 1000
}

fn plan(spec: &PodSpec, scenario: &Scenario, job: bool) -> Plan {
    let inits = spec.init_containers.iter().flatten().map(|container| {
        let sidecar = container.restart_policy.as_deref() == Some("Always");
        (container, if sidecar { Role::Sidecar } else { Role::Init })
    });
    let all = inits.chain(spec.containers.iter().map(|container| (container, Role::Main)));
    Plan {
        containers: all.map(|(container, role)| container_plan(container, role, scenario, job)).collect(),
        grace: seconds(defaults::grace(spec)),
        restart: match spec.restart_policy.as_deref() {
            Some("Never") => Restart::Never,
            Some("OnFailure") => Restart::OnFailure,
            _ => Restart::Always,
        },
        ..Plan::default()
    }
}

fn container_plan(container: &Container, role: Role, scenario: &Scenario, job: bool) -> ContainerPlan {
    let Times { pull, listen, ready, stop, work } = scenario.times_of(container.image.as_deref().unwrap_or_default());
    let ends = role == Role::Init || (role == Role::Main && job);
    let probes = probe::of(container).filter(|_| role != Role::Init);
    ContainerPlan {
        name: container.name.clone(),
        role,
        probes: probes.map(|(kind, probe)| probe_plan(container, kind, probe, scenario)).collect(),
        hook: container.lifecycle.as_ref().and_then(hook).map(seconds),
        pull: if defaults::pull_policy(container) == "Never" { 0 } else { seconds(pull) },
        listen: seconds(listen),
        ready: seconds(ready.max(listen)),
        stop: seconds(stop),
        work: ends.then(|| seconds(work)),
        troubles: Vec::new(),
    }
}

fn probe_plan(container: &Container, kind: Kind, probe: &Probe, scenario: &Scenario) -> ProbePlan {
    let path = probe.http_get.as_ref().map(|http| http.path.clone().unwrap_or_else(|| "/".to_owned()));
    let bare = path.as_deref().and_then(|path| path.split('?').next());
    let asks = |other: &Probe| probe::action(other) == probe::action(probe);
    ProbePlan {
        kind,
        numbers: ProbePlan::within_bounds(ProbeNumbers::of(probe)),
        grace: probe.termination_grace_period_seconds.map(seconds),
        needs: bare.is_some_and(|path| scenario.needs.iter().any(|need| need == path)),
        tells_ready: container.readiness_probe.as_ref().is_some_and(asks),
        action: match path {
            Some(path) => Action::Http(path),
            None if probe.tcp_socket.is_some() => Action::Tcp,
            None => Action::Other,
        },
    }
}

/// How long a preStop hook takes, in seconds: a sleep says so.
#[must_use]
pub fn hook(lifecycle: &Lifecycle) -> Option<i64> {
    let hook = lifecycle.pre_stop.as_ref()?;
    let command = hook.exec.iter().flat_map(|exec| exec.command.iter().flatten());
    let words = command.flat_map(|argument| argument.split_whitespace()).collect::<Vec<_>>();
    let slept = || words.windows(2).find(|pair| pair.first() == Some(&"sleep")).and_then(|pair| pair.last());
    let told = hook.sleep.as_ref().map(|sleep| sleep.seconds);
    told.or_else(|| slept()?.trim_end_matches([';', 's']).parse().ok()).or(Some(HOOK))
}
