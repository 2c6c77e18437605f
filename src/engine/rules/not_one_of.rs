//! See the rule's own documentation.

mod pods;
mod services;

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::table::{self, TypeRows};
use crate::engine::yaml::NodeId;

super::rule! {
    /// A field has a word that the API does not know there.
    ///
    /// ## Why it matters
    /// Some fields take one of a few words, written exactly so: `LoadBalancer` is a type of Service, `Loadbalancer`
    /// is nothing. The API server refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   type: Loadbalancer
    ///   ports:
    ///     - port: 80
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   type: LoadBalancer
    ///   ports:
    ///     - port: 80
    /// ```
    ///
    /// ## References
    /// - `field.NotSupported` in `pkg/apis/*/validation`, by field in this rule's tables
    "not-one-of", Error, Part(&TYPES, check)
}

/// The words that a field takes, or the items of a list.
pub type Words = &'static [&'static str];

static TOPICS: &[&[TypeRows<Words>]] = &[pods::ROWS, services::ROWS];
const TYPES: [&str; table::count(&[pods::ROWS, services::ROWS])] = table::types(&[pods::ROWS, services::ROWS]);

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    // The subjects of bindings are judged with all that they refer to.
    let is_bound = part.type_name() == "Subject" && part.root().type_name() != "FlowSchema";
    // What the server cannot read of an object's history it throws away, as it does that of a template.
    let is_lost = part.type_name() == "ManagedFieldsEntry"
        && (part.text("fieldsType") != "FieldsV1" || part.up().and_then(|m| m.up()).is_none_or(|object| object.up().is_some()));
    if is_bound || is_lost || part.is_unjudged() {
        return;
    }
    for (field, words) in table::rows(TOPICS, part.type_name()) {
        let Some(value) = part.value(field) else { continue };
        // Empty counts as absent: it is defaulted, or said to be missing. In a list it is an item.
        out.extend(word(part, field, value, words).filter(|_| !part.is_empty(field) || is_told_from_absent(part, field)));
        out.extend(part.items(field).iter().filter_map(|node| word(part, field, *node, words)));
    }
}

/// The words that a field of a type takes; none if it takes others, too.
#[must_use]
pub fn allowed(type_name: &str, field: &str) -> Words {
    table::rows(TOPICS, type_name).iter().find(|(name, _)| *name == field).map_or(&[], |(_, words)| *words)
}

/// Fields whose defaults take the place of what is absent, but not of an empty text.
const POINTERS: [&str; 25] = [
    "cachingMode",
    "completionMode",
    "failurePolicy",
    "fsGroupChangePolicy",
    "fsGroupPolicy",
    "internalTrafficPolicy",
    "ipFamilyPolicy",
    "matchPolicy",
    "mountPropagation",
    "nodeAffinityPolicy",
    "nodeTaintsPolicy",
    "pathType",
    "podReplacementPolicy",
    "procMount",
    "recursiveReadOnly",
    "reinvocationPolicy",
    "seLinuxChangePolicy",
    "selectPolicy",
    "sideEffects",
    "supplementalGroupsPolicy",
    "trafficDistribution",
    "unhealthyPodEvictionPolicy",
    "volumeBindingMode",
    "volumeMode",
    "preemptionPolicy",
];

fn is_told_from_absent(part: &Part<'_>, field: &str) -> bool {
    let is_port = field == "protocol" && part.up().is_some_and(|up| ["EndpointSlice", "NetworkPolicyEgressRule", "NetworkPolicyIngressRule"].contains(&up.type_name()));
    let is_container = field == "restartPolicy" && part.type_name() == "Container";
    is_port || is_container || POINTERS.contains(&field) || (field == "scope" && part.type_name() != "CustomResourceDefinitionSpec")
}

fn word(part: &Part<'_>, field: &str, node: NodeId, words: Words) -> Option<Finding> {
    let text = part.document().item_str(node).filter(|text| !words.contains(text))?;
    let said = if text.is_empty() { "An empty text".into() } else { format!("`{text}`") };
    let finding = part
        .finding_at(node, format!("{said} is nothing that `{field}` takes"))
        .help(format!("The API server takes only {}, spelt exactly so.", words.join(", ")));
    let meant = words.iter().find(|word| word.eq_ignore_ascii_case(text));
    let near = || words.iter().find(|word| text.len() > 4 && strsim::damerau_levenshtein(word, text) <= 2);
    let Some(word) = meant.or_else(near) else { return Some(finding) };
    let mut finding = finding.safe_fix(format!("Write `{word}`"), part.place(node), *word);
    finding.fixes.iter_mut().for_each(|mend| mend.safe = meant.is_some());
    Some(finding)
}

#[cfg(test)]
mod tests {
    #[test]
    fn tables_name_what_exists() {
        crate::engine::table::tests::check(super::TOPICS);
    }

    #[test]
    fn empty_texts() {
        use crate::engine::testing::{container, pod};
        container("terminationMessagePolicy: ''\nimagePullPolicy: ''", &[]);
        container("securityContext: {procMount: ''}", &["not-one-of: ''"]);
        let spec = "containers: [{name: c, image: i}]\n";
        pod(&format!("{spec}restartPolicy: ''\ndnsPolicy: ''"), &[]);
        pod(&format!("{spec}securityContext: {{fsGroupChangePolicy: ''}}"), &["not-one-of: ''"]);
        pod(&format!("{spec}initContainers: [{{name: i, image: i, restartPolicy: ''}}]"), &["not-one-of: ''"]);
    }
}
