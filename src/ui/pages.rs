//! The pages: each reads its address and puts parts together.

mod not_found;
mod playground;
mod reading;

pub use not_found::NotFound;
pub use playground::Playground;
pub use reading::Reading;
