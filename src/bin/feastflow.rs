//! `feastflow check|objects|wiring|probes PATHS…`: what the page shows, for a terminal and for CI.

use std::process::ExitCode;

fn main() -> ExitCode {
    feastflow::cli::main()
}
