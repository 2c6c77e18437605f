//! `absent`: there is no such object.

use super::objects::{find, head};
use super::{Answer, Check, Form, Key, Kind};
use crate::engine::Analysis;

/// The kind.
pub const KIND: Kind = Kind { name: "absent", keys: &[Key::needed("object", Form::Object)], title, answer };

fn title(check: &Check) -> String {
    format!("There is no `{}`", check.text("object"))
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    match find(set, check.text("object")) {
        Ok((_, at)) => Answer::new(false, format!("`{}` is here.", check.text("object")), Some(head(set, &at))),
        Err(_) => Answer::new(true, "It is not in these files.", None),
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    #[test]
    fn what_is_there_is_not_absent() {
        let service = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n";
        table(service, &[("absent: Service/b", true, "not in these"), ("absent: service/a", false, "is here")]);
    }
}
