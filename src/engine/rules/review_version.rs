//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// A webhook reads no version of reviews that the API server writes.
    ///
    /// ## Why it matters
    /// The server sends an `AdmissionReview` in the first version that the webhook lists and it knows itself: `v1`
    /// or `v1beta1`. Without either the webhook could never be called, and the server refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: admissionregistration.k8s.io/v1
    /// kind: ValidatingWebhookConfiguration
    /// metadata:
    ///   name: checks
    /// webhooks:
    ///   - name: pods.checks.example.com
    ///     admissionReviewVersions: [v2]
    ///     sideEffects: None
    ///     clientConfig: {url: "https://checks.example.com"}
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: admissionregistration.k8s.io/v1
    /// kind: ValidatingWebhookConfiguration
    /// metadata:
    ///   name: checks
    /// webhooks:
    ///   - name: pods.checks.example.com
    ///     admissionReviewVersions: [v1]
    ///     sideEffects: None
    ///     clientConfig: {url: "https://checks.example.com"}
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/admissionregistration/validation`: `validateAdmissionReviewVersions`
    "review-version", Error, Part(&["MutatingWebhook", "ValidatingWebhook", "WebhookConversion"], check)
}

fn check(webhook: &Part<'_>, out: &mut Vec<Finding>) {
    let field = if webhook.type_name() == "WebhookConversion" { "conversionReviewVersions" } else { "admissionReviewVersions" };
    let versions = webhook.items(field);
    let is_known = |node| matches!(webhook.document().str(node), Some("v1" | "v1beta1"));
    if !versions.is_empty() && !versions.iter().any(|node| is_known(*node)) {
        let finding = webhook.finding_at_key(field, "Neither `v1` nor `v1beta1` is listed");
        out.push(finding.help("The API server writes reviews in these two versions only. Add the one that the webhook reads."));
    }
}
