//! The analysis: files → documents → objects → graph → findings.

pub mod text;
pub mod yaml;
