//! The command line, run as its users run it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const GOOD: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: good\n";
const BAD: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: bad\ndata:\n  a: ä\n  PORT: 8080 # a port\n";
const GONE: &str = "apiVersion: batch/v1beta1\nkind: CronJob\nmetadata:\n  name: nightly\n";

/// A folder of its own for a test, with these files.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    for (file, bytes) in files {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    fed(folder, arguments, "")
}

fn fed(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_feastflow"));
    let pipes = command.args(arguments).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = pipes.stderr(Stdio::piped()).spawn().expect("the program starts");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).expect("it reads");
    child.wait_with_output().expect("it ends")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn rules(output: &Output) -> Vec<String> {
    let findings = json(output)["findings"].as_array().cloned().unwrap_or_default();
    findings.iter().map(|f| format!("{} {}", f["severity"].as_str().unwrap(), f["rule"].as_str().unwrap())).collect()
}

#[test]
fn exit_codes() {
    let at = folder("codes", &[("good.yaml", GOOD.as_bytes()), ("bad.yaml", BAD.as_bytes())]);
    let code = |arguments: &[&str]| run(&at, arguments).status.code();
    assert_eq!(code(&["check", "good.yaml"]), Some(0));
    assert_eq!(code(&["check", "bad.yaml"]), Some(1));
    assert_eq!(code(&["check", "bad.yaml", "absent.yaml"]), Some(2));
    assert_eq!(code(&["check"]), Some(2));
    assert_eq!(code(&["objects", "bad.yaml"]), Some(0));
}

#[test]
fn text_shows_the_line() {
    let at = folder("text", &[("bad.yaml", BAD.as_bytes())]);
    let text = out(&run(&at, &["check", "bad.yaml"]));
    let want = "error[wrong-type]: `PORT` must be text, not a number (`8080`)\n --> bad.yaml:7:9\n  |\n7 |   PORT: 8080 # a port\n  |         ^^^^\n";
    assert!(text.contains(want), "{text}");
    assert!(text.ends_with("1 file, 1 object: 1 error, 0 warnings\n"), "{text}");
    assert!(!text.contains('\u{1b}'), "no colour where nobody looks: {text}");
}

#[test]
fn json_has_the_agreed_shape() {
    let at = folder("json", &[("bad.yaml", BAD.as_bytes())]);
    let report = json(&run(&at, &["check", "--format", "json", "bad.yaml"]));
    let finding = report["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "wrong-type").unwrap().clone();
    let want = [("line", 7), ("column", 9), ("end_line", 7), ("end_column", 13)];
    want.iter().for_each(|(key, value)| assert_eq!(finding[key], *value, "{key}"));
    assert_eq!(finding["file"], "bad.yaml");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["object"], "ConfigMap/default/bad");
    assert_eq!(finding["field"], "data[PORT]");
    assert!(finding["message"].is_string() && finding["help"].is_string());
    let wiring = json(&run(&at, &["wiring", "--format", "json", "bad.yaml"]));
    assert!(wiring["edges"].is_array());
}

#[test]
fn json_names_the_field_that_is_absent() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {labels: {a: b}}\nspec:\n  containers:\n    - image: i\n      ports:\n        - name: http\n      livenessProbe: {periodSeconds: 1}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\ntype: kubernetes.io/tls\n";
    let at = folder("fields", &[("a.yaml", text.as_bytes())]);
    let report = json(&run(&at, &["check", "--format", "json", "a.yaml"]));
    let fields: Vec<_> = report["findings"].as_array().unwrap().iter().map(|f| f["field"].as_str().unwrap()).collect();
    let pod = "spec.containers[0]";
    for wanted in [
        "metadata.name",
        &format!("{pod}.name"),
        &format!("{pod}.ports[0].containerPort"),
        &format!("{pod}.livenessProbe"),
        "data[tls.crt]",
    ] {
        assert!(fields.contains(&wanted), "{wanted} is not in {fields:?}");
    }
}

#[test]
fn json_names_fields_as_the_server_does() {
    let text = DEPLOYMENT
        .replace("labels: {app: web}}", "labels: {app: web, a: '-'}}")
        .replace("replicas: 2", "strategy: {type: Blue}");
    let at = folder("served", &[("a.yaml", text.as_bytes())]);
    let report = json(&run(&at, &["check", "--format", "json", "--min-severity", "error", "a.yaml"]));
    let fields: Vec<_> = report["findings"].as_array().unwrap().iter().map(|f| f["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["spec.strategy", "spec.template.labels"]);
}

#[test]
fn sarif_names_rules_and_regions() {
    let at = folder("sarif", &[("a b.yaml", BAD.as_bytes())]);
    let log = json(&run(&at, &["check", "--format", "sarif", "a b.yaml", "absent.yaml"]));
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let result = run["results"].as_array().unwrap().iter().find(|r| r["ruleId"] == "wrong-type").unwrap();
    let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
    assert_eq!((&rule["id"], &rule["name"]), (&"wrong-type".into(), &"WrongType".into()));
    assert!(rule["help"]["markdown"].as_str().unwrap().contains("## Why it matters"));
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b.yaml");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&7.into(), &9.into()));
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let replaced = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replaced["insertedContent"]["text"], "\"8080\"");
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn github_commands() {
    let at = folder("github", &[("bad.yaml", BAD.as_bytes())]);
    let text = out(&run(&at, &["check", "--format", "github", "bad.yaml"]));
    assert!(
        text.contains("::error file=bad.yaml,line=7,endLine=7,col=9,endColumn=13,title=wrong-type::`PORT`"),
        "{text}"
    );
    assert!(text.lines().all(|line| line.starts_with("::")), "{text}");
}

#[test]
fn severities_can_be_left_out() {
    let at = folder("severity", &[("x.yaml", BAD.as_bytes())]);
    let old = "apiVersion: networking.k8s.io/v1beta1\nkind: ServiceCIDR\nmetadata: {name: a}\nspec: {cidrs: [10.200.0.0/16]}\n";
    let all = rules(&fed(&at, &["check", "--format", "json", "-", "x.yaml"], old));
    let few = rules(&fed(&at, &["check", "--format", "json", "--min-severity", "error", "-", "x.yaml"], old));
    assert!(all.iter().any(|f| f.starts_with("warning")) && all.len() > few.len(), "{all:?}");
    assert!(few.iter().all(|f| f.starts_with("error")) && !few.is_empty(), "{few:?}");
}

#[test]
fn releases_decide_on_api_versions() {
    let at = folder("release", &[("gone.yaml", GONE.as_bytes())]);
    let at_version =
        |version: &str| run(&at, &["check", "--format", "json", "--kubernetes-version", version, "gone.yaml"]);
    assert_eq!(rules(&at_version("1.34")), ["error removed-api"]);
    assert_eq!(rules(&at_version("v1.25.3")), ["error removed-api"]);
    assert_eq!(rules(&at_version("1.21")), ["warning deprecated-api"]);
    assert_eq!(at_version("1.21").status.code(), Some(0));
    assert_eq!(rules(&at_version("1.20")), [""; 0]);
    for unknown in ["latest", "1.99", "1.15", "1.38"] {
        let output = at_version(unknown);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains("from 1.16 to 1.37"), "{unknown}: {said}");
    }
}

#[test]
fn nothing_is_said_to_be_nothing() {
    let at = folder("nothing", &[("set/readme.md", b"a: b"), ("empty.yaml", b"# later\n---\n")]);
    let said = |output: Output| (output.status.code(), String::from_utf8(output.stderr).unwrap());
    let of = |what: &str| (Some(0), format!("feastflow: nothing was checked: {what}\n"));
    assert_eq!(said(run(&at, &["check", "set"])), of("no .yaml, .yml or .json in the folders"));
    assert_eq!(said(run(&at, &["objects", "empty.yaml"])), of("no object in the files"));
    assert_eq!(said(fed(&at, &["check", "--format", "json", "-"], "")), of("no object in the files"));
    assert_eq!(said(run(&at, &["check", "absent.yaml"])).0, Some(2));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_cannot_be_read() {
    let at = folder("links", &[("set/good.yaml", GOOD.as_bytes())]);
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, at.join("set").join(name)).unwrap();
    link("good.yaml", "same.yaml");
    link("..", "folder.yaml");
    assert_eq!(run(&at, &["check", "--separate", "set"]).status.code(), Some(0));
    link("gone.yaml", "lost.yaml");
    let output = run(&at, &["check", "--separate", "set"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("set/lost.yaml: "), "{output:?}");
    assert!(output.status.code() == Some(2) && out(&output).contains("2 files, 2 objects"), "{output:?}");
}

#[test]
fn folders_are_read_whole() {
    let files: [(&str, &[u8]); 5] = [
        ("set/b/c.yml", GOOD.as_bytes()),
        ("set/a.yaml", BAD.as_bytes()),
        ("set/d.json", br#"{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a"}}"#),
        ("set/readme.md", b"no: manifest"),
        ("set/chart.yaml", b"kind: {{ .Values.kind }}\n"),
    ];
    let at = folder("folders", &files);
    let text = out(&run(&at, &["check", "set", "set/a.yaml"]));
    assert!(text.contains("4 files, 3 objects"), "{text}");
    assert!(text.contains("note: set/chart.yaml:1: A template"), "{text}");
}

#[test]
fn separate_files_are_separate_sets() {
    let at = folder("separate", &[("a.yaml", GOOD.as_bytes()), ("b.yaml", GOOD.as_bytes())]);
    let together = rules(&run(&at, &["check", "--format", "json", "."]));
    assert!(together.len() == 1 && together[0].ends_with("duplicate-object"), "{together:?}");
    assert_eq!(rules(&run(&at, &["check", "--format", "json", "--separate", "."])), [""; 0]);
}

#[test]
fn odd_encodings_are_read() {
    let utf16: Vec<u8> = "\u{feff}".chars().chain(GOOD.chars()).flat_map(|c| (c as u16).to_le_bytes()).collect();
    let files: [(&str, &[u8]); 3] = [
        ("latin.yaml", b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: latin}\ndata: {a: \"\xe4\"}\n"),
        ("binary.yaml", b"\0\xff\xfe\x01"),
        ("utf16.yaml", &utf16),
    ];
    let at = folder("encodings", &files);
    let output = run(&at, &["check", "latin.yaml", "utf16.yaml", "binary.yaml"]);
    assert!(out(&output).contains("3 files"), "{output:?}");
    assert_ne!(output.status.code(), Some(2));
    assert!(output.stderr.is_empty(), "{output:?}");
    assert!(out(&output).contains("latin.yaml:4:12"), "the place of what is no text: {output:?}");
}

#[test]
fn a_rollout_is_played() {
    let at = folder("rollout", &[("web.yaml", DEPLOYMENT.as_bytes())]);
    let play = |args: &[&str]| run(&at, &[&["rollout", "web.yaml", "--workload", "deployment/web"], args].concat());
    let value: serde_json::Value =
        serde_json::from_str(&out(&play(&["--ready-after", "10", "--format", "json"]))).unwrap();
    // 25 % of 2: one more, none less.
    assert_eq!((&value["min_available"], &value["max_total"], &value["done_at"]), (&2.into(), &3.into(), &20.into()));
    assert_eq!(value["progressing_false_at"], serde_json::Value::Null);
    assert_eq!(value["steps"].as_array().map(Vec::len), Some(3));
    assert!(out(&play(&["--ready-after", "never"])).contains("Progressing turns False after 601 s"));
    let back = out(&play(&["--ready-after", "never", "--undo-at", "700", "--scale", "4@800", "--stop-after", "5"]));
    assert!(back.contains("stopping") && back.contains("\ndone after 700 s\n"), "{back}");
    assert_eq!(play(&["--ready-after", "soon"]).status.code(), Some(2));
    let other = run(&at, &["rollout", "web.yaml", "--workload", "Deployment/other", "--ready-after", "1"]);
    assert_eq!(other.status.code(), Some(2));
}

#[test]
fn load_drains_and_nodes() {
    let sets = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/manifests");
    let scaled =
        json(&run(&sets, &["autoscale", "feastflow-autoscaling", "--load", "0=100m", "30=600m", "--format", "json"]));
    // 300 % instead of 70 %: two more pods every 30 s, up to six.
    let wanted: Vec<_> = [2, 4].iter().map(|n| scaled["looks"][*n]["desired"].clone()).collect();
    assert_eq!((wanted, &scaled["most"]), (vec![4.into(), 6.into()], &6.into()));
    let drained = out(&run(
        &sets,
        &["drain", "feastflow-autoscaling", "--on-node", "Deployment/feastflow-backend=2", "--nodes", "2"],
    ));
    // The autoscaler keeps two; one may be missing.
    let want = "Deployment feastflow-backend: 2 of its 2 pods on the node\n  PodDisruptionBudget feastflow-backend: 1 have to be ready\n     0 s  1 may go, 1 are refused; 1 ready\n    10 s  1 may go, 0 are refused; 1 ready\n";
    assert!(drained.contains(want), "{drained}");
    let placed = out(&run(&sets, &["schedule", "feastflow"]));
    assert!(placed.contains("Deployment feastflow-backend, pod 1: feastflow-worker"), "{placed}");
    let full = out(&run(&sets, &["schedule", "feastflow", "--node", "tiny=200m,256Mi"]));
    assert!(full.contains("Pending: 0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory."), "{full}");
    let lost = out(&run(&sets, &["whatif", "feastflow", "--delete", "Node/feastflow-worker"]));
    assert!(lost.contains("healed      Deployment feastflow-backend"), "{lost}");
    assert_eq!(run(&sets, &["whatif", "feastflow", "--delete", "Node/other"]).status.code(), Some(2));
}

#[test]
fn consequences_are_told_in_order() {
    let set = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/manifests/feastflow");
    let ask = |args: &[&str]| run(&set, &[&["whatif", "."], args].concat());
    let text = out(&ask(&["--delete", "Service/postgres"]));
    // The name of the database stands in the ConfigMap; the backend reads it, and its path needs the backend.
    assert!(text.contains("down        Deployment feastflow-backend  (./01-configmap.yaml:"), "{text}");
    assert!(text.contains("feastflow.local/api leads to something that calls it"), "{text}");
    let value = json(&ask(&["--change", "ConfigMap/feastflow-config:DB_HOST", "--format", "json"]));
    assert_eq!(value["edits"][0]["consequences"][0]["severity"], "stale");
    assert_eq!(ask(&["--delete", "Service/other"]).status.code(), Some(2));
    assert_eq!(ask(&[]).status.code(), Some(2));
}

const DEPLOYMENT: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 2\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n        - name: web\n          image: nginx:1.27\n          readinessProbe: {httpGet: {port: 80}, periodSeconds: 5}\n          livenessProbe: {httpGet: {port: 80}}\n";

#[test]
fn probes_are_told_in_seconds() {
    let at = folder("probes", &[("web.yaml", DEPLOYMENT.as_bytes())]);
    let value: serde_json::Value =
        serde_json::from_str(&out(&run(&at, &["probes", "web.yaml", "--format", "json"]))).unwrap();
    let container = &value["containers"][0];
    let bounds = |earliest: i64, latest: i64| serde_json::json!({ "earliest": earliest, "latest": latest });
    assert_eq!(container["ready_after_start"], bounds(1, 2));
    assert_eq!(container["unready_after_fault"]["refuses"], bounds(10, 15));
    assert_eq!(container["restart_after_fault"]["hangs"], bounds(21, 31));
    let probes = &container["probes"];
    assert_eq!(probes[1]["failure_threshold"], 3);
    assert_eq!(probes[0]["unready_after_fault"]["hangs"], bounds(11, 16));
    assert_eq!(probes[1]["restart_after_fault"]["refuses"], bounds(20, 30));
    assert_eq!(probes[1]["termination_grace_period_seconds"], 30);
}

#[test]
fn environments() {
    let text = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {P: hunter2}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i, env: [{name: P, valueFrom: {secretKeyRef: {name: s, key: P}}}]}]}\n";
    let at = folder("env", &[("a.yaml", text.as_bytes())]);
    let value = |arguments: &[&str]| {
        let all = json(&run(&at, &[&["env", ".", "--format", "json"], arguments].concat()));
        let variable = &all["containers"][0]["variables"][0];
        assert_eq!(variable["origin"]["line"], 4);
        format!("{}={}", variable["name"].as_str().unwrap(), variable["value"].as_str().unwrap())
    };
    assert_eq!(value(&[]), "P=••••••");
    assert_eq!(value(&["--show-secrets", "--workload", "pod/p"]), "P=hunter2");
    assert!(out(&run(&at, &["env", "."])).contains("Pod p · c\n  P=••••••\n"));
    assert_eq!(run(&at, &["env", ".", "--workload", "Pod/q"]).status.code(), Some(2));
}

#[test]
fn traces() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: p}}\nspec: {containers: [{name: c, image: i, ports: [{containerPort: 80}]}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {selector: {app: p}, ports: [{port: 80}]}\n";
    let at = folder("trace", &[("a.yaml", text.as_bytes())]);
    let found = json(&run(&at, &["trace", ".", "--from", "Pod/p", "http://s", "--format", "json"]));
    assert_eq!((found["verdict"].as_str(), found["reached"][0]["port"].as_i64()), (Some("ok"), Some(80)));
    assert!(out(&run(&at, &["trace", "a.yaml", "http://s"])).contains("x name: `s` is a name inside the cluster only"));
    assert_eq!(out(&run(&at, &["trace", "a.yaml", "--matrix"])), "Pod p\n  + s:80\n");
    let cells = json(&run(&at, &["trace", "a.yaml", "--matrix", "--format", "json"]));
    assert_eq!(cells["cells"][0]["to"], "s:80");
    assert_eq!(run(&at, &["trace", "a.yaml"]).status.code(), Some(2));
    assert_eq!(run(&at, &["trace", "a.yaml", "s", "--from", "Pod/q"]).status.code(), Some(2));
}

#[test]
fn a_timeline_is_told() {
    let at = folder("timeline", &[("web.yaml", DEPLOYMENT.as_bytes())]);
    let tell = |args: &[&str]| run(&at, &[&["timeline", "web.yaml"], args].concat());
    let text = out(&tell(&["--exit", "deployment/web#2=3@30", "--start-seconds", "4", "--pull-seconds", "0"]));
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    assert!(lines.contains(&"Deployment web: 2 pods, restarts: 1"), "{text}");
    assert!(lines.iter().any(|line| line.starts_with("30 s  The process ends with exit code 3.")), "{text}");
    assert!(lines.iter().any(|line| line.starts_with("30–31 s  The container starts again: restart 1.")), "{text}");
    let value = json(&tell(&["--hang", "Deployment/web@20", "--format", "json"]));
    assert_eq!(value["workloads"][0]["pods"].as_array().map(Vec::len), Some(2));
    assert_eq!(value["workloads"][0]["pods"][0]["events"][0]["event"], "created");
    let state = json(&tell(&["--at", "40", "--format", "json"]));
    assert_eq!(state["pods"][0]["containers"][0]["state"], "ready");
    assert_eq!(tell(&["--down", "Service/gone@1..2"]).status.code(), Some(2));
    assert_eq!(tell(&["--hang", "Deployment/web@5..5"]).status.code(), Some(2));
    assert!(out(&tell(&["--against", "web.yaml"])).contains("restarts"));
}

#[test]
fn a_review_is_ticked() {
    let at = folder("review", &[("web.yaml", DEPLOYMENT.as_bytes())]);
    let told = |format: &str| out(&run(&at, &["review", "web.yaml", "--format", format]));
    let value: Value = serde_json::from_str(&told("json")).unwrap();
    let points = value["points"].as_array().unwrap();
    let point = |id: &str| points.iter().find(|point| point["id"] == id).unwrap();
    assert_eq!(
        (&point("manifests")["verdict"], &point("budgets")["verdict"]),
        (&"ticked".into(), &"does not apply".into())
    );
    assert_eq!(point("namespace")["evidence"][0]["place"]["file"], "web.yaml");
    let count = format!("{} of {} points ticked", value["ticked"], value["of"]);
    assert!(told("text").starts_with(&count) && told("markdown").starts_with(&format!("# Review: {count}\n")));
    assert!(told("markdown").contains("- [ ] **Every object says its namespace**\n  - missing: Deployment web"));
    assert_eq!(run(&at, &["review", "gone.yaml"]).status.code(), Some(2));
}
