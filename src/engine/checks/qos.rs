//! `qos`: the quality of service class of a workload's pods.

use super::objects::{place, pods};
use super::{Answer, Check, Form, Key, Kind};
use crate::engine::Analysis;
use crate::route;

/// The kind.
pub const KIND: Kind = Kind {
    name: "qos",
    keys: &[
        Key::needed("of", Form::Object),
        Key::needed("is", Form::OneOf(&["Guaranteed", "Burstable", "BestEffort"])),
    ],
    title,
    answer,
};

fn title(check: &Check) -> String {
    format!("The pods of `{}` are {}", check.text("of"), check.text("is"))
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    match pods(set, check.text("of")) {
        Ok(((_, at), pods)) => {
            let place = place(set, &at, &route![pods.spec_route; "containers"]);
            Answer::new(pods.qos() == check.text("is"), format!("They are {}.", pods.qos()), Some(place))
        }
        Err(answer) => answer,
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    #[test]
    fn the_class_follows_from_requests_and_limits() {
        let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i, resources: {limits: {cpu: 1, memory: 1Gi}}}]}\n";
        let cases = [
            ("qos: {of: Pod/p, is: Guaranteed}", true, "They are Guaranteed"),
            ("qos: {of: Pod/p, is: Burstable}", false, "They are Guaranteed"),
        ];
        table(text, &cases);
    }
}
