//! See the rule's own documentation.

use super::probe_port_unresolved::{finding, instead};
use crate::engine::finding::{Finding, ObjectView};
use crate::engine::objects::workload;
use crate::engine::timeline::probe::{self, Kind};

super::rule! {
    /// A liveness probe asks for a named port that its container does not have.
    ///
    /// ## Why it matters
    /// The kubelet cannot resolve the name, and throws the attempt away: it counts neither as success nor as failure.
    /// The container runs and becomes ready as if there were no probe, and nobody restarts it when it hangs.
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
    ///       ports:
    ///         - name: http
    ///           containerPort: 80
    ///       livenessProbe:
    ///         httpGet:
    ///           path: /
    ///           port: web
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
    ///       ports:
    ///         - name: http
    ///           containerPort: 80
    ///       livenessProbe:
    ///         httpGet:
    ///           path: /
    ///           port: http
    /// ```
    ///
    /// ## References
    /// - `pkg/probe`: `ResolveContainerPort`
    /// - `pkg/kubelet/prober`: `doProbe`, which throws away what could not be asked
    "liveness-port-unresolved", Warning, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let Some(pods) = workload::pods(view.object()) else { return };
    for at in pods.containers() {
        let idle = probe::unresolved(at.container).filter(|(kind, ..)| *kind == Kind::Liveness);
        out.extend(idle.map(|probe| {
            let why = "The kubelet cannot resolve the name and throws each attempt away, so the liveness probe decides nothing: a container that hangs is never restarted.";
            finding(view, &at, probe).help(format!("{why} {}", instead(at.container)))
        }));
    }
}
