//! The tree: spans, aliases, merges, bad input.

use super::*;

fn at<'a>(text: &'a str, path: &str) -> &'a str {
    let document = Document::parse(text);
    let node = Route::find(&document, document.root().expect("a root"), path).expect(path);
    document.span(node).of(text)
}

#[test]
fn spans_cover_what_was_written() {
    let text = "# ü comment\na:\n  b: \"x\\ny\"   # note\n  c: [1, {d: é}]\ne: plain text  # c\nf: |\n  one\n  two\n";
    assert_eq!(at(text, "a.b"), "\"x\\ny\"");
    assert_eq!(at(text, "a.c"), "[1, {d: é}]");
    assert_eq!(at(text, "a.c[1].d"), "é");
    assert_eq!(at(text, "e"), "plain text");
    assert_eq!(at(text, "a"), "b: \"x\\ny\"   # note\n  c: [1, {d: é}]");
}

#[test]
fn aliases_and_merges() {
    let text = "base: &b {x: 1, w: 2}\nmore: &m {w: 3, z: 4}\nall:\n  <<: [*b, *m]\n  x: 0\nref: *b\n";
    let document = Document::parse(text);
    assert_eq!(document.problems, []);
    let value = document.value(document.root().expect("root"), &|_| false);
    let all: Vec<_> = ["x", "w", "z"].iter().map(|k| value["all"][k].as_i64()).collect();
    assert_eq!(all, [Some(0), Some(2), Some(4)]);
    assert_eq!(value["ref"]["w"].as_i64(), Some(2));
}

#[test]
fn duplicate_keys_have_both_places() {
    let text = "a: 1\nb: 2\na: 3\n";
    let document = Document::parse(text);
    let [Problem { span, kind: ProblemKind::DuplicateKey { key, first } }] = &document.problems[..] else {
        panic!("{:?}", document.problems);
    };
    assert_eq!((span.start, first.start, key.as_str()), (10, 0, "a"));
}

#[test]
fn syntax_errors_at_their_cause() {
    let cases = [
        ("a:\n\tb: 1\n", "\t", SyntaxError::Tab),
        ("a: \"open\nb: 2\n", "\"open", SyntaxError::UnclosedQuote),
        ("a: @x\n", "@x", SyntaxError::ReservedStart('@')),
        ("a: b: c\n", "b: c", SyntaxError::ColonInPlain),
        ("a: {{ .Values.x }}\n", "{{ .Values.x }}", SyntaxError::Template),
        ("a: 1\n\u{0}\n", "\u{0}", SyntaxError::ControlCharacter(char::from(0))),
    ];
    for (text, want, error) in cases {
        let document = Document::parse(text);
        let problem = document.problems.first().unwrap_or_else(|| panic!("{text:?}"));
        assert_eq!(problem.kind, ProblemKind::Syntax(error), "{text:?}");
        assert_eq!(problem.span.of(text), want, "{text:?}");
    }
}

#[test]
fn what_stands_before_an_error_is_kept() {
    let document = Document::parse("kind: Service\nmetadata:\n  name: x\n\tbad\n");
    let root = document.root().expect("a root");
    assert!(document.get(root, "kind").is_some());
}

#[test]
fn hostile_input_returns() {
    let deep = "[".repeat(10_000);
    assert!(Document::parse(&deep).problems.iter().any(|p| p.kind == ProblemKind::TooDeep));
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for n in 1..12 {
        let list = vec![format!("*a{}", n - 1); 9].join(", ");
        bomb.push_str(&format!("a{n}: &a{n} [{list}]\n"));
    }
    assert!(Document::parse(&bomb).problems.iter().any(|p| p.kind == ProblemKind::TooManyAliases));
    for text in ["&a [*a]", "*x", "", "#", "\u{feff}", "? [a]\n: b", "<<: 1", "- - - -", "a: !!int x"] {
        let _ = Document::parse(text);
    }
}
