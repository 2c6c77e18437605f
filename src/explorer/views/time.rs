//! Time: what the pods do in a scenario; lanes, counts, and every event with its bounds and its cause.

mod lanes;
mod scenario;

use super::View;
use crate::engine::report::time::{self, Comparison, EventTime, ServiceTime, TimeReport, WorkloadTime};
use crate::engine::timeline::life::{Ms, value_at};
use crate::engine::timeline::words;
use crate::explorer::Seen;
use crate::explorer::chart::{Series, stairs};
use crate::explorer::controls::{empty, offer};
use crate::ui::markup::Markup;

/// The view.
pub const VIEW: View = View { id: "time", show };

/// More instants than these are not stepped through.
const MOST_INSTANTS: usize = 1000;

fn show(seen: &Seen<'_>) -> Vec<Markup> {
    let names = words::workloads(seen.model);
    if names.is_empty() {
        return vec![empty("No workload in these files, so no pods to follow.")];
    }
    let scenario = scenario::chosen(seen);
    let report = time::report(seen.model, &scenario);
    let now = seen.inputs.number("t", 0, report.until);
    let cured = scenario::cured(seen, &scenario).map(|cured| time::report(seen.model, &cured));
    let mut out = vec![scenario::form(seen, &names), lanes::player(report.until, &instants(&report))];
    if let Some(now) = now {
        out.push(state_at(&report, cured.as_ref(), now));
    }
    out.push(summary(&report));
    out.extend(cured.as_ref().map(|cured| compared(&time::compare(&report, cured))));
    let serving = report.services.iter().filter(|service| !service.endpoints.is_empty());
    out.extend(
        serving.map(|service| endpoints(&report, service, cured.as_ref().and_then(|c| c.service(&service.key)))),
    );
    out.extend(report.workloads.iter().map(|workload| {
        lanes::workload(workload, cured.as_ref().and_then(|c| c.workload(&workload.key)), report.until, now)
    }));
    out.extend(report.workloads.iter().map(story));
    out.extend([hazards(&report), assumptions(&report)]);
    out
}

/// The seconds at which something happens, in order.
fn instants(report: &TimeReport) -> Vec<i64> {
    let pods = report.workloads.iter().flat_map(|workload| &workload.pods);
    let mut all: Vec<i64> = pods.flat_map(|pod| &pod.events).map(|event| event.at.div_euclid(1000)).collect();
    all.sort_unstable();
    all.dedup();
    all.truncate(MOST_INSTANTS);
    all
}

fn state_at(report: &TimeReport, cured: Option<&TimeReport>, second: i64) -> Markup {
    let now = second.saturating_mul(1000);
    let mut out = Markup::new("<section class=\"answer now\" aria-live=\"polite\"><h2>At ");
    out.number(second).raw(" s</h2><ul class=\"meaning\">");
    for service in &report.services {
        out.raw("<li>").go("plain", &service.place).text(&service.name).raw("</button>: <strong>");
        let ready = |service: &ServiceTime| value_at(&service.endpoints, now).unwrap_or(0);
        out.number(ready(service)).raw("</strong> ready endpoints");
        if let Some(cured) = cured.and_then(|cured| cured.service(&service.key)) {
            out.raw("; as it should be: ").number(ready(cured));
        }
        out.raw("</li>");
    }
    for workload in &report.workloads {
        out.raw("<li>").go("plain", &workload.place).text(&workload.name).raw("</button>: ");
        out.text(&states(workload, now));
        if let Some(cured) = cured.and_then(|cured| cured.workload(&workload.key)) {
            out.raw("; as it should be: ").text(&states(cured, now));
        }
        out.raw("</li>");
    }
    out.raw("</ul></section>");
    out
}

/// `2 ready, 1 back-off`.
fn states(workload: &WorkloadTime, now: Ms) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for lane in workload.pods.iter().flat_map(|pod| &pod.lanes) {
        let word = value_at(&lane.states, now).unwrap_or_default().word();
        match counts.iter_mut().find(|(other, _)| *other == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    let words: Vec<String> = counts.into_iter().map(|(word, count)| format!("{count} {word}")).collect();
    words.join(", ")
}

fn summary(report: &TimeReport) -> Markup {
    let mut out = Markup::new("<section class=\"answer\"><h2>What happens</h2><ul class=\"meaning\">");
    for workload in &report.workloads {
        out.raw("<li>").go("plain", &workload.place).text(&workload.name).raw("</button>: ");
        out.text(&restarts(workload.restarts)).raw("</li>");
    }
    for service in &report.services {
        out.raw("<li>").go("plain", &service.place).text(&service.name).raw("</button>: ").text(&served(service));
        out.raw("</li>");
    }
    out.raw("</ul></section>");
    out
}

fn restarts((least, most): (usize, usize)) -> String {
    match (least, most) {
        (0, 0) => "no container is restarted.".to_owned(),
        (1, 1) => "1 restart.".to_owned(),
        (a, b) if a == b => format!("{a} restarts."),
        (a, b) => format!("{a} to {b} restarts."),
    }
}

fn served(service: &ServiceTime) -> String {
    let (least, most) = service.without;
    let without = match (least, most) {
        (_, 0) => format!("never fewer than {} ready endpoints once it had all.", service.fewest),
        (a, b) if a == b => format!("without any ready endpoint for {a} s."),
        (a, b) => format!("without any ready endpoint for {a} to {b} s."),
    };
    match service.whole_again {
        Some((from, Some(to))) if from == to => format!("{without} All are back at {from} s."),
        Some((from, Some(to))) => format!("{without} All are back at {from}–{to} s."),
        Some((from, None)) => format!("{without} All are back at {from} s at the earliest, or not in this time."),
        None => without,
    }
}

fn compared(comparison: &Comparison) -> Markup {
    let mut out = Markup::new("<section class=\"answer\"><h2>Side by side</h2>");
    out.raw("<p>The same faults, if liveness and startup probes did not ask what is down.</p>");
    out.raw("<table class=\"steps words\"><thead><tr><th>Of</th><th>What</th><th>As it is</th><th>As it should be</th></tr></thead><tbody>");
    for row in comparison.rows.iter().filter(|row| row.one != row.other) {
        out.raw("<tr>");
        for text in [row.about.as_str(), row.what, &row.one, &row.other] {
            out.element("td", "", text);
        }
        out.raw("</tr>");
    }
    if comparison.rows.iter().all(|row| row.one == row.other) {
        out.raw("<tr><td colspan=\"4\">No difference in this scenario.</td></tr>");
    }
    out.raw("</tbody></table></section>");
    out
}

fn endpoints(report: &TimeReport, service: &ServiceTime, cured: Option<&ServiceTime>) -> Markup {
    let mut out = Markup::new("<section class=\"answer\"");
    out.about(Some(&service.key)).raw("><h3>").go("plain", &service.place).text(&service.name);
    out.raw("</button></h3>");
    let line = |service: &ServiceTime, name, class| {
        let points = service.endpoints.iter().map(|(at, count)| (at.div_euclid(1000), *count)).collect();
        Series { name, class, points }
    };
    let name = if cured.is_some() { "ready endpoints, as it is" } else { "ready endpoints" };
    let mut lines = vec![line(service, name, "available")];
    lines.extend(cured.map(|cured| line(cured, "as it should be", "new")));
    let label = format!("Ready endpoints of {} over time: {}", service.name, served(service));
    stairs(&mut out, &label, &lines, report.until);
    out.raw("</section>");
    out
}

/// The events of a workload's pods; pods to which the same happens are told of together.
fn story(workload: &WorkloadTime) -> Markup {
    let mut out = Markup::new("<section class=\"answer\"");
    out.about(Some(&workload.key)).raw("><h3>").text(&workload.name).raw(": events</h3>");
    for pods in workload.alike() {
        let names: Vec<&str> = pods.iter().map(|pod| pod.name.as_str()).collect();
        out.element("h4", "", &names.join(", "));
        out.raw("<ol class=\"events\">");
        pods.iter().take(1).flat_map(|pod| &pod.events).for_each(|one| event(&mut out, one));
        out.raw("</ol>");
    }
    out.raw("</section>");
    out
}

fn event(out: &mut Markup, event: &EventTime) {
    out.raw("<li class=\"").raw(event.mark).raw("\">");
    let second = event.at.div_euclid(1000);
    let bounds = match event.latest {
        Some(latest) if latest == event.earliest => format!("{latest} s"),
        Some(latest) => format!("{}–{latest} s", event.earliest),
        None => format!("{} s or later", event.earliest),
    };
    offer(out, "plain when", &bounds, &format!("t={second}"));
    out.raw(" ").text(&event.text);
    if let Some(place) = &event.place {
        out.raw(" ").go("plain where", place).text("line ").number(place.line).raw("</button>");
    }
    out.raw("</li>");
}

fn hazards(report: &TimeReport) -> Markup {
    if report.hazards.is_empty() {
        return Markup::new(
            "<section class=\"answer\"><h2>What can go wrong</h2><p>Nothing that these probes would bring about by themselves.</p></section>",
        );
    }
    let mut out = Markup::new("<section class=\"answer\"><h2>What can go wrong</h2><ul class=\"meaning\">");
    for hazard in &report.hazards {
        out.raw("<li><strong>").text(&hazard.about).raw("</strong>: ").words(&hazard.text);
        if let Some(place) = &hazard.place {
            out.raw(" ").go("plain where", place).text("line ").number(place.line).raw("</button>");
        }
        out.raw("</li>");
    }
    out.raw("</ul></section>");
    out
}

fn assumptions(report: &TimeReport) -> Markup {
    let mut out =
        Markup::new("<section class=\"answer\"><h2>Assumed, because no manifest says it</h2><dl class=\"facts\">");
    for one in &report.assumptions {
        out.element("dt", "", &one.name).raw("<dd>").text(&one.value).raw("</dd>");
    }
    out.raw("</dl></section>");
    out
}
