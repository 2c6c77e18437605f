//! `no-finding`: a rule finds nothing, in the whole set or at one object.

use super::finding::found;
use super::{Answer, Check, Form, Key, Kind};
use crate::engine::Analysis;
use crate::engine::report::page;

/// The kind.
pub const KIND: Kind = Kind {
    name: "no-finding",
    keys: &[Key::needed("rule", Form::Text), Key::free("object", Form::Object)],
    title,
    answer,
};

fn title(check: &Check) -> String {
    let at = check.get("object").map(|object| format!(" at `{object}`")).unwrap_or_default();
    format!("No finding of `{}`{at}", check.text("rule"))
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    match found(check, set) {
        Some(finding) => Answer::new(false, &*finding.message, Some(page::shown(&set.workspace, finding.place))),
        None => Answer::new(true, format!("`{}` finds nothing.", check.text("rule")), None),
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    #[test]
    fn repeats_what_the_rule_says() {
        let text = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {selector: {app: x}, ports: [{port: 80}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}]}\n";
        let cases = [
            ("no-finding: service-selects-nothing", false, "Service `a` selects"),
            ("no-finding: {rule: service-selects-nothing, object: Service/b}", true, "finds nothing"),
            ("no-finding: missing-key", true, "finds nothing"),
        ];
        table(text, &cases);
    }
}
