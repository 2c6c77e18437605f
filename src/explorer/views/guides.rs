//! Guides: what they say of these files, and what would read otherwise as the files are now.

use super::View;
use crate::content::{excerpt, figures};
use crate::engine::checks;
use crate::explorer::{Seen, digest};
use crate::protocol::said::{ASKED, SaidByGuide, SaidExcerpt, SaidInSection, SaidView, Sentence};
use crate::ui::markup::Markup;

/// The view.
pub const VIEW: View = View { id: "guides", show };

fn show(seen: &Seen<'_>) -> Vec<Markup> {
    let guides = &seen.said.guides;
    if guides.is_empty() {
        let words = "No guide speaks of these files. Open one of FeastFlow's sets and change something in it.";
        return vec![crate::explorer::controls::empty(words)];
    }
    let changed: Vec<(&SaidByGuide, Vec<Markup>)> = guides.iter().map(|guide| (guide, changes(seen, guide))).collect();
    let count = changed.iter().map(|(_, all)| all.len()).sum();
    let mut out = vec![summary(count)];
    out.extend(changed.iter().filter(|(_, all)| !all.is_empty()).map(|(guide, all)| of_guide(guide, all)));
    if count == 0 {
        out.push(list(guides));
    }
    out
}

fn summary(count: usize) -> Markup {
    let mut out = Markup::new("<p class=\"summary\" role=\"status\">");
    match count {
        0 => out.raw("As these files are, every guide says what is so. Change a value, and read here what they would have to say."),
        1 => out.raw("<strong>1</strong> place in the guides would read otherwise."),
        count => out.raw("<strong>").number(count).raw("</strong> places in the guides would read otherwise."),
    };
    out.raw("</p>");
    out
}

fn of_guide(guide: &SaidByGuide, changes: &[Markup]) -> Markup {
    let mut out = Markup::new("<section class=\"answer\"><h2>");
    link(&mut out, &guide.slug, "", &guide.title).raw("</h2><ul class=\"said\">");
    for change in changes {
        out.raw("<li>").raw(&change.html).raw("</li>");
    }
    out.raw("</ul></section>");
    out
}

fn list(guides: &[SaidByGuide]) -> Markup {
    let mut out = Markup::new("<section class=\"answer\"><h2>Guides that speak of these files</h2><ul>");
    for guide in guides {
        link(out.raw("<li>"), &guide.slug, "", &guide.title).raw("</li>");
    }
    out.raw("</ul></section>");
    out
}

fn link<'m>(out: &'m mut Markup, slug: &str, id: &str, text: &str) -> &'m mut Markup {
    out.raw("<a href=\"guides/").text(slug).raw("/");
    if !id.is_empty() {
        out.raw("#").text(id);
    }
    out.raw("\">").text(text).raw("</a>")
}

/// What would read otherwise, section by section.
fn changes(seen: &Seen<'_>, guide: &SaidByGuide) -> Vec<Markup> {
    let mut out = Vec::new();
    for section in &guide.sections {
        let before = out.len();
        out.extend(section.sentences.iter().filter_map(|one| sentence(seen, one)));
        out.extend(section.excerpts.iter().filter_map(|one| part(seen, one)));
        out.extend(section.views.iter().filter_map(|one| view(seen, one)));
        out.extend(section.relies.iter().flat_map(|text| broken(seen, text)));
        if let Some(first) = out.get_mut(before) {
            *first = headed(guide, section, first);
        }
    }
    out
}

/// The first change of a section, with the way to it.
fn headed(guide: &SaidByGuide, section: &SaidInSection, change: &Markup) -> Markup {
    if section.id.is_empty() {
        return change.clone();
    }
    let mut out = Markup::new("<p class=\"section\">");
    link(&mut out, &guide.slug, &section.id, &section.title).raw("</p>").raw(&change.html);
    out
}

/// The sentence with its new values, if one is new.
fn sentence(seen: &Seen<'_>, sentence: &Sentence) -> Option<Markup> {
    let now: Vec<String> = sentence
        .questions
        .iter()
        .map(|question| figures::answer(seen.model, question).unwrap_or_else(|_| "nothing".to_owned()))
        .collect();
    if now == sentence.answers {
        return None;
    }
    let mut values = sentence.answers.iter().zip(&now);
    let mut code = false;
    let mut out = Markup::new("<p>");
    for part in sentence.text.split_inclusive(['`', ASKED]) {
        out.text(part.trim_end_matches(['`', ASKED]));
        if part.ends_with('`') {
            code = !code;
            out.raw(if code { "<code>" } else { "</code>" });
        } else if let (true, Some((old, new))) = (part.ends_with(ASKED), values.next()) {
            value(&mut out, old, new);
        }
    }
    out.raw(if code { "</code></p>" } else { "</p>" });
    Some(out)
}

fn value(out: &mut Markup, old: &str, new: &str) {
    match old == new {
        true => out.text(new),
        false => out.raw("<del>").text(old).raw("</del> <ins>").text(new).raw("</ins>"),
    };
}

/// The lines of an excerpt that are others.
fn part(seen: &Seen<'_>, said: &SaidExcerpt) -> Option<Markup> {
    let file = seen.model.workspace.position(&said.file).and_then(|at| seen.model.workspace.files.get(at));
    let object = Some(said.object.as_str()).filter(|object| !object.is_empty());
    let now = file.and_then(|file| excerpt::plain(&file.text, object, &said.path));
    if now.as_deref() == Some(&said.text) {
        return None;
    }
    let mut out = Markup::new("<p>The excerpt <code>");
    out.text(&said.file).raw("</code> <code>").text(&said.path).raw("</code>");
    match now {
        None => out.raw(" is not there any more.</p>"),
        Some(now) => {
            out.raw("</p><pre tabindex=\"0\">");
            differences(&mut out, &said.text, &now);
            out.raw("</pre>")
        }
    };
    Some(out)
}

fn differences(out: &mut Markup, old: &str, new: &str) {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - same;
    let after = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    for (name, sign, lines) in [("del", "- ", old), ("ins", "+ ", new)] {
        for line in lines.get(same..lines.len() - after).unwrap_or_default() {
            out.raw("<").raw(name).raw(">").raw(sign).text(line).raw("</").raw(name).raw(">\n");
        }
    }
}

fn view(seen: &Seen<'_>, said: &SaidView) -> Option<Markup> {
    if digest(seen.model, said) == said.digest {
        return None;
    }
    let mut out = Markup::new("<p>What it shows of the panel <strong>");
    out.text(crate::ui::panels::known(&said.view).map_or("", |panel| panel.title)).raw("</strong> is another");
    match said.caption.is_empty() {
        true => out.raw(".</p>"),
        false => out.raw(". Below it stands: ").words(&said.caption).raw("</p>"),
    };
    Some(out)
}

/// What a text relies on and is not so.
fn broken(seen: &Seen<'_>, text: &str) -> Vec<Markup> {
    let checks = checks::read(text).unwrap_or_default().into_iter();
    let answers = checks.map(|check| (check.title(), check.answer(seen.model)));
    let words = |(title, answer): (String, checks::Answer)| {
        let mut out = Markup::new("<p>It says, or takes for granted: ");
        out.words(&title).raw(". Now: ").words(&answer.found).raw("</p>");
        out
    };
    answers.filter(|(_, answer)| !answer.holds).map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{analyze, service};
    use crate::explorer::inputs::Inputs;
    use crate::protocol::FileText;
    use crate::protocol::said::Said;

    const MAP: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  a: x\n  b: y\n";

    fn shown(text: &str) -> String {
        let model = analyze(service::open(&[FileText { name: "a.yaml".into(), text: text.into() }]));
        let section = SaidInSection {
            id: "there".into(),
            title: "There".into(),
            sentences: vec![Sentence {
                text: "It is `\u{1}` <here>.".into(),
                questions: vec!["ConfigMap/c data.a".into()],
                answers: vec!["x".into()],
            }],
            excerpts: vec![SaidExcerpt {
                file: "a.yaml".into(),
                path: "data".into(),
                text: "data:\n  a: x\n  b: y".into(),
                ..SaidExcerpt::default()
            }],
            views: Vec::new(),
            relies: vec!["- field: {object: ConfigMap/c, path: data.b, is: y}".into()],
        };
        let guide = SaidByGuide { slug: "g".into(), title: "G".into(), sections: vec![section] };
        let said = Said { guides: vec![guide] };
        let seen = Seen { model: &model, inputs: &Inputs::new(&[]), said: &said };
        show(&seen).iter().map(|piece| piece.html.as_str()).collect()
    }

    #[test]
    fn nothing_has_changed() {
        let html = shown(MAP);
        assert!(html.contains("every guide says what is so") && html.contains("<a href=\"guides/g/\">G</a>"), "{html}");
    }

    #[test]
    fn what_would_read_otherwise_is_said_with_the_way_to_it() {
        let html = shown(&MAP.replace("a: x", "a: z"));
        assert!(html.contains("<strong>2</strong> places"), "{html}");
        assert!(html.contains("It is <code><del>x</del> <ins>z</ins></code> &lt;here&gt;."), "{html}");
        assert!(html.contains("<del>-   a: x</del>\n<ins>+   a: z</ins>\n") && !html.contains("b: y</del>"), "{html}");
        assert!(html.contains("href=\"guides/g/#there\">There</a>") && !html.contains("takes for granted"), "{html}");
    }

    #[test]
    fn what_is_taken_for_granted_is_named() {
        let html = shown(&MAP.replace("b: y", "b: z"));
        assert!(html.contains("takes for granted") && html.contains("is <code>z</code>"), "{html}");
        assert!(shown("").contains("The excerpt <code>a.yaml</code> <code>data</code> is not there any more"));
    }
}
