//! `schedule`: on which nodes the pods fit, and why others stay Pending.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::rollout::refuse;
use super::{Plain, print, read};
use crate::engine::timeline::scheduling::{self, Node, Placement};
use crate::engine::{Analysis, model, service};

#[derive(Args)]
pub(super) struct Options {
    /// Files, and folders that are read recursively; `-` is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// A node and what it has; else the nodes of a kind cluster in the files, with 4 cpus and 8 GiB each
    #[arg(long, value_name = "NAME=CPU,MEMORY[,LABEL=VALUE][,TAINT=VALUE:EFFECT]", value_parser = node)]
    node: Vec<Node>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    format: Plain,
}

fn node(text: &str) -> Result<Node, String> {
    scheduling::node(text).ok_or_else(|| "it is written as NAME=CPU,MEMORY, such as worker=2,4Gi,disk=ssd".to_owned())
}

pub(super) fn run(options: &Options) -> ExitCode {
    let read::Read { files, failures } = read::files(&options.paths);
    failures.iter().for_each(|failure| eprintln!("feastflow: {failure}"));
    let model = model(service::open(&files));
    let nodes =
        if options.node.is_empty() { scheduling::kind_nodes(&model.workspace) } else { Some(options.node.clone()) };
    let Some(nodes) = nodes else { return refuse("there is no kind cluster in these files: name nodes with --node") };
    let placed = scheduling::place(&model, &nodes);
    print(&if options.format == Plain::Json { json(&model, &placed) } else { text(&model, &placed) });
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

fn json(model: &Analysis, placed: &[Placement]) -> String {
    let one = |p: &Placement| {
        json!({
            "object": model.objects.get(p.workload).map(|at| at.object.id.key()), "number": p.number, "node": p.node,
            "fits": p.fits, "reason": p.reason, "notes": p.notes,
        })
    };
    format!("{:#}\n", json!({ "pods": placed.iter().map(one).collect::<Vec<Value>>() }))
}

fn text(model: &Analysis, placed: &[Placement]) -> String {
    let mut out = String::new();
    for p in placed {
        let name = model.objects.get(p.workload).map(|at| at.object.id.to_string()).unwrap_or_default();
        let _ = match &p.node {
            Some(node) => writeln!(out, "{name}, pod {}: {node} (fits on {})", p.number, p.fits.join(", ")),
            None => writeln!(out, "{name}, pod {}: Pending: {}", p.number, p.reason),
        };
        for note in &p.notes {
            let _ = writeln!(out, "  {note}");
        }
    }
    out
}
