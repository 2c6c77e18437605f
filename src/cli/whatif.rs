//! `whatif`: what follows if something is deleted, changed or broken.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::rollout::{refuse, workload};
use super::{Plain, print, read};
use crate::engine::timeline::probe::Kind;
use crate::engine::whatif::{self, Consequence, Edit, Target};
use crate::engine::{model, service};

#[derive(Args)]
#[command(group = clap::ArgGroup::new("edit").required(true).multiple(true))]
pub(super) struct Options {
    /// Files, and folders that are read recursively; `-` is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The object is deleted
    #[arg(long, value_name = "KIND/NAME", value_parser = workload, group = "edit")]
    delete: Vec<(String, String)>,
    /// A key of a ConfigMap or Secret is deleted
    #[arg(long, value_name = "KIND/NAME:KEY", value_parser = part, group = "edit")]
    delete_key: Vec<Part>,
    /// A key of a ConfigMap or Secret has another value
    #[arg(long, value_name = "KIND/NAME:KEY", value_parser = part, group = "edit")]
    change: Vec<Part>,
    /// What a probe asks fails from now on: liveness, readiness or startup
    #[arg(long, value_name = "KIND/NAME:PROBE", value_parser = part, group = "edit")]
    break_probe: Vec<Part>,
    /// One pod of a workload is deleted
    #[arg(long, value_name = "KIND/NAME", value_parser = workload, group = "edit")]
    delete_pod: Vec<(String, String)>,
    /// The namespace that is meant, where several objects have one name
    #[arg(long, short)]
    namespace: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    format: Plain,
}

/// Kind, name, and what of it.
type Part = (String, String, String);

fn part(text: &str) -> Result<Part, String> {
    let (object, part) = text.rsplit_once(':').ok_or("it is written as KIND/NAME:PART, such as ConfigMap/conf:KEY")?;
    let (kind, name) = workload(object)?;
    Ok((kind, name, part.to_owned()))
}

fn edits(options: &Options) -> Result<Vec<(String, Edit)>, String> {
    let target =
        |kind: &str, name: &str| Target { kind: kind.into(), name: name.into(), namespace: options.namespace.clone() };
    let mut out = Vec::new();
    for (kind, name) in &options.delete {
        out.push((format!("delete {kind}/{name}"), Edit::Delete(target(kind, name))));
    }
    for (kind, name, key) in &options.delete_key {
        out.push((format!("delete key {key} of {kind}/{name}"), Edit::DeleteKey(target(kind, name), key.clone())));
    }
    for (kind, name, key) in &options.change {
        out.push((format!("change key {key} of {kind}/{name}"), Edit::ChangeKey(target(kind, name), key.clone())));
    }
    for (kind, name, word) in &options.break_probe {
        let all = [Kind::Startup, Kind::Readiness, Kind::Liveness];
        let probe = all.into_iter().find(|kind| kind.word() == word).ok_or(format!("{word} is no kind of probe"))?;
        out.push((format!("break the {word} probe of {kind}/{name}"), Edit::BreakProbe(target(kind, name), probe)));
    }
    for (kind, name) in &options.delete_pod {
        out.push((format!("delete a pod of {kind}/{name}"), Edit::DeletePod(target(kind, name))));
    }
    Ok(out)
}

pub(super) fn run(options: &Options) -> ExitCode {
    let read::Read { files, failures } = read::files(&options.paths);
    for failure in &failures {
        eprintln!("feastflow: {failure}");
    }
    let edits = match edits(options) {
        Ok(edits) => edits,
        Err(why) => return refuse(&why),
    };
    let model = model(service::open(&files));
    let mut answers = Vec::new();
    for (what, edit) in edits {
        match whatif::of(&model, &edit) {
            Some(found) => answers.push((what, found)),
            None => return refuse(&format!("{what}: that is not in these files")),
        }
    }
    print(&if options.format == Plain::Json { json(&answers) } else { text(&answers) });
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

fn json(answers: &[(String, Vec<Consequence>)]) -> String {
    let consequence = |c: &Consequence| {
        json!({
            "severity": c.severity.word(), "object": c.object, "sentence": c.sentence,
            "file": c.place.file, "line": c.place.line, "column": c.place.column,
        })
    };
    let answer = |(what, found): &(String, Vec<Consequence>)| json!({ "edit": what, "consequences": found.iter().map(consequence).collect::<Vec<Value>>() });
    format!("{:#}\n", json!({ "edits": answers.iter().map(answer).collect::<Vec<Value>>() }))
}

fn text(answers: &[(String, Vec<Consequence>)]) -> String {
    let mut out = String::new();
    for (what, found) in answers {
        let _ = writeln!(out, "{what}");
        for c in found {
            let at = format!("{}:{}", c.place.file, c.place.line);
            let _ = writeln!(out, "  {:<10}  {}  ({at})\n              {}", c.severity.word(), c.name, c.sentence);
        }
    }
    out
}
