//! `placed`: every pod of a workload finds a node, or what keeps it Pending.

use super::objects::{place, pods};
use super::{Answer, Check, Form, Key, Kind};
use crate::engine::Analysis;
use crate::engine::timeline::scheduling::{self, Node, Placement};

/// The kind. The nodes are those of a kind cluster in the files, unless `nodes` says
/// `name=cpu,memory[,label=value…][,taint=value:Effect…]`, with spaces between nodes.
pub const KIND: Kind = Kind {
    name: "placed",
    keys: &[Key::needed("of", Form::Object), Key::free("wanted", Form::Flag), Key::free("nodes", Form::Text)],
    title,
    answer,
};

fn title(check: &Check) -> String {
    let of = check.text("of");
    if check.flag("wanted", true) {
        format!("Every pod of `{of}` finds a node")
    } else {
        format!("A pod of `{of}` stays Pending")
    }
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    let ((index, at), pods) = match pods(set, check.text("of")) {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let place = place(set, &at, pods.spec_route);
    let Some(nodes) = nodes(check, set) else {
        return Answer::new(false, "There are no nodes to put them on.", Some(place));
    };
    let all: Vec<Placement> = scheduling::place(set, &nodes).into_iter().filter(|one| one.workload == index).collect();
    let waiting: Vec<&Placement> = all.iter().filter(|one| one.node.is_none()).collect();
    let holds = waiting.is_empty() == check.flag("wanted", true);
    Answer::new(holds, words(&all, &waiting), Some(place))
}

fn nodes(check: &Check, set: &Analysis) -> Option<Vec<Node>> {
    match check.get("nodes") {
        Some(text) => text.split_whitespace().map(scheduling::node).collect(),
        None => scheduling::kind_nodes(&set.workspace),
    }
}

fn words(all: &[Placement], waiting: &[&Placement]) -> String {
    if let Some(first) = waiting.first() {
        let reason = first.reason.trim_end_matches('.');
        let stay = if waiting.len() == 1 { "stays" } else { "stay" };
        return format!("{} of {} pods {stay} Pending: {reason}.", waiting.len(), all.len());
    }
    let mut nodes: Vec<&str> = all.iter().filter_map(|one| one.node.as_deref()).collect();
    nodes.sort_unstable();
    nodes.dedup();
    match nodes.as_slice() {
        [] => "It asks for no pods.".to_owned(),
        nodes => format!("They run on {}.", nodes.join(" and ")),
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    #[test]
    fn pods_find_a_node_or_wait() {
        let text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 3\n  selector: {matchLabels: {app: web}}\n  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: i, resources: {requests: {cpu: 1}}}]}}\n";
        let cases = [
            (
                "placed: {of: Deployment/web, nodes: \"a=2,4Gi\"}",
                false,
                "1 of 3 pods stays Pending: 0/1 nodes are available",
            ),
            ("placed: {of: Deployment/web, nodes: \"a=2,4Gi\", wanted: false}", true, "Insufficient cpu."),
            ("placed: {of: Deployment/web, nodes: \"a=2,4Gi b=2,4Gi\"}", true, "They run on a and b."),
            ("placed: {of: Deployment/web, nodes: \"a=2,4Gi b=2,4Gi\", wanted: false}", false, ""),
            ("placed: {of: Deployment/web}", false, "no nodes"),
        ];
        table(text, &cases);
        let cluster = "---\nkind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n";
        table(&(text.to_owned() + cluster), &[("placed: Deployment/web", true, "kind-control-plane")]);
    }
}
