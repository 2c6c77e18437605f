//! `trace`: what a request reaches.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::rollout::{refuse, workload};
use super::{Plain, print, read};
use crate::engine::requests::{self, Cell, Matrix, Reached, Step, Trace, Verdict};
use crate::engine::{Analysis, analyze, service};
use crate::protocol::Place;

#[derive(Args)]
pub(super) struct Options {
    /// Files and folders; last, unless it is the matrix that is wanted, the address: `http://shop.local/api`, or
    /// `postgres:5432` as a pod calls it
    #[arg(required = true, value_name = "PATHS… ADDRESS")]
    words: Vec<String>,
    /// The workload whose pods call, such as Deployment/web; without it the request comes from outside
    #[arg(long, value_name = "KIND/NAME", value_parser = workload)]
    from: Option<(String, String)>,
    /// Its namespace, where several have one of this name
    #[arg(long, short)]
    namespace: Option<String>,
    /// Every workload against every port of every Service
    #[arg(long, conflicts_with = "from")]
    matrix: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    format: Plain,
}

pub(super) fn run(options: &Options) -> ExitCode {
    let (address, paths) = match options.words.split_last() {
        Some((address, paths)) if !options.matrix => (address.as_str(), paths),
        _ => ("", options.words.as_slice()),
    };
    if paths.is_empty() {
        return refuse("it takes files and an address: feastflow trace PATHS ADDRESS");
    }
    let read::Read { files, failures } = read::files(&paths.iter().map(PathBuf::from).collect::<Vec<_>>());
    for failure in &failures {
        eprintln!("feastflow: {failure}");
    }
    let analysis = analyze(service::open(&files));
    let plain = options.format == Plain::Text;
    if options.matrix {
        let matrix = requests::matrix(&analysis);
        print(&if plain { matrix_text(&matrix) } else { matrix_json(&matrix) });
    } else {
        match trace(options, &analysis, address) {
            Ok(trace) => print(&if plain { text(&trace) } else { json(&trace) }),
            Err(why) => return refuse(&why),
        }
    }
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

fn trace(options: &Options, analysis: &Analysis, address: &str) -> Result<Trace, String> {
    let Some((kind, name)) = &options.from else { return Ok(requests::outside(analysis, address)) };
    match requests::workload(analysis, kind, name, options.namespace.as_deref()) {
        Some(index) => Ok(requests::inside(analysis, index, address)),
        None => Err(format!("{kind}/{name} is not in these files, or has no pods")),
    }
}

fn place(place: Option<&Place>) -> Value {
    place.map_or(Value::Null, |p| json!({ "file": p.file, "line": p.line, "column": p.column }))
}

fn json(trace: &Trace) -> String {
    let step = |s: &Step| {
        json!({
            "what": s.what, "text": s.text, "object": s.object, "place": place(s.place.as_ref()),
            "verdict": s.verdict.word(), "why": s.why,
        })
    };
    let reached = |r: &Reached| {
        json!({
            "workload": r.workload, "pods": r.pods, "container": r.container, "port": r.port,
            "place": place(Some(&r.place)),
        })
    };
    let value = json!({
        "question": trace.question,
        "verdict": trace.verdict.word(),
        "steps": trace.steps.iter().map(step).collect::<Vec<_>>(),
        "reached": trace.reached.iter().map(reached).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn text(trace: &Trace) -> String {
    let mut out = format!("{}: {}\n", trace.question, trace.verdict.word());
    for step in &trace.steps {
        let at = step.place.as_ref().map_or(String::new(), |p| format!(" ({}:{})", p.file, p.line));
        let _ = writeln!(out, "  {} {}: {}{at}", mark(step.verdict), step.what, step.text);
        if !step.why.is_empty() {
            let _ = writeln!(out, "      {}", step.why);
        }
    }
    for r in &trace.reached {
        let pods = r.pods.map_or(String::new(), |n| format!(", {n} {}", if n == 1 { "pod" } else { "pods" }));
        let _ = writeln!(out, "reaches {}{pods}, container `{}`, port {}", r.workload_name, r.container, r.port);
    }
    out
}

fn mark(verdict: Verdict) -> char {
    match verdict {
        Verdict::Ok => '+',
        Verdict::Unsure => '?',
        Verdict::Broken => 'x',
    }
}

fn matrix_json(matrix: &Matrix) -> String {
    let mut cells = Vec::new();
    for (row, (from, _)) in matrix.cells.iter().zip(&matrix.from) {
        for (cell, (service, to)) in row.iter().zip(&matrix.to) {
            cells.push(json!({
                "from": from, "service": service, "to": to, "verdict": cell.verdict.word(), "why": cell.why,
                "place": place(cell.place.as_ref()),
            }));
        }
    }
    format!("{:#}\n", json!({ "cells": cells }))
}

fn matrix_text(matrix: &Matrix) -> String {
    let mut out = String::new();
    for (row, (_, from)) in matrix.cells.iter().zip(&matrix.from) {
        let _ = writeln!(out, "{from}");
        for (Cell { verdict, why, .. }, (_, to)) in row.iter().zip(&matrix.to) {
            let why = if why.is_empty() { String::new() } else { format!("  {why}") };
            let _ = writeln!(out, "  {} {to}{why}", mark(*verdict));
        }
    }
    out
}
