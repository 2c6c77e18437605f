//! Documents → objects: identity, and a typed value of what is read of it.

mod fields;
pub(super) mod node;

use super::{Object, ObjectId, kinds};
use crate::engine::order;
use crate::engine::yaml::{Document, NodeId};

/// The nodes of a document that are objects: its root, or the items of a `List`.
#[must_use]
pub fn roots(document: &Document) -> Vec<NodeId> {
    let Some(root) = document.root() else { return Vec::new() };
    // A JSON array of objects is read as a list, as kubectl's builder does for `List`.
    let kind = document.get(root, "kind").and_then(|n| document.str(n)).unwrap_or("");
    match document.get(root, "items") {
        Some(items) if kind == "List" || (kind.ends_with("List") && !document.items(items).is_empty()) => {
            document.items(items).to_vec()
        }
        _ => vec![root],
    }
}

/// The object at a node. `bad` are the nodes of the wrong type: they are left out, so that one
/// wrong field does not hide the rest of the object.
#[must_use]
pub fn object(document: &Document, node: NodeId, namespaced: Option<bool>, mut bad: Vec<NodeId>) -> Object {
    let text =
        |at: Option<NodeId>| at.and_then(|n| document.scalar(n)).filter(|s| !s.is_null()).map_or("", |s| &*s.text);
    let api_version = text(document.get(node, "apiVersion"));
    let kind = text(document.get(node, "kind"));
    let metadata = document.get(node, "metadata");
    let meta = |key| text(metadata.and_then(|m| document.get(m, key)));
    let group = api_version.rsplit_once('/').map_or("", |(group, _)| group);
    let namespace = match (namespaced, meta("namespace")) {
        (Some(false), _) => None,
        (_, "") => Some("default"),
        (_, namespace) => Some(namespace),
    };
    order::by_key(&mut bad, |id| *id);
    let typed = kinds::decode(api_version, kind, node::Node { document, id: node, bad: &bad });
    let id = ObjectId::new(group, kind, namespace, meta("name"));
    Object { id, api_version: api_version.to_owned(), node, namespaced, typed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::objects::Typed;

    fn decoded(text: &str, bad: &[&str]) -> Typed {
        let document = Document::parse(text);
        let root = document.root().expect("a root");
        let node = |path: &&str| crate::engine::yaml::Route::find(&document, root, path).expect("a node");
        object(&document, root, Some(true), bad.iter().map(node).collect()).typed
    }

    #[test]
    fn numbers_nulls_and_duplicates_as_the_decoder_reads_them() {
        let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, creationTimestamp: null, labels: {x: null, k: z}}\nspec:\n  containers:\n  - name: a\n    name: b\n    image: 5\n    resources: {requests: {cpu: 1, memory: 0.5}, limits: {cpu: 250m}}\n    ports: [{containerPort: 80.0}]\n    livenessProbe: {httpGet: {port: http}, periodSeconds: 3}\n";
        let Typed::Pod(pod) = decoded(text, &["spec.containers[0].image"]) else { panic!("a Pod") };
        assert_eq!(
            pod.metadata.labels.map(|l| l.into_iter().collect::<Vec<_>>()),
            Some(vec![("k".into(), "z".into())])
        );
        let spec = pod.spec.expect("a spec");
        let container = &spec.containers[0];
        assert_eq!((container.name.as_str(), &container.image), ("b", &None));
        let resources = container.resources.as_ref().expect("resources");
        let amounts: Vec<&str> = resources.requests.iter().flatten().map(|(_, q)| q.0.as_str()).collect();
        assert_eq!(amounts, ["1", "0.5"]);
        assert_eq!(container.ports.as_ref().map(|p| p[0].container_port), Some(80));
    }

    #[test]
    fn bytes_may_be_wrapped() {
        let Typed::Secret(secret) = decoded("apiVersion: v1\nkind: Secret\ndata:\n  a: |\n    YWJj\n    ZGVm\n", &[])
        else {
            panic!("a Secret")
        };
        assert_eq!(secret.data.and_then(|d| d.get("a").map(|b| b.0.clone())), Some(b"abcdef".to_vec()));
    }

    #[test]
    fn what_does_not_fit_hides_nothing_else() {
        let Typed::Pod(pod) = decoded("apiVersion: v1\nkind: Pod\nspec: {containers: 5, hostname: a}\n", &[]) else {
            panic!("a Pod")
        };
        assert_eq!(pod.spec.map(|s| (s.containers, s.hostname)), Some((vec![], Some("a".to_owned()))));
        assert!(matches!(decoded("apiVersion: v1\nkind: Pod\nspec: 5\n", &["spec"]), Typed::Pod(_)));
        assert!(matches!(decoded("apiVersion: v1\nkind: Nothing\n", &[]), Typed::Other));
        let text =
            "apiVersion: v1\nkind: ConfigMap\nbase: &b {x: '1'}\ndata: {<<: *b, z: '2'}\nbinaryData: {z: YQ==}\n";
        let Typed::ConfigMap(map) = decoded(text, &[]) else { panic!("a ConfigMap") };
        assert_eq!(map.data.map(|d| d.into_keys().collect::<Vec<_>>()), Some(vec!["x".to_owned(), "z".to_owned()]));
    }
}
