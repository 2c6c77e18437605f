//! Defaults of the API server that the analysis needs, made explicit.
//!
//! Source: `pkg/apis/core/v1/defaults.go`, `pkg/apis/apps/v1/defaults.go` of kubernetes/kubernetes.

use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::api::core::v1::{Container, PodSpec, Probe};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

/// A probe's numbers with defaults filled in (`SetDefaults_Probe`). Times are in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProbeNumbers {
    /// From the container's start to the first probe.
    pub initial_delay: i64,
    /// Between probes.
    pub period: i64,
    /// Until a probe without an answer has failed.
    pub timeout: i64,
    /// Successes in a row that turn it good.
    pub success_threshold: i64,
    /// Failures in a row that turn it bad.
    pub failure_threshold: i64,
}

impl ProbeNumbers {
    /// The effective numbers of a probe; zero counts as absent, as it does for the defaulting code.
    #[must_use]
    pub fn of(probe: &Probe) -> Self {
        let or = |value: Option<i32>, default: i64| value.filter(|v| *v != 0).map_or(default, i64::from);
        Self {
            initial_delay: or(probe.initial_delay_seconds, 0),
            period: or(probe.period_seconds, 10),
            timeout: or(probe.timeout_seconds, 1),
            success_threshold: or(probe.success_threshold, 1),
            failure_threshold: or(probe.failure_threshold, 3),
        }
    }
}

/// Pull policy: `Always` for the tag `latest` or none, else `IfNotPresent` (`SetDefaults_Container`).
#[must_use]
pub fn pull_policy(container: &Container) -> &str {
    if let Some(policy) = container.image_pull_policy.as_deref() {
        return policy;
    }
    let image = container.image.as_deref().unwrap_or("");
    let name = image.rsplit('/').next().unwrap_or("");
    let tag = name.split('@').next().unwrap_or("").split_once(':').map(|(_, tag)| tag);
    let digest = name.contains('@');
    if tag == Some("latest") || (tag.is_none() && !digest) { "Always" } else { "IfNotPresent" }
}

/// Seconds that a pod has to stop in (`SetDefaults_PodSpec`).
#[must_use]
pub fn grace(spec: &PodSpec) -> i64 {
    spec.termination_grace_period_seconds.unwrap_or(30)
}

/// A Deployment's replicas (1 unless written).
#[must_use]
pub fn replicas(deployment: &Deployment) -> i32 {
    deployment.spec.replicas.unwrap_or(1)
}

/// An absolute number or a percentage of `of`, rounded up or down.
#[must_use]
pub fn scaled(value: &IntOrString, of: i64, up: bool) -> Option<i64> {
    match value {
        IntOrString::Int(n) => Some(i64::from(*n)),
        IntOrString::String(text) => {
            let percent: i64 = text.strip_suffix('%')?.parse().ok()?;
            let product = percent.checked_mul(of)?;
            Some(if up { product.checked_add(99)? / 100 } else { product / 100 })
        }
    }
}

/// How many pods more and how many fewer than `replicas` a rolling update may have
/// (`deploymentutil.ResolveFenceposts` and `MaxUnavailable`: surge rounds up, unavailable down, 0/0 becomes 0/1,
/// and unavailable goes no further than all).
#[must_use]
pub fn rolling(deployment: &Deployment, replicas: i64) -> Option<(i64, i64)> {
    let strategy = deployment.spec.strategy.as_ref();
    if strategy.and_then(|s| s.type_.as_deref()) == Some("Recreate") {
        return None;
    }
    let quarter = || IntOrString::String("25%".into());
    let update = strategy.and_then(|s| s.rolling_update.as_ref());
    let surge = scaled(&update.and_then(|u| u.max_surge.clone()).unwrap_or_else(quarter), replicas, true)?.max(0);
    let down = scaled(&update.and_then(|u| u.max_unavailable.clone()).unwrap_or_else(quarter), replicas, false)?.max(0);
    Some((surge, if surge == 0 && down == 0 { 1 } else { down }.min(replicas)))
}
