//! `rollout`: what a new version of a workload does to its number of pods, and whether it comes to an end.

use super::objects::{find, place};
use super::{Answer, Check, Form, Key, Kind};
use crate::engine::Analysis;
use crate::engine::timeline::rollout::{self, Question, Rollout};
use crate::route;

/// The kind. A new pod is ready after 10 s unless `ready` says otherwise, or `never-ready` is true.
pub const KIND: Kind = Kind {
    name: "rollout",
    keys: &[
        Key::needed("of", Form::Object),
        Key::free("available-at-least", Form::Number),
        Key::free("total-at-most", Form::Number),
        Key::free("ends", Form::OneOf(&["done", "stuck"])),
        Key::free("done-within", Form::Number),
        Key::free("ready", Form::Number),
        Key::free("never-ready", Form::Flag),
        Key::free("replicas", Form::Number),
    ],
    title,
    answer,
};

/// Seconds until a new pod is ready.
const READY_AFTER: i64 = 10;

fn title(check: &Check) -> String {
    let mut parts = Vec::new();
    parts.extend(check.get("available-at-least").map(|n| format!("never has fewer than {n} available pods")));
    parts.extend(check.get("total-at-most").map(|n| format!("never has more than {n} pods in all")));
    parts.extend(check.get("ends").map(|end| if end == "done" { "ends" } else { "gets stuck" }.to_owned()));
    parts.extend(check.get("done-within").map(|n| format!("is done within {n} s")));
    let how = if check.flag("never-ready", false) { " to a version that never is ready" } else { "" };
    format!("A rollout of `{}`{how} {}", check.text("of"), parts.join(" and "))
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    let (_, at) = match find(set, check.text("of")) {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let ready = check.number("ready").unwrap_or(READY_AFTER);
    let question = Question {
        ready_after: (!check.flag("never-ready", false)).then_some(ready),
        replicas: check.number("replicas"),
        ..Question::default()
    };
    let field = if at.object.id.kind == "Deployment" { "strategy" } else { "updateStrategy" };
    let place = Some(place(set, &at, &route!["spec", field]));
    match rollout::of(at.object, &question) {
        Some(rollout) => Answer::new(holds(check, &rollout), words(&rollout), place),
        None => Answer::new(false, format!("{} does not roll out by itself.", at.object.id), place),
    }
}

fn holds(check: &Check, rollout: &Rollout) -> bool {
    let least = check.number("available-at-least").is_none_or(|least| rollout.min_available >= least);
    let most = check.number("total-at-most").is_none_or(|most| rollout.max_total <= most);
    let end = check.get("ends").is_none_or(|end| (end == "done") == rollout.done_at.is_some());
    let soon = check.number("done-within").is_none_or(|within| rollout.done_at.is_some_and(|at| at <= within));
    least && most && end && soon
}

fn words(rollout: &Rollout) -> String {
    let end = match rollout.done_at {
        Some(at) => format!("done after {at} s"),
        None => "it never ends".to_owned(),
    };
    format!(
        "At the worst {} of {} pods are available, at the most there are {}; {end}.",
        rollout.min_available, rollout.replicas, rollout.max_total
    )
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    #[test]
    fn numbers_of_a_rollout() {
        let text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 4\n  strategy: {rollingUpdate: {maxUnavailable: 1, maxSurge: 0}}\n  selector: {matchLabels: {app: web}}\n  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: i}]}}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n";
        let cases = [
            (
                "rollout: {of: Deployment/web, available-at-least: 3, total-at-most: 4, ends: done}",
                true,
                "At the worst 3 of 4",
            ),
            ("rollout: {of: Deployment/web, available-at-least: 4}", false, "At the worst 3 of 4"),
            ("rollout: {of: Deployment/web, total-at-most: 3}", false, "there are 4"),
            ("rollout: {of: Deployment/web, never-ready: true, ends: stuck}", true, "it never ends"),
            ("rollout: {of: Deployment/web, never-ready: true, ends: done}", false, "it never ends"),
            ("rollout: {of: Deployment/web, done-within: 5}", false, "done after"),
            ("rollout: {of: ConfigMap/c, ends: done}", false, "does not roll out by itself"),
        ];
        table(text, &cases);
    }
}
