//! Where cells stand: their order in a column, with few crossings, and their height, near what they are wired to.
//!
//! A cell is a box, or the place where a wire passes a column between two others (a layered drawing as
//! Sugiyama, Tagawa and Toda describe it). Cells of a band stay together: a band is a namespace.

use crate::engine::order;

/// How often the columns are gone through.
const SWEEPS: usize = 16;
/// How often neighbours are compared with each other after each sweep.
const SWAPS: usize = 4;

/// What stands in a column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// The column.
    pub column: usize,
    /// The band.
    pub band: usize,
    /// Its height, with the room around it.
    pub height: f32,
}

/// The cells, what each is wired to in the columns beside its own, and the columns in order.
#[derive(Debug)]
pub(super) struct Grid {
    cells: Vec<Cell>,
    /// By cell: those it is wired to on its left and on its right.
    near: Vec<[Vec<usize>; 2]>,
    /// The cells of each column, from above.
    pub columns: Vec<Vec<usize>>,
}

impl Grid {
    /// Puts cells into their columns; a link joins two cells in columns beside each other.
    pub fn new(cells: Vec<Cell>, links: &[(usize, usize)]) -> Self {
        let count = cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0);
        let mut columns = vec![Vec::new(); count];
        for (index, cell) in cells.iter().enumerate() {
            if let Some(column) = columns.get_mut(cell.column) {
                column.push(index);
            }
        }
        let mut near = vec![[Vec::new(), Vec::new()]; cells.len()];
        let column = |cell: usize| cells.get(cell).map_or(0, |cell| cell.column);
        for (a, b) in links {
            for (one, other) in [(*a, *b), (*b, *a)] {
                if let Some([left, right]) = near.get_mut(one) {
                    if column(other) < column(one) { left.push(other) } else { right.push(other) }
                }
            }
        }
        Self { cells, near, columns }
    }

    fn near(&self, cell: usize, right: bool) -> &[usize] {
        self.near.get(cell).map_or(&[], |[before, after]| if right { after } else { before })
    }

    fn band(&self, cell: usize) -> usize {
        self.cells.get(cell).map_or(0, |cell| cell.band)
    }

    /// Puts the cells of each column in an order with few crossings.
    pub fn order(&mut self) {
        let (mut best, mut fewest) = (Vec::new(), usize::MAX);
        self.columns =
            (0..self.columns.len()).map(|column| self.sorted(column, &vec![0.0; self.cells.len()])).collect();
        for sweep in 0..SWEEPS {
            self.sweep(sweep % 2 == 0, sweep % 4 > 1);
            (0..SWAPS).any(|_| !self.swap());
            let crossings = self.crossings();
            if crossings < fewest {
                (best, fewest) = (self.columns.clone(), crossings);
            }
            if fewest == 0 {
                break;
            }
        }
        if fewest != usize::MAX {
            self.columns = best;
        }
    }

    /// One way through the columns: each cell to the middle of what it is wired to in the column before, or on
    /// both sides.
    fn sweep(&mut self, rightwards: bool, both: bool) {
        let mut ranks = vec![0.0; self.cells.len()];
        self.columns.iter().for_each(|column| rank(column, &mut ranks));
        let count = self.columns.len();
        for n in 0..count {
            let column = if rightwards { n } else { count - 1 - n };
            let wanted: Vec<f32> =
                (0..self.cells.len()).map(|cell| self.middle(cell, rightwards, both, &ranks)).collect();
            let sorted = self.sorted(column, &wanted);
            rank(&sorted, &mut ranks);
            if let Some(slot) = self.columns.get_mut(column) {
                *slot = sorted;
            }
        }
    }

    fn middle(&self, cell: usize, rightwards: bool, both: bool, ranks: &[f32]) -> f32 {
        let sides = [Some(!rightwards), both.then_some(rightwards)];
        let near = sides.into_iter().flatten().flat_map(|right| self.near(cell, right));
        mean(near.filter_map(|other| ranks.get(*other).copied()))
            .unwrap_or_else(|| ranks.get(cell).copied().unwrap_or(0.0))
    }

    fn sorted(&self, column: usize, wanted: &[f32]) -> Vec<usize> {
        let mut cells = self.columns.get(column).cloned().unwrap_or_default();
        let value = |cell: &usize| wanted.get(*cell).copied().unwrap_or(0.0);
        order::by(&mut cells, |a, b| self.band(*a).cmp(&self.band(*b)).then(value(a).total_cmp(&value(b))));
        cells
    }

    /// Changes places of neighbours whose wires cross less afterwards; whether there were some.
    fn swap(&mut self) -> bool {
        let mut at = self.positions();
        let mut changed = false;
        for column in 0..self.columns.len() {
            for n in 1..self.columns.get(column).map_or(0, Vec::len) {
                let pair = self.columns.get(column).and_then(|cells| Some((*cells.get(n - 1)?, *cells.get(n)?)));
                let Some((upper, lower)) = pair.filter(|(a, b)| self.band(*a) == self.band(*b)) else { continue };
                if self.between(lower, upper, &at) < self.between(upper, lower, &at) {
                    if let Some(cells) = self.columns.get_mut(column) {
                        cells.swap(n - 1, n);
                    }
                    at.swap(upper, lower);
                    changed = true;
                }
            }
        }
        changed
    }

    /// Crossings of the wires of two cells when the first stands above the second.
    fn between(&self, upper: usize, lower: usize, at: &[usize]) -> usize {
        let crossed = |right: bool| {
            let others = self.near(lower, right);
            let above = |one: &usize| others.iter().filter(|other| at.get(**other) < at.get(*one)).count();
            self.near(upper, right).iter().map(above).sum::<usize>()
        };
        crossed(false) + crossed(true)
    }

    fn positions(&self) -> Vec<usize> {
        let mut at = vec![0; self.cells.len()];
        for (n, cell) in self.columns.iter().flat_map(|column| column.iter().enumerate()) {
            put(&mut at, *cell, n);
        }
        at
    }

    /// How many pairs of wires cross between the columns.
    pub fn crossings(&self) -> usize {
        let at = self.positions();
        self.columns.iter().map(|column| self.inversions(column, &at)).sum()
    }

    /// Crossings on the right of a column: pairs of wires whose ends are in different orders.
    fn inversions(&self, column: &[usize], at: &[usize]) -> usize {
        let mut ends: Vec<usize> = Vec::new();
        for cell in column {
            let mut of_cell: Vec<usize> =
                self.near(*cell, true).iter().filter_map(|other| at.get(*other).copied()).collect();
            order::by_key(&mut of_cell, |end| *end);
            ends.extend(of_cell);
        }
        // How many of those before end lower, by counts of each end.
        let mut counts = vec![0_usize; ends.iter().max().map_or(0, |most| most + 1)];
        let mut crossings = 0;
        for end in ends {
            crossings += counts.iter().skip(end + 1).sum::<usize>();
            if let Some(count) = counts.get_mut(end) {
                *count += 1;
            }
        }
        crossings
    }

    /// The middle of each cell, from the first edge of its band.
    pub fn heights(&self) -> Vec<f32> {
        let mut at = vec![0.0; self.cells.len()];
        for run in self.runs() {
            let mut down = 0.0;
            for cell in run {
                put(&mut at, *cell, down + self.height(*cell) / 2.0);
                down += self.height(*cell);
            }
        }
        for sweep in 0..SWEEPS {
            let mut runs: Vec<&[usize]> = self.runs().collect();
            if sweep % 2 == 1 {
                runs.reverse();
            }
            for run in runs {
                let wanted: Vec<f32> = run.iter().map(|cell| self.wanted(*cell, &at)).collect();
                let heights: Vec<f32> = run.iter().map(|cell| self.height(*cell)).collect();
                for (cell, middle) in run.iter().zip(apart(&wanted, &heights)) {
                    put(&mut at, *cell, middle);
                }
            }
        }
        self.begin_at_zero(&mut at);
        at
    }

    /// Neighbours of a column that stand in one band.
    fn runs(&self) -> impl Iterator<Item = &[usize]> {
        self.columns.iter().flat_map(|column| column.chunk_by(|a, b| self.band(*a) == self.band(*b)))
    }

    fn height(&self, cell: usize) -> f32 {
        self.cells.get(cell).map_or(0.0, |cell| cell.height)
    }

    fn wanted(&self, cell: usize, at: &[f32]) -> f32 {
        let here = |other: &&usize| self.band(**other) == self.band(cell);
        let near = self.near(cell, false).iter().chain(self.near(cell, true)).filter(here);
        mean(near.filter_map(|other| at.get(*other).copied())).unwrap_or_else(|| at.get(cell).copied().unwrap_or(0.0))
    }

    /// Moves each band up or down so that it begins at zero.
    fn begin_at_zero(&self, at: &mut [f32]) {
        let bands = self.cells.iter().map(|cell| cell.band + 1).max().unwrap_or(0);
        let mut tops = vec![f32::INFINITY; bands];
        for (cell, middle) in self.cells.iter().zip(&*at) {
            if let Some(top) = tops.get_mut(cell.band) {
                *top = top.min(middle - cell.height / 2.0);
            }
        }
        for (cell, middle) in self.cells.iter().zip(at) {
            *middle -= tops.get(cell.band).copied().unwrap_or(0.0);
        }
    }
}

/// Each cell's place in its column, between 0 and 1.
fn rank(column: &[usize], ranks: &mut [f32]) {
    for (n, cell) in column.iter().enumerate() {
        put(ranks, *cell, (n as f32 + 0.5) / column.len() as f32);
    }
}

/// The places nearest to what is wanted (least squares) that keep order and distance: neighbours that would
/// overlap move as one.
fn apart(wanted: &[f32], heights: &[f32]) -> Vec<f32> {
    let mut offset = 0.0;
    let offsets: Vec<f32> = heights
        .iter()
        .map(|height| {
            offset += height;
            offset - height / 2.0
        })
        .collect();
    // Groups of neighbours: the sum of what they want, and how many they are.
    let mut groups: Vec<(f32, usize)> = Vec::new();
    for (want, offset) in wanted.iter().zip(&offsets) {
        let mut group = (want - offset, 1);
        while let Some(before) = groups.pop_if(|before| before.0 / before.1 as f32 > group.0 / group.1 as f32) {
            group = (group.0 + before.0, group.1 + before.1);
        }
        groups.push(group);
    }
    let places = groups.into_iter().flat_map(|(sum, count)| std::iter::repeat_n(sum / count as f32, count));
    places.zip(offsets).map(|(place, offset)| place + offset).collect()
}

fn mean(values: impl Iterator<Item = f32>) -> Option<f32> {
    let (sum, count) = values.fold((0.0, 0), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / count as f32)
}

fn put<T>(list: &mut [T], at: usize, value: T) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(columns: &[usize], links: &[(usize, usize)]) -> Grid {
        let cell = |column: &usize| Cell { column: *column, band: 0, height: 10.0 };
        Grid::new(columns.iter().map(cell).collect(), links)
    }

    #[test]
    fn wires_do_not_cross_where_they_need_not() {
        let mut grid = grid(&[0, 0, 0, 1, 1, 1, 2, 2], &[(0, 5), (1, 4), (2, 3), (3, 7), (5, 6)]);
        assert_eq!(grid.crossings(), 4);
        grid.order();
        assert_eq!(grid.crossings(), 0);
    }

    #[test]
    fn crossings_that_must_be_are_counted_once() {
        let grid = grid(&[0, 0, 1, 1], &[(0, 2), (0, 3), (1, 2), (1, 3)]);
        assert_eq!(grid.crossings(), 1);
    }

    #[test]
    fn cells_never_overlap_and_stand_near_what_they_are_wired_to() {
        let mut grid = grid(&[0, 1, 1, 1, 1, 1], &[(0, 1), (0, 2), (0, 3)]);
        grid.order();
        let at = grid.heights();
        assert!(grid.columns[1].windows(2).all(|two| at[two[1]] - at[two[0]] > 9.99), "{at:?}");
        assert!((at[0] - at[2]).abs() < 0.1, "{at:?}");
    }

    #[test]
    fn bands_stay_together() {
        let cells = (0..6).map(|n| Cell { column: n / 3, band: n % 2, height: 10.0 }).collect();
        let mut grid = Grid::new(cells, &[(0, 3), (1, 4), (2, 5)]);
        grid.order();
        assert_eq!(grid.columns, [vec![0, 2, 1], vec![4, 3, 5]]);
    }

    #[test]
    fn nothing_is_placed_nowhere() {
        let mut grid = grid(&[], &[]);
        grid.order();
        assert!(grid.heights().is_empty() && grid.columns.is_empty());
    }
}
