//! What happens while someone types: any text at all gets an answer, the same each time, with places in it.

use std::fs;
use std::path::Path;

use feastflow::engine::service::reports;
use feastflow::protocol::{FileReport, FileText, Place};
use proptest::prelude::*;
use proptest::sample::Index;

/// Every text of the example sets and of the corpus.
fn texts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for folder in ["content/manifests", "tests/corpus"] {
        collect(&root.join(folder), &mut texts);
    }
    assert!(texts.len() > 30, "the folders are there");
    texts
}

fn collect(folder: &Path, texts: &mut Vec<String>) {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, texts);
        } else if path.extension().is_some_and(|e| e == "yaml" || e == "json") {
            texts.push(String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned());
        }
    }
}

fn places(report: &FileReport) -> Vec<&Place> {
    let of_findings = report.findings.iter().flat_map(|f| {
        let related = f.related.iter().map(|label| &label.place);
        let edits = f.fixes.iter().flat_map(|fix| fix.edits.iter().map(|edit| &edit.place));
        std::iter::once(&f.place).chain(related).chain(edits)
    });
    let others = report.notes.iter().map(|n| &n.place).chain(report.objects.iter().map(|o| &o.place));
    of_findings.chain(others).chain(report.wires.iter().map(|w| &w.place)).collect()
}

/// The answer to a text: the same twice, and all of it within the text.
fn answer(text: &str) -> Vec<FileReport> {
    let file = FileText { name: "typed.yaml".into(), text: text.into() };
    let found = reports(std::slice::from_ref(&file));
    assert_eq!(found, reports(&[file]), "{text:?}");
    let units = u32::try_from(text.encode_utf16().count()).unwrap();
    let lines = u32::try_from(text.split('\n').count()).unwrap();
    for place in found.iter().flat_map(places) {
        assert!(place.start <= place.end && place.end <= units, "{place:?} in {text:?}");
        assert!((1..=lines).contains(&place.line) && place.line <= place.end_line, "{place:?} in {text:?}");
        assert!(place.end_line <= lines && place.column >= 1 && place.end_column >= 1, "{place:?} in {text:?}");
    }
    found
}

/// One thing that a hand or a broken tool does to a text.
#[derive(Clone, Debug)]
enum Change {
    Insert(Index, String),
    Remove(Index, Index),
    Cut(Index),
    RemoveLine(Index),
    RepeatLine(Index),
    Indent(Index, usize),
    Splice(Index, Index, Index),
}

fn change() -> impl Strategy<Value = Change> {
    let snippets = prop::sample::select(vec![
        "\t",
        " ",
        "\n",
        "\r\n",
        "\r",
        ":",
        ": ",
        "- ",
        "#",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a ",
        "*a",
        "!!int ",
        "|",
        ">-",
        "---\n",
        "...\n",
        "--- x\n",
        "%YAML 1.2\n",
        "<<: *a\n",
        "{{ .Values.x }}",
        "\u{feff}",
        "\u{0}",
        "\u{ffff}",
        "\u{fffd}",
        "ü",
        "😀",
        "\u{2028}",
        "~",
        "0x1f",
        "1e999",
        "? ",
        "@",
        "`",
        "\\",
        "apiVersion: v1\nkind: List\nitems:\n",
    ]);
    let any = any::<Index>;
    prop_oneof![
        (any(), snippets).prop_map(|(at, text)| Change::Insert(at, text.to_owned())),
        (any(), any()).prop_map(|(a, b)| Change::Remove(a, b)),
        any().prop_map(Change::Cut),
        any().prop_map(Change::RemoveLine),
        any().prop_map(Change::RepeatLine),
        (any(), 0_usize..9).prop_map(|(line, width)| Change::Indent(line, width)),
        (any(), any(), any()).prop_map(|(other, from, to)| Change::Splice(other, from, to)),
    ]
}

fn boundary(text: &str, index: &Index) -> usize {
    let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    *index.get(&boundaries)
}

fn changed(text: &str, change: &Change, all: &[String]) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let line = |index: &Index| index.index(lines.len().max(1));
    match change {
        Change::Insert(at, new) => {
            let (before, after) = text.split_at(boundary(text, at));
            format!("{before}{new}{after}")
        }
        Change::Remove(a, b) => {
            let from = boundary(text, a);
            let rest = text.get(from..).unwrap();
            // Rarely more than a few characters.
            let length = rest.char_indices().nth(1 + b.index(12)).map_or(rest.len(), |(at, _)| at);
            format!("{}{}", &text[..from], &rest[length..])
        }
        Change::Cut(at) => text[..boundary(text, at)].to_owned(),
        Change::RemoveLine(at) => {
            let at = line(at);
            lines.drain(at..(at + 1).min(lines.len()));
            lines.concat()
        }
        Change::RepeatLine(at) => {
            let at = line(at);
            lines.get(at).copied().into_iter().for_each(|l| lines.insert(at, l));
            lines.concat()
        }
        Change::Indent(at, width) => {
            let at = line(at);
            let indented = lines.get(at).map(|l| format!("{}{}", " ".repeat(*width), l.trim_start_matches(' ')));
            indented.iter().for_each(|l| lines[at] = l);
            lines.concat()
        }
        Change::Splice(other, from, to) => {
            let other = other.get(all);
            format!("{}{}", &text[..boundary(text, from)], &other[boundary(other, to)..])
        }
    }
}

/// As a text grows under the hand: each file, at every few characters.
#[test]
fn prefixes() {
    for text in texts().iter().filter(|t| t.len() < 20_000) {
        let step = (text.len() / 150).max(1);
        let ends = text.char_indices().map(|(at, _)| at).enumerate().filter(|(n, _)| n % step == 0);
        for (_, end) in ends {
            answer(&text[..end]);
        }
    }
}

/// Every single character of one small file that has a bit of everything.
#[test]
fn every_prefix_of_a_dense_text() {
    let text = "# ü\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: 'a', labels: &l {x: \"1\\n\"}}\ndata:\n  <<: *l\n  on: |-\n    😀\n  k: >+2\n     y\n---\n- [0x1f, ~]\n? b\n: !!str c\n...\n";
    for (end, _) in text.char_indices() {
        answer(&text[..end]);
    }
    answer(text);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, max_shrink_iters: 2000, ..ProptestConfig::default() })]

    #[test]
    fn mutations(which in any::<Index>(), changes in prop::collection::vec(change(), 1..6)) {
        let all = texts();
        let text = changes.iter().fold(which.get(&all).clone(), |text, change| changed(&text, change, &all));
        answer(&text);
    }

    #[test]
    fn noise(text in "[ \\t\\n:\\-a-c1\"'{}\\[\\],#&*!|>%@`~?.<\\\\ü\\x00]{0,60}") {
        answer(&text);
    }
}
