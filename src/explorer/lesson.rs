//! A step of a lesson: its text, what is still missing, hints as they are asked for, the solution.

mod diff;

use crate::engine::Analysis;
use crate::engine::checks::{self, Answer, Check};
use crate::protocol::lesson::{At, Lesson, LessonStep, Standing};
use crate::ui::markup::Markup;

/// A step as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Its pieces.
    pub pieces: Vec<Markup>,
    /// How it is with it.
    pub standing: Standing,
}

/// Shows where a reader is in a lesson; none if there is no such step.
#[must_use]
pub fn show(model: &Analysis, lesson: &Lesson, at: &At) -> Option<Shown> {
    let index = usize::try_from(at.step).ok()?.checked_sub(1)?;
    let step = lesson.steps.get(index)?;
    let checks = checks::read(&step.checks).unwrap_or_default();
    let answers: Vec<(Check, Answer)> = checks
        .into_iter()
        .map(|check| {
            let answer = check.answer(model);
            (check, answer)
        })
        .collect();
    let standing = match answers.iter().all(|(_, answer)| answer.holds) {
        _ if answers.is_empty() => Standing::Free,
        true => Standing::Done,
        false => Standing::Open,
    };
    let open = answers.iter().filter(|(_, answer)| !answer.holds).count();
    let mut pieces = vec![overview(lesson, at, standing, (open, answers.len()))];
    if index == 0 && !lesson.intro.is_empty() {
        pieces.push(Markup::new("<div class=\"intro\">").raw(&lesson.intro).raw("</div>").clone());
    }
    pieces.push(text(at, step));
    pieces.extend((!answers.is_empty()).then(|| missing(&answers, standing)));
    pieces.extend(hints(step, at, standing));
    pieces.extend(solution(model, step, at, standing));
    pieces.push(onward(lesson, at, standing));
    Some(Shown { pieces, standing })
}

/// Title and steps, and how many conditions are open.
fn overview(lesson: &Lesson, at: &At, standing: Standing, (open, all): (usize, usize)) -> Markup {
    let mut out = Markup::new("<header class=\"lesson-head\"><p class=\"lesson-title\"><a href=\"lessons/");
    out.text(&lesson.slug).raw("/\">").text(&lesson.title).raw("</a>");
    match standing {
        Standing::Open => out.raw("<span class=\"standing\">").number(open).raw(" of ").number(all).raw(" open</span>"),
        Standing::Done => out.raw("<span class=\"standing done\">done</span>"),
        Standing::Free => &mut out,
    };
    out.raw("</p><ol class=\"steps-of\">");
    for (n, step) in (1_u32..).zip(&lesson.steps) {
        let here = n == at.step;
        let done = at.done.contains(&n) || (here && standing == Standing::Done);
        out.raw("<li><button type=\"button\" data-step=\"").number(n).raw("\" title=\"").text(&step.title).raw("\"");
        out.raw(if here { " aria-current=\"step\"" } else { "" }).raw(if done { " class=\"done\">" } else { ">" });
        out.raw("<span class=\"unseen\">Step </span>").number(n).raw("<span class=\"unseen\">: ").text(&step.title);
        out.raw(if done { ", done" } else { "" }).raw("</span></button></li>");
    }
    out.raw("</ol></header>");
    out
}

fn text(at: &At, step: &LessonStep) -> Markup {
    let mut out = Markup::new("<section class=\"step\"><h2 id=\"step\" tabindex=\"-1\"><small>Step ");
    out.number(at.step).raw("</small> ").text(&step.title).raw("</h2>").raw(&step.html).raw("</section>");
    out
}

/// What has to be true, and how it is.
fn missing(answers: &[(Check, Answer)], standing: Standing) -> Markup {
    let open = answers.iter().filter(|(_, answer)| !answer.holds).count();
    let mut out = Markup::new("<section class=\"checks\" aria-label=\"Done when\"><p aria-live=\"polite\">");
    match standing {
        Standing::Done => out.raw("<strong>Done.</strong>"),
        _ => out.raw("Done when · <strong>").number(open).raw(" of ").number(answers.len()).raw(" open</strong>"),
    };
    out.raw("</p><ul>");
    answers.iter().for_each(|(check, answer)| row(&mut out, check, answer));
    out.raw("</ul></section>");
    out
}

fn row(out: &mut Markup, check: &Check, answer: &Answer) {
    let (class, word) = if answer.holds { ("holds", "holds") } else { ("open", "open") };
    out.raw("<li class=\"").raw(class).raw("\"><span class=\"unseen\">").raw(word).raw(": </span>");
    out.words(&check.title()).raw("<br><small>").words(&answer.found);
    if let Some(place) = answer.place.as_ref().filter(|place| !place.file.is_empty()) {
        out.raw(" ").go("plain where", place).text(&place.file).raw(", line ").number(place.line).raw("</button>");
    }
    out.raw("</small></li>");
}

/// The hints that were asked for, and the button for the next while something is missing.
fn hints(step: &LessonStep, at: &At, standing: Standing) -> Vec<Markup> {
    let asked = usize::try_from(at.hints).unwrap_or(usize::MAX).min(step.hints.len());
    let all = step.hints.len();
    let mut out: Vec<Markup> = Vec::new();
    for (n, hint) in step.hints.iter().take(asked).enumerate() {
        let mut piece = Markup::new("<section class=\"hint\"><p class=\"hint-of\">Hint ");
        piece.number(n + 1).raw(" of ").number(all).raw("</p>").raw(hint).raw("</section>");
        out.push(piece);
    }
    if asked < all && standing != Standing::Done {
        let mut piece = Markup::new("<p><button type=\"button\" class=\"button small\" data-hint>");
        piece.raw(if asked == 0 { "Show a hint" } else { "Show the next hint" });
        piece.raw(" <small>").number(asked + 1).raw(" of ").number(all).raw("</small></button></p>");
        out.push(piece);
    }
    out
}

/// What the solution changes, once it was asked for.
fn solution(model: &Analysis, step: &LessonStep, at: &At, standing: Standing) -> Option<Markup> {
    let asked = at.solution;
    if step.solution.is_empty() || standing == Standing::Free || (standing == Standing::Done && !asked) {
        return None;
    }
    if !asked {
        let button =
            "<p><button type=\"button\" class=\"button small quiet\" data-solution>Show the solution</button></p>";
        return Some(Markup::new(button));
    }
    let mut out = Markup::new("<section class=\"solution\"><h3>The solution, held against your files</h3>");
    let mut same = true;
    for file in &step.solution {
        let own = model.workspace.files.iter().find(|own| own.name == file.name).map_or("", |own| own.text.as_str());
        if own != file.text {
            same = false;
            diff::write(&mut out, &file.name, own, &file.text);
        }
    }
    if same {
        out.raw("<p>Your files are as the solution has them.</p>");
    } else {
        out.raw("<p><button type=\"button\" class=\"button small\" data-solve>Put it into my files</button></p>");
    }
    out.raw("</section>");
    Some(out)
}

/// To the neighbouring steps, and from the beginning.
fn onward(lesson: &Lesson, at: &At, standing: Standing) -> Markup {
    let last = u32::try_from(lesson.steps.len()).unwrap_or(u32::MAX);
    let mut out = Markup::new("<footer class=\"onward\"><p>");
    if at.step > 1 {
        out.raw("<button type=\"button\" class=\"button\" data-step=\"").number(at.step - 1).raw("\">Back</button> ");
    }
    if at.step < last {
        let class = if standing == Standing::Open { "button" } else { "button primary" };
        out.raw("<button type=\"button\" class=\"").raw(class).raw("\" data-step=\"").number(at.step + 1);
        out.raw("\">Next step</button>");
    } else if standing != Standing::Open {
        out.raw("<strong>That was the last step.</strong> <a class=\"button primary\" href=\"lessons/\" data-finish>To all lessons</a>");
    }
    out.raw("</p><p class=\"small\">The lesson has files of its own, kept in this browser; your other files stay as they are. ");
    out.raw("<button type=\"button\" class=\"plain link\" data-restart>Start the lesson again</button></p></footer>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::analyze;
    use crate::engine::workspace::Workspace;
    use crate::protocol::FileText;

    fn lesson() -> Lesson {
        let step = |title: &str, checks: &str| LessonStep {
            title: title.into(),
            html: "<p>Text</p>".into(),
            checks: checks.into(),
            hints: vec!["<p>one</p>".into(), "<p>two</p>".into()],
            solution: vec![FileText { name: "a.yaml".into(), text: "kind: Service\n".into() }],
        };
        Lesson {
            slug: "l".into(),
            title: "A & B".into(),
            intro: "<p>Hello</p>".into(),
            steps: vec![step("Look", ""), step("Mend", "- exists: Service/a\n- absent: Service/b")],
        }
    }

    fn shown(text: &str, at: &At) -> (String, Standing) {
        let model = analyze(Workspace::of([("a.yaml", text)]));
        let shown = show(&model, &lesson(), at).unwrap();
        (shown.pieces.iter().map(|piece| piece.html.as_str()).collect(), shown.standing)
    }

    #[test]
    fn a_step_without_checks_is_free() {
        let (html, standing) = shown("", &At { step: 1, ..At::default() });
        assert_eq!(standing, Standing::Free);
        for part in ["A &amp; B", "<p>Hello</p>", "<p>Text</p>", "data-step=\"2\"", "Show a hint"] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(!html.contains("Done when") && !html.contains("data-solution"), "{html}");
    }

    #[test]
    fn says_what_is_missing_and_what_holds() {
        let (html, standing) = shown("kind: ConfigMap\n", &At { step: 2, done: vec![1], ..At::default() });
        assert_eq!(standing, Standing::Open);
        assert!(html.contains("1 of 2 open") && html.contains("class=\"holds\"") && !html.contains("Hello"), "{html}");
        assert!(html.contains("title=\"Look\" class=\"done\""), "{html}");
        let service = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n";
        let (html, standing) = shown(service, &At { step: 2, ..At::default() });
        assert_eq!(standing, Standing::Done);
        assert!(html.contains("<strong>Done.</strong>") && html.contains("a.yaml, line 2"), "{html}");
        assert!(html.contains("last step"), "{html}");
    }

    #[test]
    fn hints_come_one_by_one_and_the_solution_when_asked() {
        let (html, _) = shown("a: 1\n", &At { step: 2, hints: 1, solution: true, done: Vec::new() });
        assert!(html.contains("<p>one</p>") && !html.contains("<p>two</p>") && html.contains("2 of 2"), "{html}");
        assert!(html.contains("data-solve") && html.contains("kind: Service"), "{html}");
        let (html, _) = shown("kind: Service\n", &At { step: 2, hints: 9, solution: true, done: Vec::new() });
        assert!(html.contains("<p>two</p>") && !html.contains("data-hint"), "{html}");
        assert!(html.contains("as the solution has them"), "{html}");
    }

    #[test]
    fn there_are_no_other_steps() {
        let model = Analysis::default();
        for step in [0, 3] {
            assert_eq!(show(&model, &lesson(), &At { step, ..At::default() }), None);
        }
    }
}
