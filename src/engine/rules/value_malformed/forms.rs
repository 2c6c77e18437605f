//! The forms of texts: how they are tested, and how they are said.

use crate::engine::objects::value::{ip, name};
use crate::engine::schema;

/// A form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) test: fn(&str) -> bool,
    /// "a DNS name", after "is not".
    pub(super) what: &'static str,
    rule: &'static str,
    /// Whether an empty text is refused, too.
    pub(super) judges_empty: bool,
}

impl Form {
    pub(super) fn fits(&self, text: &str) -> bool {
        (self.test)(text)
    }

    pub(super) fn help(&self) -> String {
        format!("The API server takes only {}.", self.rule)
    }

    /// The same form where an empty text is refused.
    pub(super) const fn or_absent(self) -> Self {
        Self { judges_empty: true, ..self }
    }
}

const fn form(test: fn(&str) -> bool, what: &'static str, rule: &'static str) -> Form {
    Form { test, what, rule, judges_empty: false }
}

const REQUEST: &[u8] = b"-----BEGIN CERTIFICATE REQUEST-----";
const SUBDOMAIN_RULE: &str =
    "lower-case letters, digits, `-` and `.`, each part beginning and ending with a letter or digit, at most 253 in all";
const LABEL_RULE: &str = "at most 63 lower-case letters, digits and `-`, beginning and ending with a letter or digit";
pub(super) const CLUSTER_IP: Form = form(
    |text| text == "None" || ip::is_ip(text),
    "an IP address or `None`",
    "an address such as `10.0.0.1` or `2001:db8::1`, without port or prefix, or `None`",
);
pub(super) const ENDPOINT_IP: Form = form(
    ip::is_endpoint,
    "an IP address that traffic can be sent to",
    "an address of a machine: not loopback (`127.0.0.0/8`), link-local (`169.254.0.0/16`) or `0.0.0.0`",
);
pub(super) const CIDR: Form =
    form(ip::is_cidr, "an IP network", "an address and the length of its prefix, such as `10.0.0.0/8`");
pub(super) const PADDED_CIDR: Form = Form { test: |text| ip::is_cidr(text.trim()), ..CIDR };
pub(super) const SUBDOMAIN: Form = form(name::is_dns1123_subdomain, "a DNS name", SUBDOMAIN_RULE);
pub(super) const LABEL: Form = form(name::is_dns1123_label, "a DNS label", LABEL_RULE);
pub(super) const HOST_NAME: Form = Form {
    test: |text| text.len() <= 64 && name::is_dns1123_subdomain(text),
    rule: "a DNS name of at most 64 characters",
    ..SUBDOMAIN
};
pub(super) const LETTER_LABEL: Form = form(
    name::is_dns1035_label,
    "a DNS label that begins with a letter",
    "at most 63 lower-case letters, digits and `-`, beginning with a letter and ending with a letter or digit",
);
pub(super) const LETTER_LABEL_ANY_CASE: Form =
    Form { test: |text| name::is_dns1035_label(&text.to_ascii_lowercase()), ..LETTER_LABEL };
pub(super) const PORT_NAME: Form = form(
    name::is_port_name,
    "the name of a port",
    "at most 15 lower-case letters, digits and single `-`, with at least one letter",
);
pub(super) const SEGMENT: Form =
    form(name::is_path_segment, "a part of a URL's path", "text without `/` and `%` that is not `.` or `..`");
pub(super) const LABEL_KEY: Form = form(
    name::is_qualified_name,
    "a label's key",
    "at most 63 letters, digits, `-`, `_` and `.`, with an optional DNS name and `/` before it",
);
pub(super) const LABEL_VALUE: Form = form(
    name::is_label_value,
    "a label's value",
    "at most 63 letters, digits, `-`, `_` and `.`, beginning and ending with a letter or digit",
);
pub(super) const QUALIFIED: Form = Form { what: "a qualified name", ..LABEL_KEY };
pub(super) const QUALIFIED_FULLY: Form = Form {
    test: |text| text.contains('/') && name::is_qualified_name(text),
    what: "a name with a domain",
    rule: "a DNS name, `/` and an identifier, such as `example.com/model`",
    judges_empty: true,
};
pub(super) const POOL: Form =
    Form { test: |text| text.len() <= 253 && text.split('/').all(name::is_dns1123_subdomain), ..SUBDOMAIN };
pub(super) const CONTAINER_RESOURCE: Form = form(
    crate::engine::objects::value::resource::is_for_containers,
    "a resource of containers",
    "`cpu`, `memory`, `ephemeral-storage`, `hugepages-<size>`, and names with a DNS name before a `/`",
);
pub(super) const EXPRESSION: Form = form(|text| !text.trim().is_empty(), "an expression", "an expression, not blanks");
pub(super) const FIELD_PATH: Form =
    form(|text| text.starts_with(['.', '[']), "a path to a field", "a path to a field, beginning with `.`");
pub(super) const CERTIFICATE_REQUEST: Form = form(
    // What is no base64 is another rule's.
    |text| schema::bytes(text).is_none_or(|pem| pem.windows(REQUEST.len()).any(|part| part == REQUEST)),
    "a certificate request in PEM",
    "a request in PEM, in base64: its text has `-----BEGIN CERTIFICATE REQUEST-----`",
);
pub(super) const FILLED: Form = form(|text| !text.is_empty(), "a name", "what has a name, or `*`");
pub(super) const NAMESPACE: Form = Form { what: "a namespace", rule: "the name of a namespace, or nothing at all", ..FILLED };
pub(super) const AUDIT_KEY: Form = Form { test: |text| !text.contains('/') && name::is_qualified_name(text), ..QUALIFIED };
pub(super) const OWNER_VERSION: Form = form(
    |text| text.split('/').count() < 3 && !text.ends_with('/'),
    "a version of an API",
    "a version, with its group and `/` before it, such as `apps/v1`",
);
pub(super) const API_VERSION: Form = Form {
    test: |text| {
        let (group, version) = text.rsplit_once('/').map_or((None, text), |(group, version)| (Some(group), version));
        name::is_dns1035_label(version) && group.is_none_or(|g| g.is_empty() || name::is_dns1123_subdomain(g))
    },
    ..OWNER_VERSION
};
pub(super) const ONE_LINE: Form = form(
    |text| !text.trim().is_empty() && !text.trim().contains(['\n', '\r']),
    "a single line",
    "text without line breaks that is not only blanks",
);
pub(super) const PRINTABLE: Form = form(
    |text| (1..=256).contains(&text.len()) && text.bytes().all(|b| b >= b' ' && b != 0x7f),
    "a single line",
    "1 to 256 bytes without line breaks",
);
/// What expressions can call something.
pub(super) const CEL_NAME: Form = form(
    is_cel_name,
    "a name that expressions can use",
    "letters, digits and `_`, not beginning with a digit, that are no word of the language",
);
pub(super) const QUALIFIED_ANY_CASE: Form =
    Form { test: |text| name::is_qualified_name(&text.to_ascii_lowercase()), ..QUALIFIED };
/// A CNAME may end with a dot.
pub(super) const CNAME: Form =
    Form { test: |text| name::is_dns1123_subdomain(text.strip_suffix('.').unwrap_or(text)), ..SUBDOMAIN };
pub(super) const HOST: Form = form(
    |text| is_host(text) && !ip::is_ip(text),
    "a host name",
    "a DNS name, or one that begins with `*.`; no scheme, port, path or IP address",
);
pub(super) const TLS_HOST: Form = Form { test: is_host, ..HOST };
pub(super) const FULL_NAME: Form = form(
    |text| name::is_dns1123_subdomain(text) && text.split('.').count() > 2,
    "a DNS name of at least three parts",
    "a name such as `checks.example.com`",
);
pub(super) const DOMAIN: Form =
    form(|text| name::is_dns1123_subdomain(text) && text.contains('.'), "a domain", "a DNS name with at least one dot");
pub(super) const DOMAIN_PATH: Form =
    form(is_domain_path, "a domain and a path", "a name such as `example.com/ingress-controller`");
pub(super) const SIGNER: Form = Form {
    test: |text| {
        let parts = text.split_once('/');
        parts.is_some_and(|(domain, name)| {
            domain.contains('.') && name::is_dns1123_subdomain(domain) && name::is_dns1123_subdomain(name)
        })
    },
    rule: "a domain and a name, such as `example.com/signer`",
    ..DOMAIN_PATH
};
pub(super) const CONTROLLER: Form = Form {
    test: |text| text.len() <= 250 && is_domain_path(text),
    rule: "a name such as `example.com/ingress-controller`, at most 250 characters",
    ..DOMAIN_PATH
};
pub(super) const COLUMN_PATH: Form =
    form(|text| text.starts_with('.'), "a JSON path that begins with `.`", "a path such as `.spec.replicas`");
pub(super) const SUBDOMAIN_ANY_CASE: Form =
    Form { test: |text| name::is_dns1123_subdomain(&text.to_ascii_lowercase()), ..SUBDOMAIN };
pub(super) const SPEC_PATH: Form =
    form(|text| text.starts_with(".spec."), "a path below `.spec`", "a path such as `.spec.replicas`");
pub(super) const STATUS_PATH: Form =
    form(|text| text.starts_with(".status."), "a path below `.status`", "a path such as `.status.replicas`");
pub(super) const ANY_PATH: Form = form(
    |text| text.starts_with(".spec.") || text.starts_with(".status."),
    "a path below `.spec` or `.status`",
    "a path such as `.status.selector`",
);
pub(super) const PERCENTAGE: Form = form(
    |text| text.strip_suffix('%').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()) && n.parse().is_ok_and(|n: u32| n <= 100)),
    "a number or percentage",
    "a whole number, without quotes, or a percentage from `0%` to `100%`",
);
pub(super) const HTTPS_URL: Form = form(
    is_https_url,
    "an https URL",
    "a URL with the scheme `https` and a host, without user, query and fragment",
);
pub(super) const URL_PATH: Form =
    form(is_url_path, "a URL's path", "a path that begins with `/` and whose steps are DNS names");

/// What a pod's hosts are looked up as.
pub(super) const ADDRESS: Form =
    form(ip::is_ip, "an IP address", "an address such as `10.0.0.1` or `2001:db8::1`, without port or prefix");
pub(super) const CONFIG_KEY: Form = form(
    name::is_config_key,
    "a key of a ConfigMap or Secret",
    "at most 253 letters, digits, `-`, `_` and `.`, not beginning with `..`",
);
pub(super) const DRIVER: Form = form(
    |text| text.len() <= 63 && name::is_dns1123_subdomain(&text.to_ascii_lowercase()),
    "the name of a driver",
    "a DNS name of at most 63 characters",
);
pub(super) const ENV: Form =
    form(name::is_env_name, "the name of a variable", "printable ASCII characters other than `=`");
pub(super) const HEADER: Form = form(name::is_header_name, "the name of a header", "letters, digits and `-`");
pub(super) const INDEXES: Form =
    form(are_indexes, "a list of indexes", "numbers and ranges that rise, such as `0,2-4,7`");
pub(super) const MANAGER: Form = form(
    |text| text.len() <= 63 && name::is_domain_path(text),
    "a domain and a path",
    "a name such as `example.com/controller`, at most 63 characters",
);
pub(super) const PERCENT: Form =
    form(|text| percent(text).is_some(), "a percentage", "a whole number, or one with `%` such as `25%`");
pub(super) const PERCENT_TO_100: Form = Form {
    test: |text| percent(text).is_some_and(|n| n <= 100),
    rule: "a whole number, or one to 100 with `%` such as `25%`",
    ..PERCENT
};
/// What an iSCSI target or initiator is called (`validateISCSIVolumeSource`).
pub(super) const DISK: Form = form(
    is_disk,
    "the name of a target or initiator",
    "names such as `iqn.2024-01.com.example:disk`, `eui.` and 16 letters or digits, or `naa.` and 32",
);
/// Whom a container on Windows runs as (`validateWindowsSecurityContextOptions`).
pub(super) const ACCOUNT: Form = form(
    is_account,
    "the name of a user of Windows",
    "a user's name of at most 104 characters, without any of `\"/:;|=,+*?<>@[]`, with an optional domain and `\\` before it",
);
pub(super) const CREDENTIAL: Form =
    form(|text| (1..=65_536).contains(&text.len()), "a credential", "text, at most 64 KiB of it");
pub(super) const PROFILE: Form = form(
    |text| text.trim() == text && text.len() <= 4095,
    "the name of a profile",
    "text without spaces around it, at most 4095 characters",
);
pub(super) const REGISTRY: Form = form(
    |text| text.split(',').all(|pair| pair.rsplit_once(':').is_some_and(|(host, _)| host.ends_with(']') || !host.contains(':'))),
    "a list of hosts and ports",
    "pairs of host and port with `,` between, such as `a.example.com:7861`",
);
pub(super) const TENANT: Form = form(|text| text.len() <= 64, "the id of a tenant", "at most 64 characters");
pub(super) const WHOLE: Form = form(|text| !text.contains('/'), "a name", "text without `/`");
pub(super) const ANY_OR_LABEL: Form = Form { test: |text| text == "*" || name::is_dns1123_label(text), ..LABEL };
pub(super) const ANY_OR_SUBDOMAIN: Form =
    Form { test: |text| text == "*" || name::is_dns1123_subdomain(text), ..SUBDOMAIN };
pub(super) const URL: Form = form(
    |text| text == "*" || is_path_of_flow(text),
    "a URL's path",
    "a path that begins with `/`, without blanks and `//`, and with `*` only as its last step; or `*`",
);
/// Where a dash at the end counts as the beginning of something.
pub(super) const SUBDOMAIN_OR_PREFIX: Form =
    Form { test: |text| name::is_dns1123_subdomain(&name::completed(text)), ..SUBDOMAIN };
pub(super) const SEARCH: Form = form(
    |text| text == "." || name::is_subdomain_with_underscore(text.strip_suffix('.').unwrap_or(text)),
    "a DNS name",
    SUBDOMAIN_RULE,
);
pub(super) const SYSCTL: Form = form(
    name::is_sysctl,
    "a kernel parameter",
    "lower-case letters, digits, `-` and `_`, with `.` or `/` between the parts, at most 253 in all",
);

fn is_disk(text: &str) -> bool {
    let of = |start: &str, length: usize| {
        text.strip_prefix(start).is_some_and(|rest| rest.len() == length && rest.bytes().all(|b| b.is_ascii_alphanumeric()))
    };
    let is_named = |text: &str| {
        let Some((name, own)) = text.split_once(':') else { return false };
        let Some((month, owner)) = name.split_at_checked(8) else { return false };
        let dated = month.bytes().enumerate().all(|(n, b)| match n {
            4 => b == b'-',
            7 => b == b'.',
            _ => b.is_ascii_digit(),
        });
        let plain = |c: char| !",;*&$|".contains(c) && !matches!(c, ' ' | '\t' | '\n' | '\u{c}' | '\r');
        dated && !owner.is_empty() && owner.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b))
            && !own.is_empty() && own.chars().all(plain)
    };
    text.strip_prefix("iqn.").is_some_and(is_named) || of("eui.", 16) || of("naa.", 32)
}

fn is_account(text: &str) -> bool {
    let (domain, user) = text.split_once('\\').map_or((None, text), |(domain, user)| (Some(domain), user));
    let plain = |c: char| !"\"/\\:;|=,+*?<>@[]".contains(c);
    let is_user = (1..=104).contains(&user.len()) && user.chars().all(plain) && !user.chars().all(|c| ". ".contains(c));
    let is_short = |d: &str| {
        (1..=15).contains(&d.chars().count()) && !d.starts_with('.') && d.chars().all(|c| !"\\/:*?\"<>|".contains(c))
    };
    let is_domain = |d: &str| is_short(d) || (d.len() < 256 && d.split('.').all(|l| name::is_dns1123_label(&l.to_ascii_lowercase())));
    !text.chars().any(|c| c.is_ascii_control()) && is_user && domain.is_none_or(is_domain)
}

/// `0,2-4,7`, always rising (`validateIndexesFormat`).
fn are_indexes(text: &str) -> bool {
    let number = |text: &str| text.parse::<u32>().ok().map(i64::from);
    let mut last = -1;
    text.len() <= 65_536 && text.split(',').all(|item| {
        let (from, to) = item.split_once('-').map_or((number(item), None), |(a, b)| (number(a), Some(number(b))));
        let end = match to {
            None => from,
            Some(to) => to.filter(|to| from.is_some_and(|from| from < *to)),
        };
        let rises = from.is_some_and(|from| from > last) && end.is_some();
        last = end.unwrap_or(last);
        rises
    })
}

/// `ValidateNonResourceURLPath`.
fn is_path_of_flow(text: &str) -> bool {
    let steps = text.strip_suffix("/*").unwrap_or(text);
    (steps.is_empty() || steps.starts_with('/')) && !text.is_empty() && !text.contains("//") && !steps.contains([' ', '*'])
}

fn is_cel_name(text: &str) -> bool {
    const RESERVED: &str = " true false null in as break const continue else for function if import let loop package namespace return var void while ";
    !text.is_empty()
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && !RESERVED.split(' ').any(|word| word == text)
}

fn percent(text: &str) -> Option<u32> {
    let digits = text.strip_suffix('%').filter(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()))?;
    Some(digits.parse().unwrap_or(u32::MAX))
}

fn is_host(text: &str) -> bool {
    let rest = text.strip_prefix("*.").unwrap_or(text);
    text.len() <= 253 && name::is_dns1123_subdomain(rest)
}

fn is_domain_path(text: &str) -> bool {
    let Some((host, path)) = text.split_once('/') else { return false };
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"/-._~%!$&'()*+,;=:".contains(&b);
    name::is_dns1123_subdomain(host) && !path.is_empty() && path.bytes().all(allowed)
}

fn is_https_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let host = rest.split('/').next().unwrap_or("");
    scheme.eq_ignore_ascii_case("https") && !host.is_empty() && !host.contains('@') && !rest.contains(['?', '#'])
}

fn is_url_path(text: &str) -> bool {
    let Some(steps) = text.strip_prefix('/') else { return false };
    let steps = steps.strip_suffix('/').unwrap_or(steps);
    steps.is_empty() || steps.split('/').all(name::is_dns1123_subdomain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        assert!(HOST.fits("*.example.com") && HOST.fits("shop") && !HOST.fits("*") && !HOST.fits("10.0.0.1"));
        assert!(!HOST.fits("a.example.com:80") && !HOST.fits("*.*.com") && TLS_HOST.fits("10.0.0.1"));
        assert!(DOMAIN_PATH.fits("k8s.io/ingress-nginx") && !DOMAIN_PATH.fits("nginx") && !DOMAIN_PATH.fits("a/"));
        assert!(HTTPS_URL.fits("https://a.b:8443/c") && !HTTPS_URL.fits("http://a") && !HTTPS_URL.fits("https://a?b"));
        assert!(URL_PATH.fits("/") && URL_PATH.fits("/a/b/") && !URL_PATH.fits("a") && !URL_PATH.fits("/a//b"));
        assert!(DISK.fits("iqn.2024-01.com.example:disk") && !DISK.fits("iqn.2024-1.com:disk") && !DISK.fits("eui.1"));
        assert!(DISK.fits("eui.02004567A425678D") && ACCOUNT.fits(r"NT AUTHORITY\NETWORK SERVICE") && ACCOUNT.fits("me"));
        assert!(!ACCOUNT.fits(r"a\b\c") && !ACCOUNT.fits("...") && !ACCOUNT.fits(r".a:\b") && !ACCOUNT.fits(r"a\"));
        assert!(REGISTRY.fits("a:1,[::1]:2") && !REGISTRY.fits("a") && !REGISTRY.fits("a:1:2"));
        assert!(FULL_NAME.fits("a.b.c") && !FULL_NAME.fits("a.b") && CNAME.fits("a.b."));
    }
}
