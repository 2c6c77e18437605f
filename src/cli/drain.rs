//! `drain`: which pods of a node may go when, and whether that ends.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::rollout::{Ready, ready_after, refuse, seconds, workload};
use super::{Plain, print, read};
use crate::engine::timeline::disruption::{self, Attempt, Drained, Scenario};
use crate::engine::{Analysis, model, service};

#[derive(Args)]
pub(super) struct Options {
    /// Files, and folders that are read recursively; `-` is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Nodes that take pods; else the workers of a kind cluster in the files, or 2
    #[arg(long, value_name = "N", value_parser = seconds)]
    nodes: Option<i64>,
    /// How many pods of a workload are on the drained node; else the larger share of an even spread
    #[arg(long, value_name = "KIND/NAME=N", value_parser = share)]
    on_node: Vec<Share>,
    /// How many pods of a workload are not ready, and stay so
    #[arg(long, value_name = "KIND/NAME=N", value_parser = share)]
    unready: Vec<Share>,
    /// Seconds from a new pod's creation until it is ready, or `never`
    #[arg(long, value_name = "SECONDS", value_parser = ready_after, default_value = "10")]
    ready_after: Ready,
    /// Seconds from an eviction until the pod is gone
    #[arg(long, value_name = "SECONDS", value_parser = seconds, default_value = "0")]
    stop_after: i64,
    /// How to print
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    format: Plain,
}

/// Kind, name, number of pods.
type Share = (String, String, i64);

fn share(text: &str) -> Result<Share, String> {
    let (object, number) = text.rsplit_once('=').ok_or("it is written as KIND/NAME=N, such as Deployment/web=2")?;
    let (kind, name) = workload(object)?;
    Ok((kind, name, seconds(number)?))
}

pub(super) fn run(options: &Options) -> ExitCode {
    let read::Read { files, failures } = read::files(&options.paths);
    failures.iter().for_each(|failure| eprintln!("feastflow: {failure}"));
    let model = model(service::open(&files));
    let (on_node, unready) = match (keys(&model, &options.on_node), keys(&model, &options.unready)) {
        (Ok(on_node), Ok(unready)) => (on_node, unready),
        (Err(why), _) | (_, Err(why)) => return refuse(&why),
    };
    let ready_after = if let Ready::After(seconds) = options.ready_after { Some(seconds) } else { None };
    let scenario = Scenario {
        nodes: options.nodes.unwrap_or_else(|| disruption::nodes(&model)),
        on_node: on_node.collect(),
        unready: unready.collect(),
        ready_after,
        stop_after: options.stop_after,
    };
    let drained = disruption::drain(&model, &scenario);
    print(&if options.format == Plain::Json { json(&model, &drained) } else { text(&model, &drained) });
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

fn keys(model: &Analysis, shares: &[Share]) -> Result<impl Iterator<Item = (String, i64)> + use<>, String> {
    let key = |(kind, name, number): &Share| {
        let all = model.objects.in_order().into_iter().map(|(_, at)| &at.object.id);
        let found = all.into_iter().find(|id| id.kind.eq_ignore_ascii_case(kind) && id.name == *name);
        found.map(|id| (id.key(), *number)).ok_or_else(|| format!("{kind}/{name} is not in these files"))
    };
    let found: Result<Vec<_>, _> = shares.iter().map(key).collect();
    found.map(IntoIterator::into_iter)
}

fn name(model: &Analysis, index: usize) -> String {
    model.objects.get(index).map(|at| at.object.id.to_string()).unwrap_or_default()
}

fn json(model: &Analysis, drained: &[Drained]) -> String {
    let attempt = |a: &Attempt| json!({ "at": a.at, "evicted": a.evicted, "refused": a.refused, "healthy": a.healthy });
    let one = |d: &Drained| {
        json!({
            "object": model.objects.get(d.workload).map(|at| at.object.id.key()), "pods": d.pods.0, "on_node": d.pods.1,
            "budgets": d.budgets.iter().map(|index| name(model, *index)).collect::<Vec<_>>(), "must_be_ready": d.wanted,
            "ends_at": d.ends_at, "note": d.note, "attempts": d.attempts.iter().map(attempt).collect::<Vec<Value>>(),
        })
    };
    format!("{:#}\n", json!({ "workloads": drained.iter().map(one).collect::<Vec<Value>>() }))
}

fn text(model: &Analysis, drained: &[Drained]) -> String {
    let mut out = String::new();
    for d in drained {
        let _ = writeln!(out, "{}: {} of its {} pods on the node", name(model, d.workload), d.pods.1, d.pods.0);
        for (index, wanted) in d.budgets.iter().zip(d.wanted) {
            let _ = writeln!(out, "  {}: {wanted} have to be ready", name(model, *index));
        }
        for a in &d.attempts {
            let _ =
                writeln!(out, "  {:>4} s  {} may go, {} are refused; {} ready", a.at, a.evicted, a.refused, a.healthy);
        }
        let _ = match (d.note, d.ends_at) {
            (Some(note), Some(_)) => writeln!(out, "  {note}"),
            (Some(note), None) => writeln!(out, "  never done: {note}"),
            (None, Some(at)) => writeln!(out, "  done after {at} s"),
            (None, None) => writeln!(out, "  never done"),
        };
    }
    out
}
