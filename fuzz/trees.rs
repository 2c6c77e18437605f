//! Changes to a document as a tree: well-formed YAML that says something else.

use serde_yaml::{Mapping, Value};

use crate::dice::Dice;

/// The text with one of its documents changed in a few places, written anew; none if it is no YAML.
pub fn changed(text: &str, other: &str, dice: &mut Dice) -> Option<String> {
    let mut documents = parse(text)?;
    let others = parse(other).unwrap_or_default();
    for _ in 0..=dice.roll(4) {
        let document = dice.roll(documents.len());
        let count = size(&documents[document]);
        let target = dice.roll(count);
        let graft = others.get(dice.roll(others.len())).map(|tree| node(tree, dice.roll(size(tree))));
        visit(&mut documents[document], &mut { target }, &mut |value| change(value, graft, dice));
    }
    let written = documents.iter().map(|document| write(document, dice)).collect::<Option<Vec<_>>>()?;
    Some(written.join("---\n"))
}

fn parse(text: &str) -> Option<Vec<Value>> {
    use serde::Deserialize;
    let documents: Result<Vec<Value>, _> = serde_yaml::Deserializer::from_str(text).map(Value::deserialize).collect();
    documents.ok().filter(|documents| !documents.is_empty())
}

fn write(value: &Value, dice: &mut Dice) -> Option<String> {
    match dice.roll(8) {
        0 => serde_json::to_string_pretty(value).ok().map(|text| text + "\n"),
        1 => serde_json::to_string(value).ok().map(|text| text + "\n"),
        _ => serde_yaml::to_string(value).ok(),
    }
}

fn size(value: &Value) -> usize {
    1 + match value {
        Value::Sequence(items) => items.iter().map(size).sum(),
        Value::Mapping(entries) => entries.values().map(size).sum(),
        _ => 0,
    }
}

fn children(value: &Value) -> Vec<&Value> {
    match value {
        Value::Sequence(items) => items.iter().collect(),
        Value::Mapping(entries) => entries.values().collect(),
        _ => Vec::new(),
    }
}

fn node(value: &Value, index: usize) -> &Value {
    let mut before = 1;
    for child in children(value) {
        let size = size(child);
        if index >= before && index < before + size {
            return node(child, index - before);
        }
        before += size;
    }
    value
}

/// Calls for the node that stands at this place in reading order.
fn visit(value: &mut Value, left: &mut usize, act: &mut dyn FnMut(&mut Value)) -> bool {
    if *left == 0 {
        act(value);
        return true;
    }
    *left -= 1;
    match value {
        Value::Sequence(items) => items.iter_mut().any(|item| visit(item, left, act)),
        Value::Mapping(entries) => entries.iter_mut().any(|(_, item)| visit(item, left, act)),
        _ => false,
    }
}

fn change(value: &mut Value, graft: Option<&Value>, dice: &mut Dice) {
    match dice.roll(8) {
        0 | 1 => *value = scalar(dice),
        2 => *value = graft.cloned().unwrap_or(Value::Null),
        3 => *value = Value::Sequence(vec![value.clone(); dice.roll(3)]),
        4 => *value = Mapping::from_iter([(scalar(dice), value.clone())]).into(),
        _ => within(value, graft, dice),
    }
}

/// An item or entry goes, comes twice, moves or gets another name.
fn within(value: &mut Value, graft: Option<&Value>, dice: &mut Dice) {
    match value {
        Value::Sequence(items) if !items.is_empty() => {
            let (at, to) = (dice.roll(items.len()), dice.roll(items.len()));
            match dice.roll(4) {
                0 => drop(items.remove(at)),
                1 => items.insert(to, items[at].clone()),
                2 => items.swap(at, to),
                _ => items.push(graft.cloned().unwrap_or(Value::Null)),
            }
        }
        Value::Mapping(entries) if !entries.is_empty() => {
            let key = entries.keys().nth(dice.roll(entries.len())).cloned().unwrap();
            match (dice.roll(4), graft) {
                (0, Some(Value::Mapping(others))) => entries.extend(others.clone()),
                (1, Some(graft)) => drop(entries.insert(key, graft.clone())),
                (2, _) => {
                    let entry = entries.shift_remove(&key).unwrap_or(Value::Null);
                    entries.insert(scalar(dice), entry);
                }
                _ => drop(entries.shift_remove(&key)),
            }
        }
        _ => *value = scalar(dice),
    }
}

fn scalar(dice: &mut Dice) -> Value {
    const WORDS: &[&str] = &[
        "",
        "a",
        "A b",
        "-",
        "1",
        "0",
        "true",
        "no",
        "~",
        "100m",
        "1Gi",
        "-1Ki",
        "1e3",
        "50%",
        "101%",
        "a/b/c",
        "a.b-c",
        "*/5 * * * *",
        "61 * * * *",
        "10.0.0.1",
        "::1",
        "10.0.0.0/33",
        "http",
        "999999",
        "$(A)",
        "$$(A",
        "/../x",
        "é",
        "\u{0}",
        "Always",
        "Never",
        "Recreate",
        "ExternalName",
        "None",
        "Deployment",
        "v1",
        "apps/v1",
        "List",
        "default",
        "x=y,z",
        "2020-01-01T00:00:00Z",
        "aGk=",
        "====",
        "name",
        "spec",
        "metadata",
        "containers",
        "matchLabels",
    ];
    match dice.roll(6) {
        0 => Value::Null,
        1 => Value::Bool(dice.roll(2) == 0),
        2 => dice.pick(&[0, 1, -1, 80, 65_536, i64::from(i32::MAX) + 1, i64::MAX, i64::MIN]).to_owned().into(),
        3 => dice.pick(&[0.5, -1e30, f64::INFINITY, 3.0]).to_owned().into(),
        4 => "x".repeat(dice.roll(400)).into(),
        _ => (*dice.pick(WORDS)).into(),
    }
}
