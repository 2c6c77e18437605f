//! Definitions and users, asked at a caret (`|`): what is found, as `file:line text`.

use crate::engine::assist::tests::ask;
use crate::protocol::assist::{Answer, Question};

fn found(texts: &[&str], question: impl Fn(String, u32) -> Question) -> Vec<String> {
    let (answer, first) = ask(texts, question);
    let Answer::Targets { targets } = answer else { return Vec::new() };
    let text = |file: &str| match file.strip_suffix(".yaml").and_then(|n| n.parse::<usize>().ok()) {
        Some(n) => texts[n + 1].to_owned(),
        None => first.clone(),
    };
    let line = |t: &crate::protocol::assist::Target| {
        let text = text(&t.place.file);
        format!("{}:{} {}", t.place.file, t.place.line, &text[t.place.start as usize..t.place.end as usize])
    };
    targets.iter().map(line).collect()
}

fn definition(texts: &[&str]) -> Vec<String> {
    found(texts, |file, at| Question::Definition { file, at })
}

fn users(texts: &[&str]) -> Vec<String> {
    found(texts, |file, at| Question::Users { file, at })
}

const MAP: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: m\ndata:\n  k: v\n";
const SERVICE: &str = "apiVersion: v1\nkind: Service\nmetadata:\n  name: s\nspec:\n  selector:\n    app: x\n  ports:\n  - name: web\n    port: 80\n    targetPort: http\n";
const PODS: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: d\nspec:\n  selector:\n    matchLabels:\n      app: x\n  template:\n    metadata:\n      labels:\n        app: x\n    spec:\n      containers:\n      - name: c\n        image: i\n        ports:\n        - name: http\n          containerPort: 8080\n        env:\n        - name: A\n          valueFrom:\n            configMapKeyRef:\n              name: m\n              key: k\n        readinessProbe:\n          httpGet:\n            port: http\n        volumeMounts:\n        - name: v\n          mountPath: /v\n      volumes:\n      - name: v\n        configMap:\n          name: m\n          items:\n          - key: k\n            path: p\n";
const INGRESS: &str = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: i\nspec:\n  defaultBackend:\n    service:\n      name: s\n      port:\n        name: web\n";

/// A text with the caret before the n-th time that a part stands in it.
fn marked(text: &str, part: &str, n: usize) -> String {
    let at = text.match_indices(part).nth(n).expect("the part").0;
    format!("{}|{}", &text[..at], &text[at..])
}

#[test]
fn references_lead_to_what_they_name() {
    let pods = |part: &str, n: usize| definition(&[&marked(PODS, part, n), MAP]);
    assert_eq!(pods("m\n              key", 0), ["0.yaml:4 m"]);
    assert_eq!(pods("k\n        readiness", 0), ["0.yaml:6 k"]);
    assert_eq!(pods("k\n            path", 0), ["0.yaml:6 k"]);
    assert_eq!(pods("v\n          mountPath", 0), ["a.yaml:33 v"]);
    assert_eq!(pods("http\n        volumeMounts", 0), ["a.yaml:18 http"]);
    assert_eq!(pods("x\n  template", 0), ["a.yaml:12 x"]);
    assert_eq!(pods("i\n        ports", 0), [""; 0]);
    let service = |part: &str| definition(&[&marked(SERVICE, part, 0), PODS]);
    assert_eq!(service("http"), ["0.yaml:18 http"]);
    assert_eq!(service("x\n"), ["0.yaml:12 x"]);
    let ingress = |part: &str| definition(&[&marked(INGRESS, part, 0), SERVICE]);
    assert_eq!(ingress("s\n      port"), ["0.yaml:4 s"]);
    assert_eq!(ingress("web"), ["0.yaml:9 web"]);
}

#[test]
fn what_is_named_has_users() {
    let map = |part: &str, n: usize| users(&[&marked(MAP, part, n), PODS]);
    assert_eq!(map("m\ndata", 0), ["0.yaml:24 m", "0.yaml:35 m"]);
    assert_eq!(map("kind: ConfigMap", 0), ["0.yaml:24 m", "0.yaml:35 m"]);
    assert_eq!(map("k: v", 0), ["0.yaml:25 k", "0.yaml:37 k"]);
    let service = |part: &str| users(&[&marked(SERVICE, part, 0), PODS, INGRESS]);
    assert_eq!(service("s\nspec"), ["1.yaml:8 s"]);
    assert_eq!(service("web"), ["1.yaml:10 web"]);
    let pods = |part: &str| users(&[&marked(PODS, part, 0), SERVICE]);
    assert_eq!(pods("x\n    spec"), ["a.yaml:8 x", "0.yaml:7 x"]);
    assert_eq!(pods("http\n          containerPort"), ["a.yaml:28 http", "0.yaml:11 http"]);
    assert_eq!(pods("8080"), ["0.yaml:11 http"]);
    assert_eq!(pods("v\n        configMap"), ["a.yaml:30 v"]);
}

#[test]
fn fields_that_lead_without_a_name() {
    let caller = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    image: i\n    env:\n    - name: URL\n      value: http://s:80/x\n";
    assert_eq!(definition(&[&marked(caller, "s:80", 0), SERVICE]), ["0.yaml:4 s"]);
    assert_eq!(users(&[&marked(SERVICE, "s\nspec", 0), caller]), ["0.yaml:10 http://s:80/x"]);
    assert_eq!(users(&[&marked(PODS, "d\nspec", 0), SERVICE]), ["0.yaml:11 http"]);
    assert_eq!(definition(&[&marked(SERVICE, "selector", 0), PODS]), [""; 0]);
}

#[test]
fn a_text_that_is_broken_knows_where_its_names_lead() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  volumes: [\n  containers:\n  - name: a\n    envFrom:\n    - configMapRef:\n        name: |m\n    im\n";
    assert_eq!(definition(&[text, MAP]), ["0.yaml:4 m"]);
}

#[test]
fn roles_and_targets_are_named_with_their_kind() {
    let binding = "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: b, namespace: n}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}\nsubjects:\n- {kind: ServiceAccount, name: a, namespace: o}\n";
    let role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\nrules: []\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a, namespace: o}\n";
    assert_eq!(definition(&[&marked(binding, "r}", 0), role]), ["0.yaml:3 r"]);
    assert_eq!(definition(&[&marked(binding, "a, names", 0), role]), ["0.yaml:8 a"]);
    assert_eq!(users(&[&marked(role, "a, names", 0), binding]), ["0.yaml:6 a"]);
    let scaler = "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec:\n  maxReplicas: 3\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}\n";
    assert_eq!(definition(&[&marked(scaler, "d}", 0), PODS]), ["0.yaml:4 d"]);
    assert_eq!(users(&[&marked(PODS, "d\nspec", 0), scaler]), ["0.yaml:6 d"]);
}
