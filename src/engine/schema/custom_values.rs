//! JSON values as the schemas of custom resources see them.

use crate::engine::yaml::scalar::Kind;
use crate::engine::yaml::{Content, Scalar};

/// The JSON type of a value; a number without a fraction is an `integer`.
pub(super) fn type_of(content: &Content) -> &'static str {
    match content {
        Content::Mapping(_) => "object",
        Content::Sequence(_) => "array",
        Content::Scalar(scalar) => match scalar.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "boolean",
            Kind::Int(_) | Kind::Uint(_) => "integer",
            Kind::Float(x) if x.fract() == 0.0 => "integer",
            Kind::Float(_) => "number",
            Kind::String => "string",
        },
        Content::Alias(_) => "",
    }
}

/// A scalar as a number.
pub(super) fn number(scalar: &Scalar) -> Option<f64> {
    match scalar.kind {
        Kind::Int(n) => Some(n as f64),
        Kind::Uint(n) => Some(n as f64),
        Kind::Float(x) => Some(x),
        _ => None,
    }
}

/// Whether two scalars are the same value in JSON.
pub(super) fn same(a: &Scalar, b: &Scalar) -> bool {
    match (a.kind, b.kind) {
        (Kind::String, Kind::String) => a.text == b.text,
        (Kind::Bool(x), Kind::Bool(y)) => x == y,
        (Kind::Null, Kind::Null) => true,
        _ => number(a).is_some_and(|x| number(b) == Some(x)),
    }
}

/// Whether a text has a format; nothing for formats that are not judged.
pub(super) fn has_format(format: &str, text: &str) -> Option<bool> {
    match format {
        "ipv4" => Some(is_ipv4(text)),
        // Several layouts are read: what does not even begin as a date is none of them.
        "date-time" | "date" => {
            let shape = text.bytes().zip(*b"0000-00-00");
            let begins =
                text.len() >= 10 && shape.into_iter().all(|(b, s)| if s == b'0' { b.is_ascii_digit() } else { b == s });
            if begins { None } else { Some(false) }
        }
        "password" => Some(true),
        _ => None,
    }
}

fn is_ipv4(text: &str) -> bool {
    let part = |part: &str| part.len() < 4 && !part.starts_with('+') && part.parse::<u8>().is_ok();
    text.split('.').count() == 4 && text.split('.').all(|p| part(p) && (p == "0" || !p.starts_with('0')))
}
