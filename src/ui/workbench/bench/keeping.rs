//! The text is kept as it is typed: in local storage, and as long as the page lives in memory.

use super::Bench;
use crate::protocol::FileText;
use crate::ui::browser::page::{ask_before_leaving, on_leaving};
use crate::ui::browser::{Later, later, storage};
use crate::ui::names::Names;
use leptos::prelude::*;

/// How long after a key press the text is written, in milliseconds.
const SOON: u32 = 200;

/// What is still to be kept, and what could not be.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    due: Names,
    anything: bool,
    timer: Option<Later>,
    in_memory: Vec<(String, Vec<FileText>)>,
}

impl Bench {
    /// Keeps the text whenever the page may go away.
    pub fn keep_safe(self) {
        on_leaving(move || {
            self.with_editor(crate::ui::browser::editor::Editor::flush);
            self.save_now();
        });
        ask_before_leaving(move || self.unkept.get_untracked());
    }

    pub(super) fn save_soon(self, names: impl IntoIterator<Item = String>) {
        self.keeping.update_value(|keeping| {
            keeping.due.extend(names);
            keeping.anything = true;
            if keeping.timer.is_none() {
                keeping.timer = Some(later(SOON, move || self.save_now()));
            }
        });
    }

    pub(super) fn save_now(self) {
        let due = self.keeping.try_update_value(|keeping| {
            keeping.timer = None;
            let anything = std::mem::take(&mut keeping.anything);
            anything.then(|| std::mem::take(&mut keeping.due))
        });
        if let Some(due) = due.flatten() {
            self.save(due);
        }
    }

    fn save(self, due: Names) {
        let kept = self.with(|session| {
            let known = storage::files(&session.set).is_some();
            storage::keep(&session.set, &session.files, |name| !known || due.contains(name))
        });
        if !kept {
            self.keeping.update_value(|keeping| keeping.due.extend(due.iter().map(str::to_owned)));
        }
        self.remember(kept);
        self.unkept.set(!kept);
    }

    /// What local storage cannot take is at least there until the page is closed.
    fn remember(self, kept: bool) {
        let set = self.with(|session| session.set.clone());
        let files = (!kept).then(|| self.with(|session| session.files.clone()));
        self.keeping.update_value(|keeping| {
            keeping.in_memory.retain(|(other, _)| *other != set);
            keeping.in_memory.extend(files.map(|files| (set, files)));
        });
    }

    pub(super) fn kept(self, set: &str) -> Option<Vec<FileText>> {
        let in_memory = self.keeping.with_value(|keeping| {
            keeping.in_memory.iter().find(|(other, _)| other == set).map(|(_, files)| files.clone())
        });
        in_memory.or_else(|| storage::files(set))
    }

    pub(super) fn forget_kept(self, name: &str) {
        self.with(|session| storage::forget_file(&session.set, name));
    }

    pub(super) fn forget_all_kept(self) {
        let set = self.with(|session| session.set.clone());
        storage::forget(&set);
        self.keeping.set_value(Keeping::default());
        self.unkept.set(false);
    }
}
