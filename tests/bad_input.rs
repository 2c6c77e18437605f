//! Inputs that nobody means, of the sizes that break programs: an answer for each, soon, and with a place.

use std::fmt::Write;
use std::time::{Duration, Instant};

use feastflow::engine::service::reports;
use feastflow::protocol::{FileReport, FileText, Severity};

/// The answer to a text; generous, since this runs without optimisation and beside other tests.
fn answer(what: &str, text: &str) -> FileReport {
    let start = Instant::now();
    let file = FileText { name: "bad.yaml".into(), text: text.into() };
    let report = reports(&[file]).pop().unwrap();
    assert!(start.elapsed() < Duration::from_secs(20), "{what}: {:?}", start.elapsed());
    report
}

fn errors(what: &str, text: &str) -> Vec<(u32, u32, String)> {
    let findings = answer(what, text).findings.into_iter().filter(|f| f.severity == Severity::Error);
    findings.map(|f| (f.place.line, f.place.column, f.message)).collect()
}

/// What it is said about first, and where.
fn first_error(what: &str, text: &str) -> (u32, u32, String) {
    errors(what, text).into_iter().next().unwrap_or_else(|| panic!("{what}: nothing is said"))
}

const HEAD: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: big\n  namespace: shop\ndata:\n";

#[test]
fn nothing_to_read() {
    for text in ["", " ", "\n\n", "# note", "\u{feff}", "\r\n", "---", "---\n---\n"] {
        let report = answer("nothing", text);
        assert!(report.findings.is_empty() && report.objects.is_empty(), "{text:?}: {report:?}");
    }
}

#[test]
fn what_is_no_text() {
    let binary: String = (0..60_000_u32).map(|n| char::from((n.wrapping_mul(2_654_435_761) >> 24) as u8)).collect();
    assert!(first_error("binary", &binary).2.contains("control character"));
    assert_eq!(first_error("NUL", "a: b\0c\n"), (1, 5, "The control character U+0000 is not allowed".into()));
    assert!(first_error("many NULs", &"\0".repeat(100_000)).2.contains("UTF-16"));
    let wide: String = HEAD.chars().flat_map(|c| [c, '\0']).collect();
    assert_eq!(first_error("UTF-16", &wide).2, "The file is saved as UTF-16");
    let latin = answer("Windows-1252", &format!("{HEAD}  text: caf\u{fffd}\n"));
    let found: Vec<_> = latin.findings.iter().map(|f| (f.severity, f.place.line, f.place.column)).collect();
    assert_eq!(found, [(Severity::Warning, 7, 12)]);
}

#[test]
fn nested_too_deep() {
    let n = 10_000;
    let texts = [
        ("brackets", "[".repeat(n)),
        ("closed brackets", "[".repeat(n) + &"]".repeat(n)),
        ("too many brackets", "[".repeat(3 * n)),
        ("braces", "{a: ".repeat(n)),
        ("pairs", "[a: ".repeat(n)),
        ("dashes", "- ".repeat(n)),
        ("questions", "? ".repeat(n)),
        ("lines", (0..1500).map(|n| format!("{}a:\n", " ".repeat(n))).collect()),
        ("in a document", format!("{HEAD}  a: {}{}\n", "[".repeat(n), "]".repeat(n))),
    ];
    for (what, text) in texts {
        let found = errors(what, &text);
        assert!(found.iter().any(|(_, _, message)| message.contains("deeper")), "{what}: {found:?}");
        assert!(found.len() < 4, "{what}: {found:?}");
    }
}

#[test]
fn alias_bombs() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for n in 1..40 {
        writeln!(bomb, "a{n}: &a{n} [{}]", vec![format!("*a{}", n - 1); 9].join(", ")).unwrap();
    }
    assert!(first_error("lists", &bomb).2.contains("aliases"));
    let mut merges = String::from("a0: &a0 {k0: x}\n");
    for n in 1..60 {
        writeln!(merges, "a{n}: &a{n} {{<<: [*a{0}, *a{0}], k{n}: x}}", n - 1).unwrap();
    }
    answer("merges", &merges);
    answer("itself", "&a [*a, *a, &b {c: *b}]\n");
}

#[test]
fn large_files() {
    let million = 1_000_000;
    let line = |n: usize| format!("  key-{n}: some text that is long enough\n");
    let pairs: String = (0..20_000).map(line).collect();
    let texts = [
        ("many pairs", format!("{HEAD}{pairs}")),
        ("one word", format!("{HEAD}  a: {}\n", "x".repeat(million))),
        ("one quoted text", format!("{HEAD}  a: \"{}\"\n", "x\\n".repeat(million / 3))),
        ("one block", format!("{HEAD}  a: |\n{}", "    text\n".repeat(million / 9))),
        ("one folded text", format!("{HEAD}  a: >\n{}", "    text\n\n".repeat(million / 10))),
        ("comments", format!("{HEAD}  a: b\n{}", "# note\n".repeat(million / 7))),
        ("spaces", format!("{HEAD}  a: b\n{}", " ".repeat(million))),
        ("blank lines", format!("{HEAD}  a: b\n{}", "\n".repeat(million))),
        ("carriage returns", format!("{HEAD}  a: b\n{}", "\r".repeat(million))),
    ];
    for (what, text) in texts {
        assert_eq!(errors(what, &text), [], "{what}");
    }
}

#[test]
fn many_of_a_kind() {
    let n = 10_000;
    let documents: String =
        (0..n).map(|n| format!("---\napiVersion: v1\nkind: Namespace\nmetadata: {{name: n{n}}}\n")).collect();
    assert_eq!(answer("documents", &documents).objects.len(), n);
    assert_eq!(errors("broken documents", &"---\na: [\n".repeat(n)).len(), n);
    assert!(errors("separators", &"---\n".repeat(n)).is_empty());
    answer("values", &"{\"a\":1}".repeat(n));
    answer("anchors", &(0..n).map(|n| format!("- &a{n} x\n- *a{n}\n")).collect::<String>());
    answer("templates on one line", &format!("[{}]", "{{a}, ".repeat(n)));
    answer("colons", &":".repeat(n));
    answer("quotes", &"'".repeat(n + 1));
    answer("keys on one line", &"a: ".repeat(n));
    let twice = errors("duplicates on one line", &format!("{{{}}}", "k: ü, ".repeat(n)));
    assert!(twice.len() >= n - 1 && twice.iter().any(|(line, column, _)| (*line, *column) == (1, 6 * 500 + 2)));
}

#[test]
fn half_of_a_document() {
    let found = errors("half", &format!("{HEAD}  a: \"half of a te"));
    assert_eq!(found, [(7, 6, "This quote is never closed".into())]);
}
