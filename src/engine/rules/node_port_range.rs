//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// A node port is outside of the range that clusters open.
    ///
    /// ## Why it matters
    /// Node ports are taken from 30000 to 32767 unless the API server was started with another `--service-node-
    /// port-range`. It refuses others, though only when the Service is really made: a trial (`--dry-run=server`) takes
    /// any.
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
    ///       nodePort: 8080
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
    /// ```
    ///
    /// ## References
    /// - `pkg/registry/core/service/portallocator`: `ErrNotInRange`
    /// - `pkg/controlplane/apiserver/options`: `DefaultServiceNodePortRange`
    "node-port-range", Warning, Part(&["ServicePort", "ServiceSpec"], check)
}

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    let (field, service) = match part.type_name() {
        "ServicePort" => ("nodePort", part.up()),
        _ => ("healthCheckNodePort", Some(*part)),
    };
    // Other types ask for no port of the nodes.
    let asks = service.is_some_and(|s| matches!(s.text("type"), "NodePort" | "LoadBalancer"));
    if let Some(port) = part.int(field).filter(|n| asks && *n != 0 && !(30_000..=32_767).contains(n)) {
        let finding = part.finding(field, format!("`{field}` {port} is not between 30000 and 32767"));
        out.push(finding.help("An API server refuses to make it, unless it was started with another `--service-node-port-range`. Without `nodePort` it chooses a free one."));
    }
}
