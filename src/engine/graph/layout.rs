//! Graph → drawing: columns by the way a request flows, a band for each namespace, few crossings.
//!
//! Boxes stand in the column of their kind, so that the same kind is found at the same place in every
//! drawing. A wire that passes a column has a cell of its own there and never runs behind a box.

mod choice;
mod curve;
mod fold;
mod labels;
mod pack;
mod places;
mod words;

use std::collections::BTreeMap;

pub use choice::{Choice, Fold, HOPS};
use curve::{Curve, Way};
use labels::Taken;
use places::{Cell, Grid};

use super::{Edge, End, Graph, relations};
use crate::engine::objects::ObjectId;
use crate::engine::workspace::{ObjectIndex, Objects};
use crate::protocol::{Drawing, DrawnGroup, DrawnNode, DrawnWire, Place};

const HEIGHT: f32 = 62.0;
/// A box's width: at least, at most, per character of its name, and for what stands beside the name.
const NARROW: f32 = 148.0;
const WIDE: f32 = 232.0;
const CHARACTER: f32 = 7.9;
const BESIDE: f32 = 54.0;
const GAP_Y: f32 = 18.0;
/// The gap between columns: without and with words on the wires.
const GAP_X: f32 = 64.0;
const GAP_WORDS: f32 = 124.0;
const MARGIN: f32 = 16.0;
/// A band's name, and the room within its edges.
const HEAD: f32 = 26.0;
const PADDING: f32 = 14.0;
/// What a wire takes of a column that it passes.
const PASSING: f32 = 16.0;

/// Turns an object's field, or the object as a whole, into a place.
pub type Placing<'a> = &'a dyn Fn(ObjectIndex, Option<&Edge>) -> Place;

/// Lays out what was chosen of the graph.
#[must_use]
pub fn draw(objects: &Objects, graph: &Graph, choice: &Choice<'_>, place: Placing<'_>) -> Drawing {
    let plan = Plan::of(objects, graph, choice).without(choice).chosen(choice).folded(choice.fold);
    let spots = Spots::of(&plan);
    Drawing {
        width: spots.width,
        height: spots.height,
        groups: spots.groups(&plan),
        nodes: plan.nodes(objects, &spots, place),
        wires: plan.wires(&spots, place),
    }
}

/// A box before it has a position.
#[derive(Clone)]
struct Box {
    id: ObjectId,
    object: Option<ObjectIndex>,
    /// The namespace that it is drawn in.
    band: Option<String>,
    /// Keys of what stands in it, too.
    folded: Vec<String>,
}

/// One wire for all edges of a relation between two boxes.
struct Wire<'g> {
    from: usize,
    to: usize,
    relation: &'static str,
    edges: Vec<&'g Edge>,
}

impl Wire<'_> {
    fn broken(&self) -> bool {
        self.edges.iter().any(|edge| edge.broken())
    }
}

struct Plan<'g> {
    boxes: Vec<Box>,
    wires: Vec<Wire<'g>>,
}

impl<'g> Plan<'g> {
    fn of(objects: &Objects, graph: &'g Graph, choice: &Choice<'_>) -> Self {
        let mut boxes = Vec::new();
        let mut add = |id: &ObjectId, object, band: &Option<String>| {
            boxes.push(Box { id: id.clone(), object, band: band.clone(), folded: Vec::new() });
            boxes.len() - 1
        };
        let all = objects.in_order();
        let mut by_object = BTreeMap::new();
        for (index, at) in &all {
            let id = &at.object.id;
            if id.kind != "Namespace" && !id.name.is_empty() {
                by_object.insert(*index, add(id, Some(*index), &id.namespace));
            }
        }
        let mut absent = BTreeMap::new();
        let mut wires: BTreeMap<(usize, usize, &'static str), Vec<&Edge>> = BTreeMap::new();
        for (index, at) in &all {
            let here = &at.object.id.namespace;
            for edge in graph.from(*index).iter().filter(|edge| !(choice.hidden)(edge.relation)) {
                let to = match &edge.to {
                    End::Present(other) => by_object.get(other).copied(),
                    End::Missing(id) => {
                        let band = id.namespace.as_ref().or(here.as_ref()).cloned();
                        Some(*absent.entry((id.clone(), None)).or_insert_with(|| add(id, None, &band)))
                    }
                    End::Nothing => {
                        let id = ObjectId::new("", "Pod", None, "no such pods");
                        let key = (id.clone(), Some(edge.from));
                        Some(*absent.entry(key).or_insert_with(|| add(&id, None, here)))
                    }
                    End::Derived(..) => None,
                };
                let ends = by_object.get(index).copied().zip(to).filter(|(from, to)| from != to);
                if let Some((from, to)) = ends {
                    wires.entry((from, to, edge.relation)).or_default().push(edge);
                }
            }
        }
        let wire = |((from, to, relation), edges)| Wire { from, to, relation, edges };
        Self { boxes, wires: wires.into_iter().map(wire).collect() }
    }

    fn ends(&self) -> Vec<(usize, usize)> {
        self.wires.iter().map(|wire| (wire.from, wire.to)).collect()
    }

    /// What is left of it when kinds are left out, and what only they ask for.
    fn without(self, choice: &Choice<'_>) -> Self {
        let gone: Vec<bool> = self.boxes.iter().map(|b| (choice.without)(&b.id.kind)).collect();
        if !gone.contains(&true) {
            return self;
        }
        let stays = |b: usize| !gone.get(b).copied().unwrap_or(false);
        let mut asked = vec![false; gone.len()];
        for wire in self.wires.iter().filter(|wire| stays(wire.from)) {
            asked.get_mut(wire.to).into_iter().for_each(|slot| *slot = true);
        }
        let absent = self.boxes.iter().map(|b| b.object.is_none());
        let kept = absent.zip(asked).enumerate().map(|(b, (absent, asked))| stays(b) && (asked || !absent)).collect();
        self.keeping(kept)
    }

    /// What is left of it.
    fn chosen(self, choice: &Choice<'_>) -> Self {
        let count = self.boxes.len();
        let mut kept = vec![true; count];
        if let Some(only) = choice.only {
            kept = self.boxes.iter().map(|b| only.contains(&b.id.key().as_str())).collect();
        } else if let Some(start) = choice.focus.and_then(|key| self.boxes.iter().position(|b| b.id.key() == key)) {
            kept = choice::connected(count, &self.ends(), start, choice.hops);
        } else if let Some(namespace) =
            choice.namespace.filter(|name| self.boxes.iter().any(|b| b.band.as_deref() == Some(*name)))
        {
            let inside: Vec<bool> = self.boxes.iter().map(|b| b.band.as_deref() == Some(namespace)).collect();
            let within = |b: usize| inside.get(b).copied().unwrap_or(false);
            let near =
                |b: usize| self.wires.iter().any(|w| (w.from == b && within(w.to)) || (w.to == b && within(w.from)));
            kept = (0..count).map(|b| within(b) || near(b)).collect();
        }
        self.keeping(kept)
    }

    /// Only these boxes, and the wires between them.
    fn keeping(self, kept: Vec<bool>) -> Self {
        if kept.iter().all(|kept| *kept) {
            return self;
        }
        let mut next = 0;
        let moved: Vec<Option<usize>> = kept
            .iter()
            .map(|kept| {
                next += usize::from(*kept);
                kept.then(|| next - 1)
            })
            .collect();
        let to = |b: usize| moved.get(b).copied().flatten();
        let boxes = self.boxes.into_iter().zip(kept).filter_map(|(b, kept)| kept.then_some(b)).collect();
        let wire = |w: Wire<'g>| Some(Wire { from: to(w.from)?, to: to(w.to)?, ..w });
        Self { boxes, wires: self.wires.into_iter().filter_map(wire).collect() }
    }

    fn nodes(&self, objects: &Objects, spots: &Spots, place: Placing<'_>) -> Vec<DrawnNode> {
        let node = |(index, b): (usize, &Box)| {
            let object = b.object.and_then(|n| objects.get(n)).map(|l| l.object);
            let spot = spots.boxes.get(index).copied().unwrap_or_default();
            DrawnNode {
                key: b.id.key(),
                kind: b.id.kind.clone(),
                name: b.id.name.clone(),
                detail: words::with(object.map_or_else(|| "not in this set".to_owned(), words::detail), &b.folded),
                family: words::family(&b.id.kind).0.to_owned(),
                missing: b.object.is_none(),
                errors: Vec::new(),
                folded: b.folded.clone(),
                x: spot.left,
                y: spot.top,
                width: spot.right - spot.left,
                height: spot.bottom - spot.top,
                place: b.object.map(|n| place(n, None)),
            }
        };
        self.boxes.iter().enumerate().map(node).collect()
    }

    /// A broken edge makes its wire a broken one.
    fn wires(&self, spots: &Spots, place: Placing<'_>) -> Vec<DrawnWire> {
        let curves = curve::between(&spots.ways, &spots.boxes);
        let mut wires: Vec<(DrawnWire, Curve)> = Vec::with_capacity(curves.len());
        for (wire, curve) in self.wires.iter().zip(curves) {
            let Some(edge) = wire.edges.iter().find(|e| e.broken()).or(wire.edges.first()) else { continue };
            let (Ok(from), Ok(to)) = (u32::try_from(wire.from), u32::try_from(wire.to)) else { continue };
            let drawn = DrawnWire {
                from,
                to,
                relation: wire.relation.to_owned(),
                phrase: relations::phrase(wire.relation).to_owned(),
                label: words::label(&wire.edges),
                broken: wire.broken(),
                optional: wire.edges.iter().all(|edge| edge.optional),
                path: curve.path(),
                label_at: None,
                place: place(edge.from, Some(edge)),
            };
            wires.push((drawn, curve));
        }
        put_words(&mut wires, &spots.boxes);
        wires.into_iter().map(|(wire, _)| wire).collect()
    }
}

/// Where everything stands.
#[derive(Default)]
struct Spots {
    width: f32,
    height: f32,
    boxes: Vec<curve::Edges>,
    ways: Vec<Way>,
    /// Each band's frame.
    bands: Vec<Frame>,
    /// How wide each of them is.
    frame: f32,
}

/// What stands around a band.
struct Frame {
    name: Option<String>,
    left: f32,
    top: f32,
    bottom: f32,
}

impl Spots {
    fn of(plan: &Plan<'_>) -> Self {
        let bands = bands(plan);
        let columns = columns(plan);
        let column = |b: usize| columns.get(b).copied().unwrap_or(0);
        let band = |b: &Box| bands.iter().position(|name| *name == b.band).unwrap_or(0);
        let mut cells: Vec<Cell> = plan
            .boxes
            .iter()
            .zip(&columns)
            .map(|(b, column)| Cell { column: *column, band: band(b), height: HEIGHT + GAP_Y })
            .collect();
        let (mut links, mut chains) = (Vec::new(), Vec::new());
        for wire in &plan.wires {
            let (from, to) = (column(wire.from), column(wire.to));
            let passed: Vec<usize> = if from < to { (from + 1..to).collect() } else { (to + 1..from).rev().collect() };
            let of = cells.get(if from < to { wire.from } else { wire.to }).map_or(0, |cell| cell.band);
            let mut chain = vec![wire.from];
            for column in passed {
                chain.push(cells.len());
                cells.push(Cell { column, band: of, height: PASSING });
            }
            chain.push(wire.to);
            if from != to {
                links.extend(chain.iter().zip(chain.iter().skip(1)).map(|(a, b)| (*a, *b)));
            }
            chains.push(chain);
        }
        let mut grid = Grid::new(cells.clone(), &links);
        grid.order();
        Self::measured(plan, bands, &cells, &grid.heights(), &chains)
    }

    fn measured(
        plan: &Plan<'_>,
        names: Vec<Option<String>>,
        cells: &[Cell],
        middles: &[f32],
        chains: &[Vec<usize>],
    ) -> Self {
        let mut out = Self::default();
        let several = names.len() > 1;
        let mut top = MARGIN;
        for (band, name) in names.into_iter().enumerate() {
            let all = cells.iter().zip(middles).filter(|(cell, _)| cell.band == band);
            let tall = all.map(|(cell, middle)| middle + cell.height / 2.0).fold(0.0, f32::max);
            let head = if several { HEAD } else { 0.0 };
            let foot = if several { PADDING - GAP_Y / 2.0 } else { 0.0 };
            out.bands.push(Frame { name, left: MARGIN, top, bottom: top + head + tall + foot });
            top += head + tall + foot + if several { PADDING } else { 0.0 };
        }
        let sides = sides(plan, cells, if several { MARGIN + PADDING } else { MARGIN });
        let width = sides.last().map_or(0.0, |(_, right)| right + if several { MARGIN + PADDING } else { MARGIN });
        let tall: Vec<f32> = out.bands.iter().map(|band| band.bottom - band.top).collect();
        let moved = pack::beside(width - 2.0 * MARGIN, &tall);
        for (band, by) in out.bands.iter_mut().zip(&moved) {
            let (left, down) = (by.0, MARGIN + by.1 - band.top);
            (band.left, band.top, band.bottom) = (MARGIN + left, band.top + down, band.bottom + down);
        }
        let far = |of: fn(&Frame) -> f32| out.bands.iter().map(of).fold(0.0, f32::max) + MARGIN;
        out.frame = width - 2.0 * MARGIN;
        out.width = if sides.is_empty() { 0.0 } else { width + far(|band| band.left) - 2.0 * MARGIN };
        out.height = if plan.boxes.is_empty() { 0.0 } else { far(|band| band.bottom) };
        let head = if several { HEAD } else { 0.0 };
        let begin = |cell: &Cell| out.bands.get(cell.band).map_or((0.0, 0.0), |b| (b.left - MARGIN, b.top + head));
        let side = |cell: &Cell| {
            let (left, right) = sides.get(cell.column).copied().unwrap_or_default();
            (left + begin(cell).0, right + begin(cell).0)
        };
        let middle = |index: usize, cell: &Cell| middles.get(index).copied().unwrap_or(0.0) + begin(cell).1;
        let edges = |(index, cell): (usize, &Cell)| {
            let ((left, right), middle) = (side(cell), middle(index, cell));
            curve::Edges { left, right, top: middle - HEIGHT / 2.0, bottom: middle + HEIGHT / 2.0 }
        };
        out.boxes = cells.iter().take(plan.boxes.len()).enumerate().map(edges).collect();
        let passed = |index: &usize| {
            let cell = cells.get(*index).filter(|_| *index >= plan.boxes.len())?;
            let (left, right) = side(cell);
            Some((left, right, middle(*index, cell)))
        };
        let left = |b: usize| cells.get(b).and_then(|cell| out.bands.get(cell.band)).map_or(0.0, |band| band.left);
        let way = |(wire, chain): (&Wire<'_>, &Vec<usize>)| {
            let beside = left(wire.from) == left(wire.to);
            let passing = chain.iter().filter(|_| beside).filter_map(passed).collect();
            Way { from: wire.from, to: wire.to, passing }
        };
        out.ways = plan.wires.iter().zip(chains).map(way).collect();
        out
    }

    /// A frame around each namespace, if there are several.
    fn groups(&self, plan: &Plan<'_>) -> Vec<DrawnGroup> {
        if self.bands.len() < 2 || plan.boxes.is_empty() {
            return Vec::new();
        }
        let group = |frame: &Frame| DrawnGroup {
            name: frame.name.clone().unwrap_or_default(),
            x: frame.left,
            y: frame.top,
            width: self.frame,
            height: frame.bottom - frame.top,
        };
        self.bands.iter().map(group).collect()
    }
}

/// The namespaces, as they come; what stands in none comes last.
fn bands(plan: &Plan<'_>) -> Vec<Option<String>> {
    let mut bands: Vec<Option<String>> = Vec::new();
    for b in plan.boxes.iter().filter(|b| b.band.is_some()).chain(plan.boxes.iter().filter(|b| b.band.is_none())) {
        if !bands.contains(&b.band) {
            bands.push(b.band.clone());
        }
    }
    bands
}

/// The column of each box; columns that would be empty are left out.
fn columns(plan: &Plan<'_>) -> Vec<usize> {
    let wanted: Vec<usize> = plan.boxes.iter().map(|b| words::family(&b.id.kind).1).collect();
    let most = wanted.iter().copied().max().unwrap_or(0);
    let used: Vec<usize> = (0..=most).filter(|column| wanted.contains(column)).collect();
    wanted.iter().map(|column| used.iter().position(|other| other == column).unwrap_or(0)).collect()
}

/// Left and right edge of each column: as wide as its names need, with room for the words between them.
fn sides(plan: &Plan<'_>, cells: &[Cell], left: f32) -> Vec<(f32, f32)> {
    let count = cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0);
    let mut at = left;
    let mut out = Vec::with_capacity(count);
    for column in 0..count {
        let here = plan.boxes.iter().zip(cells).filter(|(_, cell)| cell.column == column);
        let letters = here.map(|(b, _)| b.id.name.chars().count().max(b.id.kind.chars().count())).max().unwrap_or(0);
        let width = (letters as f32 * CHARACTER + BESIDE).clamp(NARROW, WIDE);
        out.push((at, at + width));
        let beside = |b: usize| cells.get(b).is_some_and(|cell| cell.column == column);
        let after = |b: usize| cells.get(b).is_some_and(|cell| cell.column > column);
        let spoken = plan.wires.iter().any(|w| {
            let crosses = (beside(w.from) && after(w.to)) || (beside(w.to) && after(w.from));
            crosses && !words::label(&w.edges).is_empty()
        });
        at += width + if spoken { GAP_WORDS } else { GAP_X };
    }
    out
}

/// Finds places for the words on the wires; those on broken ones choose first.
fn put_words(wires: &mut [(DrawnWire, Curve)], boxes: &[curve::Edges]) {
    let mut taken = Taken::default();
    boxes.iter().for_each(|b| taken.take((b.left, b.top, b.right, b.bottom)));
    wires.iter().enumerate().for_each(|(index, (_, curve))| taken.run(index, &|t| curve.point(t)));
    for chosen in [true, false] {
        for (index, (wire, curve)) in wires.iter_mut().enumerate().filter(|(_, (wire, _))| wire.broken == chosen) {
            let letters = wire.label.chars().count() + if wire.broken { 2 } else { 0 };
            if letters > 0 {
                wire.label_at = taken.word(letters, index, &|t| curve.point(t));
            }
        }
    }
}

#[cfg(test)]
mod tests;
