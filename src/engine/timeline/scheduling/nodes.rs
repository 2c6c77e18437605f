//! The nodes: from a kind cluster's file, or given.

use crate::engine::objects::value::quantity::milli;
use crate::engine::objects::value::selector::Labels;
use crate::engine::workspace::Workspace;
use crate::engine::yaml::Walk;

/// Thousandths of a cpu that a node has, unless given.
pub const CPU: i64 = 4_000;
/// Bytes of memory that a node has, unless given.
pub const MEMORY: i64 = 8 << 30;
/// Pods that a node takes (`--max-pods`).
pub const PODS: i64 = 110;

/// What keeps pods away that do not tolerate it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taint {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: String,
    /// `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
    pub effect: String,
}

/// A node, empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// Thousandths of a cpu that pods may ask for.
    pub cpu: i64,
    /// Bytes that pods may ask for.
    pub memory: i64,
    /// Its labels.
    pub labels: Labels,
    /// Its taints.
    pub taints: Vec<Taint>,
}

impl Node {
    /// A node of the assumed size with the labels that every kubelet sets.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let pairs = [("kubernetes.io/hostname", name), ("kubernetes.io/os", "linux"), ("kubernetes.io/arch", "amd64")];
        let labels = pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
        Self { name: name.to_owned(), cpu: CPU, memory: MEMORY, labels, taints: Vec::new() }
    }
}

/// A node as it is given: `name=cpu,memory[,label=value…][,taint=value:Effect…]`.
#[must_use]
pub fn node(text: &str) -> Option<Node> {
    let (name, rest) = text.split_once('=')?;
    let mut parts = rest.split(',');
    let amount = |text: &str| milli(text).and_then(|n| i64::try_from(n).ok()).filter(|n| *n >= 0);
    let mut out = Node::named(name);
    out.cpu = amount(parts.next()?)?;
    out.memory = amount(parts.next()?)? / 1000;
    for part in parts {
        match part.rsplit_once(':') {
            Some((taint, effect)) => {
                let (key, value) = taint.split_once('=').unwrap_or((taint, ""));
                out.taints.push(Taint { key: key.into(), value: value.into(), effect: effect.into() });
            }
            None => {
                let (key, value) = part.split_once('=').unwrap_or((part, ""));
                out.labels.insert(key.into(), value.into());
            }
        }
    }
    Some(out)
}

/// The nodes of the first kind cluster in the files; none if there is no such file. Without a list it has one node.
///
/// Source: kind's `pkg/cluster/internal/providers/common` (`MakeNodeNamer`) and `config` (kubeadm's taint stays only
/// where there are workers).
#[must_use]
pub fn kind_nodes(workspace: &Workspace) -> Option<Vec<Node>> {
    let all = (0..workspace.files.len()).flat_map(|file| workspace.documents_of(file));
    let walks = all.filter_map(|(_, placed)| Some(Walk::new(&placed.facts.document, placed.facts.document.root()?)));
    let is = |walk: &Walk<'_>| {
        walk.key("kind").text() == "Cluster" && walk.key("apiVersion").text().starts_with("kind.x-k8s.io/")
    };
    walks.into_iter().find(is).map(|cluster| cluster_nodes(&cluster))
}

fn cluster_nodes(cluster: &Walk<'_>) -> Vec<Node> {
    let written = cluster.key("name").text();
    let name = if written.is_empty() { "kind" } else { written };
    let listed = cluster.key("nodes").items();
    let mut roles: Vec<(&str, Option<&Walk<'_>>)> = listed.iter().map(|n| (n.key("role").text(), Some(n))).collect();
    if roles.is_empty() {
        roles.push(("control-plane", None));
    }
    let workers = roles.iter().any(|(role, _)| *role == "worker");
    let mut counts = (0, 0);
    let mut out = Vec::new();
    for (role, at) in roles {
        let worker = role == "worker";
        let count = if worker { &mut counts.0 } else { &mut counts.1 };
        *count += 1;
        let number = if *count == 1 { String::new() } else { count.to_string() };
        let mut node = Node::named(&format!("{name}-{}{number}", if worker { "worker" } else { "control-plane" }));
        if !worker {
            node.labels.insert("node-role.kubernetes.io/control-plane".into(), String::new());
            if workers {
                let key = "node-role.kubernetes.io/control-plane".to_owned();
                node.taints.push(Taint { key, value: String::new(), effect: "NoSchedule".into() });
            }
        }
        let labels = at.map(|at| at.key("labels"));
        for (labels, key) in labels.iter().flat_map(|labels| labels.keys().into_iter().map(move |key| (labels, key))) {
            node.labels.insert(key.to_owned(), labels.key(key.to_owned()).text().to_owned());
        }
        out.push(node);
    }
    out
}
