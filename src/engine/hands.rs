//! Who does what can be done in any order: the engine itself knows no threads, its callers may.

/// Does the same with many things.
pub trait Hands {
    /// What comes of each number below `count`, in order.
    fn each<T: Send>(&self, count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T>;
}

/// One thing after the other.
#[derive(Clone, Copy, Debug)]
pub struct One;

impl Hands for One {
    fn each<T: Send>(&self, count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
        (0..count).map(work).collect()
    }
}
