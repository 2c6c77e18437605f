//! What requests to the example sets reach, and what their containers get.

use std::path::Path;

use feastflow::engine::requests::{self, Trace, Verdict};
use feastflow::engine::workspace::Workspace;
use feastflow::engine::{Analysis, analyze, environment};

fn set(name: &str) -> Analysis {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/manifests").join(name);
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "yaml"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    analyze(Workspace::of(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))))
}

fn inside(set: &Analysis, kind: &str, name: &str, target: &str) -> Trace {
    requests::inside(set, requests::workload(set, kind, name, None).expect("a workload"), target)
}

fn reached(trace: &Trace) -> Vec<(&str, Option<i32>, i32)> {
    trace.reached.iter().map(|r| (r.workload_name.as_str(), r.pods, r.port)).collect()
}

#[test]
fn the_paths_of_feastflow() {
    for name in ["feastflow", "feastflow-autoscaling"] {
        let set = set(name);
        let api = requests::outside(&set, "http://feastflow.local/api/restaurants");
        assert_eq!(api.verdict, Verdict::Ok, "{:#?}", api.steps);
        assert_eq!(
            (api.reached[0].workload_name.as_str(), api.reached[0].port),
            ("Deployment feastflow-backend", 5000)
        );
        let page = requests::outside(&set, "http://feastflow.local/");
        assert_eq!(reached(&page), [("Deployment feastflow-frontend", Some(3), 3000)]);
        for (kind, from, target, to) in [
            ("Deployment", "feastflow-backend", "postgres:5432", "StatefulSet postgres"),
            ("Deployment", "feastflow-backend", "postgres.feastflow.svc.cluster.local:5432", "StatefulSet postgres"),
            ("Deployment", "feastflow-frontend", "http://feastflow-backend:5000/api", "Deployment feastflow-backend"),
        ] {
            let trace = inside(&set, kind, from, target);
            assert_eq!(
                (trace.verdict, trace.reached[0].workload_name.as_str()),
                (Verdict::Ok, to),
                "{:#?}",
                trace.steps
            );
        }
    }
    let base = set("feastflow");
    let api = requests::outside(&base, "http://feastflow.local/api/restaurants");
    assert_eq!(reached(&api), [("Deployment feastflow-backend", Some(2), 5000)]);
    // A visitor's browser does not know the cluster's names.
    assert_eq!(requests::outside(&base, "http://feastflow-backend:5000/api").verdict, Verdict::Broken);
    assert_eq!(requests::outside(&base, "http://other.local/").verdict, Verdict::Broken);
    assert_eq!(requests::outside(&base, "http://feastflow.local:8080/").verdict, Verdict::Broken);
    let matrix = requests::matrix(&base);
    assert_eq!((matrix.from.len(), matrix.to.len()), (3, 3));
    assert!(matrix.cells.iter().flatten().all(|cell| cell.verdict == Verdict::Ok));
}

#[test]
fn the_broken_set_breaks_where_it_says() {
    let set = set("broken");
    let cases = [("shop", "menu:80", "02-menu-service.yaml"), ("shop", "search:80", "03-search-service.yaml")];
    for (from, target, file) in cases {
        let trace = inside(&set, "Pod", from, target);
        let last = trace.steps.last().expect("a step");
        assert_eq!((last.verdict, trace.verdict), (Verdict::Broken, Verdict::Broken), "{target}");
        assert_eq!(last.place.as_ref().map(|p| p.file.as_str()), Some(file));
    }
    let outside = requests::outside(&set, "http://shop.example/");
    assert_eq!(outside.steps.last().map(|s| (s.what, s.verdict)), Some(("service", Verdict::Broken)));
    assert_eq!(inside(&set, "Deployment", "menu", "http://shop:8080").verdict, Verdict::Ok);
    for (kind, name) in [("Deployment", "orders"), ("Deployment", "payments"), ("CronJob", "reports")] {
        let trace = inside(&set, kind, name, "shop:8080");
        assert_eq!((trace.steps.len(), trace.verdict), (1, Verdict::Broken), "{name}");
    }
}

#[test]
fn the_variables_of_feastflow() {
    let containers = environment::all(&set("feastflow"));
    let backend = containers.iter().find(|c| c.name == "backend").expect("the backend");
    let value = |name: &str| backend.variables.iter().find(|v| v.name == name).map(|v| v.source.value.shown(false));
    assert_eq!(value("DB_HOST").as_deref(), Some("postgres"));
    assert_eq!(value("PORT").as_deref(), Some("5000"));
    assert_eq!(value("DB_PASSWORD").as_deref(), Some("••••••"));
    assert!(containers.iter().all(|c| c.troubles.is_empty()));
    let broken = environment::all(&set("broken"));
    let troubles: Vec<_> = broken.iter().flat_map(|c| &c.troubles).map(|t| (t.state, t.certain)).collect();
    assert_eq!(troubles, [("CreateContainerConfigError", true)]);
}
