//! The command line: reads files, asks the engine, prints. Exit code 0: no errors; 1: errors found;
//! 2: something could not be read.

mod autoscale;
mod cores;
mod drain;
mod env;
mod github;
mod json;
mod read;
mod review;
mod rollout;
mod sarif;
mod schedule;
mod snippets;
mod text;
mod timeline;
mod trace;
mod version;
mod whatif;
mod wiring;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use cores::Cores;

use crate::engine::hands::Hands;
use crate::engine::report::page;
use crate::engine::{analyze_by, service};
use crate::protocol::{FileReport, FileText, Severity};

#[global_allocator]
static HEAP: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a set of Kubernetes manifests really does.
#[derive(Parser)]
#[command(name = "feastflow", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Validate manifests as the API server would, and what they refer to
    Check(Check),
    /// The objects that would exist
    Objects(View),
    /// What is wired to what
    Wiring(wiring::Options),
    /// The probes of every container, with effective values and what they mean in time
    Probes(View),
    /// What each container gets: variables with final values and sources, command, files
    Env(env::Options),
    /// A new version of a Deployment or StatefulSet step by step: old, new and available pods
    Rollout(rollout::Options),
    /// What the pods do in time: starts, probes, restarts, endpoints, and what faults do to them
    Timeline(Box<timeline::Options>),
    /// What a request reaches, from outside or from a pod: step by step to the container or to the first break
    Trace(trace::Options),
    /// What a HorizontalPodAutoscaler makes of a load
    Autoscale(autoscale::Options),
    /// A node is drained: which of its pods may go when, under the budgets, and whether that ends
    Drain(drain::Options),
    /// On which nodes the pods fit, and why others stay Pending
    Schedule(schedule::Options),
    /// What follows if something is deleted, changed or broken
    Whatif(whatif::Options),
    /// The review checklist: what holds, what is advised, each point with the place that says so
    Review(review::Options),
}

#[derive(Args)]
struct Input {
    /// Files, and folders that are read recursively (.yaml, .yml, .json); `-` is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Each file is a set of its own, instead of all files together
    #[arg(long)]
    separate: bool,
}

#[derive(Args)]
struct Check {
    #[command(flatten)]
    input: Input,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Leave out what is less severe
    #[arg(long, value_enum, default_value_t = Least::Hint)]
    min_severity: Least,
    /// The release that removed and deprecated API versions are held against: 1.16 to 1.37
    #[arg(long, value_name = "VERSION", value_parser = version::minor, default_value = "1.34")]
    kubernetes_version: u8,
}

#[derive(Args)]
struct View {
    #[command(flatten)]
    input: Input,
    /// How to print
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    format: Plain,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, with the lines of the source
    Text,
    /// For programs
    Json,
    /// For code scanning: SARIF 2.1.0
    Sarif,
    /// For workflows on GitHub: annotations of the changed lines
    Github,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Plain {
    /// For people
    Text,
    /// For programs
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Least {
    /// Errors only
    Error,
    /// Errors and warnings
    Warning,
    /// Everything
    Hint,
}

/// What was asked about, and what could not be read.
struct Asked {
    files: Vec<FileText>,
    failures: Vec<String>,
    reports: Vec<FileReport>,
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    match &Cli::parse().command {
        Command::Check(options) => check(options),
        Command::Objects(options) => view(options, |a| text::objects(&a.reports), |a| json::objects(&a.reports)),
        Command::Wiring(options) => wiring::run(options),
        Command::Probes(options) => {
            let separate = options.input.separate;
            view(options, |a| text::probes(&a.reports), |a| json::probes(&a.files, separate))
        }
        Command::Env(options) => env::run(options),
        Command::Rollout(options) => rollout::run(options),
        Command::Timeline(options) => timeline::run(options),
        Command::Trace(options) => trace::run(options),
        Command::Autoscale(options) => autoscale::run(options),
        Command::Drain(options) => drain::run(options),
        Command::Schedule(options) => schedule::run(options),
        Command::Whatif(options) => whatif::run(options),
        Command::Review(options) => review::run(options),
    }
}

/// What `check` prints of files and their reports for people.
#[must_use]
pub fn shown(files: &[FileText], reports: &[FileReport]) -> String {
    snippets::check(files, reports, is_coloured())
}

/// What is wrong in a set of files; of objects the reports have no more than their identity and place.
#[must_use]
pub fn judged(files: &[FileText]) -> Vec<FileReport> {
    let analysis = analyze_by(service::open_by(files, &Cores), &Cores);
    let files = &analysis.workspace.files;
    let reports =
        Cores.each(files.len(), |n| files.get(n).map(|file| page::judged(&analysis, file)).unwrap_or_default());
    // The program is about to end: to give all this back piece by piece would take a tenth of its time.
    std::mem::forget(analysis);
    reports
}

fn check(options: &Check) -> ExitCode {
    let mut asked = ask_for(&options.input, judged);
    for report in &mut asked.reports {
        version::hold_against(options.kubernetes_version, report);
        report.findings.retain(|f| f.severity <= severity(options.min_severity));
    }
    let Asked { files, failures, reports } = &asked;
    print(&match options.format {
        Format::Text => shown(files, reports),
        Format::Json => json::check(files, reports),
        Format::Sarif => sarif::check(reports, failures),
        Format::Github => github::check(reports),
    });
    let errors = reports.iter().flat_map(|r| &r.findings).any(|f| f.severity == Severity::Error);
    match (failures.is_empty(), errors) {
        (false, _) => ExitCode::from(2),
        (true, true) => ExitCode::from(1),
        (true, false) => ExitCode::SUCCESS,
    }
}

fn severity(least: Least) -> Severity {
    match least {
        Least::Error => Severity::Error,
        Least::Warning => Severity::Warning,
        Least::Hint => Severity::Hint,
    }
}

fn view(options: &View, text: impl Fn(&Asked) -> String, json: impl Fn(&Asked) -> String) -> ExitCode {
    let asked = ask(&options.input);
    print(&match options.format {
        Plain::Text => text(&asked),
        Plain::Json => json(&asked),
    });
    if asked.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

fn ask(input: &Input) -> Asked {
    ask_for(input, service::reports)
}

fn ask_for(input: &Input, reports: fn(&[FileText]) -> Vec<FileReport>) -> Asked {
    let read::Read { files, failures } = read::files(&input.paths);
    for failure in &failures {
        eprintln!("feastflow: {failure}");
    }
    let reports = if input.separate {
        files.iter().flat_map(|f| reports(std::slice::from_ref(f))).collect()
    } else {
        reports(&files)
    };
    let is_silent = |r: &FileReport| r.objects.is_empty() && r.findings.is_empty() && r.notes.is_empty();
    if failures.is_empty() && reports.iter().all(is_silent) {
        let what = if files.is_empty() { "no .yaml, .yml or .json in the folders" } else { "no object in the files" };
        eprintln!("feastflow: nothing was checked: {what}");
    }
    Asked { files, failures, reports }
}

fn is_coloured() -> bool {
    let says = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !says("NO_COLOR") && std::io::stdout().is_terminal()
}

/// A reader that closes early, such as `head`, is no failure.
fn print(output: &str) {
    let _ = std::io::stdout().lock().write_all(output.as_bytes());
}
