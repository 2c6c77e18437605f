//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::{self, Part};
use crate::engine::table::{self, TypeRows};

super::rule! {
    /// A port is not between 1 and 65535.
    ///
    /// ## Why it matters
    /// TCP and UDP know no other ports; the API server refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   ports:
    ///     - port: 80800
    ///       targetPort: 80
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   ports:
    ///     - port: 8080
    ///       targetPort: 80
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apimachinery/pkg/util/validation`: `IsValidPortNum`
    "port-out-of-range", Error, Part(&TYPES, check)
}

/// Whether zero counts as absent.
type Optional = bool;

const ROWS: &[TypeRows<Optional>] = &[
    ("ContainerPort", &[("containerPort", false), ("hostPort", true)]),
    ("EndpointPort", &[("port", false)]),
    ("GRPCAction", &[("port", false)]),
    ("HTTPGetAction", &[("port", false)]),
    // An Ingress may name the port instead.
    ("ServiceBackendPort", &[("number", true)]),
    // A node's port is in a range that the rule `node-port-range` knows.
    ("ServicePort", &[("port", false), ("targetPort", true)]),
    ("TCPSocketAction", &[("port", false)]),
];
static TOPICS: &[&[TypeRows<Optional>]] = &[ROWS];
const TYPES: [&str; table::count(&[ROWS])] = table::types(&[ROWS]);

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    // Slices take any number.
    if part.type_name() == "EndpointPort" && part.within("EndpointSubset").is_none() {
        return;
    }
    for (field, optional) in table::rows(TOPICS, part.type_name()) {
        let Some(port) = part.scalar(field).and_then(part::int) else { continue };
        if (1..=65535).contains(&port) || (port == 0 && *optional) || part.is_spoilt(field) {
            continue;
        }
        let finding = part.finding(field, format!("{port} is not a port"));
        out.push(finding.help("Ports go from 1 to 65535; the API server refuses anything else."));
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::testing::container;

    #[test]
    fn tables_name_what_exists() {
        crate::engine::table::tests::check(super::TOPICS);
    }

    #[test]
    fn ports() {
        container("ports: [{containerPort: 0}, {containerPort: 1, hostPort: 0}]", &["port-out-of-range: 0"]);
        container("livenessProbe: {grpc: {port: 70000}}", &["port-out-of-range: 70000"]);
    }
}
