//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// A definition puts itself into an API group of the Kubernetes project.
    ///
    /// ## Why it matters
    /// Groups that end with `k8s.io` or `kubernetes.io` belong to the project, and what is defined there must have
    /// been reviewed: an annotation links to it. The API server refuses a definition without.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: apiextensions.k8s.io/v1
    /// kind: CustomResourceDefinition
    /// metadata:
    ///   name: shops.feast.k8s.io
    /// spec:
    ///   group: feast.k8s.io
    ///   scope: Namespaced
    ///   names: {plural: shops, kind: Shop}
    ///   versions:
    ///     - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: apiextensions.k8s.io/v1
    /// kind: CustomResourceDefinition
    /// metadata:
    ///   name: shops.feast.example.com
    /// spec:
    ///   group: feast.example.com
    ///   scope: Namespaced
    ///   names: {plural: shops, kind: Shop}
    ///   versions:
    ///     - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation`: `validateAPIApproval`; `apihelpers.IsProtectedCommunityGroup`
    "definition-group", Error, Part(&["CustomResourceDefinition"], check)
}

const APPROVED: &str = "api-approved.kubernetes.io";

fn check(definition: &Part<'_>, out: &mut Vec<Finding>) {
    let (Some(meta), Some(spec)) = (definition.part("metadata"), definition.part("spec")) else { return };
    let group = spec.text("group");
    let is_protected = ["k8s.io", "kubernetes.io"].iter().any(|domain| group.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')));
    let document = definition.document();
    let pair = meta.pairs("annotations").iter().find(|pair| document.key(pair) == APPROVED);
    let approval = pair.and_then(|pair| document.str(pair.value)).unwrap_or("");
    if is_protected && !approval.starts_with("unapproved") && !approval.contains("://") {
        let finding = spec.finding("group", format!("The group `{group}` is protected"));
        out.push(finding.help(format!("The API server takes it only with the annotation `{APPROVED}`, which links to the review, or says `unapproved, …`. Use a group in a domain of your own.")));
    }
}
