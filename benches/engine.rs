//! `make bench`, the native part: figures and ratios within one run, `name<TAB>value<TAB>unit`.

use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;
use std::{env, fs};

use feastflow::cli;
use feastflow::engine::model;
use feastflow::engine::service::{self, Service, reports};
use feastflow::engine::timeline::scenario::{Fault, Scenario, Target, Trouble};
use feastflow::engine::timeline::story;
use feastflow::engine::yaml;
use feastflow::protocol::{FileText, Request};

fn main() {
    // Called by itself, to be measured from its start to its end.
    if env::args().any(|argument| argument == MEMORY) {
        return memory();
    }
    let text = documents(3000);
    let events = best(5, || bare_events(&text));
    let own = best(5, || {
        black_box(yaml::events(&text));
    });
    let file = FileText { name: "all.yaml".into(), text: text.clone() };
    let whole = best(5, || drop(black_box(reports(std::slice::from_ref(&file)))));
    figure("input_3000_documents", text.len() as f64 / 1e6, "MB");
    figure("bare_event_loop_3000", events * 1e3, "ms");
    figure("own_event_loop_3000", own * 1e3, "ms");
    figure("analysis_3000", whole * 1e3, "ms");
    figure("analysis_to_event_loop", whole / events, "ratio");
    figure("analysis_to_own_event_loop", whole / own, "ratio");
    check(own);
    let small = FileText { name: "all.yaml".into(), text: documents(300) };
    let tenth = best(10, || drop(black_box(reports(std::slice::from_ref(&small)))));
    figure("growth_300_to_3000", whole / tenth, "ratio");
    let (ten, thousand) = (edit_among(10), edit_among(1000));
    figure("edit_among_10", ten * 1e3, "ms");
    figure("edit_among_1000", thousand * 1e3, "ms");
    figure("edit_1000_to_10", thousand / ten, "ratio");
    let (among, inside) = (edit_in_file(1000), edit_in_file(1));
    figure("edit_in_a_file_of_1000", among * 1e3, "ms");
    figure("edit_in_a_file_of_1000_beyond_its_own", (among - inside) * 1e3, "ms");
    timelines();
}

/// What is asked of this program when it is to say how much memory a check takes.
const MEMORY: &str = "memory-of-check";

/// What `feastflow check` does with 3,000 files of one document: by itself, and as a program with all that it reads.
fn check(own: f64) {
    let files = files(3000);
    let whole = best(10, || drop(black_box(checked(&files))));
    figure("check_3000", whole * 1e3, "ms");
    figure("check_to_own_event_loop", whole / own, "ratio");
    let folder = env::temp_dir().join("feastflow-bench");
    let program = |count: usize| {
        write(&folder, count);
        let run = || {
            drop(Command::new(env!("CARGO_BIN_EXE_feastflow")).arg("check").arg(&folder).stdout(Stdio::null()).status())
        };
        best(10, run)
    };
    let (one, all) = (program(1), program(3000));
    let _ = fs::remove_dir_all(&folder);
    figure("program_check_1", one * 1e3, "ms");
    figure("program_check_3000", all * 1e3, "ms");
    // What kubeconform needs: 0.1 s to load its schemas, 0.17 ms a small document.
    figure("program_check_to_kubeconform", (0.1 + 3000.0 * 0.17e-3) / all, "times faster");
    let itself = env::current_exe().and_then(|itself| Command::new(itself).arg(MEMORY).output());
    itself.iter().for_each(|output| print!("{}", String::from_utf8_lossy(&output.stdout)));
}

/// What `feastflow check` prints.
fn checked(files: &[FileText]) -> String {
    cli::shown(files, &cli::judged(files))
}

/// The most memory that a check of 3,000 files has, with the program itself.
fn memory() {
    let files = files(3000);
    let text: usize = files.iter().map(|file| file.text.len()).sum();
    black_box(checked(&files));
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<f64>().ok());
    if let Some(peak) = peak {
        figure("check_memory_3000", peak * 1024.0 / 1e6, "MB");
        figure("check_memory_to_text", peak * 1024.0 / text as f64, "ratio");
    }
}

fn files(count: usize) -> Vec<FileText> {
    (0..count).map(|n| FileText { name: format!("{n:04}.yaml"), text: document(n) }).collect()
}

fn write(folder: &Path, count: usize) {
    let _ = fs::create_dir_all(folder);
    files(count).iter().for_each(|file| fs::write(folder.join(&file.name), &file.text).unwrap());
}

/// An hour of 100 pods: played once, and with all that gives the bounds; with an outage in it.
fn timelines() {
    let file = FileText { name: "all.yaml".into(), text: documents(100) };
    let model = model(service::open(std::slice::from_ref(&file)));
    let mut scenario = Scenario { until: 3600, ..Scenario::default() };
    figure("hour_of_100_pods", best(5, || drop(black_box(story::tell(&model, &scenario)))) * 1e3, "ms");
    let target = Target { kind: "Service".into(), name: "app-1".into(), pod: None };
    scenario.needs = vec!["/live".into(), "/ready".into()];
    scenario.faults = vec![Fault { target, from: 600, to: Some(1800), trouble: Trouble::Down { hangs: true } }];
    figure("hour_of_100_pods_with_an_outage", best(5, || drop(black_box(story::tell(&model, &scenario)))) * 1e3, "ms");
}

fn figure(name: &str, value: f64, unit: &str) {
    println!("{name}\t{value:.3}\t{unit}");
}

/// The best of several runs, in seconds: the least disturbed one.
fn best(runs: usize, mut work: impl FnMut()) -> f64 {
    (0..runs).map(|_| time(&mut work)).fold(f64::INFINITY, f64::min)
}

fn time(work: &mut impl FnMut()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

fn bare_events(text: &str) {
    let mut parser = saphyr_parser::Parser::new_from_str(text);
    while let Some(Ok(event)) = parser.next_event() {
        black_box(event);
    }
}

/// One edit in a workspace of one-document files.
fn edit_among(count: usize) -> f64 {
    let file = |n: usize| FileText { name: format!("{n}.yaml"), text: document(n) };
    let mut service = Service::default();
    service.handle(Request::Open { revision: 1, files: (0..count).map(file).collect() });
    let mut revision = 1;
    let mut edit = || {
        revision += 1;
        let mut changed = file(4);
        changed.text.push_str(&format!("# {revision}\n"));
        black_box(service.handle(Request::Edit { revision, file: changed }));
    };
    best(20, &mut edit)
}

/// One edit in a file of many documents: all that stands behind it moves.
fn edit_in_file(count: usize) -> f64 {
    let mut service = Service::default();
    let file = |text: String| FileText { name: "all.yaml".into(), text };
    service.handle(Request::Open { revision: 1, files: vec![file(documents(count))] });
    let rest = documents(count);
    let edit = |revision| {
        let file = file(format!("{}---\n# {revision}\n{rest}", document(0)));
        time(&mut || drop(black_box(service.handle(Request::Edit { revision, file: file.clone() }))))
    };
    median((2..42).map(edit).collect())
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn documents(count: usize) -> String {
    (0..count).map(document).collect::<Vec<_>>().join("---\n")
}

/// Deployment, Service and ConfigMap in turns, wired to each other.
fn document(n: usize) -> String {
    let app = n / 3;
    match n % 3 {
        0 => format!(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app-{app}\n  namespace: shop\n  labels:\n    app: app-{app}\nspec:\n  replicas: 3\n  selector:\n    matchLabels:\n      app: app-{app}\n  template:\n    metadata:\n      labels:\n        app: app-{app}\n    spec:\n      containers:\n        - name: web\n          image: registry.example/app-{app}:1.{n}\n          ports:\n            - name: http\n              containerPort: 8080\n          envFrom:\n            - configMapRef:\n                name: config-{app}\n          resources:\n            requests:\n              cpu: 100m\n              memory: 128Mi\n            limits:\n              memory: 256Mi\n          readinessProbe:\n            httpGet:\n              path: /ready\n              port: http\n            periodSeconds: 5\n          livenessProbe:\n            httpGet:\n              path: /live\n              port: http\n"
        ),
        1 => format!(
            "apiVersion: v1\nkind: Service\nmetadata:\n  name: app-{app}\n  namespace: shop\nspec:\n  selector:\n    app: app-{app}\n  ports:\n    - name: http\n      port: 80\n      targetPort: http\n"
        ),
        _ => format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config-{app}\n  namespace: shop\ndata:\n  LOG_LEVEL: info\n  SHARD: \"{n}\"\n  MOTD: |\n    Welcome to app {app}.\n    Enjoy your meal.\n"
        ),
    }
}
