//! Questions of the editor to the explorer, and its answers.

use super::Bench;
use crate::protocol::Place;
use crate::protocol::assist::{Question, Sealed};
use crate::protocol::explore::Ask;
use crate::ui::browser::editor::Editor;

impl Bench {
    /// Asks about the text as it stands.
    pub fn ask(self, number: u32, question: Question) {
        let revision = self.with(|session| session.revision);
        self.ask_explorer_for(Ask::Answer { number, revision, question });
    }

    /// Hands an answer on, if it is about the text that stands there now.
    pub(super) fn answered(self, number: u32, revision: u64, answer: &Sealed) {
        let fresh = self.with(|session| session.revision == revision);
        self.with_editor(|editor| editor.answer(number, fresh.then_some(answer.0.as_slice())));
    }

    /// Does what the editor's command of that name does.
    pub fn command(self, name: &str) {
        self.with_editor(|editor: &Editor| editor.command(name));
    }

    /// Goes to a part of a file.
    pub fn go_to(self, file: String, start: u32, end: u32) {
        self.go(&Place { file, start, end, ..Place::default() });
    }
}

/// The question with this number in the editor's list.
#[must_use]
pub fn question(which: u32, file: Option<String>, at: u32) -> Question {
    let named = file.clone().unwrap_or_default();
    match which {
        0 => Question::Hover { file: named, at },
        1 => Question::Complete { file: named, at },
        2 => Question::Outline { file: named, at },
        3 => Question::Definition { file: named, at },
        4 => Question::Users { file: named, at },
        _ => Question::SafeFixes { file },
    }
}
