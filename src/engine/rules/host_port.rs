//! See the rule's own documentation.

use std::collections::HashMap;

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::yaml::NodeId;

super::rule! {
    /// Two ports of a pod need the same port of the node, or a pod on the node's network has a port of another number.
    ///
    /// ## Why it matters
    /// A port of the node can be given once. On the node's network (`hostNetwork`) a container listens on the node
    /// itself, so that `hostPort` can only be the `containerPort`. The API server refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: proxy
    /// spec:
    ///   hostNetwork: true
    ///   containers:
    ///     - name: proxy
    ///       image: nginx:1.27
    ///       ports:
    ///         - containerPort: 8080
    ///           hostPort: 80
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: proxy
    /// spec:
    ///   containers:
    ///     - name: proxy
    ///       image: nginx:1.27
    ///       ports:
    ///         - containerPort: 8080
    ///           hostPort: 80
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `validatePodHostNetworkDeps`, `checkHostPortConflicts`
    "host-port", Error, Part(&["PodSpec"], check)
}

fn check(pod: &Part<'_>, out: &mut Vec<Finding>) {
    let on_host = pod.bool("hostNetwork") == Some(true);
    // In a Pod itself, a port on the node's network is the node's port, too (SetDefaults_Pod).
    let defaulted = on_host && pod.root().type_name() == "Pod";
    let containers: Vec<Part<'_>> = pod.parts("containers").collect();
    taken(&containers, defaulted, out);
    for container in pod.parts("initContainers") {
        taken(&[container], defaulted, out);
    }
    for port in containers.iter().flat_map(|c| c.parts("ports")).filter(|_| on_host) {
        let (inside, outside) = (port.int("containerPort"), port.int("hostPort").filter(|p| *p != 0));
        if outside.is_some() && inside.is_some() && inside != outside {
            let message = "`hostPort` is not `containerPort`, though the pod is on the node's network";
            let finding = port.finding("hostPort", message).help("With `hostNetwork: true` both are one port. Make them equal, or leave `hostPort` out.");
            out.push(finding.related(pod.value("hostNetwork").map(|n| pod.place(n)), "on the node's network"));
        }
    }
}

fn taken(containers: &[Part<'_>], defaulted: bool, out: &mut Vec<Finding>) {
    let mut seen: HashMap<(&str, &str, i64), NodeId> = HashMap::new();
    for port in containers.iter().flat_map(|c| c.parts("ports")) {
        let field = if port.int("hostPort").unwrap_or(0) == 0 && defaulted { "containerPort" } else { "hostPort" };
        let Some((number, node)) = port.int(field).filter(|n| *n != 0).zip(port.value(field)) else { continue };
        let protocol = Some(port.text("protocol")).filter(|p| !p.is_empty()).unwrap_or("TCP");
        let key = (protocol, port.text("hostIP"), number);
        let Some(first) = seen.insert(key, node) else { continue };
        let finding = port.finding_at(node, format!("The node's port {number} is taken twice in this pod"));
        out.push(finding.help("A port of the node can be given once. Choose another, or another `hostIP` or `protocol`.").related(Some(port.place(first)), "taken here"));
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::testing::{container, pod};

    #[test]
    fn ports() {
        container("ports: [{containerPort: 1, hostPort: 80}, {containerPort: 2, hostPort: 80, protocol: UDP}]", &[]);
        container("ports: [{containerPort: 1, hostPort: 80}, {containerPort: 2, hostPort: 80}]", &["host-port: 80"]);
        pod("hostNetwork: true\ncontainers: [{name: a, image: i, ports: [{containerPort: 81}]}, {name: b, image: i, ports: [{containerPort: 81}]}]", &["host-port: 81"]);
    }
}
