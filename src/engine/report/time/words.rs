//! Sentences about what happens, each with the field that causes it.

use std::fmt::Display;

use super::Assumption;
use crate::engine::objects::defaults::ProbeNumbers;
use crate::engine::objects::workload::ContainerAt;
use crate::engine::timeline::life::{Happening, State};
use crate::engine::timeline::probe::{self, Kind};
use crate::engine::timeline::scenario::{Fault, Scenario, Trouble};
use crate::engine::yaml::Route;
use crate::route;

/// One number, or two with a dash.
pub(super) fn between<T: Display + PartialEq>((least, most): (T, T)) -> String {
    if least == most { least.to_string() } else { format!("{least}–{most}") }
}

/// When a Service was whole again.
pub(super) fn whole_again(bounds: Option<(i64, Option<i64>)>) -> String {
    match bounds {
        None => "never less".to_owned(),
        Some((from, Some(to))) => format!("{} s", between((from, to))),
        Some((from, None)) => format!("{from} s or later"),
    }
}

/// A word for marks.
pub(super) fn mark(what: Happening) -> &'static str {
    match what {
        Happening::Created => "created",
        Happening::Pulls => "pulls",
        Happening::Starts => "starts",
        Happening::PassesStartup => "started",
        Happening::Ready | Happening::PodReady => "ready",
        Happening::Unready | Happening::PodUnready => "unready",
        Happening::Condemned(_) => "condemned",
        Happening::Signal => "signal",
        Happening::Ends(..) => "ends",
        Happening::BackOff(_) => "back-off",
        Happening::Deleted | Happening::Evicted => "deleted",
        Happening::NodeLost | Happening::NodeNotReady => "node",
        Happening::Finished(_) => "finished",
        Happening::Gone => "gone",
    }
}

/// The sentence of an event, and the field behind it.
pub(super) fn event<S: Iterator<Item = State>>(
    containers: &[ContainerAt<'_>],
    container: Option<&ContainerAt<'_>>,
    what: Happening,
    restart: usize,
    states: impl Fn() -> S,
) -> (String, Option<Route>) {
    let name = container.filter(|_| containers.len() > 1).map(|c| format!(" ({})", c.container.name));
    let name = name.unwrap_or_default();
    let field = |field: &'static str| container.map(|container| container.route.then(field));
    let probed = |kind: Kind| {
        let with = containers.iter().find(|c| probe::of(c.container).any(|(other, _)| other == kind));
        with.map(|c| c.route.then(kind.field()))
    };
    match what {
        Happening::Created => ("The pod is created.".to_owned(), None),
        Happening::Pulls => (format!("The image is pulled{name}."), field("image")),
        Happening::Starts if restart == 0 => (format!("The container starts{name}."), field("name")),
        Happening::Starts => (format!("The container starts again{name}: restart {restart}."), field("name")),
        Happening::PassesStartup => {
            (format!("The startup probe succeeds{name}: the other probes begin."), field(Kind::Startup.field()))
        }
        Happening::Ready => (format!("The container is ready{name}."), field(Kind::Readiness.field())),
        Happening::Unready => (format!("The container is not ready any more{name}."), field(Kind::Readiness.field())),
        Happening::PodReady => ("The pod is ready: it gets traffic.".to_owned(), probed(Kind::Readiness)),
        Happening::PodUnready => unready(probed(Kind::Readiness), containers, states()),
        Happening::Condemned(kind) => condemned(container, kind, &name),
        Happening::Signal => signal(container, &name),
        Happening::Ends(_, true) => {
            (format!("The process did not stop in time and is killed{name}: exit code 137."), grace(container))
        }
        Happening::Ends(code, false) => (format!("The process ends with exit code {code}{name}."), field("name")),
        Happening::BackOff(rest) => (
            format!("CrashLoopBackOff{name}: the next start waits for {} s.", (rest + 999) / 1000),
            field("name"),
        ),
        Happening::Deleted => (
            "The pod is told to go: it leaves the Service while it is being stopped, so requests may still arrive for a moment.".to_owned(),
            None,
        ),
        Happening::Evicted => (
            "The pod is told to go, which its lost node cannot hear: a Deployment makes another one, a StatefulSet waits.".to_owned(),
            None,
        ),
        Happening::NodeLost => ("The node is lost. Nobody has noticed yet.".to_owned(), None),
        Happening::NodeNotReady => {
            ("The control plane notices: the node is NotReady, and so are its pods.".to_owned(), None)
        }
        Happening::Finished(true) => ("The pod has completed.".to_owned(), None),
        Happening::Finished(false) => ("The pod has failed.".to_owned(), None),
        Happening::Gone => ("The pod is gone.".to_owned(), None),
    }
}

fn unready(
    readiness: Option<Route>,
    containers: &[ContainerAt<'_>],
    mut states: impl Iterator<Item = State>,
) -> (String, Option<Route>) {
    let field = |kind: Kind| containers.iter().map(|c| c.route.then(kind.field())).next_back();
    match states.find(|state| !matches!(state, State::Ready | State::Completed)) {
        Some(State::Unready) => {
            ("The readiness probe has failed: the pod gets no traffic any more.".to_owned(), readiness)
        }
        Some(State::Starting) => (
            "The kubelet sees the new process, which has to pass its probes first: the pod gets no traffic.".to_owned(),
            field(Kind::Startup),
        ),
        Some(State::Exited | State::BackOff) => {
            ("The kubelet sees that the process has ended: the pod gets no traffic any more.".to_owned(), None)
        }
        _ => ("The pod is not ready any more: it gets no traffic.".to_owned(), readiness),
    }
}

fn condemned(container: Option<&ContainerAt<'_>>, kind: Kind, name: &str) -> (String, Option<Route>) {
    let probe = container.and_then(|c| probe::of(c.container).find(|(other, _)| *other == kind));
    let times = probe.map_or(3, |(_, probe)| ProbeNumbers::of(probe).failure_threshold);
    let action = probe.map(|(_, probe)| probe::action(probe)).unwrap_or_default();
    let times = if times == 1 { "once".to_owned() } else { format!("{times} times in a row") };
    let route = container.map(|c| route![c.route; kind.field(), "failureThreshold"]);
    (format!("The {} probe ({action}) has failed {times}: the container is stopped{name}.", kind.word()), route)
}

fn signal(container: Option<&ContainerAt<'_>>, name: &str) -> (String, Option<Route>) {
    let hook = container.filter(|c| c.container.lifecycle.as_ref().is_some_and(|l| l.pre_stop.is_some()));
    match hook {
        Some(at) => (
            format!("The preStop hook is over, and SIGTERM is sent{name}."),
            Some(route![at.route; "lifecycle", "preStop"]),
        ),
        None => (format!("SIGTERM is sent{name}."), grace(container)),
    }
}

/// `terminationGracePeriodSeconds` of the pod.
fn grace(container: Option<&ContainerAt<'_>>) -> Option<Route> {
    let mut route = container?.route.clone();
    route.0.truncate(route.0.len().saturating_sub(2));
    Some(route.then("terminationGracePeriodSeconds"))
}

/// Everything that is assumed, in words.
pub(super) fn assumptions(scenario: &Scenario) -> Vec<Assumption> {
    let mut out = Vec::new();
    let mut say = |name: &str, value: String| out.push(Assumption { name: name.to_owned(), value });
    let times = scenario.times;
    say("pulling an image", format!("{} s, unless imagePullPolicy is Never", times.pull));
    say("a process listens", format!("{} s after its start", times.listen));
    say("it is ready", format!("{} s after its start", times.ready.max(times.listen)));
    say("it stops", format!("{} s after SIGTERM", times.stop));
    say("an init container or a Job takes", format!("{} s", times.work));
    for (image, times) in &scenario.images {
        say(
            image,
            format!("pulled in {} s, listens after {} s, ready after {} s", times.pull, times.listen, times.ready),
        );
    }
    say("paths that need what may be down", scenario.needs.join(", "));
    say("the kubelet notices starts and ends", "within 1 s".to_owned());
    say("ticks of probes", "anywhere in their period".to_owned());
    scenario.faults.iter().for_each(|fault| say("fault", self::fault(fault)));
    out
}

fn fault(fault: &Fault) -> String {
    let target = &fault.target;
    let pod = target.pod.map(|n| format!(", pod {}", n + 1)).unwrap_or_default();
    let what = match &fault.trouble {
        Trouble::Exit(code) => format!("exits with {code}"),
        Trouble::ExitAfter(after, code) => format!("exits with {code}, {after} s after every start"),
        Trouble::Hang => "hangs".to_owned(),
        Trouble::Refuse(path) => format!("answers {} with 503", path.as_deref().unwrap_or("everything")),
        Trouble::Slow(takes) => format!("takes {takes} s for every answer"),
        Trouble::Down { hangs: false } => "is down: what needs it fails at once".to_owned(),
        Trouble::Down { hangs: true } => "is down: what needs it hangs".to_owned(),
        Trouble::Delete => "is deleted".to_owned(),
        Trouble::LoseNode => "loses its node".to_owned(),
    };
    let to = fault.to.map(|to| format!(" to {to} s")).unwrap_or_default();
    format!("{} {}{pod} {what}, from {} s{to}", target.kind, target.name, fault.from)
}
