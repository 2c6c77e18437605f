//! `variable`: what a variable of a container really is, whatever it comes from.

use super::objects::find;
use super::{Answer, Check, Form, Key, Kind};
use crate::engine::Analysis;
use crate::engine::environment::{self, Container, Variable};

/// The kind. `from` is the ConfigMap or Secret that holds the value.
pub const KIND: Kind = Kind {
    name: "variable",
    keys: &[
        Key::needed("name", Form::Text),
        Key::needed("of", Form::Object),
        Key::free("container", Form::Text),
        Key::free("is", Form::Text),
        Key::free("from", Form::Object),
        Key::free("set", Form::Flag),
    ],
    title,
    answer,
};

fn title(check: &Check) -> String {
    let words = match (check.get("is"), check.get("from")) {
        (Some(value), Some(from)) => format!("is `{value}`, from `{from}`"),
        (Some(value), None) => format!("is `{value}`"),
        (None, Some(from)) => format!("comes from `{from}`"),
        (None, None) if check.flag("set", true) => "is set".to_owned(),
        (None, None) => "is not set".to_owned(),
    };
    format!("Variable `{}` of `{}` {words}", check.text("name"), check.text("of"))
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    let (of, name) = (check.text("of"), check.text("container"));
    let index = match find(set, of) {
        Ok((index, _)) => index,
        Err(answer) => return answer,
    };
    let all = environment::of(set, index);
    let mut containers = all.iter().filter(|one| if name.is_empty() { !one.init } else { one.name == name });
    match containers.next() {
        Some(container) => in_container(check, set, container),
        None => Answer::missing(format!("`{of}` has no such container.")),
    }
}

fn in_container(check: &Check, set: &Analysis, container: &Container) -> Answer {
    let name = check.text("name");
    match container.variables.iter().find(|variable| variable.name == name) {
        Some(variable) => judged(check, set, variable),
        None => {
            let trouble = container.troubles.iter().find(|trouble| trouble.text.ends_with(&format!("`{name}`")));
            let why = trouble.map(|trouble| format!(" {}: {}.", trouble.state, trouble.text.trim_end_matches('.')));
            let found = format!("Container `{}` has no variable `{name}`.{}", container.name, why.unwrap_or_default());
            let place = trouble.map_or(&container.place, |trouble| &trouble.place);
            Answer::new(!check.flag("set", true), found, Some(place.clone()))
        }
    }
}

fn judged(check: &Check, set: &Analysis, variable: &Variable) -> Answer {
    let source = &variable.source;
    let value = check.get("is").is_none_or(|wanted| source.value.shown(true) == wanted);
    let from = check.get("from").is_none_or(|wanted| {
        find(set, wanted).is_ok_and(|(_, at)| source.object.as_deref() == Some(at.object.id.key().as_str()))
    });
    let from_ = if source.object.is_some() { "from " } else { "" };
    let found = format!("`{}` is `{}`, {from_}{}.", variable.name, source.value.shown(false), source.text);
    let place = source.origin.clone().unwrap_or_else(|| source.place.clone());
    Answer::new(value && from && check.flag("set", true), found, Some(place))
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    #[test]
    fn the_source_that_wins_counts() {
        let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata: {HOST: db, PORT: \"5432\"}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: c\n      image: i\n      envFrom: [{configMapRef: {name: conf}}]\n      env: [{name: PORT, value: \"1\"}]\n";
        let cases = [
            (
                "variable: {of: Pod/p, name: HOST, is: db, from: ConfigMap/conf}",
                true,
                "`HOST` is `db`, from ConfigMap conf",
            ),
            ("variable: {of: Pod/p, name: PORT, is: 5432}", false, "`PORT` is `1`"),
            ("variable: {of: Pod/p, name: PORT, from: ConfigMap/conf}", false, "`PORT` is `1`"),
            ("variable: {of: Pod/p, name: USER}", false, "Container `c` has no variable `USER`"),
            ("variable: {of: Pod/p, name: USER, set: false}", true, ""),
            ("variable: {of: Pod/p, container: d, name: USER}", false, "no such container"),
        ];
        table(text, &cases);
        let text = text
            .replace("name: PORT, value: \"1\"", "name: USER, valueFrom: {configMapKeyRef: {name: conf, key: user}}");
        let why = "no variable `USER`. CreateContainerConfigError: ConfigMap conf has no key `user`";
        table(&text, &[("variable: {of: Pod/p, name: USER}", false, why)]);
    }
}
