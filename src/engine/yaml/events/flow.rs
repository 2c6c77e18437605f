//! Lists and mappings in brackets.

use super::{Event, Parser, State, Step, empty_scalar};
use crate::engine::yaml::fault::FaultKind;
use crate::engine::yaml::scan::TokenKind;

impl<'a> Parser<'a> {
    pub(super) fn flow_entry(&mut self, first: bool) -> Step<'a> {
        let mut token = self.peek()?;
        if !matches!(token.kind, TokenKind::FlowSequenceEnd) {
            if !first {
                if !matches!(token.kind, TokenKind::FlowEntry) {
                    let at = token.start;
                    return self.unfinished(FaultKind::FlowSequence, at);
                }
                self.skip();
                token = self.peek()?;
            }
            if matches!(token.kind, TokenKind::Key) {
                let at = (token.start, token.end);
                self.skip();
                self.state = State::FlowPairKey;
                return Ok(Event::MappingStart { at, anchor: None });
            }
            if !matches!(token.kind, TokenKind::FlowSequenceEnd) {
                self.states.push(State::FlowEntry { first: false });
                return self.node(false, false);
            }
        }
        let end = self.peek()?.end;
        self.skip();
        self.close(Some(end))
    }

    /// `[key: value]`: a mapping of one pair.
    pub(super) fn flow_pair_key(&mut self) -> Step<'a> {
        let token = self.peek()?;
        let end = token.end;
        if matches!(token.kind, TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowSequenceEnd) {
            self.skip();
            self.state = State::FlowPairValue;
            return Ok(empty_scalar(end));
        }
        self.states.push(State::FlowPairValue);
        self.node(false, false)
    }

    pub(super) fn flow_pair_value(&mut self) -> Step<'a> {
        let mut token = self.peek()?;
        if matches!(token.kind, TokenKind::Value) {
            self.skip();
            token = self.peek()?;
            if !matches!(token.kind, TokenKind::FlowEntry | TokenKind::FlowSequenceEnd) {
                self.states.push(State::FlowPairEnd);
                return self.node(false, false);
            }
        }
        let at = token.start;
        self.state = State::FlowPairEnd;
        Ok(empty_scalar(at))
    }

    pub(super) fn flow_pair_end(&mut self) -> Step<'a> {
        self.state = State::FlowEntry { first: false };
        Ok(Event::End { at: None })
    }

    pub(super) fn flow_key(&mut self, first: bool) -> Step<'a> {
        let mut token = self.peek()?;
        if !matches!(token.kind, TokenKind::FlowMappingEnd) {
            if !first {
                if !matches!(token.kind, TokenKind::FlowEntry) {
                    let at = token.start;
                    return self.unfinished(FaultKind::FlowMapping, at);
                }
                self.skip();
                token = self.peek()?;
            }
            if matches!(token.kind, TokenKind::Key) {
                self.skip();
                return self.flow_part(State::FlowValue { empty: false });
            }
            if !matches!(token.kind, TokenKind::FlowMappingEnd) {
                self.states.push(State::FlowValue { empty: true });
                return self.node(false, false);
            }
        }
        let end = self.peek()?.end;
        self.skip();
        self.close(Some(end))
    }

    fn flow_part(&mut self, next: State) -> Step<'a> {
        let token = self.peek()?;
        let at = token.start;
        let absent = match next {
            State::FlowValue { .. } => {
                matches!(token.kind, TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowMappingEnd)
            }
            _ => matches!(token.kind, TokenKind::FlowEntry | TokenKind::FlowMappingEnd),
        };
        if absent {
            self.state = next;
            return Ok(empty_scalar(at));
        }
        self.states.push(next);
        self.node(false, false)
    }

    pub(super) fn flow_value(&mut self, empty: bool) -> Step<'a> {
        let token = self.peek()?;
        let (at, is_value) = (token.start, matches!(token.kind, TokenKind::Value));
        let next = State::FlowKey { first: false };
        if !empty && is_value {
            self.skip();
            return self.flow_part(next);
        }
        self.state = next;
        Ok(empty_scalar(at))
    }
}
