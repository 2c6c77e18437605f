//! STAGE 4, objects → time: what the numbers of a manifest mean in seconds. Time is a number.

pub mod cast;
pub mod disruption;
pub mod life;
pub mod probe;
pub mod rollout;
pub mod scaling;
pub mod scenario;
pub mod scheduling;
pub mod story;
pub mod tolerations;
pub mod words;
