//! Rollouts worked out by hand from the controllers' rules, and what must hold for all of them.

use proptest::prelude::*;

use super::*;
use crate::engine::service::open;
use crate::engine::workspace::Objects;
use crate::protocol::FileText;

fn rollout(text: &str, question: Question) -> Rollout {
    let file = FileText { name: "w.yaml".into(), text: text.into() };
    let workspace = open(&[file]);
    let mut objects = Objects::default();
    let added = workspace.documents_of(0).map(|(index, _)| index).collect();
    let change = crate::engine::workspace::Change { removed: Vec::new(), added };
    objects.apply(&workspace, &change, &mut Vec::new());
    of(objects.get(0).expect("an object").object, question).expect("a rollout")
}

fn deployment(replicas: i64, strategy: &str, rest: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: w}}\nspec:\n  replicas: {replicas}\n  strategy: {strategy}\n{rest}  selector: {{matchLabels: {{a: b}}}}\n  template:\n    metadata: {{labels: {{a: b}}}}\n    spec: {{containers: [{{name: c, image: i}}]}}\n"
    )
}

fn stateful(replicas: i64, strategy: &str) -> String {
    deployment(replicas, "{}", "").replace("kind: Deployment", "kind: StatefulSet").replace("strategy: {}", strategy)
}

fn rolling(surge: &str, unavailable: &str) -> String {
    format!("{{rollingUpdate: {{maxSurge: {surge}, maxUnavailable: {unavailable}}}}}")
}

fn after(seconds: i64) -> Question {
    Question { ready_after: Some(seconds), replicas: None }
}

const NEVER: Question = Question { ready_after: None, replicas: None };

/// `at old/new available` for each step, then what it comes to.
fn told(r: &Rollout) -> String {
    let steps: Vec<String> = r.steps.iter().map(|s| format!("{} {}/{} {}", s.at, s.old, s.new, s.available)).collect();
    let time = |t: Option<i64>| t.map_or("-".to_owned(), |t| t.to_string());
    let ends = (time(r.done_at), time(r.progressing_false_at));
    format!("{} | min {} max {} done {} false {}", steps.join(", "), r.min_available, r.max_total, ends.0, ends.1)
}

#[test]
fn worked_by_hand() {
    let cases = [
        // 25 % of 10: surge 3 (2.5 up), unavailable 2 (2.5 down). The new set is created with 3 (13 − 10); old may
        // shrink by 13 − 8 − 3 = 2, so 8/3; then there is room for 2 more: 8/5, and 13 − 8 − 5 = 0 is left.
        // At 10: 13 available, down to 8: old goes by 5 to 3; room for 13 − 8 = 5: new is 10 (5 waiting).
        // At 20: all 10 new are available; the 3 old go.
        (deployment(10, "{}", ""), after(10), "0 8/5 8, 10 3/10 8, 20 0/10 10 | min 8 max 13 done 20 false -"),
        // One replica at 25 %: surge 1, unavailable 0. The old one stays until the new one is available.
        (deployment(1, "{}", ""), after(5), "0 1/1 1, 5 0/1 1 | min 1 max 2 done 5 false -"),
        // 0/0 becomes 0/1: no room at first, the new set is created with 0; one old goes, one new comes.
        (deployment(2, &rolling("0", "0"), ""), after(3), "0 1/1 1, 3 0/2 1, 6 0/2 2 | min 1 max 2 done 6 false -"),
        // FeastFlow's backend: one more, none less, available after 5 s of being ready: the numbers change at 25,
        // not when the pod turns ready at 20.
        (
            deployment(2, &rolling("1", "0"), "  minReadySeconds: 5\n"),
            after(20),
            "0 2/1 2, 25 1/2 2, 50 0/2 2 | min 2 max 3 done 50 false -",
        ),
        // 3 at 1/0.
        (
            deployment(3, &rolling("1", "0"), ""),
            after(4),
            "0 3/1 3, 4 2/2 3, 8 1/3 3, 12 0/3 3 | min 3 max 4 done 12 false -",
        ),
        // 4 at 0/50 %: two go at once, two come.
        (deployment(4, &rolling("0", "50%"), ""), after(7), "0 2/2 2, 7 0/4 2, 14 0/4 4 | min 2 max 4 done 14 false -"),
        // Everything at once: 100 % surge.
        (deployment(3, &rolling("100%", "0"), ""), after(2), "0 3/3 3, 2 0/3 3 | min 3 max 6 done 2 false -"),
        // Unavailable beyond the replicas is capped, surge is not.
        (deployment(2, &rolling("5", "9"), ""), after(2), "0 0/2 0, 2 0/2 2 | min 0 max 4 done 2 false -"),
        // Never ready: rests at R + S in all with R − U available; 600 s after the last progress, and one.
        (deployment(10, "{}", ""), NEVER, "0 8/5 8 | min 8 max 13 done - false 601"),
        (
            deployment(2, &rolling("1", "0"), "  progressDeadlineSeconds: 60\n"),
            NEVER,
            "0 2/1 2 | min 2 max 3 done - false 61",
        ),
        (deployment(1, &rolling("0", "1"), ""), NEVER, "0 0/1 0 | min 0 max 1 done - false 601"),
        // No deadline is the largest number.
        (deployment(1, "{}", "  progressDeadlineSeconds: 2147483647\n"), NEVER, "0 1/1 1 | min 1 max 2 done - false -"),
        // Slower than the deadline: it turns False once, and the rollout still ends.
        (
            deployment(1, "{}", "  progressDeadlineSeconds: 10\n"),
            after(30),
            "0 1/1 1, 30 0/1 1 | min 1 max 2 done 30 false 11",
        ),
        // Recreate has a gap: nothing is available until the new ones are.
        (deployment(3, "{type: Recreate}", ""), after(8), "0 0/3 0, 8 0/3 3 | min 0 max 3 done 8 false -"),
        // Ready at once.
        (deployment(2, &rolling("1", "0"), ""), after(0), "0 0/2 2 | min 2 max 3 done 0 false -"),
        (deployment(0, "{}", ""), after(1), "0 0/0 0 | min 0 max 0 done 0 false -"),
        // A StatefulSet goes one by one; the partition keeps the low ordinals.
        (stateful(3, ""), after(5), "0 2/1 2, 5 1/2 2, 10 0/3 2, 15 0/3 3 | min 2 max 3 done 15 false -"),
        (
            stateful(3, "updateStrategy: {rollingUpdate: {partition: 2}}"),
            after(5),
            "0 2/1 2, 5 2/1 3 | min 2 max 3 done 5 false -",
        ),
        (stateful(2, ""), NEVER, "0 1/1 1 | min 1 max 2 done - false -"),
    ];
    for (text, question, want) in cases {
        assert_eq!(told(&rollout(&text, question)), want, "{text}");
    }
}

#[test]
fn another_number_may_be_asked_for() {
    let question = Question { ready_after: Some(10), replicas: Some(4) };
    // 25 % of 4: one more and one less.
    let want = "0 3/2 3, 10 1/4 3, 20 0/4 4 | min 3 max 5 done 20 false -";
    assert_eq!(told(&rollout(&deployment(10, "{}", ""), question)), want);
}

#[test]
fn a_million_pods_one_by_one_are_cut_off() {
    let rollout = rollout(&deployment(1_000_000, &rolling("1", "0"), ""), after(1));
    assert!(rollout.cut_off && rollout.steps.len() == MOST_STEPS && rollout.done_at.is_none());
}

proptest! {
    #[test]
    fn capacity_keeps_within_its_bounds(
        replicas in 0_i64..40, surge in 0_i64..12, percent in any::<bool>(), unavailable in 0_i64..12,
        ready in prop::option::of(0_i64..100), min_ready in 0_i64..20,
    ) {
        let unit = if percent { "0%" } else { "" };
        let strategy = rolling(&format!("{surge}{unit}"), &format!("{unavailable}{unit}"));
        let text = deployment(replicas, &strategy, &format!("  minReadySeconds: {min_ready}\n"));
        let of = |n: i64, up: bool| {
            let hundredths = n * 10 * replicas;
            if percent { (hundredths + if up { 99 } else { 0 }) / 100 } else { n }
        };
        let (surge, unavailable) = (of(surge, true), of(unavailable, false));
        let unavailable = if surge == 0 && unavailable == 0 { 1 } else { unavailable }.min(replicas);
        let r = rollout(&text, Question { ready_after: ready, replicas: None });
        prop_assert!(r.min_available >= replicas - unavailable, "{}", told(&r));
        prop_assert!(r.max_total <= replicas + surge, "{}", told(&r));
        prop_assert!(r.steps.windows(2).all(|w| w[0].at < w[1].at), "{}", told(&r));
        prop_assert!(r.steps.iter().all(|s| s.total == s.old + s.new), "{}", told(&r));
        prop_assert_eq!(r.done_at.is_some(), ready.is_some() || replicas == 0, "{}", told(&r));
    }
}
