//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::objects::value::name;
use crate::engine::part::Part;

super::rule! {
    /// A label or annotation has a key, value or size that the API server does not take.
    ///
    /// ## Why it matters
    /// Labels are indexed and compared, so their form is narrow. The API server refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    ///   labels:
    ///     team: food & drink
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    ///   labels:
    ///     team: food-and-drink
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apimachinery/pkg/apis/meta/v1/validation`: `ValidateLabels`
    /// - `k8s.io/apimachinery/pkg/api/validation`: `ValidateAnnotations`, `ValidateAnnotationsSize`
    "invalid-label", Error, Part(&["LabelSelector", "ObjectMeta", "PodSpec"], check)
}

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    match part.type_name() {
        // The server does not look at them.
        "ObjectMeta" if part.is_unjudged() || part.up().is_some_and(|up| up.type_name() == "JobTemplateSpec") => {}
        "ObjectMeta" => {
            pairs(part, "labels", true, out);
            pairs(part, "annotations", false, out);
            size(part, out);
        }
        "PodSpec" => pairs(part, "nodeSelector", true, out),
        // A metric's labels belong to another system.
        _ if part.within("MetricIdentifier").is_none() => pairs(part, "matchLabels", true, out),
        _ => {}
    }
}

/// Bytes that the annotations of an object may have in all (`TotalAnnotationSizeLimitB`).
const MOST: usize = 256 * 1024;

fn size(part: &Part<'_>, out: &mut Vec<Finding>) {
    let document = part.document();
    let length = |node| document.scalar(node).map_or(0, |s| s.text.len());
    let total: usize = part.pairs("annotations").iter().map(|pair| length(pair.key) + length(pair.value)).sum();
    if total > MOST {
        let finding = part.finding_at_key("annotations", format!("The annotations have {total} bytes, more than {MOST}"));
        out.push(finding.help("The API server refuses more than 256 KiB of keys and values. Put what is large into a ConfigMap."));
    }
}

fn pairs(part: &Part<'_>, field: &str, labels: bool, out: &mut Vec<Finding>) {
    let document = part.document();
    for entry in part.pairs(field) {
        let key = document.key(entry);
        // Annotation keys are compared in lower case before they are tested.
        let good = if labels { name::is_qualified_name(key) } else { name::is_qualified_name(&key.to_ascii_lowercase()) };
        if !good {
            let what = if labels { "a label" } else { "an annotation" };
            let finding = part.finding_at(entry.key, format!("`{key}` cannot be the key of {what}")).help(
                "A key is letters, digits, `-`, `_` and `.`, at most 63, with an optional DNS name and `/` before it, such as `app.kubernetes.io/name`.",
            );
            out.push(finding);
        }
        if let Some(value) = document.str(entry.value).filter(|v| labels && !name::is_label_value(v)) {
            let finding = part.finding_at(entry.value, format!("`{value}` cannot be the value of a label")).help(
                "A value is letters, digits, `-`, `_` and `.`, at most 63, beginning and ending with a letter or digit, or empty. Longer or freer text belongs into an annotation.",
            );
            out.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::testing::{object, pod};

    #[test]
    fn places() {
        object("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {A/b: '', 'a b': x y}}\n", &["invalid-label: 'a b'"]);
        let long = "x".repeat(256 * 1024);
        let text = format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a, annotations: {{a: {long}}}}}\n");
        object(&text, &["invalid-label: annotations"]);
        pod("containers: [{name: c, image: i}]\nnodeSelector: {a: b c}", &["invalid-label: b c"]);
    }
}
