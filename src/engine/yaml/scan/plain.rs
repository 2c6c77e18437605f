//! Scalars without quotes.

use std::borrow::Cow;

use super::{Scanner, fold};
use crate::engine::yaml::fault::{Fault, FaultKind};

/// Bytes at which the scan of a word has to look closer.
const STOPS: [bool; 256] = {
    let mut table = [false; 256];
    let stops = b" \t\n\r:,?[]{}\xc2\xe2";
    let mut n = 0;
    while n < stops.len() {
        table[stops[n] as usize] = true;
        n += 1;
    }
    table
};

impl<'a> Scanner<'a> {
    pub(super) fn plain_scalar(&mut self) -> Result<(), Fault> {
        self.save_key()?;
        self.key_allowed = false;
        let start = self.at;
        let mut end = start;
        // Set as soon as the text is not simply what is written.
        let mut folded: Option<String> = None;
        let (mut leading, mut trailing) = (String::new(), String::new());
        let mut new_line = false;
        loop {
            if self.byte(0) == Some(b'#') || self.at_document_mark() {
                break;
            }
            let word = self.at;
            self.skip_word();
            if self.at > word {
                if new_line {
                    let text = folded.get_or_insert_with(|| self.text.get(start..end).unwrap_or("").to_owned());
                    fold(text, &mut leading, &mut trailing);
                    text.push_str(self.text.get(word..self.at).unwrap_or(""));
                    new_line = false;
                } else if let Some(text) = &mut folded {
                    text.push_str(self.text.get(end..self.at).unwrap_or(""));
                }
                end = self.at;
            }
            if !self.is_blank() && self.break_length() == 0 {
                break;
            }
            self.skip_gap(start, &mut new_line, &mut leading, &mut trailing)?;
            if self.flow_level == 0 && (self.column() as isize) < self.indent + 1 {
                break;
            }
        }
        let text = folded.map_or_else(|| Cow::Borrowed(self.slice(start, end)), Cow::Owned);
        self.push_scalar(start, end, text, true);
        if new_line {
            self.key_allowed = true;
        }
        Ok(())
    }

    /// To the next blank or line end, or to what ends the scalar.
    fn skip_word(&mut self) {
        while let Some(byte) = self.byte(0) {
            if STOPS.get(usize::from(byte)).copied().unwrap_or(false) && self.stops(byte) {
                return;
            }
            self.at += 1;
        }
    }

    fn stops(&self, byte: u8) -> bool {
        match byte {
            b':' => self.is_blank_or_end(1),
            b',' | b'?' | b'[' | b']' | b'{' | b'}' => self.flow_level > 0,
            0xc2 | 0xe2 => self.break_length() > 0,
            _ => true,
        }
    }

    /// Blanks and line ends between words.
    fn skip_gap(
        &mut self,
        start: usize,
        new_line: &mut bool,
        leading: &mut String,
        trailing: &mut String,
    ) -> Result<(), Fault> {
        loop {
            if self.is_blank() {
                let outside = (self.column() as isize) < self.indent + 1;
                if *new_line && outside && self.byte(0) == Some(b'\t') {
                    return self.fault_from(FaultKind::Tab, start);
                }
                self.at += 1;
            } else if self.break_length() == 0 {
                return Ok(());
            } else {
                self.read_break(if *new_line { trailing } else { leading });
                *new_line = true;
            }
        }
    }
}
