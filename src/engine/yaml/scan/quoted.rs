//! Scalars in quotes.

use std::borrow::Cow;

use super::{Scanner, fold};
use crate::engine::yaml::fault::{Fault, FaultKind};

impl Scanner<'_> {
    pub(super) fn quoted_scalar(&mut self) -> Result<(), Fault> {
        self.save_key()?;
        self.key_allowed = false;
        let start = self.at;
        let quote = self.byte(0).unwrap_or(b'"');
        self.at += 1;
        let text = match self.simple_end(quote) {
            Some(end) => {
                let text = self.slice(self.at, end);
                self.at = end;
                Cow::Borrowed(text)
            }
            None => Cow::Owned(self.quoted_text(start, quote)?),
        };
        self.at += 1;
        self.push_scalar(start, self.at, text, false);
        Ok(())
    }

    /// The closing quote, if nothing before it needs a closer look.
    fn simple_end(&self, quote: u8) -> Option<usize> {
        let rest = self.bytes.get(self.at..)?;
        let length = rest.iter().position(|b| *b == quote || matches!(b, b'\\' | b'\n' | b'\r' | 0xc2 | 0xe2))?;
        let doubled = quote == b'\'' && rest.get(length + 1) == Some(&b'\'');
        (rest.get(length) == Some(&quote) && !doubled).then_some(self.at + length)
    }

    fn quoted_text(&mut self, start: usize, quote: u8) -> Result<String, Fault> {
        let (mut text, mut leading, mut trailing) = (String::new(), String::new(), String::new());
        loop {
            if self.at >= self.bytes.len() || self.at_document_mark() {
                return self.fault_from(FaultKind::UnclosedQuote, start);
            }
            let mut new_line = self.quoted_word(&mut text, quote)?;
            if self.byte(0) == Some(quote) {
                return Ok(text);
            }
            let gap = self.at;
            let mut end = gap;
            loop {
                if self.is_blank() {
                    self.at += 1;
                    end = if new_line { end } else { self.at };
                } else if self.break_length() > 0 {
                    self.read_break(if new_line { &mut trailing } else { &mut leading });
                    new_line = true;
                } else {
                    break;
                }
            }
            if new_line {
                fold_quoted(&mut text, &mut leading, &mut trailing);
            } else {
                text.push_str(self.slice(gap, end));
            }
        }
    }

    /// To the next blank, line end or the closing quote; whether an escaped line end was passed.
    fn quoted_word(&mut self, text: &mut String, quote: u8) -> Result<bool, Fault> {
        while !self.is_blank_or_end(0) {
            match self.byte(0) {
                Some(b'\'') if quote == b'\'' => {
                    if self.byte(1) != Some(b'\'') {
                        return Ok(false);
                    }
                    text.push('\'');
                    self.at += 2;
                }
                Some(b'"') if quote == b'"' => return Ok(false),
                Some(b'\\') if quote == b'"' => {
                    self.at += 1;
                    let length = self.break_length();
                    if length > 0 {
                        self.skip_break(length);
                        return Ok(true);
                    }
                    self.escape(text)?;
                }
                _ => {
                    let rest = self.text.get(self.at..).unwrap_or("");
                    let Some(c) = rest.chars().next() else { return Ok(false) };
                    text.push(c);
                    self.at += c.len_utf8();
                }
            }
        }
        Ok(false)
    }

    /// What stands behind a backslash.
    fn escape(&mut self, text: &mut String) -> Result<(), Fault> {
        let backslash = self.at - 1;
        let escape = self.byte(0).unwrap_or(0);
        let simple = match escape {
            b'0' => '\0',
            b'a' => '\x07',
            b'b' => '\x08',
            b't' | b'\t' => '\t',
            b'n' => '\n',
            b'v' => '\x0b',
            b'f' => '\x0c',
            b'r' => '\r',
            b'e' => '\x1b',
            b' ' => ' ',
            b'"' => '"',
            b'\'' => '\'',
            b'\\' => '\\',
            b'/' if self.json => '/',
            b'N' => '\u{85}',
            b'_' => '\u{a0}',
            b'L' => '\u{2028}',
            b'P' => '\u{2029}',
            b'x' => return self.code_point(2, text),
            b'u' => return self.code_point(4, text),
            b'U' => return self.code_point(8, text),
            _ => {
                self.at = backslash;
                return self.fault(FaultKind::Escape);
            }
        };
        text.push(simple);
        self.at += 1;
        Ok(())
    }

    fn code_point(&mut self, digits: usize, text: &mut String) -> Result<(), Fault> {
        let backslash = self.at - 1;
        self.at += 1;
        let mut value = self.hex(digits);
        if let Some(high) = value.filter(|v| self.json && (0xd800..0xdc00).contains(v))
            && self.bytes.get(self.at..self.at + 2) == Some(b"\\u")
        {
            self.at += 2;
            let low = self.hex(4).filter(|v| (0xdc00..0xe000).contains(v));
            value = low.map(|low| 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
        }
        // JSON's reader replaces half a pair.
        let lone = value.filter(|_| self.json).map(|_| '\u{fffd}');
        match value.and_then(char::from_u32).or(lone) {
            Some(c) => text.push(c),
            None => {
                self.at = backslash;
                return self.fault(FaultKind::Escape);
            }
        }
        Ok(())
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let text = self.text.get(self.at..self.at + digits)?;
        let value = text.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(text, 16).ok())??;
        self.at += digits;
        Some(value)
    }
}

/// In quotes, an escaped line end has no break before the words.
fn fold_quoted(text: &mut String, leading: &mut String, trailing: &mut String) {
    if leading.is_empty() {
        text.push_str(trailing);
        trailing.clear();
    } else {
        fold(text, leading, trailing);
    }
}
