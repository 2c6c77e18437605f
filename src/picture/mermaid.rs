//! The wiring as a Mermaid flow chart, for Markdown files and issues.

use crate::protocol::{Drawing, DrawnNode, DrawnWire};
use std::fmt::Write;

/// The drawing as a text.
#[must_use]
pub fn chart(drawing: &Drawing) -> String {
    let mut out = String::from("flowchart LR\n");
    let spaces: Vec<&str> = drawing.groups.iter().map(|group| group.name.as_str()).collect();
    for (n, space) in spaces.iter().enumerate().filter(|(_, space)| !space.is_empty()) {
        let _ = writeln!(out, "  subgraph s{n}[\"{}\"]", quoted(space));
        nodes(&mut out, drawing, |node| node.namespace() == *space);
        out.push_str("  end\n");
    }
    nodes(&mut out, drawing, |node| node.namespace().is_empty() || !spaces.contains(&node.namespace()));
    drawing.wires.iter().for_each(|drawn| wire(&mut out, drawn));
    out
}

fn nodes(out: &mut String, drawing: &Drawing, wanted: impl Fn(&DrawnNode) -> bool) {
    for (index, node) in drawing.nodes.iter().enumerate().filter(|(_, node)| wanted(node)) {
        let (open, close) = match node.family.as_str() {
            _ if node.missing => ("{{", "}}"),
            "entry" => (">", "]"),
            "service" => ("([", "])"),
            "storage" => ("[(", ")]"),
            "policy" => ("[/", "/]"),
            _ => ("[", "]"),
        };
        let missing = if node.missing { "<br>not in this set" } else { "" };
        let _ = writeln!(out, "    n{index}{open}\"{}<br>{}{missing}\"{close}", quoted(&node.kind), quoted(&node.name));
    }
}

fn wire(out: &mut String, drawn: &DrawnWire) {
    let arrow = if drawn.broken { "-. \"✕ " } else { "-- \"" };
    let end = if drawn.broken { "\" .->" } else { "\" -->" };
    let label = if drawn.label.is_empty() { String::new() } else { format!(" {}", quoted(&drawn.label)) };
    let _ = writeln!(out, "  n{} {arrow}{}{label}{end} n{}", drawn.from, quoted(&drawn.phrase), drawn.to);
}

/// Mermaid reads entities in a quoted text.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' => out.push_str("#quot;"),
            '#' => out.push_str("#35;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '\n' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_wire_is_dotted_and_no_name_leaves_its_quotes() {
        let text = chart(&crate::picture::tests::drawing());
        assert!(text.contains("n0([\"Service<br>a\"])"), "{text}");
        assert!(text.contains("n1{{\"Service<br>b#quot;#lt;<br>not in this set\"}}"), "{text}");
        assert!(text.contains("n0 -. \"✕ sends requests to 80\" .-> n1"), "{text}");
    }
}
