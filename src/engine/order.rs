//! Putting things in order. Sorting itself stands here once: the library's own sort is compiled again for every
//! type and every comparison, and weighs 4 KB each time.

use std::cmp::Ordering;

/// Sorts by a key. What has the same key keeps its order.
pub fn by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts by a comparison. What is equal keeps its order.
pub fn by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = indices(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut old: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|index| old.get_mut(index)?.take()));
}

fn indices(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ones_keep_their_order() {
        let mut words = vec!["one", "three", "two", "four", "six", "five"];
        by_key(&mut words, |word| word.len());
        assert_eq!(words, ["one", "two", "six", "four", "five", "three"]);
        by(&mut words, |a, b| b.cmp(a));
        assert_eq!(words, ["two", "three", "six", "one", "four", "five"]);
        by_key(&mut Vec::<u8>::new(), |n| *n);
    }
}
