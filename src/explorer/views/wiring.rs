//! Wiring: who speaks to whom, as a drawing, as a tree and as a table.

mod canvas;
mod words;

use super::{View, requests};
use crate::engine::graph::layout::{Choice, Fold, HOPS};
use crate::engine::report::page;
use crate::engine::requests::Trace;
use crate::engine::service;
use crate::explorer::Seen;
use crate::explorer::controls::{Form, empty, offer};
use crate::protocol::{Drawing, WireRow};
use crate::ui::markup::Markup;
pub(super) use canvas::canvas;
use std::collections::{BTreeMap, BTreeSet};

/// The view.
pub const VIEW: View = View { id: "wiring", show };

/// Families of wires: what the box that leaves them out is named, what it says, and their relations.
const FAMILIES: [(&str, &str, &[&str]); 5] = [
    (
        "no-requests",
        "requests",
        &["asks", "calls", "forwards_to", "lists", "named_by", "routes_to", "selects", "tells_browsers"],
    ),
    ("no-settings", "settings and Secrets", &["is_certified_by", "mounts", "pulls_with", "reads_env"]),
    ("no-storage", "storage", &["claims"]),
    ("no-policy", "scaling and policies", &["allows", "guards", "scales"]),
    ("no-access", "accounts, classes and owners", &["binds", "grants", "is_of_class", "owned_by", "owns", "runs_as"]),
];

fn show(seen: &Seen<'_>) -> Vec<Markup> {
    let rows = rows(seen);
    if rows.is_empty() && seen.model.objects.in_order().is_empty() {
        return vec![empty("Nothing in these files is wired to anything yet.")];
    }
    let inputs = seen.inputs;
    let hops = match inputs.text("hops") {
        Some("all") => usize::MAX,
        _ => inputs.number("hops", 1, 99).and_then(|hops| usize::try_from(hops).ok()).unwrap_or(HOPS),
    };
    let trace = inputs.text("address").and_then(|_| requests::traced(seen));
    let fold = match inputs.text("fold") {
        Some("no") => Fold::Never,
        Some("yes") => Fold::Always,
        _ => Fold::WhenMany,
    };
    let hidden = |relation: &str| hides(seen, relation);
    let without = |kind: &str| seen.inputs.ticked(&left_out(kind));
    let choice = Choice {
        focus: inputs.text("focus"),
        hops,
        namespace: inputs.text("space"),
        hidden: &hidden,
        without: &without,
        fold,
        only: None,
    };
    let drawing = service::picture(seen.model, &choice);
    let way = trace.as_ref().map(requests::way).unwrap_or_default();
    let mut out = vec![form(seen, &rows)];
    out.extend(trace.as_ref().map(lit));
    out.push(canvas(seen, &drawing, &way));
    out.push(words::tree(&drawing));
    out.push(words::table(&among(&drawing, rows, &choice)));
    out
}

fn hides(seen: &Seen<'_>, relation: &str) -> bool {
    FAMILIES.iter().any(|(name, _, relations)| relations.contains(&relation) && seen.inputs.ticked(name))
}

/// The name of the box to tick that leaves a kind out.
fn left_out(kind: &str) -> String {
    format!("no-{kind}")
}

fn rows(seen: &Seen<'_>) -> Vec<WireRow> {
    let all = seen.model.objects.in_order();
    let of = |(index, at)| {
        let edges = seen.model.graph.from(index).iter();
        edges.map(|edge| page::wire(seen.model, &at, edge)).collect::<Vec<_>>()
    };
    all.into_iter().flat_map(of).collect()
}

/// The rows of what is drawn.
fn among(drawing: &Drawing, rows: Vec<WireRow>, choice: &Choice<'_>) -> Vec<WireRow> {
    let whole = choice.focus.is_none() && choice.namespace.is_none();
    let drawn: BTreeSet<&str> = drawing.nodes.iter().map(|node| node.key.as_str()).collect();
    let kept = |row: &WireRow| {
        let near = drawn.contains(row.from.as_str()) || drawn.contains(row.to.as_str());
        let without = [&row.from, &row.to].into_iter().any(|key| (choice.without)(kind(key)));
        (whole || near) && !without && !(choice.hidden)(&row.relation)
    };
    rows.into_iter().filter(kept).collect()
}

/// The kind that an object's key begins with.
fn kind(key: &str) -> &str {
    key.split(['/', '.']).next().unwrap_or_default()
}

fn form(seen: &Seen<'_>, rows: &[WireRow]) -> Markup {
    let mut form = Form::default();
    let objects: Vec<(String, String)> =
        seen.model.objects.in_order().iter().map(|(_, at)| (at.object.id.key(), at.object.id.to_string())).collect();
    form.text("Find", "find", "name or kind");
    let all = std::iter::once(("", "everything"));
    form.choice("Show", "focus", all.chain(objects.iter().map(|(key, name)| (key.as_str(), name.as_str()))));
    if seen.inputs.text("focus").is_some() {
        let hops = [("", "two wires around it"), ("1", "one wire around it"), ("3", "three wires around it")];
        form.choice("with", "hops", hops.into_iter().chain([("all", "all that is connected")]));
    }
    let spaces: BTreeSet<String> =
        seen.model.objects.in_order().iter().filter_map(|(_, at)| at.object.id.namespace.clone()).collect();
    if spaces.len() > 1 {
        let spaces = spaces.iter().map(|space| (space.as_str(), space.as_str()));
        form.choice("Namespace", "space", std::iter::once(("", "all")).chain(spaces));
    }
    form.more("More", |form| more(form, rows));
    let kinds = kinds(seen);
    if kinds.len() > 1 {
        form.more("Kinds", |form| {
            let tick =
                |(kind, count): (&&str, &usize)| form.tick(&format!("Without {kind} ({count})"), &left_out(kind));
            kinds.iter().for_each(tick);
        });
    }
    form.done()
}

/// The kinds that are drawn, and how many there are of each.
fn kinds<'a>(seen: &Seen<'a>) -> BTreeMap<&'a str, usize> {
    let mut kinds = BTreeMap::new();
    for (_, at) in seen.model.objects.in_order() {
        if at.object.id.kind != "Namespace" {
            *kinds.entry(at.object.id.kind.as_str()).or_default() += 1;
        }
    }
    kinds
}

fn more(form: &mut Form, rows: &[WireRow]) {
    form.text("Light the way of", "address", "http://example.local/");
    let folds =
        [("", "in their object’s box if there are many"), ("yes", "in their object’s box"), ("no", "each a box")];
    form.choice("Small parts", "fold", folds);
    for (name, words, relations) in FAMILIES {
        if rows.iter().any(|row| relations.contains(&row.relation.as_str())) {
            form.tick(&format!("Without {words}"), name);
        }
    }
}

/// What is said of the way that is lit.
fn lit(trace: &Trace) -> Markup {
    let mut out = Markup::new("<p class=\"lit-way\">Lit: the way of ");
    out.text(&trace.question).raw(". ");
    offer(&mut out, "button quiet small", "Light no way", "address=&caller=");
    out.raw("</p>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::graph::relations;
    use crate::explorer::view;
    use crate::protocol::FileText;
    use crate::protocol::explore::Input;

    fn of(files: &[FileText], inputs: &[(&str, &str)]) -> Vec<String> {
        let input = |(name, value): &(&str, &str)| Input { name: (*name).into(), value: (*value).into() };
        let pieces = view(files, "wiring", &inputs.iter().map(input).collect::<Vec<_>>()).unwrap();
        pieces.into_iter().map(|piece| piece.html).collect()
    }

    fn shown(inputs: &[(&str, &str)]) -> Vec<String> {
        let service = |name: &str| {
            format!(
                "apiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\nspec: {{selector: {{a: {name}}}, ports: [{{port: 80}}]}}\n---\n"
            )
        };
        of(&[FileText { name: "a.yaml".into(), text: service("one") + &service("two") }], inputs)
    }

    #[test]
    fn every_relation_is_in_one_family() {
        for relation in relations::ALL {
            let families = FAMILIES.iter().filter(|(_, _, relations)| relations.contains(&relation.id));
            assert_eq!(families.count(), 1, "{}", relation.id);
        }
    }

    #[test]
    fn boxes_and_wires_lead_into_the_text_and_say_their_line() {
        let pieces = shown(&[]);
        assert!(pieces[1].contains("class=\"wire selects broken\" data-wire=\"0\""), "{}", pieces[1]);
        assert!(pieces[1].contains("data-at=\"a.yaml:3\" data-yaml=\"metadata: {name: one}\""), "{}", pieces[1]);
        assert!(pieces[2].contains("BROKEN") && pieces[3].contains("tr class=\"missing\""));
    }

    #[test]
    fn a_focus_leaves_the_others_out_and_lists_balance() {
        let pieces = shown(&[("focus", "Service/default/two")]);
        assert!(pieces[1].contains("2 objects and 1 wire"), "{}", pieces[1]);
        let count = |what: &str| pieces[2].matches(what).count();
        assert_eq!((count("<ul>"), count("<li")), (count("</ul>"), count("</li>")));
        assert_eq!(pieces[3].matches("<tr").count(), 2);
        assert!(!shown(&[("no-requests", "on")])[1].contains("data-wire"));
    }

    #[test]
    fn kinds_are_left_out_with_what_only_they_ask_for() {
        let pieces = shown(&[("no-Service", "on")]);
        assert!(pieces[0].contains("Without Service (2)") || pieces[0].contains("<form"), "{}", pieces[0]);
        assert!(pieces[1].contains("0 objects and 0 wires"), "{}", pieces[1]);
        let files = crate::engine::testing::set("feastflow");
        let pieces = of(&files, &[("no-Secret", "on")]);
        assert!(pieces[0].contains("Without Secret (1)"), "{}", pieces[0]);
        assert!(!pieces[1].contains("data-key=\"Secret/"), "{}", pieces[1]);
        assert!(
            pieces[1].contains("data-key=\"ConfigMap/") && !pieces[3].contains("Secret feastflow"),
            "{}",
            pieces[3]
        );
    }

    #[test]
    fn no_style_stands_in_the_markup() {
        for piece in shown(&[]) {
            let tags = piece.split('<').filter_map(|tag| tag.split('>').next());
            let styled: Vec<&str> = tags.filter(|tag| tag.starts_with("style") || tag.contains(" style=")).collect();
            assert!(styled.is_empty(), "{styled:?}");
        }
    }

    #[test]
    fn a_request_lights_its_way() {
        let set = |name: &str| crate::engine::testing::set(name);
        let pieces = of(&set("feastflow"), &[("address", "http://feastflow.local/api/restaurants")]);
        assert!(pieces[1].contains("Lit: the way of http://feastflow.local/api/restaurants"), "{}", pieces[1]);
        let lit =
            |class: &str| pieces[2].split("<g ").filter(|g| g.starts_with(class) && g.contains("data-way")).count();
        assert_eq!((lit("class=\"node"), lit("class=\"wire")), (3, 2));
        assert_eq!(of(&set("feastflow"), &[])[1].matches("data-way").count(), 0);
    }

    /// What the drawing says of each file of the broken set.
    const BREAKS: [(&str, &str); 8] = [
        ("01-orders-deployment.yaml", "Deployment orders, 2 pods, 0 wires, 1 error: The selector asks for `tier: api`"),
        ("02-menu-service.yaml", "Service menu sends requests to Pod no such pods: broken"),
        ("03-search-service.yaml", "Service search sends requests to Deployment search (:http): broken"),
        (
            "04-payments-secret.yaml",
            "Deployment payments reads variables from Secret payments-secrets (api-key +1): broken",
        ),
        ("05-reviews-deployment.yaml", "1 error: Container has no field `livenesProbe`"),
        ("06-shop-ingress.yaml", "Ingress shop routes requests to Service shop (/): broken"),
        ("07-reports-cronjob.yaml", "1 error: No volume is named `output`"),
        ("08-gateway-deployment.yaml", "1 error: `value` must be text, not a number (`8080`)"),
    ];

    /// What the broken wires and the faulty boxes of a file say.
    fn breaks(drawn: &str, file: &str) -> String {
        let at = format!("data-at=\"{file}:");
        let marked = |part: &&str| {
            let class = part.split('"').next().unwrap_or_default();
            class.split(' ').any(|word| word == "broken" || word == "faulty")
        };
        let parts = drawn.split("<g class=\"").filter(|part| part.contains(&at)).filter(marked);
        parts.filter_map(|part| part.split("<title>").nth(1)?.split("</title>").next()).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn each_file_of_the_broken_set_shows_its_break() {
        let files = crate::engine::testing::set("broken");
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, BREAKS.map(|(name, _)| name));
        let drawn = &of(&files, &[])[1];
        let said = BREAKS.map(|(name, _)| breaks(drawn, name));
        for (said, (name, expected)) in said.iter().zip(BREAKS) {
            assert!(said.contains(expected), "{name} shows: {said}");
        }
    }
}
