//! `probe`: how long a container's probes take to decide, in seconds.

use super::objects::{container, place, pods};
use super::{Answer, Check, Form, Key, Kind};
use crate::engine::Analysis;
use crate::engine::objects::defaults::ProbeNumbers;
use crate::engine::objects::workload::ContainerAt;
use crate::engine::timeline::probe::{self, Bounds};

/// The kind. `until` is what is waited for: `ready` counts from the container's start, `given-up` from its start until
/// the startup probe has it restarted, `restart` and `unready` from a fault. A fault `refuses` unless it `hangs`.
pub const KIND: Kind = Kind {
    name: "probe",
    keys: &[
        Key::needed("until", Form::OneOf(&["ready", "given-up", "restart", "unready", "never-restart"])),
        Key::needed("of", Form::Object),
        Key::free("container", Form::Text),
        Key::free("fault", Form::OneOf(&["refuses", "hangs"])),
        Key::free("earliest-at-least", Form::Number),
        Key::free("latest-at-least", Form::Number),
        Key::free("latest-at-most", Form::Number),
    ],
    title,
    answer,
};

fn title(check: &Check) -> String {
    let of = check.text("of");
    let what = match check.text("until") {
        "ready" => format!("A container of `{of}` is ready"),
        "given-up" => format!("A container of `{of}` that does not start is restarted"),
        "restart" => format!("A container of `{of}` is restarted after a fault"),
        "unready" => format!("A pod of `{of}` is out of service after a fault"),
        _ => return format!("Nothing restarts a container of `{of}` that hangs"),
    };
    let mut parts = Vec::new();
    parts.extend(check.get("earliest-at-least").map(|n| format!("not before {n} s")));
    parts.extend(check.get("latest-at-least").map(|n| format!("after {n} s or more at the latest")));
    parts.extend(check.get("latest-at-most").map(|n| format!("within {n} s")));
    format!("{what} {}", parts.join(", "))
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    let found = pods(set, check.text("of"))
        .and_then(|((_, at), pods)| Ok((at, container(set, &at, &pods, check.text("container"))?)));
    let (at, one) = match found {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let until = check.text("until");
    let (field, bounds) = bounds(check, &one);
    let place = Some(place(set, &at, &one.route.then(field)));
    let name = &one.container.name;
    match bounds {
        None => Answer::new(until == "never-restart", format!("Container `{name}` has no `{field}`."), place),
        Some(bounds) => {
            let found = format!("Container `{name}`: {} to {} s.", bounds.earliest, bounds.latest);
            Answer::new(until != "never-restart" && holds(check, bounds), found, place)
        }
    }
}

/// The field that decides, and when.
fn bounds(check: &Check, at: &ContainerAt<'_>) -> (&'static str, Option<Bounds>) {
    let hangs = check.get("fault") == Some("hangs");
    let of = |decision: probe::Decision| if hangs { decision.hangs } else { decision.refuses };
    match check.text("until") {
        "ready" => ("readinessProbe", Some(probe::ready(at.container))),
        "given-up" => {
            let startup = at.container.startup_probe.as_ref();
            ("startupProbe", startup.map(|probe| probe::decision(ProbeNumbers::of(probe), hangs)))
        }
        "unready" => ("readinessProbe", probe::unready(at.container).map(of)),
        _ => ("livenessProbe", probe::restart(at.container).map(of)),
    }
}

fn holds(check: &Check, bounds: Bounds) -> bool {
    let early = check.number("earliest-at-least").is_none_or(|least| bounds.earliest >= least);
    let late = check.number("latest-at-least").is_none_or(|least| bounds.latest >= least);
    early && late && check.number("latest-at-most").is_none_or(|most| bounds.latest <= most)
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    #[test]
    fn seconds_until_a_decision() {
        let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: c\n      image: i\n      startupProbe: {tcpSocket: {port: 1}, periodSeconds: 5, failureThreshold: 12}\n      livenessProbe: {tcpSocket: {port: 1}, periodSeconds: 10, failureThreshold: 3}\n    - name: d\n      image: i\n";
        let cases = [
            ("probe: {of: Pod/p, until: restart, latest-at-most: 30}", true, "20 to 30 s"),
            ("probe: {of: Pod/p, until: restart, latest-at-most: 25}", false, "20 to 30 s"),
            ("probe: {of: Pod/p, until: restart, fault: hangs, latest-at-most: 30}", false, "21 to 31 s"),
            ("probe: {of: Pod/p, until: given-up, earliest-at-least: 50}", true, "55 to 60 s"),
            ("probe: {of: Pod/p, until: ready, latest-at-most: 6}", true, "0 to 6 s"),
            ("probe: {of: Pod/p, container: d, until: restart}", false, "`d` has no `livenessProbe`"),
            ("probe: {of: Pod/p, container: d, until: never-restart}", true, ""),
            ("probe: {of: Pod/p, until: never-restart}", false, ""),
            ("probe: {of: Pod/p, container: e, until: restart}", false, "no container `e`"),
        ];
        table(text, &cases);
    }
}
