//! What containers get, by cases.

use proptest::prelude::*;

use super::*;
use crate::engine::analyze;
use crate::engine::workspace::Workspace;

fn containers(text: &str) -> Vec<Container> {
    all(&analyze(Workspace::of([("test.yaml", text)])))
}

/// `NAME=value`, secrets shown, without what is made for Services.
fn variables(container: &Container) -> Vec<String> {
    let written = container.variables.iter().filter(|v| v.source.kind != SourceKind::Link);
    written.map(|v| format!("{}={}", v.name, v.source.value.shown(true))).collect()
}

/// A Deployment `web` of two pods around the fields of its pod's spec.
fn deployment(spec: &str) -> String {
    let indented: String = spec.lines().map(|line| format!("      {line}\n")).collect();
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web, namespace: shop}}\nspec:\n  replicas: 2\n  selector: {{matchLabels: {{app: web}}}}\n  template:\n    metadata: {{labels: {{app: web}}, annotations: {{note: hello}}}}\n    spec:\n{indented}"
    )
}

const STORES: &str = "---
apiVersion: v1
kind: ConfigMap
metadata: {name: one, namespace: shop}
data: {A: one-a, B: one-b, '9x': digit}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: two, namespace: shop}
immutable: true
data: {B: two-b, C: two-c}
binaryData: {D: YQ==}
---
apiVersion: v1
kind: Secret
metadata: {name: keys, namespace: shop}
data: {PASSWORD: aHVudGVyMg==, TOKEN: b2xk}
stringData: {TOKEN: new}
";

fn first(spec: &str) -> Container {
    containers(&(deployment(spec) + STORES)).into_iter().next().expect("a container")
}

#[test]
fn later_sources_win_and_env_wins_over_all() {
    let c = first(
        "containers:
- name: c
  image: i
  envFrom:
  - configMapRef: {name: one}
  - configMapRef: {name: two}
  - {prefix: S_, secretRef: {name: keys}}
  env:
  - {name: A, value: own}
  - {name: C, valueFrom: {configMapKeyRef: {name: one, key: B}}}",
    );
    let wanted = ["9x=digit", "A=own", "B=two-b", "C=one-b", "S_PASSWORD=hunter2", "S_TOKEN=new"];
    assert_eq!(variables(&c), wanted);
    let b = c.variables.iter().find(|v| v.name == "B").expect("B");
    assert_eq!((b.source.text.as_str(), b.losers[0].text.as_str()), ("ConfigMap two, key B", "ConfigMap one, key B"));
    assert!(c.variables.iter().filter(|v| v.name.starts_with("S_")).all(|v| v.source.value.shown(false) == "••••••"));
    assert_eq!(c.troubles, []);
}

#[test]
fn only_what_stands_above_is_expanded() {
    let c = first(
        "enableServiceLinks: false
containers:
- name: c
  image: i
  command: [sh, -c, 'echo $(URL) $$(URL) $(NONE)']
  envFrom: [{configMapRef: {name: one}}]
  env:
  - {name: URL, value: 'http://u:$(PASSWORD)@$(A)/$(LATER)'}
  - {name: PASSWORD, valueFrom: {secretKeyRef: {name: keys, key: PASSWORD}}}
  - {name: LATER, value: x}
  - {name: AGAIN, value: '$(PASSWORD)-$(B)'}
  - {name: A, value: '$(A)+'}",
    );
    let value = |name: &str| {
        c.variables.iter().find(|v| v.name == name).map(|v| v.source.value.shown(false)).unwrap_or_default()
    };
    assert_eq!(value("URL"), "http://u:$(PASSWORD)@one-a/$(LATER)");
    assert_eq!((value("AGAIN").as_str(), value("A").as_str()), ("••••••-one-b", "one-a+"));
    assert_eq!(c.variables.iter().find(|v| v.name == "URL").map(|v| v.notes.len()), Some(2));
    assert_eq!(c.command[2].value.shown(true), "echo http://u:$(PASSWORD)@one-a/$(LATER) $(URL) $(NONE)");
    assert_eq!(c.command[2].unknown, ["NONE"]);
}

#[test]
fn what_is_missing_and_what_follows() {
    let c = first(
        "containers:
- name: c
  image: i
  envFrom:
  - configMapRef: {name: absent}
  - configMapRef: {name: gone, optional: true}
  env:
  - {name: K, valueFrom: {configMapKeyRef: {name: two, key: D}}}
  - {name: L, valueFrom: {configMapKeyRef: {name: two, key: Z, optional: true}}}
  - {name: M, valueFrom: {secretKeyRef: {name: keys, key: token}}}",
    );
    let troubles: Vec<_> = c.troubles.iter().map(|t| (t.certain, t.place.line > 0, t.text.as_str())).collect();
    assert_eq!(
        troubles,
        [
            (false, true, "ConfigMap absent is not in this set; the container starts only where the cluster has it"),
            (true, true, "ConfigMap two has no key `D` for the variable `K`"),
            (true, true, "Secret keys has no key `token` for the variable `M`"),
        ]
    );
    assert!(variables(&c).is_empty());
}

#[test]
fn fields_and_resources() {
    let c = first(
        "serviceAccountName: robot
containers:
- name: c
  image: i
  resources: {requests: {cpu: 250m}, limits: {memory: 128Mi}}
  env:
  - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
  - {name: NS, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}
  - {name: APP, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['app']\"}}}
  - {name: NOTE, valueFrom: {fieldRef: {fieldPath: \"metadata.annotations['note']\"}}}
  - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
  - {name: SA, valueFrom: {fieldRef: {fieldPath: spec.serviceAccountName}}}
  - {name: CPU, valueFrom: {resourceFieldRef: {resource: requests.cpu, divisor: 1m}}}
  - {name: MEM, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}
  - {name: REQ, valueFrom: {resourceFieldRef: {resource: requests.memory}}}
  - {name: MAX, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
  - {name: BOTH, value: '$(NS)/$(IP)'}",
    );
    let wanted = [
        "NAME=‹web-<hash>-<id>›",
        "NS=shop",
        "APP=web",
        "NOTE=hello",
        "IP=‹address of the pod›",
        "SA=robot",
        "CPU=250",
        "MEM=128",
        "REQ=134217728",
        "MAX=‹cpu that the node has to give›",
        "BOTH=shop/‹address of the pod›",
    ];
    assert_eq!(variables(&c), wanted);
}

#[test]
fn services_become_variables() {
    let service = "---
apiVersion: v1
kind: Service
metadata: {name: my-db, namespace: shop}
spec: {ports: [{name: sql, port: 5432}]}
---
apiVersion: v1
kind: Service
metadata: {name: head, namespace: shop}
spec: {clusterIP: None, ports: [{port: 1}]}
";
    let spec = "containers: [{name: c, image: i, env: [{name: X, value: '$(MY_DB_SERVICE_PORT)'}]}]";
    let c = containers(&(deployment(spec) + service)).remove(0);
    assert_eq!(variables(&c), ["X=5432"]);
    let links: Vec<&str> = c.variables.iter().map(|v| v.name.as_str()).filter(|n| n.contains("_SERVICE_")).collect();
    let wanted = [
        "MY_DB_SERVICE_HOST",
        "MY_DB_SERVICE_PORT",
        "MY_DB_SERVICE_PORT_SQL",
        "KUBERNETES_SERVICE_HOST",
        "KUBERNETES_SERVICE_PORT",
        "KUBERNETES_SERVICE_PORT_HTTPS",
    ];
    assert_eq!(links, wanted);
    let off = format!("enableServiceLinks: false\n{spec}");
    let c = containers(&(deployment(&off) + service)).remove(0);
    assert_eq!(variables(&c), ["X=$(MY_DB_SERVICE_PORT)"]);
    assert!(c.variables.iter().any(|v| v.name == "KUBERNETES_SERVICE_HOST"));
}

#[test]
fn final_values_that_are_addresses() {
    let service =
        "---\napiVersion: v1\nkind: Service\nmetadata: {name: db, namespace: shop}\nspec: {ports: [{port: 5432}]}\n";
    let env = "[{name: DB_PORT, value: '5432'}, {name: DB_HOST, value: db}, {name: URL, value: 'http://$(DB_HOST):$(DB_PORT)/x'}, {name: VITE_URL, value: 'http://db:1'}, {name: USER, value: db}]";
    let c = containers(&(deployment(&format!("containers: [{{name: c, image: i, env: {env}}}]")) + service)).remove(0);
    let said: Vec<_> = c
        .variables
        .iter()
        .filter_map(|v| v.address.as_ref().map(|a| (v.name.as_str(), a.port, a.offered, a.by_browser)))
        .collect();
    let wanted =
        [("DB_HOST", Some(5432), true, false), ("URL", Some(5432), true, false), ("VITE_URL", Some(1), false, true)];
    assert_eq!(said, wanted);
}

#[test]
fn files_of_volumes() {
    let c = first(
        "automountServiceAccountToken: false
containers:
- name: c
  image: i
  volumeMounts:
  - {name: conf, mountPath: /etc/app}
  - {name: conf, mountPath: /etc/app/B, subPath: B}
  - {name: conf, mountPath: /opt/none, subPath: nothing}
  - {name: all, mountPath: /all/, readOnly: true}
volumes:
- {name: conf, configMap: {name: one, items: [{key: A, path: a.txt, mode: 0400}, {key: B, path: B}]}}
- name: all
  projected:
    sources:
    - secret: {name: keys, items: [{key: TOKEN, path: dir/token}]}
    - downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}
    - configMap: {name: two, items: [{key: Z, path: z}]}",
    );
    let file = |f: &File| format!("{} {:o} {:?}", f.path, f.mode, f.hidden_by);
    let files: Vec<String> = c.mounts.iter().flat_map(|m| m.files.iter().map(file)).collect();
    let wanted = [
        "/all/dir/token 644 None",
        "/all/labels 644 None",
        "/etc/app/a.txt 400 None",
        "/etc/app/B 644 Some(\"/etc/app/B\")",
        "/etc/app/B 644 None",
    ];
    assert_eq!(files, wanted);
    assert_eq!(c.mounts[2].updates, super::files::NEVER_SUB_PATH);
    assert_eq!(c.mounts[3].notes.len(), 1);
    assert_eq!(
        c.troubles.iter().map(|t| t.text.as_str()).collect::<Vec<_>>(),
        ["ConfigMap two has no key `Z` for a file"]
    );
    let plain = first("containers: [{name: c, image: i}]");
    assert_eq!(plain.mounts[0].path, "/var/run/secrets/kubernetes.io/serviceaccount");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Any text cut out of a good one gives an answer, and the same one twice.
    #[test]
    fn total(from in 0_usize..2000, length in 0_usize..40, with in "[a-z{}: \\[\\]$()\n-]{0,6}") {
        let mut text = deployment("containers:\n- name: c\n  image: i\n  envFrom: [{configMapRef: {name: one}}]\n  env: [{name: X, value: '$(A)$$($'}]\n  volumeMounts: [{name: v, mountPath: /x, subPath: A}]\nvolumes: [{name: v, projected: {sources: [{configMap: {name: one}}]}}]") + STORES;
        let from = from.min(text.len());
        text.replace_range(from..(from + length).min(text.len()), &with);
        prop_assert_eq!(containers(&text), containers(&text));
    }
}
