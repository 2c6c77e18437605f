//! From YAML to checks: a list of mappings, each with the name of a kind and, if wanted, a `title`.

use super::{ALL, Check, Form, Key, Kind};
use crate::engine::yaml::{Document, Walk};

/// Why a list cannot be read, in a sentence.
pub type Problem = String;

/// The checks of a text.
///
/// # Errors
/// Says which check has what that it cannot have, or lacks what it must have.
pub fn read(text: &str) -> Result<Vec<Check>, Problem> {
    let document = Document::parse(text);
    let root = document.root().filter(|_| !document.is_broken()).ok_or("the list of checks is no YAML")?;
    let items = Walk::new(&document, root).items();
    if items.is_empty() {
        return Err("checks are a list: each begins with a hyphen".to_owned());
    }
    let one = |(n, item): (usize, &Walk<'_>)| check(item).map_err(|why| format!("check {}: {why}", n + 1));
    items.iter().enumerate().map(one).collect()
}

fn check(item: &Walk<'_>) -> Result<Check, Problem> {
    let mut kind = None;
    for key in item.keys().into_iter().filter(|key| *key != "title") {
        let found = ALL.iter().find(|kind| kind.name == key).ok_or_else(|| format!("there is no check `{key}`"))?;
        if kind.replace(*found).is_some() {
            return Err("it has two kinds: begin each with a hyphen of its own".to_owned());
        }
    }
    let kind = kind.ok_or("it has no kind")?;
    let title = Some(item.key("title").text().to_owned()).filter(|title| !title.is_empty());
    Ok(Check { kind, said: said(kind, &item.key(kind.name))?, title })
}

fn said(kind: &'static Kind, at: &Walk<'_>) -> Result<Vec<(&'static str, String)>, Problem> {
    let mut said = Vec::new();
    for name in at.keys() {
        let key = kind.keys.iter().find(|key| key.name == name);
        let key = key.ok_or_else(|| format!("`{}` has no `{name}`", kind.name))?;
        said.push((key.name, value(key, &at.key(name.to_owned()))?));
    }
    if let (true, Some(first)) = (said.is_empty() && at.is_there(), kind.keys.first()) {
        said.push((first.name, value(first, at)?));
    }
    let lacks = |key: &&Key| key.needed && !said.iter().any(|(name, _)| *name == key.name);
    match kind.keys.iter().find(lacks) {
        Some(key) => Err(format!("`{}` lacks `{}`", kind.name, key.name)),
        None => Ok(said),
    }
}

fn value(key: &Key, at: &Walk<'_>) -> Result<String, Problem> {
    let text = at.text();
    let fits = match key.form {
        Form::Text => at.items().is_empty() && at.keys().is_empty(),
        Form::Number => at.int().is_some(),
        Form::Flag => at.bool().is_some(),
        Form::Object => text.split_once('/').is_some_and(|(kind, name)| !kind.is_empty() && !name.is_empty()),
        Form::OneOf(words) => words.contains(&text),
    };
    let wanted = || match key.form {
        Form::Text => "a text".to_owned(),
        Form::Number => "a whole number".to_owned(),
        Form::Flag => "true or false".to_owned(),
        Form::Object => "written Kind/name".to_owned(),
        Form::OneOf(words) => format!("one of: {}", words.join(", ")),
    };
    match (fits, at.bool()) {
        (true, Some(truth)) if matches!(key.form, Form::Flag) => Ok(truth.to_string()),
        (true, _) => Ok(text.to_owned()),
        (false, _) => Err(format!("`{}` is {}", key.name, wanted())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_the_first_key() {
        let checks = read("- exists: Service/a\n- title: T\n  endpoints: {service: a, at-least: 2}").unwrap();
        assert_eq!(checks[0].get("object"), Some("Service/a"));
        assert_eq!((checks[1].number("at-least"), checks[1].title().as_str()), (Some(2), "T"));
    }

    #[test]
    fn says_what_is_wrong() {
        let cases = [
            ("a: [", "no YAML"),
            ("a: 1", "are a list"),
            ("- exists: a", "check 1: `object` is written Kind/name"),
            ("- exist: Service/a", "there is no check `exist`"),
            ("- title: x", "it has no kind"),
            ("- endpoints: {at-least: 1}", "lacks `service`"),
            ("- endpoints: {service: a, at-least: few}", "is a whole number"),
            ("- endpoints: {service: a, atleast: 1}", "has no `atleast`"),
            ("- exists: Service/a\n  absent: Service/b", "two kinds"),
        ];
        for (text, want) in cases {
            let problem = read(text).unwrap_err();
            assert!(problem.contains(want), "{text}: {problem}");
        }
    }
}
