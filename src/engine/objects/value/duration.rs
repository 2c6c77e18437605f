//! Go's durations: `1h30m`, `1.5s`.
//!
//! Source: `time.ParseDuration`.

/// Whether Go reads the text as a duration.
#[must_use]
pub fn is_duration(text: &str) -> bool {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    body == "0" || (!body.is_empty() && pieces(body))
}

/// Numbers, each with its unit.
fn pieces(text: &str) -> bool {
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let Some(digits) = text.get(..text.len() - number.len()) else { return false };
    let has_digit = digits.bytes().any(|b| b.is_ascii_digit());
    let end = number.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(number.len());
    let (unit, rest) = number.split_at_checked(end).unwrap_or((number, ""));
    let known = matches!(unit, "ns" | "us" | "µs" | "μs" | "ms" | "s" | "m" | "h");
    has_digit && digits.matches('.').count() < 2 && known && (rest.is_empty() || pieces(rest))
}

#[cfg(test)]
mod tests {
    use super::is_duration;

    #[test]
    fn as_go_reads_them() {
        ["0", "1h30m", "-1.5s", ".5m", "1.s", "90s", "5µs"].iter().for_each(|t| assert!(is_duration(t), "{t}"));
        ["", "1", "1d", "s", "1h30", "1..5s", ".s", "1 h", "1H"].iter().for_each(|t| assert!(!is_duration(t), "{t}"));
    }
}
