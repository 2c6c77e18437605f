//! The lesson that is open: its step, the hints that were asked for, what was done. What stands beside the files is
//! made by the explorer, which knows the lesson and the text.

use super::{Bench, set_if_new};
use crate::protocol::assist::Sealed;
use crate::protocol::explore::{Ask, Told};
use crate::protocol::lesson::{At, Standing};
use crate::protocol::{FileText, Place};
use crate::ui::browser::page::{confirm, focus, is_narrow};
use crate::ui::browser::{data, spawn, storage};
use crate::ui::markup::Markup;
use crate::ui::opening::{Opening, lesson};
use leptos::prelude::*;
use std::sync::Arc;

/// What is known of the lesson.
#[derive(Debug, Default)]
pub(super) struct Teaching {
    /// Its name; empty if none is open.
    slug: String,
    /// What the explorer is to be told.
    told: Option<Sealed>,
    at: At,
    standing: Standing,
    due: bool,
    busy: bool,
    /// The heading is to be read next.
    turned: bool,
}

impl Teaching {
    /// What is to be asked now, if something is.
    pub fn take_turn(&mut self) -> Option<Ask> {
        let due = self.due && !self.busy && self.told.is_some();
        due.then(|| {
            (self.due, self.busy) = (false, true);
            Ask::Step { at: self.at.clone() }
        })
    }

    /// What the explorer has to know first.
    pub fn lesson(&self) -> Option<Ask> {
        self.told.clone().map(|lesson| Ask::Learn { lesson })
    }

    /// Nobody is at work on an answer any more.
    pub fn unanswered(&mut self) {
        (self.busy, self.due) = (false, self.told.is_some());
    }
}

/// Under what a lesson's progress is kept: the step, and the steps that are done.
fn key(slug: &str) -> String {
    ["feastflow/lesson/", slug].concat()
}

fn kept(slug: &str) -> At {
    let text = storage::get(&key(slug)).unwrap_or_default();
    let (step, done) = text.split_once(';').unwrap_or_default();
    let done = done.split(',').filter_map(|step| step.parse().ok()).collect();
    At { step: step.parse().unwrap_or(1), done, ..At::default() }
}

impl Bench {
    /// A set was opened: it may be a lesson's.
    pub(super) fn begin_lesson(self, opening: &Opening) {
        let slug = self.with(|session| lesson(&session.set).unwrap_or_default().to_owned());
        let mut at = kept(&slug);
        at.step = opening.step.unwrap_or(at.step);
        let told = self.teaching.try_update_value(|teaching| {
            let told = teaching.told.take().filter(|_| teaching.slug == slug);
            *teaching = Teaching { slug: slug.clone(), at, told, ..Teaching::default() };
            teaching.told.is_some()
        });
        set_if_new(self.step, if slug.is_empty() { 0 } else { self.at().step });
        self.taught.set(None);
        self.on_lesson.set(!slug.is_empty() && is_narrow());
        if slug.is_empty() || told == Some(true) {
            return self.teach();
        }
        spawn(async move {
            match data::bytes(&["data/lessons/", &slug, ".bin"].concat()).await {
                Ok(bytes) => self.learnt(&slug, Sealed(bytes)),
                Err(error) => self.remark.set(Some(["The lesson could not be opened: ", &error, "."].concat())),
            }
        });
    }

    fn learnt(self, slug: &str, lesson: Sealed) {
        self.teaching.update_value(|teaching| {
            if teaching.slug == slug {
                teaching.told = Some(lesson);
            }
        });
        self.tell_explorer_everything();
    }

    fn at(self) -> At {
        self.teaching.with_value(|teaching| teaching.at.clone())
    }

    /// Asks how it is with the step.
    pub(super) fn teach(self) {
        let known = self.teaching.try_update_value(|teaching| {
            teaching.due = true;
            teaching.told.is_some()
        });
        if known == Some(true) {
            self.wake_explorer();
        }
    }

    /// What the explorer said of a step.
    pub(super) fn taught(self, step: u32, pieces: Vec<Markup>, standing: Standing) {
        let news = self.teaching.try_update_value(|teaching| {
            teaching.busy = false;
            let before = std::mem::replace(&mut teaching.standing, standing);
            let fresh = teaching.at.step == step;
            let done = fresh && standing == Standing::Done && !teaching.at.done.contains(&step);
            if done {
                teaching.at.done.push(step);
            }
            let turned = fresh && std::mem::take(&mut teaching.turned);
            (fresh, done, turned, !turned && before != standing)
        });
        let Some((true, done, turned, changed)) = news else { return self.teach() };
        self.taught.set(Some(Arc::new(pieces)));
        if changed {
            self.standing.set(match standing {
                Standing::Done => "This step of the lesson is done.",
                Standing::Open => "Something is missing in this step of the lesson.",
                Standing::Free => "",
            });
        }
        if done {
            self.keep_lesson();
        }
        if turned {
            request_animation_frame(|| focus("step"));
        }
    }

    fn keep_lesson(self) {
        self.teaching.with_value(|teaching| {
            let done: Vec<String> = teaching.at.done.iter().map(u32::to_string).collect();
            storage::set(&key(&teaching.slug), &[&teaching.at.step.to_string(), ";", &done.join(",")].concat());
        });
    }

    /// Goes to a step. One with nothing to check is done when it is left.
    pub fn turn_to_step(self, step: u32) {
        self.teaching.update_value(|teaching| {
            let before = teaching.at.step;
            if teaching.standing == Standing::Free && step > before && !teaching.at.done.contains(&before) {
                teaching.at.done.push(before);
            }
            teaching.at = At { step, done: std::mem::take(&mut teaching.at.done), ..At::default() };
            teaching.turned = true;
        });
        set_if_new(self.step, step);
        self.keep_lesson();
        self.teach();
    }

    /// The last step is left behind.
    pub fn finish_lesson(self) {
        self.teaching.update_value(|teaching| {
            let step = teaching.at.step;
            if !teaching.at.done.contains(&step) {
                teaching.at.done.push(step);
            }
        });
        self.keep_lesson();
    }

    /// Shows the next hint.
    pub fn hint(self) {
        self.teaching.update_value(|teaching| teaching.at.hints += 1);
        self.teach();
    }

    /// Shows the solution.
    pub fn show_solution(self) {
        self.teaching.update_value(|teaching| teaching.at.solution = true);
        self.teach();
    }

    /// Asks for the solution's files.
    pub fn solve(self) {
        self.ask_explorer_for(Ask::Solve { step: self.at().step });
    }

    /// The files are as they were at the lesson's beginning, with these laid over them.
    pub(super) fn solved(self, files: Vec<FileText>) {
        if !confirm("Put the solution into your files of this lesson?") {
            return;
        }
        let mut all = self.with(|session| session.original.clone());
        all.retain(|file| files.iter().all(|other| other.name != file.name));
        let first = files.first().map(|file| file.name.clone());
        all.extend(files);
        all.retain(|file| self.with(|session| session.text(&file.name) != Some(&file.text)));
        self.add(all);
        if let Some(first) = first.filter(|first| self.has(first)) {
            self.go(&Place { file: first, ..Place::default() });
        }
    }

    /// The files and the steps as if nothing had been done.
    pub fn restart_lesson(self) {
        if confirm("Start this lesson again, with its files as they were?") {
            let slug = self.teaching.with_value(|teaching| teaching.slug.clone());
            storage::remove(&key(&slug));
            self.teaching.update_value(|teaching| teaching.at.done.clear());
            self.reset();
            self.turn_to_step(1);
        }
    }

    /// What the explorer says of a lesson.
    pub(super) fn told_of_lesson(self, told: Told) {
        match told {
            Told::Step { step, pieces, standing, .. } => {
                self.taught(step, pieces.into_iter().map(Markup::from).collect(), standing);
            }
            Told::Solution { files } => self.solved(files),
            _ => {}
        }
    }
}
