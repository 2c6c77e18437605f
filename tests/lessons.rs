//! Every lesson: before each step something is missing, after it everything holds.

use std::path::Path;

use feastflow::content::lesson::Step;
use feastflow::content::{Block, Lesson};
use feastflow::engine::checks::{self, Answer};
use feastflow::engine::{Analysis, analyze, rules, service};
use feastflow::protocol::{FileText, Severity};
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

#[test]
fn the_end_of_a_lesson_has_no_errors() {
    for lesson in lessons() {
        let reports = service::reports(lesson.solution());
        let errors = reports.iter().flat_map(|report| &report.findings).filter(|one| one.severity == Severity::Error);
        let errors: Vec<&str> = errors.map(|one| one.message.as_str()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", lesson.slug);
    }
}

#[test]
fn files_of_lessons_can_be_read() {
    for lesson in lessons() {
        for report in service::reports(&lesson.start) {
            let broken = report.findings.iter().find(|one| one.rule == "yaml-syntax");
            assert!(broken.is_none(), "{}/{}: {broken:?}", lesson.slug, report.file);
        }
    }
}

/// The lines of the YAML that a hint shows, without their depth.
fn shown(hint: &feastflow::content::Page) -> Vec<Vec<String>> {
    let blocks = hint.blocks.iter().filter_map(|block| match block {
        Block::Code { language, lines } if language == "yaml" => Some(lines),
        _ => None,
    });
    let text = |line: &feastflow::content::highlight::Line| {
        line.iter().map(|token| token.text.as_str()).collect::<String>().trim().to_owned()
    };
    blocks.map(|lines| lines.iter().map(text).filter(|line| !line.is_empty()).collect()).collect()
}

/// Whether lines stand one after the other in a file, with others between them.
fn stands(lines: &[String], file: &str) -> bool {
    let mut rest = file.lines().map(str::trim);
    lines.iter().filter(|line| *line != "---").all(|line| rest.any(|other| other == line))
}

#[test]
fn hints_show_what_the_solution_has() {
    let mut wrong = Vec::new();
    for lesson in lessons() {
        for step in &lesson.steps {
            for lines in step.hints.iter().flat_map(shown) {
                if !step.after.iter().any(|file| stands(&lines, &file.text)) {
                    wrong.push(format!("{} step “{}”: {lines:#?}", lesson.slug, step.heading.text));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "no file of the solution has these lines in this order:\n{}", wrong.join("\n"));
}

/// Words between backticks in running text, in hints and in notes, each with its line.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut skipped = None;
    for (n, line) in (1..).zip(text.lines()) {
        let ticks = line.chars().take_while(|c| *c == '`').count();
        let prose = ["hint", "notes"].iter().any(|word| line.trim_start_matches('`').starts_with(word));
        match skipped {
            Some(fence) if ticks == fence => skipped = None,
            None if ticks >= 3 && !prose && ticks < line.len() => skipped = Some(ticks),
            None if ticks < 3 => out.extend(line.split('`').skip(1).step_by(2).map(|word| (n, word))),
            _ => {}
        }
    }
    out
}

/// Whether each key of a path, or the word as it is, stands in a text.
fn held(word: &str, text: &str) -> bool {
    let key = |part: &str| text.contains(&format!("{}:", part.split('[').next().unwrap_or(part)));
    text.contains(word) || word.split('.').all(key)
}

#[test]
fn words_between_backticks_are_in_the_files_or_known() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lists =
        ["tests/lessons.txt", "tests/bound/words.txt"].map(|list| std::fs::read_to_string(root.join(list)).unwrap());
    let known = |list: &str, word: &str| {
        list.lines().any(|line| line.rsplit_once(" | ").is_some_and(|(known, _)| known == word))
    };
    let mut wrong = Vec::new();
    let mut all = String::new();
    for lesson in lessons() {
        let path = format!("content/lessons/{}/lesson.md", lesson.slug);
        let text = std::fs::read_to_string(root.join(&path)).unwrap();
        let files = lesson.steps.iter().flat_map(|step| &step.after).chain(&lesson.start);
        let files: String = files.map(|file| format!("{}\n{}\n", file.name, file.text)).collect();
        for (line, word) in words(&text) {
            if !word.contains("{{")
                && !word.starts_with("kubectl ")
                && !held(word, &files)
                && !lists.iter().any(|list| known(list, word))
            {
                wrong.push(format!(
                    "{path}:{line}: `{word}` is in no file of it; tests/lessons.txt says what others are"
                ));
            }
        }
        all.push_str(&text);
    }
    let unused = lists[0].lines().filter_map(|line| Some(line.rsplit_once(" | ")?.0));
    wrong.extend(
        unused.filter(|word| !all.contains(&format!("`{word}`"))).map(|word| format!("no lesson says `{word}`")),
    );
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
