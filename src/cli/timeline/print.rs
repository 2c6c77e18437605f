//! A report of time, printed.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::engine::report::time::{Comparison, EventTime, LaneTime, PodTime, ServiceTime, TimeReport, WorkloadTime};
use crate::engine::timeline::life::{Ms, value_at};

fn seconds(at: Ms) -> f64 {
    at as f64 / 1000.0
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn numbers(steps: &[(Ms, i64)]) -> Vec<Value> {
    steps.iter().map(|(at, number)| json!({ "at": seconds(*at), "count": number })).collect()
}

pub(super) fn json(report: &TimeReport) -> String {
    let workloads: Vec<Value> = report.workloads.iter().map(workload).collect();
    let services: Vec<Value> = report.services.iter().map(service).collect();
    let assumptions: Vec<Value> =
        report.assumptions.iter().map(|one| json!({ "name": one.name, "value": one.value })).collect();
    let hazards = report.hazards.iter().map(|hazard| {
        let place = hazard.place.as_ref();
        json!({
            "hazard": hazard.id, "about": hazard.about, "text": hazard.text,
            "file": place.map(|p| &p.file), "line": place.map(|p| p.line),
        })
    });
    pretty(&json!({
        "until": report.until, "assumptions": assumptions, "workloads": workloads, "services": services,
        "hazards": hazards.collect::<Vec<_>>(),
    }))
}

fn workload(workload: &WorkloadTime) -> Value {
    json!({
        "workload": workload.key, "wanted": workload.wanted,
        "restarts": { "least": workload.restarts.0, "most": workload.restarts.1 },
        "available": numbers(&workload.available),
        "pods": workload.pods.iter().map(pod).collect::<Vec<_>>(),
    })
}

fn pod(pod: &PodTime) -> Value {
    let lane = |lane: &LaneTime| {
        let states = lane.states.iter().map(|(at, state)| json!({ "at": seconds(*at), "state": state.word() }));
        let checks = lane.checks.iter().map(|check| {
            json!({
                "probe": check.kind.word(), "from": seconds(check.from), "to": seconds(check.to),
                "count": check.count, "good": check.good,
            })
        });
        json!({
            "container": lane.container, "restarts": lane.restarts,
            "states": states.collect::<Vec<_>>(), "checks": checks.collect::<Vec<_>>(),
        })
    };
    json!({
        "pod": pod.name,
        "containers": pod.lanes.iter().map(lane).collect::<Vec<_>>(),
        "events": pod.events.iter().map(event).collect::<Vec<_>>(),
    })
}

fn event(event: &EventTime) -> Value {
    let place = event.place.as_ref();
    json!({
        "at": seconds(event.at), "earliest": event.earliest, "latest": event.latest, "event": event.mark,
        "text": event.text, "file": place.map(|p| &p.file), "line": place.map(|p| p.line),
    })
}

fn service(service: &ServiceTime) -> Value {
    json!({
        "service": service.key, "endpoints": numbers(&service.endpoints), "fewest": service.fewest,
        "seconds_without": { "least": service.without.0, "most": service.without.1 },
        "whole_again": service.whole_again.map(|(earliest, latest)| json!({ "earliest": earliest, "latest": latest })),
    })
}

pub(super) fn json_at(report: &TimeReport, second: i64) -> String {
    let now = second.saturating_mul(1000);
    let pods = report.workloads.iter().flat_map(|workload| &workload.pods).map(|pod| {
        let lanes =
            pod.lanes.iter().map(|lane| json!({ "container": lane.container, "state": value_at(&lane.states, now).unwrap_or_default().word() }));
        json!({ "pod": pod.name, "containers": lanes.collect::<Vec<_>>() })
    });
    let services = report
        .services
        .iter()
        .map(|s| json!({ "service": s.key, "endpoints": value_at(&s.endpoints, now).unwrap_or(0) }));
    pretty(&json!({ "at": second, "pods": pods.collect::<Vec<_>>(), "services": services.collect::<Vec<_>>() }))
}

pub(super) fn text_at(report: &TimeReport, second: i64) -> String {
    let now = second.saturating_mul(1000);
    let mut out = format!("At {second} s\n");
    for pod in report.workloads.iter().flat_map(|workload| &workload.pods) {
        for lane in &pod.lanes {
            let _ = writeln!(
                out,
                "  {:<28} {:<16} {}",
                pod.name,
                lane.container,
                value_at(&lane.states, now).unwrap_or_default().word()
            );
        }
    }
    for service in &report.services {
        let _ = writeln!(out, "  {:<28} {} endpoints", service.name, value_at(&service.endpoints, now).unwrap_or(0));
    }
    out
}

pub(super) fn json_compared(comparison: &Comparison) -> String {
    let row = |row: &crate::engine::report::time::Row| json!({ "about": row.about, "what": row.what, "one": row.one, "other": row.other });
    pretty(&json!({ "rows": comparison.rows.iter().map(row).collect::<Vec<_>>() }))
}

pub(super) fn text_compared(comparison: &Comparison) -> String {
    let mut out = String::new();
    for row in &comparison.rows {
        let _ = writeln!(out, "{:<32} {:<26} {:>14} {:>14}", row.about, row.what, row.one, row.other);
    }
    out
}

pub(super) fn text(report: &TimeReport) -> String {
    let mut out = format!("{} s from the creation of the pods. Assumed:\n", report.until);
    for one in &report.assumptions {
        let _ = writeln!(out, "  {}: {}", one.name, one.value);
    }
    report.workloads.iter().for_each(|workload| story(&mut out, workload));
    for service in &report.services {
        endpoints(&mut out, service);
    }
    if !report.hazards.is_empty() {
        out.push_str("\nWhat can go wrong\n");
    }
    for hazard in &report.hazards {
        let _ = writeln!(out, "  {}: {}{}", hazard.about, hazard.text, place(hazard.place.as_ref()));
    }
    out
}

fn place(place: Option<&crate::protocol::Place>) -> String {
    place.map(|place| format!(" ({}:{})", place.file, place.line)).unwrap_or_default()
}

/// Pods to which the same happens are told of together.
fn story(out: &mut String, workload: &WorkloadTime) {
    let (least, most) = workload.restarts;
    let restarts = if least == most { least.to_string() } else { format!("{least} to {most}") };
    let pods = if workload.wanted == 1 { "pod" } else { "pods" };
    let _ = writeln!(out, "\n{}: {} {pods}, restarts: {restarts}", workload.name, workload.wanted);
    for pods in workload.alike() {
        let names: Vec<&str> = pods.iter().map(|pod| pod.name.as_str()).collect();
        let _ = writeln!(out, "  {}", names.join(", "));
        for event in pods.iter().take(1).flat_map(|pod| &pod.events) {
            let _ = writeln!(out, "  {:>11}  {}{}", bounds(event), event.text, place(event.place.as_ref()));
        }
    }
}

fn bounds(event: &EventTime) -> String {
    match event.latest {
        Some(latest) if latest == event.earliest => format!("{latest} s"),
        Some(latest) => format!("{}–{latest} s", event.earliest),
        None => format!("{}… s?", event.earliest),
    }
}

fn endpoints(out: &mut String, service: &ServiceTime) {
    let _ = writeln!(out, "\n{}: ready endpoints", service.name);
    for (at, count) in &service.endpoints {
        let _ = writeln!(out, "  {:>11}  {count}", format!("{} s", at.div_euclid(1000)));
    }
    let (least, most) = service.without;
    if most > 0 {
        let _ = writeln!(out, "  without any for {least} to {most} s");
    }
    match service.whole_again {
        Some((from, Some(to))) => {
            let _ = writeln!(out, "  whole again at {from}–{to} s");
        }
        Some((from, None)) => {
            let _ = writeln!(out, "  whole again at {from} s at the earliest, or not in this time");
        }
        None => {}
    }
}
