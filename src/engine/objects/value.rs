//! Kubernetes' own value types: each documented and tested once.

pub mod address;
pub mod cron;
pub mod duration;
pub mod ip;
pub mod name;
pub mod port;
pub mod quantity;
pub mod resource;
pub mod selector;
