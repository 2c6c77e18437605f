//! Where the caret (`|` in a text) stands.

use super::{Form, Sketch, Spot};

/// The way to a node: keys and `-`.
fn way(sketch: &Sketch<'_>, node: Option<usize>) -> String {
    let mut steps: Vec<&str> = sketch
        .upwards(node)
        .map(|n| match sketch.nodes[n].form {
            Form::Pair => sketch.key(n),
            Form::Item => "-",
            Form::Word => "?",
        })
        .collect();
    steps.reverse();
    steps.join(".")
}

fn at(text: &str) -> String {
    let caret = text.find('|').expect("a caret");
    let text = text.replacen('|', "", 1);
    let sketch = Sketch::read(&text, caret);
    match sketch.spot {
        Spot::Nothing => String::new(),
        Spot::Key(n) => format!("key {}", way(&sketch, Some(n))),
        Spot::Value(n, span) => format!("value {} `{}`", way(&sketch, Some(n)), span.of(&text)),
        Spot::Open { up, word, column, flow } => {
            let brackets = if flow { "in brackets".to_owned() } else { format!("at {column}") };
            format!("open {} `{}` {brackets}", way(&sketch, up), word.of(&text))
        }
    }
}

#[test]
fn carets_in_blocks() {
    let cases = [
        ("|", "open  `` at 0"),
        ("ki|", "open  `ki` at 0"),
        ("kind|: Pod\n", "key kind"),
        ("kind: |\n", "value kind ``"),
        ("kind:|\n", "value kind ``"),
        ("kind: Po|d # x\n", "value kind `Pod`"),
        ("kind: Pod # |x\n", ""),
        ("# k|ind\n", ""),
        ("kind: 'P|od'\n", "value kind `'Pod'`"),
        ("spec:\n  |\n", "open spec `` at 2"),
        ("spec:\n|", "open  `` at 0"),
        ("spec:\n  a: 1\n  |\nstatus: x\n", "open spec `` at 2"),
        ("spec:\n  a: 1\n|\nstatus: x\n", "open  `` at 0"),
        ("spec:\n  a: 1\n  im|\n  b: 1\n", "open spec `im` at 2"),
        ("spec:\n  a:\n    |\n  b: 1\n", "open spec.a `` at 4"),
        ("a:\n- |\n", "open a.- `` at 2"),
        ("a:\n- b|: 1\n", "key a.-.b"),
        ("a:\n  - b: 1\n    |\n", "open a.- `` at 4"),
        ("a:\n  - b: 1\n  |\n", "open a `` at 2"),
        ("a:\n- b: 1\n|\n", "open  `` at 0"),
        ("a:\n  - b: 1\n    c|\n", "open a.- `c` at 4"),
        ("a:\n  - - x|\n", "open a.-.- `x` at 6"),
        ("a:\n  - 'x|'\n", "value a.- `'x'`"),
        ("a:\r\n  b: |\r\n  c: 1\r\n", "value a.b ``"),
        ("a:\r\n  |\r\n  c: 1\r\n", "open a `` at 2"),
    ];
    for (text, want) in cases {
        assert_eq!(at(text), want, "{text:?}");
    }
}

#[test]
fn carets_in_brackets() {
    let cases = [
        ("a: {|}\n", "open a `` in brackets"),
        ("a: {b|}\n", "open a `b` in brackets"),
        ("a: {b|: 1}\n", "key a.b"),
        ("a: {b: |}\n", "value a.b ``"),
        ("a: {b: x|, c: 1}\n", "value a.b `x`"),
        ("a: {b: x, |}\n", "open a `` in brackets"),
        ("a: [x|]\n", "value a.- `x`"),
        ("a: [|]\n", "open a `` in brackets"),
        ("a: [x, {b: {c|: 1}}]\n", "key a.-.b.c"),
        ("a: [{b: 1,\n  c: |\nd: 1\n", "value a.-.c ``"),
        ("a: [{b: 1\nd: |\n", "value d ``"),
        ("{\"a\": {\n  \"b|\": 1}}", "key a.b"),
        ("{\"a\": [\n  {\"b\": \"x|\"}\n]}", "value a.-.b `\"x\"`"),
        ("{\n  \"a\": 1,\n  |\n}", "open  `` in brackets"),
    ];
    for (text, want) in cases {
        assert_eq!(at(text), want, "{text:?}");
    }
}

#[test]
fn carets_in_blocks_of_text() {
    let cases = [
        ("a: >\n  x|: 1\nb: 1\n", ""),
        ("a: >\n  x: 1\n\n  |\nb: 1\n", ""),
        ("a: >\n  x: 1\n|\nb: 1\n", "open  `` at 0"),
        ("a: >-\n  x: 1\nb|: 1\n", "key b"),
        ("s:\n  a: >\n    x\n  |\n", "open s `` at 2"),
        ("a: \"x\n  y: z\nb|: 1\n", "key b"),
        ("a: \"x\n  y\"\nb|: 1\n", "key b"),
        ("a: \"x\nb|: 1\n", "key b"),
    ];
    for (text, want) in cases {
        assert_eq!(at(text), want, "{text:?}");
    }
}

#[test]
fn any_text_has_a_sketch() {
    let texts = [
        "",
        "\n",
        ":",
        "- ",
        "-",
        "{",
        "}",
        "a: [",
        "\"",
        "a: 'ü\n",
        "? x\n",
        "a: &",
        "a: !t",
        "- - -",
        "{a",
        "[,,]",
        "a: |",
        "😀: {😀",
    ];
    for text in texts {
        for caret in 0..=text.len() {
            let sketch = Sketch::read(text, caret);
            assert!(sketch.nodes.iter().enumerate().all(|(n, node)| node.up.is_none_or(|up| up < n)), "{text:?}");
        }
    }
}
