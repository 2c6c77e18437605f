//! The wiring as a tree of lines: from where requests enter downwards, then whatever nothing leads to.

use crate::protocol::Drawing;
use std::fmt::Write;

/// A line of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How deep it stands; zero for a root.
    pub depth: usize,
    /// For each level from the first, whether it is the last there.
    pub last: Vec<bool>,
    /// The wire that leads here; none for a root.
    pub wire: Option<usize>,
    /// The box.
    pub node: usize,
    /// What it leads to stands further up already.
    pub again: bool,
}

/// The lines, from above.
#[must_use]
pub fn lines(drawing: &Drawing) -> Vec<Line> {
    let count = drawing.nodes.len();
    let mut leads: Vec<Vec<(usize, usize)>> = vec![Vec::new(); count];
    let mut led_to = vec![false; count];
    for (wire, drawn) in drawing.wires.iter().enumerate() {
        let (Ok(from), Ok(to)) = (usize::try_from(drawn.from), usize::try_from(drawn.to)) else { continue };
        if let (Some(list), Some(slot)) = (leads.get_mut(from), led_to.get_mut(to)) {
            list.push((wire, to));
            *slot = true;
        }
    }
    let entry = |node: usize| drawing.nodes.get(node).is_some_and(|drawn| drawn.family == "entry");
    let free = |node: usize| !led_to.get(node).copied().unwrap_or(false);
    let roots = (0..count).filter(|node| entry(*node)).chain((0..count).filter(|node| free(*node))).chain(0..count);
    let mut seen = vec![false; count];
    let mut out = Vec::new();
    for root in roots {
        if !seen.get(root).copied().unwrap_or(true) {
            grow(root, &leads, &mut seen, &mut out);
        }
    }
    out
}

fn grow(root: usize, leads: &[Vec<(usize, usize)>], seen: &mut [bool], out: &mut Vec<Line>) {
    let mut next = vec![Line { depth: 0, last: Vec::new(), wire: None, node: root, again: false }];
    while let Some(mut line) = next.pop() {
        let below = leads.get(line.node).map(Vec::as_slice).unwrap_or_default();
        let before = seen.get_mut(line.node).is_none_or(|slot| std::mem::replace(slot, true));
        line.again = before && !below.is_empty();
        if !before {
            for (n, (wire, node)) in below.iter().enumerate().rev() {
                let mut last = line.last.clone();
                last.push(n + 1 == below.len());
                next.push(Line { depth: line.depth + 1, last, wire: Some(*wire), node: *node, again: false });
            }
        }
        out.push(line);
    }
}

/// The tree as a text.
#[must_use]
pub fn text(drawing: &Drawing) -> String {
    let mut out = String::new();
    for line in lines(drawing) {
        for (level, last) in line.last.iter().enumerate() {
            let here = level + 1 == line.depth;
            out.push_str(match (here, last) {
                (true, true) => "└─ ",
                (true, false) => "├─ ",
                (false, true) => "   ",
                (false, false) => "│  ",
            });
        }
        out.push_str(&words(drawing, &line));
        out.push('\n');
    }
    out
}

/// What a line says.
#[must_use]
pub fn words(drawing: &Drawing, line: &Line) -> String {
    let mut out = String::new();
    let wire = line.wire.and_then(|wire| drawing.wires.get(wire));
    if let Some(wire) = wire {
        let _ = write!(out, "{} ", wire.phrase);
    }
    if let Some(node) = drawing.nodes.get(line.node) {
        let _ = write!(out, "{} {}", node.kind, node.name);
        if let Some(wire) = wire.filter(|wire| !wire.label.is_empty()) {
            let _ = write!(out, " [{}]", wire.label);
        }
        if !node.detail.is_empty() {
            let _ = write!(out, " ({})", node.detail);
        }
    }
    if wire.is_some_and(|wire| wire.broken) {
        out.push_str(" ✕ BROKEN");
    }
    if let Some(node) = drawing.nodes.get(line.node).filter(|node| !node.errors.is_empty()) {
        let _ = write!(out, " ✕ {}", super::counted(node.errors.len(), "error"));
    }
    if line.again {
        out.push_str(" … see above");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_says_what_is_broken() {
        let drawing = crate::picture::tests::drawing();
        assert_eq!(
            text(&drawing),
            "Service a (ClusterIP)\n└─ sends requests to Service b\"< [80] (ClusterIP) ✕ BROKEN\n"
        );
    }

    #[test]
    fn a_circle_ends() {
        let mut drawing = crate::picture::tests::drawing();
        let mut back = drawing.wires[0].clone();
        (back.from, back.to) = (1, 0);
        drawing.wires.push(back);
        assert!(text(&drawing).ends_with("… see above\n"), "{}", text(&drawing));
        assert_eq!(lines(&drawing).len(), 3);
    }
}
