//! A manifest in a page, or a part of one: its lines, what stands beside them, and the way into the playground.

use super::{escape, inline, note, pre_of, token};
use crate::content::block::{Excerpt, Remark};
use crate::content::{highlight, links};

/// The figure. Lines that a remark is about are marked; a number says which remark.
pub(super) fn figure(excerpt: &Excerpt) -> String {
    let (set, file, path) = (escape(&excerpt.set), escape(&excerpt.file), escape(&excerpt.path));
    let at = if path.is_empty() { String::new() } else { format!(r#" <span class="path">{path}</span>"#) };
    let play = escape(&links::playground(&excerpt.set, &excerpt.file, excerpt.line));
    let language = highlight::language_of(&excerpt.file);
    let said: Vec<&Remark> = excerpt.remarks.iter().filter(|remark| !remark.says.is_empty()).collect();
    let beside: String = said.iter().map(|remark| item(remark)).collect();
    let beside = if said.is_empty() { beside } else { format!(r#"<ol class="beside">{beside}</ol>"#) };
    format!(
        concat!(
            r#"<figure class="manifest{noted}" data-set="{set}" data-file="{file}" data-path="{path}">"#,
            r#"<figcaption><span><span class="file">{file}</span>{at}</span>"#,
            r#"<button type="button" data-copy aria-label="Copy {file}">Copy</button>"#,
            r#"<a href="{play}" aria-label="Open in playground: {file}">Open in playground</a></figcaption>"#,
            r#"{pre}{beside}{caption}</figure>"#
        ),
        noted = if said.is_empty() { "" } else { " noted" },
        set = set,
        file = file,
        path = path,
        at = at,
        play = play,
        pre = pre_of(language, &lines(excerpt, &said)),
        beside = beside,
        caption = note(excerpt.caption.as_deref()),
    )
}

fn item(remark: &Remark) -> String {
    format!("<li><code>{}</code> {}</li>", escape(&remark.name), inline(&remark.says))
}

fn lines(excerpt: &Excerpt, said: &[&Remark]) -> Vec<String> {
    let line = |(n, line): (usize, &Vec<_>)| {
        let text: String = line.iter().map(token).collect();
        if !excerpt.remarks.iter().any(|remark| remark.lines.contains(&n)) {
            return text;
        }
        let number = said.iter().position(|remark| remark.lines.start == n).map(|at| at + 1);
        let number = number.map(|number| format!(r#" data-remark="{number}""#)).unwrap_or_default();
        format!("<mark{number}>{text}</mark>")
    };
    excerpt.lines.iter().enumerate().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(remarks: Vec<Remark>) -> Excerpt {
        Excerpt {
            set: "s".into(),
            file: "a.yaml".into(),
            path: "spec.x[0]".into(),
            line: 7,
            caption: Some("Look & see.".into()),
            lines: highlight::highlight("yaml", "x: 1\ny: 2\nz: 3"),
            remarks,
        }
    }

    #[test]
    fn manifests_lead_to_the_playground() {
        let html = figure(&excerpt(Vec::new()));
        assert!(html.contains("playground/?set=s&amp;file=a.yaml&amp;line=7"), "{html}");
        assert!(html.contains("Look &amp; see.") && !html.contains("<mark") && !html.contains("<ol"), "{html}");
    }

    #[test]
    fn remarks_stand_beside_what_they_are_about() {
        let remark = |from, says: &str| Remark { lines: from..from + 1, name: "k".into(), says: says.into() };
        let html = figure(&excerpt(vec![remark(0, ""), remark(2, "`z` <is> 3.")]));
        assert!(html.contains("<mark><span") && html.contains(r#"<mark data-remark="1"><span"#), "{html}");
        assert!(html.contains("<li><code>k</code> <code>z</code> &lt;is&gt; 3.</li>"), "{html}");
        assert_eq!(html.matches("<mark").count(), 2);
    }
}
