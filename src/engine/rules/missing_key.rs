//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::graph::{Detail, End};
use crate::engine::objects::{Object, Typed};
use crate::engine::yaml::Part;
use crate::route;

super::rule! {
    /// A container asks for a key that the ConfigMap or Secret does not have.
    ///
    /// ## Why it matters
    /// The object is in this set, the key is not: the container stays in `CreateContainerConfigError`, or its volume
    /// cannot be set up, until the key exists.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Secret
    /// metadata:
    ///   name: keys
    /// stringData:
    ///   JWT_SECRET: demo
    /// ---
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: api
    /// spec:
    ///   containers:
    ///     - name: api
    ///       image: nginx:1.27
    ///       env:
    ///         - name: JWT_SECRET
    ///           valueFrom:
    ///             secretKeyRef:
    ///               name: keys
    ///               key: JWT_SECERT
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Secret
    /// metadata:
    ///   name: keys
    /// stringData:
    ///   JWT_SECRET: demo
    /// ---
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: api
    /// spec:
    ///   containers:
    ///     - name: api
    ///       image: nginx:1.27
    ///       env:
    ///         - name: JWT_SECRET
    ///           valueFrom:
    ///             secretKeyRef:
    ///               name: keys
    ///               key: JWT_SECRET
    /// ```
    ///
    /// ## References
    /// - `pkg/kubelet`: `makeEnvironmentVariables`
    "missing-key", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    for edge in view.graph.from(view.index).iter().filter(|e| !e.optional) {
        let (End::Present(index), Detail::Key(key, false)) = (&edge.to, &edge.detail) else { continue };
        let Some(other) = view.other(*index) else { continue };
        let keys = keys(other.object());
        let nearest = keys.iter().max_by(|a, b| strsim::jaro_winkler(a, key).total_cmp(&strsim::jaro_winkler(b, key)));
        let listed = if keys.is_empty() { "It has no keys.".to_owned() } else { format!("It has {}.", names(&keys)) };
        let mut finding = view
            .finding(&edge.route, format!("{} has no key `{key}`", other.object().id))
            .help(format!("The container cannot start without it (CreateContainerConfigError). {listed} Correct the key, add it there, or mark the reference `optional: true`."));
        for field in ["data", "stringData"] {
            finding = finding.related(other.written(&route![field]), "its keys");
        }
        if let Some(nearest) = nearest.filter(|n| strsim::jaro_winkler(n, key) > 0.8) {
            finding = finding.fix(format!("Use `{nearest}`"), view.place(&edge.route, Part::Value), nearest.clone());
        }
        out.push(finding);
    }
}

fn names(keys: &[String]) -> String {
    let shown: Vec<String> = keys.iter().take(8).map(|k| format!("`{k}`")).collect();
    let more = keys.len().saturating_sub(8);
    shown.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
}

fn keys(object: &Object) -> Vec<String> {
    match &object.typed {
        Typed::ConfigMap(c) => {
            c.data.iter().flat_map(|d| d.keys()).chain(c.binary_data.iter().flat_map(|d| d.keys())).cloned().collect()
        }
        Typed::Secret(s) => {
            s.data.iter().flat_map(|d| d.keys()).chain(s.string_data.iter().flat_map(|d| d.keys())).cloned().collect()
        }
        _ => Vec::new(),
    }
}
