//! Where boxes stand: their order in a column and their height, near what they are wired to.

use crate::engine::order;

/// How often the columns are gone through.
const SWEEPS: usize = 12;

/// What each box is wired to.
pub(super) struct Near(Vec<Vec<usize>>);

impl Near {
    /// From the ends of the wires.
    pub fn new(boxes: usize, wires: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut near = vec![Vec::new(); boxes];
        for (from, to) in wires {
            for (one, other) in [(from, to), (to, from)] {
                if let Some(list) = near.get_mut(one) {
                    list.push(other);
                }
            }
        }
        Self(near)
    }

    /// The mean of what a box is wired to; none if it stands alone.
    fn mean(&self, of: usize, values: &[f32]) -> Option<f32> {
        let near: Vec<f32> = self.0.get(of)?.iter().filter_map(|other| values.get(*other)).copied().collect();
        (!near.is_empty()).then(|| near.iter().sum::<f32>() / near.len() as f32)
    }
}

/// Puts each box of a column near the middle of what it is wired to; what stands alone comes last.
pub(super) fn order(columns: &mut [Vec<usize>], near: &Near, boxes: usize) {
    let mut ranks = vec![0.0; boxes];
    columns.iter().for_each(|column| rank(column, &mut ranks));
    for _ in 0..SWEEPS {
        for column in &mut *columns {
            let mut keyed: Vec<(f32, usize)> =
                column.iter().map(|b| (near.mean(*b, &ranks).unwrap_or(2.0), *b)).collect();
            order::by(&mut keyed, |a, b| a.0.total_cmp(&b.0));
            *column = keyed.into_iter().map(|(_, b)| b).collect();
            rank(column, &mut ranks);
        }
    }
}

/// Each box's place in its column, between 0 and 1.
fn rank(column: &[usize], ranks: &mut [f32]) {
    for (n, b) in column.iter().enumerate() {
        put(ranks, *b, (n as f32 + 0.5) / column.len() as f32);
    }
}

/// The upper edge of each box: in the order of its column, `step` apart at least, the first at zero.
pub(super) fn heights(columns: &[Vec<usize>], near: &Near, boxes: usize, step: f32) -> Vec<f32> {
    let mut tops = vec![0.0; boxes];
    for column in columns {
        for (n, b) in column.iter().enumerate() {
            put(&mut tops, *b, n as f32 * step);
        }
    }
    for _ in 0..SWEEPS {
        for column in columns {
            let wanted = wanted(column, near, &tops, step);
            for (b, top) in column.iter().zip(apart(&wanted, step)) {
                put(&mut tops, *b, top);
            }
        }
    }
    let first = tops.iter().copied().fold(f32::INFINITY, f32::min);
    tops.iter().map(|top| top - first).collect()
}

fn wanted(column: &[usize], near: &Near, tops: &[f32], step: f32) -> Vec<f32> {
    let mut before = 0.0;
    let one = |b: &usize| {
        before = near.mean(*b, tops).unwrap_or(before + step);
        before
    };
    column.iter().map(one).collect()
}

/// The nearest heights that are far enough apart: between pushing all down and pushing all up.
fn apart(wanted: &[f32], step: f32) -> Vec<f32> {
    let mut down = Vec::with_capacity(wanted.len());
    for want in wanted {
        down.push(down.last().map_or(*want, |before| want.max(before + step)));
    }
    let mut up: Vec<f32> = Vec::with_capacity(wanted.len());
    for want in wanted.iter().rev() {
        up.push(up.last().map_or(*want, |after| want.min(after - step)));
    }
    down.iter().zip(up.iter().rev()).map(|(down, up)| (down + up) / 2.0).collect()
}

fn put(list: &mut [f32], at: usize, value: f32) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wires_do_not_cross_where_they_need_not() {
        let near = Near::new(4, [(0, 3), (1, 2)].into_iter());
        let mut columns = vec![vec![0, 1], vec![2, 3]];
        order(&mut columns, &near, 4);
        let at = |c: usize, b| columns[c].iter().position(|x| *x == b);
        assert_eq!(at(0, 0), at(1, 3));
        assert_eq!(at(0, 1), at(1, 2));
    }

    #[test]
    fn boxes_never_overlap() {
        let near = Near::new(6, [(0, 1), (0, 2), (0, 3)].into_iter());
        let columns = vec![vec![0], vec![1, 2, 3, 4, 5]];
        let tops = heights(&columns, &near, 6, 10.0);
        let column: Vec<f32> = columns[1].iter().map(|b| tops[*b]).collect();
        assert!(column.windows(2).all(|two| two[1] - two[0] > 9.99), "{tops:?}");
        assert!((tops[0] - tops[2]).abs() < 0.1, "{tops:?}");
    }
}
