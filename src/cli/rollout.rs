//! `rollout`: a new version of a workload, step by step.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::{Plain, print, read};
use crate::engine::timeline::rollout::{self, Question, Rollout, Step};
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
    #[arg(long, value_name = "SECONDS", value_parser = ready_after)]
    ready_after: Ready,
    /// Pods wanted, instead of the manifest's number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..=1_000_000))]
    replicas: Option<i64>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    format: Plain,
}

#[derive(Clone, Copy)]
enum Ready {
    After(i64),
    Never,
}

/// `Deployment/web` as kind and name.
pub(super) fn workload(text: &str) -> Result<(String, String), String> {
    let (kind, name) = text.split_once('/').ok_or("it is written as KIND/NAME, such as Deployment/web")?;
    Ok((kind.to_owned(), name.to_owned()))
}

fn ready_after(text: &str) -> Result<Ready, String> {
    match text.parse() {
        _ if text == "never" => Ok(Ready::Never),
        Ok(seconds @ 0..=1_000_000) => Ok(Ready::After(seconds)),
        _ => Err("it is a whole number of seconds, or `never`".to_owned()),
    }
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
    let ready_after = if let Ready::After(seconds) = options.ready_after { Some(seconds) } else { None };
    let Some(rollout) = rollout::of(at.object, Question { ready_after, replicas: options.replicas }) else {
        return refuse(&format!("{kind}/{name} has no rollout of its own (paused, on delete, or another kind)"));
    };
    print(&if options.format == Plain::Json { json(&rollout) } else { text(&rollout) });
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

/// Says why there is no answer.
pub(super) fn refuse(why: &str) -> ExitCode {
    eprintln!("feastflow: {why}");
    ExitCode::from(2)
}

fn json(rollout: &Rollout) -> String {
    let step = |s: &Step| json!({ "at": s.at, "old": s.old, "new": s.new, "available": s.available, "total": s.total });
    let value = json!({
        "replicas": rollout.replicas,
        "min_available": rollout.min_available,
        "max_total": rollout.max_total,
        "done_at": rollout.done_at,
        "progressing_false_at": rollout.progressing_false_at,
        "cut_off": rollout.cut_off,
        "steps": rollout.steps.iter().map(step).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn text(rollout: &Rollout) -> String {
    let mut out = String::from("    at   old   new  available  total\n");
    for s in &rollout.steps {
        let _ = writeln!(out, "{:>4} s {:>5} {:>5} {:>10} {:>6}", s.at, s.old, s.new, s.available, s.total);
    }
    let _ = writeln!(
        out,
        "never fewer than {} available, never more than {} in all",
        rollout.min_available, rollout.max_total
    );
    let _ = match (rollout.done_at, rollout.cut_off) {
        (Some(at), _) => writeln!(out, "done after {at} s"),
        (None, true) => writeln!(out, "and so on: more steps than are shown"),
        (None, false) => writeln!(out, "never done: it rests here, and nothing rolls back by itself"),
    };
    if let Some(at) = rollout.progressing_false_at {
        let _ = writeln!(out, "Progressing turns False after {at} s");
    }
    out
}
