//! The scenario, as it is chosen.

use crate::engine::objects::workload;
use crate::engine::timeline::probe;
use crate::engine::timeline::scenario::{Fault, LONGEST, Scenario, Target, Times, Trouble};
use crate::explorer::Seen;
use crate::explorer::controls::Form;
use crate::ui::markup::Markup;

/// What can break: value, words.
const TROUBLES: [(&str, &str); 8] = [
    ("", "nothing breaks"),
    ("down", "is down: what asks it fails at once"),
    ("unreachable", "cannot be reached: what asks it hangs"),
    ("exit", "its processes end"),
    ("hang", "its processes hang"),
    ("refuse", "answers 503"),
    ("delete", "its pods are deleted"),
    ("node", "its node is lost"),
];

/// Kind and name of everything that has pods, written `Kind/name`.
pub(super) fn workloads(seen: &Seen<'_>) -> Vec<String> {
    named(seen, |at| workload::pods(at).is_some())
}

fn named(seen: &Seen<'_>, wanted: impl Fn(&crate::engine::objects::Object) -> bool) -> Vec<String> {
    let all = seen.model.objects.in_order().into_iter().filter(|(_, at)| wanted(at.object));
    all.map(|(_, at)| format!("{}/{}", at.object.id.kind, at.object.id.name)).collect()
}

/// The scenario that the inputs say.
pub(super) fn chosen(seen: &Seen<'_>) -> Scenario {
    let usual = Scenario::default();
    let number = |name: &str, other: i64| seen.inputs.number(name, 0, LONGEST).unwrap_or(other);
    let listen = number("listen", usual.times.listen);
    let times = Times {
        pull: number("pull", usual.times.pull),
        listen,
        ready: number("ready", listen).max(listen),
        stop: number("stop", usual.times.stop),
        work: number("work", usual.times.work),
    };
    let needs = seen.inputs.text("needs").map_or(usual.needs, |text| {
        text.split([',', ' ']).filter(|path| !path.is_empty()).map(str::to_owned).collect()
    });
    let until = number("until", usual.until).max(10);
    Scenario { until, times, needs, faults: fault(seen).into_iter().collect(), ..Scenario::default() }
}

fn fault(seen: &Seen<'_>) -> Option<Fault> {
    let trouble = match seen.inputs.text("trouble")? {
        "down" => Trouble::Down { hangs: false },
        "unreachable" => Trouble::Down { hangs: true },
        "exit" => Trouble::Exit(1),
        "hang" => Trouble::Hang,
        "refuse" => Trouble::Refuse(seen.inputs.text("path").map(str::to_owned)),
        "delete" => Trouble::Delete,
        "node" => Trouble::LoseNode,
        _ => return None,
    };
    let all = targets(seen);
    let target = seen.inputs.text("target").map(str::to_owned).or(all.into_iter().next())?;
    let (kind, name) = target.split_once('/')?;
    let from = seen.inputs.number("from", 0, LONGEST).unwrap_or(60);
    let usual = matches!(trouble, Trouble::Down { .. } | Trouble::Refuse(_)).then(|| from.saturating_add(120));
    let to = seen.inputs.number("to", 0, LONGEST).or(usual).filter(|to| *to > from);
    let target = Target { kind: kind.to_owned(), name: name.to_owned(), pod: None };
    Some(Fault { target, from, to, trouble })
}

/// Workloads, then Services.
fn targets(seen: &Seen<'_>) -> Vec<String> {
    let mut all = workloads(seen);
    all.extend(named(seen, |object| object.id.kind == "Service"));
    all
}

/// The same scenario, if neither liveness nor startup probes asked what is down; none unless it is wanted.
pub(super) fn cured(seen: &Seen<'_>, scenario: &Scenario) -> Option<Scenario> {
    if !seen.inputs.ticked("compare") {
        return None;
    }
    let asked = |path: &String| {
        seen.model.objects.in_order().into_iter().any(|(_, at)| {
            let pods = workload::pods(at.object);
            pods.iter().flat_map(|pods| pods.containers()).flat_map(|c| probe::of(c.container)).any(|(kind, probe)| {
                kind != probe::Kind::Readiness
                    && probe.http_get.as_ref().and_then(|get| get.path.as_ref()) == Some(path)
            })
        })
    };
    let needs = scenario.needs.iter().filter(|path| !asked(path)).cloned().collect();
    Some(Scenario { needs, ..scenario.clone() })
}

/// The form.
pub(super) fn form(seen: &Seen<'_>, workloads: &[String]) -> Markup {
    let usual = Scenario::default();
    let mut form = Form::default();
    let all = targets(seen);
    form.choice("What", "trouble", TROUBLES);
    form.choice("Who", "target", all.iter().map(|name| (name.as_str(), name.as_str())));
    form.number("From", "from", LONGEST, "60", " s");
    form.number("to", "to", LONGEST, "", " s");
    if let Some(service) = database(seen) {
        let query = format!("trouble=down&target={service}&from=60&to=180&until=400&compare=on");
        form.offer("Try: the database is down", &query);
    }
    if let Some(first) = workloads.iter().find(|name| name.starts_with("Deployment/")) {
        form.offer("Try: a process hangs", &format!("trouble=hang&target={first}&from=60&to=&until=300&compare="));
    }
    form.offer("Back to a quiet start", "trouble=&from=&to=&until=&compare=&t=");
    form.more("Assumptions", |form| {
        form.number("Look ahead", "until", LONGEST, &usual.until.to_string(), " s");
        form.number("An image is pulled in", "pull", LONGEST, &usual.times.pull.to_string(), " s");
        form.number("A process listens after", "listen", LONGEST, &usual.times.listen.to_string(), " s");
        form.number("and is ready after", "ready", LONGEST, "the same", " s");
        form.number("It stops within", "stop", LONGEST, &usual.times.stop.to_string(), " s");
        form.number("An init container or Job works", "work", LONGEST, &usual.times.work.to_string(), " s");
        form.text("Paths that ask what is down", "needs", &usual.needs.join(", "));
        form.text("Path that answers 503", "path", "all paths");
        form.tick("Compare with probes that do not ask what is down", "compare");
    });
    form.done()
}

/// A Service in front of a StatefulSet: what others depend on.
fn database(seen: &Seen<'_>) -> Option<String> {
    let sets = named(seen, |object| object.id.kind == "StatefulSet");
    let services = named(seen, |object| object.id.kind == "Service");
    let name = |full: &str| full.split_once('/').map(|(_, name)| name.to_owned());
    services.into_iter().find(|service| sets.iter().any(|set| name(set) == name(service)))
}
