//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::objects::value::name;
use crate::engine::part::Part;
use crate::engine::yaml::Content;

super::rule! {
    /// A selector selects nothing that could be meant: no pairs at all, or an expression that does not fit its operator.
    ///
    /// ## Why it matters
    /// `In` and `NotIn` compare with values, `Exists` and `DoesNotExist` have none; a workload must say by what it knows
    /// its pods. The API server refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata:
    ///   name: web
    /// spec:
    ///   minAvailable: 1
    ///   selector:
    ///     matchExpressions:
    ///       - key: app
    ///         operator: In
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27
    ///   topologySpreadConstraints:
    ///     - maxSkew: 1
    ///       topologyKey: kubernetes.io/hostname
    ///       whenUnsatisfiable: ScheduleAnyway
    ///       labelSelector:
    ///         matchExpressions:
    ///           - key: app
    ///             operator: In
    ///             values:
    ///               - web
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apimachinery/pkg/apis/meta/v1/validation`: `ValidateLabelSelectorRequirement`
    /// - `pkg/apis/core/validation`: `ValidateNodeSelectorRequirement`, `ValidateNodeFieldSelectorRequirement`
    /// - `pkg/apis/apps/validation`: `ValidateDeploymentSpec`, `ValidateStatefulSetSpec`, `ValidateDaemonSetSpec`
    "invalid-selector", Error, Part(&["DaemonSetSpec", "DeploymentSpec", "LabelSelectorRequirement", "NodeSelectorRequirement", "ReplicaSetSpec", "StatefulSetSpec"], check)
}

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    match part.type_name() {
        "LabelSelectorRequirement" if part.within("MetricIdentifier").is_some() => {}
        "LabelSelectorRequirement" => requirement(part, &["In", "NotIn"], &["Exists", "DoesNotExist"], &[], out),
        "NodeSelectorRequirement" if part.key() == "matchFields" => node_field(part, out),
        "NodeSelectorRequirement" => requirement(part, &["In", "NotIn"], &["Exists", "DoesNotExist"], &["Gt", "Lt"], out),
        _ => workload(part, out),
    }
}

/// The operators with values, without, and with one number.
fn requirement(part: &Part<'_>, with: &[&str], without: &[&str], one: &[&str], out: &mut Vec<Finding>) {
    let (key, operator, values) = (part.text("key"), part.text("operator"), part.items("values"));
    let known = [with, without, one].concat();
    if !operator.is_empty() && !known.contains(&operator) {
        let message = format!("`{operator}` is no operator of a selector");
        out.push(part.finding("operator", message).help(format!("The API server takes only {}, spelt exactly so.", known.join(", "))));
    }
    let fault = match values.len() {
        0 if with.contains(&operator) => Some("needs `values`"),
        1.. if without.contains(&operator) => Some("takes no `values`"),
        0 | 2.. if one.contains(&operator) => Some("takes exactly one value"),
        _ => None,
    };
    if let Some(fault) = fault.filter(|_| !part.is_doubtful()) {
        let field = if values.is_empty() { "operator" } else { "values" };
        let finding = part.finding(field, format!("The operator `{operator}` {fault}")).help("The API server refuses the selector.");
        // The values are what the server names, written or not.
        out.push(if values.is_empty() { finding.aim(true, &["values"]) } else { finding });
    }
    if !key.is_empty() && !name::is_qualified_name(key) {
        let message = format!("`{key}` cannot be the key of a label");
        out.push(part.finding("key", message).help("A key is letters, digits, `-`, `_` and `.`, at most 63, with an optional DNS name and `/` before it."));
    }
    if part.within("PreferredSchedulingTerm").is_none() && (one.is_empty() || is_of_affinity(part)) {
        label_values(part, out);
    }
}

/// Of a pod, or of a volume.
fn is_of_affinity(part: &Part<'_>) -> bool {
    ["NodeAffinity", "VolumeNodeAffinity"].iter().any(|ty| part.within(ty).is_some())
}

fn label_values(part: &Part<'_>, out: &mut Vec<Finding>) {
    for node in part.items("values") {
        let Some(value) = part.document().str(*node).filter(|v| !name::is_label_value(v)) else { continue };
        let message = format!("`{value}` cannot be the value of a label");
        out.push(part.finding_at(*node, message).help("No label can have it, so nothing would be selected; the API server refuses it."));
    }
}

fn node_field(part: &Part<'_>, out: &mut Vec<Finding>) {
    let help = "Of a node's fields only `metadata.name` can be asked for, by `In` or `NotIn` and one name.";
    if !matches!(part.text("operator"), "In" | "NotIn" | "") {
        out.push(part.finding("operator", format!("`{}` cannot compare a node's field", part.text("operator"))).help(help));
    } else if part.items("values").len() != 1 {
        out.push(part.finding("values", "A node's field is compared with exactly one value").help(help));
    }
    if !matches!(part.text("key"), "metadata.name" | "") {
        out.push(part.finding("key", format!("`{}` is no field of a node that can be asked for", part.text("key"))).help(help));
    }
}

fn workload(part: &Part<'_>, out: &mut Vec<Finding>) {
    let Some(node) = part.value("selector") else { return };
    let Content::Mapping(entries) = part.document().content(node) else { return };
    let says = |field: &str| {
        let value = part.document().get(node, field);
        value.is_some_and(|v| !part.document().entries(v).is_empty() || !part.document().items(v).is_empty())
    };
    // A misspelt field has a finding of its own.
    let misspelt = entries.iter().any(|e| !matches!(part.document().key(e), "matchLabels" | "matchExpressions"));
    if !misspelt && !says("matchLabels") && !says("matchExpressions") && !part.is_doubtful() {
        let finding = part.finding_at_key("selector", "This selector is empty");
        out.push(finding.help("A workload must say by which labels it knows its pods; the API server refuses an empty selector."));
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::testing::pod;

    #[test]
    fn requirements() {
        let spread = |expression: &str, wanted: &[&str]| {
            let spec = "containers: [{name: c, image: i}]\naffinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: a, labelSelector: {matchExpressions: [";
            pod(&format!("{spec}{expression}]}}}}]}}}}"), wanted);
        };
        spread("{key: a, operator: In, values: [b]}", &[]);
        spread("{key: a, operator: Exists, values: [b]}", &["invalid-selector: values"]);
        spread("{key: a, operator: Equals, values: [b]}", &["invalid-selector: Equals"]);
        spread("{key: a b, operator: Exists}", &["invalid-selector: a b"]);
        spread("{key: a, operator: In, values: [b c]}", &["invalid-selector: b c"]);
    }

    #[test]
    fn nodes() {
        let node = |term: &str, wanted: &[&str]| {
            let spec = "containers: [{name: c, image: i}]\naffinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [";
            pod(&format!("{spec}{term}]}}}}}}"), wanted);
        };
        node("{matchExpressions: [{key: a, operator: Gt, values: ['5']}]}", &[]);
        node("{matchExpressions: [{key: a, operator: Gt, values: ['5', '6']}]}", &["invalid-selector: values"]);
        node("{matchFields: [{key: metadata.name, operator: In, values: [n1]}]}", &[]);
        node("{matchFields: [{key: spec.x, operator: In, values: [n1]}]}", &["invalid-selector: spec.x"]);
        node("", &["empty-value: nodeSelectorTerms"]);
        let volume = "apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: v}\nspec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, local: {path: /a}, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: In, values: [b c]}]}]}}}\n";
        crate::engine::testing::object(volume, &["invalid-selector: b c"]);
    }
}
