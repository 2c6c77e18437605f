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
        let Some(text) = secret.document().str(pair.value) else { return };
        let content = if field == "data" { decode(text) } else { Some(text.as_bytes().to_vec()) };
        if content.is_some_and(|bytes| !may_be_object(&bytes)) {
            let finding = secret.finding_at(pair.value, format!("`{key}` is no JSON object"));
            out.push(finding.help("The API server refuses it. `kubectl create secret docker-registry` writes it; here it is an object with `auths`, in base64 under `data`."));
        }
        return;
    }
}

/// Whether the bytes look like a JSON object; what is inside is not read.
fn may_be_object(bytes: &[u8]) -> bool {
    let text = bytes.trim_ascii();
    text == b"null" || (text.starts_with(b"{") && text.ends_with(b"}"))
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
    use super::decode;

    #[test]
    fn base64() {
        assert_eq!(decode("YWJjZA==").as_deref(), Some(&b"abcd"[..]));
        assert_eq!(decode("YWJj\nYWI=").as_deref(), Some(&b"abcab"[..]));
        assert_eq!(decode("a b"), None);
    }
}
