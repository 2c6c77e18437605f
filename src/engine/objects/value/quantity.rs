//! Resource quantities: `250m`, `1Gi`, `1e3`.
//!
//! Source: `k8s.io/apimachinery/pkg/api/resource` (`ParseQuantity`).

use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

/// The value in billionths, exact where the notation allows it and rounded up below that (as the
/// API server rounds), capped at the range of `i128`.
#[must_use]
pub fn nano(quantity: &Quantity) -> Option<i128> {
    parse(&quantity.0)
}

/// See [`nano`].
#[must_use]
pub fn parse(text: &str) -> Option<i128> {
    let (negative, body) = match text.strip_prefix('-') {
        Some(body) => (true, body),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = body.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(body.len());
    let (digits, suffix) = body.split_at_checked(end)?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if (whole.is_empty() && fraction.is_empty()) || fraction.contains('.') {
        return None;
    }
    let (base, exponent) = scale(suffix)?;
    let mut value: i128 = format!("{whole}{fraction}").parse().ok()?;
    let mut power = exponent + 9 - i32::try_from(fraction.len()).ok()?;
    value = value.checked_mul(base)?;
    while power > 0 {
        value = value.checked_mul(10)?;
        power -= 1;
    }
    while power < 0 && value != 0 {
        value = (value + 9) / 10;
        power += 1;
    }
    Some(if negative { -value } else { value })
}

/// The value in thousandths, rounded up, as the API server keeps the amounts of resources (`SetDefaults_ResourceList`).
#[must_use]
pub fn milli(text: &str) -> Option<i128> {
    let nano = parse(text.trim())?;
    Some(nano.div_euclid(1_000_000) + i128::from(nano.rem_euclid(1_000_000) > 0))
}

/// A suffix as a factor and a power of ten.
fn scale(suffix: &str) -> Option<(i128, i32)> {
    Some(match suffix {
        "n" => (1, -9),
        "u" => (1, -6),
        "m" => (1, -3),
        "" => (1, 0),
        "k" => (1, 3),
        "M" => (1, 6),
        "G" => (1, 9),
        "T" => (1, 12),
        "P" => (1, 15),
        "E" => (1, 18),
        "Ki" => (1 << 10, 0),
        "Mi" => (1 << 20, 0),
        "Gi" => (1 << 30, 0),
        "Ti" => (1 << 40, 0),
        "Pi" => (1 << 50, 0),
        "Ei" => (1 << 60, 0),
        _ => (1, suffix.strip_prefix(['e', 'E'])?.parse().ok().filter(|n: &i32| n.abs() < 30)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        let unit = 1_000_000_000_i128;
        let cases = [
            ("1", Some(unit)),
            ("250m", Some(unit / 4)),
            ("1.5", Some(unit * 3 / 2)),
            (".5", Some(unit / 2)),
            ("1Ki", Some(unit * 1024)),
            ("1e3", Some(unit * 1000)),
            ("2E-1", Some(unit / 5)),
            ("1E", Some(unit * 1_000_000_000_000_000_000)),
            ("-1", Some(-unit)),
            ("0.1n", Some(1)),
            ("", None),
            ("1 Gi", None),
            ("1GB", None),
            ("m", None),
            ("1.2.3", None),
            ("1KI", None),
        ];
        for (text, want) in cases {
            assert_eq!(parse(text), want, "{text}");
        }
        assert_eq!(
            (milli("1"), milli("0.0001"), milli("-1"), milli("1500u")),
            (Some(1000), Some(1), Some(-1000), Some(2))
        );
    }
}
