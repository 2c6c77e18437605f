//! The tables, read once from the text that `build.rs` wrote.

use std::sync::LazyLock;

use super::KindInfo;

const TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/schema.txt"));

/// All types and kinds.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) types: Vec<Type>,
    pub(super) kinds: Vec<KindInfo>,
}

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(read);

/// A type of the API.
#[derive(Debug)]
pub struct Type {
    /// `Container`.
    pub name: &'static str,
    /// Its fields, sorted by name.
    pub fields: Vec<Field>,
    /// What it is if it has no fields of its own.
    pub alias: Option<Code>,
}

/// A field of a type.
#[derive(Debug)]
pub struct Field {
    /// `containerPort`.
    pub name: &'static str,
    /// Its type.
    pub code: Code,
    /// Listed as required by the OpenAPI document (the server may still take its absence).
    pub required: bool,
}

/// The type of a field, as the short text that `build.rs` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code(pub &'static str);

impl Type {
    /// The field with this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.binary_search_by(|f| f.name.cmp(name)).ok().and_then(|n| self.fields.get(n))
    }
}

fn read() -> Table {
    let (types, kinds) = TEXT.split_once("\n\n").unwrap_or((TEXT, ""));
    let mut table =
        Table { types: types.lines().map(a_type).collect(), kinds: kinds.lines().filter_map(a_kind).collect() };
    table.kinds.sort_by_key(|k| (k.api_version, k.kind));
    table
}

fn a_type(line: &'static str) -> Type {
    let mut parts = line.split('|');
    let head = parts.next().unwrap_or("");
    let (name, alias) = match head.split_once('=') {
        Some((name, code)) => (name, Some(Code(code))),
        None => (head, None),
    };
    let mut fields: Vec<Field> = parts.filter_map(a_field).collect();
    fields.sort_by_key(|f| f.name);
    Type { name, fields, alias }
}

fn a_field(part: &'static str) -> Option<Field> {
    let (name, code) = part.rsplit_once(':')?;
    Some(Field { name, code: Code(code.trim_end_matches('!')), required: code.ends_with('!') })
}

fn a_kind(line: &'static str) -> Option<KindInfo> {
    let mut parts = line.split('|');
    let (api_version, kind, namespaced, id) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    Some(KindInfo { api_version, kind, namespaced: namespaced == "1", type_id: id.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_known_and_every_reference_resolves() {
        assert!(TABLE.types.len() > 600 && TABLE.kinds.len() > 80);
        for field in TABLE.types.iter().flat_map(|t| &t.fields) {
            let code = field.code.0.trim_start_matches(['[', '{']);
            let known = matches!(code, "s" | "b" | "i" | "l" | "n" | "x" | "q" | "t" | "y" | "a");
            assert!(known || code.parse::<usize>().is_ok_and(|n| n < TABLE.types.len()), "{} {code}", field.name);
        }
        assert!(TABLE.types.iter().any(|t| t.name == "Quantity" && t.alias == Some(Code("q"))));
    }
}
