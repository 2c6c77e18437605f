//! Scalars and their types as kubectl sees them.
//!
//! Source: `sigs.k8s.io/yaml` (its `goyaml.v2` fork, `resolve.go`): YAML 1.1, less the
//! sexagesimals; timestamps stay strings because the target is JSON.

use std::borrow::Cow;

use super::decimal;

/// A leaf of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// The text after quotes, escapes and folding are resolved.
    pub text: Box<str>,
    /// Its type.
    pub kind: Kind,
    /// It stands there without quotes and block marks.
    pub plain: bool,
}

/// The types of JSON's leaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// `null`, `~` or nothing.
    Null,
    /// `true`, `yes`, `on`, …
    Bool(bool),
    /// A whole number in the range of int64.
    Int(i64),
    /// A whole number beyond int64 that fits uint64.
    Uint(u64),
    /// Any other number.
    Float(f64),
    /// Text.
    String,
}

impl Scalar {
    /// A quoted or block scalar, always text.
    #[must_use]
    pub fn quoted<'a>(text: impl Into<Cow<'a, str>>) -> Self {
        Self { text: boxed(text.into()), kind: Kind::String, plain: false }
    }

    /// An unquoted scalar, typed by how it looks.
    #[must_use]
    pub fn plain<'a>(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        Self { kind: resolve(&text), text: boxed(text), plain: true }
    }

    /// Become the text that a mapping key of this type is in JSON, and give the old one; nothing if
    /// JSON has none.
    pub(super) fn become_key(&mut self) -> Option<Box<str>> {
        let text = match self.kind {
            Kind::String => return Some(self.text.clone()),
            Kind::Bool(b) => b.to_string(),
            Kind::Int(n) => n.to_string(),
            Kind::Float(x) => short_float(x),
            Kind::Null | Kind::Uint(_) => return None,
        };
        Some(std::mem::replace(&mut self.text, text.into()))
    }

    /// Whether it is text.
    #[must_use]
    pub fn is_string(&self) -> bool {
        matches!(self.kind, Kind::String)
    }

    /// Whether it is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// Whether it is a number that JSON cannot hold.
    pub(super) fn is_infinite(&self) -> bool {
        matches!(self.kind, Kind::Float(x) if !x.is_finite())
    }

    /// Its type as a word: `a string`, `a number`, …
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "a boolean",
            Kind::Int(_) | Kind::Uint(_) | Kind::Float(_) => "a number",
            Kind::String => "a string",
        }
    }
}

fn boxed(text: Cow<'_, str>) -> Box<str> {
    match text {
        Cow::Borrowed(text) => text.into(),
        Cow::Owned(text) => text.into(),
    }
}

/// A scalar with a tag; its text again if it is not what the tag says.
///
/// Tags of the core schema ask for a type, whether there are quotes or not; any other makes a text.
pub(super) fn tagged<'a>(tag: &str, text: Cow<'a, str>, plain: bool) -> Result<Scalar, Cow<'a, str>> {
    // With a tag, `<<` is a text like any other.
    let of_text = |kind| Scalar { kind, text: boxed(text.clone()), plain: plain && text != "<<" };
    let good = match tag.strip_prefix("tag:yaml.org,2002:") {
        Some("bool") => matches!(resolve(&text), Kind::Bool(_)).then(|| resolve(&text)),
        Some("null") => matches!(resolve(&text), Kind::Null).then_some(Kind::Null),
        Some("int") => matches!(resolve(&text), Kind::Int(_) | Kind::Uint(_)).then(|| resolve(&text)),
        Some("float") => match resolve(&text) {
            Kind::Int(n) => Some(Kind::Float(n as f64)),
            kind @ Kind::Float(_) => Some(kind),
            _ => None,
        },
        Some("timestamp") => is_date(&text).then_some(Kind::String),
        Some("binary") => return decoded(&text).map(Scalar::quoted).ok_or(text),
        _ => Some(Kind::String),
    };
    good.map(of_text).ok_or(text)
}

/// Whether a text begins as a date does, which is all that a tag is checked for here.
fn is_date(text: &str) -> bool {
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    digits(text) == 4 && text.get(4..).is_some_and(|rest| rest.starts_with('-'))
}

/// Base64, as `!!binary` has it: the value is what it stands for.
fn decoded(text: &str) -> Option<String> {
    let digit = |b: u8| match b {
        b'A'..=b'Z' => Some(b - b'A'),
        b'a'..=b'z' => Some(b - b'a' + 26),
        b'0'..=b'9' => Some(b - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let compact: Vec<u8> = text.bytes().filter(|b| !matches!(b, b'\n' | b'\r')).collect();
    let mut bytes = Vec::with_capacity(compact.len());
    for group in compact.chunks(4) {
        let kept = group.iter().take_while(|b| **b != b'=').count();
        if group.len() != 4 || kept < 2 || group.iter().skip(kept).any(|b| *b != b'=') {
            return None;
        }
        let bits = group.iter().take(kept).try_fold(0_u32, |n, b| Some(n << 6 | u32::from(digit(*b)?)))?;
        let bits = bits << (6 * (4 - kept));
        bytes.extend(bits.to_be_bytes().iter().skip(1).take(kept - 1));
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The type of an unquoted scalar.
#[must_use]
pub fn resolve(text: &str) -> Kind {
    let Some(first) = text.bytes().next() else { return Kind::Null };
    match first {
        b'+' | b'-' | b'0'..=b'9' | b'.' => number(text),
        b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~' => word(text),
        _ => Kind::String,
    }
}

fn word(text: &str) -> Kind {
    match text {
        "~" | "null" | "Null" | "NULL" => Kind::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Kind::Bool(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Kind::Bool(false),
        _ => Kind::String,
    }
}

fn number(text: &str) -> Kind {
    match text {
        ".nan" | ".NaN" | ".NAN" => return Kind::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => return Kind::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => return Kind::Float(f64::NEG_INFINITY),
        _ if !text.bytes().any(|b| b.is_ascii_digit()) => return Kind::String,
        _ => {}
    }
    let digits = match text.contains('_') && underscores_count_for_nothing(text) {
        true => Cow::Owned(text.replace('_', "")),
        false => Cow::Borrowed(text),
    };
    integer(&digits).or_else(|| float(&digits)).or_else(|| huge(&digits)).unwrap_or(Kind::String)
}

/// Wherever they stand; but in a number that begins with its point, only between digits.
fn underscores_count_for_nothing(text: &str) -> bool {
    let digit = |n: Option<usize>| n.and_then(|n| text.as_bytes().get(n)).is_some_and(u8::is_ascii_digit);
    let between = |(n, _): (usize, &str)| digit(n.checked_sub(1)) && digit(Some(n + 1));
    !text.starts_with('.') || text.match_indices('_').all(between)
}

/// Sign, base and digits of a whole number in one of Go's notations; `None` if it is none.
fn parts(text: &str) -> Option<(Option<u8>, u32, &str)> {
    let sign = text.bytes().next().filter(|b| matches!(b, b'+' | b'-'));
    let body = text.get(usize::from(sign.is_some())..)?;
    let (radix, digits) = match body.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, body.get(2..)?),
        [b'0', b'b' | b'B', ..] => (2, body.get(2..)?),
        [b'0', b'o' | b'O', ..] => (8, body.get(2..)?),
        [b'0', _, ..] => (8, body.get(1..)?),
        _ => (10, body),
    };
    let good = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    good.then_some((sign, radix, digits))
}

/// Go's `strconv.ParseInt(s, 0, 64)`, then `ParseUint`, which takes no sign.
fn integer(text: &str) -> Option<Kind> {
    let (sign, radix, digits) = parts(text)?;
    let magnitude = u64::from_str_radix(digits, radix).ok()?;
    match (sign, i64::try_from(magnitude)) {
        (Some(b'-'), _) => 0_i64.checked_sub_unsigned(magnitude).map(Kind::Int),
        (_, Ok(n)) => Some(Kind::Int(n)),
        (None, Err(_)) => Some(Kind::Uint(magnitude)),
        _ => None,
    }
}

/// `^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`, within the range of float64.
fn float(text: &str) -> Option<Kind> {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match body.find(['e', 'E']) {
        Some(at) => (body.get(..at)?, body.get(at + 1..)),
        None => (body, None),
    };
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mantissa_ok = all_digits(whole) && all_digits(fraction) && !(whole.is_empty() && fraction.is_empty());
    let exponent_ok = exponent.is_none_or(|e| {
        let e = e.strip_prefix(['-', '+']).unwrap_or(e);
        !e.is_empty() && all_digits(e)
    });
    let size = (mantissa_ok && exponent_ok).then(|| decimal::read(whole, fraction, exponent.unwrap_or("")))?;
    size.is_finite().then_some(Kind::Float(if text.starts_with('-') { -size } else { size }))
}

/// Whole numbers beyond 64 bits in other bases; in base ten they are floats already.
fn huge(text: &str) -> Option<Kind> {
    let (sign, radix, digits) = parts(text).filter(|(sign, ..)| sign.is_none())?;
    let value = digits.chars().filter_map(|c| c.to_digit(radix)).fold(0.0, |n, d| n * f64::from(radix) + f64::from(d));
    Some(Kind::Float(if sign == Some(b'-') { -value } else { value }))
}

/// Go's `strconv.FormatFloat(x, 'g', -1, 32)`, with YAML's words for what is no number.
fn short_float(x: f64) -> String {
    let x = x as f32;
    match (x.is_nan(), x.is_infinite()) {
        (true, _) => ".nan".to_owned(),
        (_, true) => if x > 0.0 { ".inf" } else { "-.inf" }.to_owned(),
        _ => decimal::shortest(x),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_ask_for_a_type() {
        let cases = [
            ("int", "5", Some(Kind::Int(5))),
            ("float", "5", Some(Kind::Float(5.0))),
            ("str", "5", Some(Kind::String)),
            ("bool", "on", Some(Kind::Bool(true))),
            ("null", "", Some(Kind::Null)),
            ("timestamp", "2024-01-01", Some(Kind::String)),
            ("omap", "5", Some(Kind::String)),
            ("int", "1.5", None),
            ("bool", "1", None),
            ("timestamp", "x", None),
        ];
        for (tag, text, want) in cases {
            let found = tagged(&format!("tag:yaml.org,2002:{tag}"), Cow::Borrowed(text), true);
            assert_eq!(found.ok().map(|s| s.kind), want, "{tag} {text}");
        }
        let decoded = tagged("tag:yaml.org,2002:binary", Cow::Borrowed("aGVs\nbG8="), true);
        assert_eq!(decoded.map(|s| s.text.into_string()), Ok("hello".to_owned()));
    }

    #[test]
    fn as_kubectl_types_them() {
        let cases = [
            ("", Kind::Null),
            ("~", Kind::Null),
            ("null", Kind::Null),
            ("nul", Kind::String),
            ("yes", Kind::Bool(true)),
            ("on", Kind::Bool(true)),
            ("y", Kind::Bool(true)),
            ("No", Kind::Bool(false)),
            ("OFF", Kind::Bool(false)),
            ("yEs", Kind::String),
            ("8080", Kind::Int(8080)),
            ("0644", Kind::Int(420)),
            ("0o17", Kind::Int(15)),
            ("0x1F", Kind::Int(31)),
            ("0b101", Kind::Int(5)),
            ("-5", Kind::Int(-5)),
            ("+5", Kind::Int(5)),
            ("1_000", Kind::Int(1000)),
            ("089", Kind::Float(89.0)),
            ("08", Kind::Float(8.0)),
            ("9223372036854775808", Kind::Uint(9_223_372_036_854_775_808)),
            ("-9223372036854775808", Kind::Int(i64::MIN)),
            ("1.5", Kind::Float(1.5)),
            (".5", Kind::Float(0.5)),
            ("1e3", Kind::Float(1000.0)),
            ("1.", Kind::Float(1.0)),
            ("1.2.3", Kind::String),
            ("2024-01-01", Kind::String),
            ("12:30:45", Kind::String),
            (".", Kind::String),
            ("-", Kind::String),
            ("1e", Kind::String),
            ("100m", Kind::String),
            (".inf", Kind::Float(f64::INFINITY)),
            ("-.INF", Kind::Float(f64::NEG_INFINITY)),
            (".iNf", Kind::String),
            ("0O17", Kind::Int(15)),
            ("0o8", Kind::String),
            ("-0x1F", Kind::Int(-31)),
            ("0x", Kind::String),
            ("0b2", Kind::String),
            ("0x_1F", Kind::Int(31)),
            ("_1", Kind::String),
            ("1_", Kind::Int(1)),
            (".1_0", Kind::Float(0.1)),
            ("._1", Kind::String),
            ("18446744073709551616", Kind::Float(18_446_744_073_709_551_616.0)),
            ("+9223372036854775808", Kind::Float(9_223_372_036_854_775_808.0)),
            ("-0xFFFFFFFFFFFFFFFFFF", Kind::String),
            ("1e400", Kind::String),
            ("5.", Kind::Float(5.0)),
            ("-.5", Kind::Float(-0.5)),
            ("inf", Kind::String),
            ("<<", Kind::String),
        ];
        for (text, want) in cases {
            assert_eq!(resolve(text), want, "{text}");
        }
    }
}
