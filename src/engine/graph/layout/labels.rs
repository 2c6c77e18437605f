//! Words on wires: where one covers neither a box nor another word, or nowhere.

use std::collections::BTreeMap;

/// Width of a letter (monospaced, 11 pixels) and height of a line.
const LETTER: f32 = 6.8;
const LINE: f32 = 15.0;
/// The grid that neighbours are looked up in.
const CELL: f32 = 64.0;
/// Where on a wire a word may stand, the best first.
const SPOTS: [f32; 9] = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78, 0.14, 0.86];

/// An area: left, top, right, bottom.
type Area = (f32, f32, f32, f32);

/// How many points of a wire stand for it.
const SAMPLES: usize = 24;

/// What is taken already, and where wires run.
#[derive(Default)]
pub(super) struct Taken {
    areas: BTreeMap<(i32, i32), Vec<Area>>,
    wires: BTreeMap<(i32, i32), Vec<(usize, Area)>>,
}

impl Taken {
    /// Takes an area.
    pub fn take(&mut self, area: Area) {
        for cell in cells(area) {
            self.areas.entry(cell).or_default().push(area);
        }
    }

    /// A wire runs here: words of other wires keep away from it where they can.
    pub fn run(&mut self, index: usize, wire: &dyn Fn(f32) -> (f32, f32)) {
        for n in 0..=SAMPLES {
            let (x, y) = wire(n as f32 / SAMPLES as f32);
            let dot = (x - 1.0, y - 1.0, x + 1.0, y + 1.0);
            for cell in cells(dot) {
                self.wires.entry(cell).or_default().push((index, dot));
            }
        }
    }

    fn free(&self, area: Area) -> bool {
        cells(area).all(|cell| self.areas.get(&cell).is_none_or(|list| list.iter().all(|other| apart(*other, area))))
    }

    /// Whether no wire but this one runs through an area.
    fn alone(&self, index: usize, area: Area) -> bool {
        let mut dots = cells(area).filter_map(|cell| self.wires.get(&cell)).flatten();
        dots.all(|(other, dot)| *other == index || apart(*dot, area))
    }

    /// The middle of a word of so many letters on a wire.
    pub fn word(&mut self, letters: usize, index: usize, wire: &dyn Fn(f32) -> (f32, f32)) -> Option<(f32, f32)> {
        let (width, height) = (letters as f32 * LETTER, LINE);
        let area = |(x, y): (f32, f32)| (x - width / 2.0, y - height / 2.0, x + width / 2.0, y + height / 2.0);
        let free: Vec<_> = SPOTS.into_iter().map(wire).filter(|spot| self.free(area(*spot))).collect();
        let spot = *free.iter().find(|spot| self.alone(index, area(**spot))).or(free.first())?;
        self.take(area(spot));
        Some(spot)
    }
}

fn apart(a: Area, b: Area) -> bool {
    a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1
}

fn cells((left, top, right, bottom): Area) -> impl Iterator<Item = (i32, i32)> {
    let cell = |x: f32| (x / CELL).floor() as i32;
    (cell(left)..=cell(right)).flat_map(move |x| (cell(top)..=cell(bottom)).map(move |y| (x, y)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_on_the_same_wire_do_not_cover_each_other() {
        let mut taken = Taken::default();
        let wire = |t: f32| (100.0, 100.0 * t);
        let spots: Vec<_> = (0..9).filter_map(|_| taken.word(4, 0, &wire)).collect();
        assert!(spots.len() > 2 && spots.len() < 9, "{spots:?}");
        for (n, a) in spots.iter().enumerate() {
            assert!(spots.iter().skip(n + 1).all(|b| (a.1 - b.1).abs() >= LINE - 0.01), "{spots:?}");
        }
    }

    #[test]
    fn a_word_keeps_away_from_other_wires() {
        let mut taken = Taken::default();
        let (level, upright) = (|t: f32| (300.0 * t, 100.0), |t: f32| (150.0, 200.0 * t));
        taken.run(0, &level);
        taken.run(1, &upright);
        let (x, _) = taken.word(3, 0, &level).unwrap();
        assert!((x - 150.0).abs() > 3.0 * LETTER / 2.0, "{x}");
    }

    #[test]
    fn a_word_that_fits_nowhere_has_no_place() {
        let mut taken = Taken::default();
        taken.take((0.0, 0.0, 300.0, 300.0));
        assert_eq!(taken.word(5, 0, &|t| (100.0 * t, 100.0)), None);
    }
}
