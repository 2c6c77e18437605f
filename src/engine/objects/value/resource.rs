//! Names of resources that a container asks for.
//!
//! Source: `pkg/apis/core/helper` (`IsExtendedResourceName`, `IsOvercommitAllowed`, …).

use super::name::is_qualified_name;
use super::quantity;

/// Whether requests may be below limits: not for devices and huge pages (`IsOvercommitAllowed`).
#[must_use]
pub fn may_overcommit(name: &str) -> bool {
    is_native(name) && !is_huge_page(name)
}

/// `hugepages-2Mi` (`IsHugePageResourceName`).
#[must_use]
pub fn is_huge_page(name: &str) -> bool {
    name.starts_with("hugepages-")
}

/// Whether an amount, in thousandths, is a multiple of the size that the name says
/// (`IsHugePageResourceValueDivisible`).
#[must_use]
pub fn are_whole_pages(name: &str, milli: i128) -> bool {
    let size = name.strip_prefix("hugepages-").and_then(quantity::milli).unwrap_or(0);
    let whole = milli.div_euclid(1000) + i128::from(milli.rem_euclid(1000) > 0);
    size > 0 && size % 1000 == 0 && whole % (size / 1000) == 0
}

/// What Kubernetes itself counts (`IsNativeResource`).
#[must_use]
pub fn is_native(name: &str) -> bool {
    !name.contains('/') || name.contains("kubernetes.io/")
}

/// What somebody else counts: `nvidia.com/gpu` (`IsExtendedResourceName`).
#[must_use]
pub fn is_extended(name: &str) -> bool {
    !is_native(name) && !name.starts_with("requests.") && is_qualified_name(&format!("requests.{name}"))
}

/// Names without `/` that something is counted by, huge pages aside (`IsStandardResourceName`).
const KNOWN: [&str; 20] = [
    "configmaps",
    "cpu",
    "ephemeral-storage",
    "limits.cpu",
    "limits.ephemeral-storage",
    "limits.memory",
    "memory",
    "persistentvolumeclaims",
    "pods",
    "replicationcontrollers",
    "requests.cpu",
    "requests.ephemeral-storage",
    "requests.memory",
    "requests.storage",
    "resourcequotas",
    "secrets",
    "services",
    "services.loadbalancers",
    "services.nodeports",
    "storage",
];

/// Whether quotas and limits may be about it (`validateResourceName`).
#[must_use]
pub fn is_known(name: &str) -> bool {
    let pages = name.starts_with("hugepages-") || name.starts_with("requests.hugepages-");
    is_qualified_name(name) && (name.contains('/') || KNOWN.contains(&name) || pages)
}

/// Whether a container may ask for it (`validateContainerResourceName`).
#[must_use]
pub fn is_for_containers(name: &str) -> bool {
    if !name.contains('/') {
        return matches!(name, "cpu" | "memory" | "ephemeral-storage")
            || (is_huge_page(name) && is_qualified_name(name));
    }
    is_qualified_name(name) && (is_native(name) || is_extended(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        ["cpu", "memory", "ephemeral-storage", "hugepages-2Mi", "nvidia.com/gpu", "kubernetes.io/x"]
            .iter()
            .for_each(|n| assert!(is_for_containers(n), "{n}"));
        ["CPU", "storage", "gpu", "mem", "requests.a.io/x", "a b", "nvidia.com/"]
            .iter()
            .for_each(|n| assert!(!is_for_containers(n), "{n}"));
        assert!(may_overcommit("cpu") && !may_overcommit("hugepages-1Gi") && !may_overcommit("a.io/b"));
    }
}
