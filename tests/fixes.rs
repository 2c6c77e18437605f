//! What the offered edits make of a text.

use feastflow::engine::service::reports;
use feastflow::protocol::{FileText, Finding, TextEdit};

fn findings(text: &str) -> Vec<Finding> {
    let file = FileText { name: "a.yaml".into(), text: text.into() };
    reports(&[file]).into_iter().flat_map(|r| r.findings).collect()
}

/// The text after the first edit that a rule offers; the texts here are ASCII, so that units are bytes.
fn mended(rule: &str, text: &str) -> String {
    let all = findings(text);
    let fix = all.iter().find(|f| f.rule == rule).and_then(|f| f.fixes.first());
    let mut edits: Vec<TextEdit> = fix.unwrap_or_else(|| panic!("{rule} offers nothing: {all:?}")).edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.place.start));
    let mut out = text.to_owned();
    for edit in edits {
        out.replace_range(edit.place.start as usize..edit.place.end as usize, &edit.text);
    }
    let left = findings(&out);
    assert!(!left.iter().any(|f| f.rule == rule), "{rule} is not mended:\n{out}");
    let known = |f: &Finding| all.iter().any(|g| (&g.rule, &g.message) == (&f.rule, &f.message));
    assert!(left.iter().all(known), "a new finding: {left:?}\n{out}");
    out
}

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n";

/// Rule, a part of a Pod's spec, and the same mended.
const IN_PODS: [(&str, &str, &str); 11] = [
    ("unknown-field", "  contianers: [{name: a, image: b}]\n", "  containers: [{name: a, image: b}]\n"),
    (
        "unknown-field",
        "  containers:\n    - name: a\n      image: b\n  livenessProbe:\n    # alive\n    httpGet: {port: 80}\n  restartPolicy: Never\n",
        "  containers:\n    - name: a\n      image: b\n      livenessProbe:\n        # alive\n        httpGet: {port: 80}\n  restartPolicy: Never\n",
    ),
    (
        "wrong-type",
        "  containers: [{name: a, image: b, env: [{name: A, value: 0644}]}]\n",
        "  containers: [{name: a, image: b, env: [{name: A, value: \"0644\"}]}]\n",
    ),
    (
        "wrong-type",
        "  containers: [{name: a, image: b, tty: 'yes'}]\n",
        "  containers: [{name: a, image: b, tty: yes}]\n",
    ),
    (
        "wrong-type",
        "  containers: [{name: a, image: b, ports: [{containerPort: \"80\"}]}]\n",
        "  containers: [{name: a, image: b, ports: [{containerPort: 80}]}]\n",
    ),
    (
        "wrong-type",
        "  containers: [{name: a, image: b, command: \"sh\"}]\n",
        "  containers: [{name: a, image: b, command: [\"sh\"]}]\n",
    ),
    (
        "not-one-of",
        "  tolerations: [{key: a, effect: NoSchedul}]\n  containers: [{name: a, image: b}]\n",
        "  tolerations: [{key: a, effect: NoSchedule}]\n  containers: [{name: a, image: b}]\n",
    ),
    (
        "missing-field",
        "  topologySpreadConstraints: [{topologyKey: a, maxSkew: 1}]\n  containers: [{name: a, image: b}]\n",
        "  topologySpreadConstraints: [{topologyKey: a, maxSkew: 1, whenUnsatisfiable: DoNotSchedule}]\n  containers: [{name: a, image: b}]\n",
    ),
    (
        "probe-port-unresolved",
        "  containers: [{name: a, image: b, ports: [{name: http, containerPort: 80}], readinessProbe: {httpGet: {port: web}}}]\n",
        "  containers: [{name: a, image: b, ports: [{name: http, containerPort: 80}], readinessProbe: {httpGet: {port: http}}}]\n",
    ),
    (
        "liveness-port-unresolved",
        "  containers: [{name: a, image: b, ports: [{containerPort: 80}], livenessProbe: {httpGet: {port: web}}}]\n",
        "  containers: [{name: a, image: b, ports: [{containerPort: 80}], livenessProbe: {httpGet: {port: 80}}}]\n",
    ),
    (
        "deprecated-field",
        "  serviceAccount: c\n  containers: [{name: a, image: b}]\n",
        "  serviceAccountName: c\n  containers: [{name: a, image: b}]\n",
    ),
];

#[test]
fn pods_are_mended() {
    for (rule, bad, good) in IN_PODS {
        assert_eq!(mended(rule, &format!("{POD}{bad}")), format!("{POD}{good}"));
    }
}

/// Rule, an object, and the same mended.
const OBJECTS: [(&str, &str, &str); 6] = [
    (
        "unknown-kind",
        "apiVersion: v1\nkind: deploymnt\nmetadata: {name: a}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}}\n",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}}\n",
    ),
    (
        "removed-api",
        "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {selector: {matchLabels: {a: b}}}\n",
        "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {selector: {matchLabels: {a: b}}}\n",
    ),
    (
        "invalid-base64",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  a: \"in clear\"\n",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  a: aW4gY2xlYXI=\n",
    ),
    (
        "missing-field",
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec:\n  rules:\n  - http:\n      paths:\n      - backend: {service: {name: a, port: {number: 80}}}\n        path: /\n",
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec:\n  rules:\n  - http:\n      paths:\n      - backend: {service: {name: a, port: {number: 80}}}\n        path: /\n        pathType: Prefix\n",
    ),
    (
        "deprecated-api",
        "apiVersion: networking.k8s.io/v1beta1\nkind: ServiceCIDR\nmetadata: {name: a}\nspec: {cidrs: [10.0.0.0/24]}\n",
        "apiVersion: networking.k8s.io/v1\nkind: ServiceCIDR\nmetadata: {name: a}\nspec: {cidrs: [10.0.0.0/24]}\n",
    ),
    (
        "wrong-type",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {b: on}}\n",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {b: \"on\"}}\n",
    ),
];

#[test]
fn objects_are_mended() {
    for (rule, bad, good) in OBJECTS {
        assert_eq!(mended(rule, bad), good);
    }
}

const DEPLOYMENT: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n";

/// What selects and what is selected, before and after.
const LABELS: [(&str, &str, &str); 5] = [
    (
        "selector-template-mismatch",
        "  selector:\n    matchLabels:\n      app: a\n      \"tier\": '1'\n  template:\n    metadata:\n      labels:\n        app: aa # old\n    spec: {containers: [{name: a, image: b}]}\n",
        "  selector:\n    matchLabels:\n      app: a\n      \"tier\": '1'\n  template:\n    metadata:\n      labels:\n        app: a # old\n        \"tier\": '1'\n    spec: {containers: [{name: a, image: b}]}\n",
    ),
    (
        "selector-template-mismatch",
        "  selector: {matchLabels: {app: a, tier: b}}\n  template:\n    metadata: {labels: {tier: b}}\n    spec: {containers: [{name: a, image: b}]}\n",
        "  selector: {matchLabels: {app: a, tier: b}}\n  template:\n    metadata: {labels: {tier: b, app: a}}\n    spec: {containers: [{name: a, image: b}]}\n",
    ),
    (
        "selector-template-mismatch",
        "  selector: {matchLabels: {app: a}}\n  template:\n    metadata:\n      name: a\n    spec: {containers: [{name: a, image: b}]}\n",
        "  selector: {matchLabels: {app: a}}\n  template:\n    metadata:\n      name: a\n      labels:\n        app: a\n    spec: {containers: [{name: a, image: b}]}\n",
    ),
    (
        "selector-template-mismatch",
        "  selector: {matchLabels: {app: a}}\n  template:\n    spec: {containers: [{name: a, image: b}]}\n",
        "  selector: {matchLabels: {app: a}}\n  template:\n    metadata:\n      labels:\n        app: a\n    spec: {containers: [{name: a, image: b}]}\n",
    ),
    (
        "missing-field",
        "  template:\n    metadata: {labels: {app: a}}\n    spec: {containers: [{name: a, image: b}]}\n",
        "  selector:\n    matchLabels:\n      app: a\n  template:\n    metadata: {labels: {app: a}}\n    spec: {containers: [{name: a, image: b}]}\n",
    ),
];

#[test]
fn labels_are_copied() {
    for (rule, bad, good) in LABELS {
        assert_eq!(mended(rule, &format!("{DEPLOYMENT}{bad}")), format!("{DEPLOYMENT}{good}"));
    }
}

const SERVICE: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {app: a}}\nspec: {containers: [{name: a, image: b, ports: [{name: http, containerPort: 8080}]}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {selector: {app: a}, ports: ";
const INGRESS: &str = "\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {defaultBackend: {service: {name: a, port: ";

/// Ports of a Service and the port that an Ingress names, before and after.
const PORTS: [(&str, [&str; 2], [&str; 2]); 6] = [
    (
        "target-port-unresolved",
        ["[{port: 80, targetPort: web}]", "{number: 80}"],
        ["[{port: 80, targetPort: http}]", "{number: 80}"],
    ),
    (
        "target-port-unresolved",
        ["[{port: 80, targetPort: 80}]", "{number: 80}"],
        ["[{port: 80, targetPort: 8080}]", "{number: 80}"],
    ),
    (
        "ingress-port-missing",
        ["[{port: 80, targetPort: http}]", "{number: 8080}"],
        ["[{port: 80, targetPort: http}]", "{number: 80}"],
    ),
    (
        "ingress-port-missing",
        ["[{port: 80, targetPort: http}]", "{name: http}"],
        ["[{port: 80, targetPort: http}]", "{number: 80}"],
    ),
    (
        "ingress-port-missing",
        ["[{port: 80, targetPort: http, name: web}]", "{name: http}"],
        ["[{port: 80, targetPort: http, name: web}]", "{name: web}"],
    ),
    (
        "ingress-port-missing",
        ["[{port: 81, name: b}, {port: 80, targetPort: 8080, name: c}]", "{number: 8080}"],
        ["[{port: 81, name: b}, {port: 80, targetPort: 8080, name: c}]", "{number: 80}"],
    ),
];

#[test]
fn ports_are_mended() {
    for (rule, bad, good) in PORTS {
        let set = |[ports, port]: [&str; 2]| format!("{SERVICE}{ports}}}{INGRESS}{port}}}}}}}\n");
        assert_eq!(mended(rule, &set(bad)), set(good));
    }
}

/// What nobody need be asked for, and what only its author knows.
#[test]
fn what_is_certain_is_safe() {
    let safe = |text: &str| findings(text).iter().flat_map(|f| &f.fixes).map(|fix| fix.safe).collect::<Vec<_>>();
    let secret = |value: &str| format!("apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\ndata: {{a: {value}}}\n");
    assert_eq!(safe(&secret("in clear")), [true]);
    assert_eq!(safe(&secret("aGVsbG8")), [false], "it may be cut off");
    let target = |target: &str| format!("{SERVICE}[{{port: 80, targetPort: {target}}}]}}\n");
    assert_eq!(safe(&target("web")), [true]);
    assert_eq!(safe(&target("81")), [false], "it may work");
}

/// An Ingress of the old form needs more than another version.
#[test]
fn what_does_not_fit_is_not_offered() {
    let old = "apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: a}\nspec: {backend: {serviceName: a, servicePort: 80}}\n";
    let removed = findings(old).into_iter().find(|f| f.rule == "removed-api");
    assert_eq!(removed.map(|f| f.fixes), Some(Vec::new()));
}

/// Objects with one slip each: what is then absent is no finding of its own.
const SLIPS: [&str; 7] = [
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {contianers: [{name: a, image: b}]}\n",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\ncontainers: [{name: a, image: b}]\n",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, imge: b}]}\n",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{nmae: a, image: b}]}\n",
    "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {clusterIP: None, port: [{port: 80}]}\n",
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {Selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}}\n",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: b, livenessProbe: {httpget: {port: 80}}}]}\n",
];

#[test]
fn one_slip_is_one_finding() {
    for text in SLIPS {
        let found = findings(text);
        let rules: Vec<&str> = found.iter().map(|f| f.rule.as_str()).collect();
        assert_eq!(rules, ["unknown-field"], "{text}");
    }
}
