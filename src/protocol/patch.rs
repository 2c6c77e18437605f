//! What an edit made of what is known: a run of a file's documents is replaced, what stands behind it moves.

use std::ops::Range;

use super::{Fact, FileReport, Place};

/// A change of what is known of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Patch {
    /// The name of the file.
    pub file: String,
    /// How many documents it had; if that is not so, the patch is of no use.
    pub of: u32,
    /// The first of them that is replaced.
    pub at: u32,
    /// How many are replaced.
    pub removed: u32,
    /// What is said of each document that stands there now.
    pub documents: Vec<FileReport>,
    /// UTF-16 offset, as it was, of what moved.
    pub from: u32,
    /// By how many UTF-16 units it moved; backwards, the number wraps.
    pub units: u32,
    /// By how many lines it moved; backwards, the number wraps.
    pub lines: u32,
}

impl Patch {
    /// Changes what is known of all documents, which stand in order of their files' names and, in a file, as they
    /// are written. Gives whether the patch was made for it; nothing changes if not.
    pub fn apply(self, known: &mut Vec<FileReport>) -> bool {
        let Some(replaced) = self.replaced(known) else { return false };
        if (self.units, self.lines) != (0, 0) {
            known.iter_mut().for_each(|report| each_place(report, &mut |place| self.shift(place)));
        }
        let behind = known.split_off(replaced.end);
        known.truncate(replaced.start);
        known.extend(self.documents);
        known.extend(behind);
        true
    }

    /// The reports that go.
    fn replaced(&self, known: &[FileReport]) -> Option<Range<usize>> {
        let file = of_file(known, &self.file);
        let [of, at, removed] = [self.of, self.at, self.removed].map(|n| n as usize);
        let start = file.start.saturating_add(at);
        let end = start.saturating_add(removed);
        (file.len() == of && end <= file.end).then_some(start..end)
    }

    fn shift(&self, place: &mut Place) {
        if place.start >= self.from && place.file == self.file {
            for units in [&mut place.start, &mut place.end] {
                *units = units.wrapping_add(self.units);
            }
            for line in [&mut place.line, &mut place.end_line] {
                *line = line.wrapping_add(self.lines);
            }
        }
    }
}

/// Where the documents of a file stand among all that are known.
#[must_use]
pub fn of_file(known: &[FileReport], name: &str) -> Range<usize> {
    known.partition_point(|report| *report.file < *name)..known.partition_point(|report| *report.file <= *name)
}

fn each_place(report: &mut FileReport, act: &mut dyn FnMut(&mut Place)) {
    for finding in &mut report.findings {
        act(&mut finding.place);
        finding.related.iter_mut().for_each(|label| act(&mut label.place));
        finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits).for_each(|edit| act(&mut edit.place));
    }
    for object in &mut report.objects {
        act(&mut object.place);
        each_fact(&mut object.facts, act);
    }
    for container in &mut report.probes {
        act(&mut container.place);
        for probe in &mut container.probes {
            act(&mut probe.place);
            each_fact(&mut probe.parameters, act);
        }
    }
    report.wires.iter_mut().for_each(|wire| act(&mut wire.place));
    report.notes.iter_mut().for_each(|note| act(&mut note.place));
}

fn each_fact(facts: &mut [Fact], act: &mut dyn FnMut(&mut Place)) {
    facts.iter_mut().filter_map(|fact| fact.place.as_mut()).for_each(act);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{ObjectRow, WireRow};

    fn place(file: &str, start: u32) -> Place {
        Place { file: file.into(), start, end: start + 2, line: start / 10, end_line: start / 10, ..Place::default() }
    }

    /// A document that begins there, and leads into another.
    fn document(file: &str, start: u32, to: Place) -> FileReport {
        let object = ObjectRow { place: place(file, start), ..ObjectRow::default() };
        let wire = WireRow {
            relation: String::new(),
            phrase: String::new(),
            from: String::new(),
            from_name: String::new(),
            to: String::new(),
            to_name: String::new(),
            missing: false,
            optional: false,
            place: to,
        };
        FileReport { file: file.into(), objects: vec![object], wires: vec![wire], ..FileReport::default() }
    }

    #[test]
    fn what_stands_behind_moves_whoever_names_it() {
        let mut known = vec![
            document("a", 0, place("b", 20)),
            document("b", 0, place("b", 20)),
            document("b", 10, place("a", 30)),
            document("b", 20, place("b", 0)),
        ];
        let documents = vec![document("b", 10, place("b", 5)), document("b", 15, place("b", 10))];
        let patch = Patch { file: "b".into(), of: 3, at: 1, removed: 1, documents, from: 20, units: 4, lines: 1 };
        assert!(patch.clone().apply(&mut known));
        let moved = |file: &str, start, line| Place { line, end_line: line, ..place(file, start) };
        let seen: Vec<_> = known.iter().map(|one| (one.objects[0].place.clone(), one.wires[0].place.clone())).collect();
        let want = [
            (place("a", 0), moved("b", 24, 3)),
            (place("b", 0), moved("b", 24, 3)),
            (place("b", 10), place("b", 5)),
            (place("b", 15), place("b", 10)),
            (moved("b", 24, 3), place("b", 0)),
        ];
        assert_eq!(seen, want);
        let before = known.clone();
        assert!(!patch.apply(&mut known), "it has four documents now");
        assert_eq!(known, before);
    }

    #[test]
    fn a_patch_backwards_undoes_one_forwards() {
        let mut known = vec![document("a", 40, place("a", 50))];
        let before = known.clone();
        let patch = |units: u32| Patch { file: "a".into(), of: 1, from: 40, units, lines: units, ..Patch::default() };
        assert!(patch(3).apply(&mut known) && known != before);
        assert!(patch(3_u32.wrapping_neg()).apply(&mut known));
        assert_eq!(known, before);
    }

    #[test]
    fn a_patch_beyond_the_end_is_of_no_use() {
        let mut known = vec![document("a", 0, Place::default())];
        let patch = |file: &str, of, at, removed| Patch { file: file.into(), of, at, removed, ..Patch::default() };
        for (file, of, at, removed) in [("a", 1, 1, 1), ("a", 1, 0, u32::MAX), ("b", 1, 0, 0), ("a", 0, 0, 0)] {
            assert!(!patch(file, of, at, removed).apply(&mut known), "{file} {of} {at} {removed}");
        }
        assert!(patch("b", 0, 0, 0).apply(&mut known));
    }
}
