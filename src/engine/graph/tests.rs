//! Edges, by cases.

use proptest::prelude::*;

use super::relations::phrase;
use super::*;
use crate::engine::workspace::Workspace;
use crate::engine::{Analysis, analyze};

fn analysis(text: &str) -> Analysis {
    analyze(Workspace::of([("test.yaml", text)]))
}

/// `from verb to: the marked text`, of the relations that are named.
fn edges(text: &str, relations: &[&str]) -> Vec<String> {
    let analysis = analysis(text);
    let mut out = Vec::new();
    for (index, at) in analysis.objects.in_order() {
        for edge in analysis.graph.from(index).iter().filter(|e| relations.contains(&e.relation)) {
            let to = match &edge.to {
                End::Present(to) => analysis.objects.get(*to).map(|l| l.object.id.to_string()).unwrap_or_default(),
                End::Derived(id, _) => id.to_string(),
                End::Missing(id) => format!("missing {id}"),
                End::Nothing => "nothing".to_owned(),
            };
            let port =
                if let Detail::Port(port, there) = &edge.detail { format!(" {port} {there}") } else { String::new() };
            let (span, whole) = edge.route.resolve(&at.facts.document, at.object.node);
            assert!(whole, "{} of {}", edge.route, at.object.id);
            out.push(format!("{} {} {to}{port}: {}", at.object.id, edge.relation, span.of(&at.facts.text)));
        }
    }
    out
}

const SERVICES: &str = "---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {ports: [{port: 5432}]}
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {ports: [{port: 80}, {port: 8080}]}
---
apiVersion: v1
kind: Service
metadata: {name: head}
spec: {clusterIP: None, ports: [{port: 1}]}
";

/// A Pod with one variable and what of it is an address.
fn variable(name: &str, value: &str) -> Vec<String> {
    let pod = format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec: {{containers: [{{name: c, image: i, env: [{{name: {name}, value: '{value}'}}, {{name: DB_PORT, value: '5432'}}, {{name: BAD_PORT, value: '1'}}]}}]}}\n"
    );
    let found = edges(&(pod + SERVICES), &["calls", "tells_browsers"]);
    found.iter().filter_map(|e| e.strip_prefix("Pod p ")?.rsplit_once(": ").map(|(said, _)| said.to_owned())).collect()
}

#[test]
fn values_that_name_a_service() {
    let cases: [(&str, &str, &[&str]); 39] = [
        ("DB_HOST", "db", &["calls Service db 5432 true"]),
        ("BAD_HOST", "db", &["calls Service db 1 false"]),
        ("DATABASE_URL", "postgres://u:p@db/app", &["calls Service db 5432 true"]),
        ("DATABASE_URL", "postgres://u:p@db:5433/app", &["calls Service db 5433 false"]),
        ("X", "jdbc:postgresql://db:5432/app", &["calls Service db 5432 true"]),
        ("X", "http://db", &["calls Service db 80 false"]),
        ("X", "db:5432", &["calls Service db 5432 true"]),
        ("ADDR", "db:9", &["calls Service db 9 false"]),
        ("API_URL", "http://api.shop/x?y", &["calls Service api 80 true"]),
        ("API_URL", "http://api.shop.svc.cluster.local:8080", &["calls Service api 8080 true"]),
        ("API_HOST", "api.shop.svc", &["calls Service api"]),
        ("X", "api.shop.svc:81", &["calls Service api 81 false"]),
        ("MONGO_HOST", "head-0.head", &["calls Service head"]),
        ("X", "mongodb://head-0.head:27017/x", &["calls Service head 27017 true"]),
        ("X", "http://nobody:80", &["calls missing Service nobody"]),
        ("X", "nobody.shop.svc.cluster.local", &["calls missing Service nobody"]),
        ("NEXT_PUBLIC_API", "http://api.shop/x", &["tells_browsers Service api 80 true"]),
        ("VITE_API_URL", "http://db:5432", &["tells_browsers Service db 5432 true"]),
        // Words that happen to be the name of a Service, and addresses of something else.
        ("DB_USER", "db", &[]),
        ("DB_NAME", "db", &[]),
        ("X", "db", &[]),
        ("IMAGE", "db:15", &[]),
        ("X_HOST", "nobody", &[]),
        ("X_HOST", "0.0.0.0", &[]),
        ("X_URL", "http://localhost:3000", &[]),
        ("X_URL", "http://127.0.0.1:3000", &[]),
        ("X_URL", "https://api.example.com/v1", &[]),
        ("X_URL", "https://example.com", &[]),
        ("X_URL", "sqlite://db/file", &[]),
        ("X_URL", "file://db", &[]),
        ("X", "nobody:80", &[]),
        ("X_ADDR", "nobody:80", &["calls missing Service nobody"]),
        ("BIND_ADDR", ":80", &[]),
        ("X", "a sentence about db", &[]),
        ("X_URL", "http://$(DB_HOST):80", &[]),
        ("X", "", &[]),
        ("X", "12:30", &[]),
        ("X", "/db", &[]),
        ("X_HOST", "db.", &["calls Service db"]),
    ];
    for (name, value, want) in cases {
        assert_eq!(variable(name, value), want, "{name}={value}");
    }
}

#[test]
fn addresses_in_commands_and_data() {
    let text = "apiVersion: v1
kind: ConfigMap
metadata: {name: c}
data:
  DB_HOST: db
  BROKEN_URL: 'http://db:1'
  nginx.conf: |
    # http://nobody:1
    proxy_pass http://api.shop:8080/;
---
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - name: c
    image: i
    args: [--db=postgres://db:5432/x, plain, 'until nc -z db 5432; do curl http://api.shop; done']
    envFrom: [{configMapRef: {name: c}}]
    env: [{name: THE_DB_HOST, valueFrom: {configMapKeyRef: {name: c, key: DB_HOST}}}]
";
    let wanted = [
        "ConfigMap c calls Service db 1 false: 'http://db:1'",
        "ConfigMap c calls Service api 8080 true: # http://nobody:1\n    proxy_pass http://api.shop:8080/;",
        "Pod p calls Service db: c",
        "Pod p calls Service db: DB_HOST",
        "Pod p calls Service db 5432 true: --db=postgres://db:5432/x",
        "Pod p calls Service api 80 true: 'until nc -z db 5432; do curl http://api.shop; done'",
    ];
    assert_eq!(edges(&format!("{text}{SERVICES}"), &["calls"]), wanted);
}

/// One object for each relation that other tests do not have.
const WIRED: &str = "apiVersion: v1
kind: Namespace
metadata: {name: default, labels: {team: a}}
---
apiVersion: v1
kind: Pod
metadata: {name: p, labels: {app: p}, ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: c, uid: u}]}
spec:
  priorityClassName: high
  runtimeClassName: box
  serviceAccountName: robot
  imagePullSecrets: [{name: pull}, {name: absent}]
  containers: [{name: c, image: i}]
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}
---
{apiVersion: v1, kind: Secret, metadata: {name: pull}, type: kubernetes.io/dockerconfigjson, stringData: {.dockerconfigjson: '{\"auths\":{}}'}}
---
{apiVersion: v1, kind: ServiceAccount, metadata: {name: robot}, imagePullSecrets: [{name: pull}]}
---
{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high}, value: 1}
---
{apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: box}, handler: box}
---
{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: a.example/b}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: claim}, spec: {storageClassName: fast, volumeName: disk, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
---
{apiVersion: v1, kind: PersistentVolume, metadata: {name: disk}, spec: {storageClassName: fast, claimRef: {namespace: default, name: claim}, capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /x}}}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: reader}, rules: []}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: robot, namespace: default}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: w}
webhooks: [{name: a.b.c, clientConfig: {service: {namespace: default, name: db}}, sideEffects: None, admissionReviewVersions: [v1]}]
---
{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s, labels: {kubernetes.io/service-name: db}}, addressType: IPv4, endpoints: [{addresses: [10.0.0.1], targetRef: {kind: Pod, name: p}}]}
---
{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: nginx}, spec: {controller: a.example/b}}
---
{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}, spec: {ingressClassName: nginx, tls: [{secretName: pull}], defaultBackend: {service: {name: db, port: {number: 5432}}}}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: g}, spec: {gatewayClassName: x, listeners: [{name: l, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: pull}]}}]}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: g}], rules: [{backendRefs: [{name: db, port: 5432}, {name: db, port: 1}, {name: none, port: 1}]}]}}
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n}, spec: {podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: p}}}, {namespaceSelector: {matchExpressions: [{key: team, operator: In, values: [a]}]}}]}]}}
";

#[test]
fn fields_that_name_objects() {
    let new = [
        "allows",
        "asks",
        "binds",
        "forwards_to",
        "grants",
        "is_certified_by",
        "is_of_class",
        "lists",
        "owned_by",
        "pulls_with",
    ];
    let wanted = [
        "Pod p is_of_class PriorityClass high: high",
        "Pod p is_of_class RuntimeClass box: box",
        "Pod p owned_by ConfigMap c: c",
        "Pod p pulls_with Secret pull: pull",
        "ServiceAccount robot pulls_with Secret pull: pull",
        "PersistentVolumeClaim claim binds PersistentVolume disk: disk",
        "PersistentVolumeClaim claim is_of_class StorageClass fast: fast",
        "PersistentVolume disk binds PersistentVolumeClaim claim: claim",
        "PersistentVolume disk is_of_class StorageClass fast: fast",
        "RoleBinding b grants Role reader: reader",
        "RoleBinding b grants ServiceAccount robot: robot",
        "ValidatingWebhookConfiguration w asks Service db: db",
        "EndpointSlice s lists Service db: db",
        "EndpointSlice s lists Pod p: p",
        "Ingress i is_certified_by Secret pull: pull",
        "Ingress i is_of_class IngressClass nginx: nginx",
        "Gateway g is_certified_by Secret pull: pull",
        "HTTPRoute r forwards_to Gateway g: g",
        "HTTPRoute r forwards_to Service db 5432 true: db",
        "HTTPRoute r forwards_to Service db 1 false: 1",
    ];
    let found = edges(&format!("{WIRED}{SERVICES}"), &new);
    let (allowed, found): (Vec<String>, Vec<String>) = found.into_iter().partition(|e| e.contains("allows"));
    assert_eq!(found, wanted);
    assert_eq!(allowed.iter().filter(|e| e.starts_with("NetworkPolicy n allows Pod p")).count(), 2);
    assert!(relations::ALL.iter().all(|r| phrase(r.id) == r.phrase));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    /// In any text cut out of a good one, every edge begins at an object and at a place of its text.
    #[test]
    fn places_are_there(from in 0_usize..5000, length in 0_usize..60, with in "[a-z{}: \\[\\]\n-]{0,6}") {
        let mut text = format!("{WIRED}{SERVICES}");
        let from = from.min(text.len());
        text.replace_range(from..(from + length).min(text.len()), &with);
        let analysis = analysis(&text);
        for (index, at) in analysis.objects.in_order() {
            for edge in analysis.graph.from(index) {
                let (span, _) = edge.route.resolve_part(&at.facts.document, at.object.node, edge.part);
                prop_assert!(at.facts.text.get(span.start as usize..span.end as usize).is_some());
                prop_assert_eq!(edge.from, index);
            }
        }
    }
}
