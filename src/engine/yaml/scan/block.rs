//! Scalars that begin with `|` or `>`.

use std::borrow::Cow;

use super::Scanner;
use crate::engine::yaml::fault::{Fault, FaultKind};

/// What becomes of the line ends behind the last line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomping {
    Strip,
    Clip,
    Keep,
}

impl Scanner<'_> {
    pub(super) fn block_scalar(&mut self) -> Result<(), Fault> {
        self.remove_key()?;
        self.key_allowed = true;
        let start = self.at;
        let literal = self.byte(0) == Some(b'|');
        self.at += 1;
        let (chomping, increment) = self.block_header(start)?;
        let mut indent = increment.map(|n| usize::try_from(self.indent.max(0)).unwrap_or(0) + n);
        let (mut text, mut leading, mut trailing) = (String::new(), String::new(), String::new());
        let mut end = self.block_breaks(&mut indent, &mut trailing, start)?;
        let mut was_blank = false;
        while self.at < self.bytes.len() && Some(self.column()) == indent {
            let blank = self.is_blank();
            if !literal && !was_blank && !blank && leading.starts_with('\n') {
                if trailing.is_empty() {
                    text.push(' ');
                }
            } else {
                text.push_str(&leading);
            }
            leading.clear();
            text.push_str(&trailing);
            trailing.clear();
            was_blank = blank;
            let line = self.at;
            self.skip_comment();
            text.push_str(self.slice(line, self.at));
            self.read_break(&mut leading);
            end = self.block_breaks(&mut indent, &mut trailing, start)?;
        }
        if chomping != Chomping::Strip {
            text.push_str(&leading);
        }
        if chomping == Chomping::Keep {
            text.push_str(&trailing);
        }
        self.push_scalar(start, end, Cow::Owned(text), false);
        Ok(())
    }

    /// `|2-`, `>+1 # comment` and so on, with the end of the line.
    fn block_header(&mut self, start: usize) -> Result<(Chomping, Option<usize>), Fault> {
        let (mut chomping, mut increment) = (None, None);
        loop {
            match self.byte(0) {
                Some(b'-') if chomping.is_none() => chomping = Some(Chomping::Strip),
                Some(b'+') if chomping.is_none() => chomping = Some(Chomping::Keep),
                Some(digit @ b'1'..=b'9') if increment.is_none() => increment = Some(usize::from(digit - b'0')),
                _ => break,
            }
            self.at += 1;
        }
        while self.is_blank() {
            self.at += 1;
        }
        if self.byte(0) == Some(b'#') {
            self.skip_comment();
        }
        if !self.is_blank_or_end(0) {
            return self.fault_from(FaultKind::BlockHeader, start);
        }
        let length = self.break_length();
        if length > 0 {
            self.skip_break(length);
        }
        Ok((chomping.unwrap_or(Chomping::Clip), increment))
    }

    /// Indentation and empty lines; finds the indentation if it is not known. Returns the end of what
    /// certainly belongs to the scalar.
    fn block_breaks(&mut self, indent: &mut Option<usize>, breaks: &mut String, start: usize) -> Result<usize, Fault> {
        let mut end = self.at;
        let mut widest = 0;
        loop {
            while self.byte(0) == Some(b' ') && indent.is_none_or(|n| self.column() < n) {
                self.at += 1;
            }
            widest = widest.max(self.column());
            if self.byte(0) == Some(b'\t') && indent.is_none_or(|n| self.column() < n) {
                return self.fault_from(FaultKind::Tab, start);
            }
            if self.break_length() == 0 {
                break;
            }
            self.read_break(breaks);
            end = self.at;
        }
        if indent.is_none() {
            let least = usize::try_from(self.indent + 1).unwrap_or(0).max(1);
            *indent = Some(widest.max(least));
        }
        Ok(end)
    }
}
