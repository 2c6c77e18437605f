//! See the rule's own documentation.

use k8s_openapi::api::core::v1::Container;

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::objects::workload::{self, ContainerAt};
use crate::engine::timeline::probe::{self, Kind};
use crate::route;

super::rule! {
    /// A probe asks for a named port that its container does not have.
    ///
    /// ## Why it matters
    /// The kubelet cannot resolve the name, so the probe never succeeds: the container is never ready, and no Service
    /// sends it anything. With a startup probe, its other probes do not begin either. A liveness probe like this
    /// decides nothing, which `liveness-port-unresolved` says.
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
    ///       readinessProbe:
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
    ///       readinessProbe:
    ///         httpGet:
    ///           path: /
    ///           port: http
    /// ```
    ///
    /// ## References
    /// - `pkg/probe`: `ResolveContainerPort`
    /// - `pkg/kubelet/prober`: `doProbe`, which throws away what could not be asked
    "probe-port-unresolved", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let Some(pods) = workload::pods(view.object()) else { return };
    for at in pods.containers() {
        let waits = probe::unresolved(at.container).filter(|(kind, ..)| *kind != Kind::Liveness);
        out.extend(waits.map(|(kind, action, name)| {
            let what = match kind {
                Kind::Startup => "the container never counts as started: it is not ready, and its other probes do not begin",
                _ => "the container is never ready, and no Service sends it anything",
            };
            finding(view, &at, (kind, action, name)).help(format!(
                "The kubelet cannot resolve the name, so the {} probe never succeeds: {what}. {}",
                kind.word(),
                instead(at.container)
            ))
        }));
    }
}

/// The finding at the name, without its help.
pub(super) fn finding(view: &ObjectView<'_>, at: &ContainerAt<'_>, probe: (Kind, &'static str, &str)) -> Finding {
    let (kind, action, name) = probe;
    let message = format!("Container `{}` has no port named `{name}`", at.container.name);
    let route = route![at.route; kind.field(), action, "port"];
    view.finding(&route, message)
        .instead(view.written(&route), name, &offered(at.container))
        .related(view.written(&at.route.then("ports")), "the ports of the container")
}

/// What could stand there instead.
pub(super) fn instead(container: &Container) -> String {
    let names = names(container);
    let has = if names.is_empty() { "no named ports".to_owned() } else { format!("`{}`", names.join("`, `")) };
    format!("The container has {has}. Use one of these, or a number.")
}

fn names(container: &Container) -> Vec<String> {
    container.ports.iter().flatten().filter_map(|port| port.name.clone()).collect()
}

/// The names, or where there are none the numbers.
fn offered(container: &Container) -> Vec<String> {
    let names = names(container);
    let numbers = || container.ports.iter().flatten().map(|port| port.container_port.to_string()).collect();
    if names.is_empty() { numbers() } else { names }
}
