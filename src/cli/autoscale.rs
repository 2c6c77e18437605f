//! `autoscale`: what a HorizontalPodAutoscaler makes of a load.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::rollout::{refuse, seconds};
use super::{Plain, print, read};
use crate::engine::objects::Typed;
use crate::engine::objects::value::quantity::milli;
use crate::engine::timeline::scaling::{self, Look, Scenario, Trajectory};
use crate::engine::workspace::Located;
use crate::engine::{Analysis, model, service};

#[derive(Args)]
pub(super) struct Options {
    /// Files and folders that hold the autoscaler and its workload; `-` is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The autoscaler's name; else the first one
    #[arg(long)]
    name: Option<String>,
    /// From a second on, the load of all pods together, such as 0=200m 60=1500m
    #[arg(long, required = true, num_args = 1.., value_name = "SECOND=AMOUNT", value_parser = point)]
    load: Vec<(i64, i64)>,
    /// What a pod requests of the resource, instead of the manifest's number
    #[arg(long, value_name = "AMOUNT", value_parser = amount)]
    request: Option<i64>,
    /// Pods at the beginning, instead of the manifest's number
    #[arg(long, value_name = "N", value_parser = seconds)]
    replicas: Option<i64>,
    /// Seconds from a pod's creation until it is ready
    #[arg(long, value_name = "SECONDS", value_parser = seconds, default_value = "10")]
    ready_after: i64,
    /// How old the metrics are
    #[arg(long, value_name = "SECONDS", value_parser = seconds, default_value = "0")]
    lag: i64,
    /// Seconds to look at
    #[arg(long, value_name = "SECONDS", value_parser = seconds, default_value = "3600")]
    until: i64,
    /// The release whose controller acts: from 1.35 on, a tolerance of one's own counts
    #[arg(long, value_name = "VERSION", value_parser = super::version::minor, default_value = "1.34")]
    kubernetes_version: u8,
    /// How to print
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    format: Plain,
}

fn point(text: &str) -> Result<(i64, i64), String> {
    scaling::point(text).ok_or_else(|| "it is written as SECOND=AMOUNT, such as 60=1500m".to_owned())
}

fn amount(text: &str) -> Result<i64, String> {
    let amount = milli(text).and_then(|n| i64::try_from(n).ok()).filter(|n| *n >= 0);
    amount.ok_or_else(|| format!("`{text}` is no amount, such as 250m"))
}

pub(super) fn run(options: &Options) -> ExitCode {
    let read::Read { files, failures } = read::files(&options.paths);
    failures.iter().for_each(|failure| eprintln!("feastflow: {failure}"));
    let model = model(service::open(&files));
    let wanted = |at: &Located<'_>| {
        let named = options.name.as_ref().is_none_or(|name| *name == at.object.id.name);
        named && matches!(at.object.typed, Typed::HorizontalPodAutoscaler(_))
    };
    let Some((_, hpa)) = model.objects.in_order().into_iter().find(|(_, at)| wanted(at)) else {
        return refuse("there is no such HorizontalPodAutoscaler in these files");
    };
    let trajectory = scaling::play(&hpa.walk(), &scenario(options, &model, &hpa));
    if let Some(trouble) = trajectory.trouble {
        return refuse(&format!("{} cannot scale: {trouble}", hpa.object.id));
    }
    print(&if options.format == Plain::Json { json(&trajectory) } else { text(&trajectory) });
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

fn scenario(options: &Options, model: &Analysis, hpa: &Located<'_>) -> Scenario {
    let (request, begin) = scaling::known(model, hpa);
    Scenario {
        load: options.load.clone(),
        request: options.request.or(request),
        replicas: options.replicas.unwrap_or(begin),
        ready_after: options.ready_after,
        lag: options.lag,
        until: options.until,
        own_tolerance: options.kubernetes_version >= 35,
    }
}

fn json(trajectory: &Trajectory) -> String {
    let look = |l: &Look| {
        json!({
            "at": l.at, "load_milli": l.load, "ready": l.ready, "replicas": l.replicas,
            "recommended": l.recommended, "desired": l.desired,
        })
    };
    let looks: Vec<Value> = trajectory.looks.iter().map(look).collect();
    format!("{:#}\n", json!({ "most": trajectory.most, "looks": looks }))
}

/// The looks at which something is different.
fn text(trajectory: &Trajectory) -> String {
    let mut out = String::from("    at       load  ready  pods  wanted\n");
    let mut last: Option<Look> = None;
    for l in &trajectory.looks {
        if last.is_none_or(|last| Look { at: last.at, ..*l } != last) {
            let load = format!("{}m", l.load);
            let _ = writeln!(out, "{:>4} s {load:>10} {:>6} {:>5} {:>7}", l.at, l.ready, l.replicas, l.desired);
        }
        last = Some(*l);
    }
    let _ = writeln!(out, "never more than {} pods", trajectory.most);
    out
}
