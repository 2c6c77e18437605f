//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// A pod's annotation says something that the API server does not understand.
    ///
    /// ## Why it matters
    /// Some annotations are read by Kubernetes itself: profiles of seccomp and AppArmor from before there were fields for
    /// them, and what it costs to delete a pod. The API server refuses values that it cannot read.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: api
    ///   annotations:
    ///     seccomp.security.alpha.kubernetes.io/pod: runtime-default
    /// spec:
    ///   containers:
    ///     - name: api
    ///       image: nginx:1.27
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: api
    ///   annotations:
    ///     seccomp.security.alpha.kubernetes.io/pod: runtime/default
    /// spec:
    ///   containers:
    ///     - name: api
    ///       image: nginx:1.27
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `ValidatePodSpecificAnnotations`, `ValidateSeccompProfile`, `ValidateAppArmorPodAnnotations`
    "pod-annotation", Error, Part(&["ObjectMeta"], check)
}

fn check(metadata: &Part<'_>, out: &mut Vec<Finding>) {
    let around = metadata.up().filter(|up| matches!(up.type_name(), "Pod" | "PodTemplateSpec"));
    let Some(pod) = around.and_then(|up| up.part("spec")) else { return };
    let document = metadata.document();
    for entry in metadata.pairs("annotations") {
        let (key, value) = (document.key(entry), document.str(entry.value).unwrap_or(""));
        if let Some((on_key, why)) = fault(&pod, key, value) {
            let node = if on_key { entry.key } else { entry.value };
            out.push(metadata.finding_at(node, format!("`{key}: {value}` cannot be: {why}")).help("The API server refuses the pod. Profiles have fields of their own today: `securityContext.seccompProfile` and `appArmorProfile`."));
        }
    }
}

/// Whether the key is wrong or the value, and why.
fn fault(pod: &Part<'_>, key: &str, value: &str) -> Option<(bool, &'static str)> {
    if key == "seccomp.security.alpha.kubernetes.io/pod" || key.starts_with("container.seccomp.security.alpha.kubernetes.io/") {
        return (!is_seccomp(value)).then_some((false, "a profile is `runtime/default`, `unconfined` or `localhost/` and a file"));
    }
    if let Some(container) = key.strip_prefix("container.apparmor.security.beta.kubernetes.io/") {
        let mut all = ["containers", "initContainers", "ephemeralContainers"].into_iter().flat_map(|list| pod.parts(list));
        if !all.any(|c| c.text("name") == container) {
            return Some((true, "the pod has no container of this name"));
        }
        let good = matches!(value, "" | "runtime/default" | "unconfined") || value.starts_with("localhost/");
        return (!good).then_some((false, "a profile is `runtime/default`, `unconfined` or `localhost/` and its name"));
    }
    match key {
        "kubernetes.io/config.mirror" => pod.is_empty("nodeName").then_some((true, "a mirror of a static pod is on a node (`nodeName`)")),
        "controller.kubernetes.io/pod-deletion-cost" => (!is_cost(value)).then_some((false, "a cost is a whole number of 32 bits")),
        _ => None,
    }
}

fn is_seccomp(profile: &str) -> bool {
    match profile.strip_prefix("localhost/") {
        Some(path) => !path.starts_with('/') && path.split('/').all(|item| item != ".."),
        None => matches!(profile, "runtime/default" | "docker/default" | "unconfined"),
    }
}

/// Neither a plus nor zeros before it (`GetDeletionCostFromPodAnnotations`).
fn is_cost(value: &str) -> bool {
    let plain = !value.starts_with('+') && (value.len() < 2 || !value.starts_with('0'));
    plain && value.parse::<i32>().is_ok()
}

#[cfg(test)]
mod tests {
    use crate::engine::testing::object;

    #[test]
    fn annotations() {
        let pod = |pair: &str, wanted: &[&str]| {
            object(&format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: p, annotations: {{{pair}}}}}\nspec: {{containers: [{{name: c, image: i}}]}}\n"), wanted);
        };
        pod("container.apparmor.security.beta.kubernetes.io/c: localhost/x", &[]);
        let lost = "container.apparmor.security.beta.kubernetes.io/d";
        pod(&format!("{lost}: unconfined"), &[&format!("pod-annotation: {lost}")]);
        pod("container.seccomp.security.alpha.kubernetes.io/any: localhost/../x", &["pod-annotation: localhost/../x"]);
        pod("controller.kubernetes.io/pod-deletion-cost: '-5'", &[]);
        pod("controller.kubernetes.io/pod-deletion-cost: high", &["pod-annotation: high"]);
    }
}
