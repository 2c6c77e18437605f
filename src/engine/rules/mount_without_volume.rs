//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::objects::{Typed, workload};
use crate::engine::yaml::Part;
use crate::route;

super::rule! {
    /// A container mounts a volume that its pod does not define.
    ///
    /// ## Why it matters
    /// `volumeMounts` only says where a volume appears; the volume itself is listed under `volumes` of the pod (or
    /// `volumeClaimTemplates` of a StatefulSet). The API server refuses a mount without volume.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: reports
    /// spec:
    ///   containers:
    ///     - name: reports
    ///       image: busybox:1.37
    ///       volumeMounts:
    ///         - name: scratch
    ///           mountPath: /tmp
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: reports
    /// spec:
    ///   containers:
    ///     - name: reports
    ///       image: busybox:1.37
    ///       volumeMounts:
    ///         - name: scratch
    ///           mountPath: /tmp
    ///   volumes:
    ///     - name: scratch
    ///       emptyDir: {}
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `ValidateVolumeMounts`
    "mount-without-volume", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let Some(pods) = workload::pods(view.object()) else { return };
    let mut volumes: Vec<&str> = pods.spec.volumes.iter().flatten().map(|v| v.name.as_str()).collect();
    if let Typed::StatefulSet(set) = &view.object().typed {
        volumes.extend(set.spec.volume_claim_templates.iter().flatten().filter_map(|t| t.metadata.name.as_deref()));
    }
    for at in pods.containers() {
        for (n, mount) in at.container.volume_mounts.iter().flatten().enumerate() {
            if mount.name.is_empty() || volumes.contains(&mount.name.as_str()) {
                continue;
            }
            let route = route![at.route; "volumeMounts", n, "name"];
            let has = if volumes.is_empty() { "none".to_owned() } else { volumes.iter().map(|v| format!("`{v}`")).collect::<Vec<_>>().join(", ") };
            let mut finding = view
                .finding(&route, format!("No volume is named `{}`", mount.name))
                .help(format!("The API server refuses a mount without volume. Volumes of this pod: {has}. Correct the name or add the volume under `volumes`."))
                .related(view.written(&pods.spec_route.then("volumes")), "the volumes of the pod");
            let nearest = volumes.iter().find(|v| strsim::damerau_levenshtein(v, &mount.name) <= 2);
            if let Some(nearest) = nearest {
                finding = finding.fix(format!("Use `{nearest}`"), view.place(&route, Part::Value), *nearest);
            }
            out.push(finding);
        }
    }
}
