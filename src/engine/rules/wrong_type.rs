//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::schema::{Expected, ProblemKind};
use crate::engine::yaml::Scalar;
use crate::engine::yaml::scalar::{Kind, resolve};

super::rule! {
    /// A value has the wrong type.
    ///
    /// ## Why it matters
    /// YAML reads `8080` as a number and `yes` as a boolean. Where Kubernetes wants text, such as the value of a
    /// variable, a label or a key of a ConfigMap, it refuses them.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    /// data:
    ///   PORT: 8080
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    /// data:
    ///   PORT: "8080"
    /// ```
    ///
    /// ## References
    /// - `sigs.k8s.io/json`, decoding into the Go types of the API
    "wrong-type", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let document = &view.at.facts.document;
    for problem in view.schema() {
        let ProblemKind::WrongType { field, expected, found } = &problem.kind else { continue };
        let scalar = document.scalar(problem.node);
        let place = if scalar.is_some() { problem.node } else { problem.key.unwrap_or(problem.node) };
        let text = document.span(problem.node).of(&view.at.facts.text);
        let value = if scalar.is_some() && text.len() < 60 { format!(" (`{text}`)") } else { String::new() };
        let message = format!("`{field}` must be {}, not {found}{value}", word(*expected));
        let mut finding = view.finding_at(place, message).help(help(*expected, scalar));
        if let Some((title, new)) = scalar.and_then(|scalar| mend(*expected, scalar, text)) {
            let place = view.node_place(problem.node);
            // What a text is a list of, only its author knows.
            let is_certain = *expected != Expected::List;
            finding = if is_certain { finding.safe_fix(title, place, new) } else { finding.fix(title, place, new) };
        }
        out.push(finding);
    }
}

fn help(expected: Expected, scalar: Option<&Scalar>) -> &'static str {
    match (expected, scalar) {
        (Expected::String, Some(_)) => {
            "YAML reads unquoted numbers and words such as `yes`, `no`, `on` and `off` as numbers and booleans; the API server wants text here. Put the value in quotes."
        }
        (Expected::Boolean | Expected::Integer, Some(scalar)) if scalar.is_string() && !scalar.plain => {
            "In quotes it is text, and the API server refuses text here. Remove the quotes."
        }
        (Expected::List, _) => "Begin each item on a line of its own with `- `.",
        (Expected::Mapping, _) => "Write its fields as `name: value`, one a line and indented below it.",
        _ => "The API server cannot read it as anything else.",
    }
}

/// The same value in the other type, where nobody can doubt it.
fn mend(expected: Expected, scalar: &Scalar, written: &str) -> Option<(&'static str, String)> {
    let inner = resolve(&scalar.text);
    match expected {
        Expected::String if scalar.plain && written == &*scalar.text => {
            Some(("Put it in quotes", format!("\"{written}\"")))
        }
        Expected::Boolean if !scalar.plain && matches!(inner, Kind::Bool(_)) => {
            Some(("Remove the quotes", scalar.text.to_string()))
        }
        Expected::Integer if !scalar.plain && matches!(inner, Kind::Int(_)) => {
            Some(("Remove the quotes", scalar.text.to_string()))
        }
        Expected::List if scalar.is_string() && !written.contains(['\n', ',', '[', ']', '{', '}', '#']) => {
            Some(("Make it a list of one item", format!("[{written}]")))
        }
        _ => None,
    }
}

fn word(expected: Expected) -> &'static str {
    match expected {
        Expected::String => "text",
        Expected::Boolean => "`true` or `false`",
        Expected::Integer => "a whole number",
        Expected::Number => "a number",
        Expected::IntOrString => "a whole number or text",
        Expected::Quantity => "a quantity such as `250m` or `1Gi`",
        Expected::List => "a list",
        Expected::Mapping => "a mapping",
    }
}
