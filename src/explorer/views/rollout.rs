//! Rollout: a new version of a workload, step by step.

use super::View;
use crate::engine::objects::Object;
use crate::engine::timeline::rollout::{self, Question, Rollout, Step};
use crate::engine::workspace::ObjectIndex;
use crate::explorer::Seen;
use crate::explorer::chart::{Series, stairs};
use crate::ui::markup::Markup;

/// The view.
pub const VIEW: View = View { id: "rollout", show };

/// Seconds until a new pod is ready, unless chosen.
const READY_AFTER: i64 = 10;
/// More rows than this are not shown.
const ROWS: usize = 200;

fn show(seen: &Seen<'_>) -> Vec<Markup> {
    let workloads = workloads(seen);
    let chosen = seen.inputs.text("workload");
    let found = workloads.iter().find(|(_, object)| Some(object.id.key().as_str()) == chosen).or(workloads.first());
    let Some((index, object)) = found else { return nothing() };
    let question = Question {
        ready_after: ready_after(seen),
        replicas: seen.inputs.number("replicas", 0, 1000),
        ..Question::default()
    };
    let mut out = vec![form(&workloads)];
    match rollout::of(object, &question) {
        Some(rollout) => out.extend([summary(seen, *index, object, &rollout), steps(&rollout)]),
        None => out.push(none(object)),
    }
    out
}

fn ready_after(seen: &Seen<'_>) -> Option<i64> {
    let seconds = seen.inputs.number("ready", 0, 86_400).unwrap_or(READY_AFTER);
    (!seen.inputs.ticked("never")).then_some(seconds)
}

/// The workloads that change their pods by themselves.
fn workloads<'a>(seen: &Seen<'a>) -> Vec<(ObjectIndex, &'a Object)> {
    let all = || seen.model.objects.in_order().into_iter().map(|(index, at)| (index, at.object));
    let of = |kind: &'static str| all().filter(move |(_, object)| object.id.kind == kind);
    of("Deployment").chain(of("StatefulSet")).collect()
}

fn nothing() -> Vec<Markup> {
    let mut out = Markup::default();
    out.element("p", "empty", "No Deployment or StatefulSet in these files, so nothing to roll out.");
    vec![out]
}

fn none(object: &Object) -> Markup {
    let mut out = Markup::new("<p class=\"empty\">");
    out.text(&object.id.to_string())
        .text(" does not roll out by itself: it is paused, or changes pods only on delete.");
    out.raw("</p>");
    out
}

fn form(workloads: &[(ObjectIndex, &Object)]) -> Markup {
    let mut out = Markup::new("<form class=\"inputs\"><label>Workload <select name=\"workload\">");
    for (_, object) in workloads {
        out.raw("<option value=\"").text(&object.id.key()).raw("\">").text(&object.id.to_string()).raw("</option>");
    }
    out.raw("</select></label><label>A new pod is ready after <input type=\"number\" name=\"ready\" min=\"0\" max=\"86400\" placeholder=\"");
    out.number(READY_AFTER).raw("\"> s</label><label><input type=\"checkbox\" name=\"never\"> never ready</label>");
    out.raw("<label>Replicas <input type=\"number\" name=\"replicas\" min=\"0\" max=\"1000\" placeholder=\"as written\"></label></form>");
    out
}

fn summary(seen: &Seen<'_>, index: ObjectIndex, object: &Object, rollout: &Rollout) -> Markup {
    let mut out = Markup::new("<section class=\"answer\"");
    out.about(Some(&object.id.key())).raw("><h2>").go("plain", &seen.place_of(index)).text(&object.id.to_string());
    out.raw("</button></h2><ul class=\"meaning\"><li>Never fewer than <strong>").number(rollout.min_available);
    out.raw("</strong> of ").number(rollout.replicas).raw(" pods available, never more than <strong>");
    out.number(rollout.max_total).raw("</strong> in all.</li><li>").text(&end(rollout)).raw("</li></ul>");
    let until = rollout.steps.last().map_or(1, |step| step.at + step.at / 10 + 1);
    let label = format!("Pods over time: {}", end(rollout));
    stairs(&mut out, &label, &series(&rollout.steps), until);
    out.raw("</section>");
    out
}

fn end(rollout: &Rollout) -> String {
    let late = rollout.progressing_false_at.map(|at| format!(" The condition Progressing turns False after {at} s."));
    let end = match (rollout.done_at, rollout.cut_off) {
        (Some(at), _) => format!("Done after {at} s."),
        (None, true) => "It takes more steps than are shown.".to_owned(),
        (None, false) => "Never done: it rests here, and nothing rolls back by itself.".to_owned(),
    };
    end + &late.unwrap_or_default()
}

fn series(steps: &[Step]) -> Vec<Series> {
    let line = |name, class, value: fn(&Step) -> i64| {
        let points = steps.iter().map(|step| (step.at, value(step))).collect();
        Series { name, class, points }
    };
    vec![
        line("all pods", "total", |s| s.total),
        line("old", "old", |s| s.old),
        line("new", "new", |s| s.new),
        line("available", "available", |s| s.available),
    ]
}

fn steps(rollout: &Rollout) -> Markup {
    let mut out = Markup::new("<table class=\"steps\"><caption>The same as a table</caption><thead><tr>");
    for head in ["At", "Old", "New", "Available", "All"] {
        out.element("th", "", head);
    }
    out.raw("</tr></thead><tbody>");
    for step in rollout.steps.iter().take(ROWS) {
        out.raw("<tr><td>").number(step.at).raw(" s</td>");
        for number in [step.old, step.new, step.available, step.total] {
            out.raw("<td>").number(number).raw("</td>");
        }
        out.raw("</tr>");
    }
    out.raw("</tbody></table>");
    out
}
