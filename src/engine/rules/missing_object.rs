//! See the rule's own documentation.

use std::collections::BTreeSet;

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::graph::End;
use crate::engine::objects::ObjectId;

super::rule! {
    /// Something that an object needs is not in this set.
    ///
    /// ## Why it matters
    /// It may exist in the cluster. If it does not: a container whose ConfigMap or Secret is absent stays in
    /// `CreateContainerConfigError` or `ContainerCreating`, a pod whose claim is absent stays `Pending`, an autoscaler
    /// without target scales nothing.
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
    ///       envFrom:
    ///         - configMapRef:
    ///             name: settings
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
    ///       envFrom:
    ///         - configMapRef:
    ///             name: settings
    /// ---
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    /// data:
    ///   LOG_LEVEL: info
    /// ```
    ///
    /// ## References
    /// - API reference of the field that names the object
    "missing-object", Warning, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for edge in view.graph.from(view.index) {
        let End::Missing(id) = &edge.to else { continue };
        // Ingress backends have a rule of their own; one absent object gives one finding.
        if edge.optional || edge.relation == "routes_to" || !seen.insert(id.clone()) {
            continue;
        }
        // Of an API that is gone, it has a finding of its own.
        if view.objects.find(&ObjectId { group: "extensions".into(), ..id.clone() }).is_some() {
            continue;
        }
        let namespace = id.namespace.as_deref().map_or(String::new(), |n| format!(" (namespace `{n}`)"));
        let finding = view
            .finding(&edge.route, format!("{} `{}` is not in this set{namespace}", id.kind, id.name))
            .help(format!("If it is not in the cluster either, {}. Check name and namespace, or add it.", consequence(edge.relation)));
        out.push(finding);
    }
}

fn consequence(relation: &str) -> &'static str {
    match relation {
        "reads_env" => "the container cannot start (CreateContainerConfigError)",
        "mounts" => "the pod stays in ContainerCreating because the volume cannot be set up",
        "claims" => "the pod stays Pending",
        "runs_as" => "no pod can be created",
        "calls" => "its name does not resolve and every call fails",
        "scales" => "nothing is scaled",
        "named_by" => "the pods get no DNS names of their own",
        _ => "it has no effect",
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::testing::findings;

    #[test]
    fn what_is_of_an_api_that_is_gone_is_not_absent_too() {
        let set = |version: &str| format!("apiVersion: {version}\nkind: Deployment\nmetadata: {{name: a}}\nspec:\n  selector: {{matchLabels: {{app: a}}}}\n  template:\n    metadata: {{labels: {{app: a}}}}\n    spec: {{containers: [{{name: a, image: b}}]}}\n---\napiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: {{name: a}}\nspec: {{maxReplicas: 2, scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: a}}}}\n");
        let absent = |version: &str| findings(&set(version)).iter().filter(|f| f.rule == "missing-object").count();
        assert_eq!((absent("extensions/v1beta1"), absent("example.org/v1")), (0, 1));
        assert!(findings(&set("extensions/v1beta1")).iter().any(|f| f.rule == "removed-api"));
    }
}
