//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::objects::value::{ip, name};
use crate::engine::objects::ObjectId;
use crate::engine::schema::{Problem, ProblemKind};
use crate::engine::yaml::Route;
use crate::engine::yaml::scalar::Kind;
use crate::route;

super::rule! {
    /// A name has a form that the API server does not take.
    ///
    /// ## Why it matters
    /// Names become parts of URLs, DNS names and file names, so most of them are lower-case letters, digits and
    /// dashes. The API server refuses others, and objects without a name.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: Shop_Settings
    /// data:
    ///   LOG_LEVEL: info
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: shop-settings
    /// data:
    ///   LOG_LEVEL: info
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apimachinery/pkg/api/validation`, `pkg/apis/core/validation`
    "invalid-name", Error, Object(check)
}

/// A form of names: its test and how it is said.
type Form = (fn(&str) -> bool, &'static str);

const SUBDOMAIN: Form = (name::is_dns1123_subdomain, "lower-case letters, digits, `-` and `.`, beginning and ending with a letter or digit, at most 253");
const LABEL: Form = (name::is_dns1123_label, "lower-case letters, digits and `-`, beginning and ending with a letter or digit, at most 63");
const CRON_JOB: Form = (|text| text.len() <= 52 && name::is_dns1123_subdomain(text), "lower-case letters, digits, `-` and `.`, beginning and ending with a letter or digit, at most 52");
/// Its name becomes the label `job-name` of its pods, unless it has a selector of its own.
const JOB: Form = (|text| text.len() <= 63 && name::is_dns1123_subdomain(text), "lower-case letters, digits, `-` and `.`, beginning and ending with a letter or digit, at most 63");
const ADDRESS: Form = (ip::is_canonical, "those of an IP address, such as `10.0.0.1`: digits, `.`, `:` and `a` to `f`, and no other");
const PATH: Form = (name::is_path_segment, "anything but `.`, `..`, and no `/` or `%`");

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let id = &view.object().id;
    // A kind that we do not know may be no object of a cluster at all.
    if id.kind.is_empty() || view.object().namespaced.is_none() || is_question(&id.group) {
        return;
    }
    let document = &view.at.facts.document;
    let metadata = document.get(view.object().node, "metadata");
    let prefix = metadata.and_then(|node| document.str(document.get(node, "generateName")?)).unwrap_or("");
    let spec = document.get(view.object().node, "spec");
    let manual = spec.and_then(|node| document.scalar(document.get(node, "manualSelector")?));
    let expected = if manual.is_some_and(|s| s.kind == Kind::Bool(true)) { SUBDOMAIN } else { form_of(id) };
    form(view, &name::completed(prefix), prefix_form(id, expected), &route!["metadata", "generateName"], &id.kind, out);
    // The server gives it a name of its own.
    let is_named = id.kind == "LimitRange" && id.group.is_empty();
    // A text that broke off may have lost it.
    let is_broken = document.problems.iter().any(|p| matches!(p.kind, crate::engine::yaml::ProblemKind::Syntax(_)));
    let is_told = is_broken || view.schema().iter().any(tells);
    if !is_named && !is_told && id.name.is_empty() && prefix.is_empty() {
        let finding = view
            .finding(&route!["metadata", "name"], format!("This {} has no name", id.kind))
            .help("Every object needs `metadata.name`; the API server refuses it otherwise.");
        out.push(finding);
    }
    form(view, &id.name, expected, &route!["metadata", "name"], &id.kind, out);
    if let Some(namespace) = id.namespace.as_deref() {
        form(view, namespace, LABEL, &route!["metadata", "namespace"], "namespace", out);
    }
}

/// Whether the strict check says already what became of the name: there are no metadata, or it is misspelt or misplaced.
fn tells(problem: &Problem) -> bool {
    match &problem.kind {
        ProblemKind::MissingField { field, .. } => *field == "metadata",
        ProblemKind::UnknownField { nearest, belongs, .. } => {
            let is_misspelt = *nearest == Some("name") && problem.path.0.len() == 2;
            is_misspelt || belongs.as_ref().is_some_and(|place| *place == route!["metadata", "name"])
        }
        _ => false,
    }
}

/// What completes to a name is cut to fit a label, and not looked at for its length beside a name.
fn prefix_form(id: &ObjectId, expected: Form) -> Form {
    match id.kind.as_str() {
        "Job" if id.group == "batch" => SUBDOMAIN,
        "CronJob" if id.group == "batch" && !id.name.is_empty() => SUBDOMAIN,
        _ => expected,
    }
}

/// Reviews ask something; they are not stored and need no name.
fn is_question(group: &str) -> bool {
    matches!(group, "authentication.k8s.io" | "authorization.k8s.io")
}

/// The form of a kind's names. Service names are relaxed to DNS-1123 labels in current releases.
fn form_of(id: &ObjectId) -> Form {
    match (id.group.as_str(), id.kind.as_str()) {
        ("", "Service" | "Namespace") | ("apps", "StatefulSet") => LABEL,
        ("batch", "CronJob") => CRON_JOB,
        ("batch", "Job") => JOB,
        ("rbac.authorization.k8s.io" | "certificates.k8s.io" | "events.k8s.io" | "policy", _) | ("", "Event" | "ComponentStatus") => PATH,
        // These kinds have names with a grammar of their own.
        ("networking.k8s.io", "IPAddress") => ADDRESS,
        ("apiregistration.k8s.io" | "internal.apiserver.k8s.io" | "storagemigration.k8s.io", _) => PATH,
        _ => SUBDOMAIN,
    }
}

fn form(view: &ObjectView<'_>, text: &str, (test, words): Form, at: &Route, what: &str, out: &mut Vec<Finding>) {
    if text.is_empty() || test(text) || view.written(at).is_none() {
        return;
    }
    let finding = view
        .finding(at, format!("`{text}` cannot be the name of a {what}"))
        .help(format!("The API server takes: {words} characters."));
    out.push(finding);
}

#[cfg(test)]
mod tests {
    use crate::engine::testing::object;

    #[test]
    fn by_kind() {
        let named = |kind: &str, metadata: &str, wanted: &[&str]| {
            object(&format!("apiVersion: {kind}\nmetadata: {{{metadata}}}\n"), wanted);
        };
        named("v1\nkind: ConfigMap", "name: a.b", &[]);
        named("v1\nkind: ConfigMap", "name: a_b", &["invalid-name: a_b"]);
        named("v1\nkind: ConfigMap", "generateName: a-", &[]);
        named("v1\nkind: ConfigMap", "generateName: A-", &["invalid-name: A-"]);
        named("v1\nkind: ConfigMap", "labels: {}", &["invalid-name: metadata"]);
        named("v1\nkind: ConfigMap", "name: null", &["invalid-name: null"]);
        named("v1\nkind: ConfigMap", "nam: a", &["unknown-field: nam"]);
        named("v1\nkind: ConfigMap\nname: a", "", &["unknown-field: name"]);
        named("v1\nkind: Namespace", "name: a.b", &["invalid-name: a.b"]);
        named("rbac.authorization.k8s.io/v1\nkind: ClusterRole", "name: 'system:A_b'", &[]);
        named("example.org/v1\nkind: Thing", "name: A_b", &[]);
    }
}
