//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

use super::claim_source_dropped::is_kept;

super::rule! {
    /// A claim is to be filled from something that cannot fill it.
    ///
    /// ## Why it matters
    /// In the core API group only another claim can be copied; snapshots and others name their API group. And
    /// `dataSource` and `dataSourceRef` are two ways to write one thing, so they must agree. The API server refuses
    /// anything else.
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
    ///   dataSourceRef:
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
    ///   dataSourceRef:
    ///     apiGroup: snapshot.storage.k8s.io
    ///     kind: VolumeSnapshot
    ///     name: yesterday
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `validateDataSourceRef`, `ValidatePersistentVolumeClaimSpec`
    "claim-source", Error, Part(&["PersistentVolumeClaimSpec"], check)
}

const COPY: &str = "PersistentVolumeClaim";

fn check(claim: &Part<'_>, out: &mut Vec<Finding>) {
    let Some(source) = claim.part("dataSourceRef").filter(|_| !claim.is_unjudged()) else { return };
    let kind = source.text("kind");
    if source.is_empty("apiGroup") && !kind.is_empty() && kind != COPY {
        let finding = source.finding("kind", format!("`{kind}` is not in the core API group"));
        out.push(finding.help("Without `apiGroup` only a `PersistentVolumeClaim` can be the source. A VolumeSnapshot is in `snapshot.storage.k8s.io`."));
    }
    // What a claim itself cannot have as a source is thrown away.
    let is_read = |old: &Part<'_>| claim.root().type_name() != "PersistentVolumeClaim" || is_kept(old);
    let Some(old) = claim.part("dataSource").filter(is_read) else { return };
    if source.is_empty("namespace") && ["apiGroup", "kind", "name"].iter().any(|field| old.text(field) != source.text(field)) {
        let place = claim.value("dataSource").map(|node| claim.place(node));
        let finding = claim.finding_at_key("dataSourceRef", "`dataSourceRef` says another source than `dataSource`");
        out.push(finding.help("The API server wants them alike. Remove one.").related(place, "the other source"));
    }
}
