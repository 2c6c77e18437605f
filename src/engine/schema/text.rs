//! Texts with a form of their own: base64 and times.

/// Whether Go's `base64.StdEncoding` decodes the text; it passes over line breaks.
pub(super) fn is_base64(text: &str) -> bool {
    let (mut symbols, mut padding) = (0_usize, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'\r' | b'\n' => {}
            b'=' => padding += 1,
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' if padding == 0 => symbols += 1,
            _ => return false,
        }
    }
    matches!((symbols % 4, padding), (0, 0) | (2, 2) | (3, 1))
}

const SYMBOLS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The bytes that `base64.StdEncoding` reads; it does not look at the bits behind the last one.
#[must_use]
pub fn bytes(text: &str) -> Option<Vec<u8>> {
    if !is_base64(text) {
        return None;
    }
    let (mut out, mut read, mut bits) = (Vec::new(), 0_u32, 0);
    for value in text.bytes().filter_map(|byte| SYMBOLS.iter().position(|symbol| *symbol == byte)) {
        read = read << 6 | value as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((read >> bits) as u8);
        }
    }
    Some(out)
}

/// Bytes as `base64.StdEncoding` writes them.
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    let symbol = |bits: u32| SYMBOLS.get((bits & 63) as usize).map_or('=', |b| char::from(*b));
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, b| bits << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        let digits = [18, 12, 6, 0].map(|shift| symbol(bits >> shift));
        out.extend(digits.iter().take(chunk.len() + 1));
        out.extend(std::iter::repeat_n('=', 3 - chunk.len()));
    }
    out
}

/// Whether `metav1.MicroTime` reads the text: a time with exactly six digits after the seconds.
pub(super) fn is_micro_time(text: &str) -> bool {
    let zone = text.find(['.', ',']).and_then(|at| text.get(at + 7..));
    zone.is_some_and(|zone| zone.starts_with(['Z', '+', '-'])) && is_time(text)
}

/// Whether the text is a time as RFC 3339 writes it, as `metav1.Time` reads it.
pub(super) fn is_time(text: &str) -> bool {
    // Go lets an hour of one digit pass.
    if text.as_bytes().get(12) == Some(&b':')
        && let (Some(date), Some(clock)) = (text.get(..11), text.get(11..))
    {
        return is_padded_time(&format!("{date}0{clock}"));
    }
    is_padded_time(text)
}

fn is_padded_time(text: &str) -> bool {
    let (Some(clock), Some(rest)) = (text.get(..19), text.get(19..)) else { return false };
    let shape = b"0000-00-00T00:00:00";
    let digits = clock.bytes().zip(shape).all(|(b, s)| if *s == b'0' { b.is_ascii_digit() } else { b == *s });
    let part = |range: std::ops::Range<usize>| clock.get(range).and_then(|p| p.parse::<u32>().ok()).unwrap_or(u32::MAX);
    let in_range = (1..=12).contains(&part(5..7))
        && (1..=days(part(0..4), part(5..7))).contains(&part(8..10))
        && part(11..13) < 24
        && part(14..16) < 60
        && part(17..19) < 60;
    digits && in_range && is_zone(after_fraction(rest))
}

fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

fn after_fraction(rest: &str) -> &str {
    match rest.strip_prefix(['.', ',']) {
        Some(digits) if digits.starts_with(|c: char| c.is_ascii_digit()) => {
            digits.trim_start_matches(|c: char| c.is_ascii_digit())
        }
        _ => rest,
    }
}

/// `Z`, or hours and minutes ahead or behind.
fn is_zone(zone: &str) -> bool {
    let number = |text: Option<&str>| text.and_then(|t| t.parse::<u32>().ok());
    match zone.as_bytes() {
        b"Z" => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] if [h1, h2, m1, m2].iter().all(|b| b.is_ascii_digit()) => {
            number(zone.get(1..3)).is_some_and(|h| h <= 24) && number(zone.get(4..6)).is_some_and(|m| m <= 60)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_go_decodes_it() {
        ["", "Zg==", "Zm8=", "Zm9v", "Zm9v\nYmFy\n", "Zg=\n="].iter().for_each(|t| assert!(is_base64(t), "{t:?}"));
        ["Zg", "Zg=", "Zm9v=", "Z", "Zm 9v", "Zm9-", "Zg==Zg==", "===="]
            .iter()
            .for_each(|t| assert!(!is_base64(t), "{t:?}"));
    }

    #[test]
    fn base64_as_go_writes_it() {
        let cases = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("\u{ff}?>", "w78/Pg==")];
        for (text, want) in cases {
            assert_eq!(base64(text.as_bytes()), *want, "{text}");
            assert_eq!(bytes(want).as_deref(), Some(text.as_bytes()), "{want}");
        }
        assert_eq!(bytes("Zm9v\r\nYmF=\n").as_deref(), Some(b"fooba".as_slice()));
        assert_eq!(bytes("Zh==").as_deref(), Some(b"f".as_slice()));
        assert_eq!(bytes("Zg="), None);
    }

    #[test]
    fn times() {
        let good = ["2024-02-29T00:00:00Z", "2023-01-02T03:04:05.123456Z", "2023-01-02T03:04:05+02:00"];
        let bad = [
            "",
            "2024-01-01",
            "2023-02-29T00:00:00Z",
            "2023-01-02 03:04:05Z",
            "2023-01-02T03:04:05",
            "2023-13-02T03:04:05Z",
        ];
        good.iter().for_each(|t| assert!(is_time(t), "{t}"));
        assert!(is_time("2023-01-02T3:04:05Z"));
        assert!(is_micro_time("2023-01-02T03:04:05.123456Z") && is_micro_time("2023-01-02T03:04:05.000000-07:00"));
        ["2023-01-02T03:04:05Z", "2023-01-02T03:04:05.123Z", "2023-01-02T03:04:05.1234567Z"]
            .iter()
            .for_each(|t| assert!(!is_micro_time(t), "{t}"));
        bad.iter().for_each(|t| assert!(!is_time(t), "{t}"));
    }
}
