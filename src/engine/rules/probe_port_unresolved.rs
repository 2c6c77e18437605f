//! See the rule's own documentation.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::objects::value::name::is_port_name;
use crate::engine::objects::value::port;
use crate::engine::objects::workload;
use crate::engine::timeline::probe;
use crate::route;

super::rule! {
    /// A probe asks for a named port that its container does not have.
    ///
    /// ## Why it matters
    /// The kubelet cannot resolve the name and the probe never succeeds: the container never becomes ready, or is
    /// restarted again and again.
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
    "probe-port-unresolved", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let Some(pods) = workload::pods(view.object()) else { return };
    for at in pods.containers() {
        for (kind, probe) in probe::of(at.container) {
            let http = probe.http_get.as_ref().map(|a| ("httpGet", &a.port));
            let tcp = probe.tcp_socket.as_ref().map(|a| ("tcpSocket", &a.port));
            for (action, wanted) in http.into_iter().chain(tcp) {
                let IntOrString::String(name) = wanted else { continue };
                // What is no name at all is said elsewhere.
                if !is_port_name(name) || port::in_container(at.container, wanted).is_some() {
                    continue;
                }
                let route = route![at.route; kind.field(), action, "port"];
                let names: Vec<String> = at.container.ports.iter().flatten().filter_map(|p| Some(format!("`{}`", p.name.as_ref()?))).collect();
                let has = if names.is_empty() { "no named ports".to_owned() } else { names.join(", ") };
                let finding = view
                    .finding(&route, format!("Container `{}` has no port named `{name}`", at.container.name))
                    .help(format!("The kubelet cannot resolve the name, so the {} probe never succeeds. The container has {has}. Use one of these, or a number.", kind.word()))
                    .related(view.written(&at.route.then("ports")), "the ports of the container");
                out.push(finding);
            }
        }
    }
}
