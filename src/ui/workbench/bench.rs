//! The session, made live: what the views watch, the worker, the editor, and what is kept.
//!
//! One analysis is under way at a time. What is typed meanwhile is sent when its report is here,
//! as one edit of the newest text: typing never waits, and no analysis is made for nothing.

pub(super) mod asking;
mod engine;
mod exploring;
mod keeping;
mod teaching;

use crate::protocol::explore::Input;
use crate::protocol::{ExampleSet, FileText, Fix, Place, Request, SetEntry};
use crate::ui::browser::editor::Editor;
use crate::ui::browser::{data, engine::Engine, spawn, storage};
use crate::ui::markup::Markup;
use crate::ui::opening::Opening;
use crate::ui::panels::Seen;
use crate::ui::session::Session;
use engine::Life;
pub use exploring::Explored;
use exploring::Exploring;
use keeping::Keeping;
use leptos::prelude::*;
use std::sync::Arc;
use teaching::Teaching;

/// What the page says about the worker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// It has not answered yet.
    #[default]
    Starting,
    /// It answers.
    Running,
    /// It died and is started again.
    Restarting,
    /// It died too often.
    GivenUp,
}

/// The handle that the parts of the workbench share.
#[derive(Clone, Copy)]
pub struct Bench {
    session: StoredValue<Session, LocalStorage>,
    engine: StoredValue<Option<Engine>, LocalStorage>,
    editor: StoredValue<Option<Editor>, LocalStorage>,
    life: StoredValue<Life, LocalStorage>,
    keeping: StoredValue<Keeping, LocalStorage>,
    exploring: StoredValue<Exploring, LocalStorage>,
    teaching: StoredValue<Teaching, LocalStorage>,
    /// The example sets that there are.
    pub sets: RwSignal<Vec<SetEntry>>,
    /// Slug of the example set.
    pub set: RwSignal<String>,
    /// Whether the files are here.
    pub opened: RwSignal<bool>,
    /// Why they are not.
    pub failed: RwSignal<Option<String>>,
    /// Names of the files, in order.
    pub names: RwSignal<Vec<String>>,
    /// The file in the editor.
    pub shown: RwSignal<String>,
    /// Whether there are reports; told again whenever they are others.
    pub reports: RwSignal<bool>,
    /// Key of the object at the caret.
    pub here: RwSignal<Option<String>>,
    /// The panel that is shown.
    pub panel: RwSignal<&'static str>,
    /// What the explorer said last.
    pub explored: RwSignal<Option<Arc<Explored>>>,
    /// What was chosen in the panel that is shown.
    pub inputs: RwSignal<Vec<Input>>,
    /// On a narrow screen: panels instead of the editor.
    pub on_panels: RwSignal<bool>,
    /// On a very narrow screen: the lesson instead of both.
    pub on_lesson: RwSignal<bool>,
    /// The step of the lesson; 0 if none is open.
    pub step: RwSignal<u32>,
    /// What the explorer said of the step.
    pub taught: RwSignal<Option<Arc<Vec<Markup>>>>,
    /// How it is with the step, for who does not see it.
    pub standing: RwSignal<&'static str>,
    /// What the page says about the worker.
    pub status: RwSignal<Status>,
    /// How long the last analysis took, in microseconds; none while one is under way.
    pub micros: RwSignal<Option<u32>>,
    /// The text could not be kept.
    pub unkept: RwSignal<bool>,
    /// The files differ from the example.
    pub changed: RwSignal<bool>,
    /// Something else to say: a file that was refused.
    pub remark: RwSignal<Option<String>>,
}

impl Bench {
    /// Nothing is open.
    #[must_use]
    pub fn new() -> Self {
        Self {
            session: StoredValue::new_local(Session::default()),
            engine: StoredValue::new_local(None),
            editor: StoredValue::new_local(None),
            life: StoredValue::new_local(Life::default()),
            keeping: StoredValue::new_local(Keeping::default()),
            exploring: StoredValue::new_local(Exploring::default()),
            teaching: StoredValue::new_local(Teaching::default()),
            sets: RwSignal::default(),
            set: RwSignal::default(),
            opened: RwSignal::default(),
            failed: RwSignal::default(),
            names: RwSignal::default(),
            shown: RwSignal::default(),
            reports: RwSignal::default(),
            here: RwSignal::default(),
            panel: RwSignal::new("problems"),
            explored: RwSignal::default(),
            inputs: RwSignal::default(),
            on_panels: RwSignal::default(),
            on_lesson: RwSignal::default(),
            step: RwSignal::default(),
            taught: RwSignal::default(),
            standing: RwSignal::default(),
            status: RwSignal::default(),
            micros: RwSignal::default(),
            unkept: RwSignal::default(),
            changed: RwSignal::default(),
            remark: RwSignal::default(),
        }
    }

    /// Opens what an address says.
    pub fn open(self, opening: Opening) {
        if let Some(panel) = opening.panel.as_deref().and_then(crate::ui::panels::known) {
            self.show_panel(panel.id);
            self.choose(opening.inputs.clone());
        }
        let set = opening.set.clone().unwrap_or_else(|| self.set_or_first());
        if self.opened.get_untracked() && self.set.get_untracked() == set {
            if let Some(step) = opening.step.filter(|step| *step != self.step.get_untracked()) {
                self.turn_to_step(step);
            }
            self.turn_to(&opening);
            return;
        }
        self.save_now();
        spawn(async move {
            let found = match brought(&set) {
                Some(example) => Ok(example),
                None => data::fetch::<ExampleSet>(&format!("data/sets/{set}.bin")).await,
            };
            match found {
                Ok(example) => self.opened_set(example, &opening),
                Err(error) => self.failed.set(Some(format!("The set “{set}” could not be opened: {error}."))),
            }
        });
    }

    fn set_or_first(self) -> String {
        let set = self.set.get_untracked();
        if set.is_empty() { "feastflow".to_owned() } else { set }
    }

    fn opened_set(self, example: ExampleSet, opening: &Opening) {
        let kept = self.kept(&example.slug);
        let revision = self.session.with_value(|session| session.revision);
        let mut session = Session::open(example, kept, opening.file.as_deref());
        session.revision = revision + 1;
        session.answered = revision;
        self.forget_in_editor();
        self.session.set_value(session);
        self.failed.set(None);
        self.opened.set(true);
        self.fill_editor();
        self.turn_to(opening);
        self.project();
        self.begin_lesson(opening);
        self.send_everything();
    }

    /// Asks which example sets there are.
    pub fn load_sets(self) {
        spawn(async move {
            match data::fetch("data/sets.bin").await {
                Ok(sets) => self.sets.set(sets),
                Err(error) => leptos::logging::warn!("data/sets.bin: {error}"),
            }
        });
    }

    /// Shows the file and the line that an address names, if they are there; on a phone, the panel that it names.
    fn turn_to(self, opening: &Opening) {
        if opening.panel.is_some() && opening.line.is_none() {
            self.on_panels.set(true);
        }
        let Some(file) = opening.file.as_deref().filter(|file| self.has(file)) else { return };
        self.show(file);
        if let Some(offset) = opening.line.and_then(|line| self.with(|session| session.offset_of_line(line))) {
            self.caret(file, offset);
            self.with_editor(|editor| editor.reveal(file, offset, offset, false));
        }
    }

    /// Makes the signals say what the session says.
    fn project(self) {
        self.session.with_value(|session| {
            set_if_new(self.set, session.set.clone());
            set_if_new(self.names, session.names());
            set_if_new(self.shown, session.shown.clone());
            set_if_new(self.here, session.object_at_caret());
            set_if_new(self.changed, session.changed());
            self.reports.set(!session.reports.is_empty());
        });
    }

    /// Reads something of the session.
    pub fn with<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        self.session.with_value(read)
    }

    /// What a panel makes of the reports.
    pub fn seen<T>(self, running: bool, look: fn(&Seen<'_>) -> T) -> T {
        self.reports.track();
        self.with(|session| look(&Seen { session, running }))
    }

    /// Whether there is a file of that name.
    #[must_use]
    pub fn has(self, name: &str) -> bool {
        self.with(|session| session.text(name).is_some())
    }

    /// Puts the editor to work; the files that are open go into it.
    pub fn attach(self, editor: Editor) {
        self.editor.set_value(Some(editor));
        self.fill_editor();
    }

    fn fill_editor(self) {
        self.with(|session| {
            self.with_editor(|editor| {
                session.files.iter().for_each(|file| editor.open(&file.name, &file.text));
                editor.show(&session.shown);
                editor.reveal(&session.shown, session.caret, session.caret, false);
                session.files.iter().for_each(|file| mark(session, editor, &file.name));
            });
        });
    }

    fn forget_in_editor(self) {
        let names = self.with(Session::names);
        self.with_editor(|editor| names.iter().for_each(|name| editor.remove(name)));
    }

    fn with_editor(self, act: impl FnOnce(&Editor)) {
        self.editor.with_value(|editor| editor.as_ref().map(act));
    }

    /// The editor's text of a file is now this.
    pub fn typed(self, name: &str, text: String) {
        let news = self.session.try_update_value(|session| session.edit(name, text)).unwrap_or(false);
        if news {
            set_if_new(self.changed, true);
            self.save_soon([name.to_owned()]);
            self.send_edit(name);
            self.tell_explorer(name);
        }
    }

    /// The caret is there.
    pub fn caret(self, name: &str, offset: u32) {
        self.session.update_value(|session| {
            if session.shown == name {
                session.caret = offset;
            }
        });
        set_if_new(self.here, self.with(Session::object_at_caret));
    }

    /// Shows a file.
    pub fn show(self, name: &str) {
        self.session.update_value(|session| name.clone_into(&mut session.shown));
        self.with_editor(|editor| editor.show(name));
        set_if_new(self.shown, name.to_owned());
        set_if_new(self.here, self.with(Session::object_at_caret));
    }

    /// Shows a panel.
    pub fn show_panel(self, panel: &'static str) {
        let before = self.panel.get_untracked();
        if before != panel {
            self.swap_inputs(before, panel);
            self.panel.set(panel);
        }
        self.explore();
    }

    /// Goes to a place in the text.
    pub fn go(self, place: &Place) {
        if !self.has(&place.file) {
            return;
        }
        self.on_panels.set(false);
        self.on_lesson.set(false);
        self.show(&place.file);
        let (file, start, end) = (place.file.clone(), place.start, place.end.min(place.start.saturating_add(4000)));
        request_animation_frame(move || self.with_editor(|editor| editor.reveal(&file, start, end, true)));
    }

    /// Mends what a finding found.
    pub fn fix(self, fix: &Fix) {
        for (file, edits) in self.with(|session| session.edits_of(fix)) {
            self.with_editor(|editor| editor.edit(&file, &edits));
        }
    }

    /// Mends by position: the finding's and the fix's index in a file's report.
    pub fn fix_at(self, file: &str, finding: usize, fix: usize) {
        let found = self.with(|session| session.findings_of(file).nth(finding)?.fixes.get(fix).cloned());
        if let Some(found) = found {
            self.fix(&found);
        }
    }

    /// Adds files, or replaces those of the same name.
    pub fn add(self, files: Vec<FileText>) {
        let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        self.with_editor(|editor| files.iter().for_each(|file| editor.open(&file.name, &file.text)));
        self.session.update_value(|session| session.add(files));
        self.restructured(names);
    }

    /// Gives a file another name.
    pub fn rename(self, from: &str, to: &str) {
        self.with_editor(|editor| editor.rename(from, to));
        self.session.update_value(|session| session.rename(from, to));
        self.forget_kept(from);
        self.restructured([to.to_owned()]);
    }

    /// Takes a file away.
    pub fn remove(self, name: &str) {
        self.with_editor(|editor| editor.remove(name));
        self.session.update_value(|session| session.remove(name));
        self.forget_kept(name);
        self.restructured([]);
    }

    /// Brings the example back.
    pub fn reset(self) {
        self.forget_in_editor();
        self.session.update_value(Session::reset);
        self.forget_all_kept();
        self.fill_editor();
        self.project();
        self.send_everything();
    }

    fn restructured(self, due: impl IntoIterator<Item = String>) {
        let shown = self.with(|session| session.shown.clone());
        self.with_editor(|editor| editor.show(&shown));
        self.project();
        self.save_soon(due);
        self.send_everything();
    }

    fn send_everything(self) {
        let request = self.with(Session::everything);
        self.life.update_value(Life::sent_everything);
        self.send(&request);
        self.micros.set(None);
        self.tell_explorer_everything();
    }

    fn send_edit(self, name: &str) {
        self.micros.set(None);
        let free = self.life.try_update_value(|life| life.take_turn(name)).unwrap_or(false);
        let request = if free { self.with(|session| session.edit_request(name)) } else { None };
        if let Some(request) = request {
            self.send(&request);
        }
    }

    fn send(self, request: &Request) {
        let running = self.life.with_value(|life| life.ready);
        if running {
            self.engine.with_value(|engine| engine.as_ref().map(|engine| engine.send(request)));
        }
    }
}

/// Marks the findings of a file in the editor.
fn mark(session: &Session, editor: &Editor, name: &str) {
    editor.findings(name, session.findings_of(name));
}

/// A set that came in a link: `brought.js` has put it where texts are kept.
fn brought(set: &str) -> Option<ExampleSet> {
    let files = set.starts_with("class-").then(|| storage::files(&[set, "/given"].concat()))??;
    let title = storage::get(&["feastflow/", set, "/title"].concat()).unwrap_or_default();
    Some(ExampleSet { slug: set.to_owned(), title, files, first: String::new() })
}

fn set_if_new<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}
