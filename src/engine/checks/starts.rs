//! `starts`: nothing in the set keeps a workload's containers from starting: every key, ConfigMap and volume that
//! they name is there.

use super::objects::pods;
use super::{Answer, Check, Form, Key, Kind};
use crate::engine::Analysis;
use crate::engine::environment;

/// The kind.
pub const KIND: Kind =
    Kind { name: "starts", keys: &[Key::needed("of", Form::Object), Key::free("wanted", Form::Flag)], title, answer };

fn title(check: &Check) -> String {
    let how = if check.flag("wanted", true) { "can start" } else { "cannot start" };
    format!("The containers of `{}` {how}", check.text("of"))
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    let ((index, _), _) = match pods(set, check.text("of")) {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let wanted = check.flag("wanted", true);
    for container in environment::of(set, index) {
        // What is not in the set may be in the cluster; in a lesson, the set is all there is.
        if let Some(trouble) = container.troubles.first() {
            let found = format!("Container `{}`: {}: {}", container.name, trouble.state, trouble.text);
            return Answer::new(!wanted, found, Some(trouble.place.clone()));
        }
    }
    Answer::new(wanted, "Nothing in these files keeps them from starting.", None)
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    #[test]
    fn a_missing_key_keeps_a_container_waiting() {
        let text = |key: &str| {
            format!(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: conf}}\ndata: {{HOST: db}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  containers:\n    - name: c\n      image: i\n      env: [{{name: A, valueFrom: {{configMapKeyRef: {{name: conf, key: {key}}}}}}}]\n"
            )
        };
        table(&text("HOST"), &[("starts: Pod/p", true, "Nothing"), ("starts: Service/p", false, "no Service `p`")]);
        let waiting = "Container `c`: CreateContainerConfigError";
        table(&text("PORT"), &[("starts: Pod/p", false, waiting), ("starts: {of: Pod/p, wanted: false}", true, "")]);
    }
}
