//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// The credentials for a registry are no JSON.
    ///
    /// ## Why it matters
    /// A Secret of type `kubernetes.io/dockerconfigjson` or `kubernetes.io/dockercfg` holds a file of the container
    /// runtime, which is a JSON object. The API server reads it and refuses what is none, such as a placeholder.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Secret
    /// metadata:
    ///   name: registry
    /// type: kubernetes.io/dockerconfigjson
    /// data:
    ///   .dockerconfigjson: cmVwbGFjZSBtZQ==
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Secret
    /// metadata:
    ///   name: registry
    /// type: kubernetes.io/dockerconfigjson
    /// data:
    ///   .dockerconfigjson: eyJhdXRocyI6e319
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `ValidateSecret`
    "docker-config", Error, Part(&["Secret"], check)
}

fn check(secret: &Part<'_>, out: &mut Vec<Finding>) {
    let key = match secret.text("type") {
        "kubernetes.io/dockerconfigjson" => ".dockerconfigjson",
        "kubernetes.io/dockercfg" => ".dockercfg",
        _ => return,
    };
    // What is given as text replaces what is given as bytes.
    for field in ["stringData", "data"] {
        let Some(pair) = secret.pairs(field).iter().find(|pair| secret.document().key(pair) == key) else { continue };
        let Some(text) = secret.document().item_str(pair.value) else { return };
        let content = if field == "data" { decode(text) } else { Some(text.as_bytes().to_vec()) };
        if content.is_some_and(|bytes| !is_object(&bytes)) {
            let finding = secret.finding_at(pair.value, format!("`{key}` is no JSON object"));
            out.push(finding.help("The API server refuses it. `kubectl create secret docker-registry` writes it; here it is an object with `auths`, in base64 under `data`."));
        }
        return;
    }
}

/// Whether the bytes are a JSON object; an absent one counts, too.
fn is_object(bytes: &[u8]) -> bool {
    let starts = bytes.trim_ascii_start();
    // Nobody nests so many: they are left to the server, so that no depth is too deep here.
    let nested = starts.iter().filter(|byte| b"{[".contains(byte)).count() > 256;
    (starts.starts_with(b"{") || starts.starts_with(b"null")) && (nested || value(starts).is_some_and(|rest| rest.trim_ascii().is_empty()))
}

/// What follows a JSON value; nothing if there is none.
fn value(bytes: &[u8]) -> Option<&[u8]> {
    let bytes = bytes.trim_ascii_start();
    match bytes.first()? {
        b'{' => list(&bytes[1..], b'}', |rest| value(after(string(rest)?, b':')?)),
        b'[' => list(&bytes[1..], b']', value),
        b'"' => string(bytes),
        b'-' | b'0'..=b'9' => {
            let end = bytes.iter().position(|b| !b.is_ascii_digit() && !b"+-.eE".contains(b)).unwrap_or(bytes.len());
            let number = std::str::from_utf8(bytes.get(..end)?).ok()?;
            let digits = number.strip_prefix('-').unwrap_or(number);
            let odd = number.ends_with('.') || number.contains(".e") || number.contains(".E") || digits.starts_with('.');
            let padded = digits.starts_with('0') && digits[1..].starts_with(|c: char| c.is_ascii_digit());
            if odd || padded || number.parse::<f64>().is_err() { None } else { bytes.get(end..) }
        }
        _ => [&b"true"[..], b"false", b"null"].iter().find_map(|word| bytes.strip_prefix(*word)),
    }
}

/// Items with commas between, up to the end.
fn list(bytes: &[u8], end: u8, item: impl Fn(&[u8]) -> Option<&[u8]>) -> Option<&[u8]> {
    let mut rest = bytes;
    if let Some(rest) = after(rest, end) {
        return Some(rest);
    }
    loop {
        rest = item(rest)?;
        match after(rest, b',') {
            Some(next) => rest = next,
            None => return after(rest, end),
        }
    }
}

fn after(bytes: &[u8], mark: u8) -> Option<&[u8]> {
    bytes.trim_ascii_start().strip_prefix(&[mark])
}

/// What follows a text in quotes.
fn string(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = after(bytes, b'"')?;
    loop {
        rest = match rest {
            [b'"', rest @ ..] => return Some(rest),
            [b'\\', b'u', rest @ ..] if rest.iter().take_while(|b| b.is_ascii_hexdigit()).take(4).count() == 4 => rest,
            [b'\\', mark, rest @ ..] if b"\"\\/bfnrt".contains(mark) => rest,
            [b'\\' | 0..0x20, ..] | [] => return None,
            [_, rest @ ..] => rest,
        };
    }
}

/// The bytes that a base64 text means; nothing for other texts, which have a finding of their own.
fn decode(text: &str) -> Option<Vec<u8>> {
    let (mut out, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for byte in text.bytes().filter(|b| !matches!(b, b'\r' | b'\n' | b'=')) {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xff) as u8);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{decode, is_object};

    #[test]
    fn json() {
        for good in ["{}", " null ", r#"{"auths": {"a": {"auth": "x\u00e9\n", "n": [1, -2.5e3, true, null]}}} "#] {
            assert!(is_object(good.as_bytes()), "{good}");
        }
        for bad in ["", "[]", "text", "{", "{}}", r#"{"a"}"#, r#"{"a":1,}"#, r#"{"a" 1:{}}"#, r#"{"a": tru}"#, r#"{"a": "b}"#, "{a: b}", r#"{"a": 1.}"#, r#"{"a": 01}"#] {
            assert!(!is_object(bad.as_bytes()), "{bad}");
        }
        assert!(is_object(format!("{{\"a\": {}", "[".repeat(100_000)).as_bytes()), "left to the server");
    }

    #[test]
    fn base64() {
        assert_eq!(decode("YWJjZA==").as_deref(), Some(&b"abcd"[..]));
        assert_eq!(decode("YWJj\nYWI=").as_deref(), Some(&b"abcab"[..]));
        assert_eq!(decode("a b"), None);
    }
}
