//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::objects::value::name;
use crate::engine::objects::{ObjectId, workload};
use crate::engine::yaml::Route;
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
const PATH: Form = (name::is_path_segment, "anything but `.`, `..`, and no `/` or `%`");
const PORT: Form = (name::is_port_name, "lower-case letters, digits and single `-`, at least one letter, at most 15");

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    object_name(view, out);
    for at in workload::pods(view.object()).iter().flat_map(|p| p.containers()) {
        form(view, &at.container.name, LABEL, &at.route.then("name"), "container", out);
        for (n, port) in at.container.ports.iter().flatten().enumerate() {
            form(view, port.name.as_deref().unwrap_or(""), PORT, &route![at.route; "ports", n, "name"], "port", out);
        }
    }
    if let Some(pods) = workload::pods(view.object()) {
        for (n, volume) in pods.spec.volumes.iter().flatten().enumerate() {
            form(view, &volume.name, LABEL, &route![pods.spec_route; "volumes", n, "name"], "volume", out);
        }
    }
}

fn object_name(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let id = &view.object().id;
    if id.kind.is_empty() {
        return;
    }
    let generated = view.written(&route!["metadata", "generateName"]).is_some();
    if id.name.is_empty() && !generated {
        let finding = view
            .finding(&route!["metadata", "name"], format!("This {} has no name", id.kind))
            .help("Every object needs `metadata.name`; the API server refuses it otherwise.");
        out.push(finding);
        return;
    }
    form(view, &id.name, form_of(id), &route!["metadata", "name"], &id.kind, out);
    if let Some(namespace) = id.namespace.as_deref() {
        form(view, namespace, LABEL, &route!["metadata", "namespace"], "namespace", out);
    }
}

/// The form of a kind's names. Service names are relaxed to DNS-1123 labels in current releases.
fn form_of(id: &ObjectId) -> Form {
    match (id.group.as_str(), id.kind.as_str()) {
        ("", "Service" | "Namespace") => LABEL,
        ("rbac.authorization.k8s.io" | "certificates.k8s.io", _) => PATH,
        // These kinds have names with a grammar of their own.
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
