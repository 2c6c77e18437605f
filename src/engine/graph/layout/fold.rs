//! Small parts stand in the box of the one object that they belong to: a large set has fewer boxes then.

use super::choice::Fold;
use super::{Box, Plan, Wire, words};

/// So many boxes can be seen, each for itself.
const MANY: usize = 80;

impl Plan<'_> {
    /// Puts the parts where they belong.
    pub(super) fn folded(mut self, fold: Fold) -> Self {
        let many = self.boxes.len() > MANY;
        if fold == Fold::Never || (fold == Fold::WhenMany && !many) {
            return self;
        }
        let hosts: Vec<Option<usize>> = hosts(&self.boxes, &self.wires);
        let keys: Vec<String> = self.boxes.iter().map(|b| b.id.key()).collect();
        for (host, key) in hosts.iter().zip(keys) {
            if let Some(host) = host.and_then(|host| self.boxes.get_mut(host)) {
                host.folded.push(key);
            }
        }
        self.keeping(hosts.iter().map(Option::is_none).collect())
    }
}

/// What each box may stand in: the one other box that it is wired to.
fn hosts(boxes: &[Box], wires: &[Wire<'_>]) -> Vec<Option<usize>> {
    // For each box: what it is wired to, if that is one; whether it may not be folded.
    let mut one: Vec<(Option<usize>, bool)> = vec![(None, false); boxes.len()];
    for wire in wires {
        for (at, other) in [(wire.from, wire.to), (wire.to, wire.from)] {
            if let Some(slot) = one.get_mut(at) {
                slot.1 |= wire.broken() || slot.0.is_some_and(|before| before != other);
                slot.0 = Some(other);
            }
        }
    }
    let family = |b: &Box| words::family(&b.id.kind).0;
    let takes = |host: &usize| {
        boxes.get(*host).is_some_and(|b| b.object.is_some() && matches!(family(b), "workload" | "service"))
    };
    let small = |b: &Box| b.object.is_some() && matches!(family(b), "config" | "storage" | "policy" | "access");
    let host = |(b, (host, kept)): (&Box, (Option<usize>, bool))| host.filter(|host| !kept && small(b) && takes(host));
    boxes.iter().zip(one).map(host).collect()
}
