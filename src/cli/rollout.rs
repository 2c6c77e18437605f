//! `rollout`: a new version of a workload, step by step.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::{Plain, print, read};
use crate::engine::objects::Typed;
use crate::engine::timeline::rollout::{self, Change, Question, Rollout, Step, What};
use crate::engine::{analyze, service};

#[derive(Args)]
pub(super) struct Options {
    /// Files and folders that hold the workload; `-` is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Kind and name, such as Deployment/web
    #[arg(long, value_name = "KIND/NAME", value_parser = workload)]
    workload: (String, String),
    /// Its namespace, where several have one of this name
    #[arg(long, short)]
    namespace: Option<String>,
    /// Seconds from a new pod's creation until it is ready, or `never`
    #[arg(long, value_name = "SECONDS", value_parser = ready_moment)]
    ready_after: Ready,
    /// Pods wanted, instead of the manifest's number; for a DaemonSet, its nodes (else 3)
    #[arg(long, value_name = "N", value_parser = seconds)]
    replicas: Option<i64>,
    /// A container of the new version exits this long after each start
    #[arg(long, value_name = "SECONDS", value_parser = moment)]
    crash_after: Option<i64>,
    /// Seconds from a pod's deletion until it is gone
    #[arg(long, value_name = "SECONDS", value_parser = moment, default_value = "0")]
    stop_after: i64,
    /// Seconds until a pod of the old version is ready, where one is made again (else as the new one, or 10)
    #[arg(long, value_name = "SECONDS", value_parser = moment)]
    old_ready_after: Option<i64>,
    /// Another number of pods is wanted from a second on
    #[arg(long, value_name = "N@SECOND", value_parser = scale)]
    scale: Vec<Change>,
    /// The old template is applied again (`kubectl rollout undo`)
    #[arg(long, value_name = "SECOND", value_parser = moment)]
    undo_at: Vec<i64>,
    /// The Deployment is paused
    #[arg(long, value_name = "SECOND", value_parser = moment)]
    pause_at: Vec<i64>,
    /// The Deployment is resumed
    #[arg(long, value_name = "SECOND", value_parser = moment)]
    resume_at: Vec<i64>,
    /// The release whose controllers act: from 1.35 on, a StatefulSet's maxUnavailable counts
    #[arg(long, value_name = "VERSION", value_parser = super::version::minor, default_value = "1.34")]
    kubernetes_version: u8,
    /// How to print
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    format: Plain,
}

#[derive(Clone, Copy)]
pub(super) enum Ready {
    After(i64),
    Never,
}

/// `Deployment/web` as kind and name.
pub(super) fn workload(text: &str) -> Result<(String, String), String> {
    let (kind, name) = text.split_once('/').ok_or("it is written as KIND/NAME, such as Deployment/web")?;
    Ok((kind.to_owned(), name.to_owned()))
}

pub(super) fn ready_after(text: &str) -> Result<Ready, String> {
    if text == "never" {
        return Ok(Ready::Never);
    }
    seconds(text).map(Ready::After).map_err(|_| "it is a whole number of seconds, or `never`".to_owned())
}

pub(super) fn seconds(text: &str) -> Result<i64, String> {
    let number = text.parse().ok().filter(|n| (0..=1_000_000).contains(n));
    number.ok_or_else(|| "it is a whole number from 0 to 1000000".to_owned())
}

/// Thousandths of a second, as all times are here until the question is put.
fn moment(text: &str) -> Result<i64, String> {
    let number: Option<f64> = text.parse().ok().filter(|n| (0.0..=1_000_000.0).contains(n));
    // Within these bounds nothing is lost.
    number.map(|n| (n * 1000.0).round() as i64).ok_or_else(|| "it is a number from 0 to 1000000".to_owned())
}

fn ready_moment(text: &str) -> Result<Ready, String> {
    if text == "never" {
        return Ok(Ready::Never);
    }
    moment(text).map(Ready::After).map_err(|_| "it is a number of seconds, or `never`".to_owned())
}

fn scale(text: &str) -> Result<Change, String> {
    let (number, at) = text.split_once('@').ok_or("it is written as N@SECOND, such as 6@30")?;
    Ok(Change { at: moment(at)?, what: What::Scale(seconds(number)?) })
}

/// The first release that heeds a StatefulSet's maxUnavailable unasked.
const SEVERAL: u8 = 35;

fn question(options: &Options) -> Question {
    let at = |what, times: &[i64]| times.iter().map(|at| Change { at: *at, what }).collect::<Vec<_>>();
    let times = [(What::Undo, &options.undo_at), (What::Pause, &options.pause_at), (What::Resume, &options.resume_at)];
    let mut changes = options.scale.clone();
    changes.extend(times.into_iter().flat_map(|(what, times)| at(what, times)));
    let in_thousandths = Question {
        ready_after: if let Ready::After(at) = options.ready_after { Some(at) } else { None },
        replicas: options.replicas,
        crash_after: options.crash_after,
        stop_after: options.stop_after,
        old_ready_after: options.old_ready_after,
        changes,
        several_unavailable: options.kubernetes_version >= SEVERAL,
        per_second: 1000,
    };
    in_thousandths.in_seconds().unwrap_or(in_thousandths)
}

pub(super) fn run(options: &Options) -> ExitCode {
    let read::Read { files, failures } = read::files(&options.paths);
    for failure in &failures {
        eprintln!("feastflow: {failure}");
    }
    let analysis = analyze(service::open(&files));
    let (kind, name) = &options.workload;
    let wanted = |id: &crate::engine::objects::ObjectId| {
        id.kind.eq_ignore_ascii_case(kind)
            && id.name == *name
            && options.namespace.as_ref().is_none_or(|n| id.namespace.as_ref() == Some(n))
    };
    let Some((_, at)) = analysis.objects.in_order().into_iter().find(|(_, at)| wanted(&at.object.id)) else {
        return refuse(&format!("{kind}/{name} is not in these files"));
    };
    let question = question(options);
    let only = question.crash_after.is_some() || !question.changes.is_empty();
    if only && !matches!(at.object.typed, Typed::Deployment(_)) {
        return refuse("only Deployments can be scaled, undone, paused or crashing in the meantime");
    }
    let Some(rollout) = rollout::of(at.object, &question) else {
        return refuse(&format!("{kind}/{name} has no rollout of its own (paused, on delete, or another kind)"));
    };
    let (stopping, second) = (question.stop_after > 0, question.per_second);
    let json = options.format == Plain::Json;
    print(&if json { self::json(&rollout, stopping, second) } else { text(&rollout, stopping, second) });
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

/// Says why there is no answer.
pub(super) fn refuse(why: &str) -> ExitCode {
    eprintln!("feastflow: {why}");
    ExitCode::from(2)
}

/// A time in seconds: whole where it is.
fn told(at: i64, second: i64) -> Value {
    if at % second == 0 { (at / second).into() } else { (at as f64 / second as f64).into() }
}

/// `stopping` is told only where somebody asked how long that takes; `second` is what times are in.
fn json(rollout: &Rollout, stopping: bool, second: i64) -> String {
    let step = |s: &Step| {
        let mut step =
            json!({ "at": told(s.at, second), "old": s.old, "new": s.new, "available": s.available, "total": s.total });
        if stopping {
            step["stopping"] = s.stopping.into();
        }
        step
    };
    let value = json!({
        "replicas": rollout.replicas,
        "min_available": rollout.min_available,
        "max_total": rollout.max_total,
        "max_running": rollout.max_running,
        "done_at": rollout.done_at.map(|at| told(at, second)),
        "progressing_false_at": rollout.progressing_false_at.map(|at| told(at, second)),
        "cut_off": rollout.cut_off,
        "steps": rollout.steps.iter().map(step).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn text(rollout: &Rollout, stopping: bool, second: i64) -> String {
    let told = |at: i64| told(at, second).to_string();
    let mut out = format!("    at   old   new  available  total{}\n", if stopping { "  stopping" } else { "" });
    for s in &rollout.steps {
        let _ = write!(out, "{:>4} s {:>5} {:>5} {:>10} {:>6}", told(s.at), s.old, s.new, s.available, s.total);
        let _ = if stopping { writeln!(out, " {:>9}", s.stopping) } else { writeln!(out) };
    }
    let _ = writeln!(
        out,
        "never fewer than {} available, never more than {} in all",
        rollout.min_available, rollout.max_total
    );
    if stopping {
        let _ =
            writeln!(out, "never more than {} on the nodes, those that are stopping among them", rollout.max_running);
    }
    if let Some(at) = rollout.progressing_false_at {
        let _ = writeln!(out, "Progressing turns False after {} s", told(at));
    }
    let _ = match (rollout.done_at, rollout.cut_off) {
        (Some(at), _) => writeln!(out, "done after {} s", told(at)),
        (None, true) => writeln!(out, "and so on: more steps than are shown"),
        (None, false) => writeln!(out, "never done: it rests here, and nothing rolls back by itself"),
    };
    out
}
