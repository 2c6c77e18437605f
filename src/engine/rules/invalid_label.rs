//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::objects::value::name;
use crate::engine::objects::workload;
use crate::engine::yaml::{NodeId, Route};
use crate::route;

super::rule! {
    /// A label or annotation has a key or value that the API server does not take.
    ///
    /// ## Why it matters
    /// Labels are indexed and compared, so their form is narrow. The API server refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    ///   labels:
    ///     team: food & drink
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    ///   labels:
    ///     team: food-and-drink
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apimachinery/pkg/apis/meta/v1/validation`: `ValidateLabels`
    /// - `k8s.io/apimachinery/pkg/api/validation`: `ValidateAnnotations`
    "invalid-label", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let mut places: Vec<(Route, bool)> = vec![(route!["metadata", "labels"], true), (route!["metadata", "annotations"], false)];
    if let Some(pods) = workload::pods(view.object()).filter(|p| p.metadata_route != route!["metadata"]) {
        places.push((pods.metadata_route.then("labels"), true));
        places.push((pods.metadata_route.then("annotations"), false));
    }
    if workload::selector(view.object()).is_some() {
        places.push((route!["spec", "selector", "matchLabels"], true));
    }
    for (route, labels) in places {
        pairs(view, &route, labels, out);
    }
}

fn pairs(view: &ObjectView<'_>, route: &Route, labels: bool, out: &mut Vec<Finding>) {
    let document = &view.at.facts.document;
    let Some(map) = node(view, route) else { return };
    for entry in document.entries(map) {
        let key = document.key(entry);
        // Annotation keys are compared in lower case before they are tested.
        let tested = if labels { key.to_owned() } else { key.to_ascii_lowercase() };
        if !name::is_qualified_name(&tested) {
            let what = if labels { "label" } else { "annotation" };
            let finding = view.finding_at(entry.key, format!("`{key}` cannot be the key of a {what}")).help(
                "A key is letters, digits, `-`, `_` and `.`, at most 63, with an optional DNS name and `/` before it, such as `app.kubernetes.io/name`.",
            );
            out.push(finding);
        }
        if let Some(value) = document.str(entry.value).filter(|v| labels && !name::is_label_value(v)) {
            let finding = view.finding_at(entry.value, format!("`{value}` cannot be the value of a label")).help(
                "A value is letters, digits, `-`, `_` and `.`, at most 63, beginning and ending with a letter or digit, or empty. Longer or freer text belongs into an annotation.",
            );
            out.push(finding);
        }
    }
}

fn node(view: &ObjectView<'_>, route: &Route) -> Option<NodeId> {
    let mut node = view.object().node;
    for step in &route.0 {
        let crate::engine::yaml::Step::Key(key) = step else { return None };
        node = view.at.facts.document.get(node, key)?;
    }
    Some(node)
}
