//! The worker's life: started when wanted, started again when it died, with the same files.

use super::{Bench, Status, set_if_new};
use crate::protocol::{Request, Response};
use crate::ui::browser::engine::Engine;
use crate::ui::browser::{Later, later, spawn};
use crate::ui::names::Names;
use crate::ui::session::Heard;
use leptos::prelude::*;

/// How often in a row it may die before a report.
const DEATHS: u32 = 6;
/// The first pause before a restart, in milliseconds; it doubles.
const PAUSE: u32 = 200;

/// What is known of the worker.
#[derive(Debug, Default)]
pub(super) struct Life {
    pub(super) ready: bool,
    wanted: bool,
    deaths: u32,
    busy: bool,
    waiting: Names,
    unmarked: Names,
    restart: Option<Later>,
}

impl Life {
    /// Whether an edit may be sent now; otherwise it waits for the report that is under way.
    pub(super) fn take_turn(&mut self, name: &str) -> bool {
        let free = self.ready && !self.busy;
        if free {
            self.busy = true;
        } else if self.ready {
            self.waiting.insert(name.to_owned());
        }
        free
    }

    /// All texts are on their way, so that nothing waits.
    pub(super) fn sent_everything(&mut self) {
        self.waiting.clear();
        self.busy = self.ready;
    }
}

impl Bench {
    /// Starts the worker unless it runs.
    pub fn engine_wanted(self) {
        self.life.update_value(|life| life.wanted = true);
        if self.engine.with_value(Option::is_none) {
            self.start_engine();
        }
    }

    fn start_engine(self) {
        let engine = Engine::start("worker_loader.js", move |response| self.heard(response), move || self.died());
        if engine.is_none() {
            self.status.set(Status::GivenUp);
        }
        self.engine.set_value(engine);
    }

    /// Makes the worker die.
    pub fn crash(self) {
        self.send(&Request::Crash);
    }

    /// Tries again after giving up.
    pub fn try_again(self) {
        self.life.update_value(|life| life.deaths = 0);
        self.status.set(Status::Restarting);
        self.start_engine();
    }

    fn heard(self, response: Response) {
        match response {
            Response::Ready => self.is_ready(),
            Response::Report { .. } => self.reported(response),
        }
    }

    fn is_ready(self) {
        self.life.update_value(|life| life.ready = true);
        if self.opened.get_untracked() {
            self.send_everything();
        }
    }

    fn reported(self, report: Response) {
        let names = named_in(&report);
        match self.session.try_update_value(|session| session.receive(report)) {
            Some(Heard::News) => {
                self.project();
                // What the panel says comes first; the marks in the text follow in the same turn.
                spawn(async move { self.mark(names) });
            }
            Some(Heard::Riddle) => return self.send_everything(),
            _ => {}
        }
        set_if_new(self.status, Status::Running);
        self.next_turn();
        let settled = self.with(|session| session.settled().then_some(session.micros));
        set_if_new(self.micros, settled);
    }

    /// Marks findings in the editor, once they are about the text that stands there.
    fn mark(self, names: Vec<String>) {
        let due = self.life.try_update_value(|life| {
            life.unmarked.extend(names);
            let settled = self.with(crate::ui::session::Session::settled);
            if settled { std::mem::take(&mut life.unmarked) } else { Names::default() }
        });
        self.with(|session| {
            self.with_editor(|editor| {
                due.iter().flat_map(Names::iter).for_each(|name| super::mark(session, editor, name));
            });
        });
    }

    fn next_turn(self) {
        let next = self.life.try_update_value(|life| {
            life.deaths = 0;
            life.busy = false;
            life.waiting.pop()
        });
        if let Some(name) = next.flatten() {
            self.send_edit(&name);
        }
    }

    fn died(self) {
        let pause = self.life.try_update_value(|life| {
            life.ready = false;
            life.busy = false;
            life.waiting.clear();
            life.deaths += 1;
            (life.wanted && life.deaths < DEATHS).then(|| PAUSE << (life.deaths - 1))
        });
        // The listener that called this belongs to the engine: it is dropped when it has returned.
        let next = later(pause.flatten().unwrap_or(0), move || {
            self.engine.set_value(None);
            if pause.flatten().is_some() {
                self.start_engine();
            }
        });
        self.life.update_value(|life| life.restart = Some(next));
        self.status.set(if pause.flatten().is_some() { Status::Restarting } else { Status::GivenUp });
        self.micros.set(None);
    }
}

fn named_in(response: &Response) -> Vec<String> {
    match response {
        Response::Report { patches, .. } => patches.iter().map(|patch| patch.file.clone()).collect(),
        _ => Vec::new(),
    }
}
