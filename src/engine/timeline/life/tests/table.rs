//! Probe configurations with what must come of them.

use super::*;

/// Startup, readiness, liveness; then the bounds of: ready after the start, un-ready after a fault, restart after it.
type Row =
    (Option<Numbers>, Option<Numbers>, Option<Numbers>, bool, (i64, i64), Option<(i64, i64)>, Option<(i64, i64)>);

const REFUSES: bool = false;
const HANGS: bool = true;

/// How the bounds are derived (`worker.go`, `prober_manager.go`), with d delay, P period, T timeout, S successes,
/// F failures:
/// - N: the kubelet sees a start within 1 s. Without any probe that is ready: 0 to 1.
/// - A: it probes readiness a sync, that is a second, later: 1 to 2, if d is over by then (d ≤ 1).
/// - D: else a tick, and the start is cut to the second: d − 1 to d + P.
/// - U: the startup probe's first tick, the start being seen: d − 1 (not below 0) to max(d, 1) + P; readiness at once.
/// - S: further successes are ticks, P apart; the first of them comes right after a check out of turn, at the earliest.
/// - R: refused: the fault falls right before a tick, (F − 1)·P, or right after one, F·P.
/// - H: hanging, T ≤ P: the same and T. HH: T > P: back to back, F·T, after at most P: P + F·T.
/// - L: un-ready because of the restart, seen within 1 s, if that comes first or there is only a startup probe.
#[rustfmt::skip]
const TABLE: &[Row] = &[
    // 1 No probes: N. Nothing notices a fault.
    (None, None, None, REFUSES, (0, 1), None, None),
    (None, None, None, HANGS, (0, 1), None, None),
    // 3 The defaults: A. R: 2·10, 3·10.
    (None, Some((0, 10, 1, 1, 3)), None, REFUSES, (1, 2), Some((20, 30)), None),
    // H: 20 + 1, 30 + 1.
    (None, Some((0, 10, 1, 1, 3)), None, HANGS, (1, 2), Some((21, 31)), None),
    // 5 d = 1 is over at 1: A.
    (None, Some((1, 10, 1, 1, 3)), None, REFUSES, (1, 2), Some((20, 30)), None),
    // d = 2: D, 1 to 12.
    (None, Some((2, 10, 1, 1, 3)), None, REFUSES, (1, 12), Some((20, 30)), None),
    // D: 9 to 15. R: 1·5, 2·5.
    (None, Some((10, 5, 1, 1, 2)), None, REFUSES, (9, 15), Some((5, 10)), None),
    // D: 29 to 40. F = 1: 0 to 10.
    (None, Some((30, 10, 1, 1, 1)), None, REFUSES, (29, 40), Some((0, 10)), None),
    // F = 1, H: 3 to 13.
    (None, Some((30, 10, 3, 1, 1)), None, HANGS, (29, 40), Some((3, 13)), None),
    // 10 P = 1: A. R: 2 to 3.
    (None, Some((0, 1, 1, 1, 3)), None, REFUSES, (1, 2), Some((2, 3)), None),
    // T = P: H, 2 + 1, 3 + 1; back to back gives the same.
    (None, Some((0, 1, 1, 1, 3)), None, HANGS, (1, 2), Some((3, 4)), None),
    // HH: 2·8, 5 + 2·8.
    (None, Some((0, 5, 8, 1, 2)), None, HANGS, (1, 2), Some((16, 21)), None),
    // HH: 3·10, 2 + 3·10.
    (None, Some((0, 2, 10, 1, 3)), None, HANGS, (1, 2), Some((30, 32)), None),
    // HH with F = 1: 12, 10 + 12.
    (None, Some((0, 10, 12, 1, 1)), None, HANGS, (1, 2), Some((12, 22)), None),
    // 15 S = 2: A, then a tick at once or after P: 1 to 12.
    (None, Some((0, 10, 1, 2, 3)), None, REFUSES, (1, 12), Some((20, 30)), None),
    // S = 3: 1 + 10 to 2 + 20.
    (None, Some((0, 10, 1, 3, 3)), None, REFUSES, (11, 22), Some((20, 30)), None),
    // S = 3, P = 4: 1 + 4 to 2 + 8.
    (None, Some((0, 4, 1, 3, 1)), None, REFUSES, (5, 10), Some((0, 4)), None),
    // D, S = 2: all are ticks: 9 + 5 to 15 + 5.
    (None, Some((10, 5, 1, 2, 2)), None, REFUSES, (14, 20), Some((5, 10)), None),
    // D, S = 3: 4 + 2·3 to 8 + 2·3.
    (None, Some((5, 3, 1, 3, 2)), None, REFUSES, (10, 14), Some((3, 6)), None),
    // 20 Liveness alone: N; never seen un-ready. R: 20 to 30.
    (None, None, Some((0, 10, 1, 1, 3)), REFUSES, (0, 1), None, Some((20, 30))),
    (None, None, Some((0, 10, 5, 1, 3)), HANGS, (0, 1), None, Some((25, 35))),
    // Its delay is over: R, 4 to 6.
    (None, None, Some((60, 2, 1, 1, 3)), REFUSES, (0, 1), None, Some((4, 6))),
    // HH: 3·5, 4 + 3·5.
    (None, None, Some((0, 4, 5, 1, 3)), HANGS, (0, 1), None, Some((15, 19))),
    // 24 Readiness first: R 5 to 10, and 20 to 30.
    (None, Some((0, 5, 1, 1, 2)), Some((0, 10, 1, 1, 3)), REFUSES, (1, 2), Some((5, 10)), Some((20, 30))),
    (None, Some((0, 5, 3, 1, 2)), Some((0, 10, 3, 1, 3)), HANGS, (1, 2), Some((8, 13)), Some((23, 33))),
    // Both alike: whichever; no later than the readiness probe's.
    (None, Some((0, 10, 1, 1, 3)), Some((0, 10, 1, 1, 3)), REFUSES, (1, 2), Some((20, 30)), Some((20, 30))),
    // 27 Liveness first: L, 0 to 2 + 1.
    (None, Some((0, 10, 1, 1, 3)), Some((0, 2, 1, 1, 1)), REFUSES, (1, 2), Some((0, 3)), Some((0, 2))),
    // L: 4 to 6 + 1 against 20 to 30.
    (None, Some((0, 10, 1, 1, 3)), Some((5, 2, 1, 1, 3)), REFUSES, (1, 2), Some((4, 7)), Some((4, 6))),
    // L: hanging, 5 to 7 + 1 against 21 to 31.
    (None, Some((0, 10, 1, 1, 3)), Some((5, 2, 1, 1, 3)), HANGS, (1, 2), Some((5, 8)), Some((5, 7))),
    // Overlapping: 8 to 12 against 10 to 15: from 8, to 12 + 1.
    (None, Some((0, 5, 1, 1, 3)), Some((0, 4, 1, 1, 3)), REFUSES, (1, 2), Some((8, 13)), Some((8, 12))),
    // 31 Startup alone: U, 0 to 1 + 5; nothing notices a fault afterwards.
    (Some((0, 5, 1, 1, 30)), None, None, REFUSES, (0, 6), None, None),
    // U: 9 to 10 + 5.
    (Some((10, 5, 1, 1, 30)), None, None, REFUSES, (9, 15), None, None),
    // U with P = 1: 0 to 2.
    (Some((0, 1, 1, 1, 30)), None, None, REFUSES, (0, 2), None, None),
    // d = 1: 0 to 1 + 5.
    (Some((1, 5, 1, 1, 30)), None, None, REFUSES, (0, 6), None, None),
    // 35 Startup, then readiness at once: 0 to 6.
    (Some((0, 5, 1, 1, 30)), Some((0, 10, 1, 1, 3)), None, REFUSES, (0, 6), Some((20, 30)), None),
    // U: 19 to 25; readiness's delay of 10 is over.
    (Some((20, 5, 1, 1, 3)), Some((10, 10, 1, 1, 3)), None, REFUSES, (19, 25), Some((20, 30)), None),
    // Readiness's delay of 30 is not: D, 29 to 40.
    (Some((0, 5, 1, 1, 30)), Some((30, 10, 1, 1, 3)), None, REFUSES, (29, 40), Some((20, 30)), None),
    // Both delays are 5, and counted from the same start: U alone, 4 to 6.
    (Some((5, 1, 1, 1, 30)), Some((5, 10, 1, 1, 3)), None, REFUSES, (4, 6), Some((20, 30)), None),
    // U: 9 to 30; the delay of 15 may be over or not: from 14 (cut), to 30.
    (Some((10, 20, 1, 1, 30)), Some((15, 5, 1, 1, 3)), None, REFUSES, (14, 30), Some((10, 15)), None),
    // S = 2 after startup: 0 + a tick right after, to 6 + 10.
    (Some((0, 5, 1, 1, 30)), Some((0, 10, 1, 2, 3)), None, REFUSES, (0, 16), Some((20, 30)), None),
    // 40 Startup and liveness: L, 20 to 30 + 1.
    (Some((0, 5, 1, 1, 30)), None, Some((0, 10, 1, 1, 3)), REFUSES, (0, 6), Some((20, 31)), Some((20, 30))),
    (Some((0, 5, 1, 1, 30)), None, Some((0, 10, 2, 1, 3)), HANGS, (0, 6), Some((22, 33)), Some((22, 32))),
    // FeastFlow's backend: 0 to 6; R 5 to 10; 20 to 30.
    (Some((0, 5, 3, 1, 24)), Some((0, 5, 3, 1, 2)), Some((0, 10, 3, 1, 3)), REFUSES, (0, 6), Some((5, 10)), Some((20, 30))),
    // … hanging: 3 s more each.
    (Some((0, 5, 3, 1, 24)), Some((0, 5, 3, 1, 2)), Some((0, 10, 3, 1, 3)), HANGS, (0, 6), Some((8, 13)), Some((23, 33))),
    // FeastFlow's frontend: U 0 to 3; R 5 to 10; 30 to 45.
    (Some((0, 2, 3, 1, 30)), Some((0, 5, 3, 1, 2)), Some((0, 15, 5, 1, 3)), REFUSES, (0, 3), Some((5, 10)), Some((30, 45))),
    // … hanging: 3 s and 5 s more.
    (Some((0, 2, 3, 1, 30)), Some((0, 5, 3, 1, 2)), Some((0, 15, 5, 1, 3)), HANGS, (0, 3), Some((8, 13)), Some((35, 50))),
    // FeastFlow's database: 0 to 6; R 5 to 10; 100 to 120.
    (Some((0, 5, 5, 1, 60)), Some((0, 5, 5, 1, 2)), Some((0, 20, 5, 1, 6)), REFUSES, (0, 6), Some((5, 10)), Some((100, 120))),
    // … hanging, T = P: 5 s more.
    (Some((0, 5, 5, 1, 60)), Some((0, 5, 5, 1, 2)), Some((0, 20, 5, 1, 6)), HANGS, (0, 6), Some((10, 15)), Some((105, 125))),
    // 48 Liveness before readiness, behind a startup probe: L 2 to 4 + 1.
    (Some((0, 1, 1, 1, 30)), Some((0, 10, 1, 1, 3)), Some((0, 2, 1, 1, 2)), REFUSES, (0, 2), Some((2, 5)), Some((2, 4))),
];

/// The second at which the fault comes: everything is over by then.
const FAULT: i64 = 200;

/// As far apart as the phases that are tried make it.
#[derive(Clone, Copy)]
struct Range(Option<(Ms, Ms)>);

impl Range {
    fn add(&mut self, at: Option<&Ms>) {
        let Some(at) = at else { return };
        self.0 = Some(self.0.map_or((*at, *at), |(from, to)| (from.min(*at), to.max(*at))));
    }

    /// In whole seconds, rounded outwards.
    fn seconds(self, from: i64) -> Option<(i64, i64)> {
        self.0.map(|(first, last)| (first.div_euclid(1000) - from, -(-last).div_euclid(1000) - from))
    }
}

/// All phases of each probe in steps of a tenth, and right before and at each instant; extremes of the rest.
fn timings() -> Vec<Timing> {
    let rest = [(0, 999), (1000, 0), (0, 0), (1000, 999)];
    let mut out = Vec::new();
    for anchor in [Anchor::Start, Anchor::At(FAULT * 1000), Anchor::At(1001), Anchor::At(1000)] {
        for (lag, cut) in rest {
            let phases = [None, Some(0), Some(1)].into_iter();
            for spread in [0, 100, 300, 499, 500, 700, 900, 999] {
                out.extend(phases.clone().map(|phase| Timing { anchor, phase, spread, lag, cut, late: 0 }));
            }
        }
    }
    out
}

#[test]
fn worked_by_hand() {
    assert!(TABLE.len() >= 40);
    let timings = timings();
    for (n, (startup, readiness, liveness, hangs, ready, unready, restart)) in TABLE.iter().enumerate() {
        let mut plan = one(container(*startup, *readiness, *liveness));
        plan.containers[0].troubles.push(broken(FAULT, None, Breaks::Down(*hangs)));
        let (mut is_ready, mut is_unready, mut restarts) = (Range(None), Range(None), Range(None));
        // Not until there is back-off, which shows in any case.
        let last = [unready, restart].into_iter().flatten().map(|(_, latest)| *latest).max().unwrap_or(50);
        for timing in &timings {
            let run = play(&plan, *timing, 0, (FAULT + last + 2) * 1000);
            is_ready.add(when(&run, |what| what == Happening::PodReady).first());
            is_unready.add(when(&run, |what| what == Happening::PodUnready).first());
            restarts.add(when(&run, |what| matches!(what, Happening::Condemned(_))).first());
        }
        let row = format!("row {}: {startup:?} {readiness:?} {liveness:?}", n + 1);
        let typed = typed(*startup, *readiness, *liveness);
        let pick = |d: probe::Decision| if *hangs { d.hangs } else { d.refuses };
        let told = |b: Bounds| (b.earliest, b.latest);
        assert_eq!(told(probe::ready(&typed)), *ready, "formula, {row}");
        assert_eq!(probe::unready(&typed).map(pick).map(told), *unready, "formula, {row}");
        assert_eq!(probe::restart(&typed).map(pick).map(told), *restart, "formula, {row}");
        assert_eq!(is_ready.seconds(0), Some(*ready), "ready, {row}");
        assert_eq!(restarts.seconds(FAULT), *restart, "restart, {row}");
        assert_eq!(is_unready.seconds(FAULT), *unready, "un-ready, {row}");
    }
}
