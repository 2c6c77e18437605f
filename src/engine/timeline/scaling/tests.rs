//! Trajectories by hand from the controller's rules, and what must hold for all of them.

use proptest::prelude::*;

use super::*;
use crate::engine::yaml::Document;

fn played(spec: &str, scenario: &Scenario) -> Trajectory {
    let document = Document::parse(&format!("spec: {spec}\n"));
    play(&Walk::new(&document, document.root().expect("a root")), scenario)
}

/// Every change: `at from→to`.
fn told(trajectory: &Trajectory) -> String {
    let changes = trajectory.looks.iter().filter(|look| look.desired != look.replicas);
    let told: Vec<String> = changes.map(|look| format!("{} {}→{}", look.at, look.replicas, look.desired)).collect();
    told.join(", ")
}

/// Half of 100 m for each pod.
fn half(least: i64, most: i64, behavior: &str) -> String {
    format!(
        "{{minReplicas: {least}, maxReplicas: {most}, {behavior}metrics: [{{type: Resource, resource: {{name: cpu, target: {{type: Utilization, averageUtilization: 50}}}}}}]}}"
    )
}

fn load(points: &[(i64, i64)], replicas: i64) -> Scenario {
    Scenario { load: points.to_vec(), request: Some(100), replicas, until: 900, ..Scenario::default() }
}

#[test]
fn by_hand() {
    let average = |value: &str| {
        format!(
            "{{maxReplicas: 10, metrics: [{{type: Pods, pods: {{target: {{type: AverageValue, averageValue: {value}}}}}}}]}}"
        )
    };
    let feastflow = "{minReplicas: 2, maxReplicas: 6, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}], behavior: {scaleUp: {stabilizationWindowSeconds: 0, policies: [{type: Pods, value: 2, periodSeconds: 30}]}, scaleDown: {stabilizationWindowSeconds: 300, policies: [{type: Pods, value: 1, periodSeconds: 60}]}}}";
    let both = "{maxReplicas: 10, metrics: [{resource: {target: {averageUtilization: 50}}}, {pods: {target: {averageValue: 25m}}}]}";
    let cases = [
        // 100 m on two pods of 100 m are 50 %: as wished.
        (half(1, 10, ""), load(&[(0, 100)], 2), ""),
        // 55 % is 1.1 times the target, which is still near enough.
        (half(1, 10, ""), load(&[(0, 110)], 2), ""),
        // 56 % is 1.12: 2.24 pods, up to 3. Then 37 % is 0.74: 2.22, up to 3 again.
        (half(1, 10, ""), load(&[(0, 112)], 2), "0 2→3"),
        // 20 pods are asked for, but no more than twice as many (or four) at a time, and ten in all.
        (half(1, 10, ""), load(&[(0, 1000)], 2), "0 2→4, 15 4→8, 30 8→10"),
        // With a behavior, even an empty one, it is four more or twice as many.
        (half(1, 10, "behavior: {}, "), load(&[(0, 1000)], 1), "0 1→5, 15 5→10"),
        (half(1, 10, ""), load(&[(0, 1000)], 1), "0 1→4, 15 4→8, 30 8→10"),
        // From 60 on one pod would do (12 % of 50 %: 0.96). The last look that asked for four was at 45; it counts
        // for 300 s: up to 345 and that included, or not included where a behavior is written.
        (half(1, 10, ""), load(&[(0, 200), (60, 50)], 4), "360 4→1"),
        (half(1, 10, "behavior: {}, "), load(&[(0, 200), (60, 50)], 4), "345 4→1"),
        // FeastFlow's: at 30, 300 % of 70 % ask for nine; two more in 30 s. The load falls at 120; nine were asked for
        // until 105, so nothing happens until 405, and then one pod goes every 60 s.
        (
            feastflow.to_owned(),
            Scenario { ready_after: 10, ..load(&[(0, 100), (30, 600), (120, 100)], 2) },
            "30 2→4, 60 4→6, 405 6→5, 465 5→4, 525 4→3, 585 3→2",
        ),
        // Pods that are not ready count as idle: at 15, 75 % of 50 % of four pods ask for six; at 30, six pods would be
        // at 50 %, so it waits for them.
        (half(1, 10, ""), Scenario { ready_after: 40, ..load(&[(0, 300)], 2) }, "0 2→4, 15 4→6"),
        // 1000 in all, 200 for each: five.
        (average("200"), load(&[(0, 1_000_000)], 3), "0 3→5"),
        // Down is disabled.
        (half(1, 10, "behavior: {scaleDown: {selectPolicy: Disabled}}, "), load(&[], 4), ""),
        // The smaller of four more and twice as many.
        (
            half(1, 20, "behavior: {scaleUp: {selectPolicy: Min}}, "),
            load(&[(0, 5000)], 6),
            "0 6→10, 15 10→14, 30 14→18, 45 18→20",
        ),
        // Up only when 60 s have asked for it: the number that it found at 0 counts until then.
        (half(1, 10, "behavior: {scaleUp: {stabilizationWindowSeconds: 60}}, "), load(&[(0, 200)], 2), "60 2→4"),
        // Outside of the bounds it does not look at metrics.
        (half(1, 10, ""), load(&[(0, 600)], 12), "0 12→10"),
        (half(3, 10, ""), load(&[(0, 150)], 2), "0 2→3"),
        // Of several metrics the highest number: 50 % is as wished, 50 m for each instead of 25 m is not.
        (both.to_owned(), load(&[(0, 100)], 2), "0 2→4"),
        // Before 1.35 the tolerance is always a tenth.
        (half(1, 10, "behavior: {scaleUp: {tolerance: 0.5}}, "), load(&[(0, 140)], 2), "0 2→3"),
        (
            half(1, 10, "behavior: {scaleUp: {tolerance: 0.5}}, "),
            Scenario { own_tolerance: true, ..load(&[(0, 140)], 2) },
            "",
        ),
        // Metrics of half a minute ago. At zero load one pod stays; the number at the beginning counts for 300 s.
        (half(1, 10, ""), Scenario { lag: 30, ..load(&[(0, 100), (15, 200)], 2) }, "45 2→4"),
        // No pods, no scaling.
        (half(1, 10, ""), load(&[(0, 100)], 0), ""),
    ];
    for (spec, scenario, want) in cases {
        assert_eq!(told(&played(&spec, &scenario)), want, "{spec}\n{scenario:?}");
    }
}

#[test]
fn a_percentage_of_nothing() {
    let trajectory = played(&half(1, 10, ""), &Scenario { request: None, ..load(&[(0, 100)], 2) });
    assert!(trajectory.looks.is_empty() && trajectory.trouble.is_some_and(|t| t.contains("request nothing")));
}

proptest! {
    #[test]
    fn it_keeps_within_its_bounds(
        points in prop::collection::vec((0_i64..3600, 0_i64..100_000), 0..6), replicas in 0_i64..30,
        least in 1_i64..5, more in 0_i64..20, ready in 0_i64..120, lag in 0_i64..60, behavior in any::<bool>(),
    ) {
        let spec = half(least, least + more, if behavior { "behavior: {}, " } else { "" });
        let scenario = Scenario { ready_after: ready, lag, until: 3600, ..load(&points, replicas) };
        let trajectory = played(&spec, &scenario);
        let within = |look: &Look| look.replicas == 0 || (least..=least + more).contains(&look.desired);
        prop_assert!(trajectory.looks.iter().all(within));
        prop_assert!(trajectory.looks.windows(2).all(|w| w[0].at < w[1].at && w[0].desired == w[1].replicas));
        prop_assert_eq!(trajectory.looks.len(), 241);
        prop_assert_eq!(played(&spec, &scenario), trajectory);
    }
}
