//! `time`: what a workload or a Service goes through in a scenario, with the inputs of the view of that name.

use super::objects::find;
use super::{Answer, Check, Form, Key, Kind, numbers};
use crate::engine::Analysis;
use crate::engine::report::time::{self, ServiceTime, TimeReport, WorkloadTime};
use crate::engine::timeline::words;

/// The kind. `restarts` are of a workload's containers, `endpoints` and `without` (seconds with no ready endpoint) of
/// a Service. Bounds have to hold at the worst, as `at-least` of restarts has to hold at the best.
pub const KIND: Kind = Kind {
    name: "time",
    keys: &[
        Key::needed("of", Form::Object),
        Key::free("restarts-at-least", Form::Number),
        Key::free("restarts-at-most", Form::Number),
        Key::free("endpoints-at-least", Form::Number),
        Key::free("without-at-least", Form::Number),
        Key::free("without-at-most", Form::Number),
        Key::free("trouble", Form::OneOf(&["", "down", "unreachable", "exit", "hang", "refuse", "delete", "node"])),
        Key::free("target", Form::Object),
        Key::free("from", Form::Number),
        Key::free("to", Form::Number),
        Key::free("until", Form::Number),
        Key::free("path", Form::Text),
        Key::free("pull", Form::Number),
        Key::free("listen", Form::Number),
        Key::free("ready", Form::Number),
        Key::free("stop", Form::Number),
        Key::free("work", Form::Number),
        Key::free("needs", Form::Text),
    ],
    title,
    answer,
};

fn title(check: &Check) -> String {
    let of = check.text("of");
    let restarts = numbers::named(check, "restarts-at-least", "restarts-at-most");
    let without = numbers::named(check, "without-at-least", "without-at-most");
    let what = match (check.number("endpoints-at-least"), without.any()) {
        _ if restarts.any() => format!("`{of}` has {}", restarts.of("restart", "restarts")),
        (Some(least), _) => format!("`{of}` never has fewer than {least} ready endpoints"),
        (None, true) => format!("`{of}` is without a ready endpoint for {} seconds", without.words()),
        (None, false) => format!("`{of}` keeps all its ready endpoints"),
    };
    format!("{what}{}", scene(check))
}

/// `, while Service/postgres is down from 60 s to 180 s`.
fn scene(check: &Check) -> String {
    let Some(trouble) = check.get("trouble").filter(|trouble| !trouble.is_empty()) else { return String::new() };
    let said = words::TROUBLES.iter().find(|(value, _)| *value == trouble).map_or(trouble, |(_, said)| said);
    let said = said.split(':').next().unwrap_or(said);
    let time = |name: &str, word: &str| check.get(name).map(|at| format!(" {word} {at} s")).unwrap_or_default();
    format!(", when `{}` {said}{}{}", check.text("target"), time("from", "from"), time("to", "to"))
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    let key = match find(set, check.text("of")) {
        Ok((_, at)) => at.object.id.key(),
        Err(answer) => return answer,
    };
    if let Some(Err(answer)) = check.get("target").map(|target| find(set, target)) {
        return answer;
    }
    let report = time::report(set, &words::scenario(set, &|name| check.get(name)));
    let workload = report.workloads.iter().find(|one| one.key == key);
    let service = report.services.iter().find(|one| one.key == key);
    match (workload, service) {
        (Some(workload), _) => restarts(check, workload),
        (None, Some(service)) => served(check, &report, service),
        (None, None) => Answer::missing(format!("No pods belong to `{}`.", check.text("of"))),
    }
}

fn restarts(check: &Check, workload: &WorkloadTime) -> Answer {
    let bounds = numbers::named(check, "restarts-at-least", "restarts-at-most");
    let (least, most) = workload.restarts;
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let holds = bounds.hold(number(least)) && bounds.hold(number(most));
    let many = if least == most { most.to_string() } else { format!("{least} to {most}") };
    let cause = workload.pods.iter().flat_map(|pod| &pod.events).find(|event| event.mark == "condemned");
    let why = cause.filter(|_| most > 0).map(|event| format!(" {}", event.text)).unwrap_or_default();
    let place = cause.and_then(|event| event.place.clone()).unwrap_or_else(|| workload.place.clone());
    Answer::new(holds, format!("{} has {many} restarts.{why}", workload.name), Some(place))
}

fn served(check: &Check, report: &TimeReport, service: &ServiceTime) -> Answer {
    let (least, most) = service.without;
    let all = service.endpoints.iter().map(|(_, number)| *number).max().unwrap_or(0);
    let wanted = check.number("endpoints-at-least");
    let without = numbers::named(check, "without-at-least", "without-at-most");
    let kept = wanted.map_or(without.any() || service.fewest >= all, |wanted| service.fewest >= wanted);
    let holds = all > 0 && kept && without.hold(least) && without.hold(most);
    let gap = match (least, most) {
        (_, 0) => String::new(),
        (a, b) if a == b => format!(", and none for {a} s"),
        (a, b) => format!(", and none for {a} to {b} s"),
    };
    let found = match all {
        0 => format!("{} has no ready endpoint within {} s.", service.name, report.until),
        all => format!("{} has {all} ready endpoints, at the worst {}{gap}.", service.name, service.fewest),
    };
    Answer::new(holds, found, Some(service.place.clone()))
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    fn set(liveness: &str) -> String {
        format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{selector: {{app: web}}, ports: [{{port: 80}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: db}}\nspec: {{selector: {{app: db}}, ports: [{{port: 80}}]}}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec:\n  replicas: 2\n  selector: {{matchLabels: {{app: web}}}}\n  template:\n    metadata: {{labels: {{app: web}}}}\n    spec:\n      containers:\n        - name: c\n          image: i\n          readinessProbe: {{httpGet: {{path: /ok, port: 80}}, periodSeconds: 5}}\n          livenessProbe: {{httpGet: {{path: {liveness}, port: 80}}, periodSeconds: 10}}\n"
        )
    }

    #[test]
    fn restarts_and_endpoints_in_a_scenario() {
        let down = "trouble: down, target: Service/db, from: 60, to: 180, until: 400, needs: /db";
        let check = |rest: &str| format!("time: {{{rest}, {down}}}");
        let trap = [
            (check("of: Deployment/web, restarts-at-most: 0"), false, "restarts."),
            (check("of: Deployment/web, restarts-at-least: 2"), true, "Deployment web has"),
            (check("of: Service/web"), false, "at the worst 0"),
            (check("of: Service/web, without-at-least: 1"), true, "and none for"),
        ];
        trap.iter().for_each(|(check, holds, part)| table(&set("/db"), &[(check, *holds, part)]));
        let cured = [
            (check("of: Deployment/web, restarts-at-most: 0"), true, "has 0 restarts."),
            (check("of: Service/web, endpoints-at-least: 2"), true, "at the worst 2"),
            (check("of: Service/web, endpoints-at-least: 3"), false, "has 2 ready endpoints"),
            (check("of: Service/web"), true, ""),
            (check("of: Service/db"), false, "No pods belong to"),
            (check("of: Deployment/no"), false, "no Deployment `no`"),
        ];
        cured.iter().for_each(|(check, holds, part)| table(&set("/ok"), &[(check, *holds, part)]));
    }
}
