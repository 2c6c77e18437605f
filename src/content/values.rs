//! Values in running text that are asked for, not typed: `{{ feastflow: Deployment/web spec.replicas }}`.
//!
//! A form names an example set and what to look up in it (see [`super::figures`]). Anything else between
//! two braces is text: templates of other tools are written the same way.

use super::ProblemKind;

/// The text with its forms filled in, and what is wrong with them: 0-based lines and problems. No line is
/// added or lost. `answer` takes the set and the question.
pub fn fill(text: &str, answer: &dyn Fn(&str, &str) -> Result<String, String>) -> (String, Vec<(usize, ProblemKind)>) {
    let mut out = String::with_capacity(text.len());
    let mut problems = Vec::new();
    let mut rest = text;
    while let Some((before, form, after)) = next(rest) {
        out.push_str(before);
        let line = out.matches('\n').count();
        let heading = out.rsplit('\n').next().is_some_and(|start| start.starts_with('#'));
        match ask(form, heading, answer) {
            Ok(value) => out.push_str(&value),
            Err(why) => problems.push((line, ProblemKind::Value(format!("{}: {}", form.0, form.1), why))),
        }
        rest = after;
    }
    out.push_str(rest);
    (out, problems)
}

fn ask(
    (set, question): (&str, &str),
    heading: bool,
    answer: &dyn Fn(&str, &str) -> Result<String, String>,
) -> Result<String, String> {
    if heading {
        return Err("a heading is an address and must not change with a value".to_owned());
    }
    let value = answer(set, question)?;
    match value.contains(['\n', '|', '`', '*', '<', '[']) || value.is_empty() {
        true => Err(format!("the value {value:?} cannot stand in running text")),
        false => Ok(value),
    }
}

/// Text before the first form, the form's set and question, text after it.
#[must_use]
pub fn next(text: &str) -> Option<(&str, (&str, &str), &str)> {
    let mut from = 0;
    loop {
        let open = from + text.get(from..)?.find("{{ ")?;
        let inside = text.get(open + 3..)?;
        if let Some(form) = form(inside) {
            let end = inside.find(" }}")? + 3;
            return Some((text.get(..open)?, form, inside.get(end..)?));
        }
        from = open + 3;
    }
}

fn form(inside: &str) -> Option<(&str, &str)> {
    let (form, _) = inside.split_once(" }}")?;
    let (set, question) = form.split_once(": ")?;
    let is_set = !set.is_empty() && set.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    (is_set && !form.contains('\n')).then(|| (set, question.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> (String, Vec<String>) {
        let answer = |set: &str, question: &str| match (set, question) {
            ("s", "a b") => Ok("3".to_owned()),
            ("s", "list") => Ok("a|b".to_owned()),
            _ => Err("no".to_owned()),
        };
        let (out, problems) = fill(text, &answer);
        (out, problems.into_iter().map(|(line, kind)| format!("{}: {kind}", line + 1)).collect())
    }

    #[test]
    fn forms_are_filled_in() {
        let (out, problems) = filled("x {{ s: a b }} y `{{ s: a b }}`");
        assert_eq!((out.as_str(), problems.len()), ("x 3 y `3`", 0));
    }

    #[test]
    fn other_braces_are_text() {
        for text in ["{{ .Values.a }}", "{{ s }}", "{{ S: a b }}", "{{ s: a b", "{{s: a b}}", "{{ a: b\n }}", "{{ "] {
            assert_eq!(filled(text).0, text);
        }
        assert_eq!(filled("{{ .X }} {{ s: a b }}").0, "{{ .X }} 3");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        assert_eq!(filled("a\n{{ s: none }}").1, ["2: {{ s: none }}: no"]);
        assert!(filled("{{ s: list }}").1[0].contains("cannot stand in running text"));
        assert!(filled("## On {{ s: a b }}").1[0].contains("heading"));
    }
}
