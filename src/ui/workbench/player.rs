//! Plays a slider of a panel: from where it is to its end, as fast as was chosen.

use super::bench::Bench;
use crate::protocol::explore::Input;
use crate::ui::browser::page::is_calm;
use crate::ui::browser::pieces;
use crate::ui::browser::{Later, later};
use leptos::html::Div;
use leptos::prelude::*;

/// Milliseconds between two steps.
const STEP: u32 = 100;
/// The same where nothing is to move: there is time to read.
const CALM_STEP: u32 = 1500;

/// What plays, if something does.
#[derive(Clone, Copy)]
pub struct Player {
    bench: Bench,
    next: StoredValue<Option<Later>, LocalStorage>,
    /// Where it is, in milliseconds of the slider's time.
    at: StoredValue<u32, LocalStorage>,
}

impl Player {
    /// Nothing plays.
    #[must_use]
    pub fn new(bench: Bench) -> Self {
        Self { bench, next: StoredValue::new_local(None), at: StoredValue::new_local(0) }
    }

    /// Plays the slider of that name, or stops.
    pub fn toggle(self, host: NodeRef<Div>, slider: String) {
        if self.next.with_value(Option::is_some) {
            return self.stop(host);
        }
        let Some(element) = host.get_untracked() else { return };
        let Some((at, end)) = pieces::slider(&element, &slider) else { return };
        self.at.set_value(if at < end { at.saturating_mul(1000) } else { 0 });
        pieces::say_playing(&element, true);
        self.step(host, slider);
    }

    /// Goes to the next instant at which something happens, or to the one before.
    pub fn step_to(self, host: NodeRef<Div>, slider: &str, on: bool) {
        self.stop(host);
        let Some(element) = host.get_untracked() else { return };
        let Some((at, _)) = pieces::slider(&element, slider) else { return };
        if let Some(second) = next(&pieces::instants(&element), at, on) {
            self.choose(slider, second);
        }
    }

    fn choose(self, slider: &str, second: u32) {
        self.bench.choose(vec![Input { name: slider.to_owned(), value: second.to_string() }]);
    }

    fn stop(self, host: NodeRef<Div>) {
        self.next.set_value(None);
        if let Some(element) = host.get_untracked() {
            pieces::say_playing(&element, false);
        }
    }

    fn step(self, host: NodeRef<Div>, slider: String) {
        let calm = is_calm();
        let again = later(if calm { CALM_STEP } else { STEP }, move || {
            let found = host.get_untracked().and_then(|element| pieces::slider(&element, &slider));
            let Some((_, end)) = found else { return self.stop(host) };
            if calm {
                return self.jump(host, slider);
            }
            let at = self.at.get_value().saturating_add(STEP.saturating_mul(self.speed()));
            self.at.set_value(at);
            let second = (at / 1000).min(end);
            self.choose(&slider, second);
            if second < end { self.step(host, slider.clone()) } else { self.stop(host) }
        });
        self.next.set_value(Some(again));
    }

    /// From instant to instant, for those who do not want things to move.
    fn jump(self, host: NodeRef<Div>, slider: String) {
        let at = self.at.get_value() / 1000;
        let instants = host.get_untracked().map(|element| pieces::instants(&element)).unwrap_or_default();
        match next(&instants, at, true) {
            Some(second) => {
                self.at.set_value(second.saturating_mul(1000));
                self.choose(&slider, second);
                self.step(host, slider);
            }
            None => self.stop(host),
        }
    }

    fn speed(self) -> u32 {
        let inputs = self.bench.inputs.get_untracked();
        let chosen = inputs.iter().find(|input| input.name == "speed").and_then(|input| input.value.parse().ok());
        chosen.unwrap_or(10)
    }
}

/// The instant after a second, or the one before it.
fn next(instants: &[u32], at: u32, on: bool) -> Option<u32> {
    match on {
        true => instants.iter().find(|second| **second > at).copied(),
        false => instants.iter().rfind(|second| **second < at).copied(),
    }
}
