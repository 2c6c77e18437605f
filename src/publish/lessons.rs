//! The lessons: their list, a page for each to read, and what the playground fetches of one.

use super::pages;
use super::template::Page;
use crate::content::html::{self, Surroundings, escape, inline};
use crate::content::lesson::Step;
use crate::content::{Guide, Lesson, Library, links};
use crate::protocol::{ExampleSet, FileText, lesson};

const DESCRIPTION: &str = "Learn Kubernetes by mending manifests: small lessons beside the playground, each step checked as you type, without a cluster.";

/// The list.
pub(super) fn list(library: &Library) -> Page<'_> {
    let rows: String = library.lessons.iter().map(|lesson| row(library, lesson)).collect();
    let minutes: u32 = library.lessons.iter().map(|lesson| lesson.meta.minutes).sum();
    let body = format!(
        concat!(
            r#"<h1>Lessons</h1><p class="lead">Learn by mending. Each lesson opens beside the playground with files of its own, and says at each step what is still missing.</p>"#,
            r#"<p>No cluster is needed: everything runs in this browser. {count} lessons, about {hours} hours in all. What you have done is kept here, and nowhere else. <a href="teach/">Plans for a class</a> are on a page of their own.</p>"#,
            r#"<ol class="lessons">{rows}</ol>"#
        ),
        count = library.lessons.len(),
        hours = (minutes + 30) / 60,
        rows = rows
    );
    let page = pages::page("lessons/", "lessons", "Lessons", DESCRIPTION, &body);
    Page { side: pages::side(&[links(library, "lessons/")]), ..page }
}

fn row(library: &Library, lesson: &Lesson) -> String {
    format!(
        concat!(
            r#"<li data-lesson="{slug}" data-steps="{steps}"><h2><a href="lessons/{slug}/">{title}</a></h2><p>{summary}</p>"#,
            r#"<p class="about">{minutes} minutes · {steps} steps{needs}<span class="progress"></span></p>"#,
            r#"<p class="begin"><a class="button" href="{play}" aria-label="Begin: {title}">Begin</a></p></li>"#
        ),
        slug = escape(&lesson.slug),
        steps = lesson.steps.len(),
        title = escape(&lesson.meta.title),
        summary = inline(&lesson.meta.summary),
        minutes = lesson.meta.minutes,
        needs = linked("after", &needs(library, lesson)),
        play = escape(&playground(lesson, None)),
    )
}

/// Links to the lessons to do before.
fn needs(library: &Library, lesson: &Lesson) -> Vec<String> {
    let needs = lesson.meta.needs.iter().filter_map(|slug| library.lessons.iter().find(|other| other.slug == *slug));
    needs.map(link).collect()
}

fn link(lesson: &Lesson) -> String {
    format!(r#"<a href="lessons/{}/">{}</a>"#, escape(&lesson.slug), escape(&lesson.meta.title))
}

/// Links with a word before them, in a line of facts.
fn linked(word: &str, all: &[String]) -> String {
    if all.is_empty() { String::new() } else { format!(" · {word} {}", all.join(", ")) }
}

/// A line at the end of a guide: the lessons that read it.
pub(super) fn beside(library: &Library, guide: &str) -> String {
    let lessons = library.lessons.iter().filter(|lesson| lesson.meta.reads.iter().any(|slug| slug == guide));
    let lessons: Vec<String> = lessons.map(link).collect();
    let word = if lessons.len() == 1 { "lesson" } else { "lessons" };
    if lessons.is_empty() {
        return String::new();
    }
    format!(r#"<p class="practise"><strong>Try it yourself</strong> in the {word} {}.</p>"#, lessons.join(", "))
}

/// A lesson beside the playground, at a step or where the reader was.
fn playground(lesson: &Lesson, step: Option<usize>) -> String {
    let step = step.map(|step| format!("&step={step}")).unwrap_or_default();
    links::playground(&set(lesson), "", 1) + &step
}

/// The set that a lesson starts with.
fn set(lesson: &Lesson) -> String {
    format!("{}{}", links::LESSONS, lesson.slug)
}

/// The page of a lesson: its whole text.
pub(super) fn page<'a>(library: &'a Library, lesson: &'a Lesson) -> Page<'a> {
    let address = format!("lessons/{}/", lesson.slug);
    let mut body = head(library, lesson);
    body.push_str(&html::contents(&lesson.page, &address));
    body.push_str(&text(library, &address, &lesson.page));
    body.push_str(&files(lesson));
    body.push_str(&pager(library, lesson));
    let page = pages::page(&address, &lesson.slug, &lesson.meta.title, &lesson.meta.summary, &body);
    Page { side: pages::side(&[links(library, &address)]), ..page }
}

/// The HTML of a page of the lesson.
fn text(library: &Library, address: &str, page: &crate::content::Page) -> String {
    let around = Surroundings { address, play: &|_| None, show: &|view| pages::shown(library, view) };
    html::blocks(page, &around)
}

fn head(library: &Library, lesson: &Lesson) -> String {
    let reads = lesson.meta.reads.iter().filter_map(|slug| library.guides.iter().find(|guide| guide.slug == *slug));
    let read =
        |guide: &Guide| format!(r#"<a href="guides/{}/">{}</a>"#, escape(&guide.slug), escape(&guide.meta.title));
    let reads: Vec<String> = reads.map(read).collect();
    format!(
        concat!(
            r#"<p class="crumbs"><a href="lessons/">Lessons</a></p><h1>{title}</h1><p class="lead">{summary}</p>"#,
            r#"<p class="about" data-lesson="{slug}" data-steps="{steps}" data-minutes="{minutes}">{minutes} minutes · {steps} steps{needs}{reads}<span class="progress"></span></p>"#,
            r#"<p class="actions"><a class="button primary" href="{play}">Open it beside the playground</a> <a class="button scripted" href="lessons/{slug}/?present">Present it</a></p>"#,
            r#"<p class="about">Or at step {at}. <a href="{end}">Its files as they are at the end</a></p>"#,
            r#"<noscript><p>Without JavaScript nothing can be tried here, but all of it can be read.</p></noscript>"#
        ),
        title = escape(&lesson.meta.title),
        summary = inline(&lesson.meta.summary),
        slug = escape(&lesson.slug),
        steps = lesson.steps.len(),
        minutes = lesson.meta.minutes,
        needs = linked("after", &needs(library, lesson)),
        reads = linked("with", &reads),
        play = escape(&playground(lesson, None)),
        at = (1..=lesson.steps.len()).map(|n| at(lesson, n)).collect::<Vec<_>>().join(", "),
        end = escape(&links::playground(&format!("{}/solution", set(lesson)), "", 1)),
    )
}

/// A link to a step beside the playground.
fn at(lesson: &Lesson, step: usize) -> String {
    format!(r#"<a href="{}" aria-label="Step {step}">{step}</a>"#, escape(&playground(lesson, Some(step))))
}

/// The files that it starts with, to be read or taken.
fn files(lesson: &Lesson) -> String {
    let item = |file: &FileText| {
        format!(
            r#"<li><a href="{}">{}</a></li>"#,
            escape(&links::playground(&set(lesson), &file.name, 1)),
            escape(&file.name)
        )
    };
    let items: String = lesson.start.iter().map(item).collect();
    format!(
        r#"<h2 id="files">Its files</h2><p>They are the lesson’s own: what you do to them leaves your other files alone.</p><ul>{items}</ul>"#
    )
}

fn pager(library: &Library, lesson: &Lesson) -> String {
    let at = library.lessons.iter().position(|other| other.slug == lesson.slug).unwrap_or(0);
    let link = |other: Option<&Lesson>, rel: &str, word: &str| {
        other.map_or(String::new(), |other| {
            let (slug, title) = (escape(&other.slug), escape(&other.meta.title));
            format!(r#"<a rel="{rel}" href="lessons/{slug}/"><small>{word}</small>{title}</a>"#)
        })
    };
    let before = at.checked_sub(1).and_then(|n| library.lessons.get(n));
    let links = link(before, "prev", "Previous") + &link(library.lessons.get(at + 1), "next", "Next");
    if links.is_empty() {
        links
    } else {
        format!(r#"<nav class="pager" aria-label="Previous and next lesson">{links}</nav>"#)
    }
}

fn links(library: &Library, here: &str) -> (&'static str, String) {
    let link = |lesson: &Lesson| pages::side_link(&format!("lessons/{}/", lesson.slug), &lesson.meta.title, here);
    ("Lessons", library.lessons.iter().map(link).collect())
}

/// What the explorer is told of a lesson.
pub(super) fn told(library: &Library, lesson: &Lesson) -> lesson::Lesson {
    let address = format!("lessons/{}/", lesson.slug);
    // The playground is open beside it: there, an excerpt leads to its file.
    let text =
        |page: &crate::content::Page| text(library, &address, page).replace("Open in playground", "Show in file");
    let step = |step: &Step| lesson::LessonStep {
        title: step.heading.text.clone(),
        html: text(&step.page),
        checks: step.checks.as_ref().map(|checks| checks.text.clone()).unwrap_or_default(),
        hints: step.hints.iter().map(text).collect(),
        solution: changed(&lesson.start, &step.after),
    };
    lesson::Lesson {
        slug: lesson.slug.clone(),
        title: lesson.meta.title.clone(),
        intro: text(&lesson.intro),
        steps: lesson.steps.iter().map(step).collect(),
    }
}

/// The files that are new or other than they were.
fn changed(before: &[FileText], after: &[FileText]) -> Vec<FileText> {
    after.iter().filter(|file| !before.contains(file)).cloned().collect()
}

/// The sets that belong to a lesson: what it starts with, and its end.
pub(super) fn sets(lesson: &Lesson) -> [ExampleSet; 2] {
    let set = |end: &str, title: &str, files: &[FileText]| ExampleSet {
        slug: format!("{}{end}", set(lesson)),
        title: format!("{title}: {}", lesson.meta.title),
        files: files.to_vec(),
        first: lesson.meta.file.clone().unwrap_or_default(),
    };
    [set("", "Lesson", &lesson.start), set("/solution", "Solution", lesson.solution())]
}
