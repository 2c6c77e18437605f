//! Kubernetes' own value types: each documented and tested once.

pub mod ip;
pub mod name;
pub mod port;
pub mod quantity;
pub mod selector;
