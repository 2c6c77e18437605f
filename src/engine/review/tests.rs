//! Each point with a set that it is ticked for, one that leaves it open, and FeastFlow's own.

use super::*;
use crate::engine::{analyze, service};
use crate::protocol::FileText;

fn review(files: &[FileText]) -> Review {
    of(&analyze(service::open(files)))
}

fn one(text: &str) -> Review {
    review(&[FileText { name: "a.yaml".into(), text: text.into() }])
}

fn verdict(review: &Review, id: &str) -> &'static str {
    review.answers.iter().find(|answer| answer.point.id == id).map_or("no such point", |answer| answer.verdict.word())
}

fn set(name: &str) -> Review {
    let folder = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("content/manifests").join(name);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let yaml = paths.into_iter().filter(|path| path.extension().is_some_and(|e| e == "yaml"));
    let file = |path: std::path::PathBuf| FileText {
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        text: std::fs::read_to_string(path).unwrap(),
    };
    review(&yaml.map(file).collect::<Vec<_>>())
}

/// The lines that speak against a point.
fn against(review: &Review, id: &str) -> Vec<String> {
    let answers = review.answers.iter().filter(|answer| answer.point.id == id);
    let missing = answers.flat_map(|answer| &answer.evidence).filter(|one| one.missing);
    missing.map(|one| one.place.as_ref().map(|p| format!("{}:{}", p.file, p.line)).unwrap_or_default()).collect()
}

const NOT_TICKED: [(&str, &str); 7] = [
    ("autoscaling", "does not apply"),
    ("budgets", "does not apply"),
    ("images", "open"),
    ("spare", "open"),
    ("endpoints", "to look at"),
    ("dependencies", "to look at"),
    ("documents", "to look at"),
];

#[test]
fn feastflow_as_it_is() {
    let review = set("feastflow");
    for answer in &review.answers {
        let wanted = NOT_TICKED.iter().find(|(id, _)| *id == answer.point.id).map_or("ticked", |(_, word)| word);
        assert_eq!(answer.verdict.word(), wanted, "{}: {:?}", answer.point.id, against(&review, answer.point.id));
    }
    assert_eq!(review.count(), (20, 22));
    assert_eq!(against(&review, "images"), ["06-backend-deployment.yaml:67", "08-frontend-deployment.yaml:55"]);
    assert_eq!(against(&review, "spare"), ["04-postgres-deployment.yaml:18"]);
    let images = review.answers.iter().find(|answer| answer.point.id == "images").unwrap();
    assert!(images.evidence[0].text.contains("imagePullPolicy Never"), "{:?}", images.evidence);
}

#[test]
fn other_sets() {
    let autoscaling = set("feastflow-autoscaling");
    assert_eq!((verdict(&autoscaling, "autoscaling"), verdict(&autoscaling, "budgets")), ("ticked", "ticked"));
    let broken = set("broken");
    for id in ["manifests", "references", "selectors", "own-pods", "ingress"] {
        assert_eq!(verdict(&broken, id), "open", "{id}");
    }
}

#[test]
fn nothing_applies_to_nothing() {
    for text in ["", "kind: [", "a: 1\n---\n- b\n", "# comment\n"] {
        assert!(one(text).answers.iter().all(|answer| answer.verdict != Verdict::Ticked), "{text}");
    }
    assert_eq!(one("").count(), (0, 0));
}

#[test]
fn ids_and_titles_are_said_once() {
    let mut seen = Vec::new();
    for answer in one("").answers {
        assert!(!seen.contains(&answer.point.id) && !seen.contains(&answer.point.title));
        seen.extend([answer.point.id, answer.point.title]);
    }
}

/// A set that every point ticks, as far as it applies.
const GOOD: &str = r#"
apiVersion: v1
kind: ConfigMap
metadata: {name: conf, namespace: shop}
data: {DB_HOST: db, VERSION: "1.2.3.4", LISTEN: 0.0.0.0:80}
---
apiVersion: v1
kind: Secret
metadata: {name: keys, namespace: shop}
stringData: {DB_PASSWORD: x}
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: shop}
spec: {selector: {app: db}, clusterIP: None, ports: [{port: 5432}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop, labels: {app: db}}
spec:
  replicas: 2
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      terminationGracePeriodSeconds: 60
      securityContext: {runAsNonRoot: true}
      containers:
        - name: db
          image: registry:5000/db:15
          ports: [{containerPort: 5432}]
          readinessProbe: {tcpSocket: {port: 5432}, periodSeconds: 5}
          livenessProbe: {tcpSocket: {port: 5432}, periodSeconds: 20}
          resources: {limits: {cpu: 1, memory: 1Gi}}
          securityContext: {allowPrivilegeEscalation: false}
          volumeMounts: [{name: data, mountPath: /data}]
  volumeClaimTemplates:
    - metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, labels: {app: web}}
spec:
  selector: {matchLabels: {app: web}}
  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: web@sha256:2222222222222222222222222222222222222222222222222222222222222222
          ports: [{name: http, containerPort: 8080}]
          envFrom: [{configMapRef: {name: conf}}]
          env: [{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: keys, key: DB_PASSWORD}}}]
          readinessProbe: {httpGet: {path: /ready, port: http}}
          livenessProbe: {httpGet: {path: /alive, port: http}}
          lifecycle: {preStop: {sleep: {seconds: 5}}}
          resources: {requests: {cpu: 1, memory: 1Gi}, limits: {memory: 1Gi}}
          securityContext: {runAsUser: 1000, allowPrivilegeEscalation: false}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
  maxReplicas: 5
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop}
spec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec:
  rules:
    - host: shop.local
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
"#;

#[test]
fn a_good_set_is_ticked() {
    let review = one(GOOD);
    for answer in review.answers.iter().filter(|answer| answer.point.group != Group::People) {
        assert_eq!(answer.verdict.word(), "ticked", "{}: {:?}", answer.point.id, answer.evidence);
    }
}

/// The point, what is written in the good set, and what is written instead so that the point is open.
const BAD: [(&str, &str, &str); 38] = [
    ("manifests", "kind: Secret\n", "kind: Secret\ntypo: 1\n"),
    ("references", "configMapRef: {name: conf}", "configMapRef: {name: other}"),
    ("references", "key: DB_PASSWORD}", "key: DB_PASS}"),
    ("selectors", "selector: {app: web}", "selector: {app: wob}"),
    ("selectors", "targetPort: http", "targetPort: https"),
    ("own-pods", "selector: {matchLabels: {app: web}}", "selector: {matchLabels: {app: wob}}"),
    ("addresses", "DB_HOST: db,", "DB_HOST: \"db.shop.svc\", DB_URL: \"http://gone.shop.svc\","),
    ("ingress", "name: web, port: {number: 80}", "name: web, port: {number: 81}"),
    ("ingress", "selector: {app: web}", "selector: {app: wob}"),
    (
        "autoscaling",
        "spec:\n  selector: {matchLabels: {app: web}}",
        "spec:\n  replicas: 2\n  selector: {matchLabels: {app: web}}",
    ),
    ("autoscaling", "kind: Deployment, name: web", "kind: Deployment, name: gone"),
    ("budgets", "{maxUnavailable: 1, ", "{maxUnavailable: 0, "),
    (
        "budgets",
        "{maxUnavailable: 1, selector: {matchLabels: {app: web}}",
        "{maxUnavailable: 1, selector: {matchLabels: {app: nix}}",
    ),
    ("namespace", "metadata: {name: keys, namespace: shop}", "metadata: {name: keys}"),
    ("labels", "namespace: shop, labels: {app: web}", "namespace: shop, labels: {app: wob}"),
    ("labels", "namespace: shop, labels: {app: web}", "namespace: shop"),
    ("configuration", "env: [", "env: [{name: DB_HOST, value: db}, "),
    ("secrets", "DB_HOST: db,", "DB_HOST: db, API_KEY: x,"),
    ("secrets", "env: [", "env: [{name: DB_URL, value: \"postgres://u:p@db/shop\"}, "),
    ("fixed-addresses", "DB_HOST: db,", "DB_HOST: 10.0.0.7,"),
    ("fixed-addresses", "env: [", "env: [{name: CACHE, value: \"http://10.0.0.7:80\"}, "),
    ("resources", "{limits: {cpu: 1, memory: 1Gi}}", "{limits: {memory: 1Gi}}"),
    ("resources", "memory: 1Gi}, limits: {memory: 1Gi}}", "memory: 1Gi}}"),
    ("images", "registry:5000/db:15", "registry:5000/db"),
    ("images", "registry:5000/db:15", "db:latest"),
    ("rights", "runAsNonRoot: true", "fsGroup: 5"),
    ("rights", "runAsUser: 1000", "runAsUser: 0"),
    ("rights", "runAsUser: 1000, allowPrivilegeEscalation: false", "runAsUser: 1000"),
    ("probes", "readinessProbe: {httpGet", "startupProbe: {httpGet"),
    ("probe-ports", "path: /alive, port: http", "path: /alive, port: 8081"),
    ("patience", "periodSeconds: 20", "periodSeconds: 5"),
    ("services", "selector: {app: web}", "selector: {app: wob}"),
    ("rolling", "strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}", "strategy: {type: Recreate}"),
    ("rolling", "  serviceName: db\n", "  serviceName: db\n  updateStrategy: {type: OnDelete}\n"),
    ("spare", "replicas: 2\n  serviceName", "replicas: 1\n  serviceName"),
    ("storage", "volumeClaimTemplates", "x"),
    ("stopping", "{seconds: 5}", "{seconds: 30}"),
    ("stopping", "terminationGracePeriodSeconds: 60", "restartPolicy: Always"),
];

#[test]
fn what_is_missing_leaves_its_point_open() {
    let mut ticked = Vec::new();
    for (id, good, bad) in BAD {
        assert!(GOOD.contains(good), "{good}");
        let lines = against(&one(&GOOD.replacen(good, bad, 1)), id);
        if lines.is_empty() || !lines.iter().all(|at| at.starts_with("a.yaml:")) {
            ticked.push((id, bad, lines));
        }
    }
    assert!(ticked.is_empty(), "{ticked:#?}");
}

#[test]
fn every_point_that_can_be_open_is_tested() {
    for answer in one("").answers.iter().filter(|answer| answer.point.group != Group::People) {
        assert!(BAD.iter().any(|(id, ..)| *id == answer.point.id), "{}", answer.point.id);
    }
}

#[test]
fn markdown_is_a_task_list() {
    let text = markdown::of(&set("feastflow"));
    assert!(text.starts_with("# Review: 20 of 22 points ticked\n\n## What must hold\n"), "{text}");
    assert!(text.contains("- [x] **Every route from outside reaches a container**\n  - Ingress feastflow: http://feastflow.local/api reaches Deployment feastflow-backend, port 5000 (`10-ingress.yaml:21`)\n"), "{text}");
    assert!(text.contains("- [ ] **What serves has more than one pod, or a budget**\n  - missing: StatefulSet postgres: 1 pod, and no budget guards it (`04-postgres-deployment.yaml:18`)\n"), "{text}");
    assert!(text.contains("- [ ] **Autoscalers have a target that they alone scale** (does not apply)\n"), "{text}");
}

#[test]
fn names_do_not_become_markup() {
    let text = markdown::of(&one("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"a\\n# b <i>*x*\"}\n"));
    assert!(!text.contains("\n# b") && !text.contains("<i>"), "{text}");
}

#[test]
fn more_routes_than_are_walked_are_said() {
    let path = "{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}";
    let many = one(&GOOD.replacen(path, &[path; 250].join(", ").replace("path: /,", "path: /a,"), 1));
    let ingress = many.answers.iter().find(|answer| answer.point.id == "ingress").unwrap();
    assert_eq!(ingress.evidence.iter().filter(|one| one.place.is_none()).count(), 1);
}

#[test]
fn rules_exist() {
    for point in facts::POINTS {
        if let Check::Wired(wired) = &point.check {
            assert!(wired.rules.iter().all(|id| crate::engine::rules::ALL.iter().any(|rule| rule.id == *id)));
            let known = |id: &str| crate::engine::graph::relations::ALL.iter().any(|relation| relation.id == id);
            assert!(wired.relations.iter().all(|id| known(id)));
        }
    }
}
