//! Names and labels.
//!
//! Source: `staging/src/k8s.io/apimachinery/pkg/util/validation`.

/// Lower-case letters, digits and `-`, beginning and ending with a letter or digit, at most 63
/// (`IsDNS1123Label`).
#[must_use]
pub fn is_dns1123_label(text: &str) -> bool {
    text.len() <= 63 && label_chars(text)
}

/// Labels joined by dots, at most 253 in all (`IsDNS1123Subdomain`).
#[must_use]
pub fn is_dns1123_subdomain(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(label_chars)
}

/// As a DNS-1123 label, but beginning with a letter (`IsDNS1035Label`).
#[must_use]
pub fn is_dns1035_label(text: &str) -> bool {
    is_dns1123_label(text) && text.starts_with(|c: char| c.is_ascii_lowercase())
}

/// A port name: at most 15, at least one letter, no `--` (`IsValidPortName`).
#[must_use]
pub fn is_port_name(text: &str) -> bool {
    text.len() <= 15 && label_chars(text) && !text.contains("--") && text.bytes().any(|b| b.is_ascii_lowercase())
}

/// A label's value: empty, or at most 63 of letters, digits, `-`, `_`, `.` with letters or digits at
/// both ends (`IsValidLabelValue`).
#[must_use]
pub fn is_label_value(text: &str) -> bool {
    text.is_empty() || (text.len() <= 63 && qualified_chars(text))
}

/// A label's or annotation's key: a name with an optional DNS prefix and `/` (`IsQualifiedName`).
#[must_use]
pub fn is_qualified_name(text: &str) -> bool {
    let (prefix, name) = match text.split_once('/') {
        Some((prefix, name)) => (Some(prefix), name),
        None => (None, text),
    };
    prefix.is_none_or(|p| !p.is_empty() && is_dns1123_subdomain(p))
        && !name.is_empty()
        && name.len() <= 63
        && qualified_chars(name)
}

/// Neither `.` nor `..`, no `/` or `%` (`IsValidPathSegmentName`): what RBAC objects need.
#[must_use]
pub fn is_path_segment(text: &str) -> bool {
    !matches!(text, "." | "..") && !text.contains(['/', '%'])
}

/// As a DNS-1123 subdomain, with `_` allowed within its labels, too (`IsDNS1123SubdomainWithUnderscore`).
#[must_use]
pub fn is_subdomain_with_underscore(text: &str) -> bool {
    let ends = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let label = |label: &str| {
        let label = label.strip_prefix('_').unwrap_or(label);
        label.starts_with(ends) && label.ends_with(ends) && label.chars().all(|c| ends(c) || matches!(c, '-' | '_'))
    };
    text.len() <= 253 && text.split('.').all(label)
}

/// The name of a variable: printable ASCII except `=` (`IsRelaxedEnvVarName`).
#[must_use]
pub fn is_env_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| matches!(b, b' '..=b'~') && b != b'=')
}

/// The key of a ConfigMap or Secret: letters, digits, `-`, `_`, `.`, at most 253 (`IsConfigMapKey`).
#[must_use]
pub fn is_config_key(text: &str) -> bool {
    (1..=253).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        && !text.starts_with("..")
        && text != "."
}

/// The name of an HTTP header: letters, digits and `-` (`IsHTTPHeaderName`).
#[must_use]
pub fn is_header_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// A kernel parameter: segments of lower-case letters, digits, `-` and `_`, joined by `.` or `/` (`IsValidSysctlName`).
#[must_use]
pub fn is_sysctl(text: &str) -> bool {
    let ends = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let segment =
        |s: &str| s.starts_with(ends) && s.ends_with(ends) && s.chars().all(|c| ends(c) || matches!(c, '-' | '_'));
    text.len() <= 253 && text.split(['.', '/']).all(segment)
}

/// A domain, `/` and a path (`IsDomainPrefixedPath`).
#[must_use]
pub fn is_domain_path(text: &str) -> bool {
    let path = |c: char| c.is_ascii_alphanumeric() || "/-._~%!$&'()*+,;=:@".contains(c);
    text.split_once('/')
        .is_some_and(|(domain, rest)| is_dns1123_subdomain(domain) && !rest.is_empty() && rest.chars().all(path))
}

/// What a name that the server completes is tested as: a `-` at its end will be followed by something (`maskTrailingDash`).
#[must_use]
pub fn completed(prefix: &str) -> String {
    match prefix.strip_suffix('-') {
        Some(body) if !body.is_empty() => format!("{body}a"),
        _ => prefix.to_owned(),
    }
}

fn label_chars(text: &str) -> bool {
    let ends = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.starts_with(ends)
        && text.ends_with(ends)
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn qualified_chars(text: &str) -> bool {
    let ends = |c: char| c.is_ascii_alphanumeric();
    text.starts_with(ends)
        && text.ends_with(ends)
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        assert!(is_dns1123_subdomain("a.b-c.d1") && !is_dns1123_subdomain("a..b") && !is_dns1123_subdomain("A"));
        assert!(is_dns1123_label("0a") && !is_dns1035_label("0a") && !is_dns1123_label("a.b"));
        assert!(
            is_port_name("http-2")
                && !is_port_name("80")
                && !is_port_name("a--b")
                && !is_port_name("averyveryverylong")
        );
        assert!(is_label_value("") && is_label_value("v1.2_X") && !is_label_value("-a") && !is_label_value("a b"));
        assert!(is_qualified_name("app.kubernetes.io/name") && !is_qualified_name("/a") && !is_qualified_name("a/b/c"));
        assert!(is_env_name("a b-c") && is_env_name("1") && !is_env_name("A=B") && !is_env_name("é"));
        assert!(is_config_key("a.b_C") && is_config_key(".a") && !is_config_key("..a") && !is_config_key("a/b"));
        assert!(
            is_sysctl("net/ipv4/ip_forward")
                && is_sysctl("kernel.shm_rmid_forced")
                && !is_sysctl("Net.x")
                && !is_sysctl("a..b")
        );
        assert!(is_subdomain_with_underscore("_a.b_c") && !is_subdomain_with_underscore("a_.b"));
        assert!(is_domain_path("acme.io/foo@bar") && !is_domain_path("acme.io"));
        assert!(is_dns1123_subdomain(&completed("a-")) && !is_dns1123_subdomain(&completed("A-")));
        assert!(is_path_segment("system:node") && !is_path_segment("a/b"));
    }
}
