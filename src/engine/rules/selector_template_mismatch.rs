//! See the rule's own documentation.

use crate::engine::finding::{Finding, Mend};
use crate::engine::part::Part;
use crate::engine::workspace::DocumentPlace;
use crate::engine::yaml::{Content, Entry};

super::rule! {
    /// A workload's selector does not match the labels of its own pods.
    ///
    /// ## Why it matters
    /// The controller would create pods that it does not recognise as its own, and create more without end.
    /// The API server therefore refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: menu
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: menu
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: menus
    ///     spec:
    ///       containers:
    ///         - name: menu
    ///           image: nginx:1.27
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: menu
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: menu
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: menu
    ///     spec:
    ///       containers:
    ///         - name: menu
    ///           image: nginx:1.27
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/apps/validation`: `ValidatePodTemplateSpecForReplicaSet` and its siblings
    "selector-template-mismatch", Error, Part(&["DaemonSetSpec", "DeploymentSpec", "JobSpec", "ReplicaSetSpec", "ReplicationControllerSpec", "StatefulSetSpec"], check)
}

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    // A Job's selector is made by the server unless it is said to be one's own.
    let made = part.type_name() == "JobSpec" && part.bool("manualSelector") != Some(true);
    let Some(template) = part.part("template").filter(|_| !made && !part.is_doubtful()) else { return };
    let metadata = template.part("metadata");
    let labels = metadata.map_or(&[][..], |m| m.pairs("labels"));
    if part.type_name() == "ReplicationControllerSpec" {
        pairs(part, part.pairs("selector"), labels, &template, out);
        return;
    }
    let Some(selector) = part.part("selector") else { return };
    let before = out.len();
    pairs(&selector, selector.pairs("matchLabels"), labels, &template, out);
    if out.len() == before
        && let Some(failing) = selector.parts("matchExpressions").find(|e| !matches(e, labels))
    {
        let message = format!("The selector asks for `{}` by an expression, which its own pods do not fulfil", failing.text("key"));
        out.push(place(&template, message, None, failing.place(failing.node())));
    }
}

/// The first pair that the labels lack is the clearest place.
fn pairs(part: &Part<'_>, wanted: &[Entry], labels: &[Entry], template: &Part<'_>, out: &mut Vec<Finding>) {
    let document = part.document();
    let text = |entry: &Entry| document.scalar(entry.value).map_or("", |s| &*s.text);
    let label = |key: &str| labels.iter().find(|label| document.key(label) == key).map(text);
    let Some(failing) = wanted.iter().find(|pair| label(document.key(pair)) != Some(text(pair))) else { return };
    // A list or mapping instead of a word has a finding of its own.
    if !matches!(document.content(failing.value), Content::Scalar(_)) {
        return;
    }
    let key = document.key(failing);
    let found = label(key).map_or(format!("no label `{key}`"), |value| format!("`{key}: {value}`"));
    let message = format!("The selector asks for `{key}: {}`, which its own pods do not carry (they have {found})", text(failing));
    let label = labels.iter().find(|label| document.key(label) == key);
    let mut finding = place(template, message, label, part.place(failing.value));
    finding.fixes.extend(copied(template, wanted, labels));
    out.push(finding);
}

/// What the selector asks for, written into the labels as it is written there.
fn copied(template: &Part<'_>, wanted: &[Entry], labels: &[Entry]) -> Option<Mend> {
    let document = template.document();
    let text = |entry: &Entry| document.scalar(entry.value).filter(|s| !s.is_null()).map(|s| &*s.text);
    let (mut edits, mut lines) = (Vec::new(), String::new());
    for pair in wanted {
        let line = template.line(pair)?;
        match labels.iter().find(|label| document.key(label) == document.key(pair)) {
            Some(label) if text(label)? == text(pair)? => {}
            Some(label) => edits.push((template.place(label.value), template.written(pair.value).to_owned())),
            None => lines = [lines.as_str(), if lines.is_empty() { "" } else { "\n" }, &line].concat(),
        }
    }
    if !lines.is_empty() {
        edits.push(labelled(template, &lines)?);
    }
    Some(Mend { title: "Give the pods the labels that the selector asks for".to_owned(), safe: true, edits })
}

/// The edit that adds labels, with what has to be around them.
fn labelled(template: &Part<'_>, lines: &str) -> Option<(DocumentPlace, String)> {
    let under = |key: &str, lines: &str| [key, &lines.replace('\n', "\n  ")].concat();
    let labels = under("labels:\n  ", lines);
    let Some(metadata) = template.part("metadata") else {
        let is_null = template.document().get(template.node(), "metadata").is_some();
        return template.added(template.node(), &under("metadata:\n  ", &labels), true).filter(|_| !is_null);
    };
    match template.document().get(metadata.node(), "labels") {
        Some(node) => template.added(node, lines, false),
        None => template.added(metadata.node(), &labels, false),
    }
}

/// The server names the labels: the one that differs, all of them, or what should have them.
fn place(template: &Part<'_>, message: String, label: Option<&Entry>, asked: DocumentPlace) -> Finding {
    let finding = match (label, template.part("metadata")) {
        (Some(label), _) => template.finding_at(label.value, message),
        (None, Some(metadata)) => metadata.finding_at_key("labels", message),
        (None, None) => template.finding_lacking(&["metadata", "labels"], message),
    };
    finding.help(HELP).related(Some(asked), "what the selector asks for")
}

const HELP: &str = "The API server refuses a workload that could not find its own pods. Make the pairs of `selector` and of `template.metadata.labels` agree.";

fn matches(expression: &Part<'_>, labels: &[Entry]) -> bool {
    let document = expression.document();
    let label = labels.iter().find(|label| document.key(label) == expression.text("key"));
    let value = label.and_then(|label| document.str(label.value));
    let listed = value.is_some() && expression.items("values").iter().any(|v| document.str(*v) == value);
    match expression.text("operator") {
        "In" => listed,
        "NotIn" => !listed,
        "Exists" => label.is_some(),
        "DoesNotExist" => label.is_none(),
        // An unknown operator has a finding of its own.
        _ => true,
    }
}
