//! Probes: every container, what asks it, and what that means in time.

use super::parts::{count, empty, facts, sentences};
use super::{Panel, Seen};
use crate::protocol::{ContainerProbes, ProbeView};
use crate::ui::markup::Markup;

/// The panel.
pub const PANEL: Panel = Panel { id: "probes", title: "Probes", badge, pieces: Some(pieces) };

fn badge(seen: &Seen<'_>) -> Option<(String, &'static str)> {
    count(seen.session.reports.iter().flat_map(|report| &report.probes).map(|container| container.probes.len()).sum())
}

fn pieces(seen: &Seen<'_>) -> Vec<Markup> {
    let pieces: Vec<Markup> = seen.documents().flat_map(|report| &report.probes).map(container).collect();
    if pieces.is_empty() { empty("No workload in these files, so no container to probe.") } else { pieces }
}

fn container(container: &ContainerProbes) -> Markup {
    let mut out = Markup::new("<section class=\"container\"");
    out.about(Some(&container.object)).raw("><header><h2>").text(&container.container);
    out.raw(" <small>in ").text(&container.workload).raw("</small></h2>");
    out.go("button quiet small", &container.place).raw("Show in the editor</button></header>");
    if container.probes.is_empty() {
        out.raw("<p><span class=\"badge\">no probes</span></p>");
    }
    sentences(&mut out, &container.meaning);
    out.raw("<div class=\"cards\">");
    container.probes.iter().for_each(|probe| self::probe(&mut out, probe));
    out.raw("</div></section>");
    out
}

fn probe(out: &mut Markup, probe: &ProbeView) {
    out.raw("<div class=\"probe\">").go("plain", &probe.place);
    out.element("span", "kind", &probe.kind).element("span", "action", &probe.action).raw("</button>");
    facts(out, &probe.parameters);
    sentences(out, &probe.meaning);
    out.raw("</div>");
}
