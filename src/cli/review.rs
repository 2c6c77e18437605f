//! `review`: the review checklist, ticked from the manifests.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::{print, read};
use crate::engine::review::{self, Answer, Evidence, Group, Review, Verdict, markdown};
use crate::engine::{analyze, service};

#[derive(Args)]
pub(super) struct Options {
    /// Files, and folders that are read recursively; `-` is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// For a pull request
    Markdown,
}

pub(super) fn run(options: &Options) -> ExitCode {
    let read::Read { files, failures } = read::files(&options.paths);
    for failure in &failures {
        eprintln!("feastflow: {failure}");
    }
    let review = review::of(&analyze(service::open(&files)));
    print(&match options.format {
        Format::Text => text(&review),
        Format::Json => json(&review),
        Format::Markdown => markdown::of(&review),
    });
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

fn json(review: &Review) -> String {
    let evidence = |one: &Evidence| {
        let place = one.place.as_ref().map(|p| json!({ "file": p.file, "line": p.line, "column": p.column }));
        json!({ "missing": one.missing, "object": one.object, "text": one.text, "place": place })
    };
    let answer = |answer: &Answer| {
        json!({
            "id": answer.point.id,
            "group": answer.point.group.title(),
            "title": answer.point.title,
            "why": answer.point.why,
            "verdict": answer.verdict.word(),
            "evidence": answer.evidence.iter().map(evidence).collect::<Vec<Value>>(),
        })
    };
    let (ticked, all) = review.count();
    let points: Vec<Value> = review.answers.iter().map(answer).collect();
    format!("{:#}\n", json!({ "ticked": ticked, "of": all, "points": points }))
}

/// Of what speaks for a point, no more than this is printed.
const MOST: usize = 3;

fn text(review: &Review) -> String {
    let (ticked, all) = review.count();
    let mut out = format!("{ticked} of {all} points ticked\n");
    for group in Group::ALL {
        let _ = write!(out, "\n{}\n", group.title());
        for answer in review.of(group) {
            point(&mut out, answer);
        }
    }
    out
}

fn point(out: &mut String, answer: &Answer) {
    let (mark, note) = match answer.verdict {
        Verdict::Ticked => ("[x]", ""),
        Verdict::Open => ("[ ]", ""),
        Verdict::ToLookAt => ("[?]", ""),
        Verdict::DoesNotApply => (" - ", " (does not apply)"),
    };
    let _ = writeln!(out, "  {mark} {}{note}", answer.point.title);
    let shown = markdown::shown(answer, MOST);
    for one in shown {
        let place = one.place.as_ref().map(|p| format!("  ({}:{})", p.file, p.line)).unwrap_or_default();
        let missing = if one.missing { "missing: " } else { "" };
        let _ = writeln!(out, "        {missing}{}{place}", markdown::words(one));
    }
    if let Some(rest) = markdown::rest(answer, shown) {
        let _ = writeln!(out, "        and {rest} more");
    }
}
