//! The back-off of restarts: 10 s, doubling to 5 minutes, forgotten after a run of more than ten minutes.
//!
//! Source: `client-go/util/flowcontrol` (`Backoff`: `IsInBackOffSince`, `Next`, `hasExpired`), as `doBackOff`
//! of `pkg/kubelet/kuberuntime` uses it.

use super::Ms;

const FIRST: Ms = 10_000;
const MOST: Ms = 300_000;

/// What is remembered of a container.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Backoff(Option<Entry>);

#[derive(Clone, Copy, Debug)]
struct Entry {
    wait: Ms,
    updated: Ms,
}

impl Backoff {
    fn valid(self, exit: Ms) -> Option<Entry> {
        self.0.filter(|entry| exit - entry.updated <= 2 * MOST)
    }

    /// How long there is to wait after an exit, before the next start.
    pub(super) fn rest(self, exit: Ms, now: Ms) -> Option<Ms> {
        let rest = self.valid(exit)?.wait - (now - exit);
        (rest > 0).then_some(rest)
    }

    /// A start follows: the next wait is longer.
    pub(super) fn next(&mut self, exit: Ms, now: Ms) {
        let wait = self.valid(exit).map_or(FIRST, |entry| (entry.wait * 2).min(MOST));
        self.0 = Some(Entry { wait, updated: now });
    }
}
