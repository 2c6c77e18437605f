//! The field reference: a page for every kind and for every part that manifests are made of.

mod collect;

use std::collections::BTreeSet;

use collect::{Field, Type};

pub(super) use collect::Reference;

use super::pages;
use super::template::Page;
use super::texts::{self, Block};
use crate::content::html::{escape, inline};
use crate::content::sections::Section;
use crate::engine::schema::{self, Shape};

const DESCRIPTION: &str = "What every field of a Kubernetes manifest is: its type, whether it is needed, what it does.";

/// The list of all kinds and parts.
pub(super) fn list(reference: &Reference) -> Page<'_> {
    let row = |(name, one): (&&str, &Type)| {
        let version = one.api_version.map_or(String::new(), |version| format!(" <code>{version}</code>"));
        format!("<li>{}{version}: {}</li>", link(name), inline(&sentence(&one.text, 160)))
    };
    let (kinds, parts): (Vec<_>, Vec<_>) = reference.types.iter().partition(|(_, one)| one.api_version.is_some());
    let rows = |all: Vec<_>| all.into_iter().map(row).collect::<String>();
    let body = format!(
        concat!(
            r#"<h1>Fields</h1><p class="lead">What can stand in a manifest, field by field. The search finds each of them by name.</p>"#,
            r#"<h2 id="kinds">Kinds</h2><ul>{kinds}</ul><h2 id="parts">Parts</h2><ul>{parts}</ul>{source}"#
        ),
        kinds = rows(kinds),
        parts = rows(parts),
        source = SOURCE,
    );
    let page = pages::page("fields/", "fields", "Fields", DESCRIPTION, &body);
    Page { side: pages::side(&[kinds_beside(reference, "fields/")]), ..page }
}

const SOURCE: &str = r#"<p class="about">The descriptions are those of the <a href="https://kubernetes.io/docs/reference/kubernetes-api/">Kubernetes API reference</a>, version 1.37, under the Apache License 2.0.</p>"#;

/// The page of each kind and part.
pub(super) fn all(reference: &Reference) -> impl Iterator<Item = Page<'_>> {
    reference.types.iter().map(|(name, one)| page(reference, name, one))
}

fn page<'a>(reference: &'a Reference, name: &'static str, one: &'a Type) -> Page<'a> {
    let address = address(name);
    let version = one.api_version.map_or(String::new(), |version| format!(" <small>{version}</small>"));
    let fields: String = one.fields.iter().map(|field| entry(field, &address)).collect();
    let body = format!(
        r#"<p class="crumbs"><a href="fields/">Fields</a></p><h1>{name}{version}</h1>{}{}{fields}{SOURCE}"#,
        lead(&one.text),
        used(one),
    );
    let description = if one.text.is_empty() { DESCRIPTION } else { &one.text };
    let page = pages::page(&address, name, &format!("{name}: its fields"), description, &body);
    Page { side: pages::side(&[kinds_beside(reference, &address)]), ..page }
}

/// What a type is: its first paragraph larger than the rest.
fn lead(text: &str) -> String {
    paragraphs(text).replacen("<p>", r#"<p class="lead">"#, 1)
}

fn address(name: &str) -> String {
    format!("fields/{name}/")
}

fn link(name: &str) -> String {
    format!(r#"<a href="{}">{name}</a>"#, address(name))
}

fn kinds_beside(reference: &Reference, here: &str) -> (&'static str, String) {
    let kinds = reference.types.iter().filter(|(_, one)| one.api_version.is_some());
    ("Kinds", kinds.map(|(name, _)| pages::side_link(&address(name), name, here)).collect())
}

fn used(one: &Type) -> String {
    let uses: Vec<String> = one
        .uses
        .iter()
        .map(|(field, holder)| format!(r#"<a href="{}#{field}">{holder}</a> <code>{field}</code>"#, address(holder)))
        .collect();
    if uses.is_empty() { String::new() } else { format!(r#"<p class="about">Stands in {}</p>"#, uses.join(" · ")) }
}

fn entry(field: &Field, address: &str) -> String {
    let Field { name, required, .. } = field;
    format!(
        concat!(
            r##"<h2 id="{name}" class="field"><code>{name}</code><a class="anchor" href="{address}#{name}" aria-label="Link to “{name}”">#</a></h2>"##,
            r#"<p class="about">{shape}{needed}</p>{text}"#
        ),
        name = name,
        address = address,
        shape = shape(field.shape),
        needed = if *required { " · needed" } else { "" },
        text = paragraphs(&field.text),
    )
}

fn shape(shape: Shape) -> String {
    let plain = match shape {
        Shape::Object(id) => return link(schema::type_name(id)),
        Shape::List(of) => return format!("list of {}", self::shape(of.get())),
        Shape::Map(of) => return format!("mapping of names to {}", self::shape(of.get())),
        Shape::String => "text",
        Shape::Byte => "bytes, in base64",
        Shape::Bool => "true or false",
        Shape::Int32 | Shape::Int64 => "whole number",
        Shape::Number => "number",
        Shape::Quantity => "quantity, such as 500m or 1Gi",
        Shape::IntOrString => "whole number or text",
        Shape::Time | Shape::MicroTime => "time",
        Shape::Any => "anything",
    };
    plain.to_owned()
}

fn paragraphs(text: &str) -> String {
    texts::blocks(text).iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Text(text) => format!("<p>{}</p>", linked(text)),
        Block::List { numbered, items } => {
            let tag = if *numbered { "ol" } else { "ul" };
            let items: String = items.iter().map(|item| format!("<li>{}</li>", linked(item))).collect();
            format!("<{tag}>{items}</{tag}>")
        }
        Block::Code(lines) => format!(r#"<pre tabindex="0">{}</pre>"#, escape(&lines.join("\n"))),
    }
}

/// Text in which code spans and addresses are what they look like.
fn linked(text: &str) -> String {
    let word = |word: &str| {
        let end = word.trim_end_matches(['.', ',', ')', ';', ':']);
        if !end.starts_with("https://") || end.contains('`') {
            return inline(word);
        }
        format!(r#"<a href="{0}">{0}</a>{1}"#, escape(end), escape(word.get(end.len()..).unwrap_or_default()))
    };
    if text.contains("https://") && !text.contains('`') {
        return text
            .split(' ')
            .map(|part| part.split('\n').map(word).collect::<Vec<_>>().join("\n"))
            .collect::<Vec<_>>()
            .join(" ");
    }
    inline(text)
}

/// The beginning of a text: whole sentences if they fit, and at most so many bytes.
fn sentence(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.len() <= most {
        return text;
    }
    let fits = |(at, _): &(usize, &str)| *at < most;
    let end = text.match_indices(". ").take_while(fits).last().map(|(at, _)| at + 1);
    let cut = || text.match_indices(' ').take_while(fits).last().map_or(0, |(at, _)| at);
    match end {
        Some(end) => text.get(..end).unwrap_or_default().to_owned(),
        None => format!("{} …", text.get(..cut()).unwrap_or_default()),
    }
}

/// What the search goes through of a type.
pub(super) struct Searched {
    /// The type's name.
    pub name: &'static str,
    /// Its page.
    pub address: String,
    /// The type and its fields.
    pub sections: Vec<Section>,
    /// The fields that hold it: it is looked for by their names.
    pub also: String,
}

/// All types, for the search.
pub(super) fn sections(reference: &Reference) -> impl Iterator<Item = Searched> {
    let section = |id: &str, text: &str| Section { id: id.into(), title: id.into(), text: sentence(text, 240) };
    reference.types.iter().map(move |(name, one)| {
        let fields = one.fields.iter().map(|field| section(field.name, &field.text));
        let sections = std::iter::once(section("", &one.text)).chain(fields).collect();
        let holders: BTreeSet<&str> = one.uses.iter().map(|(field, _)| *field).collect();
        let also = holders.into_iter().collect::<Vec<_>>().join(" ");
        Searched { name, address: address(name), sections, also }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_a_field_is_and_where_it_stands() {
        let reference = Reference::collect().unwrap();
        let page = all(&reference).find(|page| page.address == "fields/Probe/").unwrap();
        for part in [
            r#"<h2 id="failureThreshold" class="field">"#,
            r#"<a href="fields/HTTPGetAction/">HTTPGetAction</a>"#,
            r##"<a href="fields/Container/#livenessProbe">Container</a> <code>livenessProbe</code>"##,
        ] {
            assert!(page.main.contains(part), "{part} in {}", page.main);
        }
    }

    #[test]
    fn addresses_become_links_and_long_texts_are_cut() {
        assert_eq!(linked("See https://a.example/x."), r#"See <a href="https://a.example/x">https://a.example/x</a>."#);
        assert_eq!(linked("`a` < b"), "<code>a</code> &lt; b");
        assert_eq!(sentence("One. Two. Three.", 10), "One. Two.");
        assert_eq!(sentence("One two three", 9), "One two …");
    }
}
