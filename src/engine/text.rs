//! Places in a text: bytes, lines and columns, UTF-16 units.
//!
//! The engine counts bytes. People count lines and characters, browsers count UTF-16 code units:
//! [`LineIndex`] turns the first into the others, once, when a finding leaves the engine.

use std::ops::Range;

/// Stands for bytes that are not UTF-8, where a file is read: the text goes on, and the place is known.
///
/// Unicode keeps this code point from ever being a character, so that it cannot be meant.
pub const UNDECODABLE: char = '\u{ffff}';

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

/// Where the lines of a text begin.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    /// For each line: its first byte, and the UTF-16 units before it.
    lines: Vec<(u32, u32)>,
}

impl LineIndex {
    /// Index `text`; takes time in its length.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut lines = vec![(0, 0)];
        let (mut byte, mut utf16) = (0_u32, 0_u32);
        for line in text.split_inclusive('\n') {
            byte = byte.saturating_add(u32::try_from(line.len()).unwrap_or(u32::MAX));
            let units = if line.is_ascii() { line.len() } else { line.encode_utf16().count() };
            utf16 = utf16.saturating_add(u32::try_from(units).unwrap_or(u32::MAX));
            if line.ends_with('\n') {
                lines.push((byte, utf16));
            }
        }
        Self { lines }
    }

    /// The position of a byte of the same text that was indexed.
    #[must_use]
    pub fn position(&self, text: &str, byte: u32) -> Position {
        let byte = byte.min(u32::try_from(text.len()).unwrap_or(u32::MAX));
        let line = self.lines.partition_point(|(start, _)| *start <= byte).saturating_sub(1);
        let (start, before) = self.lines.get(line).copied().unwrap_or_default();
        let prefix = text.get(start as usize..byte as usize).unwrap_or("");
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position {
            line: count(line) + 1,
            column: count(prefix.chars().count()) + 1,
            utf16: before + count(prefix.encode_utf16().count()),
        }
    }
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
        let text = "a\nb";
        assert_eq!(LineIndex::new(text).position(text, 3), Position { line: 2, column: 2, utf16: 3 });
    }
}
