//! Requests: what an address reaches, step by step to the container that answers or to the first break.

use k8s_openapi::api::networking::v1::Ingress;

use super::View;
use super::wiring::canvas;
use crate::engine::graph::End;
use crate::engine::graph::layout::Choice;
use crate::engine::objects::Typed;
use crate::engine::requests::{self, Cell, Matrix, Reached, Step, Trace, Verdict};
use crate::engine::service;
use crate::engine::workspace::ObjectIndex;
use crate::explorer::Seen;
use crate::explorer::controls::{Form, empty};
use crate::ui::markup::Markup;

/// The view.
pub const VIEW: View = View { id: "requests", show };

/// Examples that are offered at most.
const EXAMPLES: usize = 6;

fn show(seen: &Seen<'_>) -> Vec<Markup> {
    let examples = examples(seen);
    let callers = callers(seen);
    if examples.is_empty() && callers.is_empty() {
        return vec![empty("No Ingress, no Service and no pods in these files, so nothing to ask for.")];
    }
    let mut out = vec![form(&examples, &callers)];
    if let Some(traced) = traced(seen) {
        out.push(trace(&traced));
        if let Some(drawn) = drawn(seen, &traced) {
            out.extend([drawn, elsewhere(seen)]);
        }
    }
    out.push(matrix(&requests::matrix(seen.model)));
    out
}

/// The request that was chosen, or the first example.
pub(super) fn traced(seen: &Seen<'_>) -> Option<Trace> {
    let first = examples(seen).into_iter().next();
    let (address, from) = asked(seen, first.as_ref());
    if address.is_empty() {
        return None;
    }
    let caller = from.and_then(|key| callers(seen).into_iter().find(|(_, other, _)| other == key));
    Some(match caller {
        Some((index, _, _)) => requests::inside(seen.model, index, address),
        None => requests::outside(seen.model, address),
    })
}

/// Keys of the objects that a request passes.
pub(super) fn way(trace: &Trace) -> Vec<&str> {
    let steps = trace.steps.iter().filter_map(|step| step.object.as_deref());
    steps.chain(trace.reached.iter().map(|reached| reached.workload.as_str())).collect()
}

/// The part of the wiring that a request passes.
fn drawn(seen: &Seen<'_>, trace: &Trace) -> Option<Markup> {
    let way = way(trace);
    let choice = Choice { only: Some(&way), ..Choice::default() };
    let drawing = service::picture(seen.model, &choice);
    (drawing.nodes.len() > 1).then(|| canvas(seen, &drawing, &way))
}

/// Leads to the same request in the drawing of everything.
fn elsewhere(seen: &Seen<'_>) -> Markup {
    let mut out = Markup::new(
        "<p class=\"elsewhere\"><button type=\"button\" class=\"button small\" data-panel=\"wiring\" data-set=\"",
    );
    let first = examples(seen).into_iter().next();
    let (address, from) = asked(seen, first.as_ref());
    out.text(&format!("address={}&caller={}", encoded(address), encoded(from.unwrap_or_default())));
    out.raw("\">Show it in the whole wiring</button></p>");
    out
}

/// The address that is asked for, and the key of who asks.
fn asked<'a>(seen: &'a Seen<'_>, first: Option<&'a Example>) -> (&'a str, Option<&'a str>) {
    match seen.inputs.text("address") {
        Some(address) => (address, seen.inputs.text("caller")),
        None => first.map_or(("", None), |first| (first.address.as_str(), first.from.as_deref())),
    }
}

/// A question that makes sense for these files.
struct Example {
    address: String,
    /// Key of the workload that asks; none from outside.
    from: Option<String>,
    words: String,
}

/// Workloads that can call: index, key, name.
fn callers(seen: &Seen<'_>) -> Vec<(ObjectIndex, String, String)> {
    let all = seen.model.objects.in_order().into_iter();
    let pods = all.filter(|(_, at)| crate::engine::objects::workload::pods(at.object).is_some());
    pods.map(|(index, at)| (index, at.object.id.key(), at.object.id.to_string())).collect()
}

/// One address for each path of each Ingress, then one for each Service, from a workload that calls it.
fn examples(seen: &Seen<'_>) -> Vec<Example> {
    let mut out = Vec::new();
    let all = seen.model.objects.in_order();
    for (_, at) in &all {
        if let Typed::Ingress(ingress) = &at.object.typed {
            out.extend(paths(ingress).map(|address| Example { words: address.clone(), address, from: None }));
        }
    }
    let any = callers(seen).into_iter().next_back();
    for (index, at) in &all {
        let Typed::Service(service) = &at.object.typed else { continue };
        let port = service.spec.as_ref().and_then(|spec| spec.ports.as_ref()?.first()).map(|port| port.port);
        let caller = caller_of(seen, *index).or_else(|| any.clone().map(|(_, key, name)| (key, name)));
        if let (Some(port), Some((key, name))) = (port, caller) {
            let address = format!("{}.{}:{port}", at.object.id.name, at.object.namespace());
            out.push(Example { words: format!("{address} from {name}"), address, from: Some(key) });
        }
    }
    out.truncate(EXAMPLES);
    out
}

fn paths(ingress: &Ingress) -> impl Iterator<Item = String> {
    let scheme = if ingress.spec.iter().any(|spec| spec.tls.is_some()) { "https" } else { "http" };
    let rules = ingress.spec.iter().flat_map(|spec| spec.rules.iter().flatten());
    rules.flat_map(move |rule| {
        let host = rule.host.as_deref().unwrap_or("localhost").replacen('*', "any", 1);
        let paths = rule.http.iter().flat_map(|http| &http.paths);
        paths.map(move |path| format!("{scheme}://{host}{}", path.path.as_deref().unwrap_or("/")))
    })
}

/// Key and name of a workload whose values name the Service.
fn caller_of(seen: &Seen<'_>, service: ObjectIndex) -> Option<(String, String)> {
    let found = callers(seen).into_iter().find(|(index, _, _)| {
        seen.model.graph.from(*index).iter().any(|edge| edge.relation == "calls" && edge.to == End::Present(service))
    });
    found.map(|(_, key, name)| (key, name))
}

fn form(examples: &[Example], callers: &[(ObjectIndex, String, String)]) -> Markup {
    let mut form = Form::default();
    let usual = examples.first().map_or("http://example.local/", |example| example.address.as_str());
    form.text("Address", "address", usual);
    let outside = std::iter::once(("", "outside the cluster"));
    form.choice(
        "asked from",
        "caller",
        outside.chain(callers.iter().map(|(_, key, name)| (key.as_str(), name.as_str()))),
    );
    for example in examples {
        let from = example.from.as_deref().unwrap_or("");
        form.offer(&example.words, &format!("address={}&caller={}", encoded(&example.address), encoded(from)));
    }
    form.done()
}

/// As it may stand in a query.
fn encoded(text: &str) -> String {
    text.replace('%', "%25").replace('&', "%26").replace('+', "%2B")
}

fn trace(trace: &Trace) -> Markup {
    let mut out = Markup::new("<section class=\"answer trace\"><h2>");
    out.text(&trace.question).raw("</h2><ol class=\"way\">");
    trace.steps.iter().for_each(|one| step(&mut out, one));
    out.raw("</ol>");
    for reached in &trace.reached {
        arrived(&mut out, reached);
    }
    if trace.reached.is_empty() && trace.verdict != Verdict::Broken {
        out.raw("<p class=\"verdict unsure\">Where it ends is not settled by these files.</p>");
    }
    out.raw("</section>");
    out
}

fn step(out: &mut Markup, step: &Step) {
    out.raw("<li class=\"")
        .raw(step.verdict.word())
        .raw("\"")
        .about(step.object.as_deref())
        .raw("><span class=\"what\">");
    out.text(step.what).raw("</span> ");
    out.raw("<span class=\"mark\">").raw(mark(step.verdict)).raw("</span> ");
    match &step.place {
        Some(place) => out.go("plain", place).words(&step.text).raw("</button>"),
        None => out.raw("<span>").words(&step.text).raw("</span>"),
    };
    if !step.why.is_empty() {
        out.raw("<br><small>").words(&step.why).raw("</small>");
    }
    out.raw("</li>");
}

fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ok => "goes on",
        Verdict::Unsure => "unsure",
        Verdict::Broken => "stops here",
    }
}

fn arrived(out: &mut Markup, reached: &Reached) {
    out.raw("<p class=\"verdict ok\"").about(Some(&reached.workload)).raw(">Answered by ");
    match reached.pods {
        Some(1) => out.raw("the pod of "),
        Some(pods) => out.raw("one of the ").number(pods).raw(" pods of "),
        None => out.raw("a pod of "),
    };
    out.go("plain", &reached.place).text(&reached.workload_name).raw("</button>");
    if !reached.container.is_empty() {
        out.raw(", container <code>").text(&reached.container).raw("</code>");
    }
    out.raw(", port ").number(reached.port).raw(".</p>");
}

fn matrix(matrix: &Matrix) -> Markup {
    if matrix.from.is_empty() || matrix.to.is_empty() {
        return Markup::new(
            "<p class=\"empty\">Without a Service and a workload there is no table of who reaches what.</p>",
        );
    }
    let mut out = Markup::new(
        "<section class=\"answer\"><h2>Who reaches what</h2><div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Table: who reaches what\"><table class=\"matrix\"><thead><tr><th scope=\"col\">From</th>",
    );
    for (_, name) in &matrix.to {
        out.raw("<th scope=\"col\">").text(name).raw("</th>");
    }
    out.raw("</tr></thead><tbody>");
    for ((_, name), cells) in matrix.from.iter().zip(&matrix.cells) {
        out.raw("<tr><th scope=\"row\">").text(name).raw("</th>");
        cells.iter().for_each(|one| cell(&mut out, one));
        out.raw("</tr>");
    }
    out.raw("</tbody></table></div></section>");
    out
}

fn cell(out: &mut Markup, cell: &Cell) {
    let word = match cell.verdict {
        Verdict::Ok => "yes",
        Verdict::Unsure => "unsure",
        Verdict::Broken => "no",
    };
    out.raw("<td class=\"").raw(cell.verdict.word()).raw("\">");
    match &cell.place {
        Some(place) => out.go("plain", place).raw(word).raw("</button>"),
        None => out.raw(word),
    };
    if !cell.why.is_empty() {
        out.raw("<br><small>").words(&cell.why).raw("</small>");
    }
    out.raw("</td>");
}
