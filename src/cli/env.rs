//! `env`: what each container gets.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value as Json, json};

use super::rollout::{refuse, workload};
use super::{Plain, print, read};
use crate::engine::environment::{
    self, Address, Argument, Container, File, Mount, Source, SourceKind, Trouble, Variable,
};
use crate::engine::{analyze, service};
use crate::protocol::Place;

#[derive(Args)]
pub(super) struct Options {
    /// Files, and folders that are read recursively; `-` is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Only this one: kind and name, such as Deployment/web
    #[arg(long, value_name = "KIND/NAME", value_parser = workload)]
    workload: Option<(String, String)>,
    /// Only this namespace
    #[arg(long, short)]
    namespace: Option<String>,
    /// Print what Secrets hold, instead of dots
    #[arg(long)]
    show_secrets: bool,
    /// Print the variables that are made for Services, too
    #[arg(long)]
    service_links: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    format: Plain,
}

impl Options {
    fn wants(&self, container: &Container) -> bool {
        let named = self.workload.as_ref().is_none_or(|(kind, name)| {
            container.workload_name.split_once(' ').is_some_and(|(k, n)| k.eq_ignore_ascii_case(kind) && n == name)
        });
        named && self.namespace.as_ref().is_none_or(|n| *n == container.namespace)
    }

    fn shows(&self, variable: &Variable) -> bool {
        self.service_links || variable.source.kind != SourceKind::Link
    }
}

pub(super) fn run(options: &Options) -> ExitCode {
    let read::Read { files, failures } = read::files(&options.paths);
    for failure in &failures {
        eprintln!("feastflow: {failure}");
    }
    let analysis = analyze(service::open(&files));
    let mut containers = environment::all(&analysis);
    containers.retain(|c| options.wants(c));
    if let (true, Some((kind, name))) = (containers.is_empty(), &options.workload) {
        return refuse(&format!("{kind}/{name} is not in these files, or has no containers"));
    }
    print(&match options.format {
        Plain::Json => json(options, &containers),
        Plain::Text => containers.iter().map(|c| text(options, c)).collect::<Vec<_>>().join("\n"),
    });
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

fn at(place: &Place) -> Json {
    json!({ "file": place.file, "line": place.line, "column": place.column })
}

fn address(address: &Address) -> Json {
    json!({
        "service": address.service, "in_set": address.there, "port": address.port, "offered": address.offered,
        "resolved_by": if address.by_browser { "browser" } else { "pod" },
    })
}

fn resolved(address: &Address) -> String {
    let port = address.port.map_or(String::new(), |port| format!(", port {port}"));
    let what = match (address.there, address.offered, address.by_browser) {
        (false, ..) => "which is not in this set",
        (_, _, true) => "which the visitor's browser cannot resolve",
        (_, false, _) => "which does not offer it",
        _ => "as pods resolve it",
    };
    format!("the address of {}{port}, {what}", address.service_name)
}

fn json(options: &Options, containers: &[Container]) -> String {
    let secrets = options.show_secrets;
    let source = |s: &Source| {
        json!({
            "by": s.kind.word(), "source": s.text, "object": s.object, "value": s.value.shown(secrets),
            "secret": s.value.is_secret(), "settled": s.value.is_settled(),
            "place": at(&s.place), "origin": s.origin.as_ref().map(at),
        })
    };
    let variable = |v: &Variable| {
        let mut out = source(&v.source);
        if let Some(fields) = out.as_object_mut() {
            fields.insert("name".into(), json!(v.name));
            fields.insert("overrides".into(), json!(v.losers.iter().map(source).collect::<Vec<_>>()));
            fields.insert("notes".into(), json!(v.notes));
            fields.insert("address".into(), v.address.as_ref().map_or(Json::Null, address));
        }
        out
    };
    let word = |a: &Argument| json!({ "written": a.written, "value": a.value.shown(secrets), "unknown": a.unknown, "place": at(&a.place) });
    let file = |f: &File| {
        json!({
            "path": f.path, "source": f.source, "mode": format!("{:04o}", f.mode),
            "hidden_by": f.hidden_by, "origin": f.origin.as_ref().map(at),
        })
    };
    let mount = |m: &Mount| {
        json!({
            "path": m.path, "volume": m.volume, "what": m.what, "sub_path": m.sub_path, "read_only": m.read_only,
            "updates": m.updates, "complete": m.complete, "notes": m.notes, "place": at(&m.place),
            "files": m.files.iter().map(file).collect::<Vec<_>>(),
        })
    };
    let trouble =
        |t: &Trouble| json!({ "state": t.state, "text": t.text, "certain": t.certain, "place": at(&t.place) });
    let container = |c: &Container| {
        let variables = c.variables.iter().filter(|v| options.shows(v));
        json!({
            "workload": c.workload, "namespace": c.namespace, "container": c.name, "init": c.init,
            "place": at(&c.place),
            "variables": variables.map(variable).collect::<Vec<_>>(),
            "command": c.command.iter().map(word).collect::<Vec<_>>(),
            "args": c.args.iter().map(word).collect::<Vec<_>>(),
            "mounts": c.mounts.iter().map(mount).collect::<Vec<_>>(),
            "troubles": c.troubles.iter().map(trouble).collect::<Vec<_>>(),
        })
    };
    format!("{:#}\n", json!({ "containers": containers.iter().map(container).collect::<Vec<_>>() }))
}

fn text(options: &Options, container: &Container) -> String {
    let secrets = options.show_secrets;
    let init = if container.init { " (init)" } else { "" };
    let mut out = format!("{} · {}{init}\n", container.workload_name, container.name);
    for t in &container.troubles {
        let word = if t.certain { "will be" } else { "may be" };
        let _ = writeln!(out, "  {word} {}: {} ({})", t.state, t.text, line(&t.place));
    }
    for v in container.variables.iter().filter(|v| options.shows(v)) {
        let s = &v.source;
        let origin = s.origin.as_ref().unwrap_or(&s.place);
        let _ = writeln!(out, "  {}={}", v.name, s.value.shown(secrets));
        let _ = writeln!(out, "      {} · {} ({})", s.kind.word(), s.text, line(origin));
        for loser in &v.losers {
            let _ =
                writeln!(out, "      over {} from {} · {}", loser.value.shown(secrets), loser.kind.word(), loser.text);
        }
        if let Some(address) = &v.address {
            let _ = writeln!(out, "      {}", resolved(address));
        }
        for note in &v.notes {
            let _ = writeln!(out, "      note: {note}");
        }
    }
    for (field, words) in [("command", &container.command), ("args", &container.args)] {
        if !words.is_empty() {
            let shown: Vec<String> = words.iter().map(|w| format!("{:?}", w.value.shown(secrets))).collect();
            let _ = writeln!(out, "  {field}: [{}]", shown.join(", "));
        }
    }
    container.mounts.iter().for_each(|m| mounted(&mut out, m));
    out
}

fn mounted(out: &mut String, mount: &Mount) {
    let only = if mount.read_only { " (read only)" } else { "" };
    let _ = writeln!(out, "  {}{only}: {}; {}", mount.path, mount.what, mount.updates);
    for file in &mount.files {
        let hidden = file.hidden_by.as_ref().map_or(String::new(), |by| format!(", hidden by {by}"));
        let _ = writeln!(out, "      {:04o} {} from {}{hidden}", file.mode, file.path, file.source);
    }
    for note in &mount.notes {
        let _ = writeln!(out, "      note: {note}");
    }
}

fn line(place: &Place) -> String {
    format!("{}:{}", place.file, place.line)
}
