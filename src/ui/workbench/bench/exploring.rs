//! The explorer's life: started when the first of its panels is opened or the editor asks its first question, told
//! what is typed, asked again.
//!
//! One view is worked out at a time; what is typed or chosen meanwhile is asked for when it is here. Questions of
//! the editor do not wait.

use super::teaching::Teaching;
use super::{Bench, set_if_new};
use crate::protocol::assist::Sealed;
use crate::protocol::explore::{Ask, Input, Told};
use crate::ui::browser::engine::Engine;
use crate::ui::browser::{Later, data, later, spawn};
use crate::ui::markup::Markup;
use crate::ui::names::Names;
use crate::ui::panels;
use leptos::prelude::*;
use std::sync::Arc;

/// How often in a row it may die before an answer.
const DEATHS: u32 = 4;
/// The first pause before a restart, in milliseconds; it doubles.
const PAUSE: u32 = 300;

/// What the explorer said last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explored {
    /// Of which panel.
    pub panel: String,
    /// Its pieces.
    pub pieces: Vec<Markup>,
}

/// What is known of the explorer.
#[derive(Debug, Default)]
pub(super) struct Exploring {
    engine: Option<Engine>,
    ready: bool,
    busy: bool,
    /// Everything is to be told before it is asked.
    everything: bool,
    edited: Names,
    due: bool,
    /// What the editor asked before there was someone to answer.
    questions: Vec<Ask>,
    deaths: u32,
    restart: Option<Later>,
    /// Of which set it knows what the guides say.
    recalled: Option<String>,
    /// What was chosen in panels that are not shown.
    kept: Vec<(&'static str, Vec<Input>)>,
}

/// What is told at once: first the texts.
struct Turn {
    everything: bool,
    edited: Names,
    questions: Vec<Ask>,
    show: bool,
    step: Option<Ask>,
}

impl Exploring {
    /// What is to be told now, if something is.
    fn take_turn(&mut self, step: impl FnOnce() -> Option<Ask>) -> Option<Turn> {
        let show = self.due && !self.busy;
        let step = self.ready.then(step).flatten();
        (self.ready && (show || step.is_some() || !self.questions.is_empty())).then(|| {
            self.busy |= show;
            self.due &= !show;
            Turn {
                everything: std::mem::take(&mut self.everything),
                edited: std::mem::take(&mut self.edited),
                questions: std::mem::take(&mut self.questions),
                show,
                step,
            }
        })
    }
}

/// The example set that guides speak of where this one is open; empty if there is none.
fn said_of(set: &str) -> &str {
    match set.split('/').next() {
        Some("rules" | "lessons") | None => "",
        Some(base) => base,
    }
}

impl Bench {
    /// Shows what was chosen in another panel when it was left.
    pub(super) fn swap_inputs(self, from: &'static str, to: &'static str) {
        let now = self.inputs.get_untracked();
        let next = self.exploring.try_update_value(|exploring| {
            exploring.kept.retain(|(panel, _)| *panel != from);
            exploring.kept.push((from, now));
            exploring.kept.iter().find(|(panel, _)| *panel == to).map(|(_, inputs)| inputs.clone())
        });
        set_if_new(self.inputs, next.flatten().unwrap_or_default());
    }

    /// Something was chosen in the panel that is shown.
    pub fn choose(self, chosen: Vec<Input>) {
        let mut inputs = self.inputs.get_untracked();
        for new in chosen {
            inputs.retain(|old| old.name != new.name);
            inputs.extend((!new.value.is_empty()).then_some(new));
        }
        if self.inputs.with_untracked(|old| *old != inputs) {
            self.inputs.set(inputs);
            self.explore();
        }
    }

    /// A file's text is another.
    pub(super) fn tell_explorer(self, name: &str) {
        self.exploring.update_value(|exploring| exploring.edited.insert(name.to_owned()));
        self.explore();
        self.teach();
    }

    /// All files are others.
    pub(super) fn tell_explorer_everything(self) {
        self.exploring.update_value(|exploring| exploring.everything = true);
        self.explore();
        self.teach();
    }

    /// Asks for the panel that is shown, if it is the explorer's.
    pub(super) fn explore(self) {
        let explored = panels::known(self.panel.get_untracked()).is_some_and(|panel| panel.pieces.is_none());
        if !explored || !self.opened.get_untracked() {
            return;
        }
        self.exploring.update_value(|exploring| exploring.due = true);
        self.recall();
        self.wake_explorer();
    }

    /// The panel about the guides needs what they say.
    fn recall(self) {
        let set = self.with(|session| said_of(&session.set).to_owned());
        let news = self.exploring.try_update_value(|exploring| {
            let due = self.panel.get_untracked() == "guides" && exploring.recalled.as_ref() != Some(&set);
            if due {
                exploring.recalled = Some(set.clone());
            }
            due
        });
        if news != Some(true) {
            return;
        }
        spawn(async move {
            let said = match set.as_str() {
                "" => Vec::new(),
                set => data::bytes(&["data/said/", set, ".bin"].concat()).await.unwrap_or_default(),
            };
            self.ask_explorer_for(Ask::Recall { said: Sealed(said) });
            self.explore();
        });
    }

    /// Asks a question.
    pub(super) fn ask_explorer_for(self, question: Ask) {
        self.exploring.update_value(|exploring| exploring.questions.push(question));
        self.wake_explorer();
    }

    pub(super) fn wake_explorer(self) {
        if self.exploring.with_value(|exploring| exploring.engine.is_none() && exploring.restart.is_none()) {
            self.start_explorer();
        }
        self.ask_explorer();
    }

    fn start_explorer(self) {
        let engine = Engine::start("explorer_loader.js", move |told| self.told(told), move || self.explorer_died());
        self.exploring.update_value(|exploring| {
            exploring.everything = true;
            exploring.recalled = None;
            exploring.engine = engine;
        });
    }

    fn ask_explorer(self) {
        let step = || self.teaching.try_update_value(Teaching::take_turn).flatten();
        let Some(turn) = self.exploring.try_update_value(|exploring| exploring.take_turn(step)).flatten() else {
            return;
        };
        let mut asks = Vec::new();
        self.with(|session| {
            if turn.everything {
                asks.push(Ask::Open { files: session.files.clone() });
                asks.extend(self.teaching.with_value(Teaching::lesson));
            } else {
                let edited = session.files.iter().filter(|file| turn.edited.contains(&file.name));
                asks.extend(edited.map(|file| Ask::Edit { file: file.clone() }));
            }
        });
        asks.extend(turn.questions);
        asks.extend(turn.step);
        asks.extend(turn.show.then(|| self.what_is_shown()));
        self.exploring.with_value(|exploring| {
            if let Some(engine) = &exploring.engine {
                asks.iter().for_each(|ask| engine.send(ask));
            }
        });
    }

    fn what_is_shown(self) -> Ask {
        Ask::Show { view: self.panel.get_untracked().to_owned(), inputs: self.inputs.get_untracked() }
    }

    fn told(self, told: Told) {
        if matches!(told, Told::View { .. }) {
            self.exploring.update_value(|exploring| (exploring.busy, exploring.deaths) = (false, 0));
        }
        match told {
            Told::Ready => self.exploring.update_value(|exploring| exploring.ready = true),
            Told::View { view, pieces, .. } => {
                let pieces = pieces.into_iter().map(Markup::from).collect();
                self.explored.set(Some(Arc::new(Explored { panel: view, pieces })));
            }
            Told::Answer { number, revision, answer } => {
                self.exploring.update_value(|exploring| exploring.deaths = 0);
                self.answered(number, revision, &answer);
            }
            Told::Step { .. } | Told::Solution { .. } => {
                self.exploring.update_value(|exploring| exploring.deaths = 0);
                self.told_of_lesson(told);
            }
        }
        self.ask_explorer();
    }

    fn explorer_died(self) {
        let pause = self.exploring.try_update_value(|exploring| {
            (exploring.ready, exploring.busy) = (false, false);
            self.teaching.update_value(Teaching::unanswered);
            exploring.deaths += 1;
            (exploring.deaths < DEATHS).then(|| PAUSE << (exploring.deaths - 1))
        });
        // The listener that called this belongs to the worker: it is dropped when it has returned.
        let next = later(pause.flatten().unwrap_or(0), move || {
            self.exploring.update_value(|exploring| (exploring.engine, exploring.restart) = (None, None));
            match pause.flatten() {
                Some(_) => {
                    self.explore();
                    self.teach();
                }
                None => self.explored.set(Some(Arc::new(self.gave_up()))),
            }
        });
        self.exploring.update_value(|exploring| exploring.restart = Some(next));
        self.with_editor(crate::ui::browser::editor::Editor::unanswered);
    }

    fn gave_up(self) -> Explored {
        let mut out = Markup::default();
        out.element(
            "p",
            "empty",
            "This view cannot be worked out: what works it out stopped several times. Your text is safe.",
        );
        Explored { panel: self.panel.get_untracked().to_owned(), pieces: vec![out] }
    }
}
