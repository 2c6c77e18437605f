//! Environment: what each container really gets: variables with their sources, its command, the files of its volumes.

use super::View;
use crate::engine::environment::{self, Argument, Container, File, Mount, Source, SourceKind, Trouble, Variable};
use crate::explorer::Seen;
use crate::explorer::controls::{Form, empty};
use crate::ui::markup::Markup;

/// The view.
pub const VIEW: View = View { id: "environment", show };

fn show(seen: &Seen<'_>) -> Vec<Markup> {
    let all = environment::all(seen.model);
    if all.is_empty() {
        return vec![empty("No workload in these files, so no container that gets anything.")];
    }
    let chosen = seen.inputs.text("workload").filter(|key| all.iter().any(|container| container.workload == *key));
    let secrets = seen.inputs.ticked("secrets");
    let links = seen.inputs.ticked("links");
    let shown = all.iter().filter(|container| chosen.is_none_or(|key| container.workload == key));
    let mut out = vec![form(&all)];
    out.extend(shown.map(|container| self::container(container, secrets, links)));
    out
}

fn form(all: &[Container]) -> Markup {
    let mut workloads: Vec<(&str, &str)> = vec![("", "all workloads")];
    for container in all {
        if !workloads.iter().any(|(key, _)| *key == container.workload) {
            workloads.push((&container.workload, &container.workload_name));
        }
    }
    let mut form = Form::default();
    form.choice("Workload", "workload", workloads);
    form.tick("Show secret values", "secrets");
    form.tick("Show variables made for Services", "links");
    form.done()
}

fn container(container: &Container, secrets: bool, links: bool) -> Markup {
    let mut out = Markup::new("<section class=\"answer\"");
    out.about(Some(&container.workload)).raw("><h2>").go("plain", &container.place).text(&container.name);
    out.raw("</button> <small>").text(if container.init { "init container of " } else { "in " });
    out.text(&container.workload_name).raw("</small></h2>");
    container.troubles.iter().for_each(|one| trouble(&mut out, one));
    variables(&mut out, container, secrets, links);
    command(&mut out, "Command", &container.command, secrets);
    command(&mut out, "Arguments", &container.args, secrets);
    container.mounts.iter().for_each(|one| mount(&mut out, one));
    out.raw("</section>");
    out
}

fn trouble(out: &mut Markup, trouble: &Trouble) {
    out.raw("<p class=\"verdict ").raw(if trouble.certain { "broken" } else { "unsure" }).raw("\"><strong>");
    out.text(trouble.state).raw("</strong> ").words(&trouble.text).raw(" ").go("plain where", &trouble.place);
    out.raw("line ").number(trouble.place.line).raw("</button></p>");
}

fn variables(out: &mut Markup, container: &Container, secrets: bool, links: bool) {
    let made = |variable: &&Variable| variable.source.kind == SourceKind::Link;
    let hidden = container.variables.iter().filter(made).count();
    let shown: Vec<&Variable> = container.variables.iter().filter(|v| links || !made(v)).collect();
    if shown.is_empty() {
        out.raw("<p>No variables besides those of the image.</p>");
    } else {
        out.raw("<table class=\"steps words\"><caption>Variables</caption><thead><tr><th>Name</th><th>Value</th><th>From</th></tr></thead><tbody>");
        shown.into_iter().for_each(|one| variable(out, one, secrets));
        out.raw("</tbody></table>");
    }
    if hidden > 0 && !links {
        out.raw("<p><small>And ").number(hidden).raw(" made for Services: for the API server's always, for those of the namespace unless <code>enableServiceLinks</code> is false.</small></p>");
    }
}

fn variable(out: &mut Markup, variable: &Variable, secrets: bool) {
    out.raw("<tr><td><code>").text(&variable.name).raw("</code></td><td><code>");
    out.text(&variable.source.value.shown(secrets)).raw("</code>");
    for note in &variable.notes {
        out.raw("<br><small>").words(note).raw("</small>");
    }
    out.raw("</td><td>");
    source(out, &variable.source);
    for loser in &variable.losers {
        out.raw("<br><small>instead of <code>").text(&loser.value.shown(secrets)).raw("</code> from </small>");
        source(out, loser);
    }
    out.raw("</td></tr>");
}

fn source(out: &mut Markup, source: &Source) {
    out.go("plain", source.origin.as_ref().unwrap_or(&source.place)).text(&source.text).raw("</button> <small>");
    out.raw(source.kind.word()).raw("</small>");
}

fn command(out: &mut Markup, title: &str, words: &[Argument], secrets: bool) {
    if words.is_empty() {
        return;
    }
    out.raw("<h3>").text(title).raw("</h3><ol class=\"argv\">");
    for word in words {
        out.raw("<li>").go("plain", &word.place).raw("<code>").text(&word.value.shown(secrets)).raw("</code></button>");
        if !word.unknown.is_empty() {
            out.raw(" <small>nothing defines ").text(&word.unknown.join(", ")).raw("</small>");
        }
        out.raw("</li>");
    }
    out.raw("</ol>");
}

fn mount(out: &mut Markup, mount: &Mount) {
    out.raw("<h3>").go("plain", &mount.place).raw("<code>").text(&mount.path).raw("</code></button> <small>");
    out.text(&mount.what).raw(if mount.read_only { ", read-only" } else { "" }).raw("</small></h3><p>");
    out.words(mount.updates).raw("</p>");
    for note in &mount.notes {
        out.raw("<p>").words(note).raw("</p>");
    }
    if mount.files.is_empty() {
        return;
    }
    out.raw("<ul class=\"meaning\">");
    mount.files.iter().for_each(|one| file(out, one));
    out.raw("</ul>");
}

fn file(out: &mut Markup, file: &File) {
    out.raw("<li><code>").text(&file.path).raw("</code> ");
    match &file.origin {
        Some(origin) => out.go("plain", origin).text(&file.source).raw("</button>"),
        None => out.text(&file.source),
    };
    out.raw(" <small>").text(&format!("{:04o}", file.mode)).raw("</small>");
    if let Some(path) = &file.hidden_by {
        out.raw(" hidden by the mount at <code>").text(path).raw("</code>");
    }
    out.raw("</li>");
}
