//! `field`: what is written at a path of an object, in the notation of findings:
//! `spec.template.spec.containers[name=api].image`.

use super::objects::find;
use super::{Answer, Check, Form, Key, Kind};
use crate::engine::Analysis;
use crate::engine::objects::value::quantity;
use crate::engine::report::page;
use crate::engine::workspace::{DocumentPlace, Located};
use crate::engine::yaml::{Document, NodeId, Route};
use crate::protocol::Place;

/// The kind. Numbers and quantities (`250m`, `128Mi`) are compared as such. Without a value, something is written.
pub const KIND: Kind = Kind {
    name: "field",
    keys: &[
        Key::needed("object", Form::Object),
        Key::needed("path", Form::Text),
        Key::free("is", Form::Text),
        Key::free("is-not", Form::Text),
        Key::free("at-least", Form::Text),
        Key::free("at-most", Form::Text),
        Key::free("written", Form::Flag),
    ],
    title,
    answer,
};

fn title(check: &Check) -> String {
    let words = match wanted(check) {
        Wanted::Value("is", value) => format!("is `{value}`"),
        Wanted::Value("is-not", value) => format!("is not `{value}`"),
        Wanted::Value(bound, value) => format!("is {} `{value}`", bound.replace('-', " ")),
        Wanted::Written(true) => "is written".to_owned(),
        Wanted::Written(false) => "is not written".to_owned(),
    };
    format!("{} of `{}` {words}", short(check.text("path")), check.text("object"))
}

/// A path as it is said: a container stands for the way to it.
fn short(path: &str) -> String {
    let container = path.split_once("ontainers[name=").and_then(|(_, rest)| rest.split_once("]."));
    match container {
        Some((name, rest)) => format!("`{rest}` of container `{name}`"),
        None => format!("`{}`", path.trim_start_matches("spec.template.")),
    }
}

/// What a field should be.
enum Wanted<'a> {
    Value(&'static str, &'a str),
    Written(bool),
}

fn wanted(check: &Check) -> Wanted<'_> {
    let bounds = ["is", "is-not", "at-least", "at-most"];
    let value = bounds.into_iter().find_map(|name| Some(Wanted::Value(name, check.get(name)?)));
    value.unwrap_or(Wanted::Written(check.flag("written", true)))
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    let (_, at) = match find(set, check.text("object")) {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let (document, path) = (&at.facts.document, check.text("path"));
    let node = Route::find(document, at.object.node, path).filter(|node| !is_null(document, *node));
    let place = Some(shown(set, &at, deepest(document, at.object.node, path)));
    let Some(node) = node else {
        let holds = matches!(wanted(check), Wanted::Written(false) | Wanted::Value("is-not", _));
        return Answer::new(holds, format!("{} is not written.", short(path)), place);
    };
    let text = document.scalar(node).map(|scalar| &*scalar.text);
    let holds = match (wanted(check), text) {
        (Wanted::Written(wanted), _) => wanted,
        (Wanted::Value(bound, value), Some(text)) => compare(bound, text, value),
        (Wanted::Value(bound, _), None) => bound == "is-not",
    };
    let path = short(path);
    let found = text.map_or_else(|| format!("{path} is written."), |text| format!("{path} is `{text}`."));
    Answer::new(holds, found, place)
}

fn is_null(document: &Document, node: NodeId) -> bool {
    document.scalar(node).is_some_and(crate::engine::yaml::Scalar::is_null)
}

fn compare(bound: &str, text: &str, value: &str) -> bool {
    let numbers = quantity::milli(text).zip(quantity::milli(value));
    let same = text == value || numbers.is_some_and(|(one, other)| one == other);
    match bound {
        "is" => same,
        "is-not" => !same,
        "at-least" => numbers.is_some_and(|(one, other)| one >= other),
        _ => numbers.is_some_and(|(one, other)| one <= other),
    }
}

/// The end of a path, or the last of it that is written.
fn deepest(document: &Document, root: NodeId, path: &str) -> NodeId {
    let mut path = path;
    loop {
        if let Some(found) = Route::find(document, root, path).filter(|_| !path.is_empty()) {
            return found;
        }
        match path.rfind(['.', '[']).and_then(|at| path.get(..at)) {
            Some(parent) => path = parent,
            None => return document.get(root, "kind").unwrap_or(root),
        }
    }
}

fn shown(set: &Analysis, at: &Located<'_>, node: NodeId) -> Place {
    page::shown(&set.workspace, DocumentPlace { document: at.document, span: at.facts.document.span(node) })
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::{asked, table};

    const TEXT: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: c\n      image: i:1\n      resources:\n        requests: {cpu: 500m, memory: 128Mi}\n";

    fn at(path: &str, rest: &str) -> String {
        format!("field: {{object: Pod/p, path: \"{path}\"{rest}}}")
    }

    #[test]
    fn values_quantities_and_what_is_not_written() {
        let cpu = "spec.containers[name=c].resources.requests.cpu";
        let cases = [
            (cpu, ", is: \"0.5\"", true, "is `500m`"),
            (cpu, ", at-least: 1", false, "is `500m`"),
            (cpu, ", at-most: 500m", true, ""),
            ("spec.containers[0].resources.requests.memory", ", at-least: 64Mi", true, ""),
            ("spec.containers[0].image", ", is: \"i:2\"", false, "is `i:1`"),
            ("spec.containers[0].image", ", is-not: \"i:1\"", false, ""),
            ("spec.containers[0].image", "", true, ""),
            ("spec.containers[0].resources", ", written: true", true, "is written"),
            ("spec.containers[0].resources.limits", "", false, "is not written"),
            ("spec.containers[0].resources.limits", ", written: false", true, ""),
            ("spec.containers[name=d].image", ", is: x", false, "is not written"),
        ];
        for (path, rest, holds, part) in cases {
            table(TEXT, &[(&at(path, rest), holds, part)]);
        }
    }

    #[test]
    fn leads_to_the_last_that_is_written() {
        let place = asked(&at("spec.containers[0].resources.limits.cpu", ""), TEXT).place.unwrap();
        assert_eq!(place.line, 9);
        assert_eq!(asked(&at("status.phase", ""), TEXT).place.unwrap().line, 2);
    }
}
