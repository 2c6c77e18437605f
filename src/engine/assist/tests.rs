//! Carets in texts: `|` is where the question is asked.

use crate::engine::{analyze, service};
use crate::protocol::FileText;
use crate::protocol::assist::{Answer, Completion, CompletionItem, Hover, Outline, Question};

const FILE: &str = "a.yaml";

/// The answer about the first file, where the caret is, and the text without it.
pub(super) fn ask(texts: &[&str], question: impl Fn(String, u32) -> Question) -> (Answer, String) {
    let caret = texts[0].find('|').expect("a caret");
    let first = texts[0].replacen('|', "", 1);
    let at = first[..caret].encode_utf16().count() as u32;
    let mut files = vec![FileText { name: FILE.into(), text: first.clone() }];
    let others = texts.iter().skip(1).enumerate();
    files.extend(others.map(|(n, text)| FileText { name: format!("{n}.yaml"), text: (*text).to_owned() }));
    let analysis = analyze(service::open(&files));
    (super::answer(&analysis, &question(FILE.into(), at)), first)
}

pub(super) fn completion(texts: &[&str]) -> (Completion, String) {
    match ask(texts, |file, at| Question::Complete { file, at }) {
        (Answer::Completion { completion }, text) => (completion, text),
        (Answer::Nothing, text) => (Completion::default(), text),
        other => panic!("{other:?}"),
    }
}

pub(super) fn labels(texts: &[&str]) -> Vec<String> {
    completion(texts).0.items.into_iter().map(|item| item.label).collect()
}

/// The text after a choice was taken (the texts are ASCII).
pub(super) fn chosen(texts: &[&str], label: &str) -> String {
    let (completion, mut text) = completion(texts);
    let items: Vec<&CompletionItem> = completion.items.iter().filter(|item| item.label == label).collect();
    let item = items.first().unwrap_or_else(|| panic!("no {label}: {completion:?}"));
    text.replace_range(completion.start as usize..completion.end as usize, &item.insert);
    text
}

fn hover(text: &str) -> Option<Hover> {
    match ask(&[text], |file, at| Question::Hover { file, at }).0 {
        Answer::Hover { hover } => Some(hover),
        _ => None,
    }
}

fn outline(text: &str) -> Outline {
    match ask(&[text], |file, at| Question::Outline { file, at }).0 {
        Answer::Outline { outline } => outline,
        other => panic!("{other:?}"),
    }
}

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n";

#[test]
fn hovers_say_what_a_field_is() {
    let of = |spec: &str| {
        let hover = hover(&format!("{POD}{spec}")).unwrap_or_else(|| panic!("nothing about {spec}"));
        let default = hover.default.unwrap_or_default();
        format!("{} {} {} {}", hover.title, hover.holds, if hover.required { "!" } else { "-" }, default)
    };
    assert_eq!(of("  containers|: []\n"), "containers list of Container ! ");
    assert_eq!(of("  restartPolicy: Al|ways\n"), "restartPolicy string - Always");
    assert_eq!(of("  nodeSelector|: {}\n"), "nodeSelector map of string to string - ");
    assert_eq!(of("  containers:\n  - name: a\n    livenessProbe: {period|Seconds: 3"), "periodSeconds integer - 10");
    assert_eq!(hover(&format!("{POD}  nothing|: 1\n")), None);
}

#[test]
fn hovers_on_kinds() {
    let hover = hover("apiVersion: apps/v1beta1\nkind: Deploym|ent\n");
    assert_eq!(hover, None, "a version that the tables do not have");
    let hover = super::tests::hover("apiVersion: batch/v1\nkind: |CronJob\n").expect("a hover");
    assert_eq!((hover.title.as_str(), hover.holds.as_str()), ("CronJob", "batch/v1"));
    assert_eq!(hover.notes, ["It lives in a namespace.", "Served as batch/v1."]);
    assert!(hover.description.is_some());
}

#[test]
fn keys_by_place() {
    let spec = |spec: &str| labels(&[&format!("{POD}{spec}")]);
    assert_eq!(spec("  |\n")[..2], ["containers", "resources"].map(str::to_owned));
    let container = spec("  containers:\n  - name: a\n    |\n    ports: []\n");
    assert_eq!(container[..3], ["image", "command", "args"].map(str::to_owned));
    assert!(!container.contains(&"name".to_owned()) && !container.contains(&"ports".to_owned()));
    let empty = labels(&["|"]);
    assert_eq!(empty[..5], ["apiVersion", "kind", "metadata", "Deployment", "Service"].map(str::to_owned));
    assert_eq!(labels(&["kind: Pod\n---\nDep|\n"]), empty);
    assert_eq!(labels(&["kind: A\n|\n"]), ["apiVersion", "metadata"]);
    assert_eq!(labels(&["apiVersion: v1\nkind: ConfigMap\n|\ndata: {}\n"]), ["metadata", "binaryData", "immutable"]);
    let amounts = spec("  containers:\n  - name: a\n    resources:\n      requests:\n        cpu: 1\n        |\n");
    assert_eq!(amounts, ["memory", "ephemeral-storage"]);
    // A text that is no YAML further up.
    let broken = spec("  restartPolicy: [\n  containers:\n  - name: \"a\n    im|\n");
    assert!(broken.contains(&"image".to_owned()), "{broken:?}");
}

#[test]
fn nothing_between_a_key_and_its_colon() {
    assert!(labels(&["ki|nd : Pod\n"]).contains(&"kind".to_owned()));
    assert!(labels(&["kin % |: Pod\n"]).is_empty());
    assert!(labels(&["kind |: Pod\n"]).is_empty());
}

#[test]
fn keys_bring_what_comes_behind_them() {
    let of = |spec: &str, label: &str| chosen(&[&format!("{POD}{spec}")], label).replace(POD, "");
    assert_eq!(of("  con|\n", "containers"), "  containers:\n    - \n");
    assert_eq!(of("  volumes:\n  - name: a\n  con|\n", "containers"), "  volumes:\n  - name: a\n  containers:\n  - \n");
    assert_eq!(of("  sec|\n", "securityContext"), "  securityContext:\n    \n");
    assert_eq!(of("  hos|\n", "hostNetwork"), "  hostNetwork: \n");
    assert_eq!(of("  con|tainer: []\n", "containers"), "  containers: []\n");
    assert_eq!(of("  containers:\n    |\n", "- name"), "  containers:\n    - name: \n");
    assert_eq!(of("  containers:\n    - |\n", "name"), "  containers:\n    - name: \n");
    assert_eq!(of("  containers: [{|}]\n", "name"), "  containers: [{name: }]\n");
}

#[test]
fn values_that_a_field_takes() {
    let spec = |spec: &str| labels(&[&format!("{POD}{spec}")]);
    assert_eq!(spec("  restartPolicy: |\n"), ["Always", "Never", "OnFailure"]);
    assert_eq!(spec("  hostNetwork: t|\n"), ["true", "false"]);
    assert_eq!(chosen(&["kind:|\n"], "Pod"), "kind: Pod\n");
    assert_eq!(labels(&["kind: CronJob\napiVersion: |\n"]), ["batch/v1"]);
    assert_eq!(spec("  hostname: |\n"), [""; 0]);
}

#[test]
fn outlines_and_ways() {
    let text = "kind: A\nmetadata: {name: x}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: b\n    image: |\n";
    let outline = outline(text);
    let rows: Vec<String> = outline.documents.iter().map(|row| format!("{} {}", row.kind, row.name)).collect();
    assert_eq!(rows, ["A x", "Pod p"]);
    let way: Vec<&str> = outline.way.iter().map(|step| step.text.as_str()).collect();
    assert_eq!(way, ["Pod p", "spec", "containers", "b", "image"]);
}

const MAP: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {k: v, 'on': w}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: other, namespace: n}\n";
const PODS: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec:\n  selector: {matchLabels: {app: x}}\n  template:\n    metadata: {labels: {app: x, tier: web}}\n    spec:\n      containers:\n      - {name: c, image: i, ports: [{name: http, containerPort: 8080}]}\n";

#[test]
fn names_of_the_set() {
    let spec = |spec: &str| labels(&[&format!("{POD}{spec}"), MAP]);
    assert_eq!(spec("  containers:\n  - envFrom:\n    - configMapRef:\n        name: |\n"), ["m"]);
    let keys =
        "  containers:\n  - env:\n    - valueFrom:\n        configMapKeyRef:\n          name: m\n          key: |\n";
    assert_eq!(spec(keys), ["k", "on"]);
    assert!(chosen(&[&format!("{POD}{keys}"), MAP], "on").contains("key: \"on\""));
    assert_eq!(
        spec("  volumes:\n  - name: m\n    configMap:\n      name: m\n      items:\n      - key: |\n"),
        ["k", "on"]
    );
    assert_eq!(labels(&["kind: ConfigMap\napiVersion: v1\nmetadata:\n  namespace: |\n", MAP]), ["default", "n"]);
}

#[test]
fn names_of_the_same_pod() {
    let spec = |spec: &str| labels(&[&format!("{POD}{spec}")]);
    assert_eq!(
        spec("  volumes: [{name: a}, {name: b}]\n  containers:\n  - volumeMounts:\n    - name: |\n"),
        ["a", "b"]
    );
    let probe = "  containers:\n  - ports: [{name: http, containerPort: 80}]\n    livenessProbe:\n      httpGet:\n        port: |\n";
    assert_eq!(spec(probe), ["http", "80"]);
    let claims = "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: s}\nspec:\n  volumeClaimTemplates:\n  - metadata: {name: data}\n  template:\n    spec:\n      containers:\n      - volumeMounts:\n        - name: |\n";
    assert_eq!(labels(&[claims]), ["data"]);
}

#[test]
fn ports_and_labels_of_others() {
    let service =
        |spec: &str| labels(&[&format!("apiVersion: v1\nkind: Service\nmetadata: {{name: s}}\nspec:\n{spec}"), PODS]);
    assert_eq!(service("  selector: {app: x}\n  ports:\n  - targetPort: |\n"), ["http", "8080"]);
    assert_eq!(service("  selector:\n    |\n"), ["app: x", "tier: web"]);
    assert_eq!(service("  selector:\n    app: |\n"), ["x"]);
    let own = labels(&[
        "apiVersion: apps/v1\nkind: Deployment\nspec:\n  selector: {matchLabels: {a: b}}\n  template:\n    metadata:\n      labels:\n        |\n",
    ]);
    assert_eq!(own, ["a: b"]);
    let backend = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nspec:\n  defaultBackend:\n    service:\n      name: s\n      port:\n        number: |\n";
    let target = "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: [{port: 80, name: web}, {port: 81, name: x}]}\n";
    assert_eq!(labels(&[backend, target]), ["80", "81"]);
    let scaler = "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: |\n";
    assert_eq!(labels(&[scaler, PODS]), ["d"]);
}

#[test]
fn hovers_on_names() {
    let of = |name: &str, others: &[&str]| {
        let text = format!("{POD}  containers:\n  - envFrom:\n    - configMapRef: {{name: {name}}}\n");
        let texts: Vec<&str> = std::iter::once(text.as_str()).chain(others.iter().copied()).collect();
        match ask(&texts, |file, at| Question::Hover { file, at }).0 {
            Answer::Hover { hover } => (hover.targets.into_iter().map(|t| t.text).collect::<Vec<_>>(), hover.notes),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(of("|m", &[MAP]), (vec!["ConfigMap m".to_owned()], vec![]));
    assert_eq!(of("|x", &[MAP]), (vec![], vec!["ConfigMap x is not in this set.".to_owned()]));
}
