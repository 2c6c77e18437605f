//! `exists`: there is such an object.

use super::objects::{find, head};
use super::{Answer, Check, Form, Key, Kind};
use crate::engine::Analysis;

/// The kind.
pub const KIND: Kind = Kind { name: "exists", keys: &[Key::needed("object", Form::Object)], title, answer };

fn title(check: &Check) -> String {
    format!("There is a `{}`", check.text("object"))
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    match find(set, check.text("object")) {
        Ok((_, at)) => Answer::new(true, format!("`{}` is here.", check.text("object")), Some(head(set, &at))),
        Err(answer) => answer,
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    #[test]
    fn says_what_there_is_instead() {
        let service = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n";
        let cases = [
            ("exists: Service/a", true, "is here"),
            ("exists: Service/b", false, "no Service `b` in these files. There is `a`."),
            ("exists: Ingress/b", false, "no Ingress `b` in these files."),
        ];
        table(service, &cases);
    }
}
