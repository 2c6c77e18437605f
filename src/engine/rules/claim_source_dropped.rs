//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// The source of a claim is dropped without a word.
    ///
    /// ## Why it matters
    /// For the sake of old manifests the API server forgets a `dataSource` that is neither another claim nor a
    /// VolumeSnapshot of `snapshot.storage.k8s.io`: the claim is made, and it is empty.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata:
    ///   name: copy
    /// spec:
    ///   accessModes: [ReadWriteOnce]
    ///   resources:
    ///     requests: {storage: 1Gi}
    ///   dataSource:
    ///     kind: VolumeSnapshot
    ///     name: yesterday
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata:
    ///   name: copy
    /// spec:
    ///   accessModes: [ReadWriteOnce]
    ///   resources:
    ///     requests: {storage: 1Gi}
    ///   dataSource:
    ///     apiGroup: snapshot.storage.k8s.io
    ///     kind: VolumeSnapshot
    ///     name: yesterday
    /// ```
    ///
    /// ## References
    /// - `pkg/api/persistentvolumeclaim`: `EnforceDataSourceBackwardsCompatibility`
    "claim-source-dropped", Warning, Part(&["PersistentVolumeClaimSpec"], check)
}

fn check(claim: &Part<'_>, out: &mut Vec<Finding>) {
    // Who writes the new field wants to be told.
    if claim.has("dataSourceRef") || claim.is_unjudged() {
        return;
    }
    let Some(source) = claim.part("dataSource").filter(|source| !is_kept(source)) else { return };
    let what = if source.is_empty("apiGroup") { "without `apiGroup`" } else { "of this group" };
    let finding = claim.finding_at_key("dataSource", format!("A `{}` {what} is dropped: the volume will be empty", source.text("kind")));
    out.push(finding.help("Name `apiGroup: snapshot.storage.k8s.io` for a VolumeSnapshot, and write any other source as `dataSourceRef`."));
}

/// Whether the API server does not drop the source (`EnforceDataSourceBackwardsCompatibility`).
/// The kinds of sources that are older than the new field.
pub(super) fn is_kept(source: &Part<'_>) -> bool {
    matches!((source.text("apiGroup"), source.text("kind")), ("", "PersistentVolumeClaim") | ("snapshot.storage.k8s.io", "VolumeSnapshot"))
}
