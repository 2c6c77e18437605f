//! The teachers' pages: how to run a class, a plan for each length, the handout, and the form that makes a link of a
//! set of files.

use std::path::Path;

use super::template::Page;
use super::{pages, sources};
use crate::content::html::{self, Surroundings, escape};
use crate::content::library::Guide;
use crate::content::teach::{Part, Plan};
use crate::content::{Block, Lesson, Library, links};

const DESCRIPTION: &str =
    "Plans for classes of 45, 90 and 180 minutes, slides with a speaker's window, lessons in any state, a handout.";

const ADDRESS: &str = "teach/";

/// The tags for it.
const PARTS: &str = r#"<link rel="stylesheet" href="teach.css"><script type="module" src="teach.js"></script>"#;

const PRINT: &str = r#"<p class="actions scripted"><button type="button" class="button" data-print>Print</button></p>"#;

/// What only these pages load, and what a link needs that holds a set.
const FILES: [(&str, &str); 4] = [
    ("teach.css", include_str!("teach/teach.css")),
    ("teach.js", include_str!("teach/teach.js")),
    ("pack.js", include_str!("teach/pack.js")),
    ("brought.js", include_str!("teach/brought.js")),
];

/// Writes them.
pub(super) fn write(dist: &Path) -> Result<(), String> {
    FILES.iter().try_for_each(|(name, text)| sources::write(&dist.join(name), text.as_bytes()))
}

/// All of them.
pub(super) fn pages(library: &Library) -> Vec<Page<'_>> {
    let plans = library.plans.iter().map(|plan| self::plan(library, plan));
    let handout = library.handout.iter().map(|handout| self::handout(library, handout));
    std::iter::once(index(library)).chain(plans).chain(handout).collect()
}

fn page<'a>(library: &Library, address: &str, slug: &str, title: &str, about: &'a str, body: &str) -> Page<'a> {
    let page = pages::page(address, slug, title, about, &format!("{PARTS}{body}"));
    let plans = library.plans.iter().map(|plan| pages::side_link(&of_plan(plan), &plan.title, address));
    let handout = library.handout.iter().map(|page| pages::side_link(&of_handout(page), &page.meta.title, address));
    let items = std::iter::once(pages::side_link(ADDRESS, "Overview", address)).chain(plans).chain(handout);
    Page { side: pages::side(&[("Teaching", items.collect())]), ..page }
}

fn of_plan(plan: &Plan) -> String {
    format!("{ADDRESS}{}/", plan.slug)
}

fn of_handout(handout: &Guide) -> String {
    format!("{ADDRESS}{}/", handout.slug)
}

fn index(library: &Library) -> Page<'_> {
    let body = [
        include_str!("teach/index.html").to_owned(),
        format!(r#"<h2 id="plans">Three classes</h2><div class="cards">{}</div>"#, cards(library)),
        include_str!("teach/before.html").to_owned(),
        slides(library),
        lessons(library),
        include_str!("teach/own.html").to_owned(),
    ];
    page(library, ADDRESS, "teach", "Teaching", DESCRIPTION, &body.concat())
}

fn cards(library: &Library) -> String {
    let card = |href: &str, title: &str, text: &str| {
        format!(r#"<a class="card" href="{}"><h3>{}</h3><p>{}</p></a>"#, escape(href), escape(title), escape(text))
    };
    let plans = library.plans.iter().map(|plan| card(&of_plan(plan), &plan.title, &plan.summary));
    let handout = library.handout.iter().map(|page| card(&of_handout(page), &page.meta.title, &page.meta.summary));
    plans.chain(handout).collect()
}

/// The guides that have notes for who presents them.
fn slides(library: &Library) -> String {
    let row = |guide: &Guide| {
        let minutes = noted(guide);
        let (slug, title) = (escape(&guide.slug), escape(&guide.meta.title));
        (minutes > 0).then(|| {
            format!(
                r#"<tr><td><a href="guides/{slug}/">{title}</a></td><td>{minutes} minutes</td><td><a href="guides/{slug}/?present" aria-label="Slides: {title}">Slides</a></td></tr>"#
            )
        })
    };
    let rows: String = library.guides.iter().filter_map(row).collect();
    [
        include_str!("teach/slides.html"),
        &table("Guides with notes", "<th>Guide with notes</th><th>All of it</th><th>Slides</th>", &rows),
    ]
    .concat()
}

/// How long the notes say that a guide takes, in minutes.
fn noted(guide: &Guide) -> u32 {
    let minutes = |block: &Block| match block {
        Block::Notes(notes) => notes.minutes,
        _ => None,
    };
    guide.page.blocks.iter().filter_map(minutes).sum()
}

fn table(name: &str, head: &str, rows: &str) -> String {
    format!(
        r#"<div class="table-wrap" role="group" aria-label="{name}" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"#
    )
}

/// Every lesson, at its start, at each step, and solved.
fn lessons(library: &Library) -> String {
    let rows: String = library.lessons.iter().map(row).collect();
    let head = "<th>Lesson</th><th>Minutes</th><th>Open at step</th><th>Solved</th><th>Slides</th>";
    [include_str!("teach/lessons.html"), &table("Lessons in each state", head, &rows)].concat()
}

fn row(lesson: &Lesson) -> String {
    let (slug, title) = (escape(&lesson.slug), escape(&lesson.meta.title));
    let step = |(n, step): (usize, &crate::content::lesson::Step)| {
        let (href, name) = (escape(&at_step(&lesson.slug, n)), escape(&step.heading.text));
        format!(r#"<a class="step" href="{href}" aria-label="{title}, step {n}: {name}" title="{name}">{n}</a>"#)
    };
    let steps: String = (1..).zip(&lesson.steps).map(step).collect();
    format!(
        concat!(
            r#"<tr><td><a href="lessons/{slug}/">{title}</a></td><td>{minutes}</td><td class="steps">{steps}</td>"#,
            r#"<td><a href="playground/?set=lessons/{slug}/solution" aria-label="Solved: {title}">Files</a></td>"#,
            r#"<td><a href="lessons/{slug}/?present" aria-label="Slides: {title}">Slides</a></td></tr>"#
        ),
        slug = slug,
        title = title,
        minutes = lesson.meta.minutes,
        steps = steps
    )
}

/// A lesson beside the playground, at a step.
fn at_step(slug: &str, step: usize) -> String {
    links::playground(&format!("{}{slug}", links::LESSONS), "", 1) + &format!("&step={step}")
}

fn plan<'a>(library: &'a Library, plan: &'a Plan) -> Page<'a> {
    let list = |items: &[String]| -> String { items.iter().map(|item| format!("<li>{item}</li>")).collect() };
    let mut minute = 0;
    let mut parts = String::new();
    for one in &plan.parts {
        parts.push_str(&part(library, one, minute));
        minute += one.minutes;
    }
    let body = format!(
        concat!(
            r#"<p class="crumbs"><a href="teach/">Teaching</a></p><h1>{title}</h1><p class="lead">{summary}</p>{print}"#,
            r#"<h2>Afterwards everyone can</h2><ul>{after}</ul><h2>Before the class</h2><ul>{before}</ul>"#,
            r#"<h2>Minute by minute</h2><ol class="plan">{parts}</ol><h2>For afterwards</h2><ul>{later}</ul>"#
        ),
        title = escape(&plan.title),
        summary = escape(&plan.summary),
        print = PRINT,
        after = list(&plan.after),
        before = list(&plan.before),
        parts = parts,
        later = list(&plan.later)
    );
    page(library, &of_plan(plan), &plan.slug, &plan.title, &plan.summary, &body)
}

/// A part that begins after so many minutes.
fn part(library: &Library, part: &Part, minute: u32) -> String {
    let texts: String = part.texts.iter().map(|(word, text)| format!("<dt>{word}</dt><dd>{text}</dd>")).collect();
    let links = shown(library, part).concat();
    let links = if links.is_empty() { links } else { format!(r#"<p class="shown">{links}</p>"#) };
    let texts = if texts.is_empty() { texts } else { format!("<dl>{texts}</dl>") };
    let class = if part.texts.is_empty() { r#" class="break""# } else { "" };
    format!(
        r#"<li{class}><p class="when"><strong>{}:{:02}</strong> <span>{} min</span></p><div><h3>{}</h3>{links}{texts}</div></li>"#,
        minute / 60,
        minute % 60,
        part.minutes,
        escape(&part.title)
    )
}

/// What is on the screen: slides, a lesson, the playground.
fn shown(library: &Library, part: &Part) -> Vec<String> {
    let link = |href: &str, words: &str| format!(r#"<a href="{}">{}</a>"#, escape(href), escape(words));
    let slides = part.present.as_ref().and_then(|(slug, id)| {
        let guide = library.guides.iter().find(|guide| guide.slug == *slug)?;
        let section = guide.page.headings.iter().find(|heading| heading.id == *id);
        let section = section.map(|heading| format!(", {}", heading.text)).unwrap_or_default();
        let hash = if id.is_empty() { String::new() } else { format!("#{id}") };
        Some(link(&format!("guides/{slug}/?present{hash}"), &format!("Slides: {}{section}", guide.meta.title)))
    });
    let lesson = part.lesson.as_ref().and_then(|(slug, step)| {
        let lesson = library.lessons.iter().find(|lesson| lesson.slug == *slug)?;
        Some(link(&at_step(slug, *step), &format!("Lesson: {}, step {step}", lesson.meta.title)))
    });
    let play = part.play.as_ref().map(|href| link(href, "Playground"));
    [slides, lesson, play].into_iter().flatten().collect()
}

fn handout<'a>(library: &'a Library, handout: &'a Guide) -> Page<'a> {
    let address = of_handout(handout);
    let around = Surroundings { address: &address, play: &|_| None, show: &|view| pages::shown(library, view) };
    let body = format!(
        r#"<p class="crumbs"><a href="teach/">Teaching</a></p><h1>{}</h1><p class="lead">{}</p>{PRINT}{}"#,
        escape(&handout.meta.title),
        escape(&handout.meta.summary),
        html::blocks(&handout.page, &around)
    );
    page(library, &address, &handout.slug, &handout.meta.title, &handout.meta.summary, &body)
}
