//! Lives worked out by hand.

use super::*;

fn one(container: ContainerPlan) -> Plan {
    Plan { containers: vec![container], grace: 30_000, ..Plan::default() }
}

/// The seconds at which something happens.
fn when(run: &Run, wanted: impl Fn(Happening) -> bool) -> Vec<i64> {
    run.events.iter().filter(|event| wanted(event.what)).map(|event| event.at / 1000).collect()
}

fn exits_after(seconds: i64) -> ContainerPlan {
    let what = Breaks::ExitAfter(seconds * 1000, 1);
    ContainerPlan { troubles: vec![TroublePlan { from: 0, to: None, what }], ..ContainerPlan::default() }
}

#[test]
fn restarts_back_off() {
    let run = play(&one(exits_after(1)), Timing::soonest(Anchor::Start), 0, 1_500_000);
    // A second of life, then 0, 10, 20, 40, 80, 160, 300, 300 s from the exit on.
    let wanted = [0, 1, 12, 33, 74, 155, 316, 617, 918, 1219];
    assert_eq!(when(&run, |what| what == Happening::Starts), wanted);
}
