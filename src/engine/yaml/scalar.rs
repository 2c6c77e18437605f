//! Scalars and their types as kubectl sees them.
//!
//! Source: `sigs.k8s.io/yaml` (its `goyaml.v2` fork, `resolve.go`): YAML 1.1, less the
//! sexagesimals; timestamps stay strings because the target is JSON.

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
    pub fn quoted(text: &str) -> Self {
        Self { text: text.into(), kind: Kind::String, plain: false }
    }

    /// An unquoted scalar, typed by how it looks.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self { text: text.into(), kind: resolve(text), plain: true }
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
        _ => {}
    }
    let digits = text.replace('_', "");
    integer(&digits).or_else(|| float(text, &digits)).unwrap_or(Kind::String)
}

/// Go's `strconv.ParseInt(s, 0, 64)`, then `ParseUint`, then binary.
fn integer(digits: &str) -> Option<Kind> {
    let (negative, body) = match digits.as_bytes().first()? {
        b'-' => (true, digits.get(1..)?),
        b'+' => (false, digits.get(1..)?),
        _ => (false, digits),
    };
    let lower = body.to_ascii_lowercase();
    let (radix, body) = match lower.as_bytes() {
        [b'0', b'x', ..] => (16, lower.get(2..)?),
        [b'0', b'b', ..] => (2, lower.get(2..)?),
        [b'0', b'o', ..] => (8, lower.get(2..)?),
        [b'0', _, ..] => (8, lower.get(1..)?),
        _ => (10, lower.as_str()),
    };
    if body.is_empty() || !body.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let magnitude = u64::from_str_radix(body, radix).ok()?;
    match (negative, i64::try_from(magnitude)) {
        (false, Ok(n)) => Some(Kind::Int(n)),
        (false, Err(_)) => Some(Kind::Uint(magnitude)),
        (true, _) => 0_i64.checked_sub_unsigned(magnitude).map(Kind::Int),
    }
}

/// `^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`, tested on the text as written.
fn float(text: &str, digits: &str) -> Option<Kind> {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match body.find(['e', 'E']) {
        Some(at) => (body.get(..at)?, body.get(at + 1..)),
        None => (body, None),
    };
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit() || b == b'_');
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mantissa_ok = all_digits(whole)
        && all_digits(fraction)
        && (whole.starts_with(|c: char| c.is_ascii_digit()) || (whole.is_empty() && !fraction.is_empty()));
    let exponent_ok = exponent.is_none_or(|e| {
        let e = e.strip_prefix(['-', '+']).unwrap_or(e);
        !e.is_empty() && all_digits(e)
    });
    (mantissa_ok && exponent_ok).then(|| digits.parse().ok().map(Kind::Float))?
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ];
        for (text, want) in cases {
            assert_eq!(resolve(text), want, "{text}");
        }
    }
}
