//! Teachers' plans: what is done minute by minute, and which guide, lesson or file is on the screen meanwhile.
//!
//! `content/teach/<slug>.yaml` is a plan. Its texts are Markdown.

use serde::Deserialize;

use super::library::Library;
use super::markdown::{self, Context};
use super::{Block, Problem, ProblemKind};
use crate::protocol::FileText;

/// As it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: String,
    order: u32,
    minutes: u32,
    summary: String,
    after: Vec<String>,
    before: Vec<String>,
    parts: Vec<WrittenPart>,
    later: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPart {
    minutes: u32,
    title: String,
    present: Option<String>,
    lesson: Option<String>,
    step: Option<usize>,
    play: Option<String>,
    #[serde(rename = "do")]
    act: Option<String>,
    say: Option<String>,
    ask: Option<String>,
}

/// A plan. Its texts are finished HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The file's name.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its place among the plans.
    pub order: u32,
    /// How long the class takes.
    pub minutes: u32,
    /// One sentence.
    pub summary: String,
    /// What everyone can do afterwards.
    pub after: Vec<String>,
    /// What to do before.
    pub before: Vec<String>,
    /// The parts, in order.
    pub parts: Vec<Part>,
    /// What to read and do later.
    pub later: Vec<String>,
}

/// A part of a class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// How long it takes.
    pub minutes: u32,
    /// What it is called.
    pub title: String,
    /// The guide that is presented, and the section that it begins with.
    pub present: Option<(String, String)>,
    /// The lesson that the class does, and the step that it begins with.
    pub lesson: Option<(String, usize)>,
    /// The address of what is open in the playground.
    pub play: Option<String>,
    /// What to do, to say and to ask: the word and the text.
    pub texts: Vec<(&'static str, String)>,
}

/// Reads a plan's file, and what is wrong with it.
pub(super) fn read(slug: &str, file: &FileText, context: &dyn Context) -> (Option<Plan>, Vec<Problem>) {
    let problem = |kind| Problem { file: file.name.clone(), line: 1, kind };
    let written: Written = match serde_yaml::from_str(&file.text) {
        Ok(written) => written,
        Err(error) => return (None, vec![problem(ProblemKind::Plan(error.to_string()))]),
    };
    let mut reader = Reader { address: format!("teach/{slug}/"), context, problems: Vec::new() };
    let plan = Plan {
        slug: slug.to_owned(),
        order: written.order,
        minutes: written.minutes,
        after: written.after.iter().map(|text| reader.html(text)).collect(),
        before: written.before.iter().map(|text| reader.html(text)).collect(),
        parts: written.parts.into_iter().map(|part| reader.part(part)).collect(),
        later: written.later.iter().map(|text| reader.html(text)).collect(),
        title: written.title,
        summary: written.summary,
    };
    (Some(plan), reader.problems.into_iter().map(problem).collect())
}

struct Reader<'a> {
    address: String,
    context: &'a dyn Context,
    problems: Vec<ProblemKind>,
}

impl Reader<'_> {
    /// One paragraph, without its tags.
    fn html(&mut self, text: &str) -> String {
        let (page, problems) = markdown::page(text, &self.address, self.context);
        self.problems.extend(problems.into_iter().map(|(_, kind)| kind));
        match page.blocks.as_slice() {
            [Block::Prose(html)] => html.trim().trim_start_matches("<p>").trim_end_matches("</p>").to_owned(),
            _ => {
                self.problems.push(ProblemKind::Plan(format!("write one paragraph: {text}")));
                String::new()
            }
        }
    }

    fn part(&mut self, part: WrittenPart) -> Part {
        let texts = [("Do", part.act), ("Say", part.say), ("Ask", part.ask)];
        Part {
            minutes: part.minutes,
            title: part.title,
            present: part.present.map(|place| self.section(&place)),
            lesson: part.lesson.map(|slug| (slug, part.step.unwrap_or(1))),
            play: part.play.and_then(|place| self.address(&format!("play:{place}"))),
            texts: texts.into_iter().filter_map(|(word, text)| Some((word, self.html(&text?)))).collect(),
        }
    }

    /// `guide#section`, which has to be there.
    fn section(&mut self, place: &str) -> (String, String) {
        let (guide, id) = place.split_once('#').unwrap_or((place, ""));
        let link = if id.is_empty() { format!("{guide}.md") } else { format!("{guide}.md#{id}") };
        self.address(&link);
        (guide.to_owned(), id.to_owned())
    }

    fn address(&mut self, link: &str) -> Option<String> {
        let from = super::links::From { address: &self.address, ids: &Default::default() };
        let found = self.context.targets().resolve(from, link);
        found.map_err(|problem| self.problems.push(problem)).ok()
    }
}

/// What only shows when everything has been read.
pub(super) fn problems(library: &Library) -> Vec<Problem> {
    library.plans.iter().flat_map(|plan| of_plan(plan, library)).collect()
}

fn of_plan(plan: &Plan, library: &Library) -> Vec<Problem> {
    let problem = |why| Problem { file: file(&plan.slug), line: 1, kind: ProblemKind::Plan(why) };
    let sum: u32 = plan.parts.iter().map(|part| part.minutes).sum();
    let mut out = Vec::new();
    if sum != plan.minutes {
        out.push(problem(format!("its parts take {sum} minutes, and the class {}", plan.minutes)));
    }
    for (slug, step) in plan.parts.iter().filter_map(|part| part.lesson.as_ref()) {
        let steps = library.lessons.iter().find(|lesson| lesson.slug == *slug).map(|lesson| lesson.steps.len());
        if !steps.is_some_and(|steps| (1..=steps).contains(step)) {
            out.push(problem(format!("there is no step {step} of a lesson {slug}")));
        }
    }
    out
}

/// The file of a plan, below `content/`.
fn file(slug: &str) -> String {
    format!("{FOLDER}{slug}.yaml")
}

/// Where plans and the handout are, below `content/`.
pub(super) const FOLDER: &str = "teach/";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_adds_up() {
        let part = |minutes, lesson| Part { minutes, lesson, ..Part::default() };
        let plan = |parts| Plan { slug: "p".into(), minutes: 10, parts, ..Plan::default() };
        let library = Library {
            plans: vec![plan(vec![part(4, None), part(6, None)]), plan(vec![part(4, Some(("none".into(), 1)))])],
            ..Library::default()
        };
        let said: Vec<String> = problems(&library).iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].starts_with("teach/p.yaml:1: the plan: its parts take 4 minutes"), "{said:?}");
        assert!(said[1].contains("no step 1 of a lesson none"), "{said:?}");
    }
}
