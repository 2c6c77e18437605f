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
        "byte" => Some(is_base64(text)),
        "uuid" => Some(is_uuid(text)),
        // What is certain is that these lack what each of them has.
        "cidr" => (!text.contains('/')).then_some(false),
        "duration" => (!text.bytes().any(|b| b.is_ascii_digit())).then_some(false),
        "email" => (!text.contains('@')).then_some(false),
        "uri" => (!text.contains(':') && !text.starts_with('/')).then_some(false),
        "password" => Some(true),
        _ => None,
    }
}

/// Base64 as `govalidator` knows it: whole groups of four, and at least one.
fn is_base64(text: &str) -> bool {
    let bare = text.trim_end_matches('=');
    let is_plain = bare.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/');
    is_plain && !bare.is_empty() && text.len().is_multiple_of(4) && text.len() - bare.len() < 3
}

fn is_uuid(text: &str) -> bool {
    let dashes = text.bytes().filter(|b| *b == b'-').count();
    let digits = text.bytes().filter(u8::is_ascii_hexdigit).count();
    let at = |n: &usize| text.as_bytes().get(*n) == Some(&b'-');
    digits == 32 && digits + dashes == text.len() && (dashes == 0 || dashes < 4 || [8, 13, 18, 23].iter().all(at))
}

fn is_ipv4(text: &str) -> bool {
    let part = |part: &str| part.len() < 4 && !part.starts_with('+') && part.parse::<u8>().is_ok();
    text.split('.').count() == 4 && text.split('.').all(|p| part(p) && (p == "0" || !p.starts_with('0')))
}
