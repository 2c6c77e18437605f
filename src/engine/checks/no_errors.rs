//! `no-errors`: the API server accepts everything, as far as the rules know.

use super::{Answer, Check, Form, Key, Kind};
use crate::engine::Analysis;
use crate::engine::checks::objects::count;
use crate::engine::finding::Finding;
use crate::engine::report::page;
use crate::protocol::Severity;

/// The kind. `file` looks at one file only.
pub const KIND: Kind =
    Kind { name: "no-errors", keys: &[Key::free("wanted", Form::Flag), Key::free("file", Form::Text)], title, answer };

fn title(check: &Check) -> String {
    match check.get("file") {
        Some(file) => format!("No errors in `{file}`"),
        None => "No errors".to_owned(),
    }
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    let named = |n: &usize| {
        check.get("file").is_none_or(|file| set.workspace.files.get(*n).is_some_and(|other| other.name == file))
    };
    let files = (0..set.workspace.files.len()).filter(named);
    let errors = files.flat_map(|file| set.findings(file)).filter(|finding| finding.severity == Severity::Error);
    let errors: Vec<&Finding> = errors.collect();
    let Some(first) = errors.first() else { return Answer::new(true, "There are no errors.", None) };
    let many = i64::try_from(errors.len()).unwrap_or(i64::MAX);
    let said = format!("{}. The first: {}", count(many, "error", "errors"), first.message);
    Answer::new(false, said, Some(page::shown(&set.workspace, first.place)))
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    #[test]
    fn counts_and_shows_the_first() {
        let cases = [("no-errors: true", true, "no errors"), ("no-errors: {file: b.yaml}", true, "no errors")];
        table("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", &cases);
        let cases = [("no-errors: true", false, "1 error. The first:"), ("no-errors: {file: b.yaml}", true, "")];
        table("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndatum: {}\n", &cases);
    }
}
