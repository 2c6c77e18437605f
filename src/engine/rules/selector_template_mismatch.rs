//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::objects::value::selector;
use crate::engine::objects::{Typed, workload};
use crate::route;

super::rule! {
    /// A workload's selector does not match the labels of its own pods.
    ///
    /// ## Why it matters
    /// The controller would create pods that it does not recognise as its own, and create more without end.
    /// The API server therefore refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: menu
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: menu
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: menus
    ///     spec:
    ///       containers:
    ///         - name: menu
    ///           image: nginx:1.27
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: menu
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: menu
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: menu
    ///     spec:
    ///       containers:
    ///         - name: menu
    ///           image: nginx:1.27
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/apps/validation`: `ValidatePodTemplateSpecForReplicaSet` and its siblings
    "selector-template-mismatch", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let object = view.object();
    let Some(pods) = workload::pods(object) else { return };
    let labels_route = pods.metadata_route.then("labels");
    let labels = (view.written(&labels_route), "the labels of its pods");
    if let Some(wanted) = workload::selector(object)
        && !selector::is_empty(wanted)
        && !selector::matches(wanted, pods.labels)
    {
        // The pair that fails is the clearest place; expressions are shown whole.
        let failing = wanted.match_labels.iter().flatten().find(|(k, v)| pods.labels.get(*k) != Some(v));
        let (route, what) = match failing {
            Some((key, value)) => (route!["spec", "selector", "matchLabels", key.clone()], format!("`{key}: {value}`")),
            None => (route!["spec", "selector", "matchExpressions"], "an expression".to_owned()),
        };
        let found = failing.map_or(String::new(), |(key, _)| match pods.labels.get(key) {
            Some(value) => format!(" (they have `{key}: {value}`)"),
            None => format!(" (they have no label `{key}`)"),
        });
        let message = format!("The selector of this {} asks for {what}, which its own pods do not carry{found}", object.id.kind);
        out.push(view.finding(&route, message).help(HELP).related(labels.0, labels.1));
    }
    if let Typed::ReplicationController(controller) = &object.typed
        && let Some(wanted) = controller.spec.as_ref().and_then(|s| s.selector.as_ref())
        && !wanted.is_empty()
        && !selector::pairs_match(wanted, pods.labels)
    {
        let message = "The selector of this ReplicationController does not match the labels of its own pods";
        out.push(view.finding(&route!["spec", "selector"], message).help(HELP).related(labels.0, labels.1));
    }
}

const HELP: &str = "The API server refuses a workload that could not find its own pods. Make the pairs of `selector` and of `template.metadata.labels` agree.";
