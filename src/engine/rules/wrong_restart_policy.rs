//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// A workload's pods have a restart policy that does not fit it.
    ///
    /// ## Why it matters
    /// Pods of a Deployment, StatefulSet or DaemonSet run for ever: `Always`, the default. Pods of a Job end: `OnFailure`
    /// or `Never`, which must be written. The API server refuses others.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata:
    ///   name: migrate
    /// spec:
    ///   template:
    ///     spec:
    ///       containers:
    ///         - name: migrate
    ///           image: busybox:1.37
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata:
    ///   name: migrate
    /// spec:
    ///   template:
    ///     spec:
    ///       restartPolicy: Never
    ///       containers:
    ///         - name: migrate
    ///           image: busybox:1.37
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/batch/validation`: `validateJobSpec`
    /// - `pkg/apis/apps/validation`: `ValidatePodTemplateSpecForReplicaSet`, `ValidateStatefulSetSpec`, `ValidateDaemonSetSpec`
    "wrong-restart-policy", Error, Part(&["DaemonSetSpec", "DeploymentSpec", "JobSpec", "ReplicaSetSpec", "ReplicationControllerSpec", "StatefulSetSpec"], check)
}

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    let Some(pod) = part.part("template").and_then(|t| t.part("spec")).filter(|p| !p.is_doubtful()) else { return };
    let policy = pod.text("restartPolicy");
    // A word that is no policy at all is another rule's.
    let (good, help) = if part.type_name() == "JobSpec" {
        let good = if part.has("podFailurePolicy") { policy != "OnFailure" } else { true };
        (good && !matches!(policy, "" | "Always"), "Write `restartPolicy: Never` (a new pod for each try; needed for a `podFailurePolicy`) or `OnFailure` (the same pod again).")
    } else {
        (!matches!(policy, "OnFailure" | "Never"), "Pods of this workload always run. For work that ends, use a Job.")
    };
    if !good {
        let written = if policy.is_empty() { "no restart policy, which means `Always`".to_owned() } else { format!("the restart policy `{policy}`") };
        let message = format!("The pods of this {} have {written}", part.type_name().trim_end_matches("Spec"));
        out.push(pod.finding("restartPolicy", message).help(help));
    }
}
