//! Lessons: a text in steps, the files that they start with, and how the files are after each step.
//!
//! `docs/lessons.md` says how one is written.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::block::{Block, Checks, Heading, Page};
use super::{Problem, ProblemKind};
use crate::protocol::FileText;

/// The text's file.
pub const TEXT: &str = "lesson.md";

/// What a lesson says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LessonMatter {
    /// Its title.
    pub title: String,
    /// Its place in the index.
    pub order: u32,
    /// One sentence.
    pub summary: String,
    /// How long it takes.
    pub minutes: u32,
    /// Lessons to do before.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Guides to read.
    #[serde(default)]
    pub reads: Vec<String>,
    /// The example set that it starts from.
    pub set: Option<String>,
    /// Files of that set which it does without.
    #[serde(default)]
    pub remove: Vec<String>,
    /// The file that is open first.
    pub file: Option<String>,
}

/// A lesson.
#[derive(Clone, Debug, Default)]
pub struct Lesson {
    /// The folder's name.
    pub slug: String,
    /// What it says about itself.
    pub meta: LessonMatter,
    /// The whole text.
    pub page: Page,
    /// The text before the first step.
    pub intro: Page,
    /// The steps.
    pub steps: Vec<Step>,
    /// The files that it starts with.
    pub start: Vec<FileText>,
}

/// A step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its heading.
    pub heading: Heading,
    /// Its text, without checks, hints and notes.
    pub page: Page,
    /// What has to be true for it to be done.
    pub checks: Option<Checks>,
    /// What helps, the vaguest first.
    pub hints: Vec<Page>,
    /// The files before it.
    pub before: Vec<FileText>,
    /// The files when it is done.
    pub after: Vec<FileText>,
}

impl Lesson {
    /// The files when everything is done.
    #[must_use]
    pub fn solution(&self) -> &[FileText] {
        self.steps.last().map_or(self.start.as_slice(), |step| &step.after)
    }
}

/// The files of a lesson, sorted by folder: `start`, `solution`, `solution-2`.
#[derive(Clone, Debug, Default)]
pub(super) struct Folder<'a> {
    /// The text.
    pub text: Option<&'a FileText>,
    folders: BTreeMap<&'a str, BTreeMap<&'a str, &'a str>>,
}

impl<'a> Folder<'a> {
    /// Takes a file by its name in the lesson's folder.
    pub fn add(&mut self, name: &'a str, file: &'a FileText) {
        match name.split_once('/') {
            Some((folder, name)) => drop(self.folders.entry(folder).or_default().insert(name, &file.text)),
            None if name == TEXT => self.text = Some(file),
            None => drop(self.folders.entry(name).or_default()),
        }
    }

    /// The files at the beginning, over those of the example set.
    pub fn start(&self, meta: &LessonMatter, set: &[FileText]) -> Vec<FileText> {
        let kept = set.iter().filter(|file| !meta.remove.contains(&file.name)).cloned().collect();
        self.laid_over(kept, "start")
    }

    /// The files with those of a folder laid over them; a file without text takes one away.
    pub fn laid_over(&self, mut files: Vec<FileText>, folder: &str) -> Vec<FileText> {
        for (name, text) in self.folders.get(folder).into_iter().flatten() {
            files.retain(|file| file.name != *name);
            if !text.trim().is_empty() {
                files.push(FileText { name: (*name).to_owned(), text: (*text).to_owned() });
            }
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        files
    }

    /// The folder with the files after a step, counted from one.
    fn after(&self, step: usize) -> String {
        let own = format!("solution-{step}");
        if self.folders.contains_key(own.as_str()) { own } else { "solution".to_owned() }
    }

    /// What is wrong with the folder.
    pub fn problems(&self, slug: &str, steps: usize) -> Vec<Problem> {
        let known = |name: &str| {
            let step = name.strip_prefix("solution-").and_then(|n| n.parse::<usize>().ok());
            matches!(name, "start" | "solution") || step.is_some_and(|n| (1..=steps).contains(&n))
        };
        let strange = self.folders.keys().filter(|name| !known(name));
        strange
            .map(|name| Problem {
                file: format!("lessons/{slug}/{name}"),
                line: 1,
                kind: ProblemKind::Lesson(
                    "a lesson has lesson.md, start/, solution/, and solution-N/ for its steps".into(),
                ),
            })
            .collect()
    }
}

/// The text in steps, and the files before and after each.
pub(super) fn assemble(
    slug: &str,
    meta: LessonMatter,
    page: Page,
    folder: &Folder<'_>,
    start: Vec<FileText>,
) -> (Lesson, Vec<Problem>) {
    let mut lesson = Lesson { slug: slug.to_owned(), meta, start: start.clone(), ..Lesson::default() };
    let mut before = start.clone();
    for block in &page.blocks {
        match block {
            Block::Heading(heading) if heading.level == 2 => {
                let n = lesson.steps.len() + 1;
                let after = folder.laid_over(start.clone(), &folder.after(n));
                lesson.steps.push(Step::new(heading.clone(), before.clone(), after.clone()));
                if folder.after(n) != "solution" {
                    before = after;
                }
            }
            block => match lesson.steps.last_mut() {
                Some(step) => step.add(block),
                None => lesson.intro.blocks.push(block.clone()),
            },
        }
    }
    for (n, step) in (1..).zip(&mut lesson.steps) {
        let only_to_look = step.checks.as_ref().is_some_and(|checks| checks.already);
        if only_to_look && folder.after(n) == "solution" {
            step.after.clone_from(&step.before);
        }
    }
    lesson.page = page;
    let problems = problems(&lesson, folder);
    (lesson, problems)
}

impl Step {
    fn new(heading: Heading, before: Vec<FileText>, after: Vec<FileText>) -> Self {
        Self { heading, page: Page::default(), checks: None, hints: Vec::new(), before, after }
    }

    fn add(&mut self, block: &Block) {
        match block {
            Block::Check(checks) => match &mut self.checks {
                // One list: a second one is told of by the tests of the lesson.
                Some(all) => all.titles.clear(),
                None => self.checks = Some(checks.clone()),
            },
            Block::Hint(hint) => self.hints.push((**hint).clone()),
            Block::Notes(_) => {}
            block => self.page.blocks.push(block.clone()),
        }
    }
}

fn problems(lesson: &Lesson, folder: &Folder<'_>) -> Vec<Problem> {
    let file = format!("lessons/{}/{TEXT}", lesson.slug);
    let problem = |why: String| Problem { file: file.clone(), line: 1, kind: ProblemKind::Lesson(why) };
    let mut out = folder.problems(&lesson.slug, lesson.steps.len());
    if lesson.steps.is_empty() {
        out.push(problem("a lesson has at least one step: a ## heading".into()));
    }
    if lesson.meta.title.trim().is_empty() || lesson.meta.summary.trim().is_empty() || lesson.meta.minutes == 0 {
        out.push(problem("title, summary and minutes must say something".into()));
    }
    if lesson.start.is_empty() {
        out.push(problem("it starts with no files: write start/, or name a set".into()));
    }
    for step in lesson.steps.iter().filter(|step| step.checks.as_ref().is_some_and(|all| all.titles.is_empty())) {
        out.push(problem(format!("step “{}” has two check fences: write one list", step.heading.text)));
    }
    let missing = lesson.meta.file.iter().filter(|name| lesson.start.iter().all(|file| file.name != **name));
    out.extend(missing.map(|name| problem(format!("there is no file {name} to open first"))));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> FileText {
        FileText { name: name.into(), text: text.into() }
    }

    fn heading(text: &str) -> Block {
        Block::Heading(Heading { level: 2, id: text.into(), text: text.into(), html: text.into() })
    }

    fn texts(files: &[FileText]) -> Vec<(&str, &str)> {
        files.iter().map(|file| (file.name.as_str(), file.text.as_str())).collect()
    }

    #[test]
    fn files_before_and_after_each_step() {
        let files = [
            file("start/b.yaml", "b: 1"),
            file("solution/a.yaml", "a: 3"),
            file("solution-2/a.yaml", "a: 2"),
            file("solution-2/b.yaml", " "),
        ];
        let mut folder = Folder::default();
        files.iter().for_each(|file| folder.add(&file.name, file));
        let meta = LessonMatter { title: "T".into(), summary: "S".into(), minutes: 1, ..LessonMatter::default() };
        let start = folder.start(&meta, &[file("a.yaml", "a: 1")]);
        let page = Page { blocks: ["1", "2", "3"].into_iter().map(heading).collect(), ..Page::default() };
        let (lesson, problems) = assemble("l", meta, page, &folder, start);
        assert_eq!(problems, []);
        assert_eq!(texts(&lesson.start), [("a.yaml", "a: 1"), ("b.yaml", "b: 1")]);
        let steps: Vec<_> = lesson.steps.iter().map(|step| (texts(&step.before), texts(&step.after))).collect();
        assert_eq!(
            steps[0],
            (vec![("a.yaml", "a: 1"), ("b.yaml", "b: 1")], vec![("a.yaml", "a: 3"), ("b.yaml", "b: 1")])
        );
        assert_eq!(steps[1].1, [("a.yaml", "a: 2")]);
        assert_eq!(steps[2], (vec![("a.yaml", "a: 2")], vec![("a.yaml", "a: 3"), ("b.yaml", "b: 1")]));
    }

    #[test]
    fn says_what_a_folder_lacks() {
        let files = [file("notes.txt", ""), file("solution-2/a.yaml", "")];
        let mut folder = Folder::default();
        files.iter().for_each(|file| folder.add(&file.name, file));
        let (_, problems) = assemble("l", LessonMatter::default(), Page::default(), &folder, Vec::new());
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        for part in ["l/notes.txt", "l/solution-2", "at least one step", "must say something", "no files"] {
            assert!(said.iter().any(|problem| problem.contains(part)), "{part}: {said:?}");
        }
    }
}
