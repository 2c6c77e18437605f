//! What can go wrong with these numbers, whether or not it does in this scenario.

use super::{Hazard, nearest};
use crate::engine::Analysis;
use crate::engine::objects::defaults::{self, ProbeNumbers};
use crate::engine::objects::workload::{self, ContainerAt, Pods};
use crate::engine::timeline::cast;
use crate::engine::timeline::probe::{self, Kind};
use crate::engine::timeline::scenario::Scenario;
use crate::engine::workspace::Located;
use crate::engine::yaml::Route;
use crate::route;

/// All of a set.
pub(super) fn all(model: &Analysis, scenario: &Scenario) -> Vec<Hazard> {
    let mut out = Vec::new();
    for (_, at) in model.objects.in_order() {
        let Some(pods) = workload::pods(at.object) else { continue };
        for container in pods.containers().filter(|container| !container.init) {
            let mut found = Found { model, at: &at, container: &container, out: &mut out };
            found.slow_start();
            found.early_restart();
            found.long_timeout();
            found.dependency(scenario);
            found.long_hook(&pods);
        }
    }
    out
}

struct Found<'a> {
    model: &'a Analysis,
    at: &'a Located<'a>,
    container: &'a ContainerAt<'a>,
    out: &'a mut Vec<Hazard>,
}

impl Found<'_> {
    fn say(&mut self, id: &'static str, route: &Route, text: String) {
        self.out.push(Hazard {
            id,
            about: format!("{}, container {}", self.at.object.id, self.container.container.name),
            text,
            place: nearest(self.model, self.at, route),
        });
    }

    fn numbers(&self, kind: Kind) -> Option<ProbeNumbers> {
        let found = probe::of(self.container.container).find(|(other, _)| *other == kind);
        found.map(|(_, probe)| ProbeNumbers::of(probe))
    }

    /// The probe that stops a container which does not come up: how long it may take at most.
    fn slow_start(&mut self) {
        let startup = self.numbers(Kind::Startup).map(|numbers| (Kind::Startup, numbers));
        let first = startup.or_else(|| self.numbers(Kind::Liveness).map(|numbers| (Kind::Liveness, numbers)));
        let Some((kind, numbers)) = first else { return };
        let (may, must) = start_limits(numbers);
        let field = kind.field();
        let text = format!(
            "A start that takes more than {may} s may be cut off by the {} probe; one that takes more than {must} s is cut off every time, so the container never comes up.",
            kind.word()
        );
        self.say("start-limit", &self.container.route.then(field), text);
    }

    fn early_restart(&mut self) {
        let decide = |kind| self.numbers(kind).map(|numbers| probe::decision(numbers, false));
        let (Some(liveness), Some(readiness)) = (decide(Kind::Liveness), decide(Kind::Readiness)) else { return };
        if liveness.earliest < readiness.latest {
            let sure = if liveness.latest <= readiness.earliest { "restarts" } else { "may restart" };
            let text = format!(
                "After a fault the liveness probe {sure} the container before the readiness probe has taken the pod out of service ({}–{} s against {}–{} s): until then it is sent requests.",
                liveness.earliest, liveness.latest, readiness.earliest, readiness.latest
            );
            self.say("liveness-first", &self.container.route.then(Kind::Liveness.field()), text);
        }
    }

    fn long_timeout(&mut self) {
        for kind in [Kind::Startup, Kind::Readiness, Kind::Liveness] {
            let Some(numbers) = self.numbers(kind).filter(|numbers| numbers.timeout > numbers.period) else { continue };
            let text = format!(
                "The {} probe may wait longer for an answer ({} s) than its period ({} s): when it hangs, checks follow each other without a pause, and a decision takes {} s for {} checks.",
                kind.word(),
                numbers.timeout,
                numbers.period,
                numbers.timeout.saturating_mul(numbers.failure_threshold),
                numbers.failure_threshold
            );
            self.say("timeout-over-period", &route![self.container.route; kind.field(), "timeoutSeconds"], text);
        }
    }

    fn dependency(&mut self, scenario: &Scenario) {
        let liveness = self.container.container.liveness_probe.as_ref();
        let path = liveness.and_then(|probe| probe.http_get.as_ref()).and_then(|http| http.path.as_deref());
        let Some(path) = path.filter(|path| scenario.needs.iter().any(|need| need == path)) else { return };
        let text = format!(
            "The liveness probe asks {path}, which needs another service. When that is down, every pod is restarted, again and again, and no restart helps. Readiness alone is enough: it takes the pods out of service and brings them back."
        );
        let route = route![self.container.route; Kind::Liveness.field(), "httpGet", "path"];
        self.say("liveness-needs-others", &route, text);
    }

    fn long_hook(&mut self, pods: &Pods<'_>) {
        let grace = defaults::grace(pods.spec);
        let hook = self.container.container.lifecycle.as_ref().and_then(cast::hook);
        let Some(hook) = hook.filter(|hook| *hook >= grace && grace > 0) else { return };
        let text = format!(
            "The preStop hook takes {hook} s, and the whole grace period is {grace} s: the process is killed 2 s after SIGTERM, whatever it still has to do."
        );
        self.say("long-hook", &route![self.container.route; "lifecycle", "preStop"], text);
    }
}

/// How long a start may take: longer than the first it may be cut off, longer than the second it always is.
/// The first check comes a second before the delay is over at the earliest, a period after it at the latest.
fn start_limits(numbers: ProbeNumbers) -> (i64, i64) {
    let more = numbers.failure_threshold.saturating_sub(1).saturating_mul(numbers.period);
    let first = numbers.initial_delay.saturating_sub(1).max(0);
    let last = numbers.initial_delay.saturating_add(numbers.period);
    (first.saturating_add(more), last.saturating_add(more))
}
