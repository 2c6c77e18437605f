//! Keys without `?`: whether a scalar is one shows at the colon behind it.

use super::Scanner;
use crate::engine::yaml::fault::{Fault, FaultKind};

/// Longest key, in characters, that needs no `?` before it.
const LONGEST_KEY: usize = 1024;

/// A place where a key without `?` may have begun.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct KeyStart {
    pub(super) possible: bool,
    pub(super) required: bool,
    /// The tokens from here on wait until it is known whether it is one.
    pub(super) waits: bool,
    /// Which token it would be.
    pub(super) token: usize,
    pub(super) at: usize,
    pub(super) column: usize,
    pub(super) line: usize,
}

impl Scanner<'_> {
    /// A key that needs no `?` ends on its line and is short.
    pub(super) fn is_valid(&mut self, index: usize) -> Result<bool, Fault> {
        let Some(key) = self.keys.get(index).copied() else { return Ok(false) };
        if !key.possible {
            return Ok(false);
        }
        if key.line == self.line && !self.is_longer(key.at) {
            return Ok(true);
        }
        self.give_up(index)?;
        Ok(false)
    }

    fn is_longer(&self, from: usize) -> bool {
        self.at.saturating_sub(from) > LONGEST_KEY
            && self.text.get(from..self.at).is_some_and(|t| t.chars().count() > LONGEST_KEY)
    }

    fn give_up(&mut self, index: usize) -> Result<(), Fault> {
        let at = self.at;
        match self.keys.get_mut(index) {
            Some(key) if key.possible && key.required => Err(Fault { kind: FaultKind::NoColon, at, context: key.at }),
            Some(key) => {
                key.possible = false;
                Ok(())
            }
            None => Ok(()),
        }
    }

    pub(super) fn remove_key(&mut self) -> Result<(), Fault> {
        self.give_up(self.keys.len().saturating_sub(1))
    }

    /// What comes now may be a key.
    pub(super) fn save_key(&mut self) -> Result<(), Fault> {
        if !self.key_allowed {
            return Ok(());
        }
        let column = self.column();
        let required = self.flow_level == 0 && self.indent == column as isize;
        let token = self.taken + self.queue.len();
        let key = KeyStart { possible: true, required, waits: true, token, at: self.at, column, line: self.line };
        self.remove_key()?;
        if let Some(last) = self.keys.last_mut() {
            *last = key;
        }
        Ok(())
    }
}
