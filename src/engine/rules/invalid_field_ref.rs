//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::objects::value::{name, quantity};
use crate::engine::part::Part;

super::rule! {
    /// A variable or file asks for a field of the pod that cannot be handed in.
    ///
    /// ## Why it matters
    /// Only a few fields of a pod and its containers' resources reach the processes (the downward API). The API server
    /// refuses others.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: api
    /// spec:
    ///   containers:
    ///     - name: api
    ///       image: nginx:1.27
    ///       env:
    ///         - name: POD_IP
    ///           valueFrom:
    ///             fieldRef:
    ///               fieldPath: status.ip
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
    ///     - name: api
    ///       image: nginx:1.27
    ///       env:
    ///         - name: POD_IP
    ///           valueFrom:
    ///             fieldRef:
    ///               fieldPath: status.podIP
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `validateObjectFieldSelector`, `validateContainerResourceFieldSelector`, `validateContainerResourceDivisor`
    "invalid-field-ref", Error, Part(&["ObjectFieldSelector", "ResourceFieldSelector"], check)
}

const ENV: &[&str] = &[
    "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP",
    "status.hostIPs", "status.podIP", "status.podIPs",
];
const FILE: &[&str] = &["metadata.name", "metadata.namespace", "metadata.labels", "metadata.annotations", "metadata.uid"];
const RESOURCES: &[&str] =
    &["limits.cpu", "limits.memory", "limits.ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage"];

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    let in_volume = part.up().is_some_and(|up| up.type_name() == "DownwardAPIVolumeFile");
    if part.type_name() == "ObjectFieldSelector" { field(part, in_volume, out) } else { resource(part, in_volume, out) }
}

fn field(part: &Part<'_>, in_volume: bool, out: &mut Vec<Finding>) {
    let path = part.text("fieldPath");
    let known = if in_volume { FILE } else { ENV };
    let subscript = path.strip_suffix("']").and_then(|rest| rest.split_once("['")).filter(|(map, _)| !map.is_empty());
    let good = match subscript {
        Some(("metadata.annotations", key)) => name::is_qualified_name(&key.to_ascii_lowercase()),
        Some(("metadata.labels", key)) => name::is_qualified_name(key),
        Some(_) => false,
        None => known.contains(&path) || (path == "spec.host" && !in_volume),
    };
    let version = part.text("apiVersion");
    if !matches!(version, "" | "v1") {
        out.push(part.finding("apiVersion", format!("A pod has no version `{version}`")).help("Only `v1` has fields of pods; it may be left out."));
    } else if !path.is_empty() && !good {
        let help = format!("The API server takes {}, `metadata.labels['key']` and `metadata.annotations['key']`.", known.join(", "));
        out.push(part.finding("fieldPath", format!("`{path}` is no field that can be handed in")).help(help));
    }
}

fn resource(part: &Part<'_>, in_volume: bool, out: &mut Vec<Finding>) {
    let resource = part.text("resource");
    if in_volume && part.text("containerName").is_empty() {
        let message = "A file must say whose resources it shows: `containerName` is missing";
        out.push(part.finding("containerName", message).help("The API server refuses it. Name one of the pod's containers."));
    }
    let huge = resource.starts_with("limits.hugepages-") || resource.starts_with("requests.hugepages-");
    if !resource.is_empty() && !huge && !RESOURCES.contains(&resource) {
        let help = format!("The API server takes {} and huge pages.", RESOURCES.join(", "));
        out.push(part.finding("resource", format!("`{resource}` is no resource that can be handed in")).help(help));
        return;
    }
    let divisor = part.scalar("divisor").map_or("", |scalar| scalar.text.trim());
    if quantity::parse(divisor).is_some_and(|d| d != 0 && !divides(resource, d, divisor.ends_with('i'))) {
        let message = format!("`{resource}` cannot be counted in this unit");
        out.push(part.finding("divisor", message).help("CPU is counted in `1` or `1m`; bytes in 1 of a unit: `1`, `1k`, `1Ki`, `1M`, `1Mi`, …"));
    }
}

/// Whether a unit, in billionths, fits the resource. Powers of 1024 have to be written as such: the server looks at
/// the text (`Quantity.String`).
fn divides(resource: &str, divisor: i128, is_binary: bool) -> bool {
    let one = 1_000_000_000_i128;
    if resource.ends_with(".cpu") {
        return divisor == one || divisor == one / 1000;
    }
    let powers = |base: i128| (0..=6).map(move |n| one.saturating_mul(base.pow(n)));
    powers(1000).chain(powers(1024).filter(|_| is_binary)).any(|unit| unit == divisor)
}

#[cfg(test)]
mod tests {
    use crate::engine::testing::container;

    #[test]
    fn references() {
        let env = |source: &str, wanted: &[&str]| container(&format!("env: [{{name: A, valueFrom: {{{source}}}}}]"), wanted);
        env("fieldRef: {fieldPath: \"metadata.labels['a.b/c']\"}", &[]);
        env("fieldRef: {fieldPath: metadata.labels}", &["invalid-field-ref: metadata.labels"]);
        env("fieldRef: {fieldPath: spec.nodeName, apiVersion: v2}", &["invalid-field-ref: v2"]);
        env("resourceFieldRef: {resource: limits.cpu, divisor: 1m}", &[]);
        env("resourceFieldRef: {resource: limits.cpu, divisor: 10m}", &["invalid-field-ref: 10m"]);
        env("resourceFieldRef: {resource: limits.memory, divisor: 1Mi}", &[]);
        env("resourceFieldRef: {resource: limits.memory, divisor: 1000000}", &[]);
        env("resourceFieldRef: {resource: limits.memory, divisor: 1024Ki}", &[]);
        env("resourceFieldRef: {resource: limits.memory, divisor: 1048576}", &["invalid-field-ref: 1048576"]);
        env("resourceFieldRef: {resource: cpu}", &["invalid-field-ref: cpu"]);
    }
}
