//! Places in a text: bytes, lines and columns, UTF-16 units.
//!
//! The engine counts bytes. People count lines and characters, browsers count UTF-16 code units:
//! [`LineIndex`] turns the first into the others, once, when a finding leaves the engine.

use std::ops::Range;

/// A range of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` to `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The same range, `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: u32) -> Self {
        Self { start: self.start.saturating_add(by), end: self.end.saturating_add(by) }
    }

    /// As a range of `usize`.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text it covers; empty if it does not lie in the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

/// A position as people and browsers count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// 1-based.
    pub line: u32,
    /// 1-based, in characters.
    pub column: u32,
    /// From the start of the text, in UTF-16 code units.
    pub utf16: u32,
}

/// At most so many bytes are counted to find a column, however long the line is.
const STRIDE: usize = 1024;

/// Where the lines of a text begin.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    /// Every line's start, and places within long lines.
    marks: Vec<Mark>,
}

/// What is known about a byte.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    byte: u32,
    /// UTF-16 units before it.
    utf16: u32,
    /// Lines before it.
    line: u32,
    /// Characters of its line before it.
    column: u32,
}

impl LineIndex {
    /// Index `text`; takes time in its length.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let lines = text.bytes().filter(|byte| *byte == b'\n').count();
        let mut marks = Vec::with_capacity(1 + lines + text.len() / STRIDE);
        let mut mark = Mark::default();
        marks.push(mark);
        for line in text.split_inclusive('\n') {
            let mut rest = line;
            while rest.len() > STRIDE {
                let (head, tail) = rest.split_at(rest.floor_char_boundary(STRIDE));
                mark.pass(head);
                marks.push(mark);
                rest = tail;
            }
            mark.pass(rest);
            if line.ends_with('\n') {
                mark = Mark { line: mark.line + 1, column: 0, ..mark };
                marks.push(mark);
            }
        }
        Self { marks }
    }

    /// The position of a byte of the same text that was indexed.
    #[must_use]
    pub fn position(&self, text: &str, byte: u32) -> Position {
        let byte = byte.min(count(text.len()));
        let index = self.marks.partition_point(|mark| mark.byte <= byte).saturating_sub(1);
        let mut mark = self.marks.get(index).copied().unwrap_or_default();
        mark.pass(text.get(mark.byte as usize..byte as usize).unwrap_or(""));
        Position { line: mark.line + 1, column: mark.column + 1, utf16: mark.utf16 }
    }

    /// The byte at a number of UTF-16 units from the start of the same text that was indexed.
    #[must_use]
    pub fn byte(&self, text: &str, utf16: u32) -> u32 {
        let index = self.marks.partition_point(|mark| mark.utf16 <= utf16).saturating_sub(1);
        let mark = self.marks.get(index).copied().unwrap_or_default();
        let (mut byte, mut units) = (mark.byte, mark.utf16);
        for c in text.get(mark.byte as usize..).unwrap_or("").chars() {
            if units >= utf16 {
                break;
            }
            units += count(c.len_utf16());
            byte += count(c.len_utf8());
        }
        byte
    }
}

impl Mark {
    /// Go on behind a part of the line.
    fn pass(&mut self, text: &str) {
        let (characters, units) = if text.is_ascii() {
            (text.len(), text.len())
        } else {
            (text.chars().count(), text.encode_utf16().count())
        };
        self.byte = self.byte.saturating_add(count(text.len()));
        self.utf16 = self.utf16.saturating_add(count(units));
        self.column = self.column.saturating_add(count(characters));
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_characters_and_utf16() {
        let text = "a: ü\nb: 😀x\r\n";
        let index = LineIndex::new(text);
        let at = |needle: &str| index.position(text, text.find(needle).map_or(0, |n| n as u32));
        assert_eq!(at("ü"), Position { line: 1, column: 4, utf16: 3 });
        assert_eq!(at("b"), Position { line: 2, column: 1, utf16: 5 });
        assert_eq!(at("x"), Position { line: 2, column: 5, utf16: 10 });
        assert_eq!(index.position(text, 999).line, 3);
        let back = |needle: &str| index.byte(text, at(needle).utf16) as usize;
        ["a", "ü", "b", "😀", "x", "\r"].iter().for_each(|c| assert_eq!(Some(back(c)), text.find(c), "{c}"));
        assert_eq!(index.byte(text, 999) as usize, text.len());
        let long = format!("x: {}y\nz", "ü😀".repeat(2000));
        let at = long.find('y').map_or(0, |n| n as u32);
        assert_eq!(LineIndex::new(&long).position(&long, at), Position { line: 1, column: 4004, utf16: 6003 });
        assert_eq!(LineIndex::new(&long).position(&long, at + 2), Position { line: 2, column: 1, utf16: 6005 });
        let text = "a\nb";
        assert_eq!(LineIndex::new(text).position(text, 3), Position { line: 2, column: 2, utf16: 3 });
    }
}
