//! `finding`: a rule finds something; for steps that break a set to see what happens.

use super::objects::find;
use super::{Answer, Check, Form, Key, Kind};
use crate::engine::Analysis;
use crate::engine::finding::Finding;
use crate::engine::report::page;

/// The kind.
pub const KIND: Kind = Kind {
    name: "finding",
    keys: &[Key::needed("rule", Form::Text), Key::free("object", Form::Object)],
    title,
    answer,
};

fn title(check: &Check) -> String {
    let at = check.get("object").map(|object| format!(" at `{object}`")).unwrap_or_default();
    format!("`{}` is found{at}", check.text("rule"))
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    match found(check, set) {
        Some(finding) => Answer::new(true, &*finding.message, Some(page::shown(&set.workspace, finding.place))),
        None => Answer::missing(format!("`{}` finds nothing yet.", check.text("rule"))),
    }
}

/// The first finding of the rule, at the object if one is named.
pub(super) fn found<'a>(check: &Check, set: &'a Analysis) -> Option<&'a Finding> {
    let rule = check.text("rule");
    let object = check.get("object").map(|object| find(set, object).ok().map(|(index, _)| index));
    let all = (0..set.workspace.files.len()).flat_map(|file| set.findings(file));
    let mut all = all.filter(|finding| finding.rule == rule);
    all.find(|finding| object.is_none_or(|object| object.is_some() && finding.object == object))
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    #[test]
    fn wants_what_a_rule_finds() {
        let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndatum: {}\n";
        let cases = [
            ("finding: unknown-field", true, "datum"),
            ("finding: {rule: unknown-field, object: ConfigMap/a}", true, "datum"),
            ("finding: {rule: unknown-field, object: ConfigMap/b}", false, "finds nothing yet"),
            ("finding: missing-key", false, "finds nothing yet"),
        ];
        table(text, &cases);
    }
}
