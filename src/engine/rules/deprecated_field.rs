//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::yaml::Entry;

super::rule! {
    /// A field, or a label of nodes, that Kubernetes has replaced.
    ///
    /// ## Why it matters
    /// It still works, or is taken and ignored; the API server warns of it, and new features come to its
    /// successor only.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: reviews
    /// spec:
    ///   nodeSelector:
    ///     beta.kubernetes.io/arch: arm64
    ///   containers:
    ///     - name: reviews
    ///       image: nginx:1.27
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: reviews
    /// spec:
    ///   nodeSelector:
    ///     kubernetes.io/arch: arm64
    ///   containers:
    ///     - name: reviews
    ///       image: nginx:1.27
    /// ```
    ///
    /// ## References
    /// - `pkg/api/pod/warnings.go`, `pkg/api/service/warnings.go`: `GetWarningsForPod`, `GetWarningsForService`
    "deprecated-field", Hint, Part(&["PodSpec", "ServiceSpec", "Volume"], check)
}

/// A deprecated key, and what to write instead.
type Row = (&'static str, &'static str);

const NODE_LABELS: [Row; 5] = [
    ("beta.kubernetes.io/arch", "kubernetes.io/arch"),
    ("beta.kubernetes.io/instance-type", "node.kubernetes.io/instance-type"),
    ("beta.kubernetes.io/os", "kubernetes.io/os"),
    ("failure-domain.beta.kubernetes.io/region", "topology.kubernetes.io/region"),
    ("failure-domain.beta.kubernetes.io/zone", "topology.kubernetes.io/zone"),
];

const LOAD_BALANCER: &str = "an annotation of your load balancer's provider";

/// Volumes whose code is gone, or off by default.
const VOLUMES: [Row; 9] = [
    ("cephfs", "a CSI driver"),
    ("flocker", "a CSI driver"),
    ("gitRepo", "an init container that clones into an `emptyDir`"),
    ("glusterfs", "a CSI driver"),
    ("photonPersistentDisk", "a CSI driver"),
    ("quobyte", "a CSI driver"),
    ("rbd", "a CSI driver"),
    ("scaleIO", "a CSI driver"),
    ("storageos", "a CSI driver"),
];

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    match part.type_name() {
        "PodSpec" => {
            if let Some(entry) = part.entry("serviceAccount").filter(|_| !part.has("serviceAccountName")) {
                out.push(renamed(part, &entry, ("serviceAccount", "serviceAccountName")));
            }
            for entry in part.pairs("nodeSelector") {
                let row = NODE_LABELS.iter().find(|(old, _)| *old == part.document().key(entry));
                out.extend(row.map(|row| renamed(part, entry, *row)));
            }
        }
        "ServiceSpec" if !part.text("loadBalancerIP").is_empty() => {
            out.push(replaced(part, ("loadBalancerIP", LOAD_BALANCER)));
        }
        _ => out.extend(VOLUMES.iter().filter(|(old, _)| part.has(old)).map(|row| replaced(part, *row))),
    }
}

/// What to use instead of a field, if it is deprecated.
#[must_use]
pub fn successor(type_name: &str, field: &str) -> Option<&'static str> {
    match (type_name, field) {
        ("PodSpec", "serviceAccount") => Some("`serviceAccountName`"),
        ("ServiceSpec", "loadBalancerIP") => Some(LOAD_BALANCER),
        ("Volume", _) => VOLUMES.iter().find(|(old, _)| *old == field).map(|(_, new)| *new),
        _ => None,
    }
}

fn renamed(part: &Part<'_>, entry: &Entry, (old, new): Row) -> Finding {
    part.finding_at(entry.key, format!("`{old}` is deprecated"))
        .help(format!("The API server warns of it. Write `{new}`, which means the same."))
        .safe_fix(format!("Rename to `{new}`"), part.place(entry.key), new)
}

fn replaced(part: &Part<'_>, (old, new): Row) -> Finding {
    part.finding_at_key(old, format!("`{old}` is deprecated"))
        .help(format!("The API server warns of it. Use {new} instead."))
}
