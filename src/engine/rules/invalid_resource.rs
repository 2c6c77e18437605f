//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::objects::value::{quantity, resource};
use crate::engine::part::Part;
use crate::engine::yaml::Entry;

super::rule! {
    /// A container asks for a resource that does not exist, or for an amount that cannot be.
    ///
    /// ## Why it matters
    /// Kubernetes knows `cpu`, `memory`, `ephemeral-storage` and huge pages; everything else has a DNS name before it,
    /// such as `nvidia.com/gpu`, and is counted in whole pieces. The API server refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: train
    /// spec:
    ///   containers:
    ///     - name: train
    ///       image: busybox:1.37
    ///       resources:
    ///         limits:
    ///           gpu: 1
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: train
    /// spec:
    ///   containers:
    ///     - name: train
    ///       image: busybox:1.37
    ///       resources:
    ///         limits:
    ///           nvidia.com/gpu: 1
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `ValidateContainerResourceRequirements`, `validateContainerResourceName`, `ValidateResourceQuantityValue`, `validateResourceQuantityHugePageValue`
    "invalid-resource", Error, Part(&["Overhead", "PodSpec", "ResourceRequirements"], check)
}

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    let lists = match part.type_name() {
        "Overhead" => &["podFixed"][..],
        "PodSpec" => &["overhead"],
        _ => &["limits", "requests"],
    };
    for list in lists {
        for entry in part.pairs(list) {
            out.extend(fault(part, list, entry).map(|finding| finding.help(HELP)));
        }
    }
    huge_pages_alone(part, out);
}

const HELP: &str = "The API server refuses it. Resources are `cpu`, `memory`, `ephemeral-storage`, `hugepages-<size>`, or have a DNS name before a `/`; amounts are not negative.";

fn fault(part: &Part<'_>, list: &str, entry: &Entry) -> Option<Finding> {
    let document = part.document();
    let name = document.key(entry);
    let for_pods = matches!(name, "cpu" | "memory") || resource::is_huge_page(name);
    if list != "overhead" && !for_pods && part.up().is_some_and(|up| up.type_name() == "PodSpec") {
        return Some(part.finding_at(entry.key, format!("A pod as a whole cannot ask for `{name}`")));
    }
    if !resource::is_for_containers(name) {
        return Some(part.finding_at(entry.key, format!("A container cannot ask for `{name}`")));
    }
    let text = &*document.scalar(entry.value)?.text;
    let milli = quantity::milli(text)?;
    if resource::is_huge_page(name) && milli >= 0 && !resource::are_whole_pages(name, milli) {
        return Some(part.finding_at(entry.value, format!("{text} of {name} is not a whole number of pages")));
    }
    if milli < 0 {
        return Some(part.finding_at(entry.value, format!("{text} is a negative amount of {name}")));
    }
    if resource::is_extended(name) && milli % 1000 != 0 {
        return Some(part.finding_at(entry.value, format!("{text} of {name} is not a whole number")));
    }
    let limited = part.pairs("limits").iter().any(|limit| document.key(limit) == name);
    let message = format!("There is a request for {name} and no limit: it cannot be overcommitted");
    (list == "requests" && !limited && !resource::may_overcommit(name)).then(|| part.finding_at(entry.key, message))
}

fn huge_pages_alone(part: &Part<'_>, out: &mut Vec<Finding>) {
    let document = part.document();
    let mut all = part.pairs("limits").iter().chain(part.pairs("requests"));
    let huge = all.clone().find(|entry| resource::is_huge_page(document.key(entry)));
    // The pod's own resources may name cpu and memory.
    let pod_level = part.within("PodSpec").is_some_and(|pod| pod.has("resources"));
    if let Some(huge) = huge.filter(|_| !pod_level && !all.any(|entry| matches!(document.key(entry), "cpu" | "memory"))) {
        let message = "Huge pages need a request or limit for cpu or memory beside them";
        out.push(part.finding_at(huge.key, message).help("The API server refuses huge pages alone."));
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::testing::container;

    #[test]
    fn names_and_amounts() {
        container("resources: {limits: {cpu: -1}}", &["invalid-resource: -1"]);
        container("resources: {limits: {a.io/x: 1.5}}", &["invalid-resource: 1.5"]);
        container("resources: {requests: {a.io/x: 1}}", &["invalid-resource: a.io/x"]);
        container("resources: {limits: {hugepages-2Mi: 4Mi}}", &["invalid-resource: hugepages-2Mi"]);
        container("resources: {limits: {hugepages-2Mi: 4Mi, memory: 1Gi}}", &[]);
        container("resources: {limits: {hugepages-2Mi: 3Mi, memory: 1Gi}}", &["invalid-resource: 3Mi"]);
        container("resources: {limits: {hugepages-big: 4Mi, memory: 1Gi}}", &["invalid-resource: 4Mi"]);
        container("resources: {limits: {memroy: 1Gi}}", &["invalid-resource: memroy"]);
    }
}
