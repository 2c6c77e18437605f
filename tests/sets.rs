//! The example sets: FeastFlow without one finding, each broken file with exactly the one it teaches.

use std::path::Path;

use feastflow::engine::model;
use feastflow::engine::service::{open, reports};
use feastflow::engine::timeline::rollout::{self, Question, Rollout};
use feastflow::engine::workspace::Located;
use feastflow::protocol::{FileText, Finding};

fn set(name: &str) -> Vec<FileText> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/manifests").join(name);
    let mut files: Vec<FileText> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "yaml"))
        .map(|path| FileText {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            text: std::fs::read_to_string(&path).unwrap(),
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

fn findings(files: &[FileText]) -> Vec<Finding> {
    reports(files).into_iter().flat_map(|r| r.findings).collect()
}

#[test]
fn feastflow_is_clean() {
    for name in ["feastflow", "feastflow-autoscaling", "feastflow-blue-green"] {
        let found = findings(&set(name));
        assert!(found.is_empty(), "{name}: {found:#?}");
    }
}

#[test]
fn a_canary_is_what_the_rule_warns_of() {
    let found = findings(&set("feastflow-canary"));
    let rules: Vec<_> = found.iter().map(|f| (f.rule.as_str(), f.place.file.as_str())).collect();
    assert_eq!(rules, [("service-mixes-workloads", "07-backend-service.yaml")]);
}

#[test]
fn each_broken_file_teaches_one_thing() {
    let expected = [
        "selector-template-mismatch",
        "service-selects-nothing",
        "target-port-unresolved",
        "missing-key",
        "unknown-field",
        "ingress-port-missing",
        "mount-without-volume",
        "wrong-type",
    ];
    let files = set("broken");
    assert_eq!(files.len(), expected.len());
    let together = findings(&files);
    for (file, rule) in files.iter().zip(expected) {
        let here: Vec<_> = together.iter().filter(|f| f.place.file == file.name).map(|f| f.rule.as_str()).collect();
        assert_eq!(here, [rule], "{}", file.name);
    }
}

/// The rollout of one of FeastFlow's Deployments, if a new pod is ready after so many seconds.
fn rollout(name: &str, ready_after: Option<i64>) -> Rollout {
    let model = model(open(&set("feastflow")));
    let is = |at: &Located<'_>| at.object.id.kind == "Deployment" && at.object.id.name == name;
    let (_, at) = model.objects.in_order().into_iter().find(|(_, at)| is(at)).unwrap();
    rollout::of(at.object, &Question { ready_after, ..Question::default() }).unwrap()
}

#[test]
fn feastflow_stays_up_while_it_is_rolled_out() {
    for ready in [Some(0), Some(7), Some(20), Some(90), Some(700), None] {
        // 2 replicas at 1/0.
        let backend = rollout("feastflow-backend", ready);
        assert_eq!((backend.min_available, backend.max_total), (2, 3), "{ready:?}");
        // 3 replicas at 1/1: two at a time.
        let frontend = rollout("feastflow-frontend", ready);
        assert!(frontend.min_available == 2 && frontend.max_total == 4, "{ready:?} {frontend:?}");
        assert_eq!(backend.done_at.is_some(), ready.is_some());
    }
}
