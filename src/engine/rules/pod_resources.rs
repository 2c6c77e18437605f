//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::objects::value::{quantity, resource};
use crate::engine::part::Part;
use crate::engine::yaml::Entry;

super::rule! {
    /// The containers of a pod ask for more than the pod as a whole.
    ///
    /// ## Why it matters
    /// `resources` of a pod is what all its containers share. Their requests together must fit into its request,
    /// and no container's limit can be above its limit. The API server refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: shop
    /// spec:
    ///   resources:
    ///     requests:
    ///       cpu: "1"
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27
    ///       resources:
    ///         requests:
    ///           cpu: 800m
    ///     - name: cache
    ///       image: redis:7
    ///       resources:
    ///         requests:
    ///           cpu: 800m
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: shop
    /// spec:
    ///   resources:
    ///     requests:
    ///       cpu: "2"
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27
    ///       resources:
    ///         requests:
    ///           cpu: 800m
    ///     - name: cache
    ///       image: redis:7
    ///       resources:
    ///         requests:
    ///           cpu: 800m
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `validatePodResourceConsistency`
    "pod-resources", Error, Part(&["PodSpec"], check)
}

fn check(pod: &Part<'_>, out: &mut Vec<Finding>) {
    let Some(whole) = pod.part("resources") else { return };
    for entry in whole.pairs("requests").iter().filter(|entry| is_shared(pod, entry)) {
        let name = pod.document().key(entry);
        let Some(most) = amount(pod, entry).filter(|most| sum(pod, name) > *most) else { continue };
        let (sum, most) = (written(sum(pod, name)), written(most));
        let message = format!("The containers request {sum} of {name} in all, more than the pod's {most}");
        out.push(pod.finding_at(entry.value, message).help("The API server refuses it. Raise the pod's request, or lower those of its containers."));
    }
    for entry in whole.pairs("limits") {
        let over = pod.parts("containers").filter_map(|container| limit_above(&container, entry));
        out.extend(over.map(|finding| finding.related(Some(pod.place(entry.value)), "the pod's limit")));
    }
}

fn limit_above(container: &Part<'_>, most: &Entry) -> Option<Finding> {
    let name = container.document().key(most);
    let own = container.part("resources").and_then(|r| find(&r, "limits", name))?;
    if amount(container, &own)? <= amount(container, most)? {
        return None;
    }
    let message = format!("The container's limit of {name} is above the pod's");
    Some(container.finding_at(own.value, message).help("The API server refuses it. Lower it, or raise the limit of the pod."))
}

/// What the pod as a whole can ask for.
fn is_shared(pod: &Part<'_>, entry: &Entry) -> bool {
    let name = pod.document().key(entry);
    matches!(name, "cpu" | "memory") || resource::is_huge_page(name)
}

/// What is asked for at most at a time (`AggregateContainerRequests`): by all containers and sidecars, or by an
/// init container and the sidecars before it.
fn sum(pod: &Part<'_>, name: &str) -> i128 {
    let (mut sidecars, mut most) = (0, 0);
    for container in pod.parts("initContainers") {
        let own = request(&container, name);
        most = most.max(sidecars + own);
        if container.text("restartPolicy") == "Always" {
            sidecars += own;
        }
    }
    let all: i128 = pod.parts("containers").map(|container| request(&container, name)).sum();
    most.max(sidecars + all)
}

/// A container's request; in a Pod a limit alone is one, too (`SetDefaults_Pod`).
fn request(container: &Part<'_>, name: &str) -> i128 {
    let Some(resources) = container.part("resources") else { return 0 };
    let limit = || find(&resources, "limits", name).filter(|_| container.root().type_name() == "Pod");
    find(&resources, "requests", name).or_else(limit).and_then(|entry| amount(container, &entry)).unwrap_or(0)
}

fn find(resources: &Part<'_>, list: &str, name: &str) -> Option<Entry> {
    resources.pairs(list).iter().find(|entry| resources.document().key(entry) == name).copied()
}

fn amount(part: &Part<'_>, entry: &Entry) -> Option<i128> {
    quantity::milli(&part.document().scalar(entry.value)?.text)
}

fn written(milli: i128) -> String {
    if milli % 1000 == 0 { (milli / 1000).to_string() } else { format!("{milli}m") }
}

#[cfg(test)]
mod tests {
    use crate::engine::testing::pod;

    #[test]
    fn sums_and_limits() {
        let of = |whole: &str, own: &str, init: &str, wanted: &[&str]| {
            let container = format!("{{name: c, image: i, resources: {own}}}");
            let init = format!("{{name: d, image: i, {init}}}");
            pod(&format!("resources: {whole}\ncontainers: [{container}]\ninitContainers: [{init}]"), wanted);
        };
        let init = "resources: {requests: {cpu: 2}}";
        of("{requests: {cpu: 2}}", "{requests: {cpu: 1}}", init, &[]);
        of("{requests: {cpu: 2}}", "{requests: {cpu: 1}}", &format!("restartPolicy: Always, {init}"), &["pod-resources: 2"]);
        of("{requests: {cpu: 1}}", "{}", init, &["pod-resources: 1"]);
        of("{limits: {cpu: 3}}", "{limits: {cpu: 4}}", init, &["pod-resources: 4"]);
        of("{limits: {cpu: 3}}", "{limits: {a.io/b: 4}}", init, &[]);
    }
}
