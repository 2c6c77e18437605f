//! The way of a wire from one box to another.

use crate::engine::order;
use std::fmt::Write;

/// A point.
pub(super) type Point = (f32, f32);

/// A way in pieces: curves between two points, with two more that they bend towards.
pub(super) struct Curve(Vec<[Point; 4]>);

impl Curve {
    /// As SVG path data.
    pub fn path(&self) -> String {
        // Whole pixels: nobody sees less, and a drawing's numbers are most of its bytes.
        let whole = |(x, y): Point| (x.round() as i32, y.round() as i32);
        let mut out = String::new();
        let mut last = None;
        for piece in &self.0 {
            let [a, b, c, d] = piece.map(whole);
            if last != Some(a) {
                let _ = write!(out, "M{} {}", a.0, a.1);
            }
            let _ = match a.1 == d.1 {
                true => write!(out, "H{}", d.0),
                false => write!(out, "C{} {} {} {} {} {}", b.0, b.1, c.0, c.1, d.0, d.1),
            };
            last = Some(d);
        }
        out
    }

    /// The point at `t`, which goes from 0 to 1.
    pub fn point(&self, t: f32) -> Point {
        let along = t * self.0.len() as f32;
        let piece = (along as usize).min(self.0.len().saturating_sub(1));
        let t = along - piece as f32;
        let s = 1.0 - t;
        let weights = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
        let points = self.0.get(piece).copied().unwrap_or_default();
        let sum = |of: fn(&Point) -> f32| points.iter().zip(weights).map(|(p, w)| of(p) * w).sum();
        (sum(|p| p.0), sum(|p| p.1))
    }
}

/// A box: its left, right, upper and lower edge.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Edges {
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
}

/// A wire: the boxes it joins, and the columns it passes on its way (left edge, right edge, height).
pub(super) struct Way {
    pub from: usize,
    pub to: usize,
    pub passing: Vec<(f32, f32, f32)>,
}

/// An end of a wire: which wire, at which box, on its right side, and the height it leads to.
struct Dock {
    wire: usize,
    end: usize,
    at: usize,
    right: bool,
    towards: f32,
}

/// A curve for each wire. On a box's side the ends stand one below the other, in the order of what they lead to.
pub(super) fn between(ways: &[Way], boxes: &[Edges]) -> Vec<Curve> {
    let at = |b: usize| boxes.get(b).copied().unwrap_or_default();
    let middle = |b: Edges| f32::midpoint(b.top, b.bottom);
    let mut docks = Vec::with_capacity(ways.len() * 2);
    for (wire, way) in ways.iter().enumerate() {
        let (start, end) = (at(way.from), at(way.to));
        let after = way.passing.first().map_or(middle(end), |passed| passed.2);
        let before = way.passing.last().map_or(middle(start), |passed| passed.2);
        docks.push(Dock { wire, end: 0, at: way.from, right: start.left <= end.left, towards: after });
        docks.push(Dock { wire, end: 1, at: way.to, right: start.left >= end.left, towards: before });
    }
    order::by(&mut docks, |a, b| (a.at, a.right).cmp(&(b.at, b.right)).then(a.towards.total_cmp(&b.towards)));
    let mut points = vec![[(0.0, 0.0); 2]; ways.len()];
    for side in docks.chunk_by(|a, b| (a.at, a.right) == (b.at, b.right)) {
        for (n, dock) in side.iter().enumerate() {
            let b = at(dock.at);
            let down = b.top + (b.bottom - b.top) * (n as f32 + 1.0) / (side.len() as f32 + 1.0);
            if let Some(slot) = points.get_mut(dock.wire).and_then(|pair| pair.get_mut(dock.end)) {
                *slot = (if dock.right { b.right } else { b.left }, down);
            }
        }
    }
    ways.iter().zip(points).map(|(way, [start, end])| through(way, start, end)).collect()
}

/// From start to end, straight through each column on the way.
fn through(way: &Way, start: Point, end: Point) -> Curve {
    let backwards = end.0 < start.0;
    let (mut pieces, mut last) = (Vec::new(), start);
    for (left, right, y) in &way.passing {
        let (enter, leave) = if backwards { (*right, *left) } else { (*left, *right) };
        pieces.push(bend(last, (enter, *y)));
        last = (leave, *y);
        pieces.push(bend((enter, *y), last));
    }
    pieces.push(bend(last, end));
    Curve(pieces)
}

/// An S from one point to another, or a loop beside a column.
fn bend(start: Point, end: Point) -> [Point; 4] {
    const NEAR: f32 = 24.0;
    let same = (start.0 - end.0).abs() < NEAR;
    let x = if same {
        start.0.max(end.0) + NEAR + (start.1 - end.1).abs().min(400.0) / 12.0
    } else {
        f32::midpoint(start.0, end.0)
    };
    [start, (x, start.1), (x, end.1), end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(left: f32, top: f32) -> Edges {
        Edges { left, right: left + 100.0, top, bottom: top + 60.0 }
    }

    fn way(from: usize, to: usize) -> Way {
        Way { from, to, passing: Vec::new() }
    }

    #[test]
    fn wires_into_one_box_end_apart_and_do_not_cross() {
        let boxes = [square(0.0, 0.0), square(0.0, 100.0), square(300.0, 50.0)];
        let curves = between(&[way(1, 2), way(0, 2)], &boxes);
        let [lower, upper] = curves.as_slice() else { panic!() };
        assert_eq!(lower.path(), "M100 130C200 130 200 90 300 90");
        assert_eq!(upper.point(1.0), (300.0, 70.0));
    }

    #[test]
    fn backwards_and_within_a_column() {
        let boxes = [square(0.0, 0.0), square(300.0, 0.0), square(0.0, 200.0)];
        let curves = between(&[way(1, 0), way(0, 2)], &boxes);
        assert_eq!(curves[0].point(0.0).0, 300.0);
        assert_eq!(curves[0].point(1.0).0, 100.0);
        assert_eq!((curves[1].point(0.0).0, curves[1].point(1.0).0), (100.0, 100.0));
    }

    #[test]
    fn a_column_is_passed_in_a_straight_line() {
        let boxes = [square(0.0, 0.0), square(600.0, 0.0)];
        let curves = between(&[Way { from: 0, to: 1, passing: vec![(300.0, 400.0, 90.0)] }], &boxes);
        assert_eq!(curves[0].path(), "M100 30C200 30 200 90 300 90H400C500 90 500 30 600 30");
    }
}
