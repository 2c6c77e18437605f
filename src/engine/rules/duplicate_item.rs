//! See the rule's own documentation.

use std::collections::HashMap;

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::table::{self, TypeRows};
use crate::engine::yaml::NodeId;

super::rule! {
    /// Two items of a list are the same where each must be one of its kind.
    ///
    /// ## Why it matters
    /// Some lists are really sets or maps: two items with the same key leave open which one counts. The API server
    /// refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   ports:
    ///     - name: http
    ///       port: 80
    ///     - name: metrics
    ///       port: 80
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   ports:
    ///     - name: http
    ///       port: 80
    ///     - name: metrics
    ///       port: 9090
    /// ```
    ///
    /// ## References
    /// - `field.Duplicate` in `pkg/apis/*/validation`, by list in this rule's table
    "duplicate-item", Error, Part(&TYPES, check)
}

/// What makes an item: its fields with their defaults, or nothing where items are texts. An item without
/// the first field counts only if that has a default.
type Key = &'static [(&'static str, Option<&'static str>)];

const PROTOCOL: (&str, Option<&str>) = ("protocol", Some("TCP"));

const TOPIC: &[TypeRows<Key>] = &[
    // core: ValidateService, validateNodeTaints, ValidateLimitRange
    (
        "ServiceSpec",
        &[("ipFamilies", &[]), ("ports", &[("port", None), PROTOCOL]), ("ports", &[("nodePort", None), PROTOCOL])],
    ),
    ("NodeSpec", &[("podCIDRs", &[]), ("taints", &[("key", None), ("effect", Some(""))])]),
    ("LimitRangeSpec", &[("limits", &[("type", None)])]),
    // discovery: validateHints, validatePorts
    ("EndpointHints", &[("forNodes", &[("name", None)]), ("forZones", &[("name", None)])]),
    ("EndpointSlice", &[("ports", &[("name", Some(""))])]),
    // admissionregistration: validateValidatingWebhookConfiguration, validateMutatingWebhookConfiguration
    ("MutatingWebhook", &[("admissionReviewVersions", &[]), ("matchConditions", &[("name", None)])]),
    ("MutatingWebhookConfiguration", &[("webhooks", &[("name", None)])]),
    ("MutatingAdmissionPolicySpec", &[("matchConditions", &[("name", None)])]),
    ("NamedRuleWithOperations", &[("resourceNames", &[])]),
    (
        "ValidatingAdmissionPolicySpec",
        &[("auditAnnotations", &[("key", None)]), ("matchConditions", &[("name", None)])],
    ),
    ("ValidatingAdmissionPolicyBindingSpec", &[("validationActions", &[])]),
    ("ValidatingWebhook", &[("admissionReviewVersions", &[]), ("matchConditions", &[("name", None)])]),
    ("ValidatingWebhookConfiguration", &[("webhooks", &[("name", None)])]),
    // storage: validateTokenRequests, validateCSINodeDrivers
    ("CSIDriverSpec", &[("tokenRequests", &[("audience", Some(""))])]),
    ("CSINodeDriver", &[("topologyKeys", &[])]),
    ("CSINodeSpec", &[("drivers", &[("name", None)])]),
    (
        "Scheduling",
        &[("tolerations", &[("key", Some("")), ("operator", Some("")), ("value", Some("")), ("effect", Some(""))])],
    ),
    ("TopologySelectorLabelRequirement", &[("values", &[])]),
    ("TopologySelectorTerm", &[("matchLabelExpressions", &[("key", None)])]),
    // resource: validateDeviceClaim, validateDeviceRequest, validateResourceSliceSpec
    ("DeviceClaim", &[("requests", &[("name", None)])]),
    ("DeviceConstraint", &[("requests", &[])]),
    ("DeviceRequest", &[("firstAvailable", &[("name", None)])]),
    ("ResourceSliceSpec", &[("devices", &[("name", None)])]),
    // certificates: validateCertificateSigningRequest
    ("CertificateSigningRequestSpec", &[("usages", &[])]),
    // apiextensions: validateCustomResourceDefinitionSpec
    ("CustomResourceDefinitionSpec", &[("versions", &[("name", None)])]),
    ("WebhookConversion", &[("conversionReviewVersions", &[])]),
    ("CustomResourceDefinitionVersion", &[("selectableFields", &[("jsonPath", None)])]),
];
static TOPICS: &[&[TypeRows<Key>]] = &[TOPIC];
const TYPES: [&str; table::count(&[TOPIC])] = table::types(&[TOPIC]);

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    for (field, key) in table::rows(TOPICS, part.type_name()) {
        let mut seen: HashMap<Vec<&str>, NodeId> = HashMap::new();
        for item in part.items(field) {
            let Some((texts, node)) = identity(part, *item, key) else { continue };
            let said = texts.iter().filter(|t| !t.is_empty()).copied().collect::<Vec<_>>().join("/");
            if let Some(first) = seen.insert(texts, node) {
                out.push(finding(part, field, &said, node).related(Some(part.place(first)), "the first one"));
            }
        }
    }
}

fn finding(part: &Part<'_>, field: &str, said: &str, node: NodeId) -> Finding {
    let message = match said {
        "" => format!("A second item of `{field}` has no name"),
        _ => format!("`{said}` stands twice in `{field}`"),
    };
    part.finding_at(node, message).help("Each may stand there once; the API server refuses the object.")
}

/// What makes the item, and where it is written.
fn identity<'a>(part: &Part<'a>, item: NodeId, key: Key) -> Option<(Vec<&'a str>, NodeId)> {
    let document = part.document();
    let Some((first, _)) = key.first() else { return Some((vec![document.str(item)?], item)) };
    let written = |field: &str| {
        let node = document.get(item, field)?;
        document.scalar(node).filter(|s| !s.is_null() && (field != "nodePort" || &*s.text != "0")).map(|s| (&*s.text, node))
    };
    let texts = key.iter().map(|(field, default)| written(field).map(|(text, _)| text).or(*default));
    let node = written(first).map(|(_, node)| node).or_else(|| document.entries(item).first().map(|e| e.key));
    Some((texts.collect::<Option<Vec<_>>>()?, node.unwrap_or(item)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_names_what_exists() {
        crate::engine::table::tests::check(super::TOPICS);
    }
}
