//! The engine's work on all cores: what a terminal waits for may use them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::{panic, thread};

use crate::engine::hands::{Hands, One};

/// So many things are taken at a time.
const HANDFUL: usize = 32;

/// All cores of the machine.
pub(super) struct Cores;

impl Hands for Cores {
    fn each<T: Send>(&self, count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
        // Starting a thread takes as long as two handfuls.
        let wanted = (count / (4 * HANDFUL)).min(thread::available_parallelism().map_or(1, usize::from));
        if wanted < 2 {
            return One.each(count, work);
        }
        let next = AtomicUsize::new(0);
        let take = || -> Vec<(usize, Vec<T>)> {
            let starts = std::iter::from_fn(|| Some(next.fetch_add(HANDFUL, Ordering::Relaxed)));
            let handful = |from: usize| (from, (from..count.min(from + HANDFUL)).map(&work).collect());
            starts.take_while(|from| *from < count).map(handful).collect()
        };
        let mut done = thread::scope(|scope| {
            let others: Vec<_> = (1..wanted).map(|_| scope.spawn(take)).collect();
            let mut done = take();
            for other in others {
                done.extend(other.join().unwrap_or_else(|cause| panic::resume_unwind(cause)));
            }
            done
        });
        done.sort_unstable_by_key(|(from, _)| *from);
        let mut all = Vec::with_capacity(count);
        done.into_iter().for_each(|(_, handful)| all.extend(handful));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_order_however_many_hands() {
        for count in [0, 1, HANDFUL, 1000, 1001] {
            assert_eq!(Cores.each(count, |n| n * 2), One.each(count, |n| n * 2));
        }
    }
}
