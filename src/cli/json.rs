//! Reports as JSON.

use k8s_openapi::api::core::v1::Probe;
use serde_json::{Value, json};

use crate::engine::objects::defaults::{self, ProbeNumbers};
use crate::engine::objects::workload;
use crate::engine::report::page;
use crate::engine::timeline::probe::{self, Bounds, Decision, Kind};
use crate::engine::workspace::Workspace;
use crate::engine::{analyze, service};
use crate::protocol::{FileReport, FileText, Finding};

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// `check`: one object with `findings`.
pub(super) fn check(files: &[FileText], reports: &[FileReport]) -> String {
    let findings: Vec<Value> = reports.iter().flat_map(|report| of_file(files, report)).collect();
    let notes: Vec<Value> = reports
        .iter()
        .flat_map(|r| &r.notes)
        .map(|n| json!({ "file": n.place.file, "line": n.place.line, "text": n.text }))
        .collect();
    pretty(&json!({ "findings": findings, "notes": notes }))
}

fn of_file(files: &[FileText], report: &FileReport) -> Vec<Value> {
    let text = files.iter().find(|file| file.name == report.file && !report.findings.is_empty());
    let read = service::open(text.map_or(&[], std::slice::from_ref));
    report.findings.iter().map(|found| finding(found, page::field(&read, found).map(|f| as_served(found, f)))).collect()
}

/// The field as the API server names it, where that is not the way to the value.
fn as_served(finding: &Finding, field: String) -> String {
    match finding.rule.as_str() {
        // `ValidatePodTemplateSpec` leaves out the metadata around them.
        "invalid-label" | "pod-annotation" => field.replace("template.metadata.", "template."),
        // `ValidateDeploymentStrategy`, `ValidateDaemonSetUpdateStrategy`, `ValidateStatefulSetSpec`: the whole strategy.
        "not-one-of" => match field.strip_suffix(".type") {
            Some(strategy @ ("spec.strategy" | "spec.updateStrategy")) => strategy.to_owned(),
            _ => field,
        },
        _ => field,
    }
}

fn finding(finding: &Finding, field: Option<String>) -> Value {
    let place = &finding.place;
    json!({
        "field": field,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "severity": finding.severity.word(),
        "rule": finding.rule,
        "object": finding.object,
        "message": finding.message,
        "help": finding.help,
    })
}

/// `objects`: one object with `objects`.
pub(super) fn objects(reports: &[FileReport]) -> String {
    let objects: Vec<Value> = reports
        .iter()
        .flat_map(|r| &r.objects)
        .map(|o| {
            let facts: Vec<Value> =
                o.facts.iter().map(|f| json!({ "name": f.name, "value": f.value, "defaulted": f.defaulted })).collect();
            json!({
                "api_version": o.api_version, "kind": o.kind, "namespace": o.namespace, "name": o.name,
                "file": o.place.file, "line": o.place.line, "summary": o.summary,
                "pods": o.pods, "images": o.images, "qos": o.qos, "facts": facts,
            })
        })
        .collect();
    pretty(&json!({ "objects": objects }))
}

/// `wiring`: one object with `edges`.
pub(super) fn wiring(reports: &[FileReport]) -> String {
    let edges: Vec<Value> = reports
        .iter()
        .flat_map(|r| &r.wires)
        .map(|w| {
            json!({
                "relation": w.relation, "from": w.from, "to": w.to, "from_name": w.from_name, "to_name": w.to_name,
                "missing": w.missing, "optional": w.optional, "file": w.place.file, "line": w.place.line,
            })
        })
        .collect();
    pretty(&json!({ "edges": edges }))
}

/// `probes`: one object with `containers`, each with effective parameters and bounds in seconds.
pub(super) fn probes(files: &[FileText], separate: bool) -> String {
    let mut containers = Vec::new();
    if separate {
        files.iter().for_each(|f| collect(service::open(std::slice::from_ref(f)), &mut containers));
    } else {
        collect(service::open(files), &mut containers);
    }
    pretty(&json!({ "containers": containers }))
}

fn collect(workspace: Workspace, out: &mut Vec<Value>) {
    let analysis = analyze(workspace);
    for (_, at) in analysis.objects.in_order() {
        let place = page::object_place(&analysis.workspace, &at);
        let pods = workload::pods(at.object);
        let grace = pods.as_ref().map_or(0, |pods| defaults::grace(pods.spec));
        for container in pods.iter().flat_map(|p| p.containers()) {
            let ready = (!container.init).then(|| bounds(probe::ready(container.container)));
            let probes: Vec<Value> =
                probe::of(container.container).map(|(kind, probe)| effective(kind, probe, grace)).collect();
            out.push(json!({
                "object": at.object.id.key(), "container": container.container.name, "init": container.init,
                "file": place.file, "line": place.line,
                "ready_after_start": ready,
                "unready_after_fault": probe::unready(container.container).map(decision),
                "restart_after_fault": probe::restart(container.container).map(decision),
                "probes": probes,
            }));
        }
    }
}

/// A probe's effective numbers, and what it decides by itself: a readiness probe about traffic, a liveness probe
/// about the process.
fn effective(kind: Kind, probe: &Probe, grace: i64) -> Value {
    let n = ProbeNumbers::of(probe);
    let mut value = json!({
        "probe": kind.word(), "action": probe::action(probe),
        "initial_delay_seconds": n.initial_delay, "period_seconds": n.period, "timeout_seconds": n.timeout,
        "success_threshold": n.success_threshold, "failure_threshold": n.failure_threshold,
    });
    let own = decision(Decision::of(probe));
    match kind {
        Kind::Readiness => value["unready_after_fault"] = own,
        Kind::Liveness => value["restart_after_fault"] = own,
        Kind::Startup => {}
    }
    if kind != Kind::Readiness {
        value["termination_grace_period_seconds"] = probe.termination_grace_period_seconds.unwrap_or(grace).into();
    }
    value
}

fn decision(decision: Decision) -> Value {
    json!({ "refuses": bounds(decision.refuses), "hangs": bounds(decision.hangs) })
}

fn bounds(bounds: Bounds) -> Value {
    json!({ "earliest": bounds.earliest, "latest": bounds.latest })
}
