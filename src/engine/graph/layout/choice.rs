//! What of the wiring is drawn.

use std::collections::VecDeque;

/// How far a focus reaches if nothing else is said, in wires.
pub const HOPS: usize = 2;

/// Whether small parts (what only one object uses) stand in the box of that object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fold {
    /// If there are so many boxes that the drawing is not seen as a whole.
    #[default]
    WhenMany,
    /// They do.
    Always,
    /// Each has a box.
    Never,
}

/// What of the wiring is drawn; everything by default.
#[derive(Clone, Copy)]
pub struct Choice<'a> {
    /// Key of an object: only what is connected to it.
    pub focus: Option<&'a str>,
    /// Over how many wires.
    pub hops: usize,
    /// Only this namespace, and what its objects are wired to.
    pub namespace: Option<&'a str>,
    /// Whether a relation's wires are left out.
    pub hidden: &'a dyn Fn(&str) -> bool,
    /// Whether objects of a kind are left out.
    pub without: &'a dyn Fn(&str) -> bool,
    /// Whether small parts have boxes.
    pub fold: Fold,
    /// Keys of objects: only these, whatever else is said.
    pub only: Option<&'a [&'a str]>,
}

impl std::fmt::Debug for Choice<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Choice({:?} {} {:?})", self.focus, self.hops, self.namespace)
    }
}

impl Default for Choice<'_> {
    fn default() -> Self {
        Self {
            focus: None,
            hops: HOPS,
            namespace: None,
            hidden: &|_| false,
            without: &|_| false,
            fold: Fold::WhenMany,
            only: None,
        }
    }
}

/// Which of `count` boxes are at most `hops` wires away from `start`.
pub(super) fn connected(count: usize, wires: &[(usize, usize)], start: usize, hops: usize) -> Vec<bool> {
    let mut near = vec![Vec::new(); count];
    for (from, to) in wires {
        for (one, other) in [(*from, *to), (*to, *from)] {
            if let Some(list) = near.get_mut(one) {
                list.push(other);
            }
        }
    }
    let mut reached = vec![false; count];
    let mut next = VecDeque::from([(start, 0)]);
    while let Some((at, far)) = next.pop_front() {
        let Some(slot) = reached.get_mut(at).filter(|slot| !**slot) else { continue };
        *slot = true;
        if far < hops {
            next.extend(near.get(at).into_iter().flatten().map(|other| (*other, far + 1)));
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_connected_is_found_both_ways() {
        let wires = [(0, 1), (1, 2), (3, 2), (4, 4)];
        assert_eq!(connected(5, &wires, 1, 1), [true, true, true, false, false]);
        assert_eq!(connected(5, &wires, 1, 2), [true, true, true, true, false]);
        assert_eq!(connected(5, &wires, 9, 2), [false; 5]);
    }
}
