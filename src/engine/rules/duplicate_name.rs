//! See the rule's own documentation.

use std::collections::HashMap;

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::yaml::NodeId;

super::rule! {
    /// Two items of a list have the same name, path or key.
    ///
    /// ## Why it matters
    /// A name must lead to one container, one volume, one port; one path can hold one volume. The API server refuses
    /// the second.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: api
    /// spec:
    ///   containers:
    ///     - name: api
    ///       image: nginx:1.27
    ///       ports:
    ///         - name: http
    ///           containerPort: 80
    ///         - name: http
    ///           containerPort: 8080
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: api
    /// spec:
    ///   containers:
    ///     - name: api
    ///       image: nginx:1.27
    ///       ports:
    ///         - name: http
    ///           containerPort: 80
    ///         - name: admin
    ///           containerPort: 8080
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `validateContainers`, `ValidateVolumes`, `validateContainerPorts`, `ValidateVolumeMounts`, `ValidateVolumeDevices`, `validateSysctls`, `validateTopologySpreadConstraints`, `validateProjectionSources`
    "duplicate-name", Error, Part(&["Container", "EphemeralContainer", "PodSecurityContext", "PodSpec", "ProjectedVolumeSource", "ResourceRequirements", "ServiceSpec"], check)
}

/// Lists that share their names, the fields that make a name, and what an item is called.
type Unique = (&'static [&'static str], &'static [&'static str], &'static str);

fn unique(type_name: &str) -> &'static [Unique] {
    match type_name {
        "Container" | "EphemeralContainer" => &[
            (&["ports"], &["name"], "port"),
            (&["volumeMounts"], &["mountPath"], "mount"),
            (&["volumeDevices"], &["name"], "device"),
            (&["volumeDevices"], &["devicePath"], "device"),
            (&["resizePolicy"], &["resourceName"], "policy"),
        ],
        "PodSecurityContext" => &[(&["sysctls"], &["name"], "kernel parameter")],
        "PodSpec" => &[
            (&["containers", "initContainers", "ephemeralContainers"], &["name"], "container"),
            (&["volumes"], &["name"], "volume"),
            (&["schedulingGates"], &["name"], "gate"),
            (&["resourceClaims"], &["name"], "claim"),
            (&["topologySpreadConstraints"], &["topologyKey", "whenUnsatisfiable"], "constraint"),
        ],
        "ResourceRequirements" => &[(&["claims"], &["name", "request"], "claim")],
        "ServiceSpec" => &[(&["ports"], &["name"], "port")],
        _ => &[],
    }
}

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    for (lists, keys, what) in unique(part.type_name()) {
        let items = lists.iter().flat_map(|list| part.parts(list));
        let named = items.filter_map(|item| {
            let name = keys.iter().map(|key| item.text(key)).collect::<Vec<_>>().join(" ");
            Some((item.value(keys.first()?)?, name))
        });
        repeated(part, named, what, out);
    }
    if part.type_name() == "ProjectedVolumeSource" {
        repeated(part, projected(part), "file", out);
    }
}

/// The files of all sources, which share one folder.
fn projected<'a>(part: &Part<'a>) -> impl Iterator<Item = (NodeId, String)> + use<'a> {
    let listed = |source: Part<'a>| ["secret", "configMap", "downwardAPI"].into_iter().filter_map(move |f| source.part(f));
    let items = part.parts("sources").flat_map(listed).flat_map(|source| source.parts("items"));
    items.filter_map(|item| Some((item.value("path")?, item.text("path").to_owned())))
}

fn repeated(part: &Part<'_>, named: impl Iterator<Item = (NodeId, String)>, what: &str, out: &mut Vec<Finding>) {
    let mut seen: HashMap<String, NodeId> = HashMap::new();
    for (node, name) in named.filter(|(_, name)| !name.is_empty()) {
        let Some(first) = seen.get(&name) else {
            seen.insert(name, node);
            continue;
        };
        let finding = part
            .finding_at(node, format!("A second {what} is called `{name}`"))
            .help(format!("The API server refuses it, because it must lead to one {what}. Give each its own."))
            .related(Some(part.place(*first)), "the first one");
        out.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::testing::{container, pod};

    #[test]
    fn lists() {
        pod("containers: [{name: c, image: i}]\ninitContainers: [{name: c, image: i}]", &["duplicate-name: c"]);
        pod("containers: [{name: c, image: i}]\nvolumes: [{name: v}, {name: v}]", &["duplicate-name: v"]);
        container("env: [{name: A, value: b}, {name: A, value: c}]", &[]);
        container("ports: [{containerPort: 80}, {containerPort: 80}]", &[]);
        pod(
            "containers: [{name: c, image: i, volumeMounts: [{name: v, mountPath: /a}, {name: v, mountPath: /a}]}]\nvolumes: [{name: v}]",
            &["duplicate-name: /a"],
        );
    }
}
