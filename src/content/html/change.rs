//! A change that a guide proposes: the lines before and after, and the way into the playground with it done.

use super::{escape, note, pre_of, token};
use crate::content::block::{Change, Edit, Fate};
use crate::content::{highlight, links};

/// The figure.
pub(super) fn figure(change: &Change) -> String {
    let edits: String = change.edits.iter().map(edit).collect();
    let (title, play) = (escape(&change.title), escape(&playground(change)));
    let caption = note(change.caption.as_deref());
    format!(
        concat!(
            r#"<figure class="manifest change"><figcaption><span><strong>Try:</strong> {title}</span>"#,
            r#"<a href="{play}" aria-label="Try in the playground: {title}">Try in the playground</a></figcaption>"#,
            r#"{edits}{caption}</figure>"#
        ),
        title = title,
        play = play,
        edits = edits,
        caption = caption,
    )
}

/// The changed set, at the first change, with the panel that shows what comes of it.
fn playground(change: &Change) -> String {
    let mut out = match change.edits.first() {
        Some(edit) => links::playground(&change.slug, &edit.file, edit.line),
        None => links::playground(&change.slug, "", 1),
    };
    let panel = change.panel.iter().map(|panel| ("panel", panel.as_str()));
    let inputs = change.inputs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    for (name, value) in panel.chain(inputs) {
        out.push_str(&format!("&{}={}", links::encode(name), links::encode(value)));
    }
    out
}

fn edit(edit: &Edit) -> String {
    let (file, path) = (escape(&edit.file), escape(&edit.path));
    let line = |(fate, line): &(Fate, Vec<_>)| {
        let text: String = line.iter().map(token).collect();
        match fate {
            Fate::Kept => format!("  {text}"),
            Fate::Gone => format!("<del>- {text}</del>"),
            Fate::New => format!("<ins>+ {text}</ins>"),
        }
    };
    let lines: Vec<String> = edit.lines.iter().map(line).collect();
    format!(
        r#"<p class="where"><span class="file">{file}</span> <span class="path">{path}</span></p>{}"#,
        pre_of(highlight::language_of(&edit.file), &lines)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_leads_to_the_changed_set() {
        let line = |text: &str| highlight::highlight("yaml", text).remove(0);
        let change = Change {
            slug: "guides/x/too-big".into(),
            set: "s".into(),
            title: "A & B".into(),
            files: Vec::new(),
            edits: vec![Edit {
                file: "a.yaml".into(),
                path: "spec".into(),
                line: 4,
                lines: vec![(Fate::Gone, line("a: <")), (Fate::New, line("a: 2"))],
            }],
            panel: Some("time".into()),
            inputs: vec![("trouble".into(), "a b".into())],
            caption: None,
        };
        let html = figure(&change);
        let play = "playground/?set=guides/x/too-big&amp;file=a.yaml&amp;line=4&amp;panel=time&amp;trouble=a%20b";
        assert!(html.contains(play), "{html}");
        assert!(html.contains("<del>- ") && html.contains("<ins>+ ") && html.contains("&lt;"), "{html}");
    }
}
