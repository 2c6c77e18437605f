//! Every lesson: before each step something is missing, after it everything holds.

use std::path::Path;

use feastflow::content::Lesson;
use feastflow::content::lesson::Step;
use feastflow::engine::checks::{self, Answer};
use feastflow::engine::{Analysis, analyze, rules, service};
use feastflow::protocol::FileText;
use feastflow::publish;

fn lessons() -> Vec<Lesson> {
    publish::check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).unwrap().0.lessons
}

/// Title and answer of each check of a step.
fn answers(step: &Step, files: &[FileText]) -> Vec<(String, Answer)> {
    let set: Analysis = analyze(service::open(files));
    let text = step.checks.as_ref().map_or("", |checks| &checks.text);
    let checks = if text.is_empty() { Vec::new() } else { checks::read(text).unwrap() };
    checks.iter().map(|check| (check.title(), check.answer(&set))).collect()
}

fn row((title, answer): &(String, Answer)) -> String {
    let place = answer.place.as_ref().map(|place| format!(" ({}:{})", place.file, place.line)).unwrap_or_default();
    format!("    [{}] {title}\n        {}{place}", if answer.holds { "x" } else { " " }, answer.found)
}

#[test]
fn a_step_is_open_before_and_done_after() {
    let mut wrong = Vec::new();
    for lesson in lessons() {
        for (n, step) in lesson.steps.iter().enumerate() {
            let name = format!("{} step {} “{}”", lesson.slug, n + 1, step.heading.text);
            let Some(checks) = &step.checks else { continue };
            let (before, after) = (answers(step, &step.before), answers(step, &step.after));
            println!("{name}\n  before");
            before.iter().for_each(|one| println!("{}", row(one)));
            println!("  after");
            after.iter().for_each(|one| println!("{}", row(one)));
            if !checks.already && before.iter().all(|(_, answer)| answer.holds) {
                wrong.push(format!("{name}: everything holds before anything is done"));
            }
            let open = after.iter().filter(|(_, answer)| !answer.holds);
            wrong.extend(open.map(|one| format!("{name}: not so in its solution:\n{}", row(one))));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_step_that_checks_something_helps() {
    let mut wrong = Vec::new();
    for lesson in lessons() {
        for step in lesson.steps.iter().filter(|step| step.checks.as_ref().is_some_and(|checks| !checks.already)) {
            if step.hints.is_empty() {
                wrong.push(format!("{}: step “{}” has no hint", lesson.slug, step.heading.text));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn checks_name_rules_that_there_are() {
    for lesson in lessons() {
        for checks in lesson.steps.iter().filter_map(|step| step.checks.as_ref()) {
            for word in ["rule: ", "finding: "] {
                let named = checks.text.split(word).skip(1).filter_map(|rest| rest.split([',', '}', '\n']).next());
                for rule in named.map(str::trim).filter(|rule| !rule.starts_with('{')) {
                    assert!(rules::ALL.iter().any(|known| known.id == rule), "{}: no rule {rule}", lesson.slug);
                }
            }
        }
    }
}
