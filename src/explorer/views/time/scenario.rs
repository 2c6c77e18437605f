//! The scenario, as it is chosen.

use crate::engine::objects::workload;
use crate::engine::timeline::probe;
use crate::engine::timeline::scenario::{LONGEST, Scenario};
use crate::engine::timeline::words::{self, TROUBLES};
use crate::explorer::Seen;
use crate::explorer::controls::Form;
use crate::ui::markup::Markup;

/// The scenario that the inputs say.
pub(super) fn chosen(seen: &Seen<'_>) -> Scenario {
    words::scenario(seen.model, &|name| seen.inputs.text(name))
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
    let all = words::targets(seen.model);
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
    let sets = words::named(seen.model, |object| object.id.kind == "StatefulSet");
    let services = words::named(seen.model, |object| object.id.kind == "Service");
    let name = |full: &str| full.split_once('/').map(|(_, name)| name.to_owned());
    services.into_iter().find(|service| sets.iter().any(|set| name(set) == name(service)))
}
