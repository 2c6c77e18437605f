//! Drain: which pods of a node may go when, while the budgets hold.

use super::View;
use crate::engine::timeline::disruption::{self, Drained, RETRY, Scenario};
use crate::engine::workspace::ObjectIndex;
use crate::explorer::Seen;
use crate::explorer::chart::{Series, stairs};
use crate::explorer::controls::{Form, empty};
use crate::ui::markup::Markup;

/// The view.
pub const VIEW: View = View { id: "drain", show };

/// The longest time that can be chosen, in seconds.
const LONGEST: i64 = 3600;
/// More attempts than these are not shown.
const ROWS: usize = 100;

fn show(seen: &Seen<'_>) -> Vec<Markup> {
    let nodes = disruption::nodes(seen.model);
    let scenario = scenario(seen, nodes);
    let mut all = disruption::drain(seen.model, &scenario);
    if all.is_empty() {
        return vec![empty("No workload in these files, so no pods on a node.")];
    }
    let names: Vec<(String, String)> = all.iter().filter_map(|one| named(seen, one.workload)).collect();
    // What does not end first, then what takes longest.
    all.sort_by_key(|one| (one.ends_at.is_some(), one.ends_at.map(std::cmp::Reverse)));
    let mut out = vec![form(&names, nodes), summary(seen, &all)];
    out.extend(all.iter().map(|one| workload(seen, one)));
    out.push(assumed(&scenario));
    out
}

fn named(seen: &Seen<'_>, index: ObjectIndex) -> Option<(String, String)> {
    let id = &seen.model.objects.get(index)?.object.id;
    Some((id.key(), id.to_string()))
}

fn scenario(seen: &Seen<'_>, nodes: i64) -> Scenario {
    let number = |name: &str, most: i64| seen.inputs.number(name, 0, most);
    let of = |name: &str, count: &str| {
        let (key, count) = (seen.inputs.text(name)?, number(count, 1000)?);
        Some((key.to_owned(), count))
    };
    let usual = Scenario::default();
    Scenario {
        nodes: number("nodes", 1000).unwrap_or(nodes).max(1),
        on_node: of("of", "here").into_iter().collect(),
        unready: of("of", "unready").into_iter().collect(),
        ready_after: (!seen.inputs.ticked("never"))
            .then_some(number("ready", LONGEST).or(usual.ready_after).unwrap_or(0)),
        stop_after: number("stop", LONGEST).unwrap_or(usual.stop_after),
    }
}

fn form(names: &[(String, String)], nodes: i64) -> Markup {
    let mut form = Form::default();
    form.number("Nodes that take pods", "nodes", 1000, &nodes.to_string(), "");
    form.number("A new pod is ready after", "ready", LONGEST, "10", " s");
    form.tick("never ready", "never");
    form.number("A pod stops within", "stop", LONGEST, "0", " s");
    form.more("Pods of one workload", |form| {
        let every = [("", "choose one")].into_iter();
        form.choice("Workload", "of", every.chain(names.iter().map(|(key, name)| (key.as_str(), name.as_str()))));
        form.number("Its pods on the node", "here", 1000, "the larger share", "");
        form.number("Its pods that are not ready, and stay so", "unready", 1000, "0", "");
    });
    form.done()
}

fn summary(seen: &Seen<'_>, all: &[Drained]) -> Markup {
    let mut out = Markup::new("<section class=\"answer\" role=\"status\"><h2>");
    let stuck: Vec<&Drained> = all.iter().filter(|one| one.ends_at.is_none()).collect();
    let last = all.iter().filter_map(|one| one.ends_at).max().unwrap_or(0);
    match stuck.is_empty() {
        true if last == 0 => out.raw("The node is empty at once</h2>"),
        true => out.raw("The node is empty after ").number(last).raw(" s</h2>"),
        false => out.raw("The drain does not end</h2><p>").text(&names(seen, &stuck)).raw(" cannot be moved.</p>"),
    };
    out.raw("</section>");
    out
}

fn names(seen: &Seen<'_>, all: &[&Drained]) -> String {
    let names: Vec<String> = all.iter().filter_map(|one| Some(named(seen, one.workload)?.1)).collect();
    names.join(", ")
}

fn workload(seen: &Seen<'_>, one: &Drained) -> Markup {
    let (key, name) = named(seen, one.workload).unwrap_or_default();
    let mut out = Markup::new("<section class=\"answer\"");
    out.about(Some(&key)).raw("><h3>").go("plain", &seen.place_of(one.workload)).text(&name).raw("</button> <small>");
    out.number(one.pods.1).raw(" of ").number(one.pods.0).raw(" pods on the node</small></h3><ul class=\"meaning\">");
    for budget in &one.budgets {
        out.raw("<li>").go("plain", &seen.place_of(*budget));
        out.text(&named(seen, *budget).unwrap_or_default().1).raw("</button>");
        if let Some(wanted) = one.wanted {
            out.raw(": at least ").number(wanted).raw(if wanted == 1 { " ready pod" } else { " ready pods" });
        }
        out.raw("</li>");
    }
    if one.budgets.is_empty() {
        out.raw("<li>No budget: its pods go at once, however many are left.</li>");
    }
    if let Some(none) = one.attempts.iter().find(|attempt| attempt.healthy == 0) {
        out.raw("<li>From ").number(none.at).raw(" s on none of its pods is ready, until a new one is.</li>");
    }
    out.raw("<li>").words(&end(one)).raw("</li></ul>");
    if !one.attempts.is_empty() {
        attempts(&mut out, one);
    }
    out.raw("</section>");
    out
}

fn end(one: &Drained) -> String {
    match (one.note, one.ends_at) {
        (Some(note), Some(_)) => format!("To know: {note}."),
        (Some(note), None) => format!("Never done: {note}."),
        (None, Some(0)) => "Its pods here go at once.".to_owned(),
        (None, Some(at)) => format!("Its last pod here is gone after {at} s."),
        (None, None) => "Never done.".to_owned(),
    }
}

fn attempts(out: &mut Markup, one: &Drained) {
    if one.attempts.len() > 1 && !one.budgets.is_empty() {
        let points = one.attempts.iter().map(|attempt| (attempt.at, attempt.healthy)).collect();
        let until = one.attempts.last().map_or(1, |attempt| attempt.at + RETRY);
        stairs(out, "Ready pods after each attempt", &[Series { name: "ready", class: "available", points }], until);
    }
    out.raw("<table class=\"steps\"><caption>Attempts</caption><thead><tr>");
    for head in ["At", "Evicted", "Refused", "Ready in all"] {
        out.element("th", "", head);
    }
    out.raw("</tr></thead><tbody>");
    for attempt in one.attempts.iter().take(ROWS) {
        out.raw("<tr><td>").number(attempt.at).raw(" s</td>");
        for number in [attempt.evicted, attempt.refused, attempt.healthy] {
            out.raw("<td>").number(number).raw("</td>");
        }
        out.raw("</tr>");
    }
    out.raw("</tbody></table>");
}

fn assumed(scenario: &Scenario) -> Markup {
    let mut out = Markup::new(
        "<section class=\"answer\"><h2>Assumed, because no manifest says it</h2><ul class=\"meaning\"><li>Pods are spread evenly over ",
    );
    out.number(scenario.nodes).raw(" nodes, and the drained one has the larger share.</li><li>All pods are ready at first, and the other nodes have room.</li><li><code>kubectl drain</code> asks again every ");
    out.number(RETRY).raw(" s for what was refused.</li></ul></section>");
    out
}
