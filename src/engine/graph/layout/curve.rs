//! The way of a wire from one box to another.

use crate::engine::order;

/// A curve between two points, with two more that it bends towards.
pub(super) struct Curve([(f32, f32); 4]);

impl Curve {
    /// As SVG path data.
    pub fn path(&self) -> String {
        // Whole pixels: nobody sees less, and a drawing's numbers are most of its bytes.
        let [a, b, c, d] = self.0.map(|(x, y)| format!("{} {}", x.round() as i32, y.round() as i32));
        format!("M{a} C{b} {c} {d}")
    }

    /// The point at `t`, which goes from 0 to 1.
    pub fn point(&self, t: f32) -> (f32, f32) {
        let s = 1.0 - t;
        let weights = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
        let sum = |of: fn(&(f32, f32)) -> f32| self.0.iter().zip(weights).map(|(p, w)| of(p) * w).sum();
        (sum(|p| p.0), sum(|p| p.1))
    }
}

/// An end of a wire: which wire, at which box, on its right side, and the height of the other end.
struct Dock {
    wire: usize,
    end: usize,
    at: usize,
    right: bool,
    towards: f32,
}

/// A curve for each pair of boxes. On a box's side the ends stand one below the other, in the order
/// of what they lead to. `size` is a box's width and height and the gap between columns.
pub(super) fn between(ends: &[(usize, usize)], at: &[(f32, f32)], size: (f32, f32, f32)) -> Vec<Curve> {
    let (width, height, gap) = size;
    let corner = |b: usize| at.get(b).copied().unwrap_or_default();
    let mut docks = Vec::with_capacity(ends.len() * 2);
    for (wire, (from, to)) in ends.iter().enumerate() {
        let (start, end) = (corner(*from), corner(*to));
        docks.push(Dock { wire, end: 0, at: *from, right: start.0 <= end.0, towards: end.1 });
        docks.push(Dock { wire, end: 1, at: *to, right: start.0 >= end.0, towards: start.1 });
    }
    order::by(&mut docks, |a, b| (a.at, a.right).cmp(&(b.at, b.right)).then(a.towards.total_cmp(&b.towards)));
    let mut points = vec![[(0.0, 0.0); 2]; ends.len()];
    for side in docks.chunk_by(|a, b| (a.at, a.right) == (b.at, b.right)) {
        for (n, dock) in side.iter().enumerate() {
            let (x, y) = corner(dock.at);
            let point =
                (if dock.right { x + width } else { x }, y + height * (n as f32 + 1.0) / (side.len() as f32 + 1.0));
            if let Some(slot) = points.get_mut(dock.wire).and_then(|pair| pair.get_mut(dock.end)) {
                *slot = point;
            }
        }
    }
    points.into_iter().map(|[start, end]| bend(start, end, gap)).collect()
}

/// An S from the side of one box to the side of another, or a loop beside a column.
fn bend(start: (f32, f32), end: (f32, f32), gap: f32) -> Curve {
    let same = (start.0 - end.0).abs() < 1.0;
    let x = if same { start.0 + gap * 0.6 } else { (start.0 + end.0) / 2.0 };
    Curve([start, (x, start.1), (x, end.1), end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wires_into_one_box_end_apart_and_do_not_cross() {
        let at = [(0.0, 0.0), (0.0, 100.0), (300.0, 50.0)];
        let curves = between(&[(1, 2), (0, 2)], &at, (100.0, 60.0, 100.0));
        let [lower, upper] = curves.as_slice() else { panic!() };
        assert_eq!(lower.path(), "M100 130 C200 130 200 90 300 90");
        assert_eq!(upper.point(1.0), (300.0, 70.0));
    }

    #[test]
    fn backwards_and_within_a_column() {
        let at = [(0.0, 0.0), (300.0, 0.0), (0.0, 200.0)];
        let curves = between(&[(1, 0), (0, 2)], &at, (100.0, 60.0, 100.0));
        assert_eq!(curves[0].point(0.0).0, 300.0);
        assert_eq!(curves[0].point(1.0).0, 100.0);
        assert_eq!((curves[1].point(0.0).0, curves[1].point(1.0).0), (100.0, 100.0));
    }
}
