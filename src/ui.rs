//! The page: what is open, and how it is shown. It speaks to the engine only through [`crate::protocol`].
//!
//! `route`, `session` and `zip` are plain Rust and tested natively; the rest exists in the browser.

pub mod route;
pub mod session;
pub mod zip;

#[cfg(feature = "site")]
pub mod app;
#[cfg(feature = "site")]
pub mod browser;
#[cfg(feature = "site")]
mod pages;
#[cfg(feature = "site")]
mod parts;
#[cfg(feature = "site")]
mod prose;
#[cfg(feature = "site")]
mod workbench;
