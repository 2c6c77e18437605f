//! Scaling: what an autoscaler makes of a load that changes, look by look.

use super::View;
use crate::engine::objects::Typed;
use crate::engine::objects::value::quantity::milli;
use crate::engine::timeline::scaling::{self, Look, Scenario, Trajectory};
use crate::engine::workspace::{Located, ObjectIndex};
use crate::explorer::Seen;
use crate::explorer::chart::{Series, stairs};
use crate::explorer::controls::{Form, empty};
use crate::ui::markup::Markup;

/// The view.
pub const VIEW: View = View { id: "scaling", show };

/// Seconds to look at, unless chosen.
const UNTIL: i64 = 1800;
/// The longest that is looked at.
const LONGEST: i64 = 86_400;
/// Seconds until a new pod is ready, unless chosen.
const READY_AFTER: i64 = 10;
/// More rows than this are not shown.
const ROWS: usize = 200;

fn show(seen: &Seen<'_>) -> Vec<Markup> {
    let all = autoscalers(seen);
    let chosen = seen.inputs.text("autoscaler");
    let found = all.iter().find(|(_, at)| Some(at.object.id.key().as_str()) == chosen).or(all.first());
    let Some((index, at)) = found else {
        return vec![empty("No HorizontalPodAutoscaler in these files, so nothing scales by itself.")];
    };
    let (request, begin) = scaling::known(seen.model, at);
    let usual = scaling::usual_load(at, asked(seen).or(request));
    let (load, bad) = load(seen);
    let scenario = Scenario {
        load: if load.is_empty() { usual.clone() } else { load },
        request: asked(seen).or(request),
        replicas: seen.inputs.number("pods", 0, 1000).unwrap_or(begin),
        ready_after: seen.inputs.number("ready", 0, LONGEST).unwrap_or(READY_AFTER),
        lag: seen.inputs.number("lag", 0, LONGEST).unwrap_or(0),
        until: seen.inputs.number("until", 0, LONGEST).unwrap_or(UNTIL).max(scaling::PERIOD),
        own_tolerance: false,
    };
    let mut out = vec![form(&all, &usual, begin)];
    out.extend(bad.map(|word| empty(&format!("`{word}` is no point of a load: it is written as 60=1500m."))));
    out.extend(answer(seen, *index, at, &scenario));
    out
}

fn autoscalers<'a>(seen: &Seen<'a>) -> Vec<(ObjectIndex, Located<'a>)> {
    let all = seen.model.objects.in_order().into_iter();
    all.filter(|(_, at)| matches!(at.object.typed, Typed::HorizontalPodAutoscaler(_))).collect()
}

/// What a pod requests, as it was chosen.
fn asked(seen: &Seen<'_>) -> Option<i64> {
    seen.inputs.text("request").and_then(milli).and_then(|n| i64::try_from(n).ok()).filter(|n| *n > 0)
}

/// The load, and the first word that is no point of it.
fn load<'a>(seen: &'a Seen<'_>) -> (Vec<(i64, i64)>, Option<&'a str>) {
    let words = || seen.inputs.text("load").unwrap_or_default().split([' ', ',']).filter(|word| !word.is_empty());
    (words().filter_map(scaling::point).collect(), words().find(|word| scaling::point(word).is_none()))
}

fn form(all: &[(ObjectIndex, Located<'_>)], usual: &[(i64, i64)], begin: i64) -> Markup {
    let mut form = Form::default();
    let names: Vec<(String, String)> =
        all.iter().map(|(_, at)| (at.object.id.key(), at.object.id.to_string())).collect();
    form.choice("Autoscaler", "autoscaler", names.iter().map(|(key, name)| (key.as_str(), name.as_str())));
    let points: Vec<String> = usual.iter().map(|(at, load)| format!("{at}={}", amount(*load))).collect();
    form.text("Load of all pods together, from a second on", "load", &points.join(" "));
    form.more("Assumptions", |form| {
        form.number("Pods at the beginning", "pods", 1000, &begin.to_string(), "");
        form.number("A new pod is ready after", "ready", LONGEST, &READY_AFTER.to_string(), " s");
        form.number("Metrics are as old as", "lag", LONGEST, "0", " s");
        form.number("Look ahead", "until", LONGEST, &UNTIL.to_string(), " s");
        form.text("A pod requests of the resource", "request", "as written");
    });
    form.done()
}

/// Thousandths as Kubernetes writes them.
fn amount(milli: i64) -> String {
    if milli % 1000 == 0 { (milli / 1000).to_string() } else { format!("{milli}m") }
}

fn answer(seen: &Seen<'_>, index: ObjectIndex, at: &Located<'_>, scenario: &Scenario) -> Vec<Markup> {
    let trajectory = scaling::play(&at.walk(), scenario);
    let mut out = Markup::new("<section class=\"answer\"");
    out.about(Some(&at.object.id.key())).raw("><h2>").go("plain", &seen.place_of(index));
    out.text(&at.object.id.to_string()).raw("</button></h2>");
    if let Some(trouble) = trajectory.trouble {
        out.raw("<p>It cannot scale: ").text(trouble).raw(".</p></section>");
        return vec![out];
    }
    out.raw("<ul class=\"meaning\">");
    for line in meaning(at, &trajectory) {
        out.element("li", "", &line);
    }
    out.raw("</ul>");
    charts(&mut out, &trajectory, scenario.until);
    out.raw("</section>");
    vec![out, table(&trajectory)]
}

fn meaning(at: &Located<'_>, trajectory: &Trajectory) -> Vec<String> {
    let [up, down] = scaling::rules(at);
    let changes = || trajectory.looks.iter().filter(|look| look.desired != look.replicas);
    let mut out = Vec::new();
    match (changes().next(), changes().next_back()) {
        (Some(first), Some(last)) => {
            let top = changes().find(|look| look.desired == trajectory.most).map_or(0, |look| look.at);
            let most = trajectory.most;
            out.push(format!("The first change is at {} s, to {} pods.", first.at, first.desired));
            out.push(format!("Never more than {most} pods, first wanted at {top} s."));
            out.push(format!("The last change is at {} s, to {} pods.", last.at, last.desired));
        }
        _ => out.push(format!("Nothing changes: {} pods all the time.", trajectory.most)),
    }
    out.push(format!("Up: {up}."));
    out.push(format!("Down: {down}."));
    out.push(format!("It looks every {} s; metrics-server has to run in the cluster.", scaling::PERIOD));
    out
}

fn charts(out: &mut Markup, trajectory: &Trajectory, until: i64) {
    let line = |name, class, value: fn(&Look) -> i64| {
        let points = trajectory.looks.iter().map(|look| (look.at, value(look))).collect();
        Series { name, class, points }
    };
    let pods = [
        line("pods", "total", |look| look.desired),
        line("wanted by the metrics alone", "new", |look| look.recommended),
        line("ready", "available", |look| look.ready),
    ];
    stairs(out, &format!("Pods over time: never more than {}", trajectory.most), &pods, until);
    // In thousandths where the numbers are small.
    let small = trajectory.looks.iter().any(|look| look.load % 1000 != 0);
    let load = match small {
        true => line("load, in thousandths", "old", |look| look.load),
        false => line("load", "old", |look| look.load / 1000),
    };
    stairs(out, "Load of all pods together over time", &[load], until);
}

/// The looks at which something is different.
fn table(trajectory: &Trajectory) -> Markup {
    let mut out = Markup::new(
        "<table class=\"steps\"><caption>The same as a table: every look that finds something else</caption><thead><tr>",
    );
    for head in ["At", "Load", "Pods", "Ready", "Metrics want", "Wanted"] {
        out.element("th", "", head);
    }
    out.raw("</tr></thead><tbody>");
    let before = std::iter::once(None).chain(trajectory.looks.iter().map(Some));
    let news = before
        .zip(&trajectory.looks)
        .filter(|(last, look)| last.is_none_or(|last| Look { at: look.at, ..*last } != **look));
    for (_, look) in news.take(ROWS) {
        out.raw("<tr><td>").number(look.at).raw(" s</td><td>").text(&amount(look.load)).raw("</td>");
        for number in [look.replicas, look.ready, look.recommended, look.desired] {
            out.raw("<td>").number(number).raw("</td>");
        }
        out.raw("</tr>");
    }
    out.raw("</tbody></table>");
    out
}
