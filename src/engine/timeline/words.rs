//! A scenario as it is written in an address or in a lesson: names and texts, all with defaults.
//!
//! `trouble` is what breaks (one of [`TROUBLES`]), `target` who (`Kind/name`), `from` and `to` when, `until` how far
//! to look, `path` what answers 503; `pull`, `listen`, `ready`, `stop` and `work` are seconds, `needs` the paths
//! that ask what is down.

use super::scenario::{Fault, LONGEST, Scenario, Target, Times, Trouble};
use crate::engine::Analysis;
use crate::engine::objects::{Object, workload};

/// What can break: value, words.
pub const TROUBLES: [(&str, &str); 8] = [
    ("", "nothing breaks"),
    ("down", "is down: what asks it fails at once"),
    ("unreachable", "cannot be reached: what asks it hangs"),
    ("exit", "its processes end"),
    ("hang", "its processes hang"),
    ("refuse", "answers 503"),
    ("delete", "its pods are deleted"),
    ("node", "its node is lost"),
];

/// Texts by name.
pub type Said<'a> = &'a dyn Fn(&str) -> Option<&'a str>;

/// A whole number within bounds; none if it is not written, or is none.
fn number(said: Said<'_>, name: &str) -> Option<i64> {
    said(name)?.parse().ok().map(|number: i64| number.clamp(0, LONGEST))
}

/// The scenario that the texts say.
#[must_use]
pub fn scenario(model: &Analysis, said: Said<'_>) -> Scenario {
    let usual = Scenario::default();
    let number = |name: &str, other: i64| number(said, name).unwrap_or(other);
    let listen = number("listen", usual.times.listen);
    let times = Times {
        pull: number("pull", usual.times.pull),
        listen,
        ready: number("ready", listen).max(listen),
        stop: number("stop", usual.times.stop),
        work: number("work", usual.times.work),
    };
    let needs = said("needs").map_or(usual.needs, |text| {
        text.split([',', ' ']).filter(|path| !path.is_empty()).map(str::to_owned).collect()
    });
    let until = number("until", usual.until).max(10);
    Scenario { until, times, needs, faults: fault(model, said).into_iter().collect(), ..Scenario::default() }
}

fn fault(model: &Analysis, said: Said<'_>) -> Option<Fault> {
    let trouble = match said("trouble")? {
        "down" => Trouble::Down { hangs: false },
        "unreachable" => Trouble::Down { hangs: true },
        "exit" => Trouble::Exit(1),
        "hang" => Trouble::Hang,
        "refuse" => Trouble::Refuse(said("path").map(str::to_owned)),
        "delete" => Trouble::Delete,
        "node" => Trouble::LoseNode,
        _ => return None,
    };
    let target = said("target").map(str::to_owned).or_else(|| targets(model).into_iter().next())?;
    let (kind, name) = target.split_once('/')?;
    let from = number(said, "from").unwrap_or(60);
    let usual = matches!(trouble, Trouble::Down { .. } | Trouble::Refuse(_)).then(|| from.saturating_add(120));
    let to = number(said, "to").or(usual).filter(|to| *to > from);
    let target = Target { kind: kind.to_owned(), name: name.to_owned(), pod: None };
    Some(Fault { target, from, to, trouble })
}

/// What can break, written `Kind/name`: workloads, then Services.
#[must_use]
pub fn targets(model: &Analysis) -> Vec<String> {
    let mut all = workloads(model);
    all.extend(named(model, |object| object.id.kind == "Service"));
    all
}

/// Everything that has pods, written `Kind/name`.
#[must_use]
pub fn workloads(model: &Analysis) -> Vec<String> {
    named(model, |at| workload::pods(at).is_some())
}

/// The objects that are wanted, written `Kind/name`.
#[must_use]
pub fn named(model: &Analysis, wanted: impl Fn(&Object) -> bool) -> Vec<String> {
    let all = model.objects.in_order().into_iter().filter(|(_, at)| wanted(at.object));
    all.map(|(_, at)| format!("{}/{}", at.object.id.kind, at.object.id.name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_has_a_default() {
        let model = Analysis::default();
        assert_eq!(scenario(&model, &|_| None), Scenario::default());
        let said = |name: &str| match name {
            "trouble" => Some("down"),
            "target" => Some("Service/db"),
            "from" => Some("30"),
            "listen" => Some("9"),
            "needs" => Some("/a, /b"),
            _ => None,
        };
        let scenario = scenario(&model, &said);
        let fault = scenario.faults.first().unwrap();
        assert_eq!((fault.from, fault.to, fault.target.name.as_str()), (30, Some(150), "db"));
        assert_eq!((scenario.times.ready, scenario.needs.len()), (9, 2));
    }
}
