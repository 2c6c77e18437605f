//! Where pods fit, by hand.

use super::*;
use crate::engine::{model, service};
use crate::protocol::FileText;

fn placed(text: &str, nodes: &[Node]) -> Vec<String> {
    let model = model(service::open(&[FileText { name: "a.yaml".into(), text: text.into() }]));
    place(&model, nodes).into_iter().map(|p| p.node.unwrap_or(p.reason)).collect()
}

fn nodes(given: &[&str]) -> Vec<Node> {
    given.iter().map(|text| node(text).expect("a node")).collect()
}

fn web(replicas: u32, spec: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec:\n  replicas: {replicas}\n  selector: {{matchLabels: {{app: web}}}}\n  template:\n    metadata: {{labels: {{app: web}}}}\n    spec: {{{spec}}}\n"
    )
}

const ONE_CPU: &str = "containers: [{name: c, image: i, resources: {requests: {cpu: 1, memory: 1Gi}}}]";

#[test]
fn a_kind_cluster() {
    let text = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nname: feast\nnodes:\n- role: control-plane\n  labels: {ingress-ready: \"true\"}\n- role: worker\n- role: worker\n";
    let workspace = service::open(&[FileText { name: "kind-cluster.yaml".into(), text: text.into() }]);
    let nodes = kind_nodes(&workspace).expect("nodes");
    let names: Vec<&str> = nodes.iter().map(|n| n.name.as_str()).collect();
    assert_eq!(names, ["feast-control-plane", "feast-worker", "feast-worker2"]);
    assert_eq!(nodes[0].labels.get("ingress-ready").map(String::as_str), Some("true"));
    assert_eq!((nodes[0].taints.len(), nodes[1].taints.len()), (1, 0));
    // Spread over the workers; the control plane is tainted.
    assert_eq!(placed(&web(3, ONE_CPU), &nodes), ["feast-worker", "feast-worker2", "feast-worker"]);
    // Alone, a control plane takes pods.
    let alone = service::open(&[FileText { name: "k.yaml".into(), text: text.replace("- role: worker\n", "") }]);
    assert!(kind_nodes(&alone).expect("a node")[0].taints.is_empty());
    assert_eq!(kind_nodes(&service::open(&[])), None);
}

#[test]
fn what_does_not_fit_is_counted() {
    let three = nodes(&["a=2,4Gi,disk=ssd", "b=2,1Gi", "c=8,8Gi,gpu=yes:NoSchedule"]);
    let cases = [
        // Two of one cpu fit on a; b has no memory for a second (nor the first's gibibyte twice).
        (
            web(4, ONE_CPU),
            vec![
                "a",
                "b",
                "a",
                "0/3 nodes are available: 1 Insufficient cpu, 1 Insufficient memory, 1 node(s) had untolerated taint {gpu: yes}.",
            ],
        ),
        (
            web(1, &format!("tolerations: [{{key: gpu, operator: Exists}}], nodeSelector: {{disk: hdd}}, {ONE_CPU}")),
            vec!["0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector."],
        ),
        (web(1, &format!("nodeSelector: {{disk: ssd}}, {ONE_CPU}")), vec!["a"]),
        (
            web(
                1,
                "tolerations: [{key: gpu, value: 'yes', effect: NoSchedule}], affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: disk, operator: DoesNotExist}]}]}}}, containers: [{name: c, image: i, resources: {requests: {cpu: 3}}}]",
            ),
            vec!["c"],
        ),
        // One for each node; b has no memory for another one anyway, which is looked at before.
        (
            web(
                3,
                &format!(
                    "affinity: {{podAntiAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: [{{labelSelector: {{matchLabels: {{app: web}}}}, topologyKey: kubernetes.io/hostname}}]}}}}, {ONE_CPU}"
                ),
            ),
            vec![
                "a",
                "b",
                "0/3 nodes are available: 1 Insufficient memory, 1 node(s) didn't match pod anti-affinity rules, 1 node(s) had untolerated taint {gpu: yes}.",
            ],
        ),
        // All together: where the first is.
        (
            web(
                3,
                &format!(
                    "affinity: {{podAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: [{{labelSelector: {{matchLabels: {{app: web}}}}, topologyKey: kubernetes.io/hostname}}]}}}}, {ONE_CPU}"
                ),
            ),
            vec![
                "a",
                "a",
                "0/3 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match pod affinity rules, 1 node(s) had untolerated taint {gpu: yes}.",
            ],
        ),
        // At most one more than on the emptiest: the tainted node counts as empty (nodeTaintsPolicy: Ignore).
        (
            web(
                3,
                "containers: [{name: c, image: i}], topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]",
            ),
            vec![
                "a",
                "b",
                "0/3 nodes are available: 1 node(s) had untolerated taint {gpu: yes}, 2 node(s) didn't match pod topology spread constraints.",
            ],
        ),
        (
            web(
                2,
                "containers: [{name: c, image: i, ports: [{containerPort: 80, hostPort: 80}]}], nodeSelector: {disk: ssd}",
            ),
            vec![
                "a",
                "0/3 nodes are available: 1 node(s) didn't have free ports for the requested pod ports, 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint {gpu: yes}.",
            ],
        ),
        (
            web(1, "containers: [{name: c, image: i}], volumes: [{name: v, persistentVolumeClaim: {claimName: none}}]"),
            vec!["persistentvolumeclaim \"none\" not found"],
        ),
        // A named node asks nobody about taints.
        (web(1, "containers: [{name: c, image: i}], nodeName: c"), vec!["c"]),
        // A DaemonSet has a pod where it may.
        (
            web(0, "containers: [{name: c, image: i}]")
                .replace("Deployment", "DaemonSet")
                .replace("  replicas: 0\n", ""),
            vec!["a", "b"],
        ),
    ];
    for (text, want) in cases {
        assert_eq!(placed(&text, &three), want, "{text}");
    }
    assert_eq!(placed(&web(1, ONE_CPU), &[]), ["no nodes available to schedule pods"]);
}

#[test]
fn what_a_pod_asks_for() {
    let ask = |spec: &str| {
        let document = crate::engine::yaml::Document::parse(spec);
        let of = of_pod(&Walk::new(&document, document.root().expect("a root")));
        (of.get("cpu").copied().unwrap_or(0), of.get("memory").copied().unwrap_or(0) / 1000 / (1 << 20))
    };
    let c = |name: &str, cpu: &str, rest: &str| {
        format!("{{name: {name}, resources: {{requests: {{cpu: {cpu}, memory: 64Mi}}}}{rest}}}")
    };
    let cases = [
        (format!("containers: [{}, {}]", c("a", "100m", ""), c("b", "200m", "")), (300, 128)),
        // An init container that needs more decides; one that needs less does not.
        (format!("containers: [{}]\ninitContainers: [{}]", c("a", "100m", ""), c("i", "1", "")), (1000, 64)),
        (format!("containers: [{}]\ninitContainers: [{}]", c("a", "100m", ""), c("i", "50m", "")), (100, 64)),
        // A sidecar runs beside all: 100 + 50.
        (
            format!(
                "containers: [{}]\ninitContainers: [{}]",
                c("a", "100m", ""),
                c("s", "50m", ", restartPolicy: Always")
            ),
            (150, 128),
        ),
        // An init container after a sidecar runs beside it: 50 + 500 is more than 150.
        (
            format!(
                "containers: [{}]\ninitContainers: [{}, {}]",
                c("a", "100m", ""),
                c("s", "50m", ", restartPolicy: Always"),
                c("i", "500m", "")
            ),
            (550, 128),
        ),
        // Limits stand for requests that are missing; overhead is added.
        ("containers: [{name: a, resources: {limits: {cpu: 2}}}]\noverhead: {cpu: 250m}".to_owned(), (2250, 0)),
        // The pod's own numbers count instead.
        (format!("containers: [{}]\nresources: {{requests: {{cpu: 1500m}}}}", c("a", "100m", "")), (1500, 64)),
    ];
    for (spec, want) in cases {
        assert_eq!(ask(&spec), want, "{spec}");
    }
}

#[test]
fn nodes_as_they_are_given() {
    let node = node("n1=500m,2Gi,zone=a,dedicated=db:NoExecute").expect("a node");
    assert_eq!((node.cpu, node.memory, node.labels["zone"].as_str()), (500, 2 << 30, "a"));
    assert_eq!(
        (node.taints[0].key.as_str(), node.taints[0].value.as_str(), node.taints[0].effect.as_str()),
        ("dedicated", "db", "NoExecute")
    );
    ["", "n", "n=1", "n=x,1Gi", "n=1,"].iter().for_each(|text| assert_eq!(super::node(text), None, "{text}"));
}
