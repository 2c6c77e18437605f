//! What a document is: objects for the API server, or a file of some other tool, told by its own marks.

use super::Role;
use crate::engine::yaml::{Content, Document, NodeId, ProblemKind, Scalar, SyntaxError};

/// Files that have an `apiVersion` and never reach an API server.
const GROUPS: &[(&str, &str)] = &[
    ("apiserver.config.k8s.io/", "a configuration of the API server"),
    ("audit.k8s.io/", "an audit policy, which the API server reads from a file"),
    ("client.authentication.k8s.io/", "an answer of a credential plugin"),
    ("eksctl.io/", "an eksctl configuration"),
    ("k3d.io/", "a k3d configuration"),
    ("kind.x-k8s.io/", "a kind cluster configuration"),
    ("kubeadm.k8s.io/", "a kubeadm configuration"),
    ("kubelet.config.k8s.io/", "a kubelet configuration"),
    ("kubeproxy.config.k8s.io/", "a kube-proxy configuration"),
    ("kubescheduler.config.k8s.io/", "a scheduler configuration"),
    ("kustomize.config.k8s.io/", "a kustomization"),
    ("skaffold/", "a Skaffold configuration"),
];

/// Files without `apiVersion` and `kind`, by keys that they have at the top.
const KEYS: &[(&[&str], &str)] = &[
    // A bare `on` is a boolean in YAML 1.1, and its key is `true`.
    (&["true", "jobs"], "a GitHub workflow"),
    (&["on", "jobs"], "a GitHub workflow"),
    (&["runs", "name"], "a GitHub action"),
    (&["version", "updates"], "a Dependabot configuration"),
    (&["stages"], "a GitLab CI pipeline"),
    (&["openapi", "paths"], "an OpenAPI description"),
    (&["swagger", "paths"], "an OpenAPI description"),
    (&["scrape_configs"], "a Prometheus configuration"),
    (&["route", "receivers"], "an Alertmanager configuration"),
    (&["releases"], "a helmfile"),
    (&["site_name"], "an MkDocs configuration"),
    (&["repos"], "a pre-commit configuration"),
    (&["compilerOptions"], "a TypeScript configuration"),
    (&["name", "version", "scripts"], "an npm package"),
    (&["name", "version", "dependencies"], "an npm package"),
    (&["bases"], "a kustomization"),
    (&["configMapGenerator"], "a kustomization"),
    (&["secretGenerator"], "a kustomization"),
];

/// How a file's document is to be taken.
pub(super) fn role(file: &str, text: &str, document: &Document) -> Role {
    let name = file.rsplit('/').next().unwrap_or(file);
    let extension = name.rsplit_once('.').map(|(_, e)| e);
    if extension.is_some_and(|e| !matches!(e, "yaml" | "yml" | "json" | "tpl" | "txt")) {
        return Role::Tool("no manifest");
    }
    let broken = document.problems.iter().any(|p| matches!(p.kind, ProblemKind::Syntax(_)));
    if is_template(text, document, broken) {
        return Role::Template;
    }
    match document.root() {
        None if broken => Role::Objects,
        None => Role::Empty,
        Some(root) if document.scalar(root).is_some_and(Scalar::is_null) && !broken => Role::Empty,
        Some(root) => tool(name, document, root).map_or(Role::Objects, Role::Tool),
    }
}

fn tool(name: &str, document: &Document, root: NodeId) -> Option<&'static str> {
    let text = |key| document.get(root, key).and_then(|n| document.scalar(n)).map_or("", |s| &*s.text);
    let has = |key: &&str| document.get(root, key).is_some();
    match (text("apiVersion"), text("kind")) {
        ("v1", "Config") if has(&"clusters") || has(&"contexts") => Some("a kubeconfig"),
        ("", "") => unnamed(name, document, root),
        ("v1" | "v2", "") if has(&"name") && has(&"version") && !has(&"metadata") => Some("a Helm chart's description"),
        (version, _) => GROUPS.iter().find(|(group, _)| version.starts_with(group)).map(|(_, what)| *what),
    }
}

/// A document with neither `apiVersion` nor `kind`.
fn unnamed(name: &str, document: &Document, root: NodeId) -> Option<&'static str> {
    let has = |node: NodeId, key: &str| document.get(node, key).is_some();
    if matches!(name, "kustomization.yaml" | "kustomization.yml") {
        return Some("a kustomization");
    }
    if let Content::Sequence(items) = document.content(root) {
        let play = |n: &NodeId| has(*n, "hosts") && (has(*n, "tasks") || has(*n, "roles"));
        return items.first().filter(|n| play(n)).map(|_| "an Ansible playbook");
    }
    let services = document.get(root, "services").map(|n| document.entries(n)).unwrap_or_default();
    if services.iter().any(|e| has(e.value, "image") || has(e.value, "build")) {
        return Some("a Docker Compose file");
    }
    let by_keys = KEYS.iter().find(|(keys, _)| keys.iter().all(|key| has(root, key)));
    let values = (name.contains("values") && matches!(document.content(root), Content::Mapping(_)))
        .then_some("a values file of a Helm chart");
    by_keys.map(|(_, what)| *what).or(values)
}

/// Whether the text is still to be rendered. Braces alone do not say so: alert rules and workflows have
/// them in values that the API server takes as they are.
fn is_template(text: &str, document: &Document, broken: bool) -> bool {
    if !text.contains("{{") && !text.contains("{%") {
        return false;
    }
    if document.problems.iter().any(|p| p.kind == ProblemKind::Syntax(SyntaxError::Template)) {
        return true;
    }
    if broken {
        return is_of_helm(text) || text.lines().any(|line| line.starts_with("{{") || line.starts_with("{%"));
    }
    document
        .root()
        .is_some_and(|root| names_by_template(document, root) || is_of_helm(text) && in_a_line(document, text))
}

/// An object whose very name is to be filled in.
fn names_by_template(document: &Document, root: NodeId) -> bool {
    let metadata = document.get(root, "metadata");
    let of_root = ["apiVersion", "kind"].map(|key| document.get(root, key));
    let of_metadata = ["name", "namespace", "generateName"].map(|key| document.get(metadata?, key));
    let all = of_root.into_iter().chain(of_metadata).flatten();
    all.filter_map(|n| document.str(n)).any(|text| text.contains("{{"))
}

/// Expressions that only Helm knows.
fn is_of_helm(text: &str) -> bool {
    let starts = [".Values", ".Release.", ".Chart.", ".Capabilities.", "include \"", "template \""];
    text.match_indices("{{").any(|(at, _)| {
        let inner = text.get(at + 2..).unwrap_or("").trim_start_matches(['-', ' ']);
        starts.iter().any(|start| inner.starts_with(start))
    })
}

/// Whether Helm's expressions stand in a value on its line, and not within a block of text.
fn in_a_line(document: &Document, text: &str) -> bool {
    let mut todo: Vec<NodeId> = document.root().into_iter().collect();
    while let Some(id) = todo.pop() {
        let node = document.node(id);
        match &node.content {
            Content::Scalar(scalar) => {
                let line = scalar.plain || node.span.of(text).starts_with(['"', '\'']);
                if line && is_of_helm(&scalar.text) {
                    return true;
                }
            }
            Content::Sequence(items) => todo.extend(items),
            Content::Mapping(entries) => {
                todo.extend(entries.iter().filter(|e| !e.merged).flat_map(|e| [e.key, e.value]));
            }
            Content::Alias(_) => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(file: &str, text: &str) -> Role {
        role(file, text, &Document::parse(text))
    }

    #[test]
    fn files_of_other_tools() {
        let cases = [
            ("Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n", "a Helm chart's description"),
            ("values-prod.yaml", "replicas: 3\n", "a values file of a Helm chart"),
            ("a.yaml", "services:\n  web: {image: nginx}\n", "a Docker Compose file"),
            ("a.yaml", "on: push\njobs: {}\n", "a GitHub workflow"),
            ("a.yaml", "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n", "a kind cluster configuration"),
            ("a.yaml", "apiVersion: v1\nkind: Config\nclusters: []\n", "a kubeconfig"),
            ("a.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n", "a kustomization"),
            ("kustomization.yaml", "resources: [a.yaml]\n", "a kustomization"),
            ("a.yaml", "- hosts: all\n  tasks: []\n", "an Ansible playbook"),
            ("package.json", "{\"name\": \"a\", \"version\": \"1\", \"scripts\": {}}", "an npm package"),
            ("a.rs", "fn main() {}", "no manifest"),
        ];
        for (file, text, what) in cases {
            assert_eq!(of(file, text), Role::Tool(what), "{text}");
        }
    }

    #[test]
    fn templates() {
        let templates = [
            "a: {{ .Values.x }}\n",
            "{{- if .Values.on }}\nkind: Service\n{{- end }}\n",
            "kind: Service\nmetadata:\n  name: {{ x }}-y\n",
            "kind: Service\nmetadata:\n  name: \"{{ x }}\"\n",
            "kind: Service\nspec:\n  type: '{{ .Values.type }}'\n",
            "{% if x %}\na: 1\n{% endif %}\n",
        ];
        for text in templates {
            assert_eq!(of("a.yaml", text), Role::Template, "{text}");
        }
        let objects = [
            "kind: ConfigMap\ndata:\n  a: |\n    {{ .Values.x }}\n",
            "kind: Workflow\nspec:\n  x: '{{workflow.name}}'\n",
            "kind: ConfigMap\ndata:\n  a: |\n    {{ $labels.x }}\n\tb: 1\n",
        ];
        for text in objects {
            assert_eq!(of("a.yaml", text), Role::Objects, "{text}");
        }
    }

    #[test]
    fn nothing_at_all() {
        for text in ["", "# note\n", "---\n", "~\n", "\n\n"] {
            assert_eq!(of("a.yaml", text), Role::Empty, "{text:?}");
        }
        assert_eq!(of("a.yaml", "just a text\n"), Role::Objects);
    }
}
