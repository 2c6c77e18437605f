//! The command line: reads files, asks the engine, prints. Exit code 0: no errors; 1: errors found;
//! 2: something could not be read.

mod json;
mod read;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::engine::service;
use crate::protocol::{FileReport, FileText, Severity};

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
    Check(Options),
    /// The objects that would exist
    Objects(Options),
    /// What is wired to what
    Wiring(Options),
    /// The probes of every container, with effective values and what they mean in time
    Probes(Options),
}

#[derive(Args)]
struct Options {
    /// Files, and folders that are read recursively (.yaml, .yml, .json); `-` is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Each file is a set of its own, instead of all files together
    #[arg(long)]
    separate: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let (command, options) = match &cli.command {
        Command::Check(options) => ("check", options),
        Command::Objects(options) => ("objects", options),
        Command::Wiring(options) => ("wiring", options),
        Command::Probes(options) => ("probes", options),
    };
    let (files, failures) = read::files(&options.paths);
    for failure in &failures {
        eprintln!("feastflow: {failure}");
    }
    let reports = reports(&files, options.separate);
    let output = match (command, options.format) {
        ("check", Format::Text) => text::check(&files, &reports),
        ("check", Format::Json) => json::check(&reports),
        ("objects", Format::Text) => text::objects(&reports),
        ("objects", Format::Json) => json::objects(&reports),
        ("wiring", Format::Text) => text::wiring(&reports),
        ("wiring", Format::Json) => json::wiring(&reports),
        (_, Format::Text) => text::probes(&reports),
        (_, Format::Json) => json::probes(&files, options.separate),
    };
    print(&output);
    let errors = reports.iter().flat_map(|r| &r.findings).any(|f| f.severity == Severity::Error);
    match (failures.is_empty(), command == "check" && errors) {
        (false, _) => ExitCode::from(2),
        (true, true) => ExitCode::from(1),
        (true, false) => ExitCode::SUCCESS,
    }
}

/// A reader that closes early, such as `head`, is no failure.
fn print(output: &str) {
    use std::io::Write;
    let _ = std::io::stdout().lock().write_all(output.as_bytes());
}

fn reports(files: &[FileText], separate: bool) -> Vec<FileReport> {
    if separate {
        return files.iter().flat_map(|f| service::reports(std::slice::from_ref(f))).collect();
    }
    service::reports(files)
}
