//! Lanes: a bar for each container, cut at every change of its state, over one axis of time.

use std::fmt::Write;

use crate::engine::report::time::{LaneTime, PodTime, WorkloadTime};
use crate::engine::timeline::life::State;
use crate::ui::markup::Markup;

/// Width of the whole, in CSS pixels at zoom 1.
const WIDTH: f64 = 720.0;
/// Room at the left, for the names.
const LEFT: f64 = 8.0;
/// Height of a lane with its name above it.
const LANE: f64 = 34.0;
/// Height of the bar itself.
const BAR: f64 = 14.0;
/// Room below, for the seconds.
const BELOW: f64 = 20.0;
/// More lanes than this are not drawn.
const MOST: usize = 40;

/// The slider through time, and what plays it.
pub(super) fn player(until: i64, instants: &[i64]) -> Markup {
    let mut out = Markup::new("<div class=\"player\" data-instants=\"");
    for second in instants {
        out.number(second).raw(" ");
    }
    out.raw("\"><button type=\"button\" class=\"button small\" data-play=\"t\">Play</button>");
    for (to, text) in [("back", "Step back"), ("on", "Step on")] {
        out.raw("<button type=\"button\" class=\"button small\" data-step=\"")
            .raw(to)
            .raw("\">")
            .raw(text)
            .raw("</button>");
    }
    out.raw("<label>Second <input type=\"range\" name=\"t\" min=\"0\" max=\"").number(until);
    out.raw("\" value=\"0\"></label><label>Speed <select name=\"speed\"><option value=\"10\">10 ×</option><option value=\"1\">1 ×</option><option value=\"30\">30 ×</option><option value=\"60\">60 ×</option></select></label></div>");
    out
}

/// A workload's pods, beside the same in another scenario.
pub(super) fn workload(workload: &WorkloadTime, other: Option<&WorkloadTime>, until: i64, now: Option<i64>) -> Markup {
    let mut out = Markup::new("<section class=\"answer lanes\"");
    out.about(Some(&workload.key)).raw("><h3>").go("plain", &workload.place).text(&workload.name);
    out.raw("</button> <small>").number(workload.wanted).raw(if workload.wanted == 1 { " pod" } else { " pods" });
    out.raw("</small></h3>");
    match other {
        Some(other) => {
            out.raw("<div class=\"pair\"><div><h4>As it is</h4>");
            figure(&mut out, workload, until, now);
            out.raw("</div><div><h4>As it should be</h4>");
            figure(&mut out, other, until, now);
            out.raw("</div></div>");
        }
        None => figure(&mut out, workload, until, now),
    }
    out.raw("</section>");
    out
}

fn figure(out: &mut Markup, workload: &WorkloadTime, until: i64, now: Option<i64>) {
    let lanes: Vec<(&PodTime, &LaneTime)> =
        workload.pods.iter().flat_map(|pod| pod.lanes.iter().map(move |lane| (pod, lane))).collect();
    let shown = lanes.len().min(MOST);
    let height = LANE * real(shown) + BELOW;
    let _ = write!(out.html, "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"");
    out.text(&described(workload)).raw("\">");
    for (n, (pod, lane)) in lanes.iter().take(MOST).enumerate() {
        draw(out, pod, lane, LANE * real(n), until);
    }
    axis(out, height, until);
    if let Some(now) = now {
        let x = x(now.saturating_mul(1000), until);
        let _ = write!(out.html, "<path class=\"now\" d=\"M{x:.1} 0V{:.1}\"/>", height - BELOW + 4.0);
    }
    out.raw("</svg>");
    if lanes.len() > shown {
        out.raw("<p>").number(lanes.len() - shown).raw(" more containers do the same or similar.</p>");
    }
    legend(out, &lanes);
}

fn real(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

/// Where an instant in milliseconds is.
fn x(at: i64, until: i64) -> f64 {
    let whole = until.max(1).saturating_mul(1000);
    LEFT + at.clamp(0, whole) as f64 / whole as f64 * (WIDTH - 2.0 * LEFT)
}

fn draw(out: &mut Markup, pod: &PodTime, lane: &LaneTime, top: f64, until: i64) {
    let name = if pod.lanes.len() > 1 { format!("{} · {}", pod.name, lane.container) } else { pod.name.clone() };
    let _ = write!(out.html, "<text class=\"name\" x=\"{LEFT}\" y=\"{:.1}\">", top + 12.0);
    out.text(&name);
    if lane.restarts > 0 {
        out.raw(" · ").number(lane.restarts).raw(if lane.restarts == 1 { " restart" } else { " restarts" });
    }
    out.raw("</text>");
    let end = until.saturating_mul(1000);
    for (n, (from, state)) in lane.states.iter().enumerate() {
        let to = lane.states.get(n + 1).map_or(end, |(next, _)| *next);
        bar(out, *state, x(*from, until), x(to, until), top + 16.0);
    }
}

fn bar(out: &mut Markup, state: State, from: f64, to: f64, top: f64) {
    let width = (to - from).max(0.0);
    if width <= 0.0 || matches!(state, State::Waiting | State::Gone) {
        return;
    }
    let word = state.word();
    let _ = write!(
        out.html,
        "<rect class=\"bar {word}\" x=\"{from:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{BAR}\"><title>{word}</title></rect>"
    );
    // A word of nine characters takes about 50 pixels.
    if width > 50.0 {
        let _ =
            write!(out.html, "<text class=\"in {word}\" x=\"{:.1}\" y=\"{:.1}\">{word}</text>", from + 5.0, top + 11.0);
    }
}

fn axis(out: &mut Markup, height: f64, until: i64) {
    for second in crate::explorer::chart::ticks(until) {
        let at = x(second.saturating_mul(1000), until);
        let anchor = if second == 0 { " start" } else { "" };
        let _ =
            write!(out.html, "<text class=\"tick{anchor}\" x=\"{at:.1}\" y=\"{:.1}\">{second} s</text>", height - 5.0);
    }
}

/// Which bar means what; each has its pattern besides its colour, in the style sheet.
fn legend(out: &mut Markup, lanes: &[(&PodTime, &LaneTime)]) {
    let mut words: Vec<&str> = Vec::new();
    for (_, state) in lanes.iter().flat_map(|(_, lane)| &lane.states) {
        if !matches!(state, State::Waiting | State::Gone) && !words.contains(&state.word()) {
            words.push(state.word());
        }
    }
    out.raw("<p class=\"legend\">");
    for word in words {
        out.raw("<span class=\"state ").raw(word).raw("\">").text(word).raw("</span> ");
    }
    out.raw("</p>");
}

fn described(workload: &WorkloadTime) -> String {
    let lane = |pod: &PodTime| {
        let states = pod.lanes.iter().flat_map(|lane| &lane.states);
        let words: Vec<String> =
            states.map(|(from, state)| format!("{} from {} s", state.word(), from.div_euclid(1000))).collect();
        format!("{}: {}", pod.name, words.join(", "))
    };
    let pods: Vec<String> = workload.pods.iter().take(MOST).map(lane).collect();
    pods.join(". ")
}
