//! What a process answers to a probe.

use super::Ms;
use super::plan::{Action, Breaks, ContainerPlan, ProbePlan};

/// A process, as far as it can be asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Process {
    /// When it started.
    pub since: Ms,
    /// It was told to stop.
    pub stopping: bool,
}

/// An answer: good or not, and how long it took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub good: bool,
    pub took: Ms,
}

const GOOD: Answer = Answer { good: true, took: 0 };
const BAD: Answer = Answer { good: false, took: 0 };

/// The answer to a probe that is sent now.
pub(super) fn answer(container: &ContainerPlan, process: Process, probe: &ProbePlan, now: Ms) -> Answer {
    let age = now - process.since;
    if age < container.listen || process.stopping {
        return BAD;
    }
    let none = Answer { good: false, took: probe.timeout() };
    if hangs(container, process.since, now) && probe.action != Action::Tcp {
        return none;
    }
    let early = probe.tells_ready && age < container.ready;
    let mut slow = 0;
    for trouble in container.troubles.iter().filter(|trouble| trouble.holds(now)) {
        match &trouble.what {
            Breaks::Down(true) if probe.needs => return none,
            Breaks::Down(false) if probe.needs => return BAD,
            Breaks::Refuse(path) if refuses(path.as_deref(), &probe.action) => return BAD,
            Breaks::Slow(takes) if probe.action != Action::Tcp => slow = slow.max(*takes),
            _ => {}
        }
    }
    match (early, slow >= probe.timeout()) {
        (true, _) => BAD,
        (false, true) => none,
        (false, false) => Answer { took: slow, ..GOOD },
    }
}

/// A hang is of the process that runs when it begins; with an end, of every process until then.
pub(super) fn hangs(container: &ContainerPlan, since: Ms, now: Ms) -> bool {
    let hung = container.troubles.iter().filter(|trouble| trouble.what == Breaks::Hang && trouble.holds(now));
    hung.into_iter().any(|trouble| trouble.to.is_some() || since <= trouble.from)
}

fn refuses(path: Option<&str>, action: &Action) -> bool {
    match (path, action) {
        (Some(path), Action::Http(asked)) => asked.split('?').next() == Some(path),
        (None, Action::Http(_) | Action::Other) => true,
        _ => false,
    }
}
