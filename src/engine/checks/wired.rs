//! `wired`: a field of one object leads to another, by a relation of the wiring.

use super::objects::{find, head};
use super::{Answer, Check, Form, Key, Kind};
use crate::engine::Analysis;
use crate::engine::graph::{End, relations};
use crate::engine::report::page;

/// The kind. `by` is a relation's id: `claims`, `guards`, `reads_env`, …; `to` may be left out.
pub const KIND: Kind = Kind {
    name: "wired",
    keys: &[
        Key::needed("from", Form::Object),
        Key::needed("by", Form::Text),
        Key::free("to", Form::Object),
        Key::free("wanted", Form::Flag),
    ],
    title,
    answer,
};

fn phrase(check: &Check) -> &str {
    Some(relations::phrase(check.text("by"))).filter(|phrase| !phrase.is_empty()).unwrap_or(check.text("by"))
}

fn title(check: &Check) -> String {
    let to = check.get("to").map_or("something".to_owned(), |to| format!("`{to}`"));
    let not = if check.flag("wanted", true) { "" } else { "It is not so: " };
    format!("{not}`{}` {} {to}", check.text("from"), phrase(check))
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    let (index, at) = match find(set, check.text("from")) {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let to = check.get("to").map(|to| find(set, to).ok().map(|(index, _)| index));
    let leads = |end: &End| match (end, to) {
        (End::Present(other), Some(wanted)) => Some(*other) == wanted,
        (End::Present(_) | End::Derived(..), None) => true,
        _ => false,
    };
    let edges: Vec<_> = set.graph.from(index).iter().filter(|edge| edge.relation == check.text("by")).collect();
    let found = edges.iter().find(|edge| leads(&edge.to) && !edge.broken());
    let wanted = check.flag("wanted", true);
    if let Some(edge) = found {
        let text = format!("{} {} {}.", at.object.id, phrase(check), page::ends(set, edge).1);
        return Answer::new(wanted, text, Some(page::edge_place(set, edge)));
    }
    match edges.first() {
        Some(edge) => {
            let lost = if edge.broken() { ", which is not in these files" } else { "" };
            let text = format!("{} {} {}{lost}.", at.object.id, phrase(check), page::ends(set, edge).1);
            Answer::new(!wanted, text, Some(page::edge_place(set, edge)))
        }
        None => Answer::new(!wanted, format!("{} {} nothing.", at.object.id, phrase(check)), Some(head(set, &at))),
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    #[test]
    fn an_edge_is_there_or_leads_elsewhere() {
        let text = "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {minAvailable: 1, selector: {matchLabels: {app: p}}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: p}}\nspec: {containers: [{name: c, image: i}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: q}\nspec: {containers: [{name: c, image: i}]}\n";
        let cases = [
            ("wired: {from: PodDisruptionBudget/b, by: guards, to: Pod/p}", true, "Pod p"),
            ("wired: {from: PodDisruptionBudget/b, by: guards, to: Pod/q}", false, "Pod p"),
            ("wired: {from: PodDisruptionBudget/b, by: guards}", true, ""),
            ("wired: {from: Pod/q, by: claims}", false, "nothing"),
            ("wired: {from: Pod/q, by: claims, wanted: false}", true, "nothing"),
        ];
        table(text, &cases);
    }
}
