//! Requests, by cases.

use proptest::prelude::*;

use super::*;
use crate::engine::analyze;
use crate::engine::workspace::Workspace;

fn analysis(text: &str) -> Analysis {
    analyze(Workspace::of([("test.yaml", text)]))
}

/// `verdict: the steps' kinds`, and the steps in words for a failing test.
fn said(trace: &Trace) -> String {
    let steps: Vec<String> = trace.steps.iter().map(|s| format!("{} {}", s.what, s.verdict.word())).collect();
    format!("{}: {}", trace.verdict.word(), steps.join(", "))
}

fn call(text: &str, from: &str, target: &str) -> Trace {
    let analysis = analysis(text);
    let (kind, name) = from.split_once('/').expect("kind and name");
    let index = workload(&analysis, kind, name, None).expect("a workload");
    inside(&analysis, index, target)
}

/// Pods `web` and `db` of namespace `shop`, `other` of namespace `tools`, and Services of the same names.
fn shop(extra: &str) -> String {
    let pod = |namespace: &str, name: &str, spec: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, namespace: {namespace}, labels: {{app: {name}}}}}\nspec: {{{spec}containers: [{{name: {name}, image: i, ports: [{{name: main, containerPort: 8080}}]}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: {name}, namespace: {namespace}}}\nspec: {{selector: {{app: {name}}}, ports: [{{name: http, port: 80, targetPort: main}}]}}\n---\n"
        )
    };
    let namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: tools, labels: {team: ops}}\n---\n";
    pod("shop", "web", "") + &pod("shop", "db", "") + &pod("tools", "other", "") + namespace + extra
}

fn policy(spec: &str) -> String {
    shop(&format!(
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: p, namespace: shop}}\nspec: {{{spec}}}\n"
    ))
}

#[test]
fn names_in_the_cluster() {
    let text = shop("");
    let cases = [
        ("db", "ok: name ok, service ok, endpoints ok, container ok, probe ok"),
        ("http://db/x", "ok: name ok, service ok, endpoints ok, container ok, probe ok"),
        ("db:80", "ok: name ok, service ok, endpoints ok, container ok, probe ok"),
        ("db.shop.svc.cluster.local", "ok: name ok, service ok, endpoints ok, container ok, probe ok"),
        ("other.tools", "ok: name ok, service ok, endpoints ok, container ok, probe ok"),
        ("other.tools.svc:80", "ok: name ok, service ok, endpoints ok, container ok, probe ok"),
        ("db:8080", "broken: name ok, service broken"),
        ("other", "broken: name broken"),
        ("nobody.tools", "broken: name broken"),
        ("nobody.shop.svc.cluster.local:80", "broken: name broken"),
        ("https://api.example.com/v1", "unsure: name ok, outside unsure"),
        ("10.1.2.3:80", "unsure: outside unsure"),
        ("localhost:8080", "ok: name ok"),
        ("localhost:99", "unsure: name unsure"),
        ("db:x", "broken: name broken"),
    ];
    for (target, want) in cases {
        let trace = call(&text, "Pod/web", target);
        assert_eq!(said(&trace), want, "{target}: {:#?}", trace.steps);
    }
}

#[test]
fn the_search_path() {
    let short = names::tried("db", "db", "shop");
    assert_eq!(short, ["db.shop.svc.cluster.local", "db.svc.cluster.local", "db.cluster.local", "db"]);
    assert_eq!(names::tried("a.b.c.d.e.f", "a.b.c.d.e.f", "shop")[0], "a.b.c.d.e.f");
    assert_eq!(names::tried("db", "db.", "shop"), ["db"]);
}

#[test]
fn who_asks_the_nodes_resolver() {
    let node = shop("").replacen("spec: {containers", "spec: {hostNetwork: true, containers", 1);
    assert_eq!(said(&call(&node, "Pod/web", "db")), "broken: name broken");
    let set = node.replacen("hostNetwork: true", "hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet", 1);
    assert_eq!(call(&set, "Pod/web", "db").verdict, Verdict::Ok);
}

#[test]
fn pods_with_names_of_their_own() {
    let text = "apiVersion: apps/v1
kind: StatefulSet
metadata: {name: pg}
spec:
  replicas: 2
  serviceName: pg
  selector: {matchLabels: {app: pg}}
  template:
    metadata: {labels: {app: pg}}
    spec: {containers: [{name: pg, image: i, ports: [{containerPort: 5432}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: pg}
spec: {clusterIP: None, selector: {app: pg}, ports: [{port: 5432, targetPort: 9}]}
";
    assert_eq!(call(text, "StatefulSet/pg", "pg-1.pg:5432").verdict, Verdict::Ok);
    // A headless Service has no proxy, so its target port means nothing to who calls by name.
    assert_eq!(call(text, "StatefulSet/pg", "pg:5432").reached[0].port, 5432);
    assert_eq!(said(&call(text, "StatefulSet/pg", "pg-2.pg.default.svc.cluster.local:5432")), "broken: name broken");
}

/// Each: the policy's spec, who calls whom, the verdict. Derived from the API reference's rules.
#[test]
fn policies() {
    use Verdict::{Broken, Ok, Unsure};
    let db = "podSelector: {matchLabels: {app: db}}";
    let web = "podSelector: {matchLabels: {app: web}}";
    let dns = "{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}], ports: [{port: 53, protocol: UDP}, {port: 53}]}";
    let cases: Vec<(String, &str, &str, Verdict)> = vec![
        // Selected and nothing allowed: nothing comes in, but going out is free.
        (db.to_owned(), "web", "db", Broken),
        (db.to_owned(), "db", "web", Ok),
        (db.to_owned(), "web", "web", Ok),
        ("podSelector: {}".to_owned(), "other", "db.shop", Broken),
        ("podSelector: {}".to_owned(), "web", "other.tools", Ok),
        (format!("{db}, ingress: []"), "web", "db", Broken),
        (format!("{db}, ingress: [{{}}]"), "other", "db.shop", Ok),
        // By pods of the same namespace.
        (format!("{db}, ingress: [{{from: [{{podSelector: {{matchLabels: {{app: web}}}}}}]}}]"), "web", "db", Ok),
        (format!("{db}, ingress: [{{from: [{{podSelector: {{matchLabels: {{app: no}}}}}}]}}]"), "web", "db", Broken),
        (format!("{db}, ingress: [{{from: [{{podSelector: {{}}}}]}}]"), "web", "db", Ok),
        (format!("{db}, ingress: [{{from: [{{podSelector: {{}}}}]}}]"), "other", "db.shop", Broken),
        // By namespaces, and both in one peer (and), or in two (or).
        (
            format!("{db}, ingress: [{{from: [{{namespaceSelector: {{matchLabels: {{team: ops}}}}}}]}}]"),
            "other",
            "db.shop",
            Ok,
        ),
        (
            format!("{db}, ingress: [{{from: [{{namespaceSelector: {{matchLabels: {{team: dev}}}}}}]}}]"),
            "other",
            "db.shop",
            Broken,
        ),
        (
            format!(
                "{db}, ingress: [{{from: [{{namespaceSelector: {{matchLabels: {{kubernetes.io/metadata.name: tools}}}}}}]}}]"
            ),
            "other",
            "db.shop",
            Ok,
        ),
        (format!("{db}, ingress: [{{from: [{{namespaceSelector: {{}}}}]}}]"), "web", "db", Ok),
        (
            format!("{db}, ingress: [{{from: [{{namespaceSelector: {{matchLabels: {{team: x}}}}}}]}}]"),
            "web",
            "db",
            Unsure,
        ),
        (
            format!(
                "{db}, ingress: [{{from: [{{namespaceSelector: {{matchLabels: {{team: ops}}}}, podSelector: {{matchLabels: {{app: web}}}}}}]}}]"
            ),
            "other",
            "db.shop",
            Broken,
        ),
        (
            format!(
                "{db}, ingress: [{{from: [{{namespaceSelector: {{matchLabels: {{team: ops}}}}}}, {{podSelector: {{matchLabels: {{app: web}}}}}}]}}]"
            ),
            "web",
            "db",
            Ok,
        ),
        // By ports: the pod's, not the Service's.
        (format!("{db}, ingress: [{{ports: [{{port: 8080}}]}}]"), "web", "db", Ok),
        (format!("{db}, ingress: [{{ports: [{{port: 80}}]}}]"), "web", "db", Broken),
        (format!("{db}, ingress: [{{ports: [{{port: main}}]}}]"), "web", "db", Ok),
        (format!("{db}, ingress: [{{ports: [{{port: http}}]}}]"), "web", "db", Broken),
        (format!("{db}, ingress: [{{ports: [{{port: 8000, endPort: 8100}}]}}]"), "web", "db", Ok),
        (format!("{db}, ingress: [{{ports: [{{port: 8000, endPort: 8079}}]}}]"), "web", "db", Broken),
        (format!("{db}, ingress: [{{ports: [{{port: 8080, protocol: UDP}}]}}]"), "web", "db", Broken),
        (format!("{db}, ingress: [{{ports: [{{protocol: TCP}}]}}]"), "web", "db", Ok),
        // Addresses are meant for what is outside.
        (format!("{db}, ingress: [{{from: [{{ipBlock: {{cidr: 10.0.0.0/8}}}}]}}]"), "web", "db", Unsure),
        // Going out: not limited unless the policy says so, and names have to be looked up, too.
        (format!("{web}, policyTypes: [Egress]"), "web", "db", Broken),
        (format!("{web}, policyTypes: [Ingress]"), "web", "db", Ok),
        (format!("{web}, egress: [{{to: [{{podSelector: {{}}}}]}}]"), "web", "db", Broken),
        (format!("{web}, policyTypes: [Egress], egress: [{dns}, {{to: [{{podSelector: {{}}}}]}}]"), "web", "db", Ok),
        (
            format!(
                "{web}, policyTypes: [Egress], egress: [{dns}, {{to: [{{podSelector: {{}}}}], ports: [{{port: 80}}]}}]"
            ),
            "web",
            "db",
            Broken,
        ),
        (
            format!(
                "{web}, policyTypes: [Egress], egress: [{dns}, {{to: [{{podSelector: {{}}}}], ports: [{{port: 8080}}]}}]"
            ),
            "web",
            "db",
            Ok,
        ),
        (format!("{web}, policyTypes: [Egress], egress: [{dns}]"), "web", "other.tools", Broken),
        (format!("{web}, policyTypes: [Egress], egress: [{{}}]"), "web", "other.tools", Ok),
        (format!("{web}, policyTypes: [Egress], egress: [{dns}]"), "web", "example.com", Broken),
        (
            format!("{web}, policyTypes: [Egress], egress: [{dns}, {{to: [{{ipBlock: {{cidr: 0.0.0.0/0}}}}]}}]"),
            "web",
            "example.com",
            Unsure,
        ),
        (
            format!(
                "{web}, policyTypes: [Egress], egress: [{{to: [{{ipBlock: {{cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}}}]}}]"
            ),
            "web",
            "10.1.2.3",
            Broken,
        ),
        (
            format!(
                "{web}, policyTypes: [Egress], egress: [{{to: [{{ipBlock: {{cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}}}]}}]"
            ),
            "web",
            "10.2.2.3",
            Unsure,
        ),
    ];
    for (spec, from, to, want) in cases {
        let trace = call(&policy(&spec), &format!("Pod/{from}"), to);
        assert_eq!(trace.verdict, want, "{from} to {to} with {spec}: {:#?}", trace.steps);
        assert!(trace.steps.iter().all(|s| s.what != "policy" || s.place.is_some()), "{spec}");
    }
}

/// Rules are added up over policies.
#[test]
fn policies_together() {
    let deny = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny, namespace: shop}\nspec: {podSelector: {}}\n---\n";
    let allow = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: allow, namespace: shop}\nspec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}\n";
    let text = shop(&format!("{deny}{allow}"));
    assert_eq!(call(&text, "Pod/web", "db").verdict, Verdict::Ok);
    assert_eq!(call(&text, "Pod/db", "web").verdict, Verdict::Broken);
}

#[test]
fn ways_into_the_cluster() {
    let ingress = "apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: i, namespace: shop}
spec:
  defaultBackend: {service: {name: web, port: {number: 80}}}
  tls: [{hosts: [a.example], secretName: cert}]
  rules:
  - host: a.example
    http: {paths: [{path: /db, pathType: Prefix, backend: {service: {name: db, port: {name: http}}}}, {path: /db/x, pathType: Exact, backend: {service: {name: none, port: {number: 80}}}}]}
  - host: '*.wild.example'
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: db, port: {number: 81}}}}]}
---
apiVersion: v1
kind: Service
metadata: {name: node, namespace: shop}
spec: {type: NodePort, selector: {app: db}, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]}
---
apiVersion: v1
kind: Service
metadata: {name: balanced, namespace: shop}
spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 9000, targetPort: main}]}
";
    let all = analysis(&shop(ingress));
    let end = ", endpoints ok, container ok, probe ok";
    let cases = [
        ("http://a.example/db/1", format!("ok: name ok, ingress ok, controller ok, certificate ok, service ok{end}")),
        (
            "https://a.example/db",
            format!("unsure: name ok, ingress ok, controller ok, certificate unsure, service ok{end}"),
        ),
        (
            "http://a.example/db/x",
            "broken: name ok, ingress ok, controller ok, certificate ok, service broken".to_owned(),
        ),
        ("http://a.example/", format!("ok: name ok, ingress ok, controller ok, certificate ok, service ok{end}")),
        ("http://b.wild.example/", "broken: name ok, ingress ok, controller ok, service broken".to_owned()),
        ("http://b.c.wild.example/", format!("ok: name ok, ingress ok, controller ok, service ok{end}")),
        ("http://1.2.3.4:30080/", format!("ok: node port ok, service ok{end}")),
        ("http://1.2.3.4:9000/", format!("ok: load balancer ok, service ok{end}")),
        ("http://db.shop.svc/", "broken: name broken".to_owned()),
        ("http://web:80", "broken: name broken".to_owned()),
        ("not an address", "broken: name broken".to_owned()),
    ];
    for (url, want) in cases {
        let trace = outside(&all, url);
        assert_eq!(said(&trace), want, "{url}: {:#?}", trace.steps);
    }
    assert_eq!(said(&outside(&analysis(&shop("")), "http://a.example/")), "broken: entry broken");
}

#[test]
fn ports_of_the_node_that_pods_take() {
    let agent = |spec: &str, port: &str| {
        format!(
            "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {{name: agent, namespace: shop}}\nspec: {{selector: {{matchLabels: {{a: b}}}}, template: {{metadata: {{labels: {{a: b}}}}, spec: {{{spec}containers: [{{name: c, image: i, ports: [{{{port}}}]}}]}}}}}}\n"
        )
    };
    let closed = "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec: {podSelector: {matchLabels: {a: b}}, ingress: []}\n";
    let straight = "ok: host port ok, container ok, probe ok";
    let cases = [
        (agent("", "containerPort: 8080, hostPort: 9100"), straight),
        // Not its port on the node, and nobody else's.
        (agent("", "containerPort: 9100"), "broken: entry broken"),
        (agent("", "containerPort: 53, hostPort: 9100, protocol: UDP"), "broken: entry broken"),
        (agent("hostNetwork: true, ", "containerPort: 9100"), straight),
        (agent("", "containerPort: 8080, hostPort: 9100") + closed, "broken: host port ok, policy broken"),
        // A policy says nothing of pods in the node's network.
        (agent("hostNetwork: true, ", "containerPort: 9100") + closed, straight),
    ];
    for (text, want) in cases {
        let trace = outside(&analysis(&shop(&text)), "http://node-1.example:9100/metrics");
        assert_eq!(said(&trace), want, "{text}: {:#?}", trace.steps);
    }
}

#[test]
fn routes_of_the_gateway_api() {
    let route = "apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: shop}
spec:
  parentRefs: [{name: g}]
  hostnames: [a.example, '*.wild.example']
  rules:
  - matches: [{path: {type: PathPrefix, value: /}}]
    backendRefs: [{name: web, port: 80}]
  - matches: [{path: {type: PathPrefix, value: /db}}, {path: {type: Exact, value: /only}, method: GET}]
    backendRefs: [{name: db, port: 80}, {name: none, port: 1, weight: 0}]
  - matches: [{path: {value: /split}}]
    backendRefs: [{name: db, port: 80}, {name: web, port: 81}]
  - matches: [{path: {type: RegularExpression, value: '/v[0-9]+/.*'}}]
    backendRefs: [{name: db, port: 80}]
";
    let all = analysis(&shop(route));
    let cases = [
        ("http://a.example/db/x", Verdict::Ok, "Pod db"),
        ("http://a.b.wild.example/other", Verdict::Ok, "Pod web"),
        ("http://a.example/only", Verdict::Unsure, "Pod db"),
        ("http://a.example/split", Verdict::Unsure, "Pod db"),
        // A pattern: which it may be, but not for sure.
        ("http://a.example/v2/x", Verdict::Unsure, "Pod db"),
        ("http://c.example/", Verdict::Broken, ""),
    ];
    for (url, verdict, to) in cases {
        let trace = outside(&all, url);
        let reached = trace.reached.first().map_or("", |r| r.workload_name.as_str());
        assert_eq!((trace.verdict, reached), (verdict, to), "{url}: {:#?}", trace.steps);
    }
}

#[test]
fn what_stands_behind_a_service() {
    let from = "apiVersion: v1\nkind: Pod\nmetadata: {name: me}\nspec: {containers: [{name: c, image: i}]}\n---\n";
    let service =
        |spec: &str| format!("{from}apiVersion: v1\nkind: Service\nmetadata: {{name: s}}\nspec: {{{spec}}}\n");
    let cases = [
        ("type: ExternalName, externalName: db.example.com", "unsure: name ok, service unsure"),
        ("ports: [{port: 80}]", "unsure: name ok, service ok, endpoints unsure"),
        ("selector: {app: x}, ports: [{port: 80}]", "broken: name ok, service ok, endpoints broken"),
    ];
    for (spec, want) in cases {
        assert_eq!(said(&call(&service(spec), "Pod/me", "s")), want, "{spec}");
    }
    let slice = service("ports: [{port: 80}]")
        + "---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: s-1, labels: {kubernetes.io/service-name: s}}\naddressType: IPv4\nendpoints: [{addresses: [10.0.0.1]}]\n";
    assert!(call(&slice, "Pod/me", "s").steps[2].text.contains("EndpointSlice s-1"));
    let scaled = shop("").replacen("kind: Pod\nmetadata: {name: db", "kind: Pod\nmetadata: {name: gone", 1);
    let zero = scaled
        + "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: db, namespace: shop}\nspec: {replicas: 0, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c, image: i, ports: [{name: main, containerPort: 1}]}]}}}\n";
    // The Pod still carries the label, so it takes what the Deployment without pods cannot.
    assert_eq!(call(&zero, "Pod/web", "db").verdict, Verdict::Ok);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    /// Mutated sets give answers: the same twice, with places that are there, and nothing behind a break.
    #[test]
    fn total(from in 0_usize..3000, length in 0_usize..60, with in "[a-z{}: \\[\\]\n-]{0,6}", url in "[a-z:/.0-9]{0,20}") {
        let mut text = policy("podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}], ports: [{port: main}]}]");
        let from = from.min(text.len());
        text.replace_range(from..(from + length).min(text.len()), &with);
        let analysis = analysis(&text);
        for target in [url.as_str(), "http://a.example/x", "db"] {
            prop_assert_eq!(outside(&analysis, target), outside(&analysis, target));
            for (index, _) in analysis.objects.in_order() {
                let trace = inside(&analysis, index, target);
                prop_assert!(trace.steps.iter().flat_map(|s| &s.place).all(|p| p.line > 0 && p.end as usize <= text.len()));
            }
        }
        let matrix = matrix(&analysis);
        prop_assert_eq!(matrix.cells.len(), matrix.from.len());
    }
}
