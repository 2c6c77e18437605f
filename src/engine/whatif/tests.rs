//! What follows, by hand.

use super::*;
use crate::engine::{model, service};
use crate::protocol::FileText;

const SET: &str = "apiVersion: v1
kind: ConfigMap
metadata: {name: conf}
data: {DB_HOST: db, COLOUR: red, file.txt: hello}
---
apiVersion: v1
kind: Secret
metadata: {name: keys}
stringData: {TOKEN: abc}
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers: [{name: db, image: db, env: [{name: COLOUR, valueFrom: {configMapKeyRef: {name: conf, key: COLOUR, optional: true}}}]}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: web
        envFrom: [{configMapRef: {name: conf}}]
        env: [{name: TOKEN, valueFrom: {secretKeyRef: {name: keys, key: TOKEN}}}]
        readinessProbe: {httpGet: {port: 80}, periodSeconds: 5}
        livenessProbe: {httpGet: {port: 80}}
        volumeMounts: [{name: f, mountPath: /etc/app}, {name: f, mountPath: /etc/one, subPath: file.txt}]
      volumes: [{name: f, configMap: {name: conf}}]
---
apiVersion: v1
kind: Pod
metadata: {name: lone}
spec: {containers: [{name: c, image: c}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: in}
spec: {rules: [{host: a.local, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}
";

fn target(kind: &str, name: &str) -> Target {
    Target { kind: kind.into(), name: name.into(), namespace: None }
}

fn follows(edit: &Edit) -> Option<Vec<String>> {
    let analysis = model(service::open(&[FileText { name: "a.yaml".into(), text: SET.into() }]));
    let told = |c: Consequence| {
        assert!(c.place.line > 0, "{c:?}");
        format!("{}: {}: {}", c.severity.word(), c.name, c.sentence)
    };
    of(&analysis, edit).map(|all| all.into_iter().map(told).collect())
}

/// Each of these begins a consequence, in this order, with words in it.
fn expect(edit: &Edit, want: &[(&str, &str)]) {
    let found = follows(edit).expect("an answer");
    let fits = |line: &String, (begin, word): &(&str, &str)| line.starts_with(begin) && line.contains(word);
    assert_eq!(found.len(), want.len(), "{found:#?}");
    assert!(found.iter().zip(want).all(|(line, want)| fits(line, want)), "{found:#?}");
}

#[test]
fn a_map_that_is_gone_is_missed_at_the_next_start() {
    expect(
        &Edit::Delete(target("configmap", "conf")),
        &[
            ("next start: Deployment web", "FailedMount"),
            ("next start: Deployment web", "CreateContainerConfigError"),
            ("stale: StatefulSet db", "optional"),
            ("note: ConfigMap conf", "Nobody makes it again"),
        ],
    );
}

#[test]
fn a_key_that_is_gone() {
    expect(
        &Edit::DeleteKey(target("Secret", "keys"), "TOKEN".into()),
        &[("next start: Deployment web", "CreateContainerConfigError")],
    );
    expect(
        &Edit::DeleteKey(target("ConfigMap", "conf"), "COLOUR".into()),
        &[
            ("next start: Deployment web", "envFrom takes what there is"),
            ("next start: Deployment web", "/etc/app"),
            ("stale: StatefulSet db", "optional"),
        ],
    );
    assert_eq!(follows(&Edit::DeleteKey(target("ConfigMap", "conf"), "NONE".into())), None);
}

#[test]
fn a_change_reaches_files_but_not_variables_nor_sub_paths() {
    expect(
        &Edit::ChangeKey(target("ConfigMap", "conf"), "file.txt".into()),
        &[
            // envFrom takes every key, also one that is no good name.
            ("stale: Deployment web", "keeps the old file.txt"),
            ("stale: Deployment web", "subPath"),
            ("healed: Deployment web", "about a minute"),
            ("note: ConfigMap conf", "restarts nothing"),
        ],
    );
    let found = follows(&Edit::ChangeKey(target("ConfigMap", "conf"), "COLOUR".into())).unwrap();
    let kept = found.iter().filter(|line| line.contains("keeps the old COLOUR")).count();
    assert_eq!(kept, 2, "{found:#?}");
}

#[test]
fn a_service_that_is_gone_takes_its_callers_and_their_paths() {
    expect(
        &Edit::Delete(target("Service", "db")),
        &[
            ("down: StatefulSet db", "DNS names"),
            ("down: Deployment web", "(DB_HOST)"),
            ("down: Ingress in", "a.local/ leads to"),
            ("note: StatefulSet db", "run on"),
            ("note: Service db", "its name leads to the same pods"),
        ],
    );
    expect(
        &Edit::Delete(target("Service", "web")),
        &[("down: Ingress in", "503"), ("note: Deployment web", "run on"), ("note: Service web", "another cluster IP")],
    );
}

#[test]
fn a_service_that_is_called_in_other_ways() {
    let pods = |name: &str, container: &str, rest: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, labels: {{a: {name}}}}}\nspec: {{containers: [{{name: c, image: i{container}}}]{rest}}}\n---\n"
        )
    };
    let text = [
        "apiVersion: v1\nkind: Service\nmetadata: {name: api}\nspec: {type: LoadBalancer, clusterIP: 10.0.0.9, selector: {a: api}, ports: [{port: 80, nodePort: 30080}]}\n---\n",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: proxy}\ndata:\n  nginx.conf: |\n    proxy_pass http://api:80;\n    x\n---\n",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {PASSWORD: x}\n---\n",
        &pods("file", "", ", volumes: [{name: v, configMap: {name: proxy}}]"),
        &pods("list", ", env: [{name: PEER_HOSTS, value: 'other:80,api:80'}]", ""),
        &pods("secret", ", env: [{name: P, valueFrom: {secretKeyRef: {name: s, key: PASSWORD}}}, {name: API_URL, value: 'http://u:$(P)@api/x'}]", ""),
        &pods("words", ", args: ['--at', 'http://api.default.svc:80/x']", ""),
        &pods("browser", ", env: [{name: VITE_URL, value: 'http://api'}]", ""),
        &pods("user", ", env: [{name: USER, value: api}]", ""),
    ]
    .concat();
    let analysis = model(service::open(&[FileText { name: "a.yaml".into(), text }]));
    let all = of(&analysis, &Edit::Delete(target("Service", "api"))).unwrap();
    let down: Vec<&str> = all.iter().filter(|c| c.severity == Severity::Down).map(|c| c.name.as_str()).collect();
    assert_eq!(down, ["Pod file", "Pod list", "Pod secret", "Pod words", "Service api", "Service api"], "{all:#?}");
    assert!(all.last().unwrap().sentence.contains("the same cluster IP"));
}

#[test]
fn pods_and_who_makes_them_again() {
    expect(
        &Edit::DeletePod(target("Deployment", "web")),
        &[("healed: Deployment web", "another name"), ("note: Deployment web", "1 of 2 pods")],
    );
    expect(
        &Edit::DeletePod(target("StatefulSet", "db")),
        &[
            ("down: Service db", "no endpoints until the new pod is ready"),
            ("down: Deployment web", "DB_HOST"),
            ("down: Ingress in", "a.local/"),
            ("down: StatefulSet db", "the only one"),
            ("healed: StatefulSet db", "same name"),
        ],
    );
    expect(&Edit::Delete(target("Pod", "lone")), &[("down: Pod lone", "for good")]);
}

#[test]
fn workloads_claims_and_nodes() {
    expect(
        &Edit::Delete(target("Deployment", "web")),
        &[("down: Deployment web", "ReplicaSets"), ("down: Service web", "no endpoints"), ("down: Ingress in", "503")],
    );
    expect(
        &Edit::Delete(target("PersistentVolumeClaim", "data")),
        &[("next start: StatefulSet db", "Pending"), ("next start: PersistentVolumeClaim data", "pvc-protection")],
    );
    let node = follows(&Edit::Delete(target("Node", "worker-1"))).unwrap();
    assert!(node.iter().any(|line| line.starts_with("healed: Deployment web")), "{node:#?}");
    assert_eq!(follows(&Edit::Delete(target("ConfigMap", "nothing"))), None);
}

#[test]
fn probes_that_fail() {
    let found = follows(&Edit::BreakProbe(target("Deployment", "web"), probe::Kind::Readiness)).unwrap();
    // Three failures, 5 s apart: 10 to 15 s.
    assert!(found[0].contains("un-ready 10 to 15 s after the fault"), "{found:#?}");
    assert!(found.iter().any(|line| line.starts_with("down: Ingress in")), "{found:#?}");
    let found = follows(&Edit::BreakProbe(target("Deployment", "web"), probe::Kind::Liveness)).unwrap();
    assert!(found[0].contains("CrashLoopBackOff"), "{found:#?}");
    assert_eq!(follows(&Edit::BreakProbe(target("Deployment", "web"), probe::Kind::Startup)), None);
}

#[test]
fn every_object_of_the_set_can_be_deleted() {
    let analysis = model(service::open(&[FileText { name: "a.yaml".into(), text: SET.into() }]));
    for (_, at) in analysis.objects.in_order() {
        let edit = Edit::Delete(target(&at.object.id.kind, &at.object.id.name));
        let found = of(&analysis, &edit).expect("an answer");
        assert!(!found.is_empty() && found.is_sorted_by_key(|c| c.severity), "{edit:?}");
    }
}
