//! `selects`: a Service sends requests to the pods of a workload.

use super::endpoints::{behind, pairs};
use super::objects::{find, place, pods};
use super::{Answer, Check, Form, Key, Kind};
use crate::engine::Analysis;
use crate::engine::objects::value::selector;
use crate::route;

/// The kind. With `only`, to no others.
pub const KIND: Kind = Kind {
    name: "selects",
    keys: &[
        Key::needed("service", Form::Text),
        Key::needed("workload", Form::Object),
        Key::free("wanted", Form::Flag),
        Key::free("only", Form::Flag),
    ],
    title,
    answer,
};

fn title(check: &Check) -> String {
    let how = match (check.flag("wanted", true), check.flag("only", false)) {
        (false, _) => "does not select",
        (true, true) => "selects only",
        (true, false) => "selects",
    };
    format!("Service `{}` {how} the pods of `{}`", check.text("service"), check.text("workload"))
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    let (name, workload) = (check.text("service"), check.text("workload"));
    let found = find(set, &format!("Service/{name}")).and_then(|service| Ok((service, pods(set, workload)?)));
    let ((index, at), ((target, _), pods)) = match found {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let where_ = Some(place(set, &at, &route!["spec", "selector"]));
    let selected = behind(set, index);
    if !selected.contains(&target) {
        let asked = pairs(at.object).cloned().unwrap_or_default();
        let mut carried = pods.labels.clone();
        carried.retain(|key, _| asked.contains_key(key));
        let carried = match selector::text(&carried) {
            text if text.is_empty() => "none of these labels".to_owned(),
            text => format!("`{text}`"),
        };
        let asked = selector::text(&asked);
        let said = format!("Service `{name}` asks for `{asked}`; the pods of `{workload}` carry {carried}.");
        return Answer::new(!check.flag("wanted", true), said, where_);
    }
    let other = selected.iter().find(|other| **other != target).and_then(|other| set.objects.get(*other));
    match other.filter(|_| check.flag("only", false)) {
        Some(other) => Answer::new(false, format!("Service `{name}` selects {}, too.", other.object.id), where_),
        None => Answer::new(
            check.flag("wanted", true),
            format!("Service `{name}` selects the pods of `{workload}`."),
            where_,
        ),
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    #[test]
    fn compares_selector_and_labels() {
        let pod = |name: &str, labels: &str| {
            format!(
                "---\napiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, labels: {labels}}}\nspec: {{containers: [{{name: c, image: i}}]}}\n"
            )
        };
        let text = format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: s}}\nspec: {{selector: {{app: a}}, ports: [{{port: 80}}]}}\n{}{}{}",
            pod("one", "{app: a, v: x}"),
            pod("two", "{app: b}"),
            pod("three", "{app: a}")
        );
        let cases = [
            ("selects: {service: s, workload: Pod/one}", true, "selects the pods of `Pod/one`"),
            (
                "selects: {service: s, workload: Pod/two}",
                false,
                "asks for `app=a`; the pods of `Pod/two` carry `app=b`",
            ),
            ("selects: {service: s, workload: Pod/two, wanted: false}", true, "asks for"),
            ("selects: {service: s, workload: Pod/one, wanted: false}", false, "selects the pods"),
            ("selects: {service: s, workload: Pod/one, only: true}", false, "selects Pod three, too"),
            ("selects: {service: s, workload: Service/s}", false, "has no pods"),
        ];
        table(&text, &cases);
    }
}
