//! See the rule's own documentation.

mod rows;

use crate::engine::finding::Finding;
use crate::engine::objects::value::{ip, name};
use crate::engine::part::Part;
use crate::engine::table::{self, TypeRows};

super::rule! {
    /// A name, key or address inside an object has a form that the API server does not take.
    ///
    /// ## Why it matters
    /// Names of containers, volumes and hosts become parts of DNS names and file names; a port's name must differ from
    /// a number. The API server refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: api
    /// spec:
    ///   containers:
    ///     - name: Api_Server
    ///       image: nginx:1.27
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: api
    /// spec:
    ///   containers:
    ///     - name: api-server
    ///       image: nginx:1.27
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apimachinery/pkg/util/validation`: `IsDNS1123Label`, `IsDNS1123Subdomain`, `IsValidPortName`, `IsQualifiedName`, `IsRelaxedEnvVarName`, `IsConfigMapKey`
    /// - `pkg/apis/core/validation`, by field in this rule's table
    "malformed-name", Error, Part(&TYPES, check)
}

/// A form of texts: its test and how it is said.
type Form = (fn(&str) -> bool, &'static str);

static TOPICS: &[&[TypeRows<Form>]] = &[rows::ROWS];
const TYPES: [&str; table::count(&[rows::ROWS])] = table::types(&[rows::ROWS]);

const LABEL: Form = (name::is_dns1123_label, "lower-case letters, digits and `-`, beginning and ending with a letter or digit, at most 63 characters");
const SUBDOMAIN: Form = (name::is_dns1123_subdomain, "lower-case letters, digits, `-` and `.`, beginning and ending with a letter or digit, at most 253 characters");
const PORT: Form = (name::is_port_name, "lower-case letters, digits and single `-`, at least one letter, at most 15 characters; a number is written without quotes");
const QUALIFIED: Form = (name::is_qualified_name, "letters, digits, `-`, `_` and `.`, at most 63 characters, with an optional DNS name and `/` before it");
const ENV: Form = (name::is_env_name, "printable ASCII characters except `=`");
const CONFIG_KEY: Form = (name::is_config_key, "letters, digits, `-`, `_` and `.`, at most 253 characters, not beginning with `..`");
const HEADER: Form = (name::is_header_name, "letters, digits and `-`");
const SYSCTL: Form = (name::is_sysctl, "lower-case letters, digits, `-` and `_`, with `.` or `/` between the parts");
const ADDRESS: Form = (ip::is_ip, "an IPv4 or IPv6 address");
const DOMAIN_PATH: Form = (|text| text.len() <= 63 && name::is_domain_path(text), "a DNS name, `/` and a path, at most 63 characters");
const SEARCH: Form = (is_search, "a DNS name");
const DRIVER: Form = (|text| text.len() <= 63 && name::is_dns1123_subdomain(&text.to_lowercase()), "a DNS name of at most 63 characters");

/// A search domain may be the root, or end at it.
fn is_search(text: &str) -> bool {
    text == "." || name::is_subdomain_with_underscore(text.strip_suffix('.').unwrap_or(text))
}

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    for (field, (test, words)) in table::rows(TOPICS, part.type_name()) {
        let Some(value) = part.value(field) else { continue };
        for node in std::iter::once(&value).chain(part.items(field)) {
            // An empty one is absent, or said to be empty.
            let Some(text) = part.document().str(*node).filter(|text| !text.is_empty() && !test(text)) else { continue };
            let finding = part.finding_at(*node, format!("`{text}` cannot stand in `{field}`"));
            out.push(finding.help(format!("The API server takes: {words}.")));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::testing::{container, pod};

    #[test]
    fn tables_name_what_exists() {
        crate::engine::table::tests::check(super::TOPICS);
    }

    #[test]
    fn forms() {
        container("ports: [{containerPort: 80, name: '80'}]", &["malformed-name: '80'"]);
        container("livenessProbe: {httpGet: {port: '8080'}}", &["malformed-name: '8080'"]);
        container("env: [{name: a.b-c, value: x}, {name: A=B, value: x}]", &["malformed-name: A=B"]);
        pod("containers: [{name: c, image: i}]\nhostname: a.b\nserviceAccountName: a.b", &["malformed-name: a.b"]);
        pod("containers: [{name: c, image: i}]\nhostAliases: [{ip: 1.2.3, hostnames: [a.b, A]}]", &["malformed-name: 1.2.3", "malformed-name: A"]);
        pod("containers: [{name: c, image: i}]\ndnsConfig: {searches: [., _a.b., A]}", &["malformed-name: A"]);
    }
}
