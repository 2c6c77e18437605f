//! NetworkPolicy → the workloads that its rules allow at the other end.
//!
//! Source: API reference `NetworkPolicyPeer`: pods of the policy's namespace, or of the namespaces that are selected.

use super::{Edges, Relation};
use crate::engine::graph::{Detail, End};
use crate::engine::objects::value::selector::{self, Labels};
use crate::engine::objects::{Object, Typed, workload};
use crate::engine::workspace::Objects;
use crate::engine::yaml::Walk;

/// See the module.
pub const RELATION: Relation = Relation { id: "allows", phrase: "allows connections with", find };

fn find(out: &mut Edges<'_, '_>) {
    let (Some(walk), Some(object)) = (out.walk(), out.object()) else { return };
    if !matches!(object.typed, Typed::NetworkPolicy(_)) {
        return;
    }
    for (rules, side) in [("ingress", "from"), ("egress", "to")] {
        let rules = walk.key("spec").key(rules).items();
        rules.iter().flat_map(|rule| rule.key(side).items()).for_each(|peer| edges(out, &peer, object));
    }
}

fn edges(out: &mut Edges<'_, '_>, peer: &Walk<'_>, policy: &Object) {
    let (pods, of_namespaces) = (peer.key("podSelector"), peer.key("namespaceSelector"));
    if !pods.is_there() && !of_namespaces.is_there() {
        return;
    }
    let namespaces = match of_namespaces.is_there() {
        true => namespaces(out.objects, &of_namespaces),
        false => vec![policy.namespace().to_owned()],
    };
    let wanted = selector::read(&pods);
    for index in namespaces.iter().flat_map(|n| out.objects.candidates(n, wanted.match_labels.as_ref())) {
        let found = out.objects.get(index).and_then(|l| workload::pods(l.object));
        if found.is_some_and(|p| selector::matches(&wanted, p.labels)) {
            out.push("allows", End::Present(index), peer.route.clone(), Detail::Whole, false);
        }
    }
}

/// The namespaces of the set that a selector takes; each carries its own name as a label.
fn namespaces(objects: &Objects, wanted: &Walk<'_>) -> Vec<String> {
    let wanted = selector::read(wanted);
    let all = objects.of_kind("", "Namespace", None).into_iter().filter_map(|n| objects.get(n));
    let labelled = |object: &Object| {
        let Typed::Namespace(namespace) = &object.typed else { return None };
        let mut labels: Labels = namespace.metadata.labels.clone().unwrap_or_default();
        labels.insert("kubernetes.io/metadata.name".to_owned(), object.id.name.clone());
        selector::matches(&wanted, &labels).then(|| object.id.name.clone())
    };
    all.filter_map(|at| labelled(at.object)).collect()
}
