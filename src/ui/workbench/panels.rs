//! The panels, in the order of their tabs.

mod objects;
mod probes;
mod problems;
mod wiring;

use super::bench::Bench;
use leptos::prelude::AnyView;

/// A view on the session.
pub struct Panel {
    /// Its name in the address.
    pub id: &'static str,
    /// Its name on the tab.
    pub title: &'static str,
    /// A word on the tab, and its class.
    pub badge: fn(Bench) -> Option<(String, &'static str)>,
    /// What it shows.
    pub view: fn(Bench) -> AnyView,
}

/// All of them.
pub const PANELS: &[Panel] = &[problems::PANEL, objects::PANEL, probes::PANEL, wiring::PANEL];

/// The panel of that name.
#[must_use]
pub fn known(id: &str) -> Option<&'static str> {
    PANELS.iter().map(|panel| panel.id).find(|known| *known == id)
}
