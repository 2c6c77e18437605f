//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// A PersistentVolume has no source, or several, or a capacity of other things than storage.
    ///
    /// ## Why it matters
    /// A volume is one piece of storage in one place: exactly one of `nfs`, `csi`, `hostPath` and the like says
    /// where, and `capacity` has `storage` alone. The API server refuses anything else.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: PersistentVolume
    /// metadata:
    ///   name: files
    /// spec:
    ///   capacity: {storage: 5Gi}
    ///   accessModes: [ReadWriteMany]
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: PersistentVolume
    /// metadata:
    ///   name: files
    /// spec:
    ///   capacity: {storage: 5Gi}
    ///   accessModes: [ReadWriteMany]
    ///   nfs:
    ///     server: 10.0.0.7
    ///     path: /files
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `ValidatePersistentVolumeSpec`
    "volume-source", Error, Part(&["PersistentVolumeSpec"], check)
}

/// In the order in which they are looked at.
const SOURCES: [&str; 22] = [
    "hostPath", "gcePersistentDisk", "awsElasticBlockStore", "glusterfs", "flocker", "nfs", "rbd", "quobyte", "cephfs",
    "iscsi", "cinder", "fc", "flexVolume", "azureFile", "vsphereVolume", "photonPersistentDisk", "portworxVolume",
    "azureDisk", "scaleIO", "local", "storageos", "csi",
];

fn check(volume: &Part<'_>, out: &mut Vec<Finding>) {
    if volume.is_unjudged() || volume.is_doubtful() {
        return;
    }
    let mut given = SOURCES.into_iter().filter(|source| volume.has(source));
    // A driver behind another source is let pass.
    match (given.next(), given.find(|source| *source != "flexVolume")) {
        (None, _) => out.push(volume.finding_here("The volume has no source").help("One field says where the storage is: `csi`, `nfs`, `hostPath` and the like. The API server refuses a volume without it.")),
        (Some(first), Some(second)) => {
            let place = volume.value(first).map(|node| volume.place(node));
            let finding = volume.finding_at_key(second, format!("The volume has two sources: `{first}` and `{second}`"));
            out.push(finding.help("The API server takes exactly one. Remove the other.").related(place, "the first one"));
        }
        _ => {}
    }
    for pair in volume.pairs("capacity").iter().filter(|pair| volume.document().key(pair) != "storage") {
        let finding = volume.finding_at(pair.key, format!("`{}` is no capacity of a volume", volume.document().key(pair)));
        out.push(finding.help("The API server takes `storage` alone."));
    }
    let root = volume.part("hostPath").filter(|source| source.text("path") == "/");
    if let Some(source) = root.filter(|_| volume.text("persistentVolumeReclaimPolicy") == "Recycle") {
        out.push(source.finding("path", "`/` cannot be recycled").help("Recycling deletes everything below the path; the API server refuses that for the root."));
    }
}
