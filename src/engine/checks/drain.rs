//! `drain`: whether a node can be emptied while disruption budgets hold.

use super::objects::{head, pods};
use super::{Answer, Check, Form, Key, Kind};
use crate::engine::Analysis;
use crate::engine::timeline::disruption::{self, Drained, Scenario};

/// The kind. Pods are spread evenly over two nodes unless `nodes` says otherwise.
pub const KIND: Kind = Kind {
    name: "drain",
    keys: &[
        Key::needed("of", Form::Object),
        Key::free("ends", Form::Flag),
        Key::free("ready-at-least", Form::Number),
        Key::free("nodes", Form::Number),
    ],
    title,
    answer,
};

fn title(check: &Check) -> String {
    let of = check.text("of");
    let end = if check.flag("ends", true) { "ends" } else { "never ends" };
    let keeps = check.get("ready-at-least").map(|n| format!(", and never fewer than {n} are ready"));
    format!("A drain of a node with pods of `{of}` {end}{}", keeps.unwrap_or_default())
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    let (index, at) = match pods(set, check.text("of")) {
        Ok((found, _)) => found,
        Err(answer) => return answer,
    };
    let nodes = check.number("nodes").unwrap_or(2).clamp(1, 1000);
    let all = disruption::drain(set, &Scenario { nodes, ..Scenario::default() });
    let Some(drained) = all.into_iter().find(|one| one.workload == index) else {
        return Answer::missing(format!("{} has no number of pods.", at.object.id));
    };
    let budget = drained.budgets.first().and_then(|budget| set.objects.get(*budget));
    let place = head(set, &budget.unwrap_or(at));
    let fewest = fewest(&drained);
    let holds = (drained.ends_at.is_some() == check.flag("ends", true))
        && check.number("ready-at-least").is_none_or(|least| fewest >= least);
    Answer::new(holds, words(&drained, fewest, budget.is_some()), Some(place))
}

/// The fewest ready pods.
fn fewest(drained: &Drained) -> i64 {
    drained.attempts.iter().map(|attempt| attempt.healthy).min().unwrap_or(drained.pods.0)
}

fn words(drained: &Drained, fewest: i64, budget: bool) -> String {
    let end = match drained.ends_at {
        Some(at) => format!("It ends after {at} s"),
        None => "It never ends".to_owned(),
    };
    let note = drained.note.map(|note| format!(": {note}")).unwrap_or_default();
    let guard = if budget { "" } else { " No budget guards them." };
    format!("{end}{note}; at the worst {fewest} of {} pods are ready.{guard}", drained.pods.0)
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    fn set(budget: &str) -> String {
        format!(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec:\n  replicas: 2\n  selector: {{matchLabels: {{app: web}}}}\n  template: {{metadata: {{labels: {{app: web}}}}, spec: {{containers: [{{name: c, image: i}}]}}}}\n{budget}"
        )
    }

    #[test]
    fn a_budget_lets_pods_go_or_not() {
        let budget = |least: u32| {
            set(&format!(
                "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {{name: web}}\nspec: {{minAvailable: {least}, selector: {{matchLabels: {{app: web}}}}}}\n"
            ))
        };
        let right = [
            ("drain: Deployment/web", true, "It ends after"),
            ("drain: {of: Deployment/web, ready-at-least: 1, nodes: 1}", true, "at the worst 1 of 2"),
        ];
        table(&budget(1), &right);
        let stuck = [("drain: Deployment/web", false, "It never ends: the budget lets no pod go")];
        table(&budget(2), &stuck);
        table(&budget(2), &[("drain: {of: Deployment/web, ends: false}", true, "")]);
        let none = "at the worst 0 of 2 pods are ready. No budget guards them.";
        table(&set(""), &[("drain: {of: Deployment/web, ready-at-least: 1, nodes: 1}", false, none)]);
    }
}
