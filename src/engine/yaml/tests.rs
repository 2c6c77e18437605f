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

/// Each text, what the problem covers, and what it is.
#[test]
fn syntax_errors_at_their_cause() {
    use SyntaxError::*;
    let cases = [
        ("a:\n\tb: 1\n", "\t", Tab),
        ("a: 1\n\tb: 1\n", "\t", Tab),
        ("a: |\n  x\n \ty\n", "\t", Tab),
        ("a: \"open\nb: 2\n", "\"open", UnclosedQuote),
        ("a: \"open\nb: \"closed\"\nc: 1\n", "\"open", UnclosedQuote),
        ("a: 'open\nb: 'closed'\nc: 1\n", "'open", UnclosedQuote),
        ("a: 'it's'\n", "s'", AfterQuote),
        ("a: \"x\" y # c\n", "y", AfterQuote),
        ("a: [1] y\n", "y", AfterValue),
        ("a: @x\n", "@x", ReservedStart('@')),
        ("a: `x` # c\n", "`x`", ReservedStart('`')),
        ("- %x\n", "%x", ReservedStart('%')),
        ("a: *.example.com\n", "*.example.com", AnchorName('*')),
        ("a: &\n", "&", AnchorName('&')),
        ("a: !x!y z\n", "!x!y", Tag),
        ("a: b: c\n", "b: c", ColonInPlain),
        ("m: Error: not found # c\n", "Error: not found", ColonInPlain),
        ("a: \"b\": c\n", "\"b\": c", ColonInPlain),
        ("a: \"C:\\path\"\n", "\\p", Escape),
        ("a: \"\\x4\"\n", "\\x4", Escape),
        ("a: {{ .Values.x }}\n", "{{ .Values.x }}", Template),
        ("a: {{ .Values.x }}-y\n", "{{ .Values.x }}", Template),
        ("{% if x %}\na: 1\n", "{% if x %}", Template),
        ("a: 1\n\u{0}\u{1}\n", "\u{0}\u{1}", ControlCharacter('\0')),
        ("a: \u{7f}\n", "\u{7f}", ControlCharacter('\u{7f}')),
        ("a: caf\u{ffff}\n", "\u{ffff}", ControlCharacter('\u{ffff}')),
        ("a\0b\0:\0 \0", "\0", Utf16),
        ("spec:\n  replicas:3\n  selector: x\n", ":", MissingSpace(':')),
        ("replicas:3\nselector: x\n", ":", MissingSpace(':')),
        ("l:\n  - a\n  -b\n", "-", MissingSpace('-')),
        ("a: 1\nkubectl get pods\nb: 2\n", "kubectl get pods", NoColon),
        ("a: 1\njust text\n", "just text", NoColon),
        ("d:\n  a hello\n  b: c\n", "a hello", NoColon),
        ("- name B\n  value: c\n", "name B", NoColon),
        ("s:\n  containers\n  - name: a\n", "containers", NoColon),
        ("c:\n  -name: a\n   image: b\n", "-", MissingSpace('-')),
        ("a: |\n    one\n   two\nb: c\n", "two", BlockIndent),
        ("d:\n  a: >-\n  one\n  b: c\n", "one", BlockIndent),
        ("d:\n  a: |\n    one\n\n # two\n  three\n", "three", BlockIndent),
        ("c:\n  - a\n  \u{a0}b: c\n", "\u{a0}", OddSpace('\u{a0}')),
        ("a: “b: c” # d\n", "“b: c”", OddQuote('“')),
        ("d:\n<<<<<<< HEAD\n  a: b\n=======\n", "<<<<<<< HEAD", Conflict),
        ("a: 1\n=======\nb: 2\n", "=======", Conflict),
        (">>>>>>> other\na: 1\n", ">>>>>>> other", Conflict),
        ("{\"a\": 1,\n // \"b\": 2\n \"c\": {}}\n", "// \"b\": 2", Comment),
        ("{\"a\": \"b\" /* c */, \"d\": 2}\n", "/* c */, \"d\": 2}", Comment),
        ("// a b\n{\"a\": 1}\n", "// a b", Comment),
        ("a: 1\n// b\nc: 2\n", "// b", Comment),
        (": x\n", ":", NoKey),
        ("c:\n  - name: a\n   image: b\n", "image: b", Indentation),
        ("m:\n    name: a\n  labels: x\n", "labels: x", Indentation),
        ("c:\n  - name: a\n      image: b\n", "image", KeyBelowValue),
        ("a: x\n b: y\n", "b", KeyBelowValue),
        ("m:\n  name: a\n  - x\n", "- x", ItemAmongKeys),
        ("l:\n  - a\n  b: c\n", "b: c", KeyAmongItems),
        ("a: - b\n", "-", ItemNotAllowed),
        ("a: [- b]\n", "-", ItemNotAllowed),
        ("a: [1, 2\nb: 3\n", "[1, 2", UnclosedBracket('[')),
        ("a: {x: 1\n", "{x: 1", UnclosedBracket('{')),
        ("a: [1, 2]]\n", "]", ExtraBracket(']')),
        ("a: }\n", "}", ExtraBracket('}')),
        ("a: {x: 1]\n", "]", ExtraBracket(']')),
        ("a: [\"x\" \"y\"]\n", "\"y\"]", MissingComma),
        ("{\"a\": 1\n \"b\": 2}\n", "\"b\":", MissingComma),
        ("a: | text\n  more\n", "| text", BlockHeader('|')),
        ("a: > 5\n", "> 5", BlockHeader('>')),
        ("%YAML 1.1\n", "%YAML 1.1", Directive),
        ("%TAG ! x\n", "%TAG ! x", Directive),
        ("--- a: 1\n", "a: 1", Separator),
        ("-----\na: 1\n", "--", Separator),
    ];
    for (text, want, error) in cases {
        let document = Document::parse(text);
        let [problem] = &document.problems[..] else { panic!("{text:?}: {:?}", document.problems) };
        assert_eq!(problem.kind, ProblemKind::Syntax(error), "{text:?}");
        assert_eq!(problem.span.of(text), want, "{text:?}");
    }
}

#[test]
fn what_the_decoder_refuses() {
    let tag = |tag: &str| ProblemKind::BadTag { tag: tag.to_owned() };
    let cases = [
        ("a: *x\n", "*x", ProblemKind::UnknownAlias),
        ("a: &x [*x]\n", "*x", ProblemKind::UnknownAlias),
        ("<<: 5\n", "5", ProblemKind::BadMerge),
        ("a: &l [{}]\nb: {<<: *l}\n", "*l", ProblemKind::BadMerge),
        ("? [a]\n: b\n", "[a]", ProblemKind::KeyNotScalar),
        ("~: b\n", "~", ProblemKind::KeyNotText),
        ("18446744073709551615: b\n", "18446744073709551615", ProblemKind::KeyNotText),
        ("a: [.inf]\n", ".inf", ProblemKind::NotJson),
        ("a: -.INF\n", "-.INF", ProblemKind::NotJson),
        ("a: !!float .nan\n", ".nan", ProblemKind::NotJson),
        ("a: !!int x\n", "x", tag("!!int")),
        ("a: !!bool 1\n", "1", tag("!!bool")),
        ("a: !!null x\n", "x", tag("!!null")),
        ("a: !!binary x\n", "x", tag("!!binary")),
        ("a: 1\n...\nb: 2\n", "b: 2", ProblemKind::Ignored),
        ("[a] b\n", "b", ProblemKind::Ignored),
    ];
    for (text, want, kind) in cases {
        let document = Document::parse(text);
        let [problem] = &document.problems[..] else { panic!("{text:?}: {:?}", document.problems) };
        assert_eq!((&problem.kind, problem.span.of(text)), (&kind, want), "{text:?}");
    }
}

/// What YAML 1.2 has otherwise, and what is often thought to be wrong.
#[test]
fn what_kubectl_takes() {
    let texts = [
        "a:\tb\n",
        "a: b#c\n",
        "a: x:y\n",
        "a: http://x/?y=[z]&{q}\n",
        "a: -x\nb: ?y\nc: :z\n",
        "a:\n- b\n-\n  c: 1\n- - d\n",
        "{a: 1, b}\n",
        "{\"a\":1,\"b\":[\"\\/\",\"\\ud83d\\ude00\"],\t\"c\":{}}\n",
        "a: &x 1\nb: &x 2\nc: *x\n",
        "a: 'x\n\n  y'\n",
        "\u{feff}a: 1\n",
        "---\na: 1\n...\n# end\n...\n",
        "a: !custom {b: 1}\n",
        "a: 1\r\nb: |\r\n  x\r\n",
        "'a': 1\n\"b\": 2\n? c\n: 3\n? d\n",
    ];
    for text in texts {
        assert_eq!(Document::parse(text).problems, [], "{text:?}");
    }
}

fn json(text: &str) -> serde_yaml::Value {
    let document = Document::parse(text);
    let quiet = |p: &Problem| matches!(p.kind, ProblemKind::KeyBecomes { .. });
    assert!(document.problems.iter().all(quiet), "{text:?}: {:?}", document.problems);
    document.value(document.root().expect("a root"), &|_| false)
}

/// What `yaml.v2` answers to the same texts.
#[test]
fn block_scalars() {
    let cases = [
        ("v: |\n  a\n  b\n\n", "a\nb\n"),
        ("v: |-\n  a\n\n", "a"),
        ("v: |+\n  a\n\n", "a\n\n"),
        ("v: |2\n   a\n  b\n", " a\nb\n"),
        ("v: |2-\n   a\n", " a"),
        ("v: |-2\n   a\n", " a"),
        ("v: >\n  a\n  b\n\n  c\n", "a b\nc\n"),
        ("v: >\n  a\n    b\n  c\n", "a\n  b\nc\n"),
        ("v: >-\n  a\n  b\n", "a b"),
        ("v: >+\n\n  a\n\n", "\na\n\n"),
        ("v: |\n\nw: 1\n", ""),
        ("v: |+\n\nw: 1\n", "\n"),
        ("v: | # note\n  # text\n", "# text\n"),
        ("v: |\n  a", "a"),
        ("v: \"a\n  b\n\n  c\"\n", "a b\nc"),
        ("v: \"a\\\n  b\"\n", "ab"),
        ("v: 'it''s'\n", "it's"),
        ("v: a\n  b\n\n  c\n", "a b\nc"),
    ];
    for (text, want) in cases {
        assert_eq!(json(text)["v"].as_str(), Some(want), "{text:?}");
    }
}

/// In order, each pair over what is there: so a merge key behind a pair replaces it.
#[test]
fn merge_keys_in_order() {
    let cases = [
        ("<<: *a\n  x: 9", [Some(9), Some(2), None]),
        ("x: 9\n  <<: *a", [Some(1), Some(2), None]),
        ("<<: [*a, *b]", [Some(1), Some(2), Some(4)]),
        ("<<: [*b, *a]\n  z: 0", [Some(3), Some(2), Some(0)]),
        ("<<: *a\n  <<: *b", [Some(3), Some(2), Some(4)]),
        ("<<: {x: 7}", [Some(7), None, None]),
    ];
    for (merge, want) in cases {
        let value = json(&format!("a: &a {{x: 1, w: 2}}\nb: &b {{x: 3, z: 4}}\nm:\n  {merge}\n"));
        assert_eq!(["x", "w", "z"].map(|key| value["m"][key].as_i64()), want, "{merge}");
    }
}

#[test]
fn keys_as_json_has_them() {
    let cases = [
        ("on", "true"),
        ("No", "false"),
        ("0644", "420"),
        ("0x10", "16"),
        ("1.50", "1.5"),
        ("1e6", "1e+06"),
        ("123456.7", "123456.7"),
        ("3.14159265358979", "3.1415927"),
        ("0.00001", "1e-05"),
        (".inf", ".inf"),
        ("'on'", "on"),
        ("2024-01-01", "2024-01-01"),
        ("!!str 5", "5"),
    ];
    for (key, want) in cases {
        assert_eq!(json(&format!("{key}: v\n"))[want].as_str(), Some("v"), "{key}");
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
    let deep = (0..1_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect::<String>();
    assert!(Document::parse(&deep).problems.iter().any(|p| p.kind == ProblemKind::TooDeep));
    let flow = "[".repeat(20_000) + &"]".repeat(20_000);
    assert_eq!(Document::parse(&flow).problems.len(), 1);
    for text in ["&a [*a]", "*x", "", "#", "\u{feff}", "? [a]\n: b", "<<: 1", "- - - -", "a: !!int x"] {
        let _ = Document::parse(text);
    }
}

#[test]
fn ways_lead_to_what_is_around_a_span() {
    let text = "a: &x {k: 1}\nlist:\n- name: n\n  <<: *x\n- [2, 3]\nempty:\n";
    let document = Document::parse(text);
    let way = |part: &str, nth: usize| {
        let start = text.match_indices(part).nth(nth).unwrap().0;
        Route::to(&document, Span::new(start, start + part.len())).to_string()
    };
    let all = [("k", 0), ("1", 0), ("n", 1), ("name", 0), ("3", 0), ("empty", 0), ("[2, 3]", 0), ("a: &", 0)]
        .map(|(part, nth)| way(part, nth));
    assert_eq!(all, ["a.k", "a.k", "list[0].name", "list[0].name", "list[1][1]", "empty", "list[1]", ""]);
}

#[test]
fn fields_are_written_as_the_server_does() {
    use super::{Route, Step};
    let field = |way: &[&str]| {
        let step = |name: &&str| name.parse().map_or_else(|_| Step::from((*name).to_owned()), Step::Index);
        Route(way.iter().map(step).collect()).field()
    };
    assert_eq!(
        field(&["spec", "containers", "0", "resources", "limits", "cpu"]),
        "spec.containers[0].resources.limits[cpu]"
    );
    assert_eq!(field(&["spec", "selector", "matchLabels", "a.b/c"]), "spec.selector.matchLabels");
    assert_eq!(field(&["metadata", "finalizers", "0"]), "metadata.finalizers");
    assert_eq!(field(&["spec", "labels", "a"]), "spec.labels.a");
    assert_eq!(field(&["data", "a.b"]), "data[a.b]");
}
