//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::yaml::{Part, Route};
use crate::route;

super::rule! {
    /// The same object is in the set twice.
    ///
    /// ## Why it matters
    /// Kind, namespace and name make an object. When both are applied, the later one overwrites the earlier one, and
    /// which is later depends on the order of the files.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    /// data:
    ///   LOG_LEVEL: info
    /// ---
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    /// data:
    ///   LOG_LEVEL: debug
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    /// data:
    ///   LOG_LEVEL: info
    /// ---
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings-debug
    /// data:
    ///   LOG_LEVEL: debug
    /// ```
    ///
    /// ## References
    /// - API conventions, section "Names"
    "duplicate-object", Warning, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let object = view.object();
    if object.id.name.is_empty() || object.id.kind.is_empty() {
        return;
    }
    let Some(first) = view.objects.find(&object.id).filter(|first| *first != view.index) else { return };
    let name: Route = route!["metadata", "name"];
    let place = view.other(first).map(|other| other.place(&name, Part::Value));
    let other = view.other(first).map_or("", |other| other.object().api_version.as_str());
    let version = if other == object.api_version { String::new() } else { format!(", as `{other}`") };
    let namespace = object.id.namespace.as_deref().map_or(String::new(), |n| format!(" in namespace `{n}`"));
    let finding = view
        .finding(&name, format!("{} is in this set already{namespace}{version}", object.id))
        .help("Whichever is applied later overwrites the other, also through another version of the API. Rename one, or merge the two.")
        .related(place, "the first one");
    out.push(finding);
}
