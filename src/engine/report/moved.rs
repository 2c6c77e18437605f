//! What of a file only moved when it was edited.

use crate::engine::text::Position;
use crate::engine::workspace::{DocumentIndex, Workspace};

/// A document and where it begins.
pub type Stand = (DocumentIndex, Position);

/// What an edit did to the documents of a file: those between a head and a tail were replaced, the tail moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Documents before the first that moved.
    pub head: usize,
    /// Documents at the end that moved all the same way.
    pub tail: usize,
    /// UTF-16 offset, as it was, where the tail began.
    pub from: u32,
    /// By how many UTF-16 units it moved; backwards, the number wraps.
    pub units: u32,
    /// By how many lines it moved; backwards, the number wraps.
    pub lines: u32,
}

/// The documents of a file, in order; none if there is no such file.
#[must_use]
pub fn stands(workspace: &Workspace, name: &str) -> Vec<Stand> {
    let Some(file) = workspace.files.iter().find(|file| file.name == name) else { return Vec::new() };
    let begin = |start| file.lines.position(&file.text, start);
    file.documents.iter().filter_map(|index| Some((*index, begin(workspace.document(*index)?.start)))).collect()
}

impl Moved {
    /// What happened between two states of a file.
    #[must_use]
    pub fn between(before: &[Stand], after: &[Stand]) -> Self {
        let head = before.iter().zip(after).take_while(|(before, after)| before == after).count();
        let both = before.len().min(after.len()) - head;
        let mut moved = Self { head, ..Self::default() };
        for ((document, old), (same, new)) in before.iter().rev().zip(after.iter().rev()).take(both) {
            let (units, lines) = (new.utf16.wrapping_sub(old.utf16), new.line.wrapping_sub(old.line));
            let alike = moved.tail == 0 || (units, lines) == (moved.units, moved.lines);
            if !alike || document != same || old.column != new.column {
                break;
            }
            moved = Self { tail: moved.tail + 1, from: old.utf16, units, lines, ..moved };
        }
        moved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(document: DocumentIndex, line: u32, column: u32) -> Stand {
        (document, Position { line, column, utf16: line * 10 + column })
    }

    #[test]
    fn what_stands_behind_a_change_moves_together() {
        let before = [at(0, 1, 1), at(1, 2, 1), at(2, 5, 1), at(3, 7, 4)];
        let same = Moved { head: 4, ..Moved::default() };
        assert_eq!(Moved::between(&before, &before), same);
        let longer = [at(0, 1, 1), at(1, 2, 1), at(2, 6, 1), at(3, 8, 4)];
        let moved = Moved { head: 2, tail: 2, from: 51, units: 10, lines: 1 };
        assert_eq!(Moved::between(&before, &longer), moved);
        let back = Moved { from: 61, units: 10_u32.wrapping_neg(), lines: 1_u32.wrapping_neg(), ..moved };
        assert_eq!(Moved::between(&longer, &before), back);
        let without = [at(0, 1, 1), at(2, 2, 1), at(3, 4, 4)];
        let gone = Moved { head: 1, tail: 2, from: 51, units: 30_u32.wrapping_neg(), lines: 3_u32.wrapping_neg() };
        assert_eq!(Moved::between(&before, &without), gone);
        assert_eq!(Moved::between(&[], &before), Moved::default());
        assert_eq!(Moved::between(&before, &[]), Moved::default());
    }

    #[test]
    fn what_moves_otherwise_is_no_tail() {
        let before = [at(0, 1, 1), at(1, 2, 1), at(2, 5, 1)];
        let apart = [at(0, 1, 1), at(1, 3, 1), at(2, 7, 1)];
        assert_eq!(Moved::between(&before, &apart), Moved { head: 1, tail: 1, from: 51, units: 20, lines: 2 });
        let sideways = [at(0, 1, 1), at(1, 2, 1), at(2, 5, 2)];
        assert_eq!(Moved::between(&before, &sideways), Moved { head: 2, ..Moved::default() });
    }
}
