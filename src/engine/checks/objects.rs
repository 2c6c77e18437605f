//! What checks look up: objects as they are named, their containers, and where fields stand.

use super::Answer;
use crate::engine::Analysis;
use crate::engine::objects::workload::{self, ContainerAt, Pods};
use crate::engine::report::page;
use crate::engine::workspace::{DocumentPlace, Located, ObjectIndex};
use crate::engine::yaml::{Part, Route};
use crate::protocol::Place;

/// An object of the set.
pub(super) type At<'a> = (ObjectIndex, Located<'a>);

/// The object that is written `Kind/name`, or what there is instead.
pub(super) fn find<'a>(set: &'a Analysis, written: &str) -> Result<At<'a>, Answer> {
    let (kind, name) = written.split_once('/').unwrap_or((written, ""));
    let all = set.objects.in_order();
    let found = all.iter().find(|(_, at)| at.object.id.kind.eq_ignore_ascii_case(kind) && at.object.id.name == name);
    found.copied().ok_or_else(|| {
        let others = all.iter().filter(|(_, at)| at.object.id.kind.eq_ignore_ascii_case(kind));
        let names: Vec<String> = others.take(3).map(|(_, at)| format!("`{}`", at.object.id.name)).collect();
        let instead = if names.is_empty() { String::new() } else { format!(" There is {}.", names.join(", ")) };
        Answer::missing(format!("There is no {kind} `{name}` in these files.{instead}"))
    })
}

/// The object with its pods.
pub(super) fn pods<'a>(set: &'a Analysis, written: &str) -> Result<(At<'a>, Pods<'a>), Answer> {
    let (index, at) = find(set, written)?;
    match workload::pods(at.object) {
        Some(pods) => Ok(((index, at), pods)),
        None => Err(Answer::new(false, format!("`{written}` has no pods."), Some(head(set, &at)))),
    }
}

/// The container of that name, or the first that is no init container.
pub(super) fn container<'a>(
    set: &Analysis,
    at: &Located<'_>,
    pods: &Pods<'a>,
    name: &str,
) -> Result<ContainerAt<'a>, Answer> {
    let mut all = pods.containers();
    let found = all.find(|one| if name.is_empty() { !one.init } else { one.container.name == name });
    found.ok_or_else(|| {
        let text = if name.is_empty() { "no containers".to_owned() } else { format!("no container `{name}`") };
        Answer::new(false, format!("{} has {text}.", at.object.id), Some(head(set, at)))
    })
}

/// Where an object begins: its kind.
pub(super) fn head(set: &Analysis, at: &Located<'_>) -> Place {
    place(set, at, &Route::default())
}

/// Where a field stands, or the deepest part of the way to it that is written.
pub(super) fn place(set: &Analysis, at: &Located<'_>, route: &Route) -> Place {
    let document = &at.facts.document;
    let (span, _) = route.resolve_part(document, at.object.node, Part::Value);
    let kind = document.get(at.object.node, "kind").filter(|_| route.0.is_empty());
    let span = kind.map_or(span, |kind| document.span(kind));
    page::shown(&set.workspace, DocumentPlace { document: at.document, span })
}

/// `1 endpoint`, `2 endpoints`.
pub(super) fn count(number: i64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
