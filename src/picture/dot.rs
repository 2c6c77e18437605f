//! The wiring in Graphviz's language.

use crate::protocol::{Drawing, DrawnNode};
use std::fmt::Write;

/// The drawing as a text.
#[must_use]
pub fn graph(drawing: &Drawing) -> String {
    let mut out = String::from("digraph wiring {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n");
    let spaces: Vec<&str> = drawing.groups.iter().map(|group| group.name.as_str()).collect();
    for (n, space) in spaces.iter().enumerate().filter(|(_, space)| !space.is_empty()) {
        let _ = writeln!(out, "  subgraph cluster_{n} {{\n    label={};", quoted(space));
        nodes(&mut out, drawing, |node| node.namespace() == *space);
        out.push_str("  }\n");
    }
    nodes(&mut out, drawing, |node| node.namespace().is_empty() || !spaces.contains(&node.namespace()));
    for drawn in &drawing.wires {
        let label = [drawn.phrase.as_str(), drawn.label.as_str()].join(" ");
        let broken = if drawn.broken { ", style=dashed, color=red" } else { "" };
        let _ = writeln!(out, "  n{} -> n{} [label={}{broken}];", drawn.from, drawn.to, quoted(label.trim()));
    }
    out.push_str("}\n");
    out
}

fn nodes(out: &mut String, drawing: &Drawing, wanted: impl Fn(&DrawnNode) -> bool) {
    for (index, node) in drawing.nodes.iter().enumerate().filter(|(_, node)| wanted(node)) {
        let shape = match node.family.as_str() {
            "entry" => "cds",
            "service" => "ellipse",
            "workload" => "box3d",
            "config" => "note",
            "storage" => "cylinder",
            "policy" => "octagon",
            "access" => "tab",
            _ => "box",
        };
        let missing = if node.missing { ", style=dashed, color=red" } else { "" };
        let words = [node.kind.as_str(), node.name.as_str()].join("\n");
        let _ = writeln!(out, "    n{index} [label={}, shape={shape}{missing}];", quoted(&words));
    }
}

fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_say_the_family_and_no_name_leaves_its_quotes() {
        let text = graph(&crate::picture::tests::drawing());
        assert!(text.contains("n0 [label=\"Service\\na\", shape=ellipse];"), "{text}");
        assert!(text.contains("n1 [label=\"Service\\nb\\\"<\", shape=ellipse, style=dashed, color=red];"), "{text}");
        assert!(text.contains("n0 -> n1 [label=\"sends requests to 80\", style=dashed, color=red];"), "{text}");
    }
}
