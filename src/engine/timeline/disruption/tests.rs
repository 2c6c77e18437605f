//! Drains by hand.

use super::*;
use crate::engine::{model, service};
use crate::protocol::FileText;

fn set(kind: &str, replicas: i64, budget: &str) -> String {
    let budget = if budget.is_empty() {
        String::new()
    } else {
        format!(
            "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {{name: b}}\nspec: {{{budget}, selector: {{matchLabels: {{app: web}}}}}}\n"
        )
    };
    format!(
        "apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: web}}\nspec:\n  replicas: {replicas}\n  serviceName: web\n  selector: {{matchLabels: {{app: web}}}}\n  template:\n    metadata: {{labels: {{app: web}}}}\n    spec: {{containers: [{{name: c, image: i}}]}}\n{budget}"
    )
}

fn drained(text: &str, scenario: &Scenario) -> Drained {
    let model = model(service::open(&[FileText { name: "a.yaml".into(), text: text.into() }]));
    drain(&model, scenario).into_iter().next().expect("a workload")
}

/// `at evicted/refused healthy` for each attempt, then the end.
fn told(drained: &Drained) -> String {
    let attempt = |a: &Attempt| format!("{} {}/{} {}", a.at, a.evicted, a.refused, a.healthy);
    let attempts: Vec<String> = drained.attempts.iter().map(attempt).collect();
    format!("{} | {}", attempts.join(", "), drained.ends_at.map_or("never".to_owned(), |at| at.to_string()))
}

#[test]
fn by_hand() {
    let all_here =
        |n: i64| Scenario { on_node: [("Deployment.apps/default/web".to_owned(), n)].into(), ..Scenario::default() };
    let cases = [
        // Without a budget all go at once.
        (set("Deployment", 4, ""), Scenario::default(), "0 2/0 2 | 0"),
        // One may be missing: the second waits until the first one's successor is ready.
        (set("Deployment", 4, "maxUnavailable: 1"), Scenario::default(), "0 1/1 3, 10 1/0 3 | 10"),
        // Ready after 12 s: asked at 15.
        (
            set("Deployment", 4, "maxUnavailable: 1"),
            Scenario { ready_after: Some(12), ..Scenario::default() },
            "0 1/1 3, 15 1/0 3 | 15",
        ),
        // 50 % of 3 is 1.5, up to 2 that may be missing.
        (set("Deployment", 3, "maxUnavailable: 50%"), Scenario::default(), "0 2/0 1 | 0"),
        // 50 % of 3, up to 2 that must be ready: one at a time.
        (set("Deployment", 3, "minAvailable: 50%"), Scenario::default(), "0 1/1 2, 10 1/0 2 | 10"),
        // As many as there are: never.
        (set("Deployment", 2, "minAvailable: 2"), Scenario::default(), "0 0/1 2 | never"),
        (set("Deployment", 1, "minAvailable: 1"), Scenario::default(), "0 0/1 1 | never"),
        (set("Deployment", 2, "maxUnavailable: 0"), Scenario::default(), "0 0/1 2 | never"),
        (set("Deployment", 2, "minAvailable: 100%"), Scenario::default(), "0 0/1 2 | never"),
        // The successor never is ready: the first goes, the second does not.
        (
            set("Deployment", 3, "minAvailable: 2"),
            Scenario { ready_after: None, ..Scenario::default() },
            "0 1/1 2, 5 0/1 2 | never",
        ),
        // All on one node.
        (set("Deployment", 3, "maxUnavailable: 1"), all_here(3), "0 1/2 2, 10 1/1 2, 20 1/0 2 | 20"),
        // A StatefulSet's successor waits for the end of the first: 20 + 10.
        (
            set("StatefulSet", 3, "maxUnavailable: 1"),
            Scenario { stop_after: 20, ..Scenario::default() },
            "0 1/1 2, 30 1/0 2 | 50",
        ),
    ];
    for (text, scenario, want) in cases {
        assert_eq!(told(&drained(&text, &scenario)), want, "{text}\n{scenario:?}");
    }
}

#[test]
fn pods_that_are_not_ready() {
    let key = || "Deployment.apps/default/web".to_owned();
    let broken = |n: i64| Scenario { unready: [(key(), n)].into(), ..Scenario::default() };
    // One of two on the node is broken, 3 of 4 are ready and 3 have to be: it may go; the good one may not before its
    // successor is ready.
    assert_eq!(told(&drained(&set("Deployment", 4, "minAvailable: 3"), &broken(1))), "0 1/1 3, 10 1/0 3 | 10");
    // Both are broken: 2 ready of 3 that have to be. They block the drain for good,
    let stuck = drained(&set("Deployment", 4, "minAvailable: 3"), &broken(2));
    assert_eq!(told(&stuck), "0 0/2 2 | never");
    assert!(stuck.note.is_some_and(|note| note.contains("IfHealthyBudget")));
    // unless the budget lets them go.
    let lenient = "minAvailable: 3, unhealthyPodEvictionPolicy: AlwaysAllow";
    assert_eq!(told(&drained(&set("Deployment", 4, lenient), &broken(2))), "0 2/0 2 | 0");
}

#[test]
fn what_has_to_be_said() {
    let daemon = set("DaemonSet", 0, "").replace("  replicas: 0\n  serviceName: web\n", "");
    assert!(drained(&daemon, &Scenario::default()).note.is_some_and(|n| n.contains("--ignore-daemonsets")));
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}]}\n";
    assert!(drained(pod, &Scenario::default()).note.is_some_and(|n| n.contains("--force")));
    let two = set("Deployment", 2, "maxUnavailable: 1")
        + "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: c}\nspec: {maxUnavailable: 1, selector: {}}\n";
    assert_eq!(drained(&two, &Scenario::default()).ends_at, None);
}
