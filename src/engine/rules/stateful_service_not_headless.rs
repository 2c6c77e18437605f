//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::graph::End;
use crate::engine::objects::Typed;
use crate::engine::yaml::Part;
use crate::route;

super::rule! {
    /// The Service that names the pods of a StatefulSet is not headless.
    ///
    /// ## Why it matters
    /// Each pod of a StatefulSet gets a DNS name of its own, such as `db-0.db`, from the Service in `serviceName`.
    /// Only a headless Service (`clusterIP: None`) has such names; others have one address for all pods. Where no
    /// Service is named, there are none either.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: db
    /// spec:
    ///   selector: {app: db}
    ///   ports:
    ///     - port: 5432
    /// ---
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata:
    ///   name: db
    /// spec:
    ///   serviceName: db
    ///   selector:
    ///     matchLabels: {app: db}
    ///   template:
    ///     metadata:
    ///       labels: {app: db}
    ///     spec:
    ///       containers:
    ///         - name: db
    ///           image: postgres:17
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: db
    /// spec:
    ///   clusterIP: None
    ///   selector: {app: db}
    ///   ports:
    ///     - port: 5432
    /// ---
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata:
    ///   name: db
    /// spec:
    ///   serviceName: db
    ///   selector:
    ///     matchLabels: {app: db}
    ///   template:
    ///     metadata:
    ///       labels: {app: db}
    ///     spec:
    ///       containers:
    ///         - name: db
    ///           image: postgres:17
    /// ```
    ///
    /// ## References
    /// - Kubernetes documentation, "StatefulSets", section "Stable Network ID"
    "stateful-service-not-headless", Warning, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    if let Typed::StatefulSet(set) = &view.object().typed
        && set.spec.service_name.as_deref().unwrap_or_default().is_empty()
    {
        let finding = view.finding_at_key(&route!["spec"], "No Service is named, so the pods get no DNS names of their own");
        out.push(finding.help("Each gets a name such as `db-0.db` only from a headless Service. Name one in `serviceName`."));
    }
    for edge in view.edges(view.index).iter().filter(|edge| edge.relation == "named_by") {
        let End::Present(index) = edge.to else { continue };
        let Some(service) = view.other(index) else { continue };
        let Typed::Service(typed) = &service.object().typed else { continue };
        let Some(spec) = typed.spec.as_ref() else { continue };
        let first = spec.cluster_ip.as_deref().or_else(|| spec.cluster_ips.as_ref()?.first().map(String::as_str));
        if first != Some("None") {
            let finding = view
                .finding(&edge.route, format!("{} is not headless, so the pods get no DNS names of their own", service.object().id))
                .help("Set `clusterIP: None` in that Service, or name a headless one here and keep the other for its clients.")
                .related(Some(service.place(&route!["spec"], Part::Key)), "the Service");
            out.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::testing::findings;

    #[test]
    fn without_a_name_there_is_no_service() {
        let set = |spec: &str| format!("apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {{name: db}}\nspec:\n  {spec}selector: {{matchLabels: {{app: db}}}}\n  template:\n    metadata: {{labels: {{app: db}}}}\n    spec: {{containers: [{{name: db, image: db}}]}}\n");
        let rules = |spec: &str| findings(&set(spec)).into_iter().map(|f| (f.rule, f.place.line)).collect::<Vec<_>>();
        assert_eq!(rules(""), [("stateful-service-not-headless".to_owned(), 4)]);
        assert_eq!(rules("serviceName: \"\"\n  "), [("stateful-service-not-headless".to_owned(), 4)]);
        assert_eq!(rules("serviceName: db\n  "), [("missing-object".to_owned(), 5)]);
    }
}
