//! Lives worked out by hand, and what holds for every life.

use k8s_openapi::api::core::v1::{Container, Probe};
use proptest::prelude::*;

use super::*;
use crate::engine::objects::defaults::ProbeNumbers;
use crate::engine::timeline::probe::{self, Bounds, Kind};

mod table;

/// Delay, period, timeout, successes, failures.
type Numbers = (i64, i64, i64, i64, i64);

fn probe(kind: Kind, (initial_delay, period, timeout, success_threshold, failure_threshold): Numbers) -> ProbePlan {
    let numbers = ProbeNumbers { initial_delay, period, timeout, success_threshold, failure_threshold };
    ProbePlan {
        kind,
        numbers: ProbePlan::within_bounds(numbers),
        grace: None,
        action: Action::Http("/".into()),
        needs: true,
        tells_ready: false,
    }
}

/// A container that listens at once and stops at once.
fn container(startup: Option<Numbers>, readiness: Option<Numbers>, liveness: Option<Numbers>) -> ContainerPlan {
    let all = [(Kind::Startup, startup), (Kind::Readiness, readiness), (Kind::Liveness, liveness)];
    let probes = all.into_iter().filter_map(|(kind, numbers)| Some(probe(kind, numbers?))).collect();
    ContainerPlan { probes, ..ContainerPlan::default() }
}

/// The same as a manifest would have it.
fn typed(startup: Option<Numbers>, readiness: Option<Numbers>, liveness: Option<Numbers>) -> Container {
    let made = |numbers: Option<Numbers>| {
        let (delay, period, timeout, successes, failures) = numbers?;
        let number = |n: i64| i32::try_from(n).ok();
        Some(Probe {
            initial_delay_seconds: number(delay),
            period_seconds: number(period),
            timeout_seconds: number(timeout),
            success_threshold: number(successes),
            failure_threshold: number(failures),
            ..Probe::default()
        })
    };
    Container {
        startup_probe: made(startup),
        readiness_probe: made(readiness),
        liveness_probe: made(liveness),
        ..Container::default()
    }
}

fn one(container: ContainerPlan) -> Plan {
    Plan { containers: vec![container], grace: 30_000, ..Plan::default() }
}

fn broken(from: i64, to: Option<i64>, what: Breaks) -> TroublePlan {
    TroublePlan { from: from * 1000, to: to.map(|to| to * 1000), what }
}

/// The instants at which something happens.
fn when(run: &Run, wanted: impl Fn(Happening) -> bool) -> Vec<Ms> {
    run.events.iter().filter(|event| wanted(event.what)).map(|event| event.at).collect()
}

fn seconds(run: &Run, wanted: Happening) -> Vec<i64> {
    when(run, |what| what == wanted).into_iter().map(|at| at / 1000).collect()
}

fn exits_after(life: i64) -> ContainerPlan {
    ContainerPlan { troubles: vec![broken(0, None, Breaks::ExitAfter(life * 1000, 1))], ..ContainerPlan::default() }
}

#[test]
fn restarts_back_off() {
    let run = play(&one(exits_after(1)), Timing::soonest(Anchor::Start), 0, 1_500_000);
    // A second of life, then 0, 10, 20, 40, 80, 160, 300, 300 s from the exit on.
    assert_eq!(seconds(&run, Happening::Starts), [0, 1, 12, 33, 74, 155, 316, 617, 918, 1219]);
}

#[test]
fn a_long_life_resets_the_back_off() {
    // 600 s are not more than ten minutes: the second wait is 10 s, but it is over long before the exit.
    let short = play(&one(exits_after(600)), Timing::soonest(Anchor::Start), 0, 5_000_000);
    assert_eq!(&seconds(&short, Happening::Starts)[..4], [0, 600, 1210, 1830]);
    // After 601 s everything is forgotten: no wait at all.
    let long = play(&one(exits_after(601)), Timing::soonest(Anchor::Start), 0, 3_000_000);
    assert_eq!(seconds(&long, Happening::Starts), [0, 601, 1202, 1803, 2404]);
}

#[test]
fn a_retry_comes_late_by_half_the_rest() {
    let timing = Timing { lag: 0, ..Timing::latest(Anchor::Start) };
    let run = play(&one(exits_after(1)), timing, 0, 400_000);
    // Waits of 10, 20, 40 s take up to 15, 30, 60 s; of 80 s up to 110 s.
    assert_eq!(seconds(&run, Happening::Starts), [0, 1, 17, 48, 109, 220]);
}

#[test]
fn restarts_by_liveness_look_at_the_exit_before() {
    // It never answers: three failures, 10 s apart, the first at once; it stops at once.
    let mut container = container(None, None, Some((0, 10, 1, 1, 3)));
    container.listen = 1_000_000_000;
    let run = play(&one(container), Timing::soonest(Anchor::At(1000)), 0, 3_000_000);
    // First tick at 1 s: decisions at 21 s and then, with the ticks' phase kept, 30 s apart: starts at 21, 51, …
    // Before the second there was no exit to hold against; the third finds 10 s and waits for nothing, the fourth
    // 20 s. The back-off of 40 s is longer than the 30 s since the exit before: it waits, from its own exit on.
    let starts = seconds(&run, Happening::Starts);
    assert_eq!(&starts[..5], [0, 21, 51, 81, 111]);
    let waits = when(&run, |what| matches!(what, Happening::BackOff(_)));
    assert_eq!(waits.first().map(|at| at / 1000), Some(141));
    assert_eq!(starts[5], 181);
    // In the end waiting (300 s) and immediate restarts alternate.
    let gaps: Vec<i64> = starts.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let last = &gaps[gaps.len() - 4..];
    assert!(last.iter().step_by(2).all(|gap| *gap >= 300) != last.iter().skip(1).step_by(2).all(|gap| *gap >= 300));
}

#[test]
fn stopping_takes_hook_and_grace() {
    // Hook, grace, time to stop; SIGTERM and the end after the deletion.
    let cases = [
        (Some(5), 30, 1, (5, 6)),
        (None, 30, 1, (0, 1)),
        // What is left of the grace period is less than it needs.
        (Some(5), 10, 60, (5, 10)),
        // The hook takes all of it: 2 s are left at least.
        (Some(60), 30, 60, (30, 32)),
        (Some(29), 30, 60, (29, 31)),
        // Without any grace there is no hook.
        (Some(5), 0, 60, (0, 2)),
    ];
    for (hook, grace, stop, (signal, end)) in cases {
        let container =
            ContainerPlan { hook: hook.map(|s: i64| s * 1000), stop: stop * 1000, ..ContainerPlan::default() };
        let plan = Plan { grace: grace * 1000, deleted: Some(100_000), ..one(container) };
        let run = play(&plan, Timing::soonest(Anchor::Start), 0, 300_000);
        assert_eq!(seconds(&run, Happening::Signal), [100 + signal], "{hook:?} {grace}");
        assert_eq!(seconds(&run, Happening::Gone), [100 + end], "{hook:?} {grace}");
        assert!(run.serves(99_999) && !run.serves(100_000), "no endpoint while it is stopped");
    }
}

#[test]
fn a_probe_may_bring_its_own_grace() {
    let mut container = container(None, None, Some((0, 10, 1, 1, 1)));
    container.troubles.push(broken(100, None, Breaks::Hang));
    container.probes[0].grace = Some(5000);
    let run = play(&one(container), Timing::soonest(Anchor::At(100_000)), 0, 130_000);
    // It hangs: a check of 1 s, and nothing reacts to SIGTERM.
    assert_eq!(seconds(&run, Happening::Ends(137, true)), [106]);
    assert_eq!(seconds(&run, Happening::Starts), [0, 106]);
}

#[test]
fn a_port_that_hangs_still_accepts() {
    let mut container = container(None, None, Some((0, 10, 1, 1, 1)));
    container.troubles.push(broken(100, None, Breaks::Hang));
    container.probes[0].action = Action::Tcp;
    let run = play(&one(container), Timing::soonest(Anchor::Start), 0, 1_000_000);
    assert_eq!(seconds(&run, Happening::Starts), [0]);
}

#[test]
fn init_containers_run_in_order_and_sidecars_beside() {
    let work = |name: &str, role, work: Option<i64>, probe: Option<ProbePlan>| ContainerPlan {
        name: name.into(),
        role,
        work: work.map(|s| s * 1000),
        probes: probe.into_iter().collect(),
        ..ContainerPlan::default()
    };
    let proxy = work("proxy", Role::Sidecar, None, Some(probe(Kind::Startup, (0, 5, 1, 1, 3))));
    let plan = Plan {
        containers: vec![
            work("first", Role::Init, Some(3), None),
            proxy,
            work("last", Role::Init, Some(4), None),
            work("main", Role::Main, Some(10), None),
        ],
        restart: Restart::Never,
        ..Plan::default()
    };
    let run = play(&plan, Timing::soonest(Anchor::Start), 0, 100_000);
    let starts: Vec<(Option<usize>, Ms)> =
        run.events.iter().filter(|e| e.what == Happening::Starts).map(|e| (e.container, e.at / 1000)).collect();
    // 3 s of work, the sidecar's first check at once, 4 s of work.
    assert_eq!(starts, [(Some(0), 0), (Some(1), 3), (Some(2), 3), (Some(3), 7)]);
    // A sidecar does not keep a pod that has done its work.
    assert_eq!(seconds(&run, Happening::Finished(true)), [17]);
}

#[test]
fn what_follows_an_exit_is_up_to_the_policy() {
    for (restart, code, restarts, finished) in [
        (Restart::Never, 1, 0, Some(false)),
        (Restart::Never, 0, 0, Some(true)),
        (Restart::OnFailure, 0, 0, Some(true)),
        (Restart::OnFailure, 1, 1, None),
        (Restart::Always, 0, 1, None),
    ] {
        let exit = broken(10, None, Breaks::Exit(code));
        let plan = Plan { restart, ..one(ContainerPlan { troubles: vec![exit], ..ContainerPlan::default() }) };
        let run = play(&plan, Timing::soonest(Anchor::Start), 0, 100_000);
        let ended = [true, false].into_iter().find(|well| !seconds(&run, Happening::Finished(*well)).is_empty());
        assert_eq!((run.restarts(0), ended), (restarts, finished), "{restart:?} {code}");
    }
}

#[test]
fn a_lost_node_is_noticed_late() {
    let plan = Plan { lost: Some(60_000), stays: Some(300_000), ..one(ContainerPlan::default()) };
    let run = play(&plan, Timing::latest(Anchor::Start), 0, 600_000);
    // 50 s until the node is NotReady, five minutes more until the pod is to go. It never gets to know.
    assert_eq!((seconds(&run, Happening::NodeNotReady), run.deleted), (vec![110], Some(410_000)));
    assert!(run.serves(109_999) && !run.serves(110_000));
    assert_eq!(run.gone, None);
    assert_eq!(run.lanes[0].at(200_000), State::Unknown);
    // It tolerates that for good.
    let run = play(&Plan { stays: None, ..plan }, Timing::latest(Anchor::Start), 0, 600_000);
    assert_eq!((run.deleted, run.serves(110_000)), (None, false));
}

#[test]
fn a_success_count_outlives_a_restart() {
    // Three successes are needed. After an exit the worker still has them: one good answer is enough.
    let mut container = container(None, Some((0, 10, 1, 3, 3)), None);
    container.troubles.push(broken(100, None, Breaks::Exit(1)));
    let run = play(&one(container), Timing::latest(Anchor::At(100_000)), 0, 300_000);
    let ready = seconds(&run, Happening::PodReady);
    // A second until the end is seen, one until the start is, and one until it is probed at once.
    assert_eq!((ready.len(), ready[1]), (2, 103));
}

#[test]
fn an_answer_that_comes_after_a_restart_still_counts() {
    // Fault at 121. Readiness (delay 1, period 1, timeout 6, one failure) asks within a second and waits 6 more: out
    // of service by 128, although liveness (two failures of 3 s) has the process replaced before.
    let (readiness, liveness) = (Some((1, 1, 6, 1, 1)), Some((9, 3, 3, 1, 2)));
    let mut plan = one(container(None, readiness, liveness));
    plan.containers[0].troubles.push(broken(121, None, Breaks::Down(true)));
    let timing = Timing { anchor: Anchor::Start, phase: Some(550), spread: 453, lag: 861, cut: 4, late: 0 };
    let run = play(&plan, timing, 0, 400_000);
    let unready = when(&run, |what| what == Happening::PodUnready);
    let condemned = when(&run, |what| matches!(what, Happening::Condemned(_)));
    assert!(condemned[0] < unready[0] && unready[0] <= 128_000, "{condemned:?} {unready:?}");
}

fn numbers(successes: std::ops::RangeInclusive<i64>) -> impl Strategy<Value = Numbers> {
    (0..20_i64, 1..13_i64, 1..16_i64, successes, 1..5_i64)
}

fn timing() -> impl Strategy<Value = Timing> {
    (0..1000_i64, 0..1000_i64, 0..=1000_i64, 0..1000_i64, 0..=1000_i64).prop_map(|(phase, spread, lag, cut, late)| {
        Timing { anchor: Anchor::Start, phase: Some(phase), spread, lag, cut, late }
    })
}

fn within(at: Ms, from: Ms, bounds: Bounds) -> bool {
    (bounds.earliest * 1000..=bounds.latest * 1000).contains(&(at - from))
}

/// Any probe values at all, as a manifest may hold them.
fn any_numbers() -> impl Strategy<Value = Numbers> {
    let any = || prop_oneof![-3..20_i64, Just(i64::from(i32::MAX)), Just(i64::from(i32::MIN))];
    (any(), any(), any(), any(), any())
}

proptest! {
    #[test]
    fn simulation_keeps_within_the_formulas(
        startup in proptest::option::of(numbers(1..=1)),
        readiness in proptest::option::of(numbers(1..=3)),
        liveness in proptest::option::of(numbers(1..=1)),
        hangs: bool,
        timing in timing(),
        fault in 100..130_i64,
    ) {
        let mut plan = one(container(startup, readiness, liveness));
        plan.containers[0].troubles.push(broken(fault, None, Breaks::Down(hangs)));
        let typed = typed(startup, readiness, liveness);
        let run = play(&plan, timing, 0, 400_000);
        let ready = when(&run, |what| what == Happening::PodReady);
        prop_assert!(within(ready[0], 0, probe::ready(&typed)), "{ready:?} {:?}", probe::ready(&typed));
        let pick = |d: probe::Decision| if hangs { d.hangs } else { d.refuses };
        let unready = when(&run, |what| what == Happening::PodUnready);
        if let Some(bounds) = probe::unready(&typed).map(pick) {
            prop_assert!(within(unready[0], fault * 1000, bounds), "{unready:?} {bounds:?}");
        }
        let condemned = when(&run, |what| matches!(what, Happening::Condemned(_)));
        match probe::restart(&typed).map(pick) {
            Some(bounds) => prop_assert!(within(condemned[0], fault * 1000, bounds), "{condemned:?} {bounds:?}"),
            None => prop_assert!(condemned.is_empty()),
        }
    }

    #[test]
    fn lives_are_total_and_consistent(
        startup in proptest::option::of(any_numbers()),
        readiness in proptest::option::of(any_numbers()),
        liveness in proptest::option::of(any_numbers()),
        timing in timing(),
        exit in 0..500_i64,
        hang in 0..500_i64,
        deleted in proptest::option::of(0..2000_i64),
    ) {
        let mut plan = one(container(startup, readiness, liveness));
        plan.containers[0].troubles.push(broken(exit, None, Breaks::ExitAfter(exit * 1000, 1)));
        plan.containers[0].troubles.push(broken(hang, None, Breaks::Hang));
        plan.deleted = deleted.map(|at| at * 1000);
        let run = play(&plan, timing, 0, 1_000_000);
        prop_assert_eq!(&run, &play(&plan, timing, 0, 1_000_000));
        prop_assert!(run.events.windows(2).all(|pair| pair[0].at <= pair[1].at));
        let lane = &run.lanes[0];
        prop_assert!(lane.states.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 != pair[1].1));
        for event in &run.events {
            // What has just happened can be seen, unless the same instant goes on.
            let last = run.events.iter().rfind(|other| other.at == event.at);
            if last == Some(event) && event.what == Happening::Starts {
                prop_assert!(lane.at(event.at).runs(), "{:?}", lane.at(event.at));
            }
        }
        // Shown as ready means that a process runs: from a start, until its end.
        for (at, _) in lane.states.iter().filter(|(_, state)| *state == State::Ready) {
            let starts = when(&run, |what| what == Happening::Starts).into_iter().filter(|start| start <= at).count();
            let ends = when(&run, |what| matches!(what, Happening::Ends(..))).into_iter().filter(|end| end <= at).count();
            prop_assert_eq!(starts, ends + 1);
        }
    }
}
