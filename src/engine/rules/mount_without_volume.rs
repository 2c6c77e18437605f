//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

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
    /// - `pkg/apis/core/validation`: `ValidateVolumeMounts`, `ValidateVolumeDevices`
    "mount-without-volume", Error, Part(&["PodSpec"], check)
}

fn check(pod: &Part<'_>, out: &mut Vec<Finding>) {
    if pod.is_doubtful() {
        return;
    }
    let volumes = volumes(pod);
    let lists = ["initContainers", "containers", "ephemeralContainers"];
    for container in lists.iter().flat_map(|list| pod.parts(list)) {
        let mounts = ["volumeMounts", "volumeDevices"].into_iter().flat_map(|list| container.parts(list));
        let lost = mounts.filter(|mount| !mount.text("name").is_empty() && !volumes.contains(&mount.text("name")));
        out.extend(lost.map(|mount| finding(pod, &mount, &volumes)));
    }
}

/// The names of the pod's volumes; a StatefulSet makes one of each claim template.
fn volumes<'a>(pod: &Part<'a>) -> Vec<&'a str> {
    let set = pod.within("StatefulSetSpec");
    let claims = set.iter().flat_map(|set| set.parts("volumeClaimTemplates")).filter_map(|claim| claim.part("metadata"));
    let named = pod.parts("volumes").chain(claims).map(|volume| volume.text("name"));
    named.filter(|name| !name.is_empty()).collect()
}

fn finding(pod: &Part<'_>, mount: &Part<'_>, volumes: &[&str]) -> Finding {
    let name = mount.text("name");
    let has = if volumes.is_empty() { "none".to_owned() } else { format!("`{}`", volumes.join("`, `")) };
    let help = format!("The API server refuses a mount without volume. Volumes of this pod: {has}. Correct the name or add the volume under `volumes`.");
    let place = pod.value("volumes").map(|node| pod.place(node));
    let finding = mount.finding("name", format!("No volume is named `{name}`")).help(help).related(place, "the volumes of the pod");
    let nearest = volumes.iter().find(|v| strsim::damerau_levenshtein(v, name) <= 2);
    match (nearest, mount.value("name")) {
        (Some(nearest), Some(node)) => finding.fix(format!("Use `{nearest}`"), mount.place(node), *nearest),
        _ => finding,
    }
}
