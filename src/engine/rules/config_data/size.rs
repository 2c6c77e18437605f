//! The size of all values together (`MaxSecretSize`).

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::yaml::Entry;

/// In bytes, of all values together.
const MOST: usize = 1024 * 1024;

pub(super) fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    let is_secret = part.type_name() == "Secret";
    let encoded = if is_secret { "data" } else { "binaryData" };
    let plain = if is_secret { "stringData" } else { "data" };
    let text = |pair: &Entry| part.document().scalar(pair.value).map_or(0, |s| s.text.len());
    let bytes = |pair: &Entry| part.document().scalar(pair.value).map_or(0, |s| decoded(&s.text));
    let total: usize = part.pairs(plain).iter().map(text).chain(part.pairs(encoded).iter().map(bytes)).sum();
    if total > MOST {
        let field = if part.has(plain) { plain } else { encoded };
        let message = format!("The values are {total} bytes in all, and {MOST} is the most");
        out.push(part.finding_at_key(field, message).help(
            "The API server refuses larger objects. Put the larger values into a volume, an image or another object.",
        ));
    }
}

/// How many bytes a base64 text means.
fn decoded(text: &str) -> usize {
    let digits = text.bytes().filter(|b| !b.is_ascii_whitespace() && *b != b'=').count();
    digits * 3 / 4
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn sizes() {
        assert_eq!(["", "YQ==", "YWI=", "YWJj", "YWJjZA=="].map(decoded), [0, 1, 2, 3, 4]);
    }
}
