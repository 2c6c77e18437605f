//! Nodes: where the pods fit, and why others stay Pending.

use super::View;
use crate::engine::timeline::scheduling::{self, CPU, MEMORY, Node, Placement};
use crate::explorer::Seen;
use crate::explorer::controls::{Form, empty};
use crate::ui::markup::Markup;

/// The view.
pub const VIEW: View = View { id: "nodes", show };

/// What is assumed where there is no kind cluster.
const USUAL: &str = "node-1=4,8Gi node-2=4,8Gi";
/// More workloads than these are not shown.
const ROWS: usize = 300;

fn show(seen: &Seen<'_>) -> Vec<Markup> {
    let written = seen.inputs.text("nodes");
    let kind = scheduling::kind_nodes(&seen.model.workspace);
    let (given, bad) = nodes(written.unwrap_or_default());
    let all = match (given.is_empty(), kind.clone()) {
        (false, _) => given,
        (true, Some(kind)) => kind,
        (true, None) => nodes(USUAL).0,
    };
    let placed = scheduling::place(seen.model, &all);
    let mut out = vec![form(kind.as_deref())];
    out.extend(bad.map(|word| empty(&format!("{word} is no node: it is written as worker=2,4Gi,disk=ssd."))));
    if placed.is_empty() {
        out.push(empty("No pods in these files, so nothing to place."));
        return out;
    }
    out.extend([summary(&placed), room(seen, &all, &placed), pods(seen, &all, &placed), assumed()]);
    out
}

/// The nodes that a text names, and the first word that names none.
fn nodes(text: &str) -> (Vec<Node>, Option<&str>) {
    let words = || text.split_whitespace();
    (words().filter_map(scheduling::node).collect(), words().find(|word| scheduling::node(word).is_none()))
}

fn form(kind: Option<&[Node]>) -> Markup {
    let mut form = Form::default();
    let of_kind: Vec<String> = kind.into_iter().flatten().map(|node| node.name.clone()).collect();
    let usual =
        if of_kind.is_empty() { USUAL.to_owned() } else { format!("as in the kind cluster: {}", of_kind.join(" ")) };
    form.text("Nodes: name=cpu,memory, with labels and taints behind further commas", "nodes", &usual);
    form.offer("Try: one small node", "nodes=small=1,1Gi");
    form.offer("Back to the usual ones", "nodes=");
    form.done()
}

fn summary(placed: &[Placement]) -> Markup {
    let waiting = placed.iter().filter(|one| one.node.is_none()).count();
    let mut out = Markup::new("<p class=\"summary\" role=\"status\"><strong>");
    match waiting {
        0 => out.raw("All ").number(placed.len()).raw(" pods</strong> fit."),
        _ => out.number(waiting).raw(" of ").number(placed.len()).raw(" pods</strong> stay Pending."),
    };
    out.raw("</p>");
    out
}

/// What each node has, and what is asked of it.
fn room(seen: &Seen<'_>, nodes: &[Node], placed: &[Placement]) -> Markup {
    let mut out = Markup::new("<section class=\"answer\"><h2>Nodes</h2><ul class=\"nodes\">");
    for node in nodes {
        let here = || placed.iter().filter(|one| one.node.as_deref() == Some(&node.name));
        let asked = |resource: &str| -> i64 { here().map(|one| request(seen, one, resource)).sum() };
        let count = here().count();
        out.raw("<li><strong>").text(&node.name).raw("</strong> <small>").number(count);
        out.raw(if count == 1 { " pod</small>" } else { " pods</small>" });
        share(&mut out, asked("cpu"), node.cpu, &format!("{}m of {}m cpu asked for", asked("cpu"), node.cpu));
        let bytes = asked("memory") / 1000;
        share(&mut out, bytes, node.memory, &format!("{} of {} MiB asked for", bytes >> 20, node.memory >> 20));
        for taint in &node.taints {
            out.raw("<span>Taint ").text(&format!("{}={}:{}", taint.key, taint.value, taint.effect)).raw("</span>");
        }
        out.raw("</li>");
    }
    out.raw("</ul></section>");
    out
}

fn request(seen: &Seen<'_>, one: &Placement, resource: &str) -> i64 {
    let amounts = seen.model.objects.get(one.workload).and_then(|at| {
        let route = crate::engine::objects::workload::pods(at.object)?.spec_route;
        Some(scheduling::of_pod(&at.walk().follow(route)))
    });
    amounts.and_then(|amounts| amounts.get(resource).copied()).unwrap_or(0)
}

/// A bar with its words beside it.
fn share(out: &mut Markup, part: i64, whole: i64, words: &str) {
    out.raw("<span><meter min=\"0\" max=\"").number(whole.max(1)).raw("\" value=\"").number(part.min(whole.max(1)));
    out.raw("\" aria-label=\"").text(words).raw("\"></meter> ").text(words).raw("</span>");
}

fn pods(seen: &Seen<'_>, nodes: &[Node], placed: &[Placement]) -> Markup {
    let mut out = Markup::new("<section class=\"answer\"><h2>Pods</h2>");
    for of_one in placed.chunk_by(|a, b| a.workload == b.workload).take(ROWS) {
        let Some(index) = of_one.first().map(|one| one.workload) else { continue };
        let id = seen.model.objects.get(index).map(|at| at.object.id.clone());
        let (key, name) = id.map(|id| (id.key(), id.to_string())).unwrap_or_default();
        out.raw("<div").about(Some(&key)).raw("><h3>").go("plain", &seen.place_of(index)).text(&name);
        out.raw("</button></h3><ul class=\"meaning\">");
        for alike in of_one.chunk_by(|a, b| (&a.node, &a.fits, &a.reason) == (&b.node, &b.fits, &b.reason)) {
            out.raw("<li>").text(&outcome(alike, nodes)).raw("</li>");
        }
        let notes = of_one.first().map(|one| one.notes.as_slice()).unwrap_or_default();
        for note in notes {
            out.element("li", "", note);
        }
        out.raw("</ul></div>");
    }
    out.raw("</section>");
    out
}

/// What comes of pods to which the same happens, one after the other.
fn outcome(alike: &[Placement], nodes: &[Node]) -> String {
    let (Some(first), Some(last)) = (alike.first(), alike.last()) else { return String::new() };
    let which = match alike.len() {
        1 => format!("Pod {}", first.number + 1),
        _ => format!("Pods {} to {}", first.number + 1, last.number + 1),
    };
    let Some(node) = &first.node else { return format!("{which}: Pending. {}", first.reason) };
    let fits = if first.fits.len() == nodes.len() { "every node".to_owned() } else { first.fits.join(", ") };
    format!("{which}: on {node}; fits on {fits}.")
}

fn assumed() -> Markup {
    let mut out = Markup::new(
        "<section class=\"answer\"><h2>Assumed, because no manifest says it</h2><ul class=\"meaning\"><li>A node of a kind cluster has ",
    );
    out.number(CPU / 1000).raw(" cpus and ").number(MEMORY >> 30).raw(" GiB for pods.</li><li>The nodes hold nothing but this set, and pods come in the order of the files.</li><li>Of several nodes that fit, it is the one with the fewest pods of the same workload, then with the least cpu asked for.</li></ul></section>");
    out
}
