//! Ports by number or name, with their protocol.
//!
//! Source: `pkg/api/v1/pod` (`FindPort`) of kubernetes/kubernetes.

use k8s_openapi::api::core::v1::{Container, PodSpec, ServicePort};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

/// A port's protocol, `TCP` unless written.
#[must_use]
pub fn protocol(written: Option<&str>) -> &str {
    written.unwrap_or("TCP")
}

/// The target of a Service port: what is written, else the port itself (`SetDefaults_Service`).
#[must_use]
pub fn target(port: &ServicePort) -> IntOrString {
    match &port.target_port {
        None | Some(IntOrString::Int(0)) => IntOrString::Int(port.port),
        Some(IntOrString::String(name)) if name.is_empty() => IntOrString::Int(port.port),
        Some(target) => target.clone(),
    }
}

/// What a Service port reaches in a pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reached {
    /// A port that the container declares.
    Declared {
        /// Name of the container.
        container: String,
        /// The number.
        port: i32,
    },
    /// A number that no container declares: a process may still listen on it.
    Undeclared(i32),
    /// A name that no container gives to a port of this protocol: no endpoint can be made.
    Unknown(String),
}

/// Resolve the target of a Service port in a pod. Names are looked up by protocol, too.
#[must_use]
pub fn resolve(spec: &PodSpec, port: &ServicePort) -> Reached {
    let wanted = protocol(port.protocol.as_deref());
    let sidecars = spec.init_containers.iter().flatten().filter(|c| c.restart_policy.as_deref() == Some("Always"));
    let mut ports = spec.containers.iter().chain(sidecars).flat_map(|c| c.ports.iter().flatten().map(move |p| (c, p)));
    let target = target(port);
    let found = ports.find(|(_, p)| {
        protocol(p.protocol.as_deref()) == wanted
            && match &target {
                IntOrString::Int(n) => p.container_port == *n,
                IntOrString::String(name) => p.name.as_deref() == Some(name),
            }
    });
    match (found, target) {
        (Some((c, p)), _) => Reached::Declared { container: c.name.clone(), port: p.container_port },
        (None, IntOrString::Int(n)) => Reached::Undeclared(n),
        (None, IntOrString::String(name)) => Reached::Unknown(name),
    }
}

/// The number of a port of one container, by number or name (probes and lifecycle handlers).
#[must_use]
pub fn in_container(container: &Container, port: &IntOrString) -> Option<i32> {
    match port {
        IntOrString::Int(n) => Some(*n),
        IntOrString::String(name) => {
            container.ports.iter().flatten().find(|p| p.name.as_deref() == Some(name)).map(|p| p.container_port)
        }
    }
}

/// As text.
#[must_use]
pub fn text(port: &IntOrString) -> String {
    match port {
        IntOrString::Int(n) => n.to_string(),
        IntOrString::String(name) => name.clone(),
    }
}
