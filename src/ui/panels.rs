//! The panels, in the order of their tabs. A panel is a function from reports to HTML; the workbench
//! shows its pieces, and leaves alone those that have not changed.

mod drain;
mod environment;
mod guides;
mod nodes;
mod objects;
mod parts;
mod probes;
mod problems;
mod requests;
mod review;
mod rollout;
mod scaling;
mod time;
mod whatif;
mod wiring;

pub use parts::empty;

use super::markup::Markup;
use super::session::Session;
use crate::protocol::FileReport;

/// A view on the reports.
pub struct Panel {
    /// Its name in the address.
    pub id: &'static str,
    /// Its name on the tab.
    pub title: &'static str,
    /// A word on the tab, and its class.
    pub badge: fn(&Seen<'_>) -> Option<(String, &'static str)>,
    /// What it shows, one element a piece; none for what the explorer shows.
    pub pieces: Option<fn(&Seen<'_>) -> Vec<Markup>>,
}

/// What a panel sees.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The files and what is said of them.
    pub session: &'a Session,
    /// Whether the worker has answered.
    pub running: bool,
}

/// All of them.
pub const PANELS: &[Panel] = &[
    problems::PANEL,
    objects::PANEL,
    probes::PANEL,
    wiring::PANEL,
    requests::PANEL,
    environment::PANEL,
    time::PANEL,
    rollout::PANEL,
    scaling::PANEL,
    drain::PANEL,
    nodes::PANEL,
    whatif::PANEL,
    review::PANEL,
    guides::PANEL,
];

/// A panel that the explorer fills.
const fn explored(id: &'static str, title: &'static str) -> Panel {
    Panel { id, title, badge: |_| None, pieces: None }
}

/// The panel of that name.
#[must_use]
pub fn known(id: &str) -> Option<&'static Panel> {
    PANELS.iter().find(|panel| panel.id == id)
}

impl<'a> Seen<'a> {
    /// What is said of the documents, file by file.
    fn files(&self) -> impl Iterator<Item = &'a [FileReport]> {
        let session = self.session;
        session.files.iter().map(|file| session.reports_of(&file.name))
    }

    /// What is said of the documents.
    fn documents(&self) -> impl Iterator<Item = &'a FileReport> {
        self.files().flatten()
    }
}
