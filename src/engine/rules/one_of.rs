//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// Of several fields exactly one must be given, and there is none, or more than one.
    ///
    /// ## Why it matters
    /// A probe does one thing, a volume comes from one place, a variable has one source. The API server refuses
    /// none and more than one.
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
    ///       livenessProbe:
    ///         periodSeconds: 5
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
    ///       livenessProbe:
    ///         periodSeconds: 5
    ///         httpGet:
    ///           path: /
    ///           port: 80
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `validateHandler`, `validateVolumeSource`, `validateEnvVarValueFrom`, `ValidateEnvFrom`
    /// - `pkg/apis/batch/validation`: `validatePodFailurePolicyRule`
    "one-of", Error, Part(&["ClusterTrustBundleProjection", "DownwardAPIVolumeFile", "EnvFromSource", "EnvVarSource", "FlockerVolumeSource", "LifecycleHandler", "PodFailurePolicyRule", "PodResourceClaim", "Probe", "Volume", "VolumeProjection"], check)
}

/// The fields of a type, in the order in which the server looks at them, and whether there must be one.
fn choice(type_name: &str) -> (&'static [&'static str], bool) {
    match type_name {
        "ClusterTrustBundleProjection" => (&["name", "signerName"], true),
        "DownwardAPIVolumeFile" => (&["fieldRef", "resourceFieldRef"], true),
        "EnvFromSource" => (&["configMapRef", "secretRef"], true),
        "EnvVarSource" => (&["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"], true),
        "FlockerVolumeSource" => (&["datasetName", "datasetUUID"], true),
        "LifecycleHandler" => (&["exec", "httpGet", "tcpSocket", "sleep"], true),
        "PodFailurePolicyRule" => (&["onExitCodes", "onPodConditions"], true),
        "PodResourceClaim" => (&["resourceClaimName", "resourceClaimTemplateName"], true),
        "Probe" => (&["exec", "httpGet", "tcpSocket", "grpc"], true),
        // SetDefaults_Volume makes it an emptyDir.
        "Volume" => (&VOLUME, false),
        _ => (&["secret", "configMap", "downwardAPI", "serviceAccountToken", "clusterTrustBundle", "podCertificate"], false),
    }
}

const VOLUME: [&str; 30] = [
    "emptyDir", "hostPath", "gitRepo", "gcePersistentDisk", "awsElasticBlockStore", "secret", "nfs", "iscsi", "glusterfs",
    "flocker", "persistentVolumeClaim", "rbd", "cinder", "cephfs", "quobyte", "downwardAPI", "fc", "flexVolume", "configMap",
    "azureFile", "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk", "storageos", "projected", "scaleIO",
    "csi", "ephemeral", "image",
];

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    let (fields, needed) = choice(part.type_name());
    // An empty list is a choice that was never made.
    let is_given = |field: &&str| part.has(field) && !(*field == "onPodConditions" && part.items(field).is_empty());
    let mut given = fields.iter().copied().filter(is_given);
    let list = fields.join("`, `");
    match (given.next(), given.next()) {
        (Some(first), Some(second)) => out.push(several(part, first, second)),
        (None, _) if needed && !part.is_doubtful() => {
            let what = name(part);
            let message = format!("This {what} has none of `{list}`");
            out.push(part.finding_here(message).help("The API server asks for exactly one of them. Add the one that is meant."));
        }
        _ => {}
    }
}

fn several(part: &Part<'_>, first: &str, second: &str) -> Finding {
    let message = format!("This {} has both `{first}` and `{second}`", name(part));
    let place = part.entry(first).map(|entry| part.place(entry.key));
    part.finding_at_key(second, message).help("The API server takes exactly one. Remove the other, or make two of it.").related(place, "the other one")
}

/// `livenessProbe` says more than `Probe`; an item of a list is named by its type.
fn name(part: &Part<'_>) -> &'static str {
    match (part.type_name(), part.key()) {
        ("Probe", "livenessProbe") => "livenessProbe",
        ("Probe", "readinessProbe") => "readinessProbe",
        ("Probe", "startupProbe") => "startupProbe",
        (type_name, _) => type_name,
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::testing::{container, pod};

    #[test]
    fn exactly_one() {
        container("livenessProbe: {exec: {command: [a]}, tcpSocket: {port: 80}}", &["one-of: tcpSocket"]);
        container("lifecycle:\n  preStop: {}", &["one-of: preStop"]);
        container("env:\n  - name: A\n    valueFrom: {}", &["one-of: valueFrom"]);
        container("envFrom:\n  - prefix: a", &["one-of: prefix"]);
        container("readinessProbe:\n  httpGet:\n  periodSeconds: 1", &["one-of: readinessProbe"]);
        let containers = "containers: [{name: c, image: i}]\nvolumes:\n";
        pod(&format!("{containers}  - name: v\n"), &[]);
        pod(&format!("{containers}  - name: v\n    emptyDir: {{}}\n    hostPath: {{path: /a}}\n"), &["one-of: hostPath"]);
        pod(&format!("{containers}  - name: v\n    downwardAPI:\n      items:\n        - path: a\n"), &["one-of: path"]);
    }
}
