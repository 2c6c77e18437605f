//! Rollouts worked out by hand from the controllers' rules, and what must hold for all of them.

use proptest::prelude::*;

use super::shift::{Group, Moment, Move, play};
use super::*;
use crate::engine::objects::value::selector::Labels;
use crate::engine::service::open;
use crate::engine::workspace::Objects;
use crate::protocol::FileText;

fn rollout(text: &str, question: Question) -> Rollout {
    rollout_of(text, &question).expect("a rollout")
}

fn rollout_of(text: &str, question: &Question) -> Option<Rollout> {
    let file = FileText { name: "w.yaml".into(), text: text.into() };
    let workspace = open(&[file]);
    let mut objects = Objects::default();
    let added = workspace.documents_of(0).map(|(index, _)| index).collect();
    let change = crate::engine::workspace::Change { removed: Vec::new(), added };
    objects.apply(&workspace, &change, &mut Vec::new());
    of(objects.get(0).expect("an object").object, question)
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
    Question { ready_after: Some(seconds), ..Question::default() }
}

fn never() -> Question {
    Question::default()
}

/// `at old/new available +stopping` for each step, then what it comes to.
fn told(r: &Rollout) -> String {
    let step = |s: &Step| {
        let stopping = if s.stopping > 0 { format!(" +{}", s.stopping) } else { String::new() };
        format!("{} {}/{} {}{stopping}", s.at, s.old, s.new, s.available)
    };
    let steps: Vec<String> = r.steps.iter().map(step).collect();
    let time = |t: Option<i64>| t.map_or("-".to_owned(), |t| t.to_string());
    let ends = (time(r.done_at), time(r.progressing_false_at));
    format!("{} | min {} max {} done {} false {}", steps.join(", "), r.min_available, r.max_total, ends.0, ends.1)
}

fn check(cases: Vec<(String, Question, &str)>) {
    for (text, question, want) in cases {
        assert_eq!(told(&rollout(&text, question.clone())), want, "{question:?}\n{text}");
    }
}

fn daemon(strategy: &str) -> String {
    let text = stateful(0, strategy).replace("StatefulSet", "DaemonSet");
    text.replace("  replicas: 0\n", "")
}

fn with(question: Question, changes: &[(i64, What)]) -> Question {
    Question { changes: changes.iter().map(|(at, what)| Change { at: *at, what: *what }).collect(), ..question }
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
        (deployment(10, "{}", ""), never(), "0 8/5 8 | min 8 max 13 done - false 601"),
        (
            deployment(2, &rolling("1", "0"), "  progressDeadlineSeconds: 60\n"),
            never(),
            "0 2/1 2 | min 2 max 3 done - false 61",
        ),
        (deployment(1, &rolling("0", "1"), ""), never(), "0 0/1 0 | min 0 max 1 done - false 601"),
        // No deadline is the largest number.
        (
            deployment(1, "{}", "  progressDeadlineSeconds: 2147483647\n"),
            never(),
            "0 1/1 1 | min 1 max 2 done - false -",
        ),
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
        (stateful(2, ""), never(), "0 1/1 1 | min 1 max 2 done - false -"),
    ];
    check(cases.into());
}

#[test]
fn more_of_rolling_by_hand() {
    check(vec![
        // 4 at 25 %: 1/1, between 3 and 5. New 1 (5 − 4); old may go by 5 − 3 − 1 = 1: 3/1; room for 1: 3/2; 5 − 3 − 2 = 0.
        // At 10 five are available: old goes by 2 to 1, new grows by 2 to 4. At 20 the last old one goes.
        (deployment(4, "{}", ""), after(10), "0 3/2 3, 10 1/4 3, 20 0/4 4 | min 3 max 5 done 20 false -"),
        // 5: surge 2 (1.25 up), unavailable 1 (1.25 down): between 4 and 7. 5/2, 7 − 4 − 2 = 1: 4/2, 4/3.
        // At 10: 7 available, down by 3: 1/3, room for 3 but 2 are missing: 1/5. At 20: the last one.
        (deployment(5, "{}", ""), after(10), "0 4/3 4, 10 1/5 4, 20 0/5 5 | min 4 max 7 done 20 false -"),
        // 7 at 30 %: surge 3 (2.1 up), unavailable 2 (2.1 down): 7/3, 10 − 5 − 3 = 2: 5/3, 5/5. At 10: 10 available,
        // old goes by 5, all of it; new grows to 7.
        (
            deployment(7, &rolling("30%", "30%"), ""),
            after(10),
            "0 5/5 5, 10 0/7 5, 20 0/7 7 | min 5 max 10 done 20 false -",
        ),
        // FeastFlow's frontend, 3 at 25 %: surge 1 (0.75 up), unavailable 0.
        (deployment(3, "{}", ""), after(10), "0 3/1 3, 10 2/2 3, 20 1/3 3, 30 0/3 3 | min 3 max 4 done 30 false -"),
        // 2 at 50 %: 2/1, 3 − 1 − 1 = 1: 1/1, 1/2, 3 − 1 − 2 = 0. At 10: 3 available, the old one goes.
        (deployment(2, &rolling("50%", "50%"), ""), after(10), "0 1/2 1, 10 0/2 2 | min 1 max 3 done 10 false -"),
        // One at 0/1: no room, so the old one goes before the new one comes.
        (deployment(1, &rolling("0", "1"), ""), after(5), "0 0/1 0, 5 0/1 1 | min 0 max 1 done 5 false -"),
        // One at 1/1: both for a moment, 2 − 0 − 1 = 1 may go at once.
        (deployment(1, &rolling("1", "1"), ""), after(5), "0 0/1 0, 5 0/1 1 | min 0 max 2 done 5 false -"),
        // 6 at 2/1, available 3 s after being ready: waves at 7 and 14. 6/2, 8 − 5 − 2 = 1: 5/2, 5/3. At 7: 8
        // available, down by 3: 2/3, up by 3: 2/6.
        (
            deployment(6, &rolling("2", "1"), "  minReadySeconds: 3\n"),
            after(4),
            "0 5/3 5, 7 2/6 5, 14 0/6 6 | min 5 max 8 done 14 false -",
        ),
        // 100 at 25 %: 100/25, 125 − 75 − 25 = 25: 75/25, 75/50. At 10: 125 available, down by 50, up by 50.
        (
            deployment(100, "{}", ""),
            after(10),
            "0 75/50 75, 10 25/100 75, 20 0/100 100 | min 75 max 125 done 20 false -",
        ),
        // 10 at 1/1: 9/2, then two by two.
        (
            deployment(10, &rolling("1", "1"), ""),
            after(5),
            "0 9/2 9, 5 7/4 9, 10 5/6 9, 15 3/8 9, 20 1/10 9, 25 0/10 10 | min 9 max 11 done 25 false -",
        ),
        // 3 at 0/1: old first, one by one.
        (
            deployment(3, &rolling("0", "1"), ""),
            after(6),
            "0 2/1 2, 6 1/2 2, 12 0/3 2, 18 0/3 3 | min 2 max 3 done 18 false -",
        ),
        // 8 at 100 %/50 %: all 8 at once, 16 − 4 − 8 = 4 may go at once.
        (deployment(8, &rolling("100%", "50%"), ""), after(10), "0 4/8 4, 10 0/8 8 | min 4 max 16 done 10 false -"),
        // 1 % of 4: surge 1 (0.04 up), unavailable 0.
        (
            deployment(4, &rolling("1%", "1%"), ""),
            after(1),
            "0 4/1 4, 1 3/2 4, 2 2/3 4, 3 1/4 4, 4 0/4 4 | min 4 max 5 done 4 false -",
        ),
        // Never ready: at 0/50 % it rests at 2/2, at 100 %/0 at 3/3.
        (deployment(4, &rolling("0", "50%"), ""), never(), "0 2/2 2 | min 2 max 4 done - false 601"),
        (deployment(3, &rolling("100%", "0"), ""), never(), "0 3/3 3 | min 3 max 6 done - false 601"),
        (
            deployment(2, "{type: Recreate}", "  progressDeadlineSeconds: 30\n"),
            never(),
            "0 0/2 0 | min 0 max 2 done - false 31",
        ),
        // Being ready is progress, too: 8 s to ready and 5 more to available are within a deadline of 10.
        (
            deployment(2, &rolling("1", "0"), "  minReadySeconds: 5\n  progressDeadlineSeconds: 10\n"),
            after(8),
            "0 2/1 2, 13 1/2 2, 26 0/2 2 | min 2 max 3 done 26 false -",
        ),
        // The deadline passes before the first wave is ready; the rollout goes on all the same.
        (
            deployment(3, "{}", "  progressDeadlineSeconds: 10\n"),
            after(12),
            "0 3/1 3, 12 2/2 3, 24 1/3 3, 36 0/3 3 | min 3 max 4 done 36 false 11",
        ),
    ]);
}

#[test]
fn pods_that_take_time_to_stop() {
    let slowly = |seconds, question| Question { stop_after: seconds, ..question };
    check(vec![
        // Recreate waits until the old pods are gone.
        (
            deployment(3, "{type: Recreate}", ""),
            slowly(30, after(8)),
            "0 0/0 0 +3, 30 0/3 0, 38 0/3 3 | min 0 max 3 done 38 false -",
        ),
        // A rolling update does not: the slot of a stopping pod is free at once.
        (
            deployment(2, &rolling("1", "0"), ""),
            slowly(5, after(10)),
            "0 2/1 2, 10 1/2 2 +1, 15 1/2 2, 20 0/2 2 +1, 25 0/2 2 | min 2 max 3 done 20 false -",
        ),
        // A StatefulSet's pod has its name until it is gone: 10 s to stop, 5 to be ready, each.
        (
            stateful(2, ""),
            slowly(10, after(5)),
            "0 1/0 1 +1, 10 1/1 1, 15 0/1 1 +1, 25 0/2 1, 30 0/2 2 | min 1 max 2 done 30 false -",
        ),
        (
            daemon(""),
            Question { replicas: Some(2), ..slowly(6, after(4)) },
            "0 1/0 1 +1, 6 1/1 1, 10 0/1 1 +1, 16 0/2 1, 20 0/2 2 | min 1 max 2 done 20 false -",
        ),
        // With surge the next node does not wait for the old pod's end.
        (
            daemon("updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}"),
            Question { replicas: Some(2), ..slowly(3, after(4)) },
            "0 2/1 2, 4 1/2 2 +1, 7 1/2 2, 8 0/2 2 +1, 11 0/2 2 | min 2 max 3 done 8 false -",
        ),
        // Ready at once: all nodes have theirs at 0, and all old ones are gone at 3.
        (
            daemon("updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}"),
            slowly(3, after(0)),
            "0 0/3 3 +3, 3 0/3 3 | min 3 max 4 done 0 false -",
        ),
    ]);
    let rolled = rollout(&deployment(2, &rolling("1", "0"), ""), slowly(5, after(10)));
    assert_eq!(rolled.max_running, 4, "three that count and one that is stopping");
}

#[test]
fn what_is_done_in_the_meantime() {
    check(vec![
        // Stuck at 8/5, and back: no room to grow (13), 13 − 8 − 0 = 5 may go, the 5 broken ones; then room for 2.
        (
            deployment(10, "{}", ""),
            with(never(), &[(60, What::Undo)]),
            "0 8/5 8, 60 10/0 8, 70 10/0 10 | min 8 max 13 done 70 false -",
        ),
        // Nothing goes back by itself: the condition turned long before somebody did it.
        (
            deployment(10, "{}", ""),
            with(never(), &[(700, What::Undo)]),
            "0 8/5 8, 700 10/0 8, 710 10/0 10 | min 8 max 13 done 710 false 601",
        ),
        // Back in the middle of 4 at 1/0: of the 2 new ones the waiting one goes (5 − 4 − 0 = 1), an old one comes;
        // when that is available at 25, the other new one goes.
        (
            deployment(4, &rolling("1", "0"), ""),
            with(after(10), &[(15, What::Undo)]),
            "0 4/1 4, 10 3/2 4, 15 4/1 4, 25 4/0 4 | min 4 max 5 done 25 false -",
        ),
        // 10 → 20 while stuck at 8/5: 12 more to share out of 25 (20 + 5). Old 8 × 25/13 = 15.4, new 5 × 25/13 = 9.6:
        // 15/10. The seven old ones are ready after 10 s; 25 − 15 − 10 = 0 may go.
        (
            deployment(10, "{}", ""),
            with(never(), &[(50, What::Scale(20))]),
            "0 8/5 8, 50 15/10 8, 60 15/10 15 | min 8 max 25 done - false 661",
        ),
        // 10 → 4: of 5 in all, old 8 × 5/13 = 3.1, new 5 × 5/13 = 1.9.
        (
            deployment(10, "{}", ""),
            with(never(), &[(50, What::Scale(4))]),
            "0 8/5 8, 50 3/2 3 | min 3 max 13 done - false 651",
        ),
        // 3 → 6 at 1/0: of 7 in all, old 3 × 7/4 = 5.25, new 1 × 7/4 = 1.75. It stays below 6 for good.
        (
            deployment(3, &rolling("1", "0"), ""),
            with(never(), &[(20, What::Scale(6))]),
            "0 3/1 3, 20 5/2 3, 30 5/2 5 | min 3 max 7 done - false 631",
        ),
        // Equal sets, 2/2 of 4 in all, 4 → 5 at 0/2: one more; 2 × 5/4 = 2.5, away from zero: the newer set takes it
        // first, and nothing is left. 5 − 3 − 3 < 0.
        (
            deployment(4, &rolling("0", "2"), ""),
            with(never(), &[(10, What::Scale(5))]),
            "0 2/2 2, 10 2/3 2 | min 2 max 5 done - false 611",
        ),
        // 4 → 3: one fewer; 2 × 3/4 = 1.5 is 2, so no set's share is smaller: what is left over is taken from the
        // first, the older one.
        (
            deployment(4, &rolling("0", "2"), ""),
            with(never(), &[(10, What::Scale(3))]),
            "0 2/2 2, 10 1/2 1 | min 1 max 4 done - false 611",
        ),
        // 3/10 at 15, and 20 are wanted: new 10 × 25/13 = 19.2, old 3 × 25/13 = 5.8. At 20 five more are available, 13
        // in all: 25 − 15 − 9 = 1 may go, one of the old ones that just came; new gets its place. At 25: 24
        // available, nine may go, and there are five.
        (
            deployment(10, "{}", ""),
            with(after(10), &[(15, What::Scale(20))]),
            "0 8/5 8, 10 3/10 8, 15 6/19 8, 20 5/20 13, 25 0/20 19, 30 0/20 20 | min 8 max 25 done 30 false -",
        ),
        (
            deployment(10, "{}", ""),
            with(never(), &[(50, What::Scale(0))]),
            "0 8/5 8, 50 0/0 0 | min 0 max 13 done 50 false -",
        ),
        // After the end the only set grows, and that is no new rollout.
        (
            deployment(2, &rolling("1", "0"), ""),
            with(after(5), &[(20, What::Scale(4))]),
            "0 2/1 2, 5 1/2 2, 10 0/2 2, 20 0/4 2, 25 0/4 4 | min 2 max 4 done 10 false -",
        ),
        // Image and number in one apply: first the old set grows to 4, then the new one begins with 1.
        (
            deployment(2, &rolling("1", "0"), ""),
            with(after(5), &[(0, What::Scale(4))]),
            "0 4/1 2, 5 3/2 4, 10 2/3 4, 15 1/4 4, 20 0/4 4 | min 2 max 5 done 20 false -",
        ),
        // Paused at 2/2: the second new one turns available, and nothing follows until it may.
        (
            deployment(3, &rolling("1", "0"), ""),
            with(after(4), &[(5, What::Pause), (20, What::Resume)]),
            "0 3/1 3, 4 2/2 3, 8 2/2 4, 20 1/3 3, 24 0/3 3 | min 3 max 4 done 24 false -",
        ),
        (
            deployment(1, "{}", "  paused: true\n"),
            with(after(5), &[(30, What::Resume)]),
            "0 1/0 1, 30 1/1 1, 35 0/1 1 | min 1 max 2 done 35 false -",
        ),
        // A pause of an hour is no lack of progress.
        (
            deployment(2, &rolling("1", "0"), ""),
            with(after(5), &[(1, What::Pause), (3600, What::Resume)]),
            "0 2/1 2, 5 2/1 3, 3600 1/2 2, 3605 0/2 2 | min 2 max 3 done 3605 false -",
        ),
        // Paused or not, a new set that is complete and available lets the old ones go (`IsSaturated`).
        (deployment(1, "{}", ""), with(after(5), &[(1, What::Pause)]), "0 1/1 1, 5 0/1 1 | min 1 max 2 done 5 false -"),
        // Recreate and back, 3 s to stop: the gap comes twice.
        (
            deployment(2, "{type: Recreate}", ""),
            with(Question { stop_after: 3, ..never() }, &[(50, What::Undo)]),
            "0 0/0 0 +2, 3 0/2 0, 50 0/0 0 +2, 53 2/0 0, 63 2/0 2 | min 0 max 2 done 63 false -",
        ),
    ]);
    assert!(rollout_of(&deployment(1, "{}", "  paused: true\n"), &after(5)).is_none());
}

#[test]
fn an_image_that_crashes() {
    let crashing = |ready, runs| Question { crash_after: Some(runs), ..after(ready) };
    // Ready after 5 s, gone after 20: ready for long enough to be taken for good, so both old pods go. The first runs
    // from 0 to 20, at once again to 40, then from 50 (10 s of back-off); the second 5 s later.
    let rolled = rollout(&deployment(2, &rolling("1", "0"), ""), crashing(5, 20));
    let want = "0 2/1 2, 5 1/2 2, 10 0/2 2, 20 0/2 1, 30 0/2 2, 40 0/2 1, 45 0/2 0, 55 0/2 1, 60 0/2 2, ";
    assert!(told(&rolled).starts_with(want), "{}", told(&rolled));
    assert_eq!((rolled.done_at, rolled.min_available, rolled.cut_off), (Some(10), 0, true));
    check(vec![
        // With minReadySeconds above the run it is never available. It is ready at 5, 25, 55, 95, 155 and 255: more
        // than the deadline of 60 after 155.
        (
            deployment(2, &rolling("1", "0"), "  minReadySeconds: 30\n  progressDeadlineSeconds: 60\n"),
            crashing(5, 20),
            "0 2/1 2 | min 2 max 3 done - false 216",
        ),
        // It exits before it is ready: the same as never.
        (deployment(2, &rolling("1", "0"), ""), crashing(20, 5), "0 2/1 2 | min 2 max 3 done - false 601"),
    ]);
}

#[test]
fn stateful_sets_by_hand() {
    let one_by_one = "0 2/1 2, 5 1/2 2, 10 0/3 2, 15 0/3 3 | min 2 max 3 done 15 false -";
    let newer = || Question { several_unavailable: true, ..after(5) };
    let two = "updateStrategy: {rollingUpdate: {maxUnavailable: 2}}";
    let parallel = |strategy: &str| format!("podManagementPolicy: Parallel\n  {strategy}");
    check(vec![
        // Parallel is about creating and scaling: an update still goes one by one.
        (stateful(3, &parallel("")), after(5), one_by_one),
        // Before 1.35 the field does not count.
        (stateful(3, two), after(5), one_by_one),
        // 25 % of 3 is 0.75, down to 0, but at least 1.
        (stateful(3, "updateStrategy: {rollingUpdate: {maxUnavailable: 25%}}"), newer(), one_by_one),
        // Two go at once. In order, the lower one comes first, the higher one when that is available.
        (
            stateful(5, two),
            newer(),
            "0 3/1 3, 5 3/2 4, 10 1/3 3, 15 1/4 4, 20 0/5 4, 25 0/5 5 | min 3 max 5 done 25 false -",
        ),
        // In parallel both come at once.
        (stateful(5, &parallel(two)), newer(), "0 3/2 3, 5 1/4 3, 10 0/5 4, 15 0/5 5 | min 3 max 5 done 15 false -"),
        // The partition counts pods, not ordinals: of 10, 11 and 12 only 12 is replaced.
        (
            stateful(3, "ordinals: {start: 10}\n  updateStrategy: {rollingUpdate: {partition: 2}}"),
            after(5),
            "0 2/1 2, 5 2/1 3 | min 2 max 3 done 5 false -",
        ),
        (
            stateful(3, "updateStrategy: {rollingUpdate: {partition: 7}}"),
            after(5),
            "0 3/0 3 | min 3 max 3 done 0 false -",
        ),
        // Each waits for the one before it to be available: 5 + 3.
        (stateful(2, "minReadySeconds: 3"), after(5), "0 1/1 1, 8 0/2 1, 16 0/2 2 | min 1 max 2 done 16 false -"),
    ]);
    assert!(rollout_of(&stateful(2, "updateStrategy: {type: OnDelete}"), &after(5)).is_none());
}

#[test]
fn daemon_sets_by_hand() {
    let nodes = |n, question| Question { replicas: Some(n), ..question };
    check(vec![
        // One node after another unless written; three nodes unless asked.
        (daemon(""), after(4), "0 2/1 2, 4 1/2 2, 8 0/3 2, 12 0/3 3 | min 2 max 3 done 12 false -"),
        // 50 % of 3 is 1.5, up to 2.
        (
            daemon("updateStrategy: {rollingUpdate: {maxUnavailable: 50%}}"),
            after(4),
            "0 1/2 1, 4 0/3 2, 8 0/3 3 | min 1 max 3 done 8 false -",
        ),
        (
            daemon("updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}"),
            nodes(2, after(4)),
            "0 2/1 2, 4 1/2 2, 8 0/2 2 | min 2 max 3 done 8 false -",
        ),
        // 10 % of 4 is 0.4, up to 1.
        (
            daemon("updateStrategy: {rollingUpdate: {maxUnavailable: 10%}}"),
            nodes(4, after(3)),
            "0 3/1 3, 3 2/2 3, 6 1/3 3, 9 0/4 3, 12 0/4 4 | min 3 max 4 done 12 false -",
        ),
        (daemon(""), never(), "0 2/1 2 | min 2 max 3 done - false -"),
        (daemon(""), nodes(0, after(4)), "0 0/0 0 | min 0 max 0 done 0 false -"),
    ]);
    assert!(rollout_of(&daemon("updateStrategy: {type: OnDelete}"), &after(5)).is_none());
}

#[test]
fn traffic_that_moves() {
    let labels =
        |colour: &str| Labels::from([("app".to_owned(), "web".to_owned()), ("colour".to_owned(), colour.to_owned())]);
    let group = |colour: &str, replicas, ready_after, fresh| Group {
        name: colour.into(),
        labels: labels(colour),
        replicas,
        ready_after,
        fresh,
    };
    let ends = |moments: &[Moment]| moments.iter().map(|m| (m.at, m.endpoints.clone())).collect::<Vec<_>>();
    // Blue-green: the switch at 30 finds green ready since 20.
    let groups = [group("blue", 3, Some(20), false), group("green", 3, Some(20), true)];
    let moves = [(30, Move::Select(labels("green"))), (90, Move::Scale(0, 0))];
    assert_eq!(ends(&play(&labels("blue"), &groups, &moves)), [(0, vec![3, 0]), (30, vec![0, 3]), (90, vec![0, 3])]);
    // Too early: ten seconds without an endpoint.
    let early = [(10, Move::Select(labels("green")))];
    let moments = play(&labels("blue"), &groups, &early);
    assert_eq!(ends(&moments), [(0, vec![3, 0]), (10, vec![0, 0]), (20, vec![0, 3])]);
    assert_eq!(moments[1].share(1), None);
    // Canary: the Service selects both; one of ten is new, then three of ten.
    let both = Labels::from([("app".to_owned(), "web".to_owned())]);
    let groups = [group("blue", 9, Some(5), false), group("green", 1, Some(5), true)];
    let moments = play(&both, &groups, &[(60, Move::Scale(1, 3)), (70, Move::Scale(0, 7))]);
    let shares: Vec<_> = moments.iter().map(|m| (m.at, m.share(1))).collect();
    assert_eq!(shares, [(0, Some(0)), (5, Some(100)), (60, Some(100)), (65, Some(250)), (70, Some(300))]);
}

#[test]
fn another_number_may_be_asked_for() {
    let question = Question { replicas: Some(4), ..after(10) };
    // 25 % of 4: one more and one less.
    let want = "0 3/2 3, 10 1/4 3, 20 0/4 4 | min 3 max 5 done 20 false -";
    assert_eq!(told(&rollout(&deployment(10, "{}", ""), question)), want);
}

#[test]
fn a_million_pods_one_by_one_are_cut_off() {
    let rollout = rollout(&deployment(1_000_000, &rolling("1", "0"), ""), after(1));
    assert!(rollout.cut_off && rollout.steps.len() == MOST_STEPS && rollout.done_at.is_none());
}

#[test]
fn parts_of_a_second() {
    let of = |text: &str, at: i64| rollout(text, Question { per_second: 10, ..after(at) });
    // FeastFlow's backend, ready after 2.5 s: 7.5 and 15 s.
    let backend = deployment(2, &rolling("1", "0"), "  minReadySeconds: 5\n");
    assert_eq!(told(&of(&backend, 25)), "0 2/1 2, 75 1/2 2, 150 0/2 2 | min 2 max 3 done 150 false -");
    // A deadline of 2 s has passed at 3.
    let late = deployment(1, "{}", "  progressDeadlineSeconds: 2\n");
    assert_eq!(told(&of(&late, 45)), "0 1/1 1, 45 0/1 1 | min 1 max 2 done 45 false 30");
    assert_eq!(told(&of(&stateful(1, "minReadySeconds: 1"), 5)), "0 0/1 0, 15 0/1 1 | min 0 max 1 done 15 false -");
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
        let r = rollout(&text, Question { ready_after: ready, ..Question::default() });
        prop_assert!(r.min_available >= replicas - unavailable, "{}", told(&r));
        prop_assert!(r.max_total <= replicas + surge, "{}", told(&r));
        prop_assert!(r.steps.windows(2).all(|w| w[0].at < w[1].at), "{}", told(&r));
        prop_assert!(r.steps.iter().all(|s| s.total == s.old + s.new), "{}", told(&r));
        prop_assert_eq!(r.done_at.is_some(), ready.is_some() || replicas == 0, "{}", told(&r));
    }

    #[test]
    fn whatever_is_done_is_bounded_and_comes_to_an_end(
        replicas in 0_i64..30, surge in 0_i64..8, unavailable in 0_i64..8, recreate in any::<bool>(),
        ready in prop::option::of(0_i64..60), crash in prop::option::of(0_i64..90), stop in 0_i64..40,
        changes in prop::collection::vec((0_i64..200, 0_u8..4, 0_i64..30), 0..5),
    ) {
        let strategy = if recreate { "{type: Recreate}".into() } else { rolling(&surge.to_string(), &unavailable.to_string()) };
        let what = |(at, what, n): &(i64, u8, i64)| {
            let what = [What::Scale(*n), What::Undo, What::Pause, What::Resume][usize::from(*what)];
            Change { at: *at, what }
        };
        let changes: Vec<Change> = changes.iter().map(what).collect();
        let question = Question { ready_after: ready, crash_after: crash, stop_after: stop, changes, ..Question::default() };
        let text = deployment(replicas, &strategy, "");
        let r = rollout(&text, question.clone());
        let wanted = |c: &Change| if let What::Scale(n) = c.what { n } else { 0 };
        let most = question.changes.iter().map(wanted).max().unwrap_or(0).max(replicas) + surge;
        prop_assert!(r.max_total <= most, "{}", told(&r));
        prop_assert!(r.steps.windows(2).all(|w| w[0].at < w[1].at), "{}", told(&r));
        let sound = |s: &Step| s.total == s.old + s.new && (0..=s.total).contains(&s.available) && s.old >= 0 && s.new >= 0;
        prop_assert!(r.steps.iter().all(sound), "{}", told(&r));
        prop_assert!(!r.cut_off || crash.is_some(), "{}", told(&r));
        prop_assert_eq!(rollout(&text, question), r);
    }
}
