//! `wiring`: what is wired to what, as a table, a tree or a drawing.

use super::{Input, ask, json, print, text};
use crate::engine::service;
use crate::picture;
use clap::{Args, ValueEnum};
use std::process::ExitCode;

/// The options.
#[derive(Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each wire
    #[value(alias = "table")]
    Text,
    /// From where requests enter downwards
    Tree,
    /// A flow chart for Markdown
    Mermaid,
    /// For Graphviz
    Dot,
    /// The drawing
    Svg,
    /// For programs
    Json,
}

/// Prints the wiring.
pub(super) fn run(options: &Options) -> ExitCode {
    let asked = ask(&options.input);
    let drawing = || service::drawing(&asked.files);
    print(&match options.format {
        Format::Text => text::wiring(&asked.reports),
        Format::Tree => picture::tree::text(&drawing()),
        Format::Mermaid => picture::mermaid::chart(&drawing()),
        Format::Dot => picture::dot::graph(&drawing()),
        Format::Svg => picture::file(&drawing()),
        Format::Json => json::wiring(&asked.reports),
    });
    if asked.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}
