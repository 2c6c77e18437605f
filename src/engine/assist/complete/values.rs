//! Values that a field takes.

use super::{names, ordered};
use crate::engine::assist::custom::{self, Schema};
use crate::engine::assist::position::Here;
use crate::engine::rules::not_one_of;
use crate::engine::schema::lifecycle::{Stage, TARGET};
use crate::engine::schema::{self, KindInfo, Shape};
use crate::protocol::assist::CompletionItem;

/// The values for a pair or an item.
pub(super) fn values(here: &Here<'_>, node: usize) -> Vec<CompletionItem> {
    let at_head = here.sketch.nodes.get(node).is_some_and(|n| n.up == here.root(Some(node)));
    match here.sketch.key(node) {
        "kind" if at_head => return kinds(here, here.sketch.value(here.root(Some(node)), "apiVersion")),
        "apiVersion" if at_head => return versions(here, here.sketch.value(here.root(Some(node)), "kind")),
        _ => {}
    }
    let Some((ty, field)) = here.value_field(node) else {
        let own = Schema::at(here, Some(node)).map(super::custom::values);
        return own.unwrap_or_else(|| names::label_values(here, node));
    };
    let type_name = schema::type_name(ty);
    if field.shape == Shape::Bool {
        return vec![value("true", "boolean"), value("false", "boolean")];
    }
    let words = not_one_of::allowed(type_name, field.name).iter().chain(names::kinds(type_name, field.name));
    let mut out: Vec<CompletionItem> = words.map(|word| value(word, "")).collect();
    out.extend(names::names(here, node, ty, field.name));
    out
}

fn value(label: &str, detail: &str) -> CompletionItem {
    CompletionItem {
        label: label.to_owned(),
        insert: quoted(label),
        detail: detail.to_owned(),
        kind: "value".to_owned(),
        ..CompletionItem::default()
    }
}

/// A word that YAML would take for something else is put in quotes.
fn quoted(word: &str) -> String {
    match word {
        "*" => "\"*\"".to_owned(),
        "True" | "False" => format!("\"{word}\""),
        _ => word.to_owned(),
    }
}

fn is_served(info: &KindInfo) -> bool {
    schema::lifecycle(info.api_version, info.kind).is_none_or(|l| l.stage(TARGET) != Stage::Removed)
}

fn kinds(here: &Here<'_>, version: &str) -> Vec<CompletionItem> {
    let fits = |k: &&KindInfo| {
        is_served(k) && (version.is_empty() || !schema::has_version(version) || k.api_version == version)
    };
    let described = |k: &KindInfo| CompletionItem {
        description: schema::description(k.type_id, None),
        ..value(k.kind, k.api_version)
    };
    let own = custom::kinds(here);
    let is_own = own.iter().any(|(of, _)| of == version);
    let custom = own.iter().filter(|(of, _)| version.is_empty() || !is_own || of == version);
    let custom = custom.map(|(version, kind)| value(kind, version));
    custom.chain(schema::kinds().filter(|k| !is_own && fits(k)).map(described)).collect()
}

fn versions(here: &Here<'_>, kind: &str) -> Vec<CompletionItem> {
    let own: Vec<String> =
        custom::kinds(here).into_iter().filter(|(_, k)| k == kind).map(|(version, _)| version).collect();
    let any = || schema::kinds().any(|k| k.kind == kind);
    let all = kind.is_empty() || own.is_empty() && !any();
    let fits = |k: &&KindInfo| is_served(k) && (all || k.kind == kind);
    let order =
        |version: &&'static str| (version.contains("alpha") || version.contains("beta"), *version != "v1", *version);
    let mut versions = ordered(schema::kinds().filter(fits).map(|k| k.api_version), order);
    versions.dedup();
    own.iter().map(String::as_str).chain(versions).map(|version| value(version, "")).collect()
}
