//! From a Service to the containers behind it.
//!
//! Source: `pkg/controller/endpointslice` (who is an endpoint, and ready), `pkg/proxy` (Service port → target port);
//! a headless Service has no proxy: its name leads to the pods, and the port stays what was asked for.

use k8s_openapi::api::core::v1::{ServicePort, ServiceSpec};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::pods::Pods;
use super::policy::{self, Direction, Peer, Port};
use super::{Reached, Step, Verdict, Way, place_in};
use crate::engine::objects::value::{port, selector};
use crate::engine::objects::{ObjectId, Typed};
use crate::engine::timeline::probe;
use crate::engine::workspace::ObjectIndex;
use crate::engine::yaml::Route;
use crate::route;

/// A port of a Service as it is asked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wanted {
    /// By number.
    Number(i32),
    /// By name, as an Ingress may.
    Name(String),
}

/// Who asks.
#[derive(Clone, Copy)]
pub(super) struct Caller<'a> {
    /// As policies of the pods that are called see it.
    pub(super) peer: &'a Peer<'a>,
    /// The pods that call, whose own policies count.
    pub(super) pods: Option<&'a Pods<'a>>,
    /// It connects to pods itself, through the Service's list of endpoints, as ingress controllers do.
    pub(super) by_endpoints: bool,
}

/// Go through a Service.
pub(super) fn through(way: &mut Way<'_>, index: ObjectIndex, wanted: &Wanted, caller: Caller<'_>) {
    let Some(at) = way.at(index) else { return };
    let Typed::Service(service) = &at.object.typed else { return };
    let (id, spec) = (at.object.id.clone(), service.spec.clone().unwrap_or_default());
    if let Some(fault) = way.fault(index) {
        let step = way.step("service", index, &route![], format!("{id} is refused"));
        let place = super::shown(&way.analysis.workspace, fault.place);
        return way.push(Step { place: Some(place), ..step.fails(fault.message.clone()) });
    }
    if spec.type_.as_deref() == Some("ExternalName") {
        let name = spec.external_name.unwrap_or_default();
        let step =
            way.step("service", index, &route!["spec", "externalName"], format!("{id} is another name for {name}"));
        return way.push(step.unsure(format!("What answers at {name} is not in this set.")));
    }
    let headless = spec.cluster_ip.as_deref() == Some("None") && !caller.by_endpoints;
    let Some((route, target)) = offered(way, index, &id, &spec, wanted, headless) else { return };
    endpoints(way, index, &spec, &route, &target, caller);
}

/// The port that leads on, and the field that says so.
fn offered(
    way: &mut Way<'_>,
    index: ObjectIndex,
    id: &ObjectId,
    spec: &ServiceSpec,
    wanted: &Wanted,
    headless: bool,
) -> Option<(Route, ServicePort)> {
    if let (true, Wanted::Number(number)) = (headless, wanted) {
        let text = format!("{id} is headless: its name leads straight to the pods, at port {number}");
        let listed = spec.ports.iter().flatten().find(|p| p.port == *number);
        let protocol = listed.and_then(|p| p.protocol.clone());
        way.push(way.step("service", index, &route!["spec", "clusterIP"], text));
        let target = Some(IntOrString::Int(*number));
        return Some((
            route!["spec", "clusterIP"],
            ServicePort { port: *number, target_port: target, protocol, ..ServicePort::default() },
        ));
    }
    let is = |p: &ServicePort| match wanted {
        Wanted::Number(number) => p.port == *number,
        Wanted::Name(name) => p.name.as_deref() == Some(name),
    };
    let named = match wanted {
        Wanted::Number(number) => number.to_string(),
        Wanted::Name(name) => format!("`{name}`"),
    };
    // Of several protocols on one number, TCP is what a request means.
    let all = || spec.ports.iter().flatten().enumerate().filter(|(_, p)| is(p));
    let tcp = all().find(|(_, p)| port::protocol(p.protocol.as_deref()) == "TCP");
    let Some((n, found)) = tcp.or_else(|| all().next()) else {
        let offers: Vec<String> = spec.ports.iter().flatten().map(said).collect();
        let step = way.step("service", index, &route!["spec", "ports"], format!("{id} offers no port {named}"));
        way.push(
            step.fails(format!("It offers {}.", if offers.is_empty() { "none".to_owned() } else { offers.join(", ") })),
        );
        return None;
    };
    let field = if found.target_port.is_some() { "targetPort" } else { "port" };
    let route = route!["spec", "ports", n, field];
    let text = format!("{id} takes port {} on to port {} of its pods", found.port, port::text(&port::target(found)));
    way.push(way.step("service", index, &route, text));
    Some((route, found.clone()))
}

fn said(port: &ServicePort) -> String {
    port.name.as_ref().map_or_else(|| port.port.to_string(), |name| format!("{} (`{name}`)", port.port))
}

/// The pods behind a Service, each workload with its own verdict.
fn endpoints(
    way: &mut Way<'_>,
    index: ObjectIndex,
    spec: &ServiceSpec,
    route: &Route,
    target: &ServicePort,
    caller: Caller<'_>,
) {
    let Some(at) = way.at(index) else { return };
    let id = &at.object.id;
    let Some(pairs) = spec.selector.as_ref().filter(|s| !s.is_empty()) else { return by_hand(way, index) };
    let namespace = at.object.namespace();
    let candidates = way.analysis.objects.candidates(namespace, Some(pairs));
    let all = candidates.into_iter().filter_map(|n| Pods::of(way.analysis, n));
    let found: Vec<Pods<'_>> = all.filter(|p| selector::pairs_match(pairs, p.pods.labels)).collect();
    let labels = selector::text(pairs);
    if found.is_empty() {
        let step = way.step("endpoints", index, &route!["spec", "selector"], format!("{id} has no endpoints"));
        return way.push(step.fails(format!("No pods of this set carry `{labels}`, so every connection is refused.")));
    }
    let names: Vec<String> = found.iter().map(|p| format!("{} of {}", p.count(), p.name())).collect();
    let text = format!("Behind it: {} (`{labels}`)", names.join(", "));
    way.push(way.step("endpoints", index, &route!["spec", "selector"], text));
    let publishes = spec.publish_not_ready_addresses == Some(true);
    let aim = Aim { service: index, route, target, publishes, caller };
    let branches: Vec<Branch> = found.iter().map(|pods| Branch::walk(way, pods, aim)).collect();
    join(way, branches);
}

/// Endpoints that somebody lists.
fn by_hand(way: &mut Way<'_>, index: ObjectIndex) {
    let Some(at) = way.at(index) else { return };
    let (id, objects) = (&at.object.id, &way.analysis.objects);
    let namespace = Some(at.object.namespace());
    let slices = objects.of_kind("discovery.k8s.io", "EndpointSlice", namespace).into_iter();
    let of_service = |n: &ObjectIndex| {
        let label = |at: super::Located<'_>| {
            at.walk().path("metadata.labels").key("kubernetes.io/service-name").text() == id.name
        };
        objects.get(*n).is_some_and(label)
    };
    let old = objects.find(&ObjectId::new("", "Endpoints", namespace, &id.name));
    let step = match old.into_iter().chain(slices.filter(of_service)).next() {
        Some(list) => {
            let name = objects.get(list).map(|at| at.object.id.to_string()).unwrap_or_default();
            let step = way.step("endpoints", list, &route![], format!("{name} lists the addresses"));
            step.unsure("What answers at these addresses is not in this set.")
        }
        None => {
            let step = way.step("endpoints", index, &route!["spec"], format!("{id} has no selector"));
            step.unsure("Its endpoints are listed by hand, in an EndpointSlice that is not in this set.")
        }
    };
    way.push(step);
}

/// What is asked of the pods behind a Service.
#[derive(Clone, Copy)]
struct Aim<'a> {
    service: ObjectIndex,
    /// The field that says the port.
    route: &'a Route,
    target: &'a ServicePort,
    publishes: bool,
    caller: Caller<'a>,
}

/// What happens at one of the workloads behind a Service.
struct Branch {
    steps: Vec<Step>,
    verdict: Verdict,
    /// It breaks before its pods become endpoints, so others get its share.
    absent: bool,
    reached: Option<Reached>,
}

impl Branch {
    fn walk(way: &Way<'_>, pods: &Pods<'_>, aim: Aim<'_>) -> Self {
        let mut branch = Self { steps: Vec::new(), verdict: Verdict::Ok, absent: false, reached: None };
        branch.pods(way, pods);
        if branch.verdict < Verdict::Broken {
            branch.port(way, pods, aim);
        }
        branch
    }

    fn push(&mut self, step: Step) {
        self.verdict = self.verdict.max(step.verdict);
        self.steps.push(step);
    }

    /// Whether there are pods at all.
    fn pods(&mut self, way: &Way<'_>, pods: &Pods<'_>) {
        if let Some(fault) = way.fault(pods.index) {
            self.absent = true;
            let step = way.step("pods", pods.index, &route![], format!("{} has no pod that runs", pods.name()));
            let place = super::shown(&way.analysis.workspace, fault.place);
            self.push(Step { place: Some(place), ..step.fails(fault.message.clone()) });
        } else if pods.pods.replicas == Some(0) {
            self.absent = true;
            let step =
                way.step("pods", pods.index, &route!["spec", "replicas"], format!("{} has no pods", pods.name()));
            self.push(step.fails("It is scaled to 0."));
        }
    }

    /// The port in the pod, who may connect to it, and when the pod gets requests.
    fn port(&mut self, way: &Way<'_>, pods: &Pods<'_>, aim: Aim<'_>) {
        let name = pods.name();
        let protocol = port::protocol(aim.target.protocol.as_deref());
        let number = match port::resolve(pods.pods.spec, aim.target) {
            port::Reached::Declared { port, .. } | port::Reached::Undeclared(port) => port,
            port::Reached::Unknown(wanted) => {
                self.absent = true;
                let step = way.step(
                    "container",
                    aim.service,
                    aim.route,
                    format!("No container of {name} has a port named `{wanted}`"),
                );
                return self.push(step.fails("A pod without a port of this name gets no endpoint here."));
            }
        };
        self.policies(way, pods, Port { number, protocol, of: Some(&pods.pods) }, aim.caller);
        if self.verdict < Verdict::Broken {
            self.container(way, pods, number, protocol);
            self.ready(way, pods, aim.publishes);
        }
    }

    fn policies(&mut self, way: &Way<'_>, pods: &Pods<'_>, port: Port<'_>, caller: Caller<'_>) {
        // A pod cannot be kept from itself.
        if caller.pods.is_some_and(|from| from.index == pods.index) && pods.pods.replicas == Some(1) {
            return;
        }
        if let Some(from) = caller.pods {
            let judged = policy::judge(way.analysis, from, Direction::Egress, &Peer::Pods(pods), port);
            self.judged(
                way,
                judged,
                &format!("{} may connect to port {} of {}", from.name(), port.number, pods.name()),
            );
        }
        if self.verdict < Verdict::Broken {
            let judged = policy::judge(way.analysis, pods, Direction::Ingress, caller.peer, port);
            let who = match (caller.pods, caller.peer) {
                (Some(from), _) => from.name(),
                (None, Peer::Controller) => "the ingress controller".to_owned(),
                _ => "callers from outside".to_owned(),
            };
            self.judged(way, judged, &format!("{} takes connections of {who} at port {}", pods.name(), port.number));
        }
    }

    fn judged(&mut self, way: &Way<'_>, judged: policy::Judged, text: &str) {
        let Some((policy, route)) = judged.by else { return };
        let text = if judged.verdict == Verdict::Broken { format!("Not so: {text}") } else { text.to_owned() };
        let step = way.step("policy", policy, &route, text);
        self.push(Step { verdict: judged.verdict, why: judged.why, ..step });
    }

    fn container(&mut self, way: &Way<'_>, pods: &Pods<'_>, number: i32, protocol: &str) {
        let declares = |c: &crate::engine::objects::workload::ContainerAt<'_>| {
            let mut ports = c.container.ports.iter().flatten();
            ports.any(|p| p.container_port == number && port::protocol(p.protocol.as_deref()) == protocol)
        };
        let found = pods.pods.containers().filter(|c| !c.init).find(declares);
        let single = pods.pods.spec.containers.len() == 1;
        let route = found.as_ref().map_or_else(|| pods.pods.spec_route.then("containers"), |c| c.route.then("ports"));
        let text = match &found {
            Some(c) => format!("Container `{}` of {} listens on port {number}", c.container.name, pods.name()),
            None => format!("No container of {} declares port {number}", pods.name()),
        };
        let step = way.step("container", pods.index, &route, text);
        self.push(if found.is_some() {
            step
        } else {
            step.unsure("A process may listen there all the same; nothing here says so.")
        });
        let only = || pods.pods.containers().find(|c| !c.init && single);
        let listening = found.or_else(only);
        self.reached = Some(Reached {
            workload: pods.at.object.id.key(),
            workload_name: pods.name(),
            pods: pods.pods.replicas,
            container: listening.as_ref().map(|c| c.container.name.clone()).unwrap_or_default(),
            port: number,
            place: place_in(way.analysis, &pods.at, &listening.map_or(pods.pods.spec_route.clone(), |c| c.route)),
        });
    }

    /// A pod gets requests when all its containers are ready.
    fn ready(&mut self, way: &Way<'_>, pods: &Pods<'_>, publishes: bool) {
        let containers = pods.pods.containers().filter(|c| !c.init);
        let probed: Vec<_> = containers.filter(|c| c.container.readiness_probe.is_some()).collect();
        let gates = pods.at.walk().follow(pods.pods.spec_route).key("readinessGates").items();
        let step = match probed.first() {
            _ if publishes => {
                let step = way.step(
                    "probe",
                    pods.index,
                    pods.pods.spec_route,
                    "Pods get requests before they are ready".to_owned(),
                );
                step.because("The Service publishes addresses that are not ready.")
            }
            Some(first) => {
                let said: Vec<String> =
                    probed.iter().filter_map(|c| c.container.readiness_probe.as_ref().map(probe::action)).collect();
                let text = format!("A pod gets requests while its readiness probe succeeds: {}", said.join(", "));
                way.step("probe", pods.index, &first.route.then("readinessProbe"), text)
            }
            None => {
                let text = "A pod gets requests as soon as its containers have started".to_owned();
                way.step("probe", pods.index, &pods.pods.spec_route.then("containers"), text)
                    .because("There is no readiness probe.")
            }
        };
        self.push(step);
        if let Some(gate) = gates.first() {
            let text = format!("A pod also waits for the condition {}", gate.key("conditionType").text());
            let step = way.step("probe", pods.index, &gate.route, text);
            self.push(step.unsure("A readiness gate is set by a controller that is not in this set."));
        }
    }
}

/// Go straight to a workload's pods, to a port that they take on their node: Services and readiness do not count,
/// nor do policies where the pods have the node's network.
pub(super) fn straight(way: &mut Way<'_>, pods: &Pods<'_>, number: i32, protocol: &str) {
    let mut branch = Branch { steps: Vec::new(), verdict: Verdict::Ok, absent: false, reached: None };
    branch.pods(way, pods);
    if branch.verdict < Verdict::Broken && pods.pods.spec.host_network != Some(true) {
        let caller = Caller { peer: &Peer::Outside(None), pods: None, by_endpoints: false };
        branch.policies(way, pods, Port { number, protocol, of: Some(&pods.pods) }, caller);
    }
    if branch.verdict < Verdict::Broken {
        branch.container(way, pods, number, protocol);
        let step = way.step("probe", pods.index, pods.pods.spec_route, "The pod gets requests, ready or not".into());
        branch.push(step.because("A port of the node leads straight to the pod, past every Service."));
    }
    join(way, vec![branch]);
}

/// One break stops everything only where no other workload takes the requests.
fn join(way: &mut Way<'_>, branches: Vec<Branch>) {
    let (best, cut) =
        (branches.iter().map(|b| b.verdict).min(), |b: &Branch| b.verdict == Verdict::Broken && !b.absent);
    let some_cut = branches.iter().any(cut);
    for branch in branches {
        for step in branch.steps {
            way.trace.steps.push(step);
        }
        way.trace.reached.extend(branch.reached.filter(|_| branch.verdict < Verdict::Broken));
    }
    let verdict = match best.unwrap_or(Verdict::Broken) {
        Verdict::Ok if some_cut => Verdict::Unsure,
        verdict => verdict,
    };
    way.trace.verdict = way.trace.verdict.max(verdict);
}
