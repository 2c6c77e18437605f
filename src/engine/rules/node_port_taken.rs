//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::objects::Typed;
use crate::engine::objects::value::port;
use crate::engine::yaml::{Part, Route};
use crate::route;

super::rule! {
    /// Two Services of this set ask for the same port of the nodes.
    ///
    /// ## Why it matters
    /// A node port belongs to one Service in the whole cluster. The API server gives it to the first and refuses
    /// the second.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   type: NodePort
    ///   ports:
    ///     - port: 80
    ///       nodePort: 30080
    /// ---
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: api
    /// spec:
    ///   type: NodePort
    ///   ports:
    ///     - port: 80
    ///       nodePort: 30080
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   type: NodePort
    ///   ports:
    ///     - port: 80
    ///       nodePort: 30080
    /// ---
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: api
    /// spec:
    ///   type: NodePort
    ///   ports:
    ///     - port: 80
    ///       nodePort: 30081
    /// ```
    ///
    /// ## References
    /// - `pkg/registry/core/service/portallocator`: `ErrAllocated`
    "node-port-taken", Warning, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let mine = ports(view);
    if mine.is_empty() {
        return;
    }
    let id = &view.object().id;
    for index in view.objects.of_kind("", "Service", id.namespace.as_deref()) {
        let Some(other) = view.other(index).filter(|other| other.object().id != *id && view.objects.is_before(index, view.index)) else { continue };
        for ((number, protocol), at) in &mine {
            let taken = ports(&other).into_iter().find(|(port, _)| port.0 == *number && port.1 == *protocol);
            if let Some((_, first)) = taken {
                let finding = view.finding(at, format!("{} has the node port {number} already", other.object().id));
                out.push(finding.help("The API server refuses whichever comes second. Choose another port, or leave `nodePort` out and take a free one.").related(Some(other.place(&first, Part::Value)), "the first one"));
            }
        }
    }
}

/// The node ports that a Service asks for, with their protocols and places.
fn ports(view: &ObjectView<'_>) -> Vec<((i32, String), Route)> {
    let Typed::Service(service) = &view.object().typed else { return Vec::new() };
    let ports = service.spec.iter().flat_map(|spec| spec.ports.iter().flatten()).enumerate();
    let asked = ports.filter_map(|(n, port)| Some((n, port, port.node_port.filter(|number| *number != 0)?)));
    asked
        .map(|(n, asked, number)| ((number, port::protocol(asked.protocol.as_deref()).to_owned()), route!["spec", "ports", n, "nodePort"]))
        .collect()
}
