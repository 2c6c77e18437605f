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
/// More pods than these are not shown.
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
    form.text("Nodes, each NAME=CPU,MEMORY[,LABEL=VALUE][,TAINT=VALUE:EFFECT]", "nodes", &usual);
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
    let mut out = Markup::new("<section class=\"answer\"><h2>Nodes</h2><table class=\"steps words\"><thead><tr>");
    for head in ["Node", "Pods", "CPU asked for", "Memory asked for", "Taints"] {
        out.element("th", "", head);
    }
    out.raw("</tr></thead><tbody>");
    for node in nodes {
        let here = || placed.iter().filter(|one| one.node.as_deref() == Some(&node.name));
        let asked = |resource: &str| -> i64 { here().map(|one| request(seen, one, resource)).sum() };
        out.raw("<tr><th scope=\"row\">").text(&node.name).raw("</th><td>").number(here().count()).raw("</td><td>");
        share(&mut out, asked("cpu"), node.cpu, &format!("{}m of {}m", asked("cpu"), node.cpu));
        out.raw("</td><td>");
        let bytes = asked("memory") / 1000;
        share(&mut out, bytes, node.memory, &format!("{} of {} MiB", bytes >> 20, node.memory >> 20));
        let taints: Vec<String> =
            node.taints.iter().map(|taint| format!("{}={}:{}", taint.key, taint.value, taint.effect)).collect();
        out.raw("</td><td>").text(&taints.join(", ")).raw("</td></tr>");
    }
    out.raw("</tbody></table></section>");
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
    out.raw("<meter min=\"0\" max=\"").number(whole.max(1)).raw("\" value=\"").number(part.min(whole.max(1)));
    out.raw("\" aria-label=\"").text(words).raw("\"></meter> ").text(words);
}

fn pods(seen: &Seen<'_>, nodes: &[Node], placed: &[Placement]) -> Markup {
    let mut out = Markup::new("<section class=\"answer\"><h2>Pods</h2><table class=\"steps words\"><thead><tr>");
    for head in ["Pod", "Node", "Fits on", "Why, and what else"] {
        out.element("th", "", head);
    }
    out.raw("</tr></thead><tbody>");
    for one in placed.iter().take(ROWS) {
        let id = seen.model.objects.get(one.workload).map(|at| at.object.id.clone());
        let (key, name) = id.map(|id| (id.key(), id.to_string())).unwrap_or_default();
        out.raw("<tr").about(Some(&key)).raw("><td>").go("plain", &seen.place_of(one.workload));
        out.text(&name).raw("</button> #").number(one.number + 1).raw("</td><td>");
        match &one.node {
            Some(node) => out.text(node),
            None => out.raw("<span class=\"badge error\">Pending</span>"),
        };
        let all = one.fits.len() == nodes.len();
        let fits = if all { "every node".to_owned() } else { one.fits.join(", ") };
        out.raw("</td><td>").text(if fits.is_empty() { "no node" } else { &fits }).raw("</td><td>");
        let mut words: Vec<&str> = one.notes.iter().map(String::as_str).collect();
        words.extend((!one.reason.is_empty()).then_some(one.reason.as_str()));
        out.text(&words.join(" ")).raw("</td></tr>");
    }
    out.raw("</tbody></table>");
    if placed.len() > ROWS {
        out.raw("<p>").number(placed.len() - ROWS).raw(" more pods are not shown.</p>");
    }
    out.raw("</section>");
    out
}

fn assumed() -> Markup {
    let mut out = Markup::new(
        "<section class=\"answer\"><h2>Assumed, because no manifest says it</h2><ul class=\"meaning\"><li>A node of a kind cluster has ",
    );
    out.number(CPU / 1000).raw(" cpus and ").number(MEMORY >> 30).raw(" GiB for pods.</li><li>The nodes hold nothing but this set, and pods come in the order of the files.</li><li>Of several nodes that fit, it is the one with the fewest pods of the same workload, then with the least cpu asked for.</li></ul></section>");
    out
}
