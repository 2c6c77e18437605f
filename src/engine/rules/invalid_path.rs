//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::table::{self, TypeRows};

super::rule! {
    /// A path leads out of its folder, or is absolute or relative where it must not be.
    ///
    /// ## Why it matters
    /// A path such as `../etc` could reach files of the node. The API server refuses `..` in paths, and absolute paths
    /// where one below a folder is asked for.
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
    ///       volumeMounts:
    ///         - name: scratch
    ///           mountPath: /data
    ///           subPath: /shop
    ///   volumes:
    ///     - name: scratch
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
    ///         - name: scratch
    ///           mountPath: /data
    ///           subPath: shop
    ///   volumes:
    ///     - name: scratch
    ///       emptyDir: {}
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `validatePathNoBacksteps`, `validateLocalDescendingPath`, `ValidateLocalNonReservedPath`, `validateNFSVolumeSource`
    "invalid-path", Error, Part(&TYPES, check)
}

/// What a path must be.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Rule {
    /// It has no `..`.
    NoBackSteps,
    /// It is relative, too.
    Below,
    /// Its first element does not begin with `..`, too: such files are the kubelet's own.
    BelowUnreserved,
    /// It begins with `/`.
    Absolute,
}

use Rule::{Absolute, Below, BelowUnreserved, NoBackSteps};

const ROWS: &[TypeRows<Rule>] = &[
    ("ClusterTrustBundleProjection", &[("path", BelowUnreserved)]),
    ("DownwardAPIVolumeFile", &[("path", BelowUnreserved)]),
    ("FileKeySelector", &[("path", BelowUnreserved)]),
    ("GitRepoVolumeSource", &[("directory", Below)]),
    ("HostPathVolumeSource", &[("path", NoBackSteps)]),
    ("KeyToPath", &[("path", BelowUnreserved)]),
    ("LocalVolumeSource", &[("path", NoBackSteps)]),
    ("NFSVolumeSource", &[("path", Absolute)]),
    ("SeccompProfile", &[("localhostProfile", Below)]),
    ("ServiceAccountTokenProjection", &[("path", BelowUnreserved)]),
    ("VolumeDevice", &[("devicePath", NoBackSteps)]),
    ("VolumeMount", &[("subPath", Below), ("subPathExpr", Below)]),
];
static TOPICS: &[&[TypeRows<Rule>]] = &[ROWS];
const TYPES: [&str; table::count(&[ROWS])] = table::types(&[ROWS]);

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    for (field, rule) in table::rows(TOPICS, part.type_name()) {
        let path = part.text(field);
        if let Some(why) = fault(path, *rule).filter(|_| !path.is_empty()) {
            let finding = part.finding(field, format!("`{path}` cannot be the `{field}`: {why}"));
            out.push(finding.help("The API server refuses it, so that no path leads where it must not."));
        }
    }
}

fn fault(path: &str, rule: Rule) -> Option<&'static str> {
    let absolute = path.starts_with('/');
    match rule {
        Absolute => (!absolute).then_some("it must begin with `/`"),
        Below | BelowUnreserved if absolute => Some("it must be relative, without `/` at its beginning"),
        _ if path.split('/').any(|item| item == "..") => Some("it must not go up with `..`"),
        BelowUnreserved if path.starts_with("..") => Some("it must not begin with `..`"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_name_what_exists() {
        table::tests::check(TOPICS);
    }

    #[test]
    fn paths() {
        assert!(fault("a/b", Below).is_none() && fault("/a", Below).is_some() && fault("a/../b", Below).is_some());
        assert!(fault("..a", Below).is_none() && fault("..a", BelowUnreserved).is_some() && fault("b..", BelowUnreserved).is_none());
        assert!(fault("/a/..b", NoBackSteps).is_none() && fault("/..", NoBackSteps).is_some() && fault("a", Absolute).is_some());
    }
}
