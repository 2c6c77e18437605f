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
    /// - `pkg/apis/batch/validation`: `ValidateGeneratedSelector`
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
            of_job(part, out);
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

/// Labels by which a Job knows its pods: the server writes them, and refuses others.
fn of_job(part: &Part<'_>, out: &mut Vec<Finding>) {
    let job = part.within("JobSpec").filter(|job| part.root().type_name() == "Job" && job.bool("manualSelector") != Some(true));
    let Some(own) = job.and(part.root().part("metadata")).filter(|_| part.within("PodSpec").is_none()) else { return };
    for entry in part.pairs("labels") {
        let (key, value) = (part.document().key(entry), part.document().str(entry.value));
        let key = key.strip_prefix("batch.kubernetes.io/").unwrap_or(key);
        let of_uid = key == "controller-uid";
        if of_uid || (key == "job-name" && value.is_some_and(|v| v != own.text("name"))) {
            let message = format!("`{key}` is the Job's own label and has another value here");
            let help = "The server labels the pods of a Job with its name and UID, and refuses the Job if other values stand there. Remove the label.";
            out.push(part.finding_at(if of_uid { entry.key } else { entry.value }, message).help(help));
        }
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

    #[test]
    fn labels_of_jobs() {
        let job = |labels: &str, spec: &str, wanted: &[&str]| {
            let pods = format!("template: {{metadata: {{labels: {{{labels}}}}}, spec: {{restartPolicy: Never, containers: [{{name: c, image: i}}]}}}}");
            object(&format!("apiVersion: batch/v1\nkind: Job\nmetadata: {{name: j}}\nspec:\n  {pods}\n{spec}"), wanted);
        };
        job("job-name: j, batch.kubernetes.io/job-name: j", "", &[]);
        job("job-name: other", "", &["invalid-label: other"]);
        job("batch.kubernetes.io/controller-uid: a-b", "", &["invalid-label: batch.kubernetes.io/controller-uid"]);
        job("job-name: other", "  manualSelector: true\n  selector: {matchLabels: {job-name: other}}\n", &[]);
        job("a: b", "  selector: {matchLabels: {job-name: j}}\n", &[]);
        job("a: b", "  selector: {matchLabels: {controller-uid: x}}\n", &["field-conflict: selector"]);
    }
}
