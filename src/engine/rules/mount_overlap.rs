//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// A volume is used as a device that cannot be one, or as a folder and a device at once.
    ///
    /// ## Why it matters
    /// Only a claim can be a block device, and one that is a device has no files to be mounted. The API server refuses
    /// the object.
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
    ///       volumeDevices:
    ///         - name: data
    ///           devicePath: /dev/data
    ///   volumes:
    ///     - name: data
    ///       emptyDir: {}
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
    ///       volumeMounts:
    ///         - name: data
    ///           mountPath: /data
    ///   volumes:
    ///     - name: data
    ///       emptyDir: {}
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `ValidateVolumeMounts`, `ValidateVolumeDevices`
    "mount-overlap", Error, Part(&["Container", "EphemeralContainer"], check)
}

fn check(container: &Part<'_>, out: &mut Vec<Finding>) {
    let pod = container.up();
    for device in container.parts("volumeDevices") {
        let name = device.text("name");
        let same = |field: &str, path: &str| {
            let mut mounts = container.parts("volumeMounts");
            mounts.find(|mount| !device.is_empty(path) && mount.text(field) == device.text(path))
        };
        let volume = pod.iter().flat_map(|pod| pod.parts("volumes")).find(|volume| volume.text("name") == name);
        let is_claim = |volume: &Part<'_>| volume.has("persistentVolumeClaim") || volume.has("ephemeral");
        let (field, why, other) = if let Some(mount) = same("name", "name") {
            ("name", "is mounted as a folder, too", mount.value("name").map(|node| mount.place(node)))
        } else if let Some(mount) = same("mountPath", "devicePath") {
            ("devicePath", "stands where a folder is mounted", mount.value("mountPath").map(|node| mount.place(node)))
        } else if let Some(volume) = volume.filter(|volume| !name.is_empty() && !is_claim(volume)) {
            ("name", "is no claim, and only claims are block devices", volume.value("name").map(|node| volume.place(node)))
        } else {
            continue;
        };
        let finding = device.finding(field, format!("The device `{name}` {why}"));
        out.push(finding.help("The API server refuses it. Mount the volume under `volumeMounts`, or use a claim of `volumeMode: Block` as a device only.").related(other, "here"));
    }
}
