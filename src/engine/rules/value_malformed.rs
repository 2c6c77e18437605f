//! See the rule's own documentation.

mod forms;
mod pods;
mod services;

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::table::{self, TypeRows};
use crate::engine::yaml::{Entry, NodeId};
use forms::Form;

super::rule! {
    /// A text has not the form that its field needs: an address, a host, a name.
    ///
    /// ## Why it matters
    /// The text is used as something: dialled, looked up in DNS, made part of a URL. The API server refuses what
    /// cannot be that.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: database
    /// spec:
    ///   type: ExternalName
    ///   externalName: https://db.example.com
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: database
    /// spec:
    ///   type: ExternalName
    ///   externalName: db.example.com
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apimachinery/pkg/util/validation`; which field takes which form is in `pkg/apis/*/validation`
    "value-malformed", Error, Part(&TYPES, check)
}

static TOPICS: &[&[TypeRows<Form>]] = &[pods::ROWS, services::ROWS];
const TYPES: [&str; table::count(&[pods::ROWS, services::ROWS])] = table::types(&[pods::ROWS, services::ROWS]);

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    if part.is_unjudged() {
        return;
    }
    for (field, form) in table::rows(TOPICS, part.type_name()) {
        let Some(value) = part.value(field).filter(|_| is_read(part, field)) else { continue };
        out.extend(text(part, field, value, form));
        out.extend(part.items(field).iter().filter_map(|item| text(part, field, *item, &form.or_absent())));
        out.extend(part.pairs(field).iter().filter_map(|pair| label(part, field, pair)));
    }
}

/// Fields that the API server looks at only beside others.
fn is_read(part: &Part<'_>, field: &str) -> bool {
    match (part.type_name(), field) {
        ("ServiceSpec", "externalName") => part.text("type") == "ExternalName",
        ("LocalObjectReference", _) => part.key() == "nodePublishSecretRef",
        ("PodSpec", "serviceAccount") => part.is_empty("serviceAccountName"),
        ("SecretReference", _) => {
            part.key() != "nodeStageSecretRef" && part.up().is_some_and(|up| up.type_name() == "CSIPersistentVolumeSource")
        }
        // A claim's source is not looked at so closely.
        ("TypedLocalObjectReference", _) => part.root().type_name() == "Ingress",
        // The other spelling wins.
        ("NodeSpec", "podCIDRs") => {
            let first = part.items(field).first().and_then(|node| part.document().str(*node));
            part.is_empty("podCIDR") || first == part.str("podCIDR")
        }
        _ => true,
    }
}

/// Empty counts as absent: it is defaulted, means nothing, or is said to be missing.
fn text(part: &Part<'_>, field: &str, node: NodeId, form: &Form) -> Option<Finding> {
    let text = part.document().item_str(node)?;
    if (text.is_empty() && !form.judges_empty) || (form.test)(text) {
        return None;
    }
    let message = format!("`{text}` cannot be the `{field}`: it is not {}", form.what);
    Some(part.finding_at(node, message).help(form.help()))
}

/// Pairs of labels, which a Service selects by.
fn label(part: &Part<'_>, field: &str, pair: &Entry) -> Option<Finding> {
    let key = part.document().key(pair);
    let value = part.document().scalar(pair.value).filter(|s| s.is_string()).map_or("", |s| &*s.text);
    let (node, text, form) = match (forms::LABEL_KEY.fits(key), forms::LABEL_VALUE.fits(value)) {
        (false, _) => (pair.key, key, forms::LABEL_KEY),
        (_, false) => (pair.value, value, forms::LABEL_VALUE),
        _ => return None,
    };
    let message = format!("`{text}` in `{field}` is not {}", form.what);
    Some(part.finding_at(node, message).help(form.help()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn tables_name_what_exists() {
        crate::engine::table::tests::check(super::TOPICS);
    }

    #[test]
    fn forms_of_pods() {
        use crate::engine::testing::{container, pod};
        container("ports: [{containerPort: 80, name: '80'}]", &["value-malformed: '80'"]);
        container("livenessProbe: {httpGet: {port: '8080'}}", &["value-malformed: '8080'"]);
        container("env: [{name: a.b-c, value: x}, {name: A=B, value: x}]", &["value-malformed: A=B"]);
        let spec = "containers: [{name: c, image: i}]\n";
        pod(&format!("{spec}hostname: a.b\nserviceAccountName: a.b"), &["value-malformed: a.b"]);
        pod(&format!("{spec}hostAliases: [{{ip: 1.2.3, hostnames: [a.b, A]}}]"), &["value-malformed: 1.2.3", "value-malformed: A"]);
        pod(&format!("{spec}dnsConfig: {{searches: [., _a.b., A]}}"), &["value-malformed: A"]);
    }
}
