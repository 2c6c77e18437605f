//! What happens to FeastFlow, worked out by hand.

use super::*;
use crate::engine::timeline::scenario::{Fault, Target, Trouble};
use crate::engine::{model, service};
use crate::protocol::FileText;

const BACKEND: &str = include_str!("../../../../content/manifests/feastflow/06-backend-deployment.yaml");
const SERVICE: &str = include_str!("../../../../content/manifests/feastflow/07-backend-service.yaml");

fn told(backend: &str, scenario: &Scenario) -> TimeReport {
    let file = |name: &str, text: &str| FileText { name: name.into(), text: text.into() };
    report(&model(service::open(&[file("backend.yaml", backend), file("service.yaml", SERVICE)])), scenario)
}

fn down(from: i64, to: i64, until: i64) -> Scenario {
    let target = Target { kind: "Service".into(), name: "postgres".into(), pod: None };
    let fault = Fault { target, from, to: Some(to), trouble: Trouble::Down { hangs: false } };
    Scenario { until, faults: vec![fault], ..Scenario::default() }
}

/// The bounds of all events with this mark, of the first pod.
fn bounds(report: &TimeReport, mark: &str) -> Vec<(i64, Option<i64>)> {
    let events = report.workloads.first().and_then(|workload| workload.pods.first()).map(|pod| &pod.events);
    events.into_iter().flatten().filter(|e| e.mark == mark).map(|e| (e.earliest, e.latest)).collect()
}

#[test]
fn a_database_outage_restarts_every_backend_once() {
    let report = told(BACKEND, &down(60, 180, 300));
    // Readiness: 2 failures, 5 s apart: 5 to 10 s after the fault. Liveness: 3, 10 s apart: 20 to 30 s.
    assert_eq!(bounds(&report, "condemned"), [(80, Some(90))]);
    // Then 5 s of preStop and 1 s to stop, and the first restart waits for nothing.
    assert_eq!(bounds(&report, "starts"), [(0, Some(0)), (86, Some(96))]);
    // The startup probe has 24 tries, 5 s apart, so the outage ends first: the next tick finds the database.
    assert_eq!(bounds(&report, "ready"), [(2, Some(7)), (180, Some(185))]);
    assert_eq!(bounds(&report, "unready"), [(65, Some(70))]);
    let backend = &report.workloads[0];
    assert_eq!((backend.wanted, backend.restarts), (2, (2, 2)));
    let service = &report.services[0];
    assert_eq!((service.fewest, service.whole_again), (0, Some((180, Some(185)))));
    // Out of service at 65 to 70 s, back at 180 to 185 s.
    let (least, most) = service.without;
    assert!((110..=116).contains(&least) && (115..=120).contains(&most), "{:?}", service.without);
}

#[test]
fn the_cure_restarts_nothing() {
    // Only the liveness probe changes: to a path that does not ask the database.
    let (before, after) = BACKEND.split_once("livenessProbe:").unwrap();
    let cured = format!("{before}livenessProbe:{}", after.replacen("/api/health", "/api/live", 1));
    let (as_is, cured) = (told(BACKEND, &down(60, 180, 300)), told(&cured, &down(60, 180, 300)));
    assert_eq!(bounds(&cured, "condemned"), []);
    assert_eq!(bounds(&cured, "unready"), [(65, Some(70))]);
    // One good answer is enough, within a period of 5 s.
    assert_eq!(bounds(&cured, "ready"), [(2, Some(7)), (180, Some(185))]);
    let compared = compare(&as_is, &cured);
    let restarts = compared.rows.iter().find(|row| row.what == "restarts").unwrap();
    assert_eq!((restarts.one.as_str(), restarts.other.as_str()), ("2", "0"));
}

#[test]
fn a_long_outage_restarts_again_and_again() {
    let report = told(BACKEND, &down(60, 3000, 3600));
    // Liveness ends the first process. Every later one has 24 failed startup checks: 115 to 120 s after its start,
    // and at most 1 s until the start is seen. 6 s go by until the next start.
    let condemned = bounds(&report, "condemned");
    assert_eq!(condemned[0], (80, Some(90)));
    let (earliest, latest) = condemned[1];
    assert!(earliest >= 86 + 115 && latest.unwrap() <= 96 + 121, "{condemned:?}");
    // The back-off doubles from 10 s at the second restart; with 160 s it is longer than a life of some 126 s.
    let waits = bounds(&report, "back-off");
    assert!(!waits.is_empty() && waits[0].0 > 86 + 5 * 121, "{waits:?}");
}

#[test]
fn hazards_are_named() {
    let report = told(BACKEND, &Scenario::default());
    let ids: Vec<&str> = report.hazards.iter().map(|hazard| hazard.id).collect();
    assert_eq!(ids, ["start-limit", "liveness-needs-others"]);
    let limit = &report.hazards[0];
    assert!(limit.text.contains("more than 115 s") && limit.text.contains("more than 120 s"), "{}", limit.text);
    assert!(report.hazards.iter().all(|hazard| hazard.place.is_some()));
}
