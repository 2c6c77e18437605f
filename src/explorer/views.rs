//! The views, one file each, named as their panels are.

pub mod drain;
pub mod environment;
pub mod guides;
pub mod nodes;
pub mod requests;
pub mod review;
pub mod rollout;
pub mod scaling;
pub mod time;
pub mod whatif;
pub mod wiring;

use super::Seen;
use crate::ui::markup::Markup;

/// A view.
#[derive(Debug)]
pub struct View {
    /// Its name, which is its panel's and its file's.
    pub id: &'static str,
    /// What it shows, one element a piece; never nothing.
    pub show: fn(&Seen<'_>) -> Vec<Markup>,
}

/// All of them, sorted.
pub const ALL: &[View] = &[
    drain::VIEW,
    environment::VIEW,
    guides::VIEW,
    nodes::VIEW,
    requests::VIEW,
    review::VIEW,
    rollout::VIEW,
    scaling::VIEW,
    time::VIEW,
    whatif::VIEW,
    wiring::VIEW,
];

/// The view of that name.
#[must_use]
pub fn known(id: &str) -> Option<&'static View> {
    ALL.iter().find(|view| view.id == id)
}
