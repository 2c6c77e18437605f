//! The kinds that the tables know.

use super::tables::{KINDS, TypeId};

/// A kind of object in one version of its API group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindInfo {
    /// The type of its objects.
    pub type_id: TypeId,
    /// Its objects live in a namespace.
    pub namespaced: bool,
    /// As manifests write it: `apps/v1`.
    pub api_version: &'static str,
    /// The API group, empty for the core group.
    pub group: &'static str,
    /// The version in the group.
    pub version: &'static str,
    /// The kind's name.
    pub kind: &'static str,
}

/// The kind with this name in this API version.
#[must_use]
pub fn kind(api_version: &str, kind: &str) -> Option<KindInfo> {
    let at = KINDS.binary_search_by(|k| (k.kind, k.api_version).cmp(&(kind, api_version))).ok()?;
    KINDS.get(at).copied()
}

/// All kinds, sorted by name and API version.
pub fn kinds() -> impl Iterator<Item = &'static KindInfo> {
    KINDS.iter()
}

/// Whether the API has kinds of this version.
#[must_use]
pub fn has_version(api_version: &str) -> bool {
    kinds().any(|k| k.api_version == api_version)
}

/// Whether the API group is one that Kubernetes serves by itself, whatever its version.
#[must_use]
pub fn group_is_builtin(group: &str) -> bool {
    group == "extensions" || kinds().any(|k| k.group == group)
}

/// The known kind that was probably meant: the same kind under another API version, else the one spelt most alike.
#[must_use]
pub fn nearest_kind(api_version: &str, kind: &str) -> Option<&'static KindInfo> {
    let same = kinds().filter(|k| k.kind.eq_ignore_ascii_case(kind));
    same.max_by_key(|k| rank(k, api_version)).or_else(|| alike(api_version, kind))
}

fn alike(api_version: &str, kind: &str) -> Option<&'static KindInfo> {
    let scored = kinds().map(|k| (super::suggest::distance(k.kind, kind), k)).filter_map(|(d, k)| d.map(|d| (d, k)));
    scored.min_by_key(|(d, k)| (*d, std::cmp::Reverse(rank(k, api_version)))).map(|(_, k)| k)
}

/// Higher is better: the same group first, then what is spelt alike, then released over pre-released, then the core groups.
fn rank(info: &KindInfo, api_version: &str) -> (bool, bool, usize, bool) {
    let group = api_version.rsplit_once('/').map_or("", |(group, _)| group);
    let released = !info.version.contains("alpha") && !info.version.contains("beta");
    let far = strsim::damerau_levenshtein(info.api_version, shortened(api_version));
    (info.group == group, released, usize::MAX - far, info.group != "events.k8s.io")
}

/// Distances cost the product of the lengths: what is far too long needs no exact figure.
fn shortened(text: &str) -> &str {
    text.get(..64).unwrap_or(text).get(..text.len().min(64)).unwrap_or("")
}
