//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::objects::value::quantity;
use crate::engine::objects::value::resource::is_known;
use crate::engine::yaml::Entry;

super::rule! {
    /// A quota counts something that cannot be counted so.
    ///
    /// ## Why it matters
    /// A name without `/` must be one of the resources that Kubernetes knows; counts are whole numbers; and a quota
    /// with a scope is about pods, so it can limit only what pods use. The API server refuses others.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: ResourceQuota
    /// metadata:
    ///   name: team
    /// spec:
    ///   hard:
    ///     deployments: "10"
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: ResourceQuota
    /// metadata:
    ///   name: team
    /// spec:
    ///   hard:
    ///     count/deployments.apps: "10"
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `ValidateResourceQuotaResourceName`, `ValidateResourceQuantityValue`, `validateResourceQuotaScopes`
    /// - `pkg/apis/core/helper`: `IsStandardQuotaResourceName`, `IsIntegerResourceName`, `IsResourceQuotaScopeValidForResource`
    "quota-resource", Error, Part(&["ResourceQuotaSpec"], check)
}

fn check(quota: &Part<'_>, out: &mut Vec<Finding>) {
    let document = quota.document();
    let selected = quota.part("scopeSelector").into_iter().flat_map(|selector| selector.parts("matchExpressions"));
    let scopes: Vec<&str> = quota.items("scopes").iter().filter_map(|node| document.str(*node)).chain(selected.map(|e| e.text("scopeName"))).collect();
    for pair in quota.pairs("hard") {
        let resource = document.key(pair);
        if !is_known(resource) || resource == "storage" {
            out.push(quota.finding_at(pair.key, format!("`{resource}` is nothing that a quota knows")).help(
                "The API server takes names such as `requests.cpu`, `pods` or `services`; any other kind is counted as `count/` with its plural and group: `count/deployments.apps`.",
            ));
        } else if let Some(scope) = scopes.iter().find(|scope| !applies(scope, resource)) {
            let finding = quota.finding_at(pair.key, format!("`{resource}` cannot be limited in the scope `{scope}`"));
            out.push(finding.help("The scope is about pods, and this is nothing that such pods use. Put it into a quota without scopes."));
        }
        out.extend(fraction(quota, pair));
    }
}

const COUNTS: [&str; 9] = [
    "configmaps", "persistentvolumeclaims", "pods", "replicationcontrollers", "resourcequotas", "secrets", "services",
    "services.loadbalancers", "services.nodeports",
];

/// Whether pods of a scope use such a resource (`IsResourceQuotaScopeValidForResource`); others' resources are let through.
fn applies(scope: &str, resource: &str) -> bool {
    let amount = resource.strip_prefix("requests.").or_else(|| resource.strip_prefix("limits.")).unwrap_or(resource);
    let is_compute = ["cpu", "memory"].contains(&amount);
    let is_standard = is_compute
        || COUNTS.contains(&resource)
        || ["ephemeral-storage", "storage"].contains(&amount)
        || amount.starts_with("hugepages-");
    match scope {
        _ if !is_standard || resource == "pods" => true,
        "BestEffort" => false,
        "CrossNamespacePodAffinity" | "NotBestEffort" | "NotTerminating" | "PriorityClass" | "Terminating" => is_compute,
        _ => true,
    }
}

/// A resource of somebody else, which is always counted (`IsExtendedResourceName`).
fn is_extended(resource: &str) -> bool {
    resource.split_once('/').is_some_and(|(domain, _)| !domain.ends_with("kubernetes.io") && !domain.starts_with("requests."))
}

fn fraction(quota: &Part<'_>, pair: &Entry) -> Option<Finding> {
    let resource = quota.document().key(pair);
    let text = &quota.document().scalar(pair.value)?.text;
    let value = quantity::parse(text).filter(|_| COUNTS.contains(&resource) || is_extended(resource))?;
    (value % 1_000_000_000 != 0).then(|| {
        quota.finding_at(pair.value, format!("`{resource}` cannot be {text}: it is a count")).help("The API server takes whole numbers only.")
    })
}
