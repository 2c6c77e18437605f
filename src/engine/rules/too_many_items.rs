//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::table::{self, TypeRows};

super::rule! {
    /// A list has more items than it may have.
    ///
    /// ## Why it matters
    /// What reads the list has room for so many: a resolver asks three servers, a Job looks through twenty rules. The API
    /// server refuses longer lists.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: api
    /// spec:
    ///   dnsConfig:
    ///     nameservers: [10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4]
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
    /// spec:
    ///   dnsConfig:
    ///     nameservers: [10.0.0.1, 10.0.0.2, 10.0.0.3]
    ///   containers:
    ///     - name: api
    ///       image: nginx:1.27
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `validatePodDNSConfig`
    /// - `pkg/apis/batch/validation`: `validatePodFailurePolicy`, `validateSuccessPolicy`
    "too-many-items", Error, Part(&TYPES, check)
}

const ROWS: &[TypeRows<usize>] = &[
    // discovery: validateEndpoints, validatePorts
    ("Endpoint", &[("addresses", 100)]),
    ("EndpointHints", &[("forNodes", 8), ("forZones", 8)]),
    ("EndpointSlice", &[("endpoints", 1000), ("ports", 20_000)]),
    // admissionregistration: validateMatchConditions, validateValidatingAdmissionPolicySpec
    ("MutatingAdmissionPolicySpec", &[("matchConditions", 64)]),
    ("MutatingWebhook", &[("matchConditions", 64)]),
    ("ValidatingAdmissionPolicySpec", &[("auditAnnotations", 20), ("matchConditions", 64)]),
    ("ValidatingWebhook", &[("matchConditions", 64)]),
    ("CustomResourceDefinitionVersion", &[("selectableFields", 8)]),
    // resource: validateDeviceClaim, validateDeviceRequest
    ("DeviceClaim", &[("config", 32), ("constraints", 32), ("requests", 32)]),
    ("DeviceRequest", &[("firstAvailable", 8)]),
    // networking: validateServiceCIDRSpec; core: ValidateServiceClusterIPsRelatedFields
    ("ServiceCIDRSpec", &[("cidrs", 2)]),
    ("ServiceSpec", &[("clusterIPs", 2)]),
    ("PodDNSConfig", &[("nameservers", 3), ("searches", 32)]),
    ("Container", &[("restartPolicyRules", 20)]),
    ("ContainerRestartRuleOnExitCodes", &[("values", 255)]),
    ("PodFailurePolicy", &[("rules", 20)]),
    ("PodFailurePolicyOnExitCodesRequirement", &[("values", 255)]),
    ("PodFailurePolicyRule", &[("onPodConditions", 20)]),
    ("SuccessPolicy", &[("rules", 20)]),
];
static TOPICS: &[&[TypeRows<usize>]] = &[ROWS];
const TYPES: [&str; table::count(&[ROWS])] = table::types(&[ROWS]);

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    for (field, most) in table::rows(TOPICS, part.type_name()) {
        let count = part.items(field).len();
        if count > *most {
            let message = format!("`{field}` has {count} items, more than {most}");
            out.push(part.finding_at_key(field, message).help("The API server refuses the object. Leave some out."));
        }
    }
    let searches = part.items("searches").iter().map(|node| part.document().str(*node).map_or(0, str::len) + 1);
    let length = searches.sum::<usize>().saturating_sub(1);
    if part.type_name() == "PodDNSConfig" && length > LONGEST {
        let message = format!("`searches` has {length} characters in all, more than {LONGEST}");
        out.push(part.finding_at_key("searches", message).help("The API server refuses the object. Leave some out."));
    }
}

/// Characters of all search domains, with spaces between (`MaxDNSSearchListChars`).
const LONGEST: usize = 2048;

#[cfg(test)]
mod tests {
    #[test]
    fn tables_name_what_exists() {
        crate::engine::table::tests::check(super::TOPICS);
    }
}
