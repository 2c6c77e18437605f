//! Whether a text is a quantity.

/// Whether `resource.ParseQuantity` takes the text.
///
/// Follows `parseQuantityString` of `k8s.io/apimachinery/pkg/api/resource/quantity.go`: a sign, digits
/// with or without a point, and a binary, decimal or exponent suffix. Space around it is trimmed, as
/// `UnmarshalJSON` does.
#[must_use]
pub fn is_quantity(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() {
        return false;
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let after_whole = unsigned.trim_start_matches(|c: char| c.is_ascii_digit());
    let suffix = match after_whole.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => after_whole,
    };
    is_suffix(suffix)
}

fn is_suffix(suffix: &str) -> bool {
    match suffix {
        "" | "n" | "u" | "m" | "k" | "M" | "G" | "T" | "P" | "E" => true,
        "Ki" | "Mi" | "Gi" | "Ti" | "Pi" | "Ei" => true,
        _ => suffix.strip_prefix(['e', 'E']).is_some_and(|exponent| exponent.parse::<i64>().is_ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_server_reads_them() {
        let good = [
            "0",
            "1",
            "100m",
            "1.5Gi",
            ".5",
            "5.",
            "+1k",
            "-3",
            "1e3",
            "1E-3",
            "1e+3",
            "128974848",
            "123Mi",
            "1E",
            "007",
            " 1Gi ",
            "500u",
            "2n",
            "-.5Ki",
        ];
        let bad = [
            "", " ", "1 Gi", "1GB", "1gb", "1K", "1mi", "1Mib", "abc", "1.2.3", "1e", "1ee3", "1e1.5", "true", "0x10",
            "1,5",
        ];
        good.iter().for_each(|text| assert!(is_quantity(text), "{text}"));
        // `1e` alone is no known suffix; `1E` is exa.
        bad.iter().for_each(|text| assert!(!is_quantity(text), "{text}"));
    }
}
