//! `timeline`: what the pods of a set do in a scenario, as a story or as JSON.

mod faults;
mod print;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{Plain, print as output, read};
use crate::engine::report::time::{self, TimeReport};
use crate::engine::timeline::scenario::{Fault, Scenario, Times, Trouble};
use crate::engine::{Analysis, model, service};
use crate::protocol::FileText;

#[derive(Args)]
#[command(
    after_help = "A TARGET is KIND/NAME, or KIND/NAME#2 for the second of its pods.\nTimes are whole seconds from the creation of the pods."
)]
pub(super) struct Options {
    /// Files and folders that are one set; `-` is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Show only this workload, such as Deployment/web (can be given several times)
    #[arg(long, value_name = "KIND/NAME", value_parser = faults::target)]
    workload: Vec<faults::Named>,
    /// How far to look, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(i64).range(1..=86_400))]
    until: i64,
    /// From the start of a process until it listens
    #[arg(long, value_name = "SECONDS", default_value_t = 2, value_parser = seconds())]
    start_seconds: i64,
    /// From the start of a process until it is ready (as long as --start-seconds, unless given)
    #[arg(long, value_name = "SECONDS", value_parser = seconds())]
    ready_seconds: Option<i64>,
    /// To pull an image
    #[arg(long, value_name = "SECONDS", default_value_t = 2, value_parser = seconds())]
    pull_seconds: i64,
    /// From SIGTERM to the end of a process
    #[arg(long, value_name = "SECONDS", default_value_t = 1, value_parser = seconds())]
    stop_seconds: i64,
    /// How long an init container or a Job works
    #[arg(long, value_name = "SECONDS", default_value_t = 5, value_parser = seconds())]
    work_seconds: i64,
    /// An HTTP path whose answer needs what --down takes away (can be given several times)
    #[arg(long, value_name = "PATH", default_values_t = Scenario::default().needs)]
    needs: Vec<String>,
    /// A Service that does not answer: checks that need it fail at once
    #[arg(long, value_name = "TARGET@FROM..TO", value_parser = faults::down)]
    down: Vec<Fault>,
    /// A Service that cannot be reached: checks that need it hang
    #[arg(long, value_name = "TARGET@FROM..TO", value_parser = faults::unreachable)]
    unreachable: Vec<Fault>,
    /// The process ends with code 1, or another one
    #[arg(long, value_name = "TARGET[=CODE]@AT", value_parser = faults::exit)]
    exit: Vec<Fault>,
    /// Every process ends so many seconds after its start
    #[arg(long, value_name = "TARGET=SECONDS@FROM[..TO]", value_parser = faults::crash)]
    crash: Vec<Fault>,
    /// The process hangs; with an end, every process until then
    #[arg(long, value_name = "TARGET@FROM[..TO]", value_parser = faults::hang)]
    hang: Vec<Fault>,
    /// Requests to a path, or to all, are answered with 503
    #[arg(long, value_name = "TARGET[=PATH]@FROM[..TO]", value_parser = faults::refuse)]
    refuse: Vec<Fault>,
    /// Every answer takes so many seconds
    #[arg(long, value_name = "TARGET=SECONDS@FROM[..TO]", value_parser = faults::slow)]
    slow: Vec<Fault>,
    /// The pods are deleted
    #[arg(long, value_name = "TARGET@AT", value_parser = faults::delete)]
    delete: Vec<Fault>,
    /// The pods' node is lost
    #[arg(long, value_name = "TARGET@AT", value_parser = faults::lose_node)]
    lose_node: Vec<Fault>,
    /// Show the state at this second instead of the story
    #[arg(long, value_name = "SECOND")]
    at: Option<i64>,
    /// Compare with the same scenario on other manifests
    #[arg(long, value_name = "PATH")]
    against: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    format: Plain,
}

fn seconds() -> clap::builder::RangedI64ValueParser<i64> {
    clap::value_parser!(i64).range(0..=86_400)
}

pub(super) fn run(options: &Options) -> ExitCode {
    let scenario = scenario(options);
    let Some((model, complete)) = read_model(&options.paths) else { return ExitCode::from(2) };
    if let Some(why) = scenario.faults.iter().find_map(|fault| unknown(&model, fault)) {
        eprintln!("feastflow: {why}");
        return ExitCode::from(2);
    }
    let report = only(time::report(&model, &scenario), options);
    if options.against.is_empty() {
        output(&match (options.format, options.at) {
            (Plain::Json, None) => print::json(&report),
            (Plain::Json, Some(second)) => print::json_at(&report, second),
            (Plain::Text, None) => print::text(&report),
            (Plain::Text, Some(second)) => print::text_at(&report, second),
        });
    } else {
        let Some((other, _)) = read_model(&options.against) else { return ExitCode::from(2) };
        let comparison = time::compare(&report, &only(time::report(&other, &scenario), options));
        output(&match options.format {
            Plain::Json => print::json_compared(&comparison),
            Plain::Text => print::text_compared(&comparison),
        });
    }
    if complete { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

fn scenario(options: &Options) -> Scenario {
    let listen = options.start_seconds;
    let lists = [
        &options.down,
        &options.unreachable,
        &options.exit,
        &options.crash,
        &options.hang,
        &options.refuse,
        &options.slow,
        &options.delete,
        &options.lose_node,
    ];
    Scenario {
        until: options.until,
        times: Times {
            pull: options.pull_seconds,
            listen,
            ready: options.ready_seconds.unwrap_or(listen),
            stop: options.stop_seconds,
            work: options.work_seconds,
        },
        faults: lists.into_iter().flatten().cloned().collect(),
        needs: options.needs.clone(),
        ..Scenario::default()
    }
}

fn read_model(paths: &[PathBuf]) -> Option<(Analysis, bool)> {
    let read::Read { files, failures } = read::files(paths);
    failures.iter().for_each(|failure| eprintln!("feastflow: {failure}"));
    let files: Vec<FileText> = files;
    (!files.is_empty()).then(|| (model(service::open(&files)), failures.is_empty()))
}

/// Why a fault would change nothing.
fn unknown(model: &Analysis, fault: &Fault) -> Option<String> {
    let all = model.objects.in_order();
    let found = all.iter().find(|(_, at)| fault.target.is(&at.object.id.kind, &at.object.id.name));
    let name = format!("{}/{}", fault.target.kind, fault.target.name);
    let down = matches!(fault.trouble, Trouble::Down { .. });
    match found {
        None => Some(format!("{name} is not in these files")),
        Some((_, at)) if !down && crate::engine::objects::workload::pods(at.object).is_none() => {
            Some(format!("{name} has no pods of its own"))
        }
        Some(_) => None,
    }
}

/// The workloads that were asked for.
fn only(mut report: TimeReport, options: &Options) -> TimeReport {
    let wanted = |name: &str| options.workload.iter().any(|named| name.eq_ignore_ascii_case(&named.to_string()));
    if !options.workload.is_empty() {
        report.workloads.retain(|workload| wanted(&workload.name));
        let names: Vec<String> = report.workloads.iter().map(|workload| format!("{},", workload.name)).collect();
        report.hazards.retain(|hazard| names.iter().any(|name| hazard.about.starts_with(name.as_str())));
    }
    report
}
