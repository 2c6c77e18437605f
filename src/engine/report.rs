//! Findings and facts, made ready to show: for the page, and for the command line.

pub mod moved;
pub mod page;
pub mod probes;
pub mod summary;
pub mod time;
