//! The page: what is open, and how it is shown. It speaks to the engine only through [`crate::protocol`].
//!
//! Two programs are made of it. `site` runs on the pages to read, which are finished HTML, and needs
//! little of the browser; `workbench` is the playground. `opening`, `session`, `markup`, `names`, `panels` and `zip` are
//! plain Rust and tested natively; the rest exists in the browser.

pub mod markup;
pub mod names;
pub mod opening;
pub mod panels;
pub mod session;
pub mod zip;

#[cfg(feature = "site")]
pub mod browser;
#[cfg(feature = "workbench")]
mod parts;
#[cfg(feature = "workbench")]
pub mod workbench;
